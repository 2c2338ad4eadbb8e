"""Suspected zero tolerance in a real window: opened by keys, every word kept, steps taken and taken back, hidden when turned."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bwdesk import shipped
from bwdesk.domain.alert import Alert, AlertState, AlertStep, protocol
from bwdesk.domain.scope import alert_scope
from bwdesk.ui.pages.alerts.page import AlertsPage
from bwdesk.usecases.alerts import open_alert, open_alerts
from bwdesk.usecases.factories import add_factory
from bwdesk.usecases.today import today_page
from bwdesk.usecases.undo import offers, undo
from tests.fakes.bench import result, stored

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def factory(bench):
    return result(bench.desk.do(add_factory, "Golden Thread", "KH"))


@pytest.fixture
def page(bench, shown, factory):
    found = shown(AlertsPage(bench), 1200, 760)
    found.opened(new="1", factory=factory.id)
    QApplication.processEvents()
    return found


def only(bench) -> Alert:
    (found,) = stored(bench, Alert)
    return found


def test_a_case_is_opened_written_gone_through_and_closed(bench, page, qtbot):
    assert page.opening.isVisible() and page.opening.factory.currentText() == "Golden Thread"
    page.opening.category.setCurrentIndex(page.opening.category.findData("locked_in"))
    page.opening.place.setFocus()
    qtbot.keyClicks(page.opening.place, "Dormitory 2")
    qtbot.keyClick(page.opening.place, Qt.Key.Key_Return)
    case = only(bench)
    assert (case.category, case.place, case.author_id, case.scope) == ("locked_in", "Dormitory 2", bench.me.id, alert_scope(case.id))
    QApplication.processEvents()
    page.case.what.setFocus()
    qtbot.keyClicks(page.case.what, "The gate was chained at 22:00")
    page.case.what.settle()
    assert only(bench).what == "The gate was chained at 22:00"
    page.case.steps.choose("leader_told")
    qtbot.keyClicks(page.case.told, "Team leader, by phone")
    qtbot.keyClick(page.case.told, Qt.Key.Key_Return)
    QApplication.processEvents()
    (step,) = stored(bench, AlertStep)
    assert (step.step, step.told) == ("leader_told", "Team leader, by phone") and step.done_at is not None
    page.case.close_case()
    assert only(bench).state is AlertState.OPEN and page.case.message.isVisible(), "no outcome, no end"
    qtbot.keyClicks(page.case.outcome, "Gate stays open, checked")
    page.case.close_case()
    assert only(bench).state is AlertState.CLOSED
    QApplication.processEvents()
    assert not page.case.done.isEnabled() and page.case.reopen.isVisible()


def test_a_step_is_taken_back_by_the_same_act_and_by_undo(bench, page, factory):
    case = result(bench.desk.do(open_alert, factory.id, "child_labour"))
    QApplication.processEvents()
    page.cases.choose(case.id)
    page.case.steps.choose("authorities_told")
    page.case.take()
    QApplication.processEvents()
    page.case.take()
    (step,) = stored(bench, AlertStep)
    assert step.done_at is None
    result(bench.desk.do(undo, result(bench.desk.ask(offers, bench.me.id, bench.desk.writer.device)).undo.txn))
    (step,) = stored(bench, AlertStep)
    assert step.done_at is not None


def test_nothing_of_it_is_seen_when_the_screen_is_turned(bench, page, factory):
    result(bench.desk.do(open_alert, factory.id, "child_labour"))
    QApplication.processEvents()
    page.turned(True)
    assert not page.body.isVisible() and not page.opening.isVisible()
    page.turned(False)
    assert page.body.isVisible()


def test_today_says_how_many_are_open(bench, factory):
    assert not any(need.kind == "alert" for need in result(bench.desk.ask(today_page, bench.me.id, NOW)).needs)
    result(bench.desk.do(open_alert, factory.id, "child_labour"))
    (need,) = [need for need in result(bench.desk.ask(today_page, bench.me.id, NOW)).needs if need.kind == "alert"]
    assert need.count == 1 == len(result(bench.desk.ask(open_alerts)))


def test_hours_come_from_the_profile_and_run_from_the_notice():
    profile = shipped.profile()
    alert = Alert(id="a" * 32, scope="alert/" + "a" * 32, factory_id="f" * 32, country="KH", author_id="p", noticed_at=NOW)
    told = AlertStep(id="s", scope=alert.scope, alert_id=alert.id, step="authorities_told", done_at=NOW + timedelta(hours=3))
    by_step = {one.step: one for one in protocol(alert, [told], profile, NOW + timedelta(hours=80))}
    assert tuple(by_step) == profile.alert_steps
    assert by_step["authorities_told"].late == 0 and by_step["authorities_told"].due_at == NOW + timedelta(hours=48)
    assert by_step["follow_up"].late == 8
    assert by_step["people_safe"].due_at is None
    other = replace(profile, alert_steps=("people_safe", "union_told"), alert_hours={"people_safe": 2})
    first, second, *_ = protocol(alert, (), other, NOW + timedelta(hours=5))
    assert (first.step, first.late, second.step, second.due_at) == ("people_safe", 3, "union_told", None), "steps and hours are data"
