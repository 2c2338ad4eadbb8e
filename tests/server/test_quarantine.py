"""A revoked device hands in what it holds and gets nothing; the office sees it, and takes it in or leaves it."""

from __future__ import annotations

import json

import pytest

from bwdesk.cli import main
from bwdesk.domain.access import Standing
from bwdesk.domain.evidence import Photo
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.visit import Visit
from bwdesk.server.office import open_office
from bwdesk.store.hub import Hub
from bwdesk.sync import wire
from tests.fakes.office import Laptop, ServerHouse
from tests.fakes.postgres import new_database
from tests.fakes.raw import Raw, access_of, problem_of


def visits(one: Laptop, factory_id: str, purpose: str) -> None:
    with one.does("visit") as unit:
        unit.add(Visit(id=unit.new_id(), scope=factory_scope(factory_id), factory_id=factory_id, cycle_id="c" * 32, purpose=purpose))


def purposes(house: ServerHouse) -> set[str]:
    hub = Hub(house.db_url)
    with hub.reading() as reader:
        found = {one.purpose for one in reader.find(Visit)}
    hub.close()
    return found


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request, tmp_path):
    found = ServerHouse(tmp_path / "server", new_database() if request.param == "postgresql" else None)
    found.start()
    yield found
    found.stop()


@pytest.fixture
def lost(house, laptop):
    """A laptop with work that was sent and work that was not, revoked in between; its token from before; its factory."""
    one = laptop(house, "lost")
    factory_id = one.registers()
    visits(one, factory_id, "sent before")
    one.sync()
    token = access_of(one)
    visits(one, factory_id, "written offline")
    photo = one.photo(30_000)
    with one.does("photo") as unit:
        unit.add(Photo(id=unit.new_id(), scope=factory_scope(factory_id), owner_kind="line", owner_id="x", sha256=photo, size=30_000))
    with open_office(house.db_url) as office:
        office.revoke_device(one.writer.device)
    return one, token, factory_id, photo


def test_what_it_holds_is_kept_apart_and_it_is_emptied(house, lost):
    one, token, factory_id, photo = lost
    report = one.sync()
    assert (report.is_revoked, report.set_aside, report.taken, report.photos_up) == (True, 2, 0, 1)
    assert factory_scope(factory_id) in report.left
    assert (house.photos / photo[:2] / photo).read_bytes() == one.photos.get(photo)
    with one.store.reading() as reader:
        assert reader.find(Visit) == []
    assert purposes(house) == {"sent before"}, "nothing is trusted"
    assert one.totals().waiting == 0
    with Raw(house.url, token) as raw:
        for path, message in (
            ("/hello", wire.Hello("x", [1], 1, 0, b"")),
            ("/pull", wire.Pull([], 1)),
            ("/push", wire.Push([], bytes(64))),
        ):
            assert problem_of(raw.send(path, message)) == "device.revoked", "a token from before is worth nothing"
        assert raw.ask("GET", f"/blobs/{photo}").status_code == 403
    with Raw(house.url, access_of(one)) as raw:
        assert problem_of(raw.send("/pull", wire.Pull([], 1))) == "device.revoked"
        assert raw.ask("GET", f"/blobs/{photo}").status_code == 403, "it sends, it does not fetch"


def test_an_assignment_does_not_let_it_in_by_itself(house, lost, laptop):
    one = lost[0]
    one.sync()
    boss = laptop(house, "boss", standing=Standing.MANAGER)
    boss.registers()
    boss.sync()  # changes what rules rest on: what is parked is judged again
    assert purposes(house) == {"sent before"}


def test_the_office_sees_it_and_takes_it_in(house, lost, capsys, laptop):
    one, _, factory_id, photo = lost
    one.sync()
    device, db = one.writer.device, ["--db", house.db_url]
    assert main(["device", "quarantine", "--json", *db]) == 0
    said = json.loads(capsys.readouterr().out)["quarantine"]
    assert [(each["device"], each["account"], each["scope"], each["changes"]) for each in said] == [
        (device, "lost", factory_scope(factory_id), 2)
    ]
    assert main(["device", "accept", device, "--json", *db]) == 0
    assert json.loads(capsys.readouterr().out)["changes"] == 2
    assert purposes(house) == {"sent before", "written offline"}
    assert main(["device", "accept", device, *db]) == 3
    assert "kept apart" in capsys.readouterr().err
    boss = laptop(house, "boss", standing=Standing.MANAGER)
    boss.sync()
    with boss.store.reading() as reader:
        assert {each.purpose for each in reader.find(Visit)} == {"sent before", "written offline"}
    assert boss.photos.has(photo)


def test_a_revoked_account_hands_in_from_every_laptop(house, laptop):
    gone = laptop(house, "gone")
    factory_id = gone.registers()
    gone.sync()
    visits(gone, factory_id, "late")
    with open_office(house.db_url) as office:
        office.revoke("gone")
    report = gone.sync()
    assert (report.is_revoked, report.set_aside) == (True, 1)
    assert purposes(house) == set()
    with gone.store.reading() as reader:
        assert reader.find(Visit) == []
