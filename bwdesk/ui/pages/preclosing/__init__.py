"""What is presented to the factory before the closing meeting."""
