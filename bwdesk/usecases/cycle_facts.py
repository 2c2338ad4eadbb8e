"""What was recorded of the cycles of many factories, in a handful of statements, and the facts and ledgers that follow from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

from bwdesk.calendars import is_holiday_in
from bwdesk.domain.assessment import Assessment, Stage
from bwdesk.domain.clock import CycleFacts, WorkingDays
from bwdesk.domain.contact import Contact
from bwdesk.domain.cycle import Cycle, CycleReason
from bwdesk.domain.diagnosis import Sitting
from bwdesk.domain.edition import Edition
from bwdesk.domain.learning import Invitation, Participants, Seat, Seminar, Training, heads, package
from bwdesk.domain.ledgers import Ledger, assessment_halves, ledgers_of, seminars_attended, with_contacts
from bwdesk.domain.programme import Milestone, Profile
from bwdesk.domain.renewal import billed, last_day, running
from bwdesk.domain.report import Report, ReportKind, ReportState
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.thing import Thing
from bwdesk.domain.visit import DayLedger, Visit, visit_days
from bwdesk.store.lists import all_things, lean_things, release_days, things_where
from bwdesk.store.unit import Reader

_OfFactory = TypeVar("_OfFactory", Cycle, CycleReason, Visit, Sitting, Assessment, Contact, Training, Seat, Invitation, Report, Edition)
_OfCycle = TypeVar("_OfCycle", CycleReason, Visit, Sitting, Assessment, Contact, Training, Report, Edition)
Released = tuple[date | None, date]
"""The last day of an assessment, where known, and the day its results were released."""


LOOKED_AT: Mapping[type[Thing], tuple[str, ...]] = {
    Cycle: ("factory_id", "number", "started_on", "profile", "invoiced_on", "paid_on", "ended_on", "waived"),
    Visit: ("factory_id", "cycle_id", "started_at", "closed_at", "half_days"),
    Sitting: ("factory_id", "cycle_id", "number", "held_on", "tool"),
    Assessment: ("factory_id", "cycle_id", "number", "country", "tool", "first_day_on", "last_day_on", "stage"),
    Contact: ("factory_id", "cycle_id", "at", "half_days"),
    Report: ("factory_id", "cycle_id", "kind", "subject_id", "state", "state_at"),
    Seat: ("factory_id", "seminar_id", "audience", "sex", "count"),
    Invitation: ("factory_id", "seminar_id"),
    Edition: ("factory_id", "cycle_id", "report_id", "kind", "subject_id", "number", "released_at", "withdrawn_at"),
}
"""The fields that clock and visit days look at, and those that a thing cannot be without. Trainings are not read then."""

KINDS_LOOKED_AT: Mapping[type[Thing], tuple[ReportKind, ...]] = {
    Report: (ReportKind.ASSESSMENT,),
    Edition: (ReportKind.PROGRESS1, ReportKind.PROGRESS2),
}
"""Of reports and editions: the kinds that the clock asks for."""


@dataclass(frozen=True, slots=True)
class Records:
    """Everything recorded of one factory's engagement; of one cycle after `of_cycle`. `people`: heads at each training, by its id."""

    cycles: Sequence[Cycle] = ()
    reasons: Sequence[CycleReason] = ()
    visits: Sequence[Visit] = ()
    sittings: Sequence[Sitting] = ()
    assessments: Sequence[Assessment] = ()
    contacts: Sequence[Contact] = ()
    trainings: Sequence[Training] = ()
    reports: Sequence[Report] = ()
    editions: Sequence[Edition] = ()
    seminars: Sequence[Seminar] = ()
    came: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    people: Mapping[str, int] | None = None

    def of_cycle(self, cycle_id: str) -> Records:
        """What belongs to one cycle; seminars are told apart by their day."""
        return Records(
            self.cycles, _of(self.reasons, cycle_id), _of(self.visits, cycle_id), _of(self.sittings, cycle_id),
            _of(self.assessments, cycle_id), _of(self.contacts, cycle_id), _of(self.trainings, cycle_id), _of(self.reports, cycle_id),
            _of(self.editions, cycle_id), self.seminars, self.came, self.asked, self.people,
        )  # fmt: skip


def _of(many: Sequence[_OfCycle], cycle_id: str) -> list[_OfCycle]:
    return [one for one in many if one.cycle_id == cycle_id]


