"""Trends: tables of figures by cycle, as plots and as numbers."""
