"""Old desk and new server, and the reverse: who shares a version of the contract syncs; who does not still sends, and loses nothing."""

from __future__ import annotations

import pytest

from bwdesk import ids
from bwdesk.domain.factory import Role
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.visit import Line
from bwdesk.server import app
from bwdesk.store.hub import Hub
from bwdesk.store.log import entries_after
from bwdesk.sync import client, link
from bwdesk.sync.wire import SPOKEN
from tests.fakes.near_link import NearLink, NearServer
from tests.fakes.office import Laptop, ServerHouse

PAIRS = [(1, 1), (1, 2), (1, 4), (1, 5), (2, 4), (4, 1), (3, 1), (5, 1), (5, 5)]
"""Desk and server, the edges of who can and cannot; `./run torture` tries all twenty-five."""


def spoken_by(program: int) -> tuple[int, ...]:
    """The last three versions, as each program speaks them."""
    return tuple(range(max(1, program - 2), program + 1))


@pytest.fixture
def desks(tmp_path, monkeypatch):
    monkeypatch.setattr(link, "Link", NearLink)
    house = ServerHouse(tmp_path / "server")
    NearLink.server = NearServer(house.db_url, house.photos)
    made = [Laptop(tmp_path, house.account(name)).join("http://127.0.0.1:9") for name in ("amina", "jonas")]
    yield house, made
    for one in made:
        one.close()
    NearLink.server.close()


def writes(one: Laptop, factory_id: str) -> None:
    with one.does("line") as unit:
        scope = factory_scope(factory_id)
        for number in range(20):
            unit.add(Line(id=unit.new_id(), scope=scope, visit_id="e" * 32, at=ids.now(), pos="a", text=f"{one.account.login} {number}"))


def log_of(house: ServerHouse, factory_id: str) -> set[str]:
    hub = Hub(house.db_url)
    with hub.reading() as reader:
        found = entries_after(reader, factory_scope(factory_id), 0, 10**9, lambda *_: False)
    hub.close()
    assert [one.seq for one in found] == list(range(1, len(found) + 1))
    return {one.id for one in found}


def held_by(one: Laptop, factory_id: str) -> set[str]:
    with one.store.reading() as reader:
        query = "SELECT id FROM operations WHERE scope = ?"
        return {row[0] for row in reader.connection.exec_driver_sql(query, (factory_scope(factory_id),))}


@pytest.mark.parametrize(("desk", "server"), PAIRS)
def test_every_program_with_every_server(desks, monkeypatch, desk, server):
    meet(desks, monkeypatch, desk, server)


def meet(desks, monkeypatch, desk: int, server: int) -> None:
    """A desk and a server of these programs meet; then the desk is updated."""
    house, (amina, jonas) = desks
    factory_id = amina.registers()
    amina.sync()
    house.assign("jonas", factory_id, Role.ADVISOR)
    jonas.sync()
    writes(jonas, factory_id)
    jonas.sync()

    monkeypatch.setattr(client, "SPOKEN", spoken_by(desk))
    monkeypatch.setattr(app, "SPOKEN", spoken_by(server))
    writes(amina, factory_id)
    mine = held_by(amina, factory_id)
    first, second = amina.sync(), amina.sync()

    may_fetch = abs(desk - server) < 3
    assert first.must_update == second.must_update == (not may_fetch)
    assert log_of(house, factory_id) == mine | held_by(jonas, factory_id)
    assert (first.sent, second.sent) == (20, 0)
    assert held_by(amina, factory_id) == (log_of(house, factory_id) if may_fetch else mine)

    monkeypatch.setattr(client, "SPOKEN", spoken_by(server))  # the desk is updated
    for one in (amina, jonas):
        one.sync()
    assert held_by(amina, factory_id) == held_by(jonas, factory_id) == log_of(house, factory_id)
    assert amina.totals().is_all_home


def test_at_most_the_last_three_are_spoken():
    assert 1 <= len(SPOKEN) <= 3
    assert list(SPOKEN) == list(range(SPOKEN[0], SPOKEN[-1] + 1))
