"""Public holidays, and the day it is, by country: for working days and terms. A leaf: no records, no rules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo
from functools import cache
from zoneinfo import ZoneInfo


@cache
def is_holiday_in(country: str) -> Callable[[date], bool]:
    """A function that knows a country's public holidays (ISO alpha-2). A country whose holidays are not known has none."""
    import holidays  # slow to import, and only the clock needs it

    try:
        known = holidays.country_holidays(country)
    except NotImplementedError:
        return _never
    return lambda day: day in known


def day_in(country: str, at: datetime) -> date:
    """The day it is in a country (ISO alpha-2) at an aware moment, for terms that end with a day; of a country that is not known, by UTC.

    Where a country has several zones, in the one where the day ends last: nobody in it loses hours of a term. Zones of countries: CLDR.
    """
    return min(at.astimezone(zone).date() for zone in _zones(country))


@cache
def _zones(country: str) -> tuple[tzinfo, ...]:
    from babel.core import get_global  # the desk's first window does without

    found = sorted(zone for zone, territory in get_global("zone_territories").items() if territory == country)
    return tuple(map(ZoneInfo, found)) or (UTC,)


def load_calendars() -> None:
    """Loads what the first question would wait for: the package brings every country's module with one (0.3 s)."""
    import holidays.countries  # noqa: F401 - the import is the work


def _never(_day: date) -> bool:
    return False
