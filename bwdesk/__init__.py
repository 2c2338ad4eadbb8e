"""BW Desk: an offline-first desk for Better Work factory engagement."""

__version__ = "0.1.0"
