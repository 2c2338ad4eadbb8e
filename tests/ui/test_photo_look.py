"""Photos looked at by keyboard in a real window: from the checks of a report, and from a factory's documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from bwdesk.domain.evidence import Photo, PhotoMark
from bwdesk.domain.report_life import Step
from bwdesk.domain.visit import Mark
from bwdesk.runtime.papers import Papers
from bwdesk.store.photos import PhotoStore
from bwdesk.store.unit import name_fact
from bwdesk.ui.pages.factory.page import FactoryWorkspace
from bwdesk.ui.pages.reports.page import ReportsPage
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.photo_looks import looked_at, photos_of_factory
from bwdesk.usecases.photo_marks import mark_photos
from bwdesk.usecases.photos import StoredPhoto, attach_photos
from bwdesk.usecases.undo import offers, undo
from bwdesk.usecases.visit_lines import add_line
from bwdesk.usecases.visits import start_visit
from tests.fakes.bench import result, stored

UNSEEN, NOBODY, AGREED, INSIDE = PhotoMark


def picture(tone: int) -> bytes:
    image = QImage(320, 240, QImage.Format.Format_RGB32)
    image.fill(tone)
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPG")  # type: ignore[call-overload]
    return bytes(held.data())


@pytest.fixture
def line(bench):
    """A line of a visit with three photos."""
    factory = result(bench.desk.do(add_factory, "Golden Thread Ltd", "KH"))
    result(bench.desk.do(register_factory, factory, date(2026, 5, 8)))
    result(bench.desk.do(lambda unit: unit.set_fact(name_fact(bench.me.id), bench.me.name)))
    line = result(bench.desk.do(add_line, result(bench.desk.do(start_visit, factory.id)), "Exit 3 is blocked", Mark.FINDING)).line
    result(bench.pictures.take_in([picture(0x204060 * n) for n in (1, 2, 3)], "line", line.id, line.scope))
    return line


@pytest.fixture
def page(bench, line, tmp_path, shown, qtbot):
    papers = Papers(bench.desk, PhotoStore(tmp_path / "photos", bytes(32)), lambda jpeg, longest: jpeg, lambda: "en", bench.me.name)
    window = QWidget()
    made = ReportsPage(replace(bench, papers=papers))
    row = QHBoxLayout(window)
    row.addWidget(made, 1)
    row.addWidget(made.pane())
    shown(window, 1300, 860)
    qtbot.waitUntil(window.isActiveWindow)
    made.opened(kind="visit", id=line.visit_id)
    settle()
    return made


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def press(qtbot, *keys) -> None:
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)
        settle()


def marks(bench) -> list[PhotoMark]:
    return [photo.mark for photo in sorted(stored(bench, Photo), key=lambda p: p.pos)]


def go_back(bench) -> None:
    result(bench.desk.do(undo, result(bench.desk.ask(offers, bench.me.id, bench.desk.writer.device)).undo.txn))
    settle()


def test_checks_lead_to_the_photos_and_the_last_word_closes_them(page, bench, qtbot):
    checks = page.side.checks
    assert "3 photos: nobody has looked who can be recognised (F9)" in checks.text()
    assert "Factory:" not in checks.text(), "an unlooked one is shown to the factory, and said here"
    look = page.to_named.photos.look
    page.focus_first()
    press(qtbot, Qt.Key.Key_F9)
    assert look.isVisible() and look.picture.is_here and look.progress.text() == "0 of 3 looked at"
    assert "V1.1" in look.about.text() and "Exit 3 is blocked" in look.about.text()
    first = page._paper
    press(qtbot, Qt.Key.Key_1)
    assert (marks(bench), look.progress.text()) == ([NOBODY, UNSEEN, UNSEEN], "1 of 3 looked at") and "V1.2" in look.about.text()
    press(qtbot, Qt.Key.Key_Right, Qt.Key.Key_3)
    assert marks(bench) == [NOBODY, UNSEEN, INSIDE] and "V1.2" in look.about.text(), "on to the one that was left out"
    assert page._paper is first, "the paper is not made again at each word"
    press(qtbot, Qt.Key.Key_2)
    assert marks(bench) == [NOBODY, AGREED, INSIDE] and not look.isVisible()
    assert page._paper is not first and "nobody has looked" not in checks.text()
    assert "Factory: 1 photo is not shown" in checks.text()
    go_back(bench)
    assert "1 photo: nobody has looked" in checks.text()


def test_a_word_is_undone_while_they_are_looked_at_and_one_looks_at_that_photo_again(page, bench, qtbot):
    look = page.to_named.photos.look
    page.focus_first()
    press(qtbot, Qt.Key.Key_F9, Qt.Key.Key_1, Qt.Key.Key_1)
    assert "V1.3" in look.about.text()
    go_back(bench)
    assert marks(bench) == [NOBODY, UNSEEN, UNSEEN] and "V1.2" in look.about.text() and look.progress.text() == "1 of 3 looked at"
    press(qtbot, Qt.Key.Key_Left)
    assert look.said.text() == "\u2068Amina Rahman\u2069, 23 Nov 2026: nobody can be recognised", "who, and when"
    press(qtbot, Qt.Key.Key_0)
    assert marks(bench) == [UNSEEN] * 3 and "V1.1" in look.about.text(), "a word taken back stays in view"
    press(qtbot, Qt.Key.Key_Escape)
    assert not look.isVisible() and page.preview.hasFocus()


def test_keys_of_the_page_do_nothing_under_the_photos(page, qtbot):
    page.focus_first()
    press(qtbot, Qt.Key.Key_F9, Qt.Key.Key_M)
    assert page.to_named.photos.look.isVisible() and not page.is_of_many
    press(qtbot, Qt.Key.Key_Escape, Qt.Key.Key_M)
    assert page.is_of_many


def test_photos_that_have_a_word_can_be_looked_at_again(page, bench, qtbot):
    result(bench.desk.do(mark_photos, stored(bench, Photo), NOBODY))
    settle()
    assert "looked" not in page.side.checks.text() and not page.to_named.action.isEnabled()
    look = page.to_named.photos.look
    qtbot.keyClick(page.preview, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle()
    assert look.isVisible() and look.progress.text() == "3 of 3 looked at"
    press(qtbot, Qt.Key.Key_3)
    assert look.isVisible() and sorted(marks(bench)) == sorted([NOBODY, NOBODY, INSIDE]), "there was no work to be done with"


def test_a_photo_that_is_not_here_gets_no_word(page, bench, line, qtbot):
    result(bench.desk.do(attach_photos, line, [StoredPhoto("e" * 64, "f" * 64, 100, 100, 1)]))
    settle()
    look = page.to_named.photos.look
    page.focus_first()
    press(qtbot, Qt.Key.Key_F9, Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_1)
    assert "V1.4" in look.about.text() and look.said.text().startswith("This photo is not on this laptop yet")
    press(qtbot, Qt.Key.Key_1)
    assert look.isVisible() and marks(bench)[-1] is UNSEEN
    press(qtbot, Qt.Key.Key_Escape)


def test_the_panel_of_a_release_says_how_many_photos_a_reader_is_not_shown(page, bench, line, qtbot):
    result(bench.desk.do(mark_photos, stored(bench, Photo)[:2], INSIDE))
    settle()
    for step in (Step.READY, Step.APPROVE, Step.RELEASE):
        page.acts.actions[step].trigger()
        settle()
    assert page.release.isVisible() and "Factory: 2 photos are not shown." in page.release.what.text()


def test_all_photos_of_a_factory_are_looked_at_from_its_workspace(bench, line, qtbot, shown):
    page = shown(FactoryWorkspace(bench), 1300, 860)
    qtbot.addWidget(page.side)
    page.opened(factory=stored(bench, Photo)[0].scope.partition("/")[2], tab="documents")
    settle()
    page.opening.photos.strip.setFocus()
    qtbot.keyClick(page.opening.photos.strip, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle()
    look = page.opening.look
    assert look.isVisible() and look.progress.text() == "0 of 3 looked at"
    page.turned(True)
    assert not look.isVisible()
    page.turned(False)
    qtbot.keyClick(page.opening.photos.strip, Qt.Key.Key_Return)
    overlay = page.opening.photos.overlay
    assert overlay.isVisible() and overlay.look_button.isVisible()
    overlay.look_button.click()
    settle()
    assert look.isVisible() and not overlay.isVisible() and page.focusWidget() is look.strip
    qtbot.keyClick(look.strip, Qt.Key.Key_2)
    settle()
    assert not look.isVisible() and sorted(marks(bench)) == sorted([UNSEEN, UNSEEN, AGREED])


def test_the_same_picture_on_two_things_is_looked_at_once(bench, line):
    factory = line.scope.partition("/")[2]
    other = result(bench.desk.do(add_line, result(bench.desk.do(start_visit, factory)), "The same door", Mark.NOTE)).line
    photo = stored(bench, Photo)[0]
    again = StoredPhoto(photo.sha256, photo.thumb_sha256, photo.width, photo.height, photo.size)
    result(bench.desk.do(attach_photos, other, [again]))
    to_look = result(bench.desk.ask(photos_of_factory, factory))
    assert len(to_look) == 3 and sorted(len(one.records) for one in to_look) == [1, 1, 2]
    result(bench.desk.do(mark_photos, [photo], INSIDE))
    found = {one.photos[0].sha256: one for one in result(bench.desk.ask(looked_at, to_look))}
    assert found[photo.sha256].mark is INSIDE and len(found[photo.sha256].photos) == 2
