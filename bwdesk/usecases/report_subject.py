"""What a report is about: scope, factory and cycle, worked out from the record its paper is made of; and who asks, as the rules see it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from bwdesk.domain.access import Standing
from bwdesk.domain.assessment import Assessment, Result
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.diagnosis import Sitting
from bwdesk.domain.factory import Assignment, Factory, Role
from bwdesk.domain.learning import Training
from bwdesk.domain.naming import scoped_id
from bwdesk.domain.page_reader import is_reader
from bwdesk.domain.report import OF_MANY, Report, ReportKind, ReportState
from bwdesk.domain.report_life import Actor
from bwdesk.domain.scope import assessment_scope, country_scope, factory_scope, scope_key
from bwdesk.domain.visit import Visit
from bwdesk.errors import Refused
from bwdesk.store.unit import Reader
from bwdesk.usecases.factories import advisor_of, assignments_of_factory, is_active, last_cycle, survivor_id

_OWN: Final[Mapping[ReportKind, type[Visit] | type[Sitting] | type[Training]]] = {
    ReportKind.VISIT: Visit, ReportKind.DIAGNOSIS: Sitting, ReportKind.CERTIFICATE: Training,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subject:
    """A report's place. `thing_id` is what its paper is gathered from, `subject_id` what the report is about.

    Reports about many factories have no `factory`: they lie in the scope of their country, of which `subject_id` is the code or a person.
    """

    kind: ReportKind
    thing_id: str
    subject_id: str
    scope: str
    factory: Factory | None
    cycle_id: str = ""

    @property
    def home(self) -> str:
        """The scope of its editions."""
        return self.scope if self.factory is None else factory_scope(self.factory.id)

    @property
    def factory_id(self) -> str:
        """Its factory, "" where it is about many."""
        return self.factory.id if self.factory is not None else ""

    @property
    def country(self) -> str:
        """The code of its country."""
        return self.factory.country if self.factory is not None else scope_key(self.scope)

    @property
    def report_id(self) -> str:
        """The id of its report, the same on every laptop."""
        return scoped_id("report", self.scope, self.kind.value, self.subject_id)

    def blank(self) -> Report:
        """The report before anything was done with it."""
        return Report(
            id=self.report_id, scope=self.scope, kind=self.kind, subject_id=self.subject_id, factory_id=self.factory_id,
            cycle_id=self.cycle_id,
        )  # fmt: skip


def subject_of(reader: Reader, kind: str, thing_id: str) -> Subject:
    """What a paper of a kind, gathered from a record, is a report about. Raises Refused (`thing.gone`, `paper.unknown`)."""
    try:
        wanted = ReportKind(kind)
    except ValueError:
        raise Refused("paper.unknown", kind=kind) from None
    if wanted in OF_MANY:
        country = _country_of(reader, wanted, thing_id)
        return Subject(wanted, thing_id, thing_id, country_scope(country), None)
    if wanted is ReportKind.ASSESSMENT:
        factory_id, cycle_id = _of_assessment(reader, thing_id)
        factory = reader.need(Factory, survivor_id(reader, factory_id))
        return Subject(wanted, thing_id, thing_id, assessment_scope(thing_id), factory, cycle_id)
    if wanted in _OWN:
        thing = reader.need(_OWN[wanted], thing_id)
        factory = reader.need(Factory, survivor_id(reader, thing.factory_id))
        return Subject(wanted, thing_id, thing_id, factory_scope(factory.id), factory, thing.cycle_id)
    return _of_cycle(reader, wanted, thing_id)


def _country_of(reader: Reader, kind: ReportKind, thing_id: str) -> str:
    """The country whose report it is: of a portfolio, that in whose register the person works with factories."""
    if kind is ReportKind.SYNTHESIS:
        if not re.fullmatch("[A-Z]{2}", thing_id):
            raise Refused("synthesis.no_country", country=thing_id)
        return thing_id
    held = [a for a in reader.find(Assignment, lambda a: a.person_id == thing_id) if a.role in (Role.ADVISOR, Role.TEAM_LEADER)]
    found = {scope_key(a.scope) for a in [a for a in held if a.to_on is None] or held}
    if len(found) != 1:
        raise Refused("synthesis.many_countries" if found else "synthesis.no_factories")
    return found.pop()


def _of_assessment(reader: Reader, assessment_id: str) -> tuple[str, str]:
    found = reader.get(Assessment, assessment_id)
    if found is not None and not found.deleted:
        return found.factory_id, found.cycle_id
    result = next(iter(reader.find(Result, lambda r: r.assessment_id == assessment_id, limit=1)), None)
    if result is None:
        raise Refused("thing.gone", kind="assessment")
    return scope_key(result.scope), result.cycle_id


def _of_cycle(reader: Reader, kind: ReportKind, thing_id: str) -> Subject:
    """Reports about a cycle: named by the cycle, or by the factory whose last one is meant."""
    cycle = reader.get(Cycle, thing_id)
    factory = reader.need(Factory, survivor_id(reader, cycle.factory_id if cycle is not None else thing_id))
    cycle = cycle or last_cycle(reader, factory.id)
    if cycle is None:
        raise Refused("report.no_cycle")
    return Subject(kind, thing_id, cycle.id, factory_scope(factory.id), factory, cycle.id)


def report_at(reader: Reader, subject: Subject) -> Report:
    """The report as it stands; a blank draft before anything was done with it."""
    found = reader.get(Report, subject.report_id)
    return found if found is not None and not found.deleted else subject.blank()


def actor_of(reader: Reader, subject: Subject, person: str, on: date) -> Actor:
    """Who asks, as the rules of reports see it. A desk that has not met its office yet takes its person's word for leading."""
    if is_reader(person):
        return Actor(is_factory=subject.factory is not None)  # the server lets a reader at the report of its own factory alone
    standing = reader.fact("standing") or ""
    if subject.factory is None:
        report = report_at(reader, subject)
        handed_in = bool(standing) and report.state is ReportState.READY and report.state_by == person
        leads = standing in ("", Standing.TEAM_LEADER)
        return Actor(leads=leads, manages=standing == Standing.MANAGER, handed_in=handed_in)
    held = [a for a in assignments_of_factory(reader, subject.factory.id) if a.person_id == person and is_active(a, on)]
    assessment = reader.get(Assessment, subject.subject_id) if subject.kind is ReportKind.ASSESSMENT else None
    took_part = assessment is not None and person in assessment.assessors
    advises = advisor_of(reader, subject.factory.id, on) == person
    alone = not standing and not advises and not took_part
    return Actor(
        leads=alone or standing == Standing.TEAM_LEADER or any(a.role is Role.TEAM_LEADER for a in held),
        manages=standing == Standing.MANAGER,
        took_part=took_part,
        advises=advises,
    )
