"""What there is to go on with under Assess: assessments and sittings on this laptop, and what a new one of a factory begins from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bwdesk import shipped
from bwdesk.domain.assessing import PairingRemark
from bwdesk.domain.assessment import Assessment, Stage, Verdict
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.diagnosis import DiagnosisAnswer, Sitting, Voice
from bwdesk.domain.factory import Assignment, Factory, Person, Role, person_thing_id
from bwdesk.domain.plan import Issue, suggested_clusters
from bwdesk.domain.tool import Tool
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader
from bwdesk.usecases.assessment import pair_remarks
from bwdesk.usecases.assessment_page import assessment_page, assessments_of_factory
from bwdesk.usecases.diagnosis import sittings_of_factory
from bwdesk.usecases.factories import last_cycle, survivor_id
from bwdesk.usecases.people import Names, names_of

RECENT = 30
"""How many sittings are listed when no factory is chosen."""


@dataclass(frozen=True, slots=True)
class AssessmentEntry:
    """An assessment to go on with: `done` of `total` questions answered."""

    assessment: Assessment
    factory: Factory | None
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class SittingEntry:
    """A sitting to go on with: `done` of `total` questions agreed."""

    sitting: Sitting
    factory: Factory | None
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class AssessPlaces:
    """What can be opened. `factory` is the one that was asked about, None for all."""

    assessments: tuple[AssessmentEntry, ...]
    sittings: tuple[SittingEntry, ...]
    names: Names
    factory: Factory | None


def assess_places(reader: Reader, factory_id: str = "") -> AssessPlaces:
    """What there is of a factory; without one, unreleased assessments and the newest sittings of all."""
    if factory_id:
        factory_id = survivor_id(reader, factory_id)
        assessments = assessments_of_factory(reader, factory_id)
        sittings = sittings_of_factory(reader, factory_id)[::-1]
    else:
        assessments = [a for a in reader.find(Assessment) if a.stage is not Stage.RELEASED]
        assessments.sort(key=lambda a: (a.stage is Stage.PLANNED, a.first_day_on or date.max, a.id))
        sittings = sorted(reader.find(Sitting), key=lambda s: (s.held_on, s.id), reverse=True)[:RECENT]
    ids = [a.factory_id for a in assessments] + [s.factory_id for s in sittings] + [factory_id]
    factories = {f.id: f for f in things_where(reader, Factory, "id", ids)}
    agreed = _agreed(reader, sittings)
    return AssessPlaces(
        tuple(_assessment_entry(reader, a, factories.get(a.factory_id)) for a in assessments),
        tuple(SittingEntry(s, factories.get(s.factory_id), agreed[s.id], questions_of(s)) for s in sittings),
        names_of(reader),
        factories.get(factory_id),
    )


def _assessment_entry(reader: Reader, assessment: Assessment, factory: Factory | None) -> AssessmentEntry:
    if assessment.stage in (Stage.PLANNED, Stage.RELEASED):
        return AssessmentEntry(assessment, factory, 0, 0)
    page = assessment_page(reader, assessment.id)
    return AssessmentEntry(assessment, factory, page.done, page.total)


def _agreed(reader: Reader, sittings: Iterable[Sitting]) -> Counter[str]:
    answers = things_where(reader, DiagnosisAnswer, "sitting_id", [s.id for s in sittings])
    return Counter(a.sitting_id for a in answers if a.voice is Voice.AGREED and a.verdict is not Verdict.OPEN)


def questions_of(sitting: Sitting) -> int:
    """How many questions a sitting asks."""
    tool = shipped.tool(sitting.tool)
    return sum(len(tool.leaves(cluster)) for cluster in sitting.clusters)


@dataclass(frozen=True, slots=True)
class Registered:
    """A factory in a cycle: what a sitting or an assessment can be begun for."""

    factory: Factory
    cycle: Cycle


def registered_factories(reader: Reader) -> tuple[Registered, ...]:
    """All factories that were ever registered, with their newest cycle, by name."""
    newest: dict[str, Cycle] = {}
    for cycle in reader.find(Cycle, order=lambda c: c.number):
        newest[cycle.factory_id] = cycle
    factories = [f for f in things_where(reader, Factory, "id", newest) if f.alias_of is None]
    return tuple(Registered(f, newest[f.id]) for f in sorted(factories, key=lambda f: (f.name.casefold(), f.id)))


@dataclass(frozen=True, slots=True)
class Offer:
    """What a new sitting or assessment of a factory begins from. `suggested`: clusters with how many open issues they have."""

    factory: Factory
    cycle: Cycle | None
    tool: Tool
    suggested: tuple[tuple[str, int], ...]
    sat_on: frozenset[str]
    people: tuple[tuple[str, str], ...]
    advisor_ids: frozenset[str]


def offer_of(reader: Reader, factory_id: str, person: str, name: str, on: date) -> Offer:
    """The offer for a factory on a day; `person` (called `name`) is at the desk and among those to choose from."""
    factory = reader.need(Factory, survivor_id(reader, factory_id))
    issues = reader.find(Issue, lambda i: i.factory_id == factory.id)
    sat_on = frozenset(cluster for sitting in sittings_of_factory(reader, factory.id) for cluster in sitting.clusters)
    advisors = reader.find(Assignment, lambda a: (a.factory_id == factory.id) & (a.role == Role.ADVISOR))
    return Offer(
        factory,
        last_cycle(reader, factory.id),
        shipped.tool_for(factory.country, on),
        suggested_clusters(issues),
        sat_on,
        _people(reader, person, name),
        frozenset(a.person_id for a in advisors if a.from_on <= on and (a.to_on is None or a.to_on >= on)),
    )


def _people(reader: Reader, person: str, name: str) -> tuple[tuple[str, str], ...]:
    """Accounts to choose a pair from, with their names: the person at the desk first, then by name."""
    accounts = {person_thing_id(a.person_id): a.person_id for a in reader.find(Assignment)}
    accounts[person_thing_id(person)] = person
    found = {accounts.get(p.id, p.id): p.name for p in reader.find(Person)} | {person: name}
    return tuple(sorted(found.items(), key=lambda pair: (pair[0] != person, pair[1].casefold(), pair[0])))


def remarks_on_pair(reader: Reader, factory_id: str, assessors: Sequence[str], on: date) -> tuple[PairingRemark, ...]:
    """What to think about before these people go."""
    return pair_remarks(reader, factory_id, frozenset(assessors), on)
