"""Which papers the records of a factory can give, newest first in each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from bwdesk.domain.assessment import Answer, Assessment, Verdict
from bwdesk.domain.clock import month_of
from bwdesk.domain.committee import Member
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.diagnosis import DiagnosisAnswer, Sitting
from bwdesk.domain.factory import Factory
from bwdesk.domain.learning import Training
from bwdesk.domain.meeting import Meeting
from bwdesk.domain.plan import Issue, is_open
from bwdesk.domain.visit import Line, Visit, visit_numbers
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader
from bwdesk.texts import Texts
from bwdesk.usecases.committee import committee_id
from bwdesk.usecases.factories import last_cycle, survivor_id
from bwdesk.usecases.learning import people_of
from bwdesk.usecases.today import factories_of
from bwdesk.usecases.writing import live

Kind = Literal[
    "visit", "briefing", "diagnosis", "assessment", "plan", "committee", "progress1", "progress2", "certificate", "synthesis", "portfolio"
]
KINDS: Final[tuple[Kind, ...]] = (
    "visit",
    "briefing",
    "diagnosis",
    "assessment",
    "plan",
    "committee",
    "progress1",
    "progress2",
    "certificate",
    "synthesis",
    "portfolio",
)


@dataclass(frozen=True, slots=True)
class Offered:
    """A paper that can be made: of which record, its number and day, and how much is in it (lines, answers, issues).

    `name`: whose it is, of a paper about many factories. `cycle`: the number of the cycle that records of this kind are counted in, 0 for
    kinds that are counted over all.
    """

    kind: Kind
    thing_id: str
    number: int
    on: date | None
    count: int
    name: str = ""
    cycle: int = 0

    @property
    def order(self) -> int:
        return KINDS.index(self.kind)


@dataclass(frozen=True, slots=True)
class PaperList:
    """The papers of one factory."""

    factory: Factory | None
    cycle: Cycle | None
    month: int
    papers: tuple[Offered, ...]

    @property
    def cycle_id(self) -> str:
        return self.cycle.id if self.cycle is not None else ""

    def cycle_words(self, texts: Texts) -> str:
        """ "Cycle 1, month 7"."""
        return texts("visit.cycle", number=self.cycle.number, month=self.month) if self.cycle is not None else ""


def paper_list(reader: Reader, factory_id: str, thing_id: str, person: str, today: date) -> PaperList:
    """The papers of a factory: the one a record belongs to; this person's first, when none is named or the one named was removed."""
    factory = _factory(reader, factory_id, thing_id, person, today)
    if factory is None:
        return PaperList(None, None, 0, ())
    cycle = last_cycle(reader, factory.id)
    numbers = {one.id: one.number for one in reader.find(Cycle, lambda c: c.factory_id == factory.id)}
    papers = [
        *_visits(reader, factory.id),
        *_sittings(reader, factory.id, numbers),
        *_assessments(reader, factory.id, numbers),
        *_plan(reader, factory.id, cycle),
        *_committee(reader, factory.id, cycle),
        *_certificates(reader, factory.id),
    ]
    month = month_of(cycle.started_on, today) if cycle is not None else 0
    return PaperList(factory, cycle, month, tuple(sorted(papers, key=lambda p: (p.order, -(p.on or date.min).toordinal(), p.thing_id))))


def _factory(reader: Reader, factory_id: str, thing_id: str, person: str, today: date) -> Factory | None:
    if thing_id:
        meeting = reader.get(Visit, thing_id) or reader.get(Sitting, thing_id)
        owner = meeting or reader.get(Assessment, thing_id) or reader.get(Training, thing_id)
        if owner is not None:
            factory_id = owner.factory_id
    wanted = factory_id or thing_id
    factory = live(reader, Factory, survivor_id(reader, wanted)) if wanted else None
    return factory or next(iter(factories_of(reader, person, today)), None)


def _visits(reader: Reader, factory_id: str) -> list[Offered]:
    visits = reader.find(Visit, lambda v: v.factory_id == factory_id)
    numbers = visit_numbers(visits)
    lines = Counter(line.visit_id for line in things_where(reader, Line, "visit_id", [v.id for v in visits]))
    offered: list[Offered] = []
    for visit in visits:
        at = visit.started_at or visit.planned_at
        day = at.astimezone().date() if at is not None else None
        kind: Kind = "visit" if visit.started_at is not None else "briefing"
        offered.append(Offered(kind, visit.id, numbers.get(visit.id, 0), day, lines[visit.id]))
    return offered


def _sittings(reader: Reader, factory_id: str, cycles: Mapping[str, int]) -> list[Offered]:
    sittings = reader.find(Sitting, lambda s: s.factory_id == factory_id)
    answers = things_where(reader, DiagnosisAnswer, "sitting_id", [s.id for s in sittings])
    counts = Counter(a.sitting_id for a in answers if a.verdict is not Verdict.OPEN)
    return [Offered("diagnosis", s.id, s.number, s.held_on, counts[s.id], cycle=cycles.get(s.cycle_id, 0)) for s in sittings]


def _assessments(reader: Reader, factory_id: str, cycles: Mapping[str, int]) -> list[Offered]:
    found = reader.find(Assessment, lambda a: a.factory_id == factory_id)
    answers = things_where(reader, Answer, "assessment_id", [a.id for a in found])
    counts = Counter(a.assessment_id for a in answers if a.verdict is Verdict.NON_COMPLIANT)
    return [
        Offered("assessment", a.id, a.number, a.last_day_on or a.first_day_on, counts[a.id], cycle=cycles.get(a.cycle_id, 0)) for a in found
    ]


def _plan(reader: Reader, factory_id: str, cycle: Cycle | None) -> list[Offered]:
    if cycle is None:
        return []
    issues = reader.find(Issue, lambda i: i.factory_id == factory_id)
    return [Offered("plan", factory_id, cycle.number, None, sum(map(is_open, issues)))]


def _committee(reader: Reader, factory_id: str, cycle: Cycle | None) -> list[Offered]:
    """The committee report where anything is known of the committee; both progress reports in every cycle."""
    if cycle is None:
        return []
    members = len(reader.find(Member, lambda m: m.committee_id == committee_id(factory_id)))
    meetings = len(reader.find(Meeting, lambda m: m.factory_id == factory_id))
    issues = len(reader.find(Issue, lambda i: i.factory_id == factory_id))
    report = [Offered("committee", factory_id, cycle.number, None, meetings)] if members or meetings else []
    return [
        *report,
        Offered("progress1", factory_id, cycle.number, None, issues),
        Offered("progress2", factory_id, cycle.number, None, issues),
    ]


def _certificates(reader: Reader, factory_id: str) -> list[Offered]:
    """Of each training that was held; how many people it was for."""
    held = [t for t in reader.find(Training, lambda t: t.factory_id == factory_id) if t.held_on is not None]
    held.sort(key=lambda t: (t.held_on or date.min, t.id))
    people = people_of(reader, [t.id for t in held])
    return [Offered("certificate", t.id, number, t.held_on, people.get(t.id, 0)) for number, t in enumerate(held, 1)]
