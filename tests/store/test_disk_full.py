"""A full disk: each way of writing says so, nothing half is kept, and after making room everything goes on."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace

import pytest

from bwdesk.domain.factory import Factory
from bwdesk.domain.scope import country_scope
from bwdesk.errors import StoreProblem
from bwdesk.store.check import tables_differ
from bwdesk.store.engine import copy_into, open_desk
from bwdesk.store.journal import Journal
from bwdesk.store.photos import PhotoStore
from tests.store.conftest import KEY


def factories(store):
    with store.reading() as reader:
        return {one.name for one in reader.find(Factory)}


def add(store, writer, name, remark=""):
    with store.writing(writer, "factory.add") as unit:
        thing = unit.add(Factory(id=writer.new_id(), scope=country_scope("KH"), name=name, country="KH", remark=remark))
        unit.keep_draft("note", {"text": name})
    return thing, unit.changes.operations


def test_a_file_that_may_not_grow_keeps_what_it_has_and_goes_on_when_it_may(make_desk):
    store, writer = make_desk()
    first, _ = add(store, writer, "first")
    raw = store.connection.connection.driver_connection
    (pages,) = raw.execute("PRAGMA page_count").fetchone()
    raw.execute(f"PRAGMA max_page_count = {pages + 2}").fetchall()
    with pytest.raises(StoreProblem) as problem:
        add(store, writer, "second", remark="x" * 100_000)
    assert problem.value.key == "store.full"
    assert factories(store) == {"first"}
    with store.reading() as reader:
        assert reader.draft("note") == {"text": "first"}
    with store.writing(writer, "edit") as unit:
        unit.put(first, replace(first, city="Kandal"))
    raw.execute("PRAGMA max_page_count = 1000000").fetchall()
    add(store, writer, "second", remark="x" * 100_000)
    assert factories(store) == {"first", "second"}
    assert tables_differ(store) == []


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 3 MB, where the system lets us make one."""
    mount, place = shutil.which("mount"), tmp_path / "small"
    place.mkdir()
    if (
        mount is None
        or subprocess.run([mount, "-t", "tmpfs", "-o", "size=3m", "tmpfs", place], capture_output=True, check=False).returncode
    ):
        pytest.skip("making a small file system is not permitted here; the tests with limits stand in")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def fill(place):
    """Takes all room that is left; returns what to delete to give it back."""
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as out:
        for size in (65536, 4096, 512, 1):
            try:
                while out.write(b"x" * size):
                    pass
            except OSError:
                continue
    return ballast


def test_a_disk_that_is_really_full(small_disk, make_desk, tmp_path):
    unused, writer = make_desk()
    unused.close()
    database = small_disk / "desk.db"
    store = open_desk(database, KEY, create=True)
    journal, photos = Journal(small_disk / "unsent.journal", KEY), PhotoStore(small_disk / "photos", KEY)
    _, operations = add(store, writer, "first")
    journal.append(operations)
    kept = photos.put(b"jpeg" * 100)
    ballast = fill(small_disk)

    heard = []
    for number in range(40):
        try:
            add(store, writer, f"more {number}", remark="x" * 20_000)
        except StoreProblem as problem:
            heard.append(problem.key)
    assert set(heard) == {"store.full"}
    held = factories(store)
    with pytest.raises(StoreProblem) as problem:
        photos.put(b"another" * 10_000)
    assert problem.value.key == "store.full"
    assert list(photos.all()) == [kept]
    with pytest.raises(StoreProblem) as problem:
        journal.append(operations * 200)
    assert problem.value.key == "store.second_copy"
    with pytest.raises(StoreProblem) as problem:
        copy_into(database, KEY, small_disk / "copy.db")
    assert problem.value.key == "store.full"
    store.close()
    journal.close()

    reopened = open_desk(database, KEY)
    assert factories(reopened) == held
    reopened.close()
    ballast.unlink()
    (small_disk / "copy.db").unlink(missing_ok=True)
    roomy = open_desk(database, KEY)
    _, again = add(roomy, writer, "after")
    journal = Journal(small_disk / "unsent.journal", KEY)
    journal.append(again)
    assert [op.id for op in journal.operations()] == [op.id for op in [*operations, *again]]
    assert photos.get(kept) == b"jpeg" * 100
    assert factories(roomy) == held | {"after"}
    assert tables_differ(roomy) == []
    journal.close()
    roomy.close()


def test_a_new_desk_on_a_full_disk_leaves_nothing_behind(small_disk):
    ballast = fill(small_disk)
    with pytest.raises(StoreProblem) as problem:
        open_desk(small_disk / "desk.db", KEY, create=True)
    assert problem.value.key == "store.full"
    assert not (small_disk / "desk.db").exists()
    ballast.unlink()
    open_desk(small_disk / "desk.db", KEY, create=True).close()
    assert sorted(path.name for path in small_disk.iterdir()) == ["desk.db"]
