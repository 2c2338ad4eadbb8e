"""Two laptops, one stick: real encrypted files from hand to hand, and what they bring to a real server."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

import pytest

from bwdesk.domain.evidence import Photo
from bwdesk.domain.factory import Role
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.visit import Line, Visit
from bwdesk.store.whereabouts import set_aside
from bwdesk.sync.desk_keys import desk_keys
from bwdesk.sync.exchange import EXCHANGE, Sender, manifest_of
from bwdesk.sync.exchange_file import Lock, Opener, read_file, write_file
from bwdesk.usecases.exchange import Preview, TakenIn, colleagues, look_into, parcel_for, take_in
from tests.fakes.office import Laptop, scopes_of

TODAY = date(2026, 6, 1)


def told(done: int, of: int) -> None:
    assert 0 <= done <= of


def sender_of(one: Laptop) -> Sender:
    with one.store.reading() as reader:
        server = reader.fact("server") or ""
    return Sender(one.writer.person, one.account.name, one.writer.device, desk_keys(one.ring, "device"), server)


def give(one: Laptop, path: Path, to: Laptop | None = None, *, factories: Collection[str] | None = None, box: str = "") -> Path:
    """Writes a file to a colleague's laptop, by the key that the register tells."""
    sender = sender_of(one)
    with one.store.reading() as reader:
        parcel = parcel_for(reader, sender, factories, True, one.photos.size)
        if to is not None:
            box = next(c.box for c in colleagues(reader, one.writer.person) if c.person == to.account.id)
    manifest, texts = manifest_of(parcel, sender, EXCHANGE, 1_780_000_000_000)
    photos = ((p.sha256, one.photos.get(p.sha256)) for p in manifest.photos)
    write_file(path, manifest, sender.keys.signing.sign, texts, photos, Lock(box), told)
    return path


def look(one: Laptop, path: Path) -> Preview:
    opened = read_file(path, Opener(desk_keys(one.ring, "device").box), told)
    with one.store.reading() as reader:
        return look_into(reader, opened, one.writer.person, TODAY)


def take(one: Laptop, path: Path) -> TakenIn:
    preview = look(one, path)
    for data in preview.content.photos.values():
        one.photos.put(data)
    with one.does("act.exchange") as unit:
        return take_in(unit, preview.content, one.photos.size)


@pytest.fixture
def pair(small_house, laptop):
    """Two laptops that know each other, and a factory that both have: amina advises, jonas leads."""
    amina, jonas = laptop(small_house, "amina"), laptop(small_house, "jonas")
    factory_id = amina.registers()
    amina.sync()
    small_house.assign("jonas", factory_id, Role.TEAM_LEADER)
    jonas.sync()
    amina.sync()
    return amina, jonas, factory_id


def writes(one: Laptop, factory_id: str, words: str, *, photos: int = 0) -> str:
    scope = factory_scope(factory_id)
    with one.does("visit") as unit:
        visit = unit.add(Visit(id=unit.new_id(), scope=scope, factory_id=factory_id, cycle_id="c" * 32))
        line = unit.add(Line(id=unit.new_id(), scope=scope, visit_id=visit.id, text=words, at=one.writer.now(), pos="m"))
        for _ in range(photos):
            sha256 = one.photo()
            unit.add(Photo(id=unit.new_id(), scope=scope, owner_kind="line", owner_id=line.id, sha256=sha256, size=40_000))
    return visit.id


def test_both_ways_and_both_hold_the_same(pair, tmp_path):
    amina, jonas, factory_id = pair
    writes(amina, factory_id, "from amina", photos=2)
    writes(jonas, factory_id, "from jonas")
    preview = look(jonas, give(amina, tmp_path / "a.bwexchange", jonas))
    assert (preview.name, preview.is_known, preview.fresh, preview.here, preview.photos, preview.to_settle) == ("Amina", True, 4, 0, 2, 0)
    assert [(part.title, dict(part.kinds)) for part in preview.parts] == [("Golden Thread", {"line": 1, "photo": 2, "visit": 1})]
    assert jonas.digest(*scopes_of(factory_id)) != amina.digest(*scopes_of(factory_id)), "a preview changes nothing"
    take(jonas, tmp_path / "a.bwexchange")
    take(amina, give(jonas, tmp_path / "b.bwexchange", amina))
    assert jonas.digest(*scopes_of(factory_id)) == amina.digest(*scopes_of(factory_id))
    assert all(jonas.photos.get(one) == amina.photos.get(one) for one in amina.photos.all())


def test_the_same_file_twice(pair, tmp_path):
    amina, jonas, factory_id = pair
    writes(amina, factory_id, "once")
    path = give(amina, tmp_path / "a.bwexchange", jonas)
    assert take(jonas, path) == TakenIn(2, 0)
    before = jonas.digest(*scopes_of(factory_id))
    assert take(jonas, path) == TakenIn(0, 2)
    assert jonas.digest(*scopes_of(factory_id)) == before


def test_carried_to_the_server_by_a_colleague_and_taken_in_at_once(pair, tmp_path, small_house):
    amina, jonas, factory_id = pair
    visit = writes(amina, factory_id, "from the field")
    take(jonas, give(amina, tmp_path / "a.bwexchange", jonas))
    assert jonas.totals().waiting == 2
    jonas.sync()
    with jonas.store.reading() as reader:
        assert set_aside(reader) == []
        assert reader.need(Visit, visit).factory_id == factory_id
    assert jonas.totals().is_all_home
    report = amina.sync()
    assert report.set_aside == 0
    assert amina.digest(*scopes_of(factory_id)) == jonas.digest(*scopes_of(factory_id))
