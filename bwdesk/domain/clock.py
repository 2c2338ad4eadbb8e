"""The clock of a cycle: milestones as windows with a state and the reason for it, never as one bare date. Pure functions over dates.

Rules: domain notes "programme" §12, "Clock of the cycle". The day of today, holidays and what has happened are handed in.
`because` is a text key (`clock.…`) that says why a window stands where it stands, of a day it is counted from and of the profile's numbers.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from bwdesk.domain.programme import Milestone, Profile, Quotas, Windows

IsHoliday = Callable[[date], bool]


class WindowState(StrEnum):
    """`waiting`: hangs on something that has not happened. `due`: closes soon."""

    WAITING = "waiting"
    AHEAD = "ahead"
    OPEN = "open"
    DUE = "due"
    LATE = "late"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class CycleFacts:
    """What has happened in a cycle. Days are calendar days at the factory; None has not happened. `waived` milestones do not apply.

    `initial_visit_on`: the day of the last of the visits that a cycle begins with. `ended_on`: the factory left before its year was over.
    """

    number: int
    started_on: date
    first_visit_on: date | None = None
    initial_visit_on: date | None = None
    intro_seminar_on: date | None = None
    diagnosed_on: date | None = None
    assessment_from_on: date | None = None
    assessment_to_on: date | None = None
    comments_sent_on: date | None = None
    commented_on: date | None = None
    released_on: date | None = None
    progress1_on: date | None = None
    progress2_on: date | None = None
    invoiced_on: date | None = None
    renewed_on: date | None = None
    ended_on: date | None = None
    waived: frozenset[Milestone] = frozenset()


@dataclass(frozen=True, slots=True)
class Window:
    """A milestone's window. Both ends belong to it; `days` is the number of days left (due today: 0), or late as a negative number.

    `since` is the day that the reason speaks of, `numbers` are the profile's: days or months, the first and the last.
    """

    milestone: Milestone
    state: WindowState
    because: str
    opens_on: date | None = None
    due_on: date | None = None
    done_on: date | None = None
    days: int | None = None
    since: date | None = None
    numbers: tuple[int, int] = (0, 0)

    @property
    def was_late(self) -> bool:
        """Done after its due day."""
        return self.done_on is not None and self.due_on is not None and self.done_on > self.due_on


@dataclass(frozen=True)
class WorkingDays:
    """The working calendar of a country: weekly rest days (Monday is 0) and public holidays."""

    weekend: frozenset[int]
    is_holiday: IsHoliday

    def is_working(self, day: date) -> bool:
        return day.weekday() not in self.weekend and not self.is_holiday(day)

    def at_or_after(self, day: date) -> date:
        """The day itself when people work on it, else the next one on which they do."""
        for _ in range(_LONGEST_REST):
            if self.is_working(day):
                return day
            day += timedelta(days=1)
        return day

    def after(self, day: date, count: int) -> date:
        """The `count`-th working day after a day, which itself is not counted."""
        for _ in range(count):
            day = self.at_or_after(day + timedelta(days=1))
        return day


_LONGEST_REST = 60


@lru_cache(8192)
def add_months(day: date, months: int) -> date:
    """The same day of a later month; where that month is shorter, its last day (31 January + 1 month is 28 or 29 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_starts(start: date, number: int) -> date:
    """The first day of the n-th month counted from a day; month 1 begins on the day itself."""
    return add_months(start, number - 1)


def month_ends(start: date, number: int) -> date:
    """The last day of the n-th month counted from a day."""
    return add_months(start, number) - timedelta(days=1)


def month_of(start: date, day: date) -> int:
    """The month a day lies in, counted from `start`; 0 or less before it."""
    months = (day.year - start.year) * 12 + day.month - start.month
    return months + 1 if day >= add_months(start, months) else months


def cycle_ends(started_on: date, windows: Windows) -> date:
    """The last day of a cycle. The next one begins the day after."""
    return month_ends(started_on, windows.cycle_months)


def clock(facts: CycleFacts, profile: Profile, days: WorkingDays, today: date) -> tuple[Window, ...]:
    """The windows of the milestones that the profile names, in its order, as they stand on a day."""
    drawn = {draft.milestone: draft for draft in _drafts(facts, profile, days)}
    return tuple(_as_of(drawn[m], facts, profile.windows, today) for m in profile.milestones)


_ASKING = (WindowState.LATE, WindowState.DUE, WindowState.OPEN, WindowState.AHEAD)


def asks_first(facts: CycleFacts, profile: Profile, days: WorkingDays, today: date) -> Window | None:
    """The window that asks first: the one that has been late longest before all, else the one that is due soonest."""
    drawn = {draft.milestone: draft for draft in _drafts(facts, profile, days)}
    found = [(_state(drawn[m], facts, profile.windows, today)[0], drawn[m]) for m in profile.milestones]
    asking = [(state is not WindowState.LATE, one.due_on or date.max, one.milestone.value) for state, one in found if state in _ASKING]
    return _as_of(drawn[Milestone(min(asking)[2])], facts, profile.windows, today) if asking else None


@dataclass(slots=True)
class _Draft:
    milestone: Milestone
    because: str
    opens_on: date | None = None
    due_on: date | None = None
    done_on: date | None = None
    waits: bool = False
    skipped: bool = False
    since: date | None = None
    numbers: tuple[int, int] = (0, 0)


def _n(number: int) -> tuple[int, int]:
    return number, number


def _drafts(facts: CycleFacts, profile: Profile, days: WorkingDays) -> tuple[_Draft, ...]:
    windows = profile.windows
    first_visit = _Draft(
        Milestone.FIRST_VISIT,
        "clock.first_visit_again" if facts.number > 1 else "clock.first_visit",
        facts.started_on,
        facts.started_on + timedelta(days=windows.first_visit_days),
        facts.first_visit_on,
    )
    progress1 = _progress1(facts, windows)
    return (
        _Draft(Milestone.REGISTRATION, "clock.registration", facts.started_on, facts.started_on, facts.started_on),
        first_visit,
        *_beginning(facts, windows, profile.quotas),
        *_after_first_visit(facts, windows),
        *_after_assessment(facts, windows, days),
        progress1,
        _progress2(facts, windows, progress1),
        *_renewal(facts, windows),
    )


def _beginning(facts: CycleFacts, windows: Windows, quotas: Quotas) -> tuple[_Draft, _Draft]:
    """The visits a cycle begins with, and the introduction, which only a new factory needs: a returning one goes its own way."""
    anchor, again = facts.first_visit_on, facts.number > 1
    because = "clock.initial_visits_again" if again else "clock.initial_visits"
    visits = _Draft(Milestone.INITIAL_VISITS, "clock.waits_first_visit", done_on=facts.initial_visit_on, waits=True)
    if anchor is not None:
        if _is_late(facts, windows):
            because = "clock.late_first_visit"
        ends = anchor + timedelta(days=windows.diagnosis_days)
        visits = _Draft(
            Milestone.INITIAL_VISITS, because, anchor, ends, facts.initial_visit_on, since=anchor, numbers=_n(windows.diagnosis_days)
        )
    if quotas.initial_visits(facts.number) == 0:
        visits = replace(visits, because="clock.no_initial_visits", skipped=True)
    opens = facts.started_on
    due = opens + timedelta(days=windows.diagnosis_days)
    seminar = _Draft(Milestone.INTRO_SEMINAR, "clock.intro_seminar", opens, due, facts.intro_seminar_on)
    return visits, replace(seminar, because="clock.returning", skipped=True) if again else seminar


def _is_late(facts: CycleFacts, windows: Windows) -> bool:
    """Whether the first visit came after its window."""
    first = facts.first_visit_on
    return first is not None and first > facts.started_on + timedelta(days=windows.first_visit_days)


def _after_first_visit(facts: CycleFacts, windows: Windows) -> tuple[_Draft, _Draft]:
    """Self-diagnosis and assessment hang on the first advisory visit; a late one moves them and nothing else."""
    anchor = facts.first_visit_on
    done = facts.assessment_to_on
    if anchor is None:
        return (
            _Draft(Milestone.SELF_DIAGNOSIS, "clock.waits_first_visit", done_on=facts.diagnosed_on, waits=True),
            _Draft(Milestone.ASSESSMENT, "clock.waits_first_visit", done_on=done, waits=True),
        )
    is_late = _is_late(facts, windows)
    return (
        _Draft(
            Milestone.SELF_DIAGNOSIS,
            "clock.late_first_visit" if is_late else "clock.self_diagnosis",
            anchor,
            anchor + timedelta(days=windows.diagnosis_days),
            facts.diagnosed_on,
            since=anchor,
            numbers=_n(windows.diagnosis_days),
        ),
        _Draft(
            Milestone.ASSESSMENT,
            "clock.late_first_visit" if is_late else "clock.assessment",
            month_starts(anchor, windows.assessment_month_from),
            month_ends(anchor, windows.assessment_month_to),
            done,
            since=anchor,
            numbers=(windows.assessment_month_from, windows.assessment_month_to),
        ),
    )


def _after_assessment(facts: CycleFacts, windows: Windows, days: WorkingDays) -> tuple[_Draft, _Draft]:
    last = facts.assessment_to_on
    if last is None:
        report = _Draft(Milestone.REPORT, "clock.waits_assessment", done_on=facts.released_on, waits=True)
    else:
        plain = last + timedelta(days=windows.release_days)
        due = days.at_or_after(plain)
        because = "clock.report" if due == plain else "clock.report_moved"
        opens = last + timedelta(days=1)
        report = _Draft(Milestone.REPORT, because, opens, due, facts.released_on, since=last, numbers=_n(windows.release_days))
    sent = facts.comments_sent_on
    if sent is None:
        comments = _Draft(Milestone.COMMENTS, "clock.waits_draft", done_on=facts.commented_on, waits=True)
    else:
        count = windows.comment_working_days
        due = days.after(sent, count)
        comments = _Draft(Milestone.COMMENTS, "clock.comments", sent, due, facts.commented_on, since=sent, numbers=_n(count))
    return comments, report


def _progress1(facts: CycleFacts, windows: Windows) -> _Draft:
    """Opens at release, due at the later of the end of its month and so many days after release."""
    month_end = month_ends(facts.started_on, windows.progress1_month)
    if facts.released_on is None:
        return _Draft(Milestone.PROGRESS1, "clock.waits_release", None, month_end, facts.progress1_on, waits=True)
    after = facts.released_on + timedelta(days=windows.progress1_days)
    released, done = facts.released_on, facts.progress1_on
    if after > month_end:
        return _Draft(
            Milestone.PROGRESS1, "clock.progress1_after_release", released, after, done, since=released, numbers=_n(windows.progress1_days)
        )
    return _Draft(Milestone.PROGRESS1, "clock.progress1", released, month_end, done, numbers=_n(windows.progress1_month))


def _progress2(facts: CycleFacts, windows: Windows, progress1: _Draft) -> _Draft:
    """Its month of the cycle, never before progress report 1 is due; moved, the window keeps its length."""
    opens = month_starts(facts.started_on, windows.progress2_month)
    due = month_ends(facts.started_on, windows.progress2_month)
    if progress1.waits and facts.progress1_on is None and Milestone.PROGRESS1 not in facts.waived:
        return _Draft(Milestone.PROGRESS2, "clock.waits_progress1", opens, due, facts.progress2_on, waits=True)
    if Milestone.PROGRESS1 in facts.waived or progress1.due_on is None or progress1.due_on <= opens:
        return _Draft(Milestone.PROGRESS2, "clock.progress2", opens, due, facts.progress2_on, numbers=_n(windows.progress2_month))
    moved = progress1.due_on
    ends = moved + (due - opens)
    return _Draft(Milestone.PROGRESS2, "clock.progress2_after_progress1", moved, ends, facts.progress2_on, since=moved)


def _renewal(facts: CycleFacts, windows: Windows) -> tuple[_Draft, _Draft]:
    month = windows.renewal_month
    opens, ends = month_starts(facts.started_on, month), month_ends(facts.started_on, month)
    return (
        _Draft(Milestone.INVOICE, "clock.invoice", opens, ends, facts.invoiced_on, numbers=_n(month)),
        _Draft(Milestone.RENEWAL, "clock.renewal", opens, cycle_ends(facts.started_on, windows), facts.renewed_on),
    )


def _as_of(draft: _Draft, facts: CycleFacts, windows: Windows, today: date) -> Window:
    state, because = _state(draft, facts, windows, today)
    is_counting = state in (WindowState.AHEAD, WindowState.OPEN, WindowState.DUE, WindowState.LATE)
    days = (draft.due_on - today).days if draft.due_on is not None and is_counting else None
    return Window(draft.milestone, state, because, draft.opens_on, draft.due_on, draft.done_on, days, draft.since, draft.numbers)


def _state(draft: _Draft, facts: CycleFacts, windows: Windows, today: date) -> tuple[WindowState, str]:
    if draft.done_on is not None and draft.done_on <= today:
        return WindowState.DONE, draft.because
    if draft.milestone in facts.waived:
        return WindowState.NOT_APPLICABLE, "clock.waived"
    if draft.skipped:
        return WindowState.NOT_APPLICABLE, draft.because
    if facts.ended_on is not None and today > facts.ended_on:
        return WindowState.NOT_APPLICABLE, "clock.left"
    if draft.waits or draft.opens_on is None or draft.due_on is None:
        return WindowState.WAITING, draft.because
    if today < draft.opens_on:
        return WindowState.AHEAD, draft.because
    if today > draft.due_on:
        return WindowState.LATE, "clock.lapsed" if draft.milestone is Milestone.RENEWAL else draft.because
    is_soon = (draft.due_on - today).days <= windows.due_soon_days and draft.milestone is not Milestone.REGISTRATION
    return (WindowState.DUE if is_soon else WindowState.OPEN), draft.because
