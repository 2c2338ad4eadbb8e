"""Spreadsheets and lists in and out; refusals name sheet, row and reason."""
