"""Broken photos and bombs among good ones, in the whole program: chosen, dropped, and in a folder. The intake process is the real one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from bwdesk.domain.evidence import Photo
from bwdesk.runtime import pictures
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.visits import start_visit
from tests.fakes.bad_photos import write_all
from tests.journeys.test_app import PATIENCE_MS, enter, first_run, made, texts_of
from tests.journeys.test_app import start as start

SAMPLES = Path(__file__).parents[3] / "shared" / "samples" / "5-photos" / "hostile"
LONG_MS = 60_000


def notebook(program, qtbot):
    first, _ = first_run(program, qtbot)
    desk = enter(program, first, qtbot)
    factory = made(desk, qtbot, add_factory, "Golden Thread Ltd", "KH")
    made(desk, qtbot, register_factory, factory, date(2026, 8, 1))
    visit = made(desk, qtbot, start_visit, factory.id)
    desk.window.go("visit", {"visit": visit.id})
    page = desk.window.page
    qtbot.waitUntil(lambda: page._shown is not None, timeout=PATIENCE_MS)
    page.focus_first()
    QTest.keyClicks(page.notebook, "Racks before the exits")
    return desk, page


def told_of(desk, qtbot, taken, refused):
    """Waits for the notice that says so many were taken and so many not."""
    words = f"Files not taken in: {refused}; taken in: {taken}."
    qtbot.waitUntil(lambda: words in desk.window.notices.shown, timeout=LONG_MS)
    qtbot.waitUntil(lambda: desk.window.notices.height() > 40, timeout=PATIENCE_MS)  # and it is seen
    return desk.window.notices.shown


def next_line(desk, page, words):
    """One picture stands on one line once only."""
    desk.window.notices.clear()
    QTest.keyClick(page.notebook, Qt.Key.Key_Return)
    QTest.keyClicks(page.notebook, words)


def dropped(widget, *paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(60, 12), *how))
    QApplication.sendEvent(widget, QDropEvent(QPointF(60, 12), *how))


def test_the_good_are_kept_and_each_bad_one_is_named_with_its_reason(start, qtbot, tmp_path, monkeypatch):
    desk, page = notebook(start(), qtbot)
    good, bad = write_all(tmp_path / "DCIM")

    mixed = [one for pair in zip(bad, good, strict=False) for one in pair] + bad[len(good) :]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(path) for path in mixed], ""))
    page._choose_pictures()
    said = told_of(desk, qtbot, len(good), len(bad))
    assert [path.name for path in bad if f"\u2068{path.name}\u2069: " not in said] == []
    assert not any(path.name in said for path in good)
    assert len(texts_of(desk, qtbot, Photo, "id")) == len(good)

    next_line(desk, page, "The second aisle")
    dropped(page.notebook.viewport(), *mixed[::-1])
    told_of(desk, qtbot, len(good), len(bad))
    assert len(texts_of(desk, qtbot, Photo, "id")) == 2 * len(good)

    next_line(desk, page, "The third aisle")
    dropped(page.notebook.viewport(), tmp_path / "DCIM")
    said = told_of(desk, qtbot, len(good), len(bad))
    assert not any(name in said for name in ("Thumbs.db", "._exit", "list.csv", "inside.jpg"))
    assert len(texts_of(desk, qtbot, Photo, "id")) == 3 * len(good)
    assert texts_of(desk, qtbot, Photo, "owner_kind") == ["line"] * 3 * len(good)


def test_folders_that_give_nothing_and_one_bad_file_are_told_whole(start, qtbot, tmp_path, monkeypatch):
    desk, page = notebook(start(), qtbot)
    good, bad = write_all(tmp_path / "DCIM")
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "list.csv").write_text("a,b")
    monkeypatch.setattr(pictures, "MOST_OF_A_FOLDER", 5)
    dropped(page.notebook.viewport(), tmp_path / "papers", tmp_path / "DCIM", good[0])
    said = told_of(desk, qtbot, 1, 2)
    assert "\u2068papers\u2069: There is no photo in this folder." in said
    assert f"\u2068DCIM\u2069: There are {len(good) + len(bad)} photos in this folder, more than 5." in said

    desk.window.notices.clear()
    dropped(page.notebook.viewport(), bad[2], tmp_path / "gone.jpg")
    said = told_of(desk, qtbot, 0, 2)
    assert "\u2068cut off.jpg\u2069: This photo is damaged or was not copied completely. It was left as it is. Please copy it from" in said
    assert "\u2068gone.jpg\u2069: There is no such file." in said
    assert len(texts_of(desk, qtbot, Photo, "id")) == 1


def test_many_are_gathered_by_their_reason_and_a_notice_takes_the_place_of_another(start, qtbot, tmp_path):
    desk, page = notebook(start(), qtbot)
    desk.window.resize(1000, 700)
    dropped(page.notebook.viewport(), tmp_path / "gone.jpg")
    told_of(desk, qtbot, 0, 1)
    names = [f"{number:02}.jpg" for number in range(30)]
    for name in names:
        (tmp_path / name).write_bytes(b"" if name < "20" else b"no picture")
    dropped(page.notebook.viewport(), *(tmp_path / name for name in names))
    said = told_of(desk, qtbot, 0, 30)
    assert all(f"\u2068{name}\u2069" in said for name in names)
    assert said.count("There is nothing in this photo's file.") == said.count("This file is no photo") == 1
    qtbot.waitUntil(lambda: 100 < desk.window.notices.height() < 300, timeout=PATIENCE_MS)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples of others are not beside this checkout")
def test_hostile_samples_of_others(start, qtbot):
    desk, page = notebook(start(), qtbot)
    bad = ["broken.png", "truncated_end_chunk.png", "zero_width.gif"]
    dropped(
        page.notebook.viewport(), *(SAMPLES / name for name in (*bad, "exif_gps.jpg", "pil_sample_cmyk.jpg", "orientation_rectangle.jpg"))
    )
    said = told_of(desk, qtbot, 3, 3)
    assert all(f"\u2068{name}\u2069: " in said for name in bad)
    assert len(texts_of(desk, qtbot, Photo, "id")) == 3
