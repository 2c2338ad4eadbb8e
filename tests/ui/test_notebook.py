"""The notebook is typed like a text, and every line of it is told to be recorded: none lost, none doubled, marks where they belong."""

from __future__ import annotations

from itertools import count

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from bwdesk.domain.visit import Mark
from bwdesk.ui.look import LookSource, make_look
from bwdesk.ui.parts.note_lines import LineLink, NoteLine, TypedLine
from bwdesk.ui.parts.notebook import Notebook


@pytest.fixture
def notebook(qtbot):
    ids = count(1)
    made = Notebook(LookSource(make_look()), lambda: f"new{next(ids)}")
    qtbot.addWidget(made)
    made.told: list[TypedLine] = []
    made.gone: list[str] = []
    made.settled.connect(made.told.extend)
    made.removed.connect(made.gone.extend)
    made.resize(900, 500)
    made.show()
    made.setFocus()
    QApplication.processEvents()
    made.new_line()
    return made


def said(notebook):
    return [(line.text, line.mark) for line in notebook.told]


def test_a_line_is_told_when_the_caret_leaves_it(notebook, qtbot):
    qtbot.keyClicks(notebook, "Went through the open items.")
    assert said(notebook) == []
    qtbot.keyClick(notebook, Qt.Key.Key_Return)
    assert said(notebook) == [("Went through the open items.", Mark.NOTE)]
    qtbot.keyClicks(notebook, "second")
    notebook.settle()
    assert [line.after_id for line in notebook.told] == ["", notebook.told[0].id]
    assert all(line.is_new for line in notebook.told)


def test_a_draft_is_told_within_a_second_while_typing_goes_on(notebook, qtbot):
    with qtbot.waitSignal(notebook.drafted, timeout=1000) as heard:
        qtbot.keyClicks(notebook, "Two of six")
    assert heard.args == [notebook.current_line(), "Two of six", 10]


@pytest.mark.parametrize(
    ("sign", "mark"), [("!", Mark.FINDING), ("-", Mark.ACTION), ('"', Mark.QUOTE), ("?", Mark.QUESTION), ("+", Mark.GOOD_PRACTICE)]
)
def test_a_sign_and_a_space_mark_an_empty_line(notebook, qtbot, sign, mark):
    qtbot.keyClicks(notebook, f"{sign} exits blocked")
    notebook.settle()
    assert said(notebook) == [("exits blocked", mark)]


def test_backspace_at_once_gives_the_plain_character_back(notebook, qtbot):
    qtbot.keyClicks(notebook, "- ")
    qtbot.keyClick(notebook, Qt.Key.Key_Backspace)
    qtbot.keyClicks(notebook, "3 °C in the store")
    notebook.settle()
    assert said(notebook) == [("- 3 °C in the store", Mark.NOTE)]


def test_a_sign_in_a_line_is_a_character(notebook, qtbot):
    qtbot.keyClicks(notebook, "+84 912 - call ! back")
    notebook.settle()
    assert said(notebook) == [("+84 912 - call ! back", Mark.NOTE)]


def test_breaking_a_line_keeps_its_record_with_the_part_that_has_the_text(notebook, qtbot):
    notebook.show_lines([NoteLine("a", "alpha beta"), NoteLine("b", "gamma")])
    notebook._put_caret("a", 5)
    qtbot.keyClick(notebook, Qt.Key.Key_Return)
    notebook.settle()
    assert {line.id: line.text for line in notebook.told} == {"a": "alpha", notebook.told[1].id: " beta"}
    notebook.told.clear()
    notebook._put_caret("b", 0)
    qtbot.keyClick(notebook, Qt.Key.Key_Return)
    notebook.settle()
    assert notebook.told == []
    assert notebook.gone == []
    assert [block.text() for block in notebook.blocks()] == ["alpha", " beta", "", "gamma"]


def test_joining_two_lines_removes_one_record_and_changes_the_other(notebook, qtbot):
    notebook.show_lines([NoteLine("a", "alpha"), NoteLine("b", "beta", Mark.FINDING)])
    notebook._put_caret("b", 0)
    qtbot.keyClick(notebook, Qt.Key.Key_Backspace)
    qtbot.keyClick(notebook, Qt.Key.Key_Backspace)
    notebook.settle()
    assert notebook.gone == ["b"]
    assert ("alphabeta", Mark.NOTE) in said(notebook)


def test_pasted_lines_become_lines(notebook, qtbot):
    QApplication.clipboard().setText("one\ntwo\nthree\n")
    notebook.paste()
    notebook.settle()
    assert [text for text, _ in said(notebook)] == ["one", "two", "three"]
    assert len({line.id for line in notebook.told}) == 3


def test_news_does_not_touch_what_is_being_typed(notebook, qtbot):
    notebook.show_lines([NoteLine("a", "alpha"), NoteLine("b", "beta")])
    notebook._put_caret("b", 4)
    qtbot.keyClicks(notebook, " more")
    notebook.show_lines([NoteLine("a", "alpha changed"), NoteLine("c", "from Jonas"), NoteLine("b", "beta")])
    assert [block.text() for block in notebook.blocks()] == ["alpha changed", "from Jonas", "beta more"]
    assert notebook.current_line() == "b"
    assert notebook.textCursor().positionInBlock() == 9
    notebook.settle()
    assert [(line.id, line.text) for line in notebook.told] == [("b", "beta more")]


def test_what_was_being_typed_comes_back_with_its_caret(notebook):
    notebook.show_lines([NoteLine("a", "alpha")])
    notebook.restore("lost", "half a sent", 6)
    assert notebook.current_line() == "lost"
    assert notebook.textCursor().positionInBlock() == 6
    notebook.settle()
    assert [(line.id, line.text, line.after_id, line.is_new) for line in notebook.told] == [("lost", "half a sent", "a", True)]


def test_a_word_being_composed_is_not_cut(notebook, qtbot):
    QApplication.sendEvent(notebook, QInputMethodEvent("ក", []))
    notebook.settle()
    assert notebook.told == []
    done = QInputMethodEvent()
    done.setCommitString("កម្មករ")
    QApplication.sendEvent(notebook, done)
    notebook.settle()
    assert said(notebook) == [("កម្មករ", Mark.NOTE)]


def test_undo_past_the_line_asks_the_desk(notebook, qtbot):
    qtbot.keyClicks(notebook, "one")
    qtbot.keyClick(notebook, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert notebook.textCursor().block().text() == ""
    with qtbot.waitSignal(notebook.undo_wanted, timeout=500):
        qtbot.keyClick(notebook, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_the_link_of_the_line_opens_by_key(notebook, qtbot):
    notebook.show_lines([NoteLine("a", "alpha", Mark.FINDING, "09:41", link=LineLink("V-3", "plan", "issue", photos=2))])
    notebook._put_caret("a", 0)
    with qtbot.waitSignal(notebook.link_opened, timeout=500) as heard:
        notebook.open_link()
    assert heard.args == ["plan", "issue"]


def test_long_pages_stay_quick_to_type_in(notebook, qtbot):
    notebook.show_lines([NoteLine(f"l{i}", f"line {i} " + "word " * 20) for i in range(400)])
    notebook.textCursor().movePosition(QTextCursor.MoveOperation.End)
    notebook.new_line()
    qtbot.keyClicks(notebook, "quick")
    notebook.settle()
    assert said(notebook) == [("quick", Mark.NOTE)]