def records(reader: Reader, ids: Sequence[str]) -> Mapping[str, Records]:
    """The records of factories by factory id."""

    def of(cls: type[_OfFactory]) -> dict[str, list[_OfFactory]]:
        return _by_factory(things_where(reader, cls, "factory_id", ids))

    trainings = of(Training)
    people = _people(reader, [t.id for many in trainings.values() for t in many])
    return _records(reader, of(Cycle), of, trainings, people, of(CycleReason))


def running_records(reader: Reader, ids: Sequence[str], today: date) -> Mapping[str, Records]:
    """The same for tables of thousands: of the cycles that run, what clock and visit days look at (`LOOKED_AT`) alone."""
    cycles = _by_factory(lean_things(reader, Cycle, LOOKED_AT[Cycle], "factory_id", ids))
    now = [cycle.id for own in cycles.values() if (cycle := running(own, today)) is not None]

    def of(cls: type[_OfFactory]) -> dict[str, list[_OfFactory]]:
        only = LOOKED_AT[cls]
        by, wanted = ("cycle_id", now) if "cycle_id" in only else ("factory_id", ids)
        return _by_factory(lean_things(reader, cls, only, by, wanted, KINDS_LOOKED_AT.get(cls, ())))

    return _records(reader, cycles, of, {}, {}, {})


_OF_LEDGERS: Mapping[type[Thing], tuple[str, ...]] = {
    **{cls: LOOKED_AT[cls] for cls in (Cycle, Visit, Contact, Seat, Invitation)},
    Assessment: (*LOOKED_AT[Assessment], "assessors"),
    Training: ("factory_id", "cycle_id", "title", "held_on", "expected", "half_days", "is_extra"),
}


def ledger_records(reader: Reader) -> Mapping[str, Records]:
    """The same of all factories and cycles, for thousands: what ledgers look at alone; no sittings, reports and editions."""

    def of(cls: type[_OfFactory]) -> dict[str, list[_OfFactory]]:
        return _by_factory(all_things(reader, cls, _OF_LEDGERS[cls])) if cls in _OF_LEDGERS else {}

    people: dict[str, int] = {}
    for one in all_things(reader, Participants, ("training_id", "audience", "sex", "count")):
        people[one.training_id] = people.get(one.training_id, 0) + max(0, one.count)
    return _records(reader, of(Cycle), of, of(Training), people, {})


class _Of(Protocol):
    def __call__(self, cls: type[_OfFactory]) -> dict[str, list[_OfFactory]]: ...


def _records(
    reader: Reader,
    cycles: Mapping[str, list[Cycle]],
    of: _Of,
    trainings: Mapping[str, list[Training]],
    people: Mapping[str, int],
    reasons: Mapping[str, list[CycleReason]],
) -> Mapping[str, Records]:
    seats = {key: [s for s in many if s.count > 0] for key, many in of(Seat).items()}
    asked = of(Invitation)
    wanted = {s.seminar_id for many in seats.values() for s in many} | {i.seminar_id for many in asked.values() for i in many}
    seminars = {s.id: s for s in things_where(reader, Seminar, "id", wanted)}
    visits, sittings, assessments = of(Visit), of(Sitting), of(Assessment)
    contacts, reports, editions = of(Contact), of(Report), of(Edition)
    found = {}
    for key in cycles:
        came = frozenset(s.seminar_id for s in seats.get(key, ()))
        invited = frozenset(i.seminar_id for i in asked.get(key, ()))
        found[key] = Records(
            cycles[key], reasons.get(key, ()), visits.get(key, ()), sittings.get(key, ()), assessments.get(key, ()), contacts.get(key, ()),
            trainings.get(key, ()), reports.get(key, ()), editions.get(key, ()),
            [seminars[one] for one in sorted(came | invited) if one in seminars], came, invited, people,
        )  # fmt: skip
    return found


def _people(reader: Reader, trainings: Iterable[str]) -> Mapping[str, int]:
    by_training: dict[str, list[Participants]] = {}
    for one in things_where(reader, Participants, "training_id", trainings):
        by_training.setdefault(one.training_id, []).append(one)
    return {key: heads(own).total() for key, own in by_training.items()}


def local_day(at: datetime | None) -> date | None:
    """The day of a time where this laptop is."""
    return None if at is None else at.astimezone().date()


