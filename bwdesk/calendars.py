"""Public holidays by country, for the working days of the cycle clock. A leaf: no records, no rules; the domain is handed a function."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache


@cache
def is_holiday_in(country: str) -> Callable[[date], bool]:
    """A function that knows a country's public holidays (ISO alpha-2). A country whose holidays are not known has none."""
    import holidays  # slow to import, and only the clock needs it

    try:
        known = holidays.country_holidays(country)
    except NotImplementedError:
        return _never
    return lambda day: day in known


def load_calendars() -> None:
    """Loads what the first question would wait for: the package brings every country's module with one (0.3 s)."""
    import holidays.countries  # noqa: F401 - the import is the work


def _never(_day: date) -> bool:
    return False
