"""The register as a list, new factories, and lists taken in."""
