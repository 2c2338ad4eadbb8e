"""Learning: seminars of several factories, trainings of one, the plan of what is needed. Person-days are people times days, in halves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from bwdesk.domain.committee import Member, Sex, Side
from bwdesk.domain.plan import Issue, is_open
from bwdesk.domain.programme import Quotas
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

    `expected`: so many people are expected; that is what is planned of the package. The quiz: right answers before and after, of
    `quiz_asked` asked in all (people times questions).
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
    expected: int | None = None
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


# Rules: domain notes "programme" §2.8; quotas are the profile's. Person-days are counted in halves and never rounded ----------------

GROUPS: Final = tuple((audience, sex) for audience in Audience for sex in Sex)
"""Audience and sex together, in the order in which they are asked and shown."""

Heads = Mapping[tuple[Audience, Sex], int]
"""People by audience and sex."""


def heads(counted: Iterable[Participants | Seat]) -> Counter[tuple[Audience, Sex]]:
    """People by audience and sex; what is deleted or below one counts nothing."""
    found: Counter[tuple[Audience, Sex]] = Counter()
    for one in counted:
        if not one.deleted and one.count > 0:
            found[(one.audience, one.sex)] += one.count
    return found


def halves_of(people: int, half_days: int) -> int:
    """Person-days in halves: seven people for a day and a half are 21 halves, 10.5 person-days."""
    return max(0, people) * max(0, half_days)


def days_of(halves: int) -> float:
    """Halves as days, exact: 21 is 10.5."""
    return halves / 2


def audience_of(member: Member) -> Audience:
    """How a member of the committee counts: management's side as managers, workers' and union's as representatives."""
    return Audience.MANAGER if member.side is Side.MANAGEMENT else Audience.REPRESENTATIVE


@dataclass(frozen=True, slots=True)
class Package:
    """The training of one cycle in halves of person-days. `planned` is what trainings not yet held are expected to take; `extra` was
    bought apart and takes nothing of the package. `seminars` are those the factory came to."""

    quota: int
    done: int = 0
    planned: int = 0
    extra: int = 0
    seminar_quota: int = 0
    seminars: int = 0

    @property
    def left(self) -> int:
        """What is left when all that was held is taken off; 0 when over."""
        return max(0, self.quota - self.done)

    @property
    def over(self) -> int:
        """How much more was held than the package has."""
        return max(0, self.done - self.quota)


def package(trainings: Iterable[Training], people: Mapping[str, int], quotas: Quotas, seminars: int = 0) -> Package:
    """The ledger of a cycle. `people` by training id; a training not yet held counts as many as are expected."""
    done = planned = extra = 0
    for one in trainings:
        if one.deleted:
            continue
        if one.held_on is None:
            planned += 0 if one.is_extra else halves_of(one.expected or people.get(one.id, 0), one.half_days)
        elif one.is_extra:
            extra += halves_of(people.get(one.id, 0), one.half_days)
        else:
            done += halves_of(people.get(one.id, 0), one.half_days)
    return Package(quotas.training_person_days * 2, done, planned, extra, quotas.seminars, seminars)


def over_with(ledger: Package, training: Training, people: int, counted: int = 0) -> int:
    """How many halves over the package the factory is once this training is held with so many people; 0 for one bought apart.

    `counted`: the halves that the ledger holds of it already.
    """
    if training.is_extra:
        return 0
    return max(0, ledger.done - counted + halves_of(people, training.half_days) - ledger.quota)


def topic_of(issue: Issue) -> str:
    """What learning could help with an issue: its compliance point ("OS-EMR"), else its cluster ("OS"), else nothing."""
    parts = issue.question.split("-")
    return "-".join(parts[:2]) if len(parts) > 2 else issue.cluster


def covers(topic: str, wanted: str) -> bool:
    """Whether something held on a topic serves a need: the same topic, or the cluster above it."""
    return bool(topic) and (topic == wanted or wanted.startswith(topic + "-"))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A topic with the open issues that ask for it."""

    topic: str
    issue_ids: tuple[str, ...]
    factory_ids: tuple[str, ...]


def suggestions(issues: Iterable[Issue], known: Iterable[str] = ()) -> tuple[Suggestion, ...]:
    """What to learn, from open issues: the topic of most factories first, then of most issues. `known` topics are in the plan already."""
    planned = tuple(known)
    by_topic: dict[str, list[Issue]] = {}
    for issue in issues:
        topic = topic_of(issue)
        if is_open(issue) and topic and not any(covers(one, topic) for one in planned):
            by_topic.setdefault(topic, []).append(issue)
    found = [
        Suggestion(topic, tuple(sorted(i.id for i in own)), tuple(sorted({i.factory_id for i in own}))) for topic, own in by_topic.items()
    ]
    return tuple(sorted(found, key=lambda s: (-len(s.factory_ids), -len(s.issue_ids), s.topic)))


class Met(StrEnum):
    """How far a need of the learning plan has come."""

    OPEN = "open"
    PLANNED = "planned"
    DONE = "done"


def met(need: Need, held: Collection[str], planned_topics: Iterable[str]) -> Met:
    """Done when something that was held is linked to it; planned when something on its topic is still to come."""
    if need.done_by & set(held):
        return Met.DONE
    return Met.PLANNED if any(covers(topic, need.topic) for topic in planned_topics) else Met.OPEN


def quiz_faults(asked: int | None, before: int | None, after: int | None) -> str:
    """The field that does not hold ("quiz_asked", "quiz_before", "quiz_after"), "" when all do: no more right answers than asked."""
    if asked is None:
        return "quiz_asked" if before is not None or after is not None else ""
    for field, value in (("quiz_asked", asked), ("quiz_before", before), ("quiz_after", after)):
        if value is not None and not 0 <= value <= asked:
            return field
    return ""
