"""The register as a list: order, filter while typing, what hangs on a factory, its beginning for the first paint."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bwdesk.domain.factory import Factory, Role
from bwdesk.domain.plan import Issue
from bwdesk.store.lists_factories import factory_list
from bwdesk.usecases.factories import (
    add_factory,
    assign_person,
    edit_factory,
    edit_person,
    merge_factories,
    register_factory,
    remove_factory,
)
from bwdesk.usecases.plan import add_issue, edit_issue
from bwdesk.usecases.visits import plan_visit, start_visit
from tests.usecases.conftest import NOW, TODAY


@pytest.fixture
def several(desk):
    names = (("lotus apparels", "BD", "Dhaka"), ("Blue Hem", "BD", "Narayanganj"), ("Sen Xanh", "VN", "Huế"), ("Áo Dài", "VN", ""))
    return {name: desk.do(add_factory, name, country, city=city) for name, country, city in names}


def names(rows) -> list[str]:
    return [row.name for row in rows]


def test_the_list_is_in_order_of_names_whatever_their_case(desk, several):
    rows = desk.ask(factory_list, TODAY)
    assert names(rows) == ["Blue Hem", "lotus apparels", "Sen Xanh", "Áo Dài"]
    assert names(desk.ask(factory_list, TODAY, country="BD")) == ["Blue Hem", "lotus apparels"]


def test_its_beginning_tells_how_long_it_is(desk, several):
    rows = desk.ask(factory_list, TODAY, limit=2)
    assert (len(rows), rows.total, names(rows)) == (2, 4, ["Blue Hem", "lotus apparels"])


def test_typing_filters_by_every_word_with_or_without_marks(desk, several):
    rows = desk.ask(factory_list, TODAY)
    assert [rows[place].name for place in rows.matching("ao dai")] == ["Áo Dài"]
    assert [rows[place].name for place in rows.matching("hem nara")] == ["Blue Hem"]
    first = rows.matching("h")
    assert [rows[place].name for place in rows.matching("hue", first)] == ["Sen Xanh"]
    assert len(rows.matching("")) == 4


def test_any_column_orders_and_rows_without_a_value_come_last(desk, several):
    desk.do(edit_factory, several["Blue Hem"], replace(several["Blue Hem"], workers_total=10))
    desk.do(edit_factory, several["Sen Xanh"], replace(several["Sen Xanh"], workers_total=900))
    rows = desk.ask(factory_list, TODAY)

    def ordered(column, **how):
        return [rows[place].name for place in rows.ordered(column, **how)]

    assert ordered("workers_total")[:2] == ["Blue Hem", "Sen Xanh"]
    assert ordered("workers_total", descending=True)[:2] == ["Sen Xanh", "Blue Hem"]
    assert ordered("city")[-1] == "Áo Dài"
    assert ordered("name", among=rows.matching("e"))[0] == "Blue Hem"


def test_a_row_tells_what_hangs_on_the_factory(desk, several):
    factory = several["Blue Hem"]
    desk.do(edit_person, "amina", "BD", "Amina R.", "AR")
    cycle = desk.do(register_factory, factory, date(2026, 5, 8))
    late = desk.do(add_issue, cycle, "exits")
    desk.do(edit_issue, late, replace(late, due_on=TODAY - timedelta(days=3)))
    desk.do(add_issue, cycle, "water")
    desk.do(start_visit, factory.id)
    desk.do(plan_visit, factory.id, NOW + timedelta(days=9))
    rows = desk.ask(factory_list, TODAY)
    row = next(row for row in rows if row.id == factory.id)
    assert (row.advisor, row.advisor_id, row.cycle, row.started_on) == ("Amina R.", "amina", 1, "2026-05-08")
    assert (row.open_issues, row.late_issues, row.state) == (2, 1, "waiting")
    assert desk.ask(factory_list, TODAY, limit=1)[0].state == "waiting"
    assert row.next_visit_at.startswith("2026-12-02") and row.last_visit_at.startswith("2026-11-23")
    desk.do(assign_person, factory, "jonas", Role.ADVISOR, TODAY)
    assert next(row for row in desk.ask(factory_list, TODAY) if row.id == factory.id).advisor == "jonas"


def test_aliases_and_removed_factories_are_not_listed(desk, several):
    desk.do(remove_factory, several["Sen Xanh"])
    twin = desk.do(add_factory, "Blue Hem Ltd", "BD")
    desk.do(merge_factories, several["Blue Hem"], twin)
    assert names(desk.ask(factory_list, TODAY)) == ["Blue Hem", "lotus apparels", "Áo Dài"]


def test_what_waits_for_a_decision_shows_on_its_factory(desk, make_desk, several):
    factory = several["Blue Hem"]
    cycle = desk.do(register_factory, factory, date(2026, 5, 8))
    issue = desk.do(add_issue, cycle, "exits")
    other = make_desk("jonas", 2)
    desk.carry_to(other)
    desk.do(edit_issue, issue, replace(issue, owner="HR"))
    other.do(edit_issue, other.get(Issue, issue.id), replace(issue, owner="Safety"))
    other.carry_to(desk)
    states = {row.name: row.state for row in desk.ask(factory_list, TODAY)}
    assert (states["Blue Hem"], states["lotus apparels"]) == ("settle", "waiting")
    few = {row.name: row.state for row in desk.ask(factory_list, TODAY, limit=3)}
    assert len(few) == 3 and few == {name: states[name] for name in few}, "the beginning says the same of the rows it has"
    assert isinstance(desk.get(Factory, factory.id), Factory)
