"""The program as its user meets it, by its own screens: first run, a visit, lock and unlock, a forgotten passphrase, a lost laptop.

Real threads, a real encrypted file, real keys; only the system's keyring is one in memory.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bwdesk.app.desk_app import DeskApp
from bwdesk.domain.access import Standing
from bwdesk.domain.diagnosis import Sitting
from bwdesk.domain.factory import Factory
from bwdesk.domain.visit import Line, Visit
from bwdesk.keys import MemoryKeyring
from bwdesk.ui.first_run import FirstRun
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.unlock import Unlock
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.people import names_of
from bwdesk.usecases.visits import start_visit

PASSPHRASE = "seven quiet looms by the river"
PIN = "482913"
PATIENCE_MS = 20_000
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def start(qapp, tmp_path):
    """Starts the program over a laptop's folder, as often as asked; all of it is closed at the end."""
    keyrings, running = {}, []
    quits = qapp.quitOnLastWindowClosed()

    def run(laptop="laptop"):
        root = tmp_path / laptop
        root.mkdir(exist_ok=True)
        program = DeskApp(qapp, root, lambda: keyrings.setdefault(laptop, MemoryKeyring()))
        running.append(program)
        program.start()
        return program

    yield run
    for program in running:
        program.close()
    qapp.setQuitOnLastWindowClosed(quits)
    QApplication.processEvents()


def first_run(program, qtbot, *, with_demo=False):
    """By key through every step; returns the open desk and the code that was shown."""
    first = program.doorway
    assert isinstance(first, FirstRun)
    first.go_on()
    first._take_demo()
    QTest.keyClicks(first.name, "Amina Rahman")
    QTest.keyClick(first.name, Qt.Key.Key_Return)
    QTest.keyClicks(first.secret.passphrase, PASSPHRASE)
    QTest.keyClicks(first.secret.pin, PIN)
    first.go_on()
    first.go_on()
    first._choices.with_demo = with_demo
    first.go_on()
    qtbot.waitUntil(lambda: first.recovery is not None, timeout=PATIENCE_MS)
    assert program.open_desk is None, "the desk opened before the code was kept"
    code = first.recovery.code
    return first, code


def enter(program, first, qtbot):
    QTest.mouseClick(first.next_button, LEFT)
    qtbot.waitUntil(lambda: program.open_desk is not None, timeout=PATIENCE_MS)
    return program.open_desk


