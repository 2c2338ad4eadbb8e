"""Two laptops that never met the office, the whole program on both, one folder as the stick. Real threads, real files."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from bwdesk.domain.factory import Factory
from bwdesk.ui.pages.exchange.page import ExchangePage
from bwdesk.usecases.factories import add_factory
from tests.journeys.test_app import LEFT, PATIENCE_MS, enter, first_run, start

SECRET = "four words in a row"

__all__ = ["start"]


@pytest.fixture
def two(start, qtbot):
    """Amina's open desk with a factory of hers, and a function that opens Jonas's after she has gone."""
    program = start("amina")
    desk = enter(program, first_run(program, qtbot)[0], qtbot)
    made = []
    desk.services.desk.do(add_factory, "Golden Thread Ltd", "KH").then(made.append)
    qtbot.waitUntil(lambda: bool(made), timeout=PATIENCE_MS)

    def other():
        program.close()
        second = start("jonas")
        return enter(second, first_run(second, qtbot)[0], qtbot)

    return desk, other


def page_of(desk, qtbot) -> ExchangePage:
    """By the palette, as a person would."""
    desk.window.activateWindow()
    desk.window.open_palette()
    QTest.keyClicks(desk.window.palette_box.field, "work together")
    QTest.keyClick(desk.window.palette_box.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(desk.window.page, ExchangePage), timeout=PATIENCE_MS)
    return desk.window.page


def test_a_factory_goes_from_laptop_to_laptop(two, qtbot, tmp_path, monkeypatch):
    amina, other = two
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(stick / "mine"), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(stick / "mine.bwexchange"), ""))
    give = page_of(amina, qtbot).give
    qtbot.waitUntil(lambda: give.write.isEnabled(), timeout=PATIENCE_MS)
    give.passphrase.setText(SECRET)
    QTest.mouseClick(give.write, LEFT)
    qtbot.waitUntil(lambda: "read back and whole" in give.giving.words.text(), timeout=PATIENCE_MS)
    assert [path.name for path in stick.iterdir()] == ["mine.bwexchange"]

    jonas = other()
    take = page_of(jonas, qtbot).take
    QTest.mouseClick(take.open, LEFT)
    qtbot.waitUntil(lambda: take.passphrase.isVisible(), timeout=PATIENCE_MS)
    QTest.keyClicks(take.passphrase, SECRET)
    QTest.keyClick(take.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: take.take.isVisible(), timeout=PATIENCE_MS)
    assert ("Register of factories", "one factory") in take.parts.said
    QTest.mouseClick(take.take, LEFT)
    qtbot.waitUntil(lambda: "Taken in" in take.taking.words.text(), timeout=PATIENCE_MS)
    found = []
    jonas.services.desk.ask(lambda reader: [one.name for one in reader.find(Factory)]).then(found.extend)
    qtbot.waitUntil(lambda: bool(found), timeout=PATIENCE_MS)
    assert "Golden Thread Ltd" in found
    assert jonas.services.journal.operations(), "the second copy has what was taken in"
