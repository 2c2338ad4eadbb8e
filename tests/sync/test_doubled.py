"""Every request delivered twice, and all of them once more afterwards: nothing is doubled, and everybody still sees the same."""

from __future__ import annotations

import random

import pytest

from bwdesk.domain.evidence import Photo
from bwdesk.domain.factory import Role
from bwdesk.domain.scope import country_scope, factory_scope
from bwdesk.domain.visit import Visit
from bwdesk.store.hub import Hub
from bwdesk.store.log import entries_after
from bwdesk.sync import link
from tests.fakes.near_link import NearLink, NearServer, clean
from tests.fakes.office import Laptop, ServerHouse

URL = "http://127.0.0.1:9"


@pytest.fixture
def house(tmp_path, monkeypatch):
    monkeypatch.setattr(link, "Link", NearLink)
    made = ServerHouse(tmp_path / "server")
    NearLink.server = NearServer(made.db_url, made.photos)
    yield made
    NearLink.fate = staticmethod(clean)
    NearLink.server.close()


def log_of(house, scope):
    hub = Hub(house.db_url)
    with hub.reading() as reader:
        found = entries_after(reader, scope, 0, 10**9, lambda *_: False)
    hub.close()
    return found


def works(one: Laptop, factory_id: str, count: int) -> str:
    scope, big = factory_scope(factory_id), one.photo(20_000)
    with one.does("visit") as unit:
        for number in range(count):
            unit.add(Visit(id=unit.new_id(), scope=scope, factory_id=factory_id, cycle_id="c" * 32, purpose=f"{number}"))
        unit.add(Photo(id=unit.new_id(), scope=scope, owner_kind="line", owner_id="x", sha256=big, size=20_000))
    return big


def test_every_request_twice_and_all_of_them_again_in_any_order(house, tmp_path):
    asked = []

    def twice(_path, ask):
        asked.append(ask)
        ask()
        return ask()

    amina, jonas = (Laptop(tmp_path, house.account(name)).join(URL) for name in ("amina", "jonas"))
    factory_id = amina.registers()
    amina.sync()
    house.assign("jonas", factory_id, Role.ADVISOR)
    NearLink.fate = staticmethod(twice)
    photos = []
    for _ in range(3):
        for one in (amina, jonas):
            photos.append(works(one, factory_id, 5))
            one.sync()
    amina.sync()
    jonas.sync()
    scopes = country_scope("KH"), factory_scope(factory_id)
    before = [log_of(house, scope) for scope in scopes]
    digest = amina.digest(*scopes)
    assert jonas.digest(*scopes) == digest
    assert len(before[1]) == len({one.id for one in before[1]}) == 3 * 2 * 6
    NearLink.fate = staticmethod(clean)
    random.Random(3).shuffle(asked)
    for ask in asked:
        assert ask().status < 500
    assert [log_of(house, scope) for scope in scopes] == before
    for one in (amina, jonas):
        assert one.sync().taken == 0
        assert one.digest(*scopes) == digest
        assert one.totals().photos_away == one.totals().photos_waiting == 0
        assert {photo for photo in photos if photo not in one.photos.all()} == set()
        one.close()
