"""What a committee does: elections, meetings, and how it is judged by the programme's criteria, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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