def days_of_cycle(own: Records, cycle: Cycle, profile: Profile) -> DayLedger:
    """Visit days, with those that contacts between visits were given. `own`: the records of the cycle."""
    return with_contacts(visit_days(own.visits, cycle.number, profile.quotas), own.contacts)


def ledgers_of_cycle(own: Records, cycle: Cycle, profile: Profile, *, is_released: bool) -> tuple[Ledger, ...]:
    """All ledgers of a cycle. `is_released`: results of an assessment were released in it."""
    ends = last_day(cycle, profile.windows)
    seminars = seminars_attended(own.seminars, own.came, own.asked, cycle.started_on, ends)
    assessed = assessment_halves(own.assessments, is_released, profile.quotas)
    training = package(own.trainings, own.people or {}, profile.quotas, seminars[0])
    return ledgers_of(days_of_cycle(own, cycle, profile), training, seminars, assessed, profile.quotas)


def facts_of_cycle(own: Records, cycle: Cycle, after: Cycle | None, profile: Profile, released: Released | None) -> CycleFacts:
    """What has happened in a cycle, for its clock."""
    begun = sorted(day for v in own.visits if (day := local_day(v.started_at)) is not None)
    first = profile.quotas.initial_visits(cycle.number)
    held = [a for a in own.assessments if a.stage is not Stage.PLANNED]
    last = max((a.last_day_on or a.first_day_on for a in held if a.first_day_on), default=None)
    invoiced, renewed = billed(cycle, after, profile.windows)
    released_on = released[1] if released else None
    return CycleFacts(
        number=cycle.number,
        started_on=cycle.started_on,
        first_visit_on=begun[0] if begun else None,
        initial_visit_on=begun[first - 1] if 0 < first <= len(begun) else None,
        intro_seminar_on=_introduced(own, cycle, last_day(cycle, profile.windows)),
        diagnosed_on=min((s.held_on for s in own.sittings), default=None),
        assessment_from_on=min((a.first_day_on for a in held if a.first_day_on), default=None),
        assessment_to_on=last or (released[0] if released else None),
        comments_sent_on=_sent_for_comments(own),
        commented_on=released_on,
        released_on=released_on,
        progress1_on=_given_out(own, ReportKind.PROGRESS1),
        progress2_on=_given_out(own, ReportKind.PROGRESS2),
        invoiced_on=invoiced,
        renewed_on=renewed,
        ended_on=cycle.ended_on,
        waived=frozenset(Milestone(one) for one in cycle.waived if one in tuple(Milestone)),
    )


def working_days(profile: Profile, country: str) -> WorkingDays:
    """The working days of a country, by a profile's weekends and the holidays that are known."""
    return WorkingDays(profile.weekend(country), is_holiday_in(country))


def _introduced(own: Records, cycle: Cycle, ends: date) -> date | None:
    held = (s.held_on for s in own.seminars if s.is_introduction and s.id in own.came and s.held_on is not None)
    return min((day for day in held if cycle.started_on <= day <= ends), default=None)


def _sent_for_comments(own: Records) -> date | None:
    sent = (r.state_at for r in own.reports if r.kind is ReportKind.ASSESSMENT and r.state is ReportState.COMMENTS)
    return min((day for at in sent if (day := local_day(at)) is not None), default=None)


def _given_out(own: Records, kind: ReportKind) -> date | None:
    """The day a kind of report was first released in a cycle; withdrawn editions do not count."""
    days = (local_day(e.released_at) for e in own.editions if e.kind is kind and e.withdrawn_at is None)
    return min((day for day in days if day is not None), default=None)


def _by_factory(things: Iterable[_OfFactory]) -> dict[str, list[_OfFactory]]:
    found: dict[str, list[_OfFactory]] = {}
    for thing in things:
        found.setdefault(thing.factory_id, []).append(thing)
    return found


def releases(reader: Reader, factory_ids: Sequence[str] | None) -> dict[str, Released]:
    """By cycle id: the last assessment day and the day of release, from the released results of factories (None: of all)."""
    found = release_days(reader, None if factory_ids is None else [factory_scope(one) for one in factory_ids])
    return {cycle: (date.fromisoformat(day) if day else None, at.astimezone().date()) for cycle, (day, at) in found.items()}
