"""Numbers and days of workbook cells as text: numbers plain, days as YYYY-MM-DD, times as HH:MM."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final

_BUILT_IN_DATES: Final = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_NOT_PLACES: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_LAST_DAY: Final = 2_958_465  # 9999-12-31
_LEAP_BUG: Final = 60  # the day 1900-02-29 that spreadsheets have and the world had not


@lru_cache(maxsize=1024)
def is_date_format(code: str, built_in: bool = False) -> bool:
    """Whether a number format, by its code or its built-in number, shows days or times."""
    if built_in:
        return code.isdigit() and int(code) in _BUILT_IN_DATES
    places = _NOT_PLACES.sub("", code.split(";")[0]).lower()
    return "general" not in places and any(letter in places for letter in "ymdhs")


def number_text(value: str | float) -> str:
    """A number as a spreadsheet shows it at most: 15 digits, no exponent, no zeros behind the point. What is no number stays text."""
    if isinstance(value, str) and value.strip().isdigit():
        return value.strip()
    try:
        number = float(value)
    except ValueError:
        return str(value)
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    text = f"{number:.15g}"
    return f"{Decimal(text):f}" if "e-" in text else text


def serial_text(value: str | float, is_1904: bool) -> str:
    """A day or time kept as a count of days."""
    try:
        serial = float(value)
    except ValueError:
        return str(value)
    if not 0 <= serial <= _LAST_DAY - (1462 if is_1904 else 0):
        return number_text(value)
    seconds = round(serial % 1 * 86_400)
    if serial < 1 and not is_1904:
        return _clock(seconds)
    epoch = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 31) if serial < _LEAP_BUG else datetime(1899, 12, 30)  # noqa: DTZ001
    day = epoch + timedelta(days=int(serial), seconds=seconds)
    return f"{day:%Y-%m-%d}" if seconds % 86_400 == 0 else f"{day:%Y-%m-%d} {_clock(seconds)}"


def _clock(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}" if seconds else f"{hours:02}:{minutes:02}"


def read_day(text: str) -> date | None:
    """A day typed as 2026-12-04, 4.12.2026 or 4/12/2026; raises ValueError for anything else that is not empty."""
    plain = text.strip()
    if not plain:
        return None
    found = re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", plain)
    if found:
        return date(int(found[3]), int(found[2]), int(found[1]))
    return date.fromisoformat(plain)
