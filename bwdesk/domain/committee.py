"""The factory's bipartite committee: members by side; parity and share of women judged by the programme's rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bwdesk.domain.thing import Thing, words


class Side(StrEnum):
    """The side a person sits on; guests have none."""

    MANAGEMENT = "management"
    WORKERS = "workers"
    UNION = "union"
    GUEST = "guest"


class Sex(StrEnum):
    """As recorded for counts; never used for anything else."""

    WOMAN = "woman"
    MAN = "man"
    UNSTATED = "unstated"


class Selection(StrEnum):
    """How a member came to sit on the committee."""

    ELECTED = "elected"
    NOMINATED = "nominated"
    APPOINTED = "appointed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Committee(Thing):
    """The committee of a factory (scope `factory/<id>`; id from the factory)."""

    factory_id: str
    name: str = ""
    formed_on: date | None = None
    meets: str = ""
    remark: str = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Thing):
    """A member of the committee, known by job title, never by name (scope `factory/<id>`)."""

    committee_id: str
    title: str
    side: Side
    sex: Sex = Sex.UNSTATED
    is_union: bool = False
    is_chair: bool = False
    selection: Selection = Selection.UNKNOWN
    chosen_on: date | None = None
    term_ends_on: date | None = None
    left_on: date | None = None
