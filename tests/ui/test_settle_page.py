"""Settling in a real window over real encrypted files: two laptops differ, a key decides, the decision stands on both."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from bwdesk.domain.evidence import Photo
from bwdesk.domain.factory import Factory
from bwdesk.domain.kinds import KINDS
from bwdesk.domain.plan import Issue, Origin
from bwdesk.texts import Texts
from bwdesk.ui.pages.settle.page import SettlePage
from bwdesk.ui.pages.settle.panel import MINE as FIRST
from bwdesk.ui.pages.settle.panel import THEIRS as SECOND
from bwdesk.ui.pages.settle.words import field_key
from bwdesk.usecases.drafts import drafts
from bwdesk.usecases.factories import add_factory, edit_factory, edit_person, register_factory
from bwdesk.usecases.people import name_strangers
from bwdesk.usecases.photos import write_caption
from bwdesk.usecases.plan import add_issue, edit_issue
from bwdesk.usecases.settle import differences, settle
from tests.fakes.bench import TODAY, meet, open_bench, result, stored

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
    assert QApplication.focusWidget() is page.detail.editor
    page.detail.editor.selectAll()
    qtbot.keyClicks(page.detail.editor, "2 of 6 exits locked, racks before them.")
    assert page.detail.editor.toPlainText() == "2 of 6 exits locked, racks before them.", "digits are words here"
    qtbot.keyClick(page.detail.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert [one.remark for one in stored(bench, Factory)] == ["2 of 6 exits locked, racks before them."]


def test_what_is_left_stays_open_and_comes_last(page, bench, qtbot):
    first = page.list.current_key()
    qtbot.keyClick(page.list, Qt.Key.Key_L)
    QApplication.processEvents()
    assert page.list.current_key() != first
    assert len(open_differences(bench)) == 2
    assert f"{page._model.shown_values()[-1].thing.id}/{page._model.shown_values()[-1].key}" == first


def test_words_being_edited_stay_while_something_else_changes(page, bench, jonas, qtbot):
    choose(page, "remark")
    qtbot.keyClick(page.list, Qt.Key.Key_E)
    page.detail.editor.selectAll()
    qtbot.keyClicks(page.detail.editor, "Racks were moved.")
    result(jonas.desk.do(add_factory, "Blue Hem", "KH"))
    meet(bench, jonas)
    QApplication.processEvents()
    assert page.detail.editor.isVisible() and page.detail.editor.toPlainText() == "Racks were moved."
    qtbot.keyClick(page.detail.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert "Racks were moved." in [one.remark for one in stored(bench, Factory)]


def test_words_being_edited_are_given_back_when_the_page_is_opened_again(page, bench, shown, qtbot):
    choose(page, "remark")
    qtbot.keyClick(page.list, Qt.Key.Key_E)
    page.detail.editor.selectAll()
    qtbot.keyClicks(page.detail.editor, "Racks were moved.")
    choose(page, "city")
    assert not page.detail.editor.isVisible()
    choose(page, "remark")
    assert page.detail.editor.isVisible() and page.detail.editor.toPlainText() == "Racks were moved."
    qtbot.keyClicks(page.detail.editor, " All")
    page.leaving()
    again = shown(SettlePage(bench), 1300, 820)
    (typed,) = result(bench.desk.ask(drafts))
    again.opened(difference=typed.key.partition("/")[2])
    QApplication.processEvents()
    assert again.detail.difference.key == "remark" and "All" in again.detail.editor.toPlainText()
    qtbot.keyClick(again.list, Qt.Key.Key_1)
    QApplication.processEvents()
    assert result(bench.desk.ask(drafts)) == [], "it was settled"


def test_words_typed_for_what_a_colleague_settled_meanwhile_are_kept_until_they_are_let_go(page, bench, jonas, qtbot):
    choose(page, "remark")
    qtbot.keyClick(page.list, Qt.Key.Key_E)
    page.detail.editor.selectAll()
    qtbot.keyClicks(page.detail.editor, "Racks were moved.")
    page.detail.settle()
    (remark,) = [one for one in open_differences(jonas) if one.key == "remark"]
    result(jonas.desk.do(settle, remark.kind, remark.thing.id, remark.key, remark.heads, "Racks."))
    meet(bench, jonas)
    QApplication.processEvents()
    assert page.left_words.isVisible() and page.left_words.words.toPlainText() == "Racks were moved."
    assert [one.remark for one in stored(bench, Factory)] == ["Racks."]
    page.left_words.forget.click()
    QApplication.processEvents()
    assert not page.left_words.isVisible() and result(bench.desk.ask(drafts)) == []


def test_who_has_no_name_here_is_called_so_with_the_beginning_of_the_account_beneath(page, bench, shown):
    result(bench.desk.do(name_strangers, "a colleague not in the register here"))
    page.reload()
    QApplication.processEvents()
    card = page.detail.cards[SECOND]
    assert (card.name.text(), card.mark.text(), card.mark.isVisible()) == ("a colleague not in the register here", "000000", True)
    result(bench.desk.do(edit_person, f"{2:032x}", "KH", "Jonas Weber", "JW"))
    QApplication.processEvents()
    assert (card.name.text(), card.mark.isVisible()) == ("Jonas Weber", False)


# photos of both sides


@pytest.fixture
def pictured(bench, jonas, factory, tmp_path, shown):
    """Both have verified one issue otherwise, each with a photo of their own; a colleague had put one there before."""
    cycle = result(bench.desk.do(register_factory, factory, TODAY))
    issue = result(bench.desk.do(add_issue, cycle, "Exit blocked", Origin.VISIT))

    def put(one, name):
        image = QImage(640, 480, QImage.Format.Format_RGB32)
        image.fill({"amina": Qt.GlobalColor.blue, "jonas": Qt.GlobalColor.red, "lina": Qt.GlobalColor.green}[name])
        path = tmp_path / f"{name}.png"
        assert image.save(str(path))
        (photo,) = result(one.pictures.take_in([path], "issue", issue.id, issue.scope)).photo_ids
        return result(one.desk.ask(lambda reader: reader.need(Photo, photo))).thumb_sha256

    with open_bench(tmp_path, name="Lina Sok", seed=3) as lina:
        meet(bench, lina)
        photos = {"lina": put(lina, "lina")}
        meet(bench, lina)
    meet(bench, jonas)
    for one, name, root in ((bench, "amina", "no marking"), (jonas, "jonas", "racks have no place")):
        photos[name] = put(one, name)
        (held,) = stored(one, Issue)
        result(one.desk.do(edit_issue, held, replace(held, owner=root)))
    meet(bench, jonas)
    page = shown(SettlePage(bench), 1300, 820)
    page.opened()
    QApplication.processEvents()
    return page, photos


def test_the_photos_of_each_side_lie_under_its_version_and_open_over_the_page(pictured, bench, qtbot):
    page, photos = pictured
    first, second = page.detail.cards[FIRST].photos, page.detail.cards[SECOND].photos
    for strip, whose in ((first, "amina"), (second, "jonas"), (page.detail.others, "lina")):
        assert strip.isVisible() and [photo.key for photo in strip._photos] == [photos[whose]]
        assert set(strip._thumbs) == {photos[whose]}, "its picture has landed"
    assert page.detail.kept.text() == "All 3 photos are kept in every case."
    qtbot.keyClick(second, Qt.Key.Key_Return)
    assert page.detail.overlay.isVisible()
    qtbot.keyClick(page.detail.overlay, Qt.Key.Key_1)
    QApplication.processEvents()
    assert len(open_differences(bench)) == 1, "nothing is decided under a photo"
    qtbot.keyClick(page.detail.overlay, Qt.Key.Key_Escape)
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton, pos=second.rect().center())
    assert len(open_differences(bench)) == 1, "a press on a photo looks at it, and keeps no version"
    page.detail.overlay.close_overlay()
    qtbot.keyClick(page.list, Qt.Key.Key_2)
    QApplication.processEvents()
    assert [one.owner for one in stored(bench, Issue)] == ["racks have no place"]
    assert len(stored(bench, Photo)) == 3 and not page.detail.isVisible()


def test_a_caption_written_twice_shows_its_photo_on_both_sides(pictured, bench, jonas, qtbot):
    page, photos = pictured
    for one, words in ((bench, "Exit four, before"), (jonas, "Exit five, today")):
        photo = next(p for p in stored(one, Photo) if p.thumb_sha256 == photos["lina"])
        result(one.desk.do(write_caption, photo, words))
    meet(bench, jonas)
    QApplication.processEvents()
    choose(page, "caption")
    for number in (FIRST, SECOND):
        assert [photo.key for photo in page.detail.cards[number].photos._photos] == [photos["lina"]]
    assert page.detail.others.isHidden()


# words


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
