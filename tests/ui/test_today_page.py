"""Today in a real window over a real encrypted file: what is on, a visit planned by keyboard, Enter into the visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bwdesk.domain.contact import Channel
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Role
from bwdesk.domain.visit import Visit
from bwdesk.ui.pages.factory.page import FactoryWorkspace
from bwdesk.ui.pages.today.page import TodayHome
from bwdesk.usecases.engagement import add_contact
from bwdesk.usecases.factories import add_factory, assign_person, register_factory
from bwdesk.usecases.visits import start_visit
from tests.fakes.bench import result, stored


@pytest.fixture
def factory(bench):
    made = result(bench.desk.do(add_factory, "Golden Thread Ltd", "KH"))
    result(bench.desk.do(assign_person, made, bench.me.id, Role.ADVISOR, date(2026, 5, 8)))
    result(bench.desk.do(register_factory, made, date(2026, 5, 8)))
    return made


@pytest.fixture
def page(bench, factory, shown):
    made = shown(TodayHome(bench), 1100, 760)
    made.went = []
    made.go.connect(lambda place, where: made.went.append((place, where)))
    made.opened()
    QApplication.processEvents()
    return made


def command(page, key):
    return next(action for action in page.actions() if action.text() == page.texts(key))


def test_a_visit_is_planned_by_keyboard_and_stands_in_the_week(page, bench, factory, qtbot):
    assert page.now.isVisible() is False
    command(page, "today.act.plan").trigger()
    planner = page.planner
    assert planner.isVisible() and planner.factory.currentData() == factory.id
    planner.purpose.setFocus()
    qtbot.keyClicks(planner.purpose, "Exits")
    qtbot.keyClick(planner.purpose, Qt.Key.Key_Return)
    QApplication.processEvents()
    (visit,) = stored(bench, Visit)
    planned = visit.planned_at.astimezone()
    assert (visit.factory_id, visit.purpose, visit.started_at) == (factory.id, "Exits", None)
    assert (planned.date(), planned.hour) == (date(2026, 11, 24), 9)
    assert not planner.isVisible()
    assert [(item.kind, item.thing) for item in page._week.shown_values()] == [("visit", visit.id)]


def test_escape_puts_the_planner_away_and_writes_nothing(page, bench, qtbot):
    command(page, "today.act.plan").trigger()
    qtbot.keyClick(page.planner, Qt.Key.Key_Escape)
    assert not page.planner.isVisible()
    assert stored(bench, Visit) == []


def test_a_note_from_here_begins_a_visit_at_the_only_factory(page, bench, factory):
    command(page, "today.act.note").trigger()
    (visit,) = stored(bench, Visit)
    assert (visit.factory_id, visit.started_at is not None) == (factory.id, True)
    assert page.went == [("visit", {"visit": visit.id})]


def test_what_is_late_says_why_on_hover(page):
    needs = page._needs
    late = [number for number, item in enumerate(needs.shown_values()) if item.kind == "window"]
    tips = {needs.index(number, 0).data(Qt.ItemDataRole.ToolTipRole) for number in late}
    assert tips == {"soon after registration", "a new factory is introduced within its initial period"}
    mine = [page._mine.index(0, column).data(Qt.ItemDataRole.ToolTipRole) for column in range(page._mine.columnCount())]
    assert "soon after registration" in mine


def test_over_use_leads_to_where_its_reason_is_said(page, bench, factory, shown, qtbot):
    (cycle,) = stored(bench, Cycle)
    result(bench.desk.do(add_contact, cycle, Channel.CALL, "HR manager", "Fire safety", half_days=20))
    QApplication.processEvents()
    (row,) = [n for n, item in enumerate(page._needs.shown_values()) if item.kind == "over"]
    assert page._needs.cell(row, 0).text == "Visit days: more than the package holds, say why"
    page._open_need(f"over/{factory.id}///")
    (went,) = page.went
    assert went == ("factory", {"factory": factory.id, "year": "1"})
    workspace = shown(FactoryWorkspace(bench), 1200, 900)
    workspace.opened(**went[1])
    QApplication.processEvents()
    assert workspace.year.year.isVisible() and workspace.focusWidget() is workspace.year.year.reason
    workspace.year.year.reason.setText("Two weeks of fire safety")
    workspace.year.year.over.click()
    page.activateWindow()
    page.opened()
    QApplication.processEvents()
    assert not [item for item in page._needs.shown_values() if item.kind == "over"]


def test_what_is_on_is_shown_when_it_begins_elsewhere_and_enter_opens_it(page, bench, factory, qtbot):
    visit = result(bench.desk.do(start_visit, factory.id))
    qtbot.waitUntil(page.now.isVisible)
    page.focus_first()
    assert QApplication.focusWidget() is page.now.open_visit
    qtbot.keyClick(page.now.open_visit, Qt.Key.Key_Return)
    assert page.went == [("visit", {"visit": visit.id})]
    assert stored(bench, Visit)[0].started_at <= datetime(2026, 11, 23, 9, 5, tzinfo=UTC), "opening does not begin it anew"


def test_my_factories_stand_below_and_enter_goes_to_one(page, factory, qtbot):
    assert [view.factory.id for view in page._mine.shown_values()] == [factory.id]
    page.focus_first()
    qtbot.keyClick(page.mine, Qt.Key.Key_Down)
    page.mine.choose_first()
    qtbot.keyClick(page.mine, Qt.Key.Key_Return)
    assert page.went == [("factory", {"factory": factory.id})]


def test_the_minute_asks_again_only_where_it_is_seen(page, monkeypatch):
    asked = []
    monkeypatch.setattr(page, "reload", lambda: asked.append("again"))
    page._minute.timeout.emit()
    assert asked == ["again"]
    page.hide()
    page._minute.timeout.emit()
    assert asked == ["again"]


def test_the_calendar_is_written_to_a_file(page, factory, tmp_path):
    page.save_calendar_to(tmp_path / "mine.ics")
    text = (tmp_path / "mine.ics").read_text("utf-8")
    assert text.startswith("BEGIN:VCALENDAR") and "Golden Thread Ltd" in text


@pytest.mark.parametrize(("standing", "words"), [("team_leader", "Ctrl+Shift+T"), ("staff", "Ctrl+2"), ("", "Ctrl+2")])
def test_who_advises_nobody_is_told_where_their_factories_are(bench, shown, standing, words):
    bench.sync.status = replace(bench.sync.status, standing=standing)
    page = shown(TodayHome(bench), 1100, 760)
    page.opened()
    QApplication.processEvents()
    assert words in page.mine.empty[1]
