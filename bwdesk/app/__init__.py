"""Builds every long-lived object of the desk, joins them, and closes them in order."""
