"""Orders of the office: told with hello, signed by the server, carried out, and the office hears of it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bwdesk import ids, keys
from bwdesk.cli import main
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.visit import Visit
from bwdesk.runtime.wiping import wipe
from bwdesk.server.office import open_office
from bwdesk.settings import Settings, write_settings
from bwdesk.store.hub import Hub
from bwdesk.sync.orders import Order, Wipe, read_order, signed_order
from tests.fakes.office import ServerHouse
from tests.fakes.whole_desk import PASSPHRASE, WholeDesk


@pytest.fixture
def house(tmp_path):
    found = ServerHouse(tmp_path / "server")
    found.start()
    yield found
    found.stop()


@pytest.fixture
def desk(house, tmp_path):
    """A desk with work that is sent, and a visit that is not."""
    one = WholeDesk(tmp_path, house.account("amina")).join(house.url)
    for name in ("device", "device-keys"):
        one.ring.set(keys.keyring_name(one.folder, name), one.ring.get(name))
        one.ring.delete(name)
    one.client.close()
    factory_id = one.registers()
    write_settings(one.folder.settings, Settings(server=house.url))
    with one.does("visit") as unit:
        unit.add(Visit(id=unit.new_id(), scope=factory_scope(factory_id), factory_id=factory_id, cycle_id="c" * 32, purpose="unsent"))
    one.device = one.writer.device
    one.close()
    return one


@pytest.fixture
def runs(house, desk, tmp_path, capsys, monkeypatch):
    """The command line: its exit code and what it said."""
    monkeypatch.setattr(keys, "system_keyring", lambda: desk.ring)
    (tmp_path / "said").write_text(PASSPHRASE)
    monkeypatch.setenv("BWDESK_PASSPHRASE_FILE", str(tmp_path / "said"))

    def run(*words):
        where = ["--data", str(desk.folder.root)] if words[0] == "sync" else ["--db", house.db_url]
        code = main([*words, "--json", *where])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else said.err

    return run


def at_the_office(house):
    hub = Hub(house.db_url)
    with hub.reading() as reader:
        found = [one.purpose for one in reader.find(Visit)]
    hub.close()
    return found


def files_of(desk):
    return sorted(path.name for path in desk.folder.root.rglob("*") if path.is_file())


def test_wipe_now_sends_nothing_and_leaves_nothing(house, desk, runs):
    assert runs("device", "wipe", desk.device) == (0, {"ordered": "wipe-now", "device": desk.device})
    code, said = runs("sync")
    assert (code, "wiped" in said) == (7, True)
    assert files_of(desk) == ["settings.json"]
    assert desk.ring.secrets == {}
    assert at_the_office(house) == []
    _, listed = runs("device", "list")
    assert [(one["order"], one["carried_out"], one["revoked"]) for one in listed["device"]] == [("wipe-now", True, True)]


def test_send_then_wipe_sends_everything_first(house, desk, runs):
    assert runs("device", "wipe", desk.device, "--after-sending")[0] == 0
    assert runs("device", "list")[1]["device"][0]["carried_out"] is False
    assert runs("sync")[0] == 7
    assert at_the_office(house) == ["unsent"]
    assert files_of(desk) == ["settings.json"]
    assert runs("device", "list")[1]["device"][0]["carried_out"] is True


def test_an_order_taken_back_is_not_carried_out(house, desk, runs):
    runs("device", "wipe", desk.device, "--after-sending")
    assert runs("device", "spare", desk.device)[0] == 0
    assert runs("device", "spare", desk.device)[0] == 3
    assert runs("sync")[0] == 0
    assert "desk.db" in files_of(desk)


def test_while_something_is_here_only_it_is_not_wiped(house, desk, runs, monkeypatch):
    runs("device", "wipe", desk.device, "--after-sending")
    monkeypatch.setattr("bwdesk.store.outbox.unsent", lambda *_args, **_more: [])  # as if the link carried no push
    assert runs("sync")[0] == 0
    assert "desk.db" in files_of(desk)


def test_who_is_away_for_long_is_wiped_at_the_door(house, desk, runs):
    runs("device", "wipe", desk.device)
    from bwdesk.errors import NotAllowed
    from bwdesk.runtime.handing_in import hand_in

    with pytest.raises(NotAllowed, match=r"device\.wiped"):
        hand_in(desk.folder, desk.key, desk.owner, desk.ring, Settings(server=house.url))
    assert files_of(desk) == ["settings.json"]


def test_the_office_being_gone_changes_nothing_about_the_wipe(house, desk):
    order = Order("o" * 32, Wipe.NOW, desk.device, "s" * 32, 1)
    desk.open()
    desk.ring.set("device", desk.ring.get(keys.keyring_name(desk.folder, "device")))
    desk.use(house.url)
    desk.journal.close()
    desk.files.close()
    house.stop()
    wipe(desk.folder, desk.ring, order, desk.client)
    assert files_of(desk) == ["settings.json"]
    desk.client.close()


def test_only_an_order_of_our_server_to_this_laptop_counts():
    key, other = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    order = Order(ids.random_id(), Wipe.NOW, "d" * 32, "s" * 32, 1_780_000_000_000)
    data, public = signed_order(order, key), key.public_key().public_bytes_raw()
    assert read_order(data, public, "s" * 32, "d" * 32) == order
    assert read_order(data, other.public_key().public_bytes_raw(), "s" * 32, "d" * 32) is None
    assert read_order(data, public, "s" * 32, "e" * 32) is None
    assert read_order(data, public, "t" * 32, "d" * 32) is None
    assert read_order(signed_order(replace(order, server="t" * 32), key), public, "s" * 32, "d" * 32) is None
    for place in range(len(data)):
        assert read_order(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :], public, "s" * 32, "d" * 32) is None
    for junk in (b"", b"x" * 63, data[:64], data[:-1], b"\0" * 200):
        assert read_order(junk, public, "s" * 32, "d" * 32) is None


def test_the_office_refuses_a_device_it_does_not_know(house):
    with open_office(house.db_url) as office, pytest.raises(Exception, match=r"device\.unknown"):
        office.wipe("0" * 32, Wipe.AFTER_SENDING)
