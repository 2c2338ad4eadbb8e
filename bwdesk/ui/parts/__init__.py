"""Widgets and delegates shared by the pages; they take plain values and know no records."""
