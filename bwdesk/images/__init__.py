"""Photos upright, shrunk, stripped and hashed; thumbnails. Runs in the intake process."""
