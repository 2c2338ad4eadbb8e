"""Visits: the notebook of time-stamped lines, the agenda, and who was in the room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bwdesk.domain.committee import Sex, Side
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
    """A line of the notebook. `at` can be backdated, `pos` orders lines (ties by id). Structured items point to the line."""

    visit_id: str
    at: datetime
    pos: str
    text: str = words()
    mark: Mark = Mark.NOTE
    agenda_item_id: str | None = None
    is_answered: bool = False
    cluster: str = limited(10)


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
