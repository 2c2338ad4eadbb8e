"""What asks for the PIN again, in the whole program and by the real one: the interview vault, gone from the window when it locks or is
turned; closing an assessment."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from bwdesk.ui.pages.vault.page import VaultDesk
from bwdesk.usecases.assessment import plan_assessment
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.vault import new_group, put_group, write_note
from tests.fakes.assessed import answered
from tests.journeys.test_app import PATIENCE_MS, PIN, enter, first_run, made
from tests.journeys.test_app import start as start

SAID = "the guard keeps the key of exit four"


def open_vault(desk, qtbot) -> VaultDesk:
    page = desk.window.page
    assert isinstance(page, VaultDesk)
    assert page.room is None and desk.prompt.isVisible()
    QTest.keyClicks(desk.prompt.field, "000000")
    qtbot.waitUntil(lambda: desk.program.texts("unlock.pin_wrong") in desk.prompt.message.text(), timeout=PATIENCE_MS)
    assert page.room is None
    QTest.keyClicks(desk.prompt.field, PIN)
    qtbot.waitUntil(lambda: page.room is not None and page.room.isVisible(), timeout=PATIENCE_MS)
    return page


def test_an_assessment_is_closed_by_the_real_pin_and_by_no_other(start, qtbot):
    program = start()
    first, _ = first_run(program, qtbot)
    desk = enter(program, first, qtbot)
    factory = made(desk, qtbot, add_factory, "Golden Thread Ltd", "KH")
    cycle = made(desk, qtbot, register_factory, factory, date(2026, 8, 1), "d" * 32)
    paper = made(desk, qtbot, plan_assessment, factory, cycle, frozenset({desk.person, "e" * 32}), date(2026, 11, 24), date(2026, 11, 25))
    made(desk, qtbot, answered, paper)
    desk.window.go("assess", {"assessment": paper.id})
    page = desk.window.page.assessment
    qtbot.waitUntil(lambda: page.sheet is not None, timeout=PATIENCE_MS)
    page.acts.commands.actions["shut"].trigger()
    assert desk.prompt.isVisible() and page.sheet.page.closing.by == frozenset()
    QTest.keyClicks(desk.prompt.field, "000000")
    qtbot.waitUntil(lambda: desk.program.texts("unlock.pin_wrong") in desk.prompt.message.text(), timeout=PATIENCE_MS)
    assert page.sheet.page.closing.by == frozenset()
    QTest.keyClicks(desk.prompt.field, PIN)
    qtbot.waitUntil(lambda: page.sheet.page.closing.by == {desk.person}, timeout=PATIENCE_MS)
    assert page.sheet.locked_because == "assess.locked.closed" and not page.ready.ready.isVisible(), "it waits for the other one"
    qtbot.waitUntil(lambda: desk._offers.undo is None, timeout=PATIENCE_MS)


def test_the_pin_opens_it_and_turning_or_locking_shuts_it(start, qtbot):
    program = start()
    first, _ = first_run(program, qtbot)
    desk = enter(program, first, qtbot)
    factory = made(desk, qtbot, add_factory, "Golden Thread Ltd", "KH")
    cycle = made(desk, qtbot, register_factory, factory, date(2026, 8, 1), "d" * 32)
    paper = made(desk, qtbot, plan_assessment, factory, cycle, frozenset({desk.person, "e" * 32}), date(2026, 11, 24))
    group = made(desk, qtbot, put_group, paper, None, new_group(paper, held_on=date(2026, 11, 24), people=6))
    made(desk, qtbot, write_note, paper, group, "CL", SAID)
    desk.window.go("vault", {"assessment": paper.id})
    page = open_vault(desk, qtbot)
    assert "6 workers" in page.room.groups.model().data(page.room.groups.model().index(0, 0), Qt.ItemDataRole.DisplayRole)
    desk.window.turning.toggle()
    QApplication.processEvents()
    assert page.room is None and not page.open_it.isVisible()
    desk.prompt.ask("leave", lambda: desk.window.turning._set(False))
    QTest.keyClicks(desk.prompt.field, PIN)
    qtbot.waitUntil(lambda: not desk.window.turning.is_on, timeout=PATIENCE_MS)
    page.unlock()
    open_vault(desk, qtbot)
    desk.window.lock_asked.emit()
    assert page.room is None
    assert not any(SAID in label.text() for label in desk.window.findChildren(QLabel))
