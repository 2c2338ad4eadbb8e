"""The table of all factories: what stands in a row, that statements do not grow with factories, and saved views."""

from __future__ import annotations

import random
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event

from bwdesk.domain.assessment import Assessment, Result, Stage, Verdict
from bwdesk.domain.clock import WindowState
from bwdesk.domain.contact import Contact
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.diagnosis import Sitting
from bwdesk.domain.edition import Edition
from bwdesk.domain.plan import Action, Issue, Origin, Progress, Verified, days_late, is_open
from bwdesk.domain.report import Report, ReportKind, ReportState
from bwdesk.domain.scope import assessment_scope, factory_scope
from bwdesk.domain.thing import natural_id
from bwdesk.domain.visit import Visit
from bwdesk.errors import Refused
from bwdesk.usecases.cycle_facts import LOOKED_AT, local_day
from bwdesk.usecases.cycle_page import cycle_views
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.plan import add_issue, edit_issue
from bwdesk.usecases.portfolio import portfolio_page, remove_view, save_view
from bwdesk.usecases.visits import start_visit
from tests.usecases.conftest import TODAY


def page(desk):
    return desk.ask(portfolio_page, desk.writer.person, TODAY)


def test_a_row_counts_the_plan_and_the_days_of_the_running_cycle(desk, factory, cycle):
    desk.do(start_visit, factory.id)
    late = desk.do(add_issue, cycle, "Exit blocked", Origin.VISIT)
    desk.do(add_issue, cycle, "No soap", Origin.VISIT)
    desk.do(edit_issue, desk.get(Issue, late.id), replace(desk.get(Issue, late.id), due_on=TODAY - timedelta(days=3)))
    (row,) = page(desk).rows
    assert (row.name, row.country, row.cycle) == (factory.name, factory.country, 1)
    assert (row.open, row.late, row.verified, row.issues) == (2, 1, 0, 2)
    assert (row.used, row.last_visit_on) == (2, TODAY)
    assert row.window is not None
    assert row.window.state is not WindowState.DONE


def test_statements_do_not_grow_with_factories(desk, factory, cycle):
    def statements():
        said = []
        with desk.store.reading() as reader:
            event.listen(reader.connection, "before_cursor_execute", lambda *args: said.append(args[2]))
            portfolio_page(reader, desk.writer.person, TODAY)
        return len(said)

    before = statements()
    for number in range(20):
        made = desk.do(add_factory, f"Factory {number}", "KH")
        desk.do(register_factory, made, date(2026, 5, 8), desk.writer.person)
    assert len(page(desk).rows) == 21
    assert statements() == before


ASKING = (WindowState.LATE, WindowState.DUE, WindowState.OPEN, WindowState.AHEAD)


@pytest.mark.parametrize("seed", range(6))
def test_counting_in_sql_says_what_the_whole_things_say(make_desk, seed):
    desk, chance = make_desk(seed=seed + 1), random.Random(seed)
    factories = [desk.do(add_factory, f"Factory {chance.randrange(99)} {number}", chance.choice(("KH", "BD"))) for number in range(8)]
    for made in factories[1:]:
        desk.do(_random_year, made, chance)
    found = {row.id: row for row in page(desk).rows}
    with desk.store.reading() as reader:
        views = cycle_views(reader, factories, TODAY)
        issues, actions, visits = reader.find(Issue), reader.find(Action), reader.find(Visit)
    assert set(found) == set(views)
    for key, view in views.items():
        row, own = found[key], [i for i in issues if i.factory_id == key]
        late = sum(days_late(i, TODAY, actions) > 0 for i in own)
        assert (row.issues, row.open, row.late) == (len(own), sum(map(is_open, own)), late)
        assert (row.used, row.left, row.cycle, row.month) == (view.days.used, view.days.left, view.cycle.number, view.month)
        assert row.last_visit_on == max((day for v in visits if v.factory_id == key and (day := local_day(v.started_at))), default=None)
        asking = [w for w in view.windows if w.state in ASKING]
        first = min(asking, key=lambda w: (w.state is not WindowState.LATE, w.due_on or date.max, w.milestone.value), default=None)
        assert row.window == first


def _random_year(unit, factory, chance):
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


def test_what_is_looked_at_has_every_field_that_a_thing_cannot_be_without():
    for cls, names in LOOKED_AT.items():
        needed = {f.name for f in fields(cls) if f.default is f.default_factory} - {"id", "scope"}
        assert needed <= set(names), cls


def test_a_view_is_kept_replaced_by_its_name_and_forgotten(desk):
    desk.do(save_view, " Late  ones ", '{"filter": "late"}')
    view = desk.do(save_view, "Late ones", '{"filter": "kh"}')
    assert [(v.name, v.body) for v in page(desk).views] == [("Late ones", '{"filter": "kh"}')]
    desk.do(remove_view, view)
    assert page(desk).views == ()
    with pytest.raises(Refused):
        desk.do(save_view, "  ", "{}")
