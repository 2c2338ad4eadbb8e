"""Days and times as the readers of the interface's language write them."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate

from bwdesk.ui.look import Look


def day_words(look: Look, day: date, form: str = "d MMM") -> str:
    """A day, by default "23 Nov"; `form` as QLocale takes it ("ddd d", "dddd d MMMM", "d MMM yyyy")."""
    return look.locale.toString(q_day(day), form)


def moment_day(look: Look, at: datetime, form: str = "ddd d MMM") -> str:
    """The local day of a time."""
    return day_words(look, at.astimezone().date(), form)


def clock_words(at: datetime) -> str:
    """The time of day on this laptop's clock, 24 hours."""
    return at.astimezone().strftime("%H:%M")


def q_day(day: date) -> QDate:
    """A day as Qt takes it."""
    return QDate(day.year, day.month, day.day)


def plain_day(day: QDate) -> date:
    """A day as the records take it."""
    return date(day.year(), day.month(), day.day())
