"""Suspected zero tolerance."""
