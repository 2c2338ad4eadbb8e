"""Visits: the notebook of time-stamped lines, the agenda, and who was in the room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from bwdesk.domain.committee import Member, Sex, Side
from bwdesk.domain.programme import Quotas
from bwdesk.domain.thing import Thing, limited, words


class Mode(StrEnum):
    """How people met."""

    IN_PERSON = "in_person"
    VIRTUAL = "virtual"
    HYBRID = "hybrid"


class Mark(StrEnum):
    """What a note line is. The mark is set by its first character or by a button."""

    NOTE = "note"
    FINDING = "finding"
    ACTION = "action"
    QUOTE = "quote"
    QUESTION = "question"
    GOOD_PRACTICE = "good_practice"
    PERSON = "person"
    CLUSTER = "cluster"


MARK_SIGNS = {
    "!": Mark.FINDING,
    "-": Mark.ACTION,
    '"': Mark.QUOTE,
    "?": Mark.QUESTION,
    "+": Mark.GOOD_PRACTICE,
    "@": Mark.PERSON,
    "#": Mark.CLUSTER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Thing):
    """A visit to a factory (scope `factory/<id>`), planned ahead or begun on the spot. `half_days` books visit days."""

    factory_id: str
    cycle_id: str
    planned_at: datetime | None = None
    started_at: datetime | None = None
    closed_at: datetime | None = None
    mode: Mode = Mode.IN_PERSON
    purpose: str = ""
    half_days: int | None = None
    not_seen: str = words()
    next_on: date | None = None
    close_remarks: str = words()
    over_reason: str = limited(400)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem(Thing):
    """A point of a visit's agenda with its own mode. `source_id` names the open issue it came from."""

    visit_id: str
    title: str
    pos: str
    mode: Mode | None = None
    done_at: datetime | None = None
    source_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Thing):
    """A line of the notebook. `at` can be backdated, `pos` orders lines (ties by id). Structured items point to the line.

    `cites`: the library article a line quotes, as "pack@version/article".
    """

    visit_id: str
    at: datetime
    pos: str
    text: str = words()
    mark: Mark = Mark.NOTE
    agenda_item_id: str | None = None
    is_answered: bool = False
    cluster: str = limited(10)
    cites: str = limited(120)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance(Thing):
    """People in the room: a committee member (id from visit and member) or a count of others by side and sex."""

    visit_id: str
    side: Side
    sex: Sex = Sex.UNSTATED
    member_id: str | None = None
    title: str = ""
    count: int = 1
    mode: Mode | None = None


# Rules ---------------------------------------------------------------------------------------------------------------------------


def mark_of(text: str) -> tuple[Mark, str] | None:
    """The mark a line begins with and the text after it; None for plain text. A sign counts only when a space follows it."""
    if len(text) >= 2 and text[1] == " " and text[0] in MARK_SIGNS:
        return MARK_SIGNS[text[0]], text[2:]
    return None


@dataclass(frozen=True)
class Room:
    """Who was in the room, by side and sex."""

    heads: Mapping[tuple[Side, Sex], int]

    @property
    def total(self) -> int:
        return sum(self.heads.values())

    def of(self, side: Side, sex: Sex | None = None) -> int:
        """Heads of a side, of one sex or all."""
        return sum(count for (s, x), count in self.heads.items() if s is side and sex in (None, x))

    @property
    def missing_sides(self) -> tuple[Side, ...]:
        """Sides nobody spoke for; the union speaks for the workers. A sitting with one side only is allowed, and recorded."""
        workers = self.of(Side.WORKERS) + self.of(Side.UNION)
        return tuple(side for side, count in ((Side.MANAGEMENT, self.of(Side.MANAGEMENT)), (Side.WORKERS, workers)) if not count)


def room(attendance: Iterable[Attendance], members: Iterable[Member] = ()) -> Room:
    """Heads counted once: a committee member is one, with the sex recorded for the member unless the list says it."""
    known = {member.id: member for member in members}
    heads: Counter[tuple[Side, Sex]] = Counter()
    for entry in {entry.id: entry for entry in attendance}.values():
        if entry.deleted:
            continue
        member = known.get(entry.member_id or "")
        sex = member.sex if member is not None and entry.sex is Sex.UNSTATED else entry.sex
        heads[entry.side, sex] += 1 if entry.member_id else max(entry.count, 0)
    return Room({key: count for key, count in heads.items() if count})


@dataclass(frozen=True)
class DayLedger:
    """Visit days of a cycle in half days. `assumed`: begun visits without booked days; each is taken as one day until it is booked."""

    used: int
    planned: int
    quota: int
    assumed: int = 0

    @property
    def left(self) -> int:
        """Half days not used; negative when more were used than the package holds."""
        return self.quota - self.used

    @property
    def is_over(self) -> bool:
        return self.used > self.quota


DAY = 2
"""Half days in a day."""


def visit_days(visits: Iterable[Visit], cycle_number: int, quotas: Quotas) -> DayLedger:
    """The ledger of one cycle's visits. In person, virtual and hybrid days count alike; a planned visit is no used one."""
    standing = [v for v in visits if not v.deleted]
    begun = [v for v in standing if v.started_at or v.closed_at]
    planned = [v for v in standing if not (v.started_at or v.closed_at)]
    return DayLedger(
        used=sum(DAY if v.half_days is None else v.half_days for v in begun),
        planned=sum(DAY if v.half_days is None else v.half_days for v in planned),
        quota=quotas.visit_days(cycle_number) * DAY,
        assumed=sum(1 for v in begun if v.half_days is None),
    )


def visit_numbers(visits: Iterable[Visit]) -> Mapping[str, int]:
    """The number of each visit of a factory by its id: 1, 2, 3 in the order they began or are planned for. Cancelled ones have none."""
    last = datetime.max.replace(tzinfo=UTC)
    standing = [v for v in visits if not v.deleted]
    standing.sort(key=lambda v: (v.started_at or v.planned_at or last, v.id))
    return {visit.id: number for number, visit in enumerate(standing, 1)}
