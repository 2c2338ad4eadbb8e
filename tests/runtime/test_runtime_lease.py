"""A desk whose lease is over: the door stays shut without the office; with it the desk sends what it holds and opens."""

from __future__ import annotations

import json

import pytest

from bwdesk import keys
from bwdesk.cli import main
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.visit import Visit
from bwdesk.errors import DeskError
from bwdesk.keys.lease import DAY, _read, _write
from bwdesk.runtime.gate import Door, Opened
from bwdesk.runtime.handing_in import take_lease
from bwdesk.runtime.lanes import InlineLane
from bwdesk.server.office import open_office
from bwdesk.settings import Settings, write_settings
from bwdesk.store.hub import Hub
from tests.fakes.office import ServerHouse
from tests.fakes.whole_desk import PASSPHRASE, WholeDesk

PIN = "914207"


@pytest.fixture
def house(tmp_path):
    found = ServerHouse(tmp_path / "server")
    found.start()
    yield found
    found.stop()


@pytest.fixture
def desk(house, tmp_path):
    """A desk that has met its office long ago, with a visit that was not sent; closed."""
    one = WholeDesk(tmp_path, house.account("amina")).join(house.url)
    device = one.ring.get("device")
    one.ring.set(keys.keyring_name(one.folder, "device"), device)
    factory_id = one.registers()
    one.sync(welcomed=lambda welcome: take_lease(one.folder, one.key, one.ring, welcome))
    with one.does("visit") as unit:
        unit.add(Visit(id=unit.new_id(), scope=factory_scope(factory_id), factory_id=factory_id, cycle_id="c" * 32, purpose="unsent"))
    one.close()
    ring = keys.read_ring(one.folder.ring)
    assert ring.lease
    lease = _read(one.folder, ring, one.key, one.ring)
    assert lease.days_left == 30
    _write(one.folder, ring, one.key, one.ring, lease._replace(until=lease.until - 31 * DAY))
    write_settings(one.folder.settings, Settings(server=house.url))
    return one


def tries(desk, secret, way="try_passphrase"):
    door, said = Door(desk.folder.root, InlineLane(), lambda: desk.ring), []
    getattr(door, way)(desk.account.id, secret, said.append)
    return said[0]


def at_the_office(house):
    hub = Hub(house.db_url)
    with hub.reading() as reader:
        found = [one.purpose for one in reader.find(Visit)]
    hub.close()
    return found


def key_of(outcome):
    return outcome.key if isinstance(outcome, DeskError) else ""


def test_shut_without_the_office_and_nothing_is_destroyed(house, desk):
    house.stop()
    before = desk.folder.database.read_bytes()
    for secret, way in ((PASSPHRASE, "try_passphrase"), (PIN, "try_pin")):
        assert key_of(tries(desk, secret, way)) == "keys.lease_over"
    assert key_of(tries(desk, "not the passphrase")) == "keys.passphrase_wrong"
    assert desk.folder.database.read_bytes()[:1000] == before[:1000]
    assert isinstance(tries(desk, desk.recovery_code, "try_recovery"), Opened)


@pytest.mark.parametrize(("secret", "way"), [(PASSPHRASE, "try_passphrase"), (PIN, "try_pin")])
def test_with_the_office_it_sends_and_opens(house, desk, secret, way):
    outcome = tries(desk, secret, way)
    assert isinstance(outcome, Opened), key_of(outcome)
    assert at_the_office(house) == ["unsent"]
    house.stop()
    assert isinstance(tries(desk, secret, way), Opened), "the lease is renewed"


def test_a_revoked_laptop_sends_and_stays_shut(house, desk):
    with open_office(house.db_url) as office:
        office.revoke("amina")
    assert key_of(tries(desk, PASSPHRASE)) == "device.revoked"
    with open_office(house.db_url) as office:
        assert sum(one.operations for one, _, _ in office.quarantined()) == 1
    assert key_of(tries(desk, PASSPHRASE)) == "device.revoked"


def test_the_command_line_may_still_sync_and_nothing_else(house, desk, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(keys, "system_keyring", lambda: desk.ring)
    (tmp_path / "said").write_text(PASSPHRASE)
    monkeypatch.setenv("BWDESK_PASSPHRASE_FILE", str(tmp_path / "said"))
    assert main(["check", "--data", str(desk.folder.root)]) == 4
    assert "stays shut" in capsys.readouterr().err
    assert main(["sync", "--json", "--data", str(desk.folder.root)]) == 0
    assert json.loads(capsys.readouterr().out)["waiting"] == 0
    assert at_the_office(house) == ["unsent"]
    assert main(["check", "--data", str(desk.folder.root)]) == 0
