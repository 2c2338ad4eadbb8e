"""The background syncer of a desk with real lanes and a real server: signing in, sending what was recorded, and what it says meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bwdesk import ids
from bwdesk.domain.factory import Factory
from bwdesk.domain.scope import country_scope
from bwdesk.errors import DeskError
from bwdesk.keys import MemoryKeyring
from bwdesk.runtime.desk import Desk, Lanes
from bwdesk.runtime.lanes import ThreadLane
from bwdesk.runtime.syncer import Syncer
from bwdesk.server.office import open_office
from bwdesk.settings import Settings
from bwdesk.store.engine import open_desk
from bwdesk.store.photos import PhotoStore
from bwdesk.store.unit import Unit, Writer
from bwdesk.sync.client import read_credentials
from tests.fakes.office import PASSWORD, ServerHouse

KEY = bytes(range(32))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[ServerHouse]:
    found = ServerHouse(tmp_path / "server")
    found.start()
    yield found
    found.stop()


class DeskHouse:
    def __init__(self, root: Path, server: str) -> None:
        path = root / "desk.db"
        writer = Writer(ids.random_id(), ids.random_id(), ids.now, ids.new_id, ids.random_id)
        writing = open_desk(path, KEY, create=True)
        lanes = Lanes(*(ThreadLane(name) for name in ("store", "read", "net", "paper", "intake", "photo")))
        self.desk = Desk(writing, open_desk(path, KEY, read_only=True), writer, lanes, lambda _: None)
        self.ring = MemoryKeyring()
        self.settings = Settings(server=server)
        self.syncer = Syncer(self.desk, PhotoStore(root / "photos", KEY), self.ring, "device", lambda: self.settings, is_automatic=False)

    def close(self) -> None:
        self.syncer.close()
        self.desk.close()


@pytest.fixture
def made(qtbot, tmp_path: Path, house: ServerHouse) -> Iterator[DeskHouse]:
    found = DeskHouse(tmp_path, house.url)
    yield found
    found.close()


def add(unit: Unit) -> None:
    unit.add(Factory(id=unit.new_id(), scope=country_scope("KH"), name="Golden Thread", country="KH"))


def test_what_was_recorded_before_the_first_sign_in_is_sent_as_ones_own(qtbot, made, house):
    account = house.account("amina")
    with qtbot.waitSignal(made.desk.changed, timeout=5_000):
        made.desk.do(add)
    qtbot.waitUntil(lambda: made.syncer.status.waiting == 1)
    with qtbot.waitSignal(made.syncer.finished, timeout=20_000) as finished:
        made.syncer.sign_in(house.url, "amina", PASSWORD, "")
    assert (finished.args[0].sent, finished.args[0].set_aside) == (1, 0)
    qtbot.waitUntil(lambda: made.syncer.status.waiting == 0)
    assert made.syncer.status.state == "online"
    kept = read_credentials(made.ring)
    assert kept is not None
    assert (kept.person, kept.device) == (account.id, made.desk.writer.device)


def test_a_server_that_is_away_is_said_and_recording_goes_on(qtbot, made, house):
    house.account("amina")
    with qtbot.waitSignal(made.syncer.finished, timeout=20_000):
        made.syncer.sign_in(house.url, "amina", PASSWORD, "")
    house.stop()
    with qtbot.waitSignal(made.desk.changed, timeout=5_000):
        made.desk.do(add)
    made.syncer.sync_now()
    qtbot.waitUntil(lambda: made.syncer.status.problem is not None, timeout=20_000)
    assert (made.syncer.status.state, made.syncer.status.problem.key) == ("offline", "net.refused")
    with qtbot.waitSignal(made.desk.changed, timeout=5_000):
        made.desk.do(add)
    qtbot.waitUntil(lambda: made.syncer.status.waiting == 2)


def test_a_first_password_is_said_until_an_own_one_is_chosen(qtbot, made, house):
    with open_office(house.db_url) as office:
        office.add("maly", PASSWORD, name="Maly", countries=["KH"], is_first=True)
    told: list[object] = []
    with qtbot.waitSignal(made.syncer.finished, timeout=20_000):
        made.syncer.sign_in(house.url, "maly", PASSWORD, "").then(lambda _none: told.append(made.syncer.status.is_first))
    assert told == [True] and made.syncer.status.is_first, "at once, and by what the office says at each contact"
    made.syncer.change_password("guessed", "rice fields in the rain").otherwise(lambda error: told.append(error.key))
    qtbot.waitUntil(lambda: told[1:] == ["password.wrong"], timeout=20_000)
    assert made.syncer.status.is_first
    made.syncer.change_password(PASSWORD, "rice fields in the rain").then(lambda _none: told.append("chosen"))
    qtbot.waitUntil(lambda: told[2:] == ["chosen"], timeout=20_000)
    assert not made.syncer.status.is_first
    with qtbot.waitSignal(made.syncer.finished, timeout=20_000):
        made.syncer.sync_now()
    assert not made.syncer.status.is_first and made.syncer.status.state == "online"


def test_a_desk_that_belongs_to_another_server_is_not_signed_in(qtbot, made, house):
    house.account("amina")
    with qtbot.waitSignal(made.desk.saved, timeout=5_000):
        made.desk.do(lambda unit: unit.set_fact("server", "0" * 32))
    said: list[DeskError] = []
    made.syncer.sign_in(house.url, "amina", PASSWORD, "").otherwise(said.append)
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert said[0].key == "join.other_server"
    assert read_credentials(made.ring) is None
