"""The table of all factories: what stands in a row, that statements do not grow with factories, and saved views."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from bwdesk.domain.clock import WindowState
from bwdesk.domain.plan import Issue, Origin
from bwdesk.errors import Refused
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


def test_a_view_is_kept_replaced_by_its_name_and_forgotten(desk):
    desk.do(save_view, " Late  ones ", '{"filter": "late"}')
    view = desk.do(save_view, "Late ones", '{"filter": "kh"}')
    assert [(v.name, v.body) for v in page(desk).views] == [("Late ones", '{"filter": "kh"}')]
    desk.do(remove_view, view)
    assert page(desk).views == ()
    with pytest.raises(Refused):
        desk.do(save_view, "  ", "{}")
