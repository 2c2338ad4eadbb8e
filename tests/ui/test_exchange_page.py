"""Work together in a real window: two laptops, a folder as the stick; what is inside is shown before it is taken in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from bwdesk.app.gate import AppGate
from bwdesk.domain.factory import Factory
from bwdesk.domain.scope import country_scope
from bwdesk.errors import Refused, StoreProblem
from bwdesk.keys import FileKey, MemoryKeyring, Owner, create_ring
from bwdesk.paths import DataFolder
from bwdesk.runtime.exchange import Exchange
from bwdesk.runtime.gate import Door, Opened
from bwdesk.runtime.lanes import InlineLane
from bwdesk.runtime.opening import open_files
from bwdesk.store.journal import Journal
from bwdesk.store.photos import PhotoStore
from bwdesk.sync.exchange_file import ENDING, Opener, read_file
from bwdesk.ui.pages.exchange.page import ExchangePage
from bwdesk.usecases.factories import add_factory, edit_factory
from tests.fakes.bench import TODAY, meet, open_bench, result, stored

SECRET = "four words in a row"


def test_the_door_of_a_damaged_desk_saves_what_its_second_copy_holds(qapp, tmp_path):
    folder, owner = DataFolder(tmp_path / "desk"), Owner("0" * 31 + "1", "Amina Rahman")
    key = create_ring(folder, "seven quiet looms by the river", pin=None, owner=owner, keyring=None).key
    files = open_files(folder, key, owner, create=True)
    with files.writing.writing(files.writer, "test") as unit:
        unit.add(Factory(id=unit.new_id(), scope=country_scope("KH"), name="Golden Thread", country="KH"))
    journal = Journal(folder.journal, key.journal)
    journal.append(unit.changes.operations)
    journal.close()
    files.close()
    folder.database.write_bytes(b"not a database any more" * 400)
    gate = AppGate(Door(tmp_path, InlineLane(), lambda: None), lambda _setup, _opened: None, lambda: "en")
    said: list[object] = []
    gate.save_unsent(tmp_path / "a", SECRET, said.append)
    assert isinstance(said.pop(), StoreProblem), "nobody was let in yet"
    gate.behind = Opened(folder, key, owner)
    gate.save_unsent(tmp_path / "a", "short", said.append)
    assert isinstance(said.pop(), Refused)
    gate.save_unsent(tmp_path / "a", SECRET, said.append)
    assert said == [None]
    opened = read_file(tmp_path / "a", Opener("", SECRET), lambda _done, _of: None)
    assert [op.values["name"] for op in opened.operations] == ["Golden Thread"]


@pytest.fixture
def jonas(bench, tmp_path):
    with open_bench(tmp_path, name="Jonas Weber", seed=2) as made:
        yield made


@pytest.fixture
def page_of(tmp_path, shown):
    """Makes the page of a bench."""

    def make(bench):
        folder, key = tmp_path / bench.me.initials, FileKey(bytes(32))
        exchange = Exchange(
            bench.desk, DataFolder(folder), key, Owner(bench.me.id, bench.me.name), PhotoStore(folder / "photos", key.photos),
            MemoryKeyring(), "device", lambda: TODAY,
        )  # fmt: skip
        page = shown(ExchangePage(bench, exchange), 1300, 820)
        page.opened()
        page.focus_first()
        QApplication.processEvents()
        return page

    return make


def said(page):
    return [line.text() for line in page.take.effects if line.isVisible()]


def test_three_clicks_to_give_three_to_take_and_what_changes_is_said_before(bench, jonas, page_of, tmp_path, monkeypatch, qtbot):
    factory = result(bench.desk.do(add_factory, "Golden Thread Ltd", "KH"))
    meet(bench, jonas)  # both start from the same
    result(jonas.desk.do(edit_factory, stored(jonas, Factory)[0], replace(stored(jonas, Factory)[0], city="Takhmau")))
    result(bench.desk.do(edit_factory, stored(bench, Factory)[0], replace(stored(bench, Factory)[0], city="Kandal")))
    result(bench.desk.do(add_factory, "Lotus Mills", "KH"))
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(stick / "mine"), ""))
    giving = page_of(bench)
    assert giving.give.parts.said == [("Register of factories", "2 factories")]
    giving.give.passphrase.setText(SECRET)
    qtbot.mouseClick(giving.give.write, Qt.MouseButton.LeftButton)
    path = stick / f"mine{ENDING}"
    assert path.exists()
    assert "read back and whole" in giving.give.giving.words.text()
    assert giving.give.passphrase.text() == "", "a passphrase does not stay on the screen"

    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    taking = page_of(jonas)
    qtbot.mouseClick(taking.take.open, Qt.MouseButton.LeftButton)
    assert taking.take.passphrase.isVisible()
    qtbot.keyClicks(taking.take.passphrase, SECRET)
    qtbot.keyClick(taking.take.passphrase, Qt.Key.Key_Return)
    assert taking.take.who.text().startswith("From Amina Rahman")
    assert "does not know the laptop" in taking.take.trust.text()
    assert said(taking) == ["One place was written by both of you: both versions are kept, and you decide afterwards."]
    assert len(stored(jonas, Factory)) == 1, "nothing is taken in yet"
    qtbot.mouseClick(taking.take.take, Qt.MouseButton.LeftButton)
    assert {one.name for one in stored(jonas, Factory)} == {"Golden Thread Ltd", "Lotus Mills"}
    assert "from Amina Rahman" in taking.take.taking.words.text()
    assert taking.take.settle.isVisible()
    assert factory.id in {one.id for one in stored(jonas, Factory)}


def test_what_cannot_be_opened_says_why_beside_the_button(bench, page_of, tmp_path):
    page = page_of(bench)
    assert page.give.none.isVisible()
    assert not page.give.write.isEnabled()
    (tmp_path / "holiday.jpg").write_bytes(b"\xff\xd8\xff" + bytes(400))
    page.take.open_file(tmp_path / "holiday.jpg")
    assert "not a file that BW Desk wrote" in page.take.taking.words.text()
    page.take.open_file(tmp_path / "gone")
    assert page.take.taking.words.text()
    assert not page.take.who.isVisible()
    assert not page.take.take.isVisible()


def test_a_short_passphrase_writes_nothing(bench, page_of, tmp_path):
    result(bench.desk.do(add_factory, "Golden Thread Ltd", "KH"))
    page = page_of(bench)
    page.give.passphrase.setText("short")
    page.give.write_file(tmp_path / "x")
    assert "at least 12 characters" in page.give.giving.words.text()
    assert not (tmp_path / "x").exists()
    page.give.ask_save()
    assert "Type a passphrase" in page.give.saving.words.text()
    page.give.save_passphrase.setText(SECRET)
    page.give.save_file(tmp_path / "mine")
    assert "no desk file" in page.give.saving.words.text(), "this bench has no folder; the commands try the way there"
    assert page.give.save_passphrase.text() == SECRET
