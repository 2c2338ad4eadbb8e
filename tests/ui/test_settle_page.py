"""Settling in a real window over real encrypted files: two laptops differ, a key decides, the decision stands on both."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bwdesk.domain.factory import Factory
from bwdesk.domain.kinds import KINDS
from bwdesk.texts import Texts
from bwdesk.ui.pages.settle.page import SettlePage
from bwdesk.ui.pages.settle.words import field_key
from bwdesk.usecases.factories import add_factory, edit_factory
from bwdesk.usecases.settle import differences
from tests.fakes.bench import meet, open_bench, result, stored

BASE = "2 of 6 exits blocked in finishing."
MINE = "2 of 6 exits obstructed by racks in finishing."
THEIRS = "2 of 6 exits locked since March in finishing."


@pytest.fixture
def jonas(bench, tmp_path):
    with open_bench(tmp_path, name="Jonas Weber", seed=2) as made:
        yield made


@pytest.fixture
def factory(bench, jonas):
    made = result(bench.desk.do(add_factory, "Golden Thread Ltd", "KH"))
    made = result(bench.desk.do(edit_factory, made, replace(made, remark=BASE)))
    meet(bench, jonas)
    return made


def edit(one, **fields):
    (held,) = stored(one, Factory)
    result(one.desk.do(edit_factory, held, replace(held, **fields)))


def open_differences(one):
    return result(one.desk.ask(differences, one.me.id))


@pytest.fixture
def page(bench, jonas, factory, shown):
    """Both have changed town and remark while apart."""
    made = shown(SettlePage(bench), 1300, 820)
    edit(bench, city="Kandal", remark=MINE)
    edit(jonas, city="Takhmau", remark=THEIRS)
    meet(bench, jonas)
    made.opened()
    made.focus_first()
    QApplication.processEvents()
    return made


def choose(page, key):
    (found,) = [d for d in page._model.shown_values() if d.key == key]
    assert page.list.choose(f"{found.thing.id}/{key}")


@pytest.mark.parametrize(("key", "city"), [(Qt.Key.Key_1, "Kandal"), (Qt.Key.Key_2, "Takhmau")])
def test_a_digit_keeps_mine_or_theirs_and_the_decision_stands_on_both_laptops(page, bench, jonas, qtbot, key, city):
    assert len(open_differences(bench)) == 2
    choose(page, "city")
    qtbot.keyClick(page.list, key)
    QApplication.processEvents()
    assert [one.city for one in stored(bench, Factory)] == [city]
    assert [d.key for d in page._model.shown_values()] == ["remark"]
    meet(bench, jonas)
    assert [one.city for one in stored(jonas, Factory)] == [city]
    assert [d.key for d in open_differences(jonas)] == ["remark"]


def test_both_is_the_words_of_both(page, bench, qtbot):
    choose(page, "remark")
    qtbot.keyClick(page.list, Qt.Key.Key_3)
    QApplication.processEvents()
    (held,) = stored(bench, Factory)
    assert "by racks" in held.remark and "locked since March" in held.remark
    assert [d.key for d in open_differences(bench)] == ["city"]


def test_there_is_no_both_for_a_choice(page, bench, qtbot):
    choose(page, "city")
    qtbot.keyClick(page.list, Qt.Key.Key_3)
    QApplication.processEvents()
    assert len(open_differences(bench)) == 2


def test_words_are_edited_before_they_are_kept(page, bench, qtbot):
    choose(page, "remark")
    qtbot.keyClick(page.list, Qt.Key.Key_E)
    assert QApplication.focusWidget() is page.editor
    page.editor.selectAll()
    qtbot.keyClicks(page.editor, "2 of 6 exits locked, racks before them.")
    assert page.editor.toPlainText() == "2 of 6 exits locked, racks before them.", "digits are words here"
    qtbot.keyClick(page.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert [one.remark for one in stored(bench, Factory)] == ["2 of 6 exits locked, racks before them."]


def test_what_is_left_stays_open_and_comes_last(page, bench, qtbot):
    first = page.list.current_key()
    qtbot.keyClick(page.list, Qt.Key.Key_L)
    QApplication.processEvents()
    assert page.list.current_key() != first
    assert len(open_differences(bench)) == 2
    assert f"{page._model.shown_values()[-1].thing.id}/{page._model.shown_values()[-1].key}" == first


def test_every_kind_and_field_that_may_stand_twice_has_its_word():
    texts = Texts()
    wordless = {
        f"{kind}.{spec.key_of(field)}"
        for kind, spec in KINDS.items()
        for field in spec.fields
        if field.merge != "set" and field_key(kind, spec.key_of(field), texts) is None
    }
    assert not wordless
    assert all(texts.has(f"kind.{kind}") for kind in KINDS)
