"""From one year of engagement to the next: which cycle runs, when it ended, lapse, return, and the day the next one begins. Pure.

Rules: domain notes "programme" §12: later cycles begin the day after the last one ended; a factory that did not renew in time has
lapsed, and its next cycle begins when it comes back. A factory may leave before its year is over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bwdesk.domain.clock import cycle_ends, month_starts
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.programme import Windows

NEXT_DAY = timedelta(days=1)


class Standing(StrEnum):
    """Where a factory stands with the programme."""

    AHEAD = "ahead"
    RUNNING = "running"
    RENEWABLE = "renewable"
    RENEWED = "renewed"
    LAPSED = "lapsed"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Engagement:
    """`since`: since when it stands so (lapsed, left). `away_days`: how long it had been away when this cycle began."""

    standing: Standing
    since: date | None = None
    away_days: int = 0


def running(cycles: Iterable[Cycle], today: date) -> Cycle | None:
    """The cycle that counts on a day: the newest that has begun; before any has, the first."""
    own = sorted((c for c in cycles if not c.deleted), key=lambda c: c.number)
    begun = [c for c in own if c.started_on <= today]
    return begun[-1] if begun else next(iter(own), None)


def neighbours(cycles: Iterable[Cycle], cycle: Cycle) -> tuple[Cycle | None, Cycle | None]:
    """The cycle before and the one after."""
    own = sorted((c for c in cycles if not c.deleted), key=lambda c: c.number)
    before = [c for c in own if c.number < cycle.number]
    after = [c for c in own if c.number > cycle.number]
    return (before[-1] if before else None), (after[0] if after else None)


def last_day(cycle: Cycle, windows: Windows) -> date:
    """The last day of a cycle: the day it was left, else the end of its year."""
    ends = cycle_ends(cycle.started_on, windows)
    return ends if cycle.ended_on is None else min(ends, cycle.ended_on)


def next_start(last: Cycle, windows: Windows, today: date) -> date:
    """The day the next cycle begins: the day after the last one ended, or today when that day has passed."""
    return max(last_day(last, windows) + NEXT_DAY, today)


def engagement(cycles: Sequence[Cycle], cycle: Cycle, windows: Windows, today: date) -> Engagement:
    """How a factory stands on a day, seen from the cycle that counts."""
    before, after = neighbours(cycles, cycle)
    away = max(0, (cycle.started_on - last_day(before, windows)).days - 1) if before is not None else 0
    ends = last_day(cycle, windows)
    if today < cycle.started_on:
        return Engagement(Standing.AHEAD, cycle.started_on, away)
    if cycle.ended_on is not None and today > ends:
        return Engagement(Standing.LEFT, cycle.ended_on, away)
    if today > ends:
        return Engagement(Standing.LAPSED, ends + NEXT_DAY, away)
    if after is not None:
        return Engagement(Standing.RENEWED, after.started_on, away)
    is_time = today >= month_starts(cycle.started_on, windows.renewal_month)
    return Engagement(Standing.RENEWABLE if is_time else Standing.RUNNING, None, away)


def billed(cycle: Cycle, after: Cycle | None, windows: Windows) -> tuple[date | None, date | None]:
    """Invoice and payment of the renewal: those of the next cycle; also those of this one that came in or after its month of renewal.

    What was invoiced and paid when this cycle began is its own contribution and renews nothing.
    """
    opens = month_starts(cycle.started_on, windows.renewal_month)
    invoiced = paid = None
    if after is not None:
        invoiced, paid = after.invoiced_on, after.paid_on
    if invoiced is None and cycle.invoiced_on is not None and cycle.invoiced_on >= opens:
        invoiced = cycle.invoiced_on
    if paid is None and cycle.paid_on is not None and cycle.paid_on >= opens:
        paid = cycle.paid_on
    return invoiced, paid
