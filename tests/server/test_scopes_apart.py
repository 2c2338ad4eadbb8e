"""Grants that come and go by chance: what a factory's people wrote is in no answer to anybody who never had a right to read it."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import date, timedelta

import pytest

from bwdesk import ids
from bwdesk.domain.factory import Role
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.visit import Visit
from bwdesk.errors import NotAllowed
from bwdesk.server import pages
from bwdesk.sync import client
from bwdesk.sync.frame import MAGIC, unpack
from tests.fakes.near_link import NearLink, NearServer, clean
from tests.fakes.office import Laptop, ServerHouse

TODAY = ids.now().date()


@pytest.fixture
def house(tmp_path, monkeypatch):
    monkeypatch.setattr(client, "Link", NearLink)
    made = ServerHouse(tmp_path / "server")
    NearLink.server = NearServer(made.db_url, made.photos)
    yield made
    NearLink.fate = staticmethod(clean)
    NearLink.server.close()


class Weeks:
    """Five people, four factories; `may`: whose text each person may have been sent so far, noted apart from the server."""

    def __init__(self, house, folder, seed):
        self.house, self.chance = house, random.Random(seed)
        self.people = [Laptop(folder, house.account(f"p{n}")).join("http://127.0.0.1:9") for n in range(5)]
        self.factories = [self.people[n].registers() for n in range(4)]
        self.may = {n: {n} if n < 4 else set() for n in range(5)}
        self.leaks = []
        for n in range(5):
            self.sync(n)

    def sync(self, who):
        def watched(_path, ask):
            reply = ask()
            plain = unpack(reply.body) if reply.body.startswith(MAGIC) else reply.body
            self.leaks += [(who, one) for one in range(4) if one not in self.may[who] and f"of-factory-{one}-".encode() in plain]
            return reply

        NearLink.fate = staticmethod(watched)
        with suppress(NotAllowed):
            self.people[who].sync()
        NearLink.fate = staticmethod(clean)

    def step(self):
        who, factory = self.chance.randrange(5), self.chance.randrange(4)
        how = self.chance.random()
        if how < 0.5:
            if factory in self.may[who]:
                scope = factory_scope(self.factories[factory])
                with self.people[who].does("visit") as unit:
                    text = f"of-factory-{factory}-{unit.new_id()}"
                    unit.add(Visit(id=unit.new_id(), scope=scope, factory_id=self.factories[factory], cycle_id="c" * 32, purpose=text))
        elif how < 0.6:
            is_past = self.chance.random() < 0.5
            until = TODAY - timedelta(days=60) if is_past else None
            self.house.assign(f"p{who}", self.factories[factory], Role.ADVISOR, since=date(2026, 1, 1), until=until)
            if not is_past:
                self.may[who].add(factory)
        self.sync(who)


@pytest.mark.parametrize("seed", range(3))
def test_what_was_written_in_a_scope_is_sent_to_nobody_without_a_grant(house, tmp_path, seed):
    weeks = Weeks(house, tmp_path, seed)
    for _ in range(60):
        weeks.step()
    assert weeks.leaks == []
    assert any(len(some) < 4 for some in weeks.may.values())
    for one in weeks.people:
        one.close()


def test_a_server_that_lets_anybody_read_is_caught(house, tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "may_read", lambda *_: True)
    monkeypatch.setattr("bwdesk.server.facts.may_read", lambda *_: True)
    monkeypatch.setattr("bwdesk.server.facts.Facts.readable", everything)
    weeks = Weeks(house, tmp_path, 0)
    for _ in range(60):
        weeks.step()
    for one in weeks.people:
        one.close()
    assert weeks.leaks


def everything(facts, _member, _today):
    rows = facts._reader.connection.exec_driver_sql("SELECT scope, head, chain FROM scopes WHERE head > 0")
    return [(row.scope, row.head, row.chain) for row in rows]
