"""What the office takes away, as its user meets it: a factory handed over leaves with a word, a wiped desk ends at the first run."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bwdesk.app.desk_app import DeskApp
from bwdesk.domain.factory import Factory
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.visit import Visit
from bwdesk.keys import MemoryKeyring, lease_of
from bwdesk.server.office import open_office
from bwdesk.store.forgetting import files_to_clear, scopes_leaving
from bwdesk.sync.orders import Wipe
from bwdesk.ui.first_run import FirstRun
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.visits import start_visit
from tests.fakes.office import PASSWORD, ServerHouse

PATIENCE_MS = 30_000


@pytest.fixture
def house(tmp_path):
    found = ServerHouse(tmp_path / "server")
    found.start()
    yield found
    found.stop()


@pytest.fixture
def program(qapp, tmp_path):
    quits, keyring = qapp.quitOnLastWindowClosed(), MemoryKeyring()
    (tmp_path / "laptop").mkdir()
    found = DeskApp(qapp, tmp_path / "laptop", lambda: keyring)
    found.start()
    yield found
    found.close()
    qapp.setQuitOnLastWindowClosed(quits)
    QApplication.processEvents()


@pytest.fixture
def desk(program, qtbot, house):
    """A desk after its first run, signed in, with a visit to a factory; all of it at the office."""
    house.account("amina")
    first = program.doorway
    first.go_on()
    first._take_demo()
    QTest.keyClicks(first.name, "Amina Rahman")
    QTest.keyClick(first.name, Qt.Key.Key_Return)
    QTest.keyClicks(first.secret.passphrase, "seven quiet looms by the river")
    QTest.keyClicks(first.secret.pin, "482913")
    for _ in range(2):
        first.go_on()
    first._choices.with_demo = False
    first.go_on()
    qtbot.waitUntil(lambda: first.recovery is not None, timeout=PATIENCE_MS)
    QTest.mouseClick(first.next_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.open_desk is not None, timeout=PATIENCE_MS)
    found = program.open_desk
    factory = told(found.bench.desk.do(add_factory, "Golden Thread Ltd", "KH"), qtbot)
    began = datetime.now().astimezone().date() - timedelta(days=30)
    told(found.bench.desk.do(register_factory, factory, began), qtbot)
    told(found.bench.desk.do(start_visit, factory.id), qtbot)
    program.settings.change(server=house.url)
    told(found.services.syncer.sign_in(house.url, "amina", PASSWORD, ""), qtbot)
    qtbot.waitUntil(lambda: found.services.syncer.status.state == "online", timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: found.services.syncer.status.waiting == 0, timeout=PATIENCE_MS)
    found.factory = factory
    return found


def told(promise, qtbot):
    said = []
    promise.then(said.append)
    qtbot.waitUntil(lambda: bool(said), timeout=PATIENCE_MS)
    return said[0]


def test_a_factory_handed_over_leaves_the_desk_with_a_word(house, program, desk, qtbot):
    desk.window.go("portfolio")
    table = desk.window.page
    qtbot.waitUntil(lambda: [row.id for row in table._shown.rows] == [desk.factory.id], timeout=PATIENCE_MS)
    with open_office(house.db_url) as office:
        office.unassign("amina", desk.factory.id, to_on=date(2026, 1, 1))
    syncer = desk.services.syncer
    with qtbot.waitSignal(syncer.finished, timeout=PATIENCE_MS) as synced:
        syncer.sync_now()
    assert synced.args[0].left == [factory_scope(desk.factory.id)]
    assert program.texts.count("sync.left", 1) in desk.window.notices.shown
    qtbot.waitUntil(lambda: table._shown.rows == (), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: syncer.status.left == 1, timeout=PATIENCE_MS)
    ask = desk.bench.desk.ask
    assert told(ask(lambda reader: (reader.find(Visit), len(reader.find(Factory)))), qtbot) == ([], 1)
    qtbot.waitUntil(lambda: told(ask(scopes_leaving), qtbot) == set(), timeout=PATIENCE_MS)
    assert told(ask(files_to_clear), qtbot) == {}
    opened = desk.services.opened
    assert lease_of(opened.folder, opened.key, program.keyring).days_left >= 29, "the office's answers renew the lease"


def test_a_wiped_desk_ends_at_the_first_run_and_says_so(house, program, desk, qtbot, tmp_path):
    device = desk.services.desk.writer.device
    with open_office(house.db_url) as office:
        office.wipe(device, Wipe.AFTER_SENDING)
    desk.services.syncer.sync_now()
    qtbot.waitUntil(lambda: program.open_desk is None and isinstance(program.doorway, FirstRun), timeout=PATIENCE_MS)
    assert program.texts("error.device.wiped").split(":")[0] in program.doorway.message.text()
    left = [path.name for path in (tmp_path / "laptop").rglob("*") if path.is_file() and "logs" not in path.parts]
    assert set(left) <= {"settings.json"}
    assert program.keyring.secrets == {}
    with open_office(house.db_url) as office:
        assert office.order_of(device).done_at is not None
