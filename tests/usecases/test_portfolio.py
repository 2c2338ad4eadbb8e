"""The table of all factories: what stands in a row, that statements do not grow with factories, and saved views."""

from __future__ import annotations

import random
from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from bwdesk.domain.clock import WindowState
from bwdesk.domain.plan import Action, Issue, Origin, days_late, is_open, was_open
from bwdesk.domain.visit import Visit
from bwdesk.errors import Refused
from bwdesk.usecases.cycle_facts import LOOKED_AT, local_day
from bwdesk.usecases.cycle_page import cycle_views
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.plan import add_issue, edit_issue
from bwdesk.usecases.portfolio import month_ends, remove_view, save_view
from bwdesk.usecases.portfolio_kept import KeptPortfolio
from bwdesk.usecases.visits import start_visit
from tests.usecases.conftest import TODAY
from tests.usecases.random_years import random_year


def page(desk):
    return desk.ask(KeptPortfolio().page, desk.writer.person, TODAY)


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


def test_months_end_on_their_last_days_and_today():
    assert month_ends(date(2026, 3, 15))[-3:] == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 15)]
    assert len(month_ends(TODAY)) == 12 and month_ends(TODAY) == sorted(set(month_ends(TODAY)))


def test_statements_do_not_grow_with_factories(desk, factory, cycle):
    def statements():
        said = []
        raw = desk.store.connection.connection.driver_connection
        raw.set_trace_callback(said.append)
        page(desk)
        raw.set_trace_callback(None)
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
        desk.do(random_year, made, chance)
    found = {row.id: row for row in page(desk).rows}
    with desk.store.reading() as reader:
        views = cycle_views(reader, factories, TODAY)
        issues, actions, visits = reader.find(Issue), reader.find(Action), reader.find(Visit)
    assert set(found) == set(views)
    for key, view in views.items():
        row, own = found[key], [i for i in issues if i.factory_id == key]
        late = sum(days_late(i, TODAY, actions) > 0 for i in own)
        assert (row.issues, row.open, row.late) == (len(own), sum(map(is_open, own)), late)
        assert row.over_time == (tuple(sum(was_open(i, day) for i in own) for day in month_ends(TODAY)) if own else ())
        assert (row.used, row.left, row.cycle, row.month) == (view.days.used, view.days.left, view.cycle.number, view.month)
        assert row.last_visit_on == max((day for v in visits if v.factory_id == key and (day := local_day(v.started_at))), default=None)
        asking = [w for w in view.windows if w.state in ASKING]
        first = min(asking, key=lambda w: (w.state is not WindowState.LATE, w.due_on or date.max, w.milestone.value), default=None)
        assert row.window == first


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
