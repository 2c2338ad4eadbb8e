"""Servers and laptops of the sync tests, for the long runs."""

from tests.sync.conftest import house, laptop, small_house

__all__ = ["house", "laptop", "small_house"]
