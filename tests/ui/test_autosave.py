"""Fields that save themselves: told within a second, settled when left, never in the middle of a composition."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from bwdesk.ui.parts.autosave import LineField, NoteField


@pytest.fixture(params=[NoteField, LineField])
def field(request, look, shown):
    ground = QWidget()
    column = QVBoxLayout(ground)
    made = request.param()
    other = QLineEdit()
    column.addWidget(made)
    column.addWidget(other)
    shown(ground, 400, 200)
    made.show_text("exits")
    made.setFocus()
    made.other = other
    made.heard = []
    made.draft_changed.connect(lambda text, caret: made.heard.append(("draft", text, caret)))
    made.settled.connect(lambda text: made.heard.append(("settled", text)))
    return made


def type_at_end(field, text):
    QTest.keyClick(field, Qt.Key.Key_End)
    QTest.keyClicks(field, text)


def test_typing_is_told_within_a_second_even_if_it_goes_on(field):
    QTest.keyClick(field, Qt.Key.Key_End)
    for _ in range(12):  # for 1.2 s no pause is longer than 100 ms
        QTest.keyClicks(field, "x")
        QTest.qWait(100)
        if field.heard:
            break
    kind, text, caret = field.heard[0]
    assert kind == "draft" and text.startswith("exitsx") and caret == len(text)


def test_leaving_settles_once(field):
    type_at_end(field, " blocked")
    field.other.setFocus()
    assert field.heard == [("draft", "exits blocked", 13), ("settled", "exits blocked")]
    field.setFocus()
    field.other.setFocus()
    assert len(field.heard) == 2


def test_showing_what_is_recorded_is_not_typing(field):
    assert field.show_text("other words")
    field.other.setFocus()
    QTest.qWait(450)
    assert field.heard == []


def test_news_does_not_overwrite_what_is_being_typed(field):
    type_at_end(field, "!")
    assert not field.show_text("from the office")
    assert field.plain() == "exits!"


def test_a_composition_is_not_cut(field, compose):
    QTest.keyClick(field, Qt.Key.Key_End)
    compose(field, preedit="ខ្")
    field.settle()
    assert not field.heard and field.autosave.is_composing
    compose(field, commit="ខ្សែ")
    field.settle()
    assert field.heard[-1] == ("settled", "exitsខ្សែ")


def test_a_rest_settles(field, qtbot):
    field.autosave._rest_timer.setInterval(30)
    type_at_end(field, "!")
    qtbot.waitUntil(lambda: field.heard[-1:] == [("settled", "exits!")])
    assert field.hasFocus()


def test_hiding_settles(field):
    type_at_end(field, "!")
    field.hide()
    assert field.heard[-1] == ("settled", "exits!")


def test_a_draft_comes_back_unsettled(field):
    field.restore_draft("exits block", 5)
    assert field.caret() == 5
    field.settle()
    assert field.heard[-1] == ("settled", "exits block")


def test_taking_back_what_was_typed_is_told_too(field):
    type_at_end(field, "!")
    field.autosave.tell_draft()
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    field.settle()
    assert [entry[1] for entry in field.heard] == ["exits!", "exits"]
    assert not any(kind == "settled" for kind, *_ in field.heard)


def test_enter_and_escape_settle_a_line(look, shown, qtbot):
    field = LineField()
    shown(field, 300, 40)
    field.setFocus()
    settled = []
    field.settled.connect(settled.append)
    QTest.keyClicks(field, "a")
    with qtbot.waitSignal(field.entered):
        QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, "b")
    with qtbot.waitSignal(field.escaped):
        QTest.keyClick(field, Qt.Key.Key_Escape)
    assert settled == ["a", "ab"]


def test_pasted_text_is_plain(look, shown):
    field = NoteField()
    shown(field, 300, 80)
    mime = QMimeData()
    mime.setHtml("<b>racks</b> back")
    mime.setText("racks back")
    field.insertFromMimeData(mime)
    assert "font-weight:7" not in field.toHtml() and field.plain() == "racks back"
