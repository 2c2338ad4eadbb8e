"""The buyers of a factory in a real window: added by key, allowed and withdrawn with days, and nothing of it is forgotten."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bwdesk.domain.buyers import Authorisation, Buyer, Subscription, Supply
from bwdesk.ui.pages.factory.page import FactoryWorkspace
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.undo import offers, undo
from tests.fakes.bench import TODAY, result, stored


@pytest.fixture
def panel(bench, shown, qtbot):
    factory = result(bench.desk.do(add_factory, "Golden Thread Ltd", "KH"))
    result(bench.desk.do(register_factory, factory, date(2026, 5, 8)))
    page = shown(FactoryWorkspace(bench), 1200, 900)
    page.opened(factory=factory.id)
    QApplication.processEvents()
    page.year.acts[2].trigger()
    QApplication.processEvents()
    made = page.year.buyers
    assert made.isVisible()
    return made


def rows(panel):
    return [[panel.rows.cell(row, column).says() for column in range(3)] for row in range(panel.rows.rowCount())]


def added(panel, qtbot, name):
    panel.name.setFocus()
    qtbot.keyClicks(panel.name, name)
    qtbot.keyClick(panel.name, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_a_buyer_is_added_by_key_and_reads_nothing_yet(panel, bench, qtbot):
    assert panel.focusWidget() is panel.name
    added(panel, qtbot, "Pier Nine")
    assert [row[:2] for row in rows(panel)] == [["Pier Nine", "nothing"]]
    added(panel, qtbot, " pier  nine ")
    assert len(stored(bench, Supply)) == 1
    assert "on the list already" in panel.message.text()
    panel.name.show_text("")
    added(panel, qtbot, " ")
    assert "needs a name" in panel.message.text()


def test_what_is_allowed_is_withdrawn_and_both_stay_on_record(panel, bench, qtbot):
    added(panel, qtbot, "Pier Nine")
    qtbot.mouseClick(panel.allow, Qt.MouseButton.LeftButton)
    assert "No kind of report" in panel.message.text()
    panel.kinds["assessment"].click()
    panel.kinds["plan"].click()
    panel.given_by.setText("General manager")
    qtbot.keyClick(panel.given_by, Qt.Key.Key_Return)
    QApplication.processEvents()
    (given,) = stored(bench, Authorisation)
    assert (given.kinds, given.from_on, given.to_on, given.given_by) == (frozenset({"assessment", "plan"}), TODAY, None, "General manager")
    assert rows(panel)[0][1].endswith("Assessment report, Improvement plan")
    assert "General manager" in panel.about.text()
    qtbot.mouseClick(panel.withdraw, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert stored(bench, Authorisation)[0].withdrawn_on == TODAY
    assert rows(panel)[0][1] == "nothing"
    assert "withdrawn on" in panel.about.text() and not panel.withdraw.isEnabled()
    found = result(bench.desk.ask(offers, bench.me.id, bench.desk.writer.device))
    result(bench.desk.do(undo, found.undo.txn))
    QApplication.processEvents()
    assert rows(panel)[0][1] != "nothing", "undone here, shown at once"


def test_who_is_worked_for_no_more_reads_no_more(panel, bench, qtbot):
    added(panel, qtbot, "Pier Nine")
    panel.kinds["plan"].click()
    qtbot.mouseClick(panel.allow, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(panel.remove, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert rows(panel) == []
    assert stored(bench, Supply) == []
    assert stored(bench, Authorisation)[0].withdrawn_on == TODAY
    assert not panel.allow.isEnabled()
    qtbot.keyClick(panel.name, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_how_a_buyer_stands_to_the_programme_is_chosen_and_undone(panel, bench, qtbot):
    added(panel, qtbot, "Pier Nine")
    assert panel.part.currentText() == "takes no part"
    panel.part.setFocus()
    qtbot.keyClick(panel.part, Qt.Key.Key_End)
    QApplication.processEvents()
    assert stored(bench, Buyer)[0].subscription is Subscription.PARTNER
    found = result(bench.desk.ask(offers, bench.me.id, bench.desk.writer.device))
    assert found.undo.act == "act.buyer.part"
    result(bench.desk.do(undo, found.undo.txn))
    QApplication.processEvents()
    assert panel.part.currentText() == "takes no part"
