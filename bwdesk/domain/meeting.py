"""What a committee does: elections, meetings, and how it is judged by the programme's criteria, step by step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from bwdesk.domain.committee import Member, Sex, Side, sitting_members
from bwdesk.domain.thing import Thing, group, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Thing):
    """A meeting of the committee (scope `factory/<id>`). `member_ids` were there, guests are counted. `sent_on`: to the authority."""

    factory_id: str
    committee_id: str
    held_on: date
    member_ids: frozenset[str] = frozenset()
    guests: int = 0
    advisor_there: bool = False
    minutes_kept: bool | None = None
    minutes: str = words()
    decisions: str = words()
    issue_ids: frozenset[str] = frozenset()
    sent_on: date | None = None


class Ballot(StrEnum):
    """How an election was held."""

    SECRET = "secret"
    SHOW_OF_HANDS = "show_of_hands"
    UNION = "union"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Election(Thing):
    """An election of the workers' side (scope `factory/<id>`). Counts are people; None is not known."""

    factory_id: str
    committee_id: str
    held_on: date
    method: Ballot = Ballot.SECRET
    seats: int | None = None
    candidates: int | None = None
    candidates_women: int | None = None
    entitled: int | None = None
    voted: int | None = None
    run_by: str = ""
    is_observed: bool = False
    remark: str = words()


class Criteria(StrEnum):
    """The families of criteria; which ones each holds is the profile's."""

    COMMITTEE = "committee"
    GRIEVANCE = "grievance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(Thing):
    """How far a criterion is met in a cycle, 1 to 4; None: not judged (scope `factory/<id>`; id from scope, cycle, family, criterion)."""

    factory_id: str
    cycle_id: str
    family: Criteria
    criterion: str
    step: int | None = group("judgement", None)
    judged_on: date | None = group("judgement", None)
    seen: str = words()


# Rules: how often a committee meets, by the number of days that the profile gives ----------------------------------------------------

STEPS: Final = (1, 2, 3, 4)
"""No, partly, largely, fully."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Meetings held between two days, both counted, against one every `every_days`.

    `expected`: how many whole intervals the time holds. `late_days`: days past the day by which the next one should have been held.
    """

    held: int
    expected: int
    every_days: int
    last_on: date | None
    next_due_on: date
    late_days: int
    longest_gap: int
    with_minutes: int

    @property
    def is_kept(self) -> bool:
        """Nothing is late, and no interval was left out."""
        return not self.late_days and self.held >= self.expected


def rhythm(meetings: Iterable[Meeting], begins_on: date, today: date, every_days: int) -> Rhythm:
    """How the committee has met from a day until today. Meetings noted for later days do not count as held."""
    held = sorted((m for m in meetings if not m.deleted and begins_on <= m.held_on <= today), key=lambda m: (m.held_on, m.id))
    days = [begins_on, *(m.held_on for m in held)]
    next_due = days[-1] + timedelta(days=every_days)
    gaps = [(after - before).days for before, after in pairwise([*days, max(today, days[-1])])]
    return Rhythm(
        held=len(held),
        expected=max((today - begins_on).days, 0) // every_days,
        every_days=every_days,
        last_on=held[-1].held_on if held else None,
        next_due_on=next_due,
        late_days=max((today - next_due).days, 0),
        longest_gap=max(gaps, default=0),
        with_minutes=sum(1 for m in held if m.minutes_kept or m.minutes.strip()),
    )


@dataclass(frozen=True, slots=True)
class Presence:
    """Who came to a meeting: members there of all who sat on the committee that day, by side; women among those there."""

    management: int
    management_all: int
    workers: int
    workers_all: int
    women: int

    @property
    def both_sides(self) -> bool:
        return bool(self.management and self.workers)


def presence(meeting: Meeting, members: Iterable[Member]) -> Presence:
    """Attendance of a meeting. Members who came before they were chosen, or after they had left, count as there."""
    everyone = [m for m in members if not m.deleted and m.side is not Side.GUEST]
    there = [m for m in everyone if m.id in meeting.member_ids]
    seated = {m.id: m for m in (*sitting_members(everyone, meeting.held_on), *there)}.values()
    return Presence(
        management=sum(1 for m in there if m.side is Side.MANAGEMENT),
        management_all=sum(1 for m in seated if m.side is Side.MANAGEMENT),
        workers=sum(1 for m in there if m.side is not Side.MANAGEMENT),
        workers_all=sum(1 for m in seated if m.side is not Side.MANAGEMENT),
        women=sum(1 for m in there if m.sex is Sex.WOMAN),
    )
