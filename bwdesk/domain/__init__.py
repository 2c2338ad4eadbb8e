"""Values and rules of the engagement model. Standard library only: no Qt, no SQL, no clock, no files."""
