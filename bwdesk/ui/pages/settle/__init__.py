"""Sync and what is to be settled."""
