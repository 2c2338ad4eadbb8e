"""The improvement plan as a sheet."""
