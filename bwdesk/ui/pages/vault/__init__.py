"""The interview vault of an assessment, behind the PIN."""
