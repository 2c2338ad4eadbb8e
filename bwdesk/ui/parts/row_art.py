"""What the small drawings in rows show, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Spark:
    """A small line of numbers, oldest first; the last one is written left of it."""

    values: tuple[float, ...]
    is_worse: bool = False


@dataclass(frozen=True, slots=True)
class Ticks:
    """A ledger in a table: one tick a day, `used` of `total`."""

    used: int
    total: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time on an axis that all rows share, as shares of its width: from `start` until `end`, `now` is today.

    Without an `end` no day is set. `months` are where months begin. What is late runs on in another colour until today.
    """

    start: float
    end: float | None
    now: float
    months: tuple[float, ...]
    state: Literal["open", "running", "late", "done"]


@dataclass(frozen=True, slots=True)
class ThreadEvent:
    """Something on the cycle's thread. `month` runs 0–12, kind and state as in look.md §9."""

    month: float
    kind: Literal["visit", "assessment", "report", "training"]
    state: Literal["done", "planned", "today", "missed"] = "done"
    label: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """A factory's cycle: sewn up to `now` (months, 0–12), still to be sewn after it."""

    now: float
    events: tuple[ThreadEvent, ...] = ()
