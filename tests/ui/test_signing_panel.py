"""Signing on the visit page: drawn by mouse or wholly by keys, and told when the record was changed afterwards."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from bwdesk.domain.committee import Side
from bwdesk.domain.report import Signature
from bwdesk.domain.strokes import MOST_POINTS, fits, read_strokes
from bwdesk.domain.visit import Visit
from bwdesk.ui.pages.visit.page import VisitNotebook
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.visit_lines import add_line
from bwdesk.usecases.visits import start_visit
from tests.fakes.bench import open_bench, result, stored


@pytest.fixture
def bench(qapp, tmp_path):
    with open_bench(tmp_path) as made:
        yield made


@pytest.fixture
def page(bench, qtbot):
    factory = result(bench.desk.do(add_factory, "Golden Thread Ltd", "KH"))
    result(bench.desk.do(register_factory, factory, date(2026, 5, 8)))
    made = VisitNotebook(bench)
    made.visit = result(bench.desk.do(start_visit, factory.id))
    qtbot.addWidget(made)
    made.resize(1100, 760)
    made.show()
    made.opened(visit=made.visit.id)
    QApplication.processEvents()
    return made


def draw(qtbot, pad):
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(20, 40))
    for x in range(20, 200, 6):
        qtbot.mouseMove(pad, QPoint(x, 40 + x % 24))
    qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(200, 60))


def test_a_signature_is_drawn_taken_back_and_kept(page, bench, qtbot):
    page.closing.sign()
    panel = page.closing.signing
    assert panel.isVisible() and QApplication.focusWidget() is panel.side
    draw(qtbot, panel.pad)
    draw(qtbot, panel.pad)
    assert len(panel.pad.strokes) == 2 and fits(panel.pad.strokes)
    qtbot.keyClick(panel.pad, Qt.Key.Key_Backspace)
    assert len(panel.pad.strokes) == 1
    qtbot.keyClicks(panel.name, "Chhay Veasna")
    drawn = panel.pad.strokes
    qtbot.keyClick(panel.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    (one,) = stored(bench, Signature)
    assert (one.name, one.side, read_strokes(one.strokes)) == ("Chhay Veasna", Side.MANAGEMENT, drawn)
    assert panel.pad.strokes == () and panel.name.text() == ""
    assert page._shown.signatures[0].is_changed is False
    result(bench.desk.do(add_line, page.visit, "Said after the signing"))
    page.reload()
    QApplication.processEvents()
    assert page._shown.signatures[0].is_changed is True
    assert any("later changes" in words.text() for words in panel.findChildren(type(panel.message)) if hasattr(words, "text"))


def test_signed_on_paper_needs_no_pointer_and_an_empty_pad_is_no_signature(page, bench, qtbot):
    page.closing.sign()
    panel = page.closing.signing
    qtbot.keyClick(panel.side, Qt.Key.Key_Down)
    qtbot.keyClicks(panel.name, "Pich Sokunthea")
    qtbot.keyClick(panel.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert stored(bench, Signature) == [] and panel.message.isVisible()
    qtbot.keyClick(panel.name, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    (one,) = stored(bench, Signature)
    assert (one.name, one.side, one.strokes) == ("Pich Sokunthea", Side.WORKERS, "")
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_what_the_closing_form_holds_is_part_of_what_is_signed(page, bench, qtbot):
    page._toggle_closing()
    page.closing.half_days.setValue(1)
    page.closing.sign()
    QApplication.processEvents()
    assert stored(bench, Visit)[0].half_days == 1 and not page.closing.isVisible()
    qtbot.keyClick(page.closing.signing, Qt.Key.Key_Escape)
    assert page.closing.isVisible()


def test_a_hand_that_does_not_stop_fills_the_pad_and_no_more(page, qtbot):
    page.closing.sign()
    pad = page.closing.signing.pad
    pad.strokes = (((0, 0),) * MOST_POINTS,)
    draw(qtbot, pad)
    assert sum(len(stroke) for stroke in pad.strokes) == MOST_POINTS
