"""The program as its user meets it: first run, Today, a factory, locked and unlocked, closed and opened again. Real threads, real file."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from bwdesk.app.desk_app import DeskApp
from bwdesk.domain.factory import Factory
from bwdesk.keys import MemoryKeyring
from bwdesk.ui.first_run import FirstRun
from bwdesk.ui.gate import Setup
from bwdesk.ui.unlock import Unlock
from bwdesk.usecases.factories import add_factory

PASSPHRASE = "seven quiet looms by the river"
PIN = "482913"
PATIENCE_MS = 20_000


@pytest.fixture
def start(qapp, tmp_path):
    """Starts the program over the same folder, as often as asked; all of it is closed at the end."""
    keyring, running = MemoryKeyring(), []
    quits = qapp.quitOnLastWindowClosed()

    def run():
        program = DeskApp(qapp, tmp_path, keyring)
        running.append(program)
        program.start()
        return program

    yield run
    for program in running:
        program.close()
    qapp.setQuitOnLastWindowClosed(quits)
    QApplication.processEvents()


def first_run(program, qtbot, *, with_demo):
    assert isinstance(program.doorway, FirstRun)
    setup = Setup(
        language="en",
        setup_file=None,
        name="Amina Rahman",
        role="advisor",
        wants_recovery_sheet=False,
        passphrase=PASSPHRASE,
        pin=PIN,
        touch=False,
        text_size=1.0,
        with_demo=with_demo,
    )
    made = []
    program.gate.create(setup, made.append)
    qtbot.waitUntil(lambda: bool(made), timeout=PATIENCE_MS)
    assert made[0].error is None
    assert made[0].recovery_code
    program._first_run_done(made[0].recovery_code)
    qtbot.waitUntil(lambda: program.open_desk is not None, timeout=PATIENCE_MS)
    return program.open_desk


def names(desk, qtbot):
    told = []
    desk.bench.desk.ask(lambda reader: sorted(f.name for f in reader.find(Factory))).then(told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    return told[0]


def test_from_the_first_run_to_a_record_that_is_there_after_locking_and_after_closing(start, qtbot):
    program = start()
    desk = first_run(program, qtbot, with_demo=False)
    assert desk.window.isVisible()
    done = []
    desk.bench.desk.do(add_factory, "Golden Thread Ltd", "KH").then(done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE_MS)

    desk.window.lock_asked.emit()
    assert isinstance(program.doorway, Unlock)
    assert not desk.window.isVisible()
    tried = []
    program.gate.try_pin(desk.person, "000000", tried.append)
    qtbot.waitUntil(lambda: len(tried) == 1, timeout=PATIENCE_MS)
    assert not tried[0].is_open
    assert not desk.window.isVisible()
    program.gate.try_pin(desk.person, PIN, tried.append)
    qtbot.waitUntil(lambda: len(tried) == 2, timeout=PATIENCE_MS)
    assert tried[1].is_open
    qtbot.waitUntil(desk.window.isVisible, timeout=PATIENCE_MS)
    assert names(desk, qtbot) == ["Golden Thread Ltd"]
    program.close()

    again = start()
    assert isinstance(again.doorway, Unlock)
    (known,) = again.gate.people()
    again.gate.try_passphrase(known.id, "not the one", tried.append)
    qtbot.waitUntil(lambda: len(tried) == 3, timeout=PATIENCE_MS)
    assert tried[2].error is not None
    assert again.open_desk is None
    again.gate.try_passphrase(known.id, PASSPHRASE, tried.append)
    qtbot.waitUntil(lambda: again.open_desk is not None, timeout=PATIENCE_MS)
    assert names(again.open_desk, qtbot) == ["Golden Thread Ltd"]


def test_a_first_run_with_the_demo_factory_opens_on_a_day_with_something_in_it(start, qtbot):
    desk = first_run(start(), qtbot, with_demo=True)
    qtbot.waitUntil(lambda: bool(names(desk, qtbot)), timeout=PATIENCE_MS)
    assert len(names(desk, qtbot)) == 1
    for place in ("factories", "visit", "assess", "plan", "reports", "settle", "settings", "today"):
        desk.window.go(place)
        qtbot.wait(50)
        assert desk.window.where.place == place
