"""Learning: seminars of several factories, trainings of one, the plan of what is needed. Person-days are people times days, in halves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bwdesk.domain.committee import Sex
from bwdesk.domain.thing import Thing, limited, words
from bwdesk.domain.visit import Mode


class Audience(StrEnum):
    """Whom participants belong to."""

    WORKER = "worker"
    REPRESENTATIVE = "representative"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seminar(Thing):
    """A seminar for several factories (scope `country/<cc>`). Held once `held_on` is set; cancelled ones are deleted."""

    country: str
    title: str
    topic: str = ""
    planned_on: date | None = None
    held_on: date | None = None
    half_days: int = 2
    mode: Mode = Mode.IN_PERSON
    place: str = ""
    trainer: str = ""
    is_introduction: bool = False
    remark: str = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat(Thing):
    """People of one factory at a seminar, by audience and sex (scope of the seminar; id from seminar, factory, audience, sex)."""

    seminar_id: str
    factory_id: str
    audience: Audience
    sex: Sex
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation(Thing):
    """A factory is asked to a seminar (scope of the seminar; id from seminar and factory)."""

    seminar_id: str
    factory_id: str
    expected: int | None = None
    came: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Training(Thing):
    """A training for one factory (scope `factory/<id>`). `is_extra`: bought separately, booked apart from the package.

    The quiz: right answers before and after, of `quiz_asked` asked in all (people times questions).
    """

    factory_id: str
    cycle_id: str
    title: str
    topic: str = ""
    planned_on: date | None = None
    held_on: date | None = None
    half_days: int = 2
    mode: Mode = Mode.IN_PERSON
    trainer: str = ""
    is_extra: bool = False
    over_reason: str = limited(400)
    quiz_asked: int | None = None
    quiz_before: int | None = None
    quiz_after: int | None = None
    remark: str = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Participants(Thing):
    """People at a training: a committee member (id from training and member) or a count by audience and sex (id from those)."""

    training_id: str
    audience: Audience
    sex: Sex
    member_id: str | None = None
    title: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(Thing):
    """A line of the learning plan (scope `factory/<id>`): what is to be learnt, by whom, why, and what was held for it."""

    factory_id: str
    cycle_id: str
    topic: str
    audience: str = ""
    as_seminar: bool = False
    wanted_by_on: date | None = None
    issue_ids: frozenset[str] = frozenset()
    done_by: frozenset[str] = frozenset()
    asked_workers: bool | None = None
    remark: str = words()
    pos: str = ""
