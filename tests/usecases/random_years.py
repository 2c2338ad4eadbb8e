"""Years of a factory as chance has them: cycles, visits, sittings, contacts, papers, results and plans, not always sensible ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bwdesk.domain.assessment import Assessment, Result, Stage, Verdict
from bwdesk.domain.contact import Contact
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.diagnosis import Sitting
from bwdesk.domain.edition import Edition
from bwdesk.domain.plan import Action, Issue, Origin, Progress, Verified
from bwdesk.domain.report import Report, ReportKind, ReportState
from bwdesk.domain.scope import assessment_scope, factory_scope
from bwdesk.domain.thing import natural_id
from bwdesk.domain.visit import Visit
from tests.usecases.conftest import TODAY


def random_year(unit, factory, chance):
    scope = factory_scope(factory.id)
    begun = TODAY - timedelta(days=chance.randrange(500))

    def day(span):
        return begun + timedelta(days=chance.randrange(span)) if chance.random() < 0.8 else None

    def moment(span):
        on = day(span)
        return datetime(on.year, on.month, on.day, chance.randrange(24), tzinfo=UTC) if on else None

    for number in range(1, chance.randrange(2, 4)):
        of = {"scope": scope, "factory_id": factory.id}
        waived = frozenset(chance.sample(("first_visit", "assessment", "intro_seminar"), chance.randrange(3)))
        starts = begun + timedelta(days=365 * (number - 1))
        cycle = unit.add(
            Cycle(id=unit.new_id(), number=number, started_on=starts, waived=waived, ended_on=day(900), paid_on=day(400), **of)
        )
        of["cycle_id"] = cycle.id
        for _ in range(chance.randrange(4)):
            half_days = chance.choice((None, 1, 2))
            unit.add(Visit(id=unit.new_id(), planned_at=moment(400), started_at=moment(300), half_days=half_days, **of))
        unit.add(Sitting(id=unit.new_id(), number=1, held_on=begun, tool="global", **of))
        unit.add(Contact(id=unit.new_id(), at=moment(300) or datetime(2026, 1, 1, tzinfo=UTC), half_days=chance.choice((None, 1)), **of))
        kind = chance.choice(tuple(ReportKind))
        unit.add(Edition(id=unit.new_id(), report_id="r", kind=kind, subject_id="s", number=1, released_at=moment(300), **of))
        _random_assessment(unit, of, chance, day, moment)
        for _ in range(chance.randrange(6)):
            says, seen = chance.choice(tuple(Progress)), chance.choice(tuple(Verified))
            is_gone = chance.random() < 0.1
            issue = Issue(
                id=unit.new_id(), origin=Origin.VISIT, title="Exit", due_on=day(500), progress=says, verified=seen, deleted=is_gone, **of
            )
            unit.add(issue)
            for _ in range(chance.randrange(3)):
                due, done, is_gone = day(500), chance.choice((None, None, begun)), chance.random() < 0.2
                one = Action(id=unit.new_id(), scope=scope, factory_id=factory.id, issue_id=issue.id, due_on=due, done_on=done)
                unit.add(replace(one, deleted=is_gone))


def _random_assessment(unit, of, chance, day, moment):
    first = day(200)
    if first is None:
        return
    key, last = natural_id(Assessment, of["cycle_id"], 1), first + timedelta(days=chance.randrange(3))
    places = {name: of[name] for name in ("factory_id", "cycle_id")}
    unit.add(
        Assessment(
            id=key, scope=assessment_scope(key), number=1, country="KH", tool="global", first_day_on=first, last_day_on=last,
            stage=chance.choice(tuple(Stage)), **places,
        )
    )  # fmt: skip
    state = chance.choice(tuple(ReportState))
    for kind in (ReportKind.ASSESSMENT, ReportKind.VISIT):
        unit.add(Report(id=unit.new_id(), kind=kind, subject_id=key, state=state, state_at=moment(300), **of))
    for question in chance.sample("abcdef", chance.randrange(4)):
        unit.add(
            Result(
                id=natural_id(Result, key, question), scope=of["scope"], assessment_id=key, cycle_id=of["cycle_id"], question=question,
                verdict=Verdict.COMPLIANT, assessed_on=last, deleted=chance.random() < 0.2,
            )
        )  # fmt: skip