def made(desk, qtbot, use_case, *args):
    told = []
    desk.bench.desk.do(use_case, *args).then(told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    return told[0]


def texts_of(desk, qtbot, kind, field):
    told = []
    desk.bench.desk.ask(lambda reader: sorted(getattr(one, field) for one in reader.find(kind))).then(told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    return told[0]


def test_from_the_first_run_to_a_line_that_is_there_after_locking_and_after_closing(start, qtbot):
    program = start()
    first, _ = first_run(program, qtbot)
    desk = enter(program, first, qtbot)
    told = []
    desk.bench.desk.ask(names_of).then(told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    assert told[0].of("f" * 32) == "a colleague not in the register here", "no screen shows an id for a name"
    factory = made(desk, qtbot, add_factory, "Golden Thread Ltd", "KH")
    made(desk, qtbot, register_factory, factory, datetime.now().astimezone().date() - timedelta(days=30))
    visit = made(desk, qtbot, start_visit, factory.id)
    desk.window.go("visit", {"visit": visit.id})
    page = desk.window.page
    qtbot.waitUntil(lambda: page._shown is not None, timeout=PATIENCE_MS)
    page.focus_first()
    QTest.keyClicks(page.notebook, "Two exits are blocked by racks")
    desk.window.lock_asked.emit()  # in the middle of the line

    door = program.doorway
    assert isinstance(door, Unlock) and not desk.window.isVisible()
    QTest.keyClicks(door.pin, "000000")
    qtbot.waitUntil(lambda: program.texts("unlock.pin_wrong") in door.message.text(), timeout=PATIENCE_MS)
    assert not desk.window.isVisible()
    QTest.keyClicks(door.pin, PIN)
    qtbot.waitUntil(desk.window.isVisible, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: texts_of(desk, qtbot, Line, "text") == ["Two exits are blocked by racks"], timeout=PATIENCE_MS)
    program.close()

    again = start()
    door = again.doorway
    assert isinstance(door, Unlock)
    door.show_mode("passphrase")
    QTest.keyClicks(door.secret, "not the one at all")
    QTest.keyClick(door.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: door.secret.isEnabled() and len(door.message.text()) > 20, timeout=PATIENCE_MS)
    assert again.open_desk is None
    door.secret.clear()
    QTest.keyClicks(door.secret, PASSPHRASE)
    QTest.keyClick(door.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: again.open_desk is not None, timeout=PATIENCE_MS)
    assert texts_of(again.open_desk, qtbot, Line, "text") == ["Two exits are blocked by racks"]


def test_a_forgotten_passphrase_the_printed_code_opens_the_desk_and_a_new_one_is_asked_for(start, qtbot, tmp_path):
    program = start()
    first, code = first_run(program, qtbot)
    sheet = tmp_path / "sheet.pdf"
    first.recovery.print_to(sheet)
    qtbot.waitUntil(lambda: "sheet.pdf" in first.recovery.message.text(), timeout=PATIENCE_MS)
    document = pypdfium2.PdfDocument(sheet)
    printed = document[0].get_textpage().get_text_range()
    document.close()
    assert all(group in printed for group in code.split("-"))
    desk = enter(program, first, qtbot)
    made(desk, qtbot, add_factory, "Golden Thread Ltd", "KH")
    program.close()

    again = start()
    door = again.doorway
    door.show_mode("recovery")
    QTest.keyClicks(door.secret, code.lower().replace("-", " "))
    QTest.keyClick(door.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: again.open_desk is not None, timeout=PATIENCE_MS)
    assert texts_of(again.open_desk, qtbot, Factory, "name") == ["Golden Thread Ltd"]
    assert again.open_desk.window.where.place == "settings"
    assert again.open_desk.window.page.search.text() == "passphrase"


def test_a_lost_laptop_the_backup_is_brought_back_on_a_new_one(start, qtbot, tmp_path):
    program = start()
    first, code = first_run(program, qtbot)
    desk = enter(program, first, qtbot)
    made(desk, qtbot, add_factory, "Golden Thread Ltd", "KH")
    from bwdesk.store.backup import backup

    opened = desk.services.opened
    stick = backup(opened.folder, opened.key, tmp_path / "stick").path
    program.close()

    other = start("new laptop")
    first = other.doorway
    assert isinstance(first, FirstRun)
    QTest.mouseClick(first.restore_way, LEFT)
    broken = tmp_path / "holiday.bwbackup"
    broken.write_bytes(b"a picture of the sea")
    first.backups.restore(broken)
    qtbot.waitUntil(first.backups.isEnabled, timeout=PATIENCE_MS)
    assert isinstance(other.doorway, FirstRun) and first.backups.message.text()
    first.backups.restore(stick)
    qtbot.waitUntil(lambda: isinstance(other.doorway, Unlock), timeout=PATIENCE_MS)
    door = other.doorway
    door.show_mode("recovery")
    QTest.keyClicks(door.secret, code)
    QTest.keyClick(door.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: other.open_desk is not None, timeout=PATIENCE_MS)
    assert texts_of(other.open_desk, qtbot, Factory, "name") == ["Golden Thread Ltd"]


def test_a_first_run_with_the_demo_factory_has_every_place_filled(start, qtbot):
    program = start()
    first, _ = first_run(program, qtbot, with_demo=True)
    desk = enter(program, first, qtbot)
    qtbot.waitUntil(lambda: bool(texts_of(desk, qtbot, Factory, "name")), timeout=PATIENCE_MS)
    for place in ("factories", "visit", "assess", "plan", "reports", "settle", "settings", "today"):
        desk.window.go(place)
        qtbot.wait(50)
        assert desk.window.where.place == place


def test_the_demo_factory_goes_in_one_click_on_its_page_or_by_the_palette(start, qtbot):
    program = start()
    first, _ = first_run(program, qtbot, with_demo=True)
    desk = enter(program, first, qtbot)
    window, failures = desk.window, []
    desk.bench.desk.failed.connect(failures.append)
    qtbot.waitUntil(desk.remove_sample.isEnabled, timeout=PATIENCE_MS)
    (factory,), visit, sitting = (ids_of(desk, qtbot, kind) for kind in (Factory, Visit, Sitting))
    where = {"factory": factory, "visit": visit[0], "sitting": sitting[0]}
    for place in ("visit", "assess", "plan", "reports", "factory"):  # pages that have shown it
        window.go(place, where)
        qtbot.wait(100)
    words = program.texts("sample.remove")
    qtbot.waitUntil(lambda: any(b.text() == words and b.isVisible() for b in window.page.findChildren(ActButton)), timeout=PATIENCE_MS)
    QTest.mouseClick(next(b for b in window.page.findChildren(ActButton) if b.text() == words), LEFT)
    qtbot.waitUntil(lambda: not desk.remove_sample.isEnabled(), timeout=PATIENCE_MS)
    assert window.where.place == "today" and texts_of(desk, qtbot, Line, "text") == []
    assert words not in [action.text() for action in listed(window)]
    for number, place in enumerate(("visit", "assess"), 1):  # what was open there says once that it was removed
        window.go(place)
        qtbot.waitUntil(lambda number=number: len(failures) == number, timeout=PATIENCE_MS)
    assert [error.key for error in failures] == ["thing.gone"] * 2
    for place in ("factories", "visit", "assess", "plan", "reports", "settle", "today"):
        window.go(place)
        qtbot.waitUntil(lambda: not named(window.page, "Demo factory"), timeout=PATIENCE_MS)
        qtbot.wait(50)
    assert len(failures) == 2, "a page asks again for what is gone"

    qtbot.waitUntil(lambda: program.texts("act.sample.remove") in window.undo_action.text(), timeout=PATIENCE_MS)
    window.undo_action.trigger()
    qtbot.waitUntil(desk.remove_sample.isEnabled, timeout=PATIENCE_MS)
    assert ids_of(desk, qtbot, Factory) == [factory]
    window.open_palette()
    QTest.keyClicks(window.palette_box.field, words)
    QTest.keyClick(window.palette_box.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: ids_of(desk, qtbot, Factory) == [], timeout=PATIENCE_MS)


def ids_of(desk, qtbot, kind):
    return texts_of(desk, qtbot, kind, "id")


def named(page, words):
    """What the page shows that has these words in it."""
    labels = [one.text() for one in page.findChildren(Words) if one.isVisible()]
    return [text for text in labels if words in text]


def listed(window):
    """What the palette offers now."""
    window.open_palette()
    found = list(window.palette_box._commands)
    window.palette_box.close_palette()
    return found


def test_all_factories_are_counted_ahead_for_who_looks_after_many(start, qtbot, monkeypatch):
    monkeypatch.setattr("bwdesk.app.ahead.SOON_MS", 0)
    program = start()
    first, _ = first_run(program, qtbot)
    desk = enter(program, first, qtbot)
    factory = made(desk, qtbot, add_factory, "Golden Thread Ltd", "KH")
    made(desk, qtbot, register_factory, factory, datetime.now().astimezone().date() - timedelta(days=30))
    assert desk._ahead is None
    made(desk, qtbot, lambda unit: unit.set_fact("standing", Standing.TEAM_LEADER))
    made(desk, qtbot, add_factory, "Blue Hem", "BD")
    qtbot.waitUntil(lambda: desk._ahead is not None and bool(desk._ahead.kept._rows), timeout=PATIENCE_MS)
    desk.window.go("portfolio")
    qtbot.waitUntil(lambda: [row.name for row in desk.window.page._shown.rows] == ["Golden Thread Ltd"], timeout=PATIENCE_MS)
