"""Moments in the words of the reader, in this laptop's time zone. Python knows the zone; loading Qt's own table of zones takes longer."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate, QTime

from bwdesk.ui.look import Look


def clock(look: Look, at: datetime, *, seconds: bool = False) -> str:
    """`18:40`, or `18:40:07`."""
    here = at.astimezone()
    return look.locale.toString(QTime(here.hour, here.minute, here.second), "HH:mm:ss" if seconds else "HH:mm")


def day(look: Look, at: datetime) -> str:
    """`Mon 23 Nov`."""
    here = at.astimezone()
    return look.locale.toString(QDate(here.year, here.month, here.day), "ddd d MMM")


def day_and_clock(look: Look, at: datetime) -> str:
    """`Mon 23 Nov, 09:10`."""
    return f"{day(look, at)}, {clock(look, at)}"
