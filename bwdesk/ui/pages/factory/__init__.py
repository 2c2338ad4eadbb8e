"""The workspace of one factory."""
