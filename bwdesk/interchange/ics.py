"""Calendar files (iCalendar, RFC 5545): plain events in, text out. A program that reads a later file updates its events.

An event keeps its id; its SEQUENCE and DTSTAMP come from the moment of writing, so that the later file always wins. No METHOD: one would
make it an invitation, which wants an organiser. No records, no words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_LINES = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
FOLD = 75
"""Octets of a line, as the standard has it."""


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """`begins` is a day (the whole of it) or an aware time, then `hours` long. `is_off`: it is taken out of the calendar."""

    key: str
    begins: date | datetime
    summary: str
    description: str = ""
    hours: int = 8
    is_off: bool = False


def calendar_text(events: Iterable[CalendarEvent], name: str, now: datetime) -> str:
    """A whole calendar file, lines ending in CRLF and folded. `now`: aware; a file written later supersedes one written earlier."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bwdesk//calendar//EN", f"X-WR-CALNAME:{escaped(name)}"]
    for event in sorted(events, key=lambda e: e.key):
        lines += _event(event, now)
    return "".join(folded(line) + "\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(event: CalendarEvent, now: datetime) -> list[str]:
    stamp, sequence = _time(now), int((now - EPOCH).total_seconds() // 60)
    lines = ["BEGIN:VEVENT", f"UID:{event.key}@bwdesk", f"DTSTAMP:{stamp}", f"LAST-MODIFIED:{stamp}", f"SEQUENCE:{max(0, sequence)}"]
    if isinstance(event.begins, datetime):
        lines += [f"DTSTART:{_time(event.begins)}", f"DTEND:{_time(event.begins + timedelta(hours=event.hours))}"]
    else:
        lines += [f"DTSTART;VALUE=DATE:{_day(event.begins)}", f"DTEND;VALUE=DATE:{_day(event.begins + timedelta(days=1))}"]
        lines.append("TRANSP:TRANSPARENT")
    lines.append(f"SUMMARY:{escaped(event.summary)}")
    if event.description:
        lines.append(f"DESCRIPTION:{escaped(event.description)}")
    return [*lines, f"STATUS:{'CANCELLED' if event.is_off else 'CONFIRMED'}", "END:VEVENT"]


def _time(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _day(day: date) -> str:
    return day.strftime("%Y%m%d")


def escaped(text: str) -> str:
    """Text as a value: separators escaped, new lines of any kind written as \\n, other control characters left out."""
    plain = "\\n".join(line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in _LINES.split(text))
    return "".join(sign for sign in plain if sign >= " " and sign != "\x7f")


def folded(line: str) -> str:
    """A line in pieces of at most 75 octets, never cut inside a character; later pieces begin with a space."""
    pieces, piece, size = [], "", 0
    for sign in line:
        wide = len(sign.encode("utf-8"))
        if size + wide > FOLD:
            pieces.append(piece)
            piece, size = "", 1
        piece, size = piece + sign, size + wide
    return "\r\n ".join([*pieces, piece])
