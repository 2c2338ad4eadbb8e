"""A first sync by snapshot: the same state as by pulling, whatever happens on the way, and only for who may read."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from shutil import copytree
from typing import NamedTuple

import pytest
from sqlalchemy import select

from bwdesk import ids
from bwdesk.domain.factory import Role
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.visit import Line
from bwdesk.errors import NoAnswer
from bwdesk.store import outbox
from bwdesk.store import tables as t
from bwdesk.sync import snapshot
from bwdesk.sync.course import Course
from bwdesk.sync.sizes import FIRST, Size, Sizes
from bwdesk.sync.steps import Phase
from tests.fakes.bad_days import tries
from tests.fakes.office import Laptop, ServerHouse
from tests.fakes.proxy import Fate, Proxy

COUNT = 1_600


def writes(one: Laptop, factory_id: str, count: int) -> None:
    with one.does("line") as unit:
        for n in range(count):
            scope = factory_scope(factory_id)
            text = f"{n} {ids.random_id()} {ids.random_id()}"
            unit.add(Line(id=unit.new_id(), scope=scope, visit_id="a" * 32, at=ids.now(), pos=f"{n:05}", text=text))


def state(one: Laptop, factory_id: str) -> object:
    """All that a laptop holds of the log, its place in it included."""
    c = t.operations.c
    scope = factory_scope(factory_id)
    with one.store.reading() as reader:
        rows = reader.connection.execute(select(c.id, c.state, c.seq, c.parked, c.header, c.body).where(c.scope == scope).order_by(c.seq))
        found, cursor = [tuple(row) for row in rows], outbox.cursors(reader)[scope]
    return found, cursor, one.digest(scope)


def snapshots_read(house: ServerHouse) -> int:
    return house.log.read_text().count('"/sync/1/snapshot')


class Written(NamedTuple):
    """A server's folder with a factory that has a long log, something parked in it; and what a laptop that only pulls holds of it."""

    folder: Path
    factory_id: str
    pulled: object


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Written:
    folder = tmp_path_factory.mktemp("written")
    house = ServerHouse(folder / "server")
    house.start()
    amina, eve, minh = (Laptop(folder, house.account(login)).join(house.url) for login in ("amina", "eve", "minh"))
    try:
        found = amina.registers()
        amina.sync()
        writes(amina, found, COUNT // 2)
        amina.sync()
        writes(eve, found, 3)
        eve.sync()
        writes(amina, found, COUNT // 2)
        amina.sync()
        return Written(house.root, found, pull(house, minh, found))
    finally:
        for one in (amina, eve, minh):
            one.close()
        house.stop()


def pull(house: ServerHouse, one: Laptop, factory_id: str) -> object:
    """What a laptop that only pulls holds in the end."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Course, "is_plain", property(lambda self: True, lambda self, value: None), raising=False)
        before = snapshots_read(house)
        house.assign(one.account.login, factory_id, Role.ADVISOR)
        one.sync()
        assert snapshots_read(house) == before
    return state(one, factory_id)


@pytest.fixture
def small_house(tmp_path, written):
    """A running server with that factory."""
    copytree(written.folder, tmp_path / "server")
    house = ServerHouse(tmp_path / "server")
    house.start()
    yield house
    house.stop()


@pytest.fixture
def factory_id(written):
    return written.factory_id


@pytest.fixture
def jonas(small_house, laptop, factory_id):
    """A laptop that is to have the factory on its first sync."""
    one = laptop(small_house, "jonas")
    small_house.assign("jonas", factory_id, Role.ADVISOR)
    one.sizes.down.now = 16 * 1024
    return one


def test_a_snapshot_leaves_what_pulling_leaves(small_house, jonas, factory_id, written):
    jonas.sync()
    assert snapshots_read(small_house) > 1
    assert state(jonas, factory_id) == written.pulled
    assert sum(parked is not None for _, _, _, parked, _, _ in written.pulled[0]) == 3
    assert jonas.sync().turns == 1


def test_what_came_after_the_snapshot_is_pulled_and_the_file_is_made_once(small_house, laptop, jonas, factory_id):
    jonas.sync()
    writes(jonas, factory_id, 40)
    jonas.sync()
    (made,) = (small_house.photos / "snapshots").iterdir()
    other = laptop(small_house, "sokha")
    small_house.assign("sokha", factory_id, Role.ADVISOR)
    other.sync()
    assert list((small_house.photos / "snapshots").iterdir()) == [made]
    assert state(other, factory_id) == pull(small_house, laptop(small_house, "dara"), factory_id)


@pytest.mark.parametrize("limit", [9_000, 40_000])
def test_a_link_that_cuts_every_connection_brings_the_whole(small_house, jonas, factory_id, written, limit):
    with Proxy(small_house.url, lambda n: Fate(cut_both=limit, with_reset=n % 2 == 0)) as proxy:
        jonas.use(proxy.url)
        tries(jonas, lambda: outbox_is_at_the_end(jonas, factory_id), most=40)
        size = next((small_house.photos / "snapshots").iterdir()).stat().st_size
        assert proxy.down < 3 * size
    jonas.use(small_house.url)
    jonas.sync()
    assert state(jonas, factory_id) == written.pulled


def outbox_is_at_the_end(one: Laptop, factory_id: str) -> bool:
    with suppress(NoAnswer):
        one.sync()
        return True
    return False


@pytest.mark.parametrize("after", [1, 2, 3])
def test_cancelled_anywhere_it_goes_on_from_there(small_house, jonas, factory_id, written, after):
    seen = []

    def told(progress):
        if progress.phase is Phase.FETCHING:
            seen.append(progress)
            if len(seen) == after + 1:
                jonas.running.cancel()

    jonas.sizes = Sizes(down=Size(largest=FIRST))
    first = jonas.sync(told=told)
    assert first.is_cancelled
    assert first.taken < COUNT
    size = next((small_house.photos / "snapshots").iterdir()).stat().st_size
    second = jonas.sync()
    assert second.taken == COUNT + 3 + jonas_register(jonas) - first.taken
    assert second.bytes_down < size * 1.3  # the last answer of the first pass may be counted here
    assert state(jonas, factory_id) == written.pulled


def jonas_register(one: Laptop) -> int:
    """Operations of scopes beside the factory's."""
    with one.store.reading() as reader:
        return sum(cursor.number for scope, cursor in outbox.cursors(reader).items() if not scope.startswith("factory/"))


def test_a_snapshot_that_is_thrown_away_meanwhile_is_pulled_instead(small_house, jonas, factory_id, written):
    def told(progress):
        for path in (small_house.photos / "snapshots").glob("*.snap"):
            path.unlink()

    jonas.sync(told=told)
    assert state(jonas, factory_id) == written.pulled


def test_a_file_damaged_where_it_lies_brings_nothing_wrong(small_house, jonas, factory_id, written):
    harmed = []

    def told(progress):
        for path in (small_house.photos / "snapshots").glob("*.snap"):
            if not harmed:
                with path.open("r+b") as stream:
                    stream.seek(path.stat().st_size // 2)
                    stream.write(bytes(8))
                harmed.append(path)

    jonas.sync(told=told)
    assert harmed
    assert state(jonas, factory_id) == written.pulled


def test_who_may_not_read_the_scope_gets_nothing_of_its_snapshot(small_house, laptop, jonas, factory_id):
    jonas.sync()
    (made,) = (small_house.photos / "snapshots").iterdir()
    other = laptop(small_house, "other")
    assert other.client.snapshot_piece(made.stem, 0, 100) is None
    assert other.client.snapshot_piece("0" * 64, 0, 100) is None
    assert jonas.client.snapshot_piece(made.stem, 5, 100) == made.read_bytes()[5:105]
    for wanted in ("bytes=9-3", "bytes=-5", "bytes=0-1,3-4", f"bytes={'9' * 12}-"):
        answer = jonas.client._get(f"/snapshot/{made.stem}", {"Range": wanted}, 0)
        assert answer.status in (400, 404)


def test_frames_that_are_none_or_too_large_are_refused():
    with pytest.raises(NoAnswer):
        snapshot.frames_in(b"no frame at all")
    with pytest.raises(NoAnswer):
        snapshot.frames_in(b"FSY1" + (2**31).to_bytes(4, "big"))
    assert snapshot.frames_in(b"FSY1\0") == ([], b"FSY1\0")
