"""Snapshots count only when they were opened; restoring loses nothing that was there, and is finished after any end of the program."""

from __future__ import annotations

import os
import shutil
import zipfile
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bwdesk import keys
from bwdesk.domain.factory import Factory
from bwdesk.domain.scope import country_scope
from bwdesk.errors import DamagedFile, DeskError, ForeignFile, NewerFile, Refused, StoreProblem
from bwdesk.ids import Seeded
from bwdesk.keys import Cost, MemoryKeyring, Owner
from bwdesk.paths import DataFolder
from bwdesk.store import backup as b
from bwdesk.store.check import check_folder
from bwdesk.store.contents import Counts
from bwdesk.store.engine import open_desk, rebuild_desk
from bwdesk.store.journal import Journal
from bwdesk.store.photos import PhotoStore
from bwdesk.store.second_copy import reconcile
from bwdesk.store.snapshots import superfluous
from bwdesk.store.unit import Writer

QUICK = Cost(memory=64, passes=1, lanes=1)
PASSPHRASE = "blue sewing thread"
START = datetime(2026, 11, 23, 9, tzinfo=UTC)


class Desk:
    """A data folder in use."""

    def __init__(self, root: Path) -> None:
        self.folder, self.keyring = DataFolder(root), MemoryKeyring()
        made = keys.create_ring(self.folder, PASSPHRASE, pin=None, owner=Owner("a" * 32, "Amina"), keyring=self.keyring, cost=QUICK)
        self.key, self.code = made
        source = Seeded(1, START)
        self.writer = Writer("a" * 32, "laptop", source.now, source.new_id, source.random_id)
        self.store = open_desk(self.folder.database, self.key.database, create=True)
        self.journal = Journal(self.folder.journal, self.key.journal)
        self.photos = PhotoStore(self.folder.photos, self.key.photos)

    def add(self, name: str) -> None:
        with self.store.writing(self.writer, "factory.add") as unit:
            unit.add(Factory(id=self.writer.new_id(), scope=country_scope("KH"), name=name, country="KH"))
        self.journal.append(unit.changes.operations)

    def close(self) -> None:
        self.store.close()
        self.journal.close()

    def reopen(self) -> None:
        self.store = open_desk(self.folder.database, self.key.database)
        self.journal = Journal(self.folder.journal, self.key.journal)
        reconcile(self.store, self.journal, self.writer)

    def names(self) -> set[str]:
        with self.store.reading() as reader:
            return {one.name for one in reader.find(Factory)}

    def snapshot(self, day: int = 0):
        return b.daily_snapshot(self.folder, self.key, now=lambda: START + timedelta(days=day))


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path / "amina")
    made.add("Golden Thread")
    yield made
    made.close()


def names_in(folder: DataFolder, key) -> set[str]:
    store = open_desk(folder.database, key.database)
    with store.reading() as reader:
        found = {one.name for one in reader.find(Factory)}
    store.close()
    return found


def test_a_snapshot_says_what_is_in_it_without_any_key(desk):
    desk.photos.put(b"jpeg")
    made = desk.snapshot()
    assert made is not None
    (found,) = b.good_snapshots(desk.folder)
    assert found.path == made.path
    assert found.taken_at == START
    assert (found.counts.factories, found.counts.operations, found.counts.unsent) == (1, 1, 1)
    assert (found.name, found.file) == ("Amina", keys.read_ring(desk.folder.ring).file)
    assert sorted(path.name for path in desk.folder.snapshots.iterdir()) == [made.path.name]
    assert b"Golden Thread" not in made.path.read_bytes()


def test_one_snapshot_a_day(desk):
    assert desk.snapshot() is not None
    assert desk.snapshot() is None
    assert desk.snapshot(1) is not None
    assert [one.taken_at.day for one in b.good_snapshots(desk.folder)] == [24, 23]


def test_a_damaged_database_makes_no_snapshot_and_pushes_none_out(desk):
    kept = desk.snapshot()
    for number in range(200):
        desk.add(f"Factory {number}")
    desk.close()
    broken = bytearray(desk.folder.database.read_bytes())
    for page in range(3, len(broken) // 4096):
        broken[page * 4096 + 50] ^= 1
    desk.folder.database.write_bytes(broken)
    with pytest.raises(DamagedFile):
        desk.snapshot(1)
    assert [path.name for path in desk.folder.snapshots.iterdir()] == [kept.path.name]


def test_restoring_brings_back_the_snapshot_keeps_what_was_there_and_then_the_unsent_work(desk):
    made = desk.snapshot()
    desk.add("After the snapshot")
    desk.close()
    before = desk.folder.database.read_bytes()
    ring = desk.folder.ring.read_bytes()
    restored = b.restore(made.path, desk.folder)
    assert restored.counts == made.counts
    assert names_in(desk.folder, desk.key) == {"Golden Thread"}
    assert desk.folder.ring.read_bytes() == ring
    (aside,) = (desk.folder.root / "aside").iterdir()
    assert (aside / "desk.db").read_bytes() == before
    desk.reopen()
    assert desk.names() == {"Golden Thread", "After the snapshot"}


def test_restoring_keeps_the_passphrase_of_today(desk):
    made = desk.snapshot()
    keys.change_passphrase(desk.folder, PASSPHRASE, "a fresh passphrase", desk.keyring, cost=QUICK)
    desk.close()
    b.restore(made.path, desk.folder)
    assert keys.open_with_passphrase(desk.folder, "a fresh passphrase", desk.keyring).raw == desk.key.raw
    desk.reopen()


def test_a_backup_restores_on_another_computer_with_its_photos_and_the_recovery_sheet(desk, tmp_path):
    sha256 = desk.photos.put(b"jpeg" * 1000)
    made = b.backup(desk.folder, desk.key, tmp_path / "stick")
    again = b.backup(desk.folder, desk.key, tmp_path / "stick", now=lambda: START)
    assert made.path != again.path
    other = DataFolder(tmp_path / "other" / "amina")
    b.restore(made.path, other)
    key = keys.open_with_recovery(other, desk.code)
    assert names_in(other, key) == {"Golden Thread"}
    assert PhotoStore(other.photos, key.photos).get(sha256) == b"jpeg" * 1000
    assert not (other.root / "aside").exists() or not list((other.root / "aside").rglob("desk.db"))


def test_photos_are_copied_once(desk, tmp_path):
    sha256 = desk.photos.put(b"jpeg" * 1000)
    b.backup(desk.folder, desk.key, tmp_path / "stick")
    (copied,) = (tmp_path / "stick" / "photos").rglob(sha256)
    first = copied.stat().st_mtime_ns
    b.backup(desk.folder, desk.key, tmp_path / "stick", now=lambda: START)
    assert copied.stat().st_mtime_ns == first
    copied.write_bytes(b"cut")
    b.backup(desk.folder, desk.key, tmp_path / "stick", now=lambda: START + timedelta(hours=1))
    assert copied.read_bytes() == desk.photos.file_of(sha256).read_bytes()


def test_the_folder_of_another_desk_is_never_overwritten(desk, tmp_path):
    made = desk.snapshot()
    other = Desk(tmp_path / "jonas")
    other.close()
    before = other.folder.database.read_bytes()
    with pytest.raises(Refused) as refused:
        b.restore(made.path, other.folder)
    assert refused.value.key == "backup.other_desk"
    assert other.folder.database.read_bytes() == before
    assert not (other.folder.root / "restoring").exists()


def test_an_open_desk_is_not_restored_over(desk):
    made = desk.snapshot()
    before = desk.folder.database.read_bytes()
    with pytest.raises(StoreProblem) as problem:
        b.restore(made.path, desk.folder)
    assert problem.value.key == "store.in_use"
    assert desk.folder.database.read_bytes() == before


@pytest.mark.parametrize("step", range(1, 9))
def test_a_restore_ended_at_any_step_is_finished_or_undone(desk, monkeypatch, step):
    """The disk operations of the swap are counted; at the given one the program ends."""
    made = desk.snapshot()
    desk.add("After the snapshot")
    desk.close()
    shutil.copy(desk.folder.ring, desk.folder.root / "ring.json.kept")
    done = 0

    def ended(real):
        def call(*args, **kwargs):
            nonlocal done
            done += 1
            if done == step:
                raise KeyboardInterrupt
            return real(*args, **kwargs)

        return call

    with monkeypatch.context() as patch:
        patch.setattr("bwdesk.store.restore.os.replace", ended(os.replace))
        patch.setattr("bwdesk.store.restore.sync_folder", ended(b.sync_folder))
        patch.setattr("bwdesk.store.restore.shutil.rmtree", ended(shutil.rmtree))
        with suppress(KeyboardInterrupt):
            b.restore(made.path, desk.folder)
    b.finish_restore(desk.folder)
    assert not (desk.folder.root / "restoring").exists()
    desk.reopen()
    assert desk.names() == {"Golden Thread", "After the snapshot"}
    assert keys.open_with_passphrase(desk.folder, PASSPHRASE, desk.keyring).raw == desk.key.raw


@pytest.mark.parametrize("length", [0, 3, 100, -1, -30])
def test_a_backup_that_was_cut_off_is_refused(desk, length, tmp_path):
    made = desk.snapshot()
    path = tmp_path / "cut.bwbackup"
    path.write_bytes(made.path.read_bytes()[:length] if length else b"")
    with pytest.raises((DamagedFile, ForeignFile)):
        b.restore(path, DataFolder(tmp_path / "new"))
    assert not (tmp_path / "new").exists()


def test_a_backup_with_a_changed_byte_is_refused_and_the_desk_stays(desk, tmp_path):
    made = desk.snapshot()
    desk.close()
    before = desk.folder.database.read_bytes()
    whole = made.path.read_bytes()
    broken = bytearray(whole)
    broken[len(broken) // 2] ^= 1
    made.path.write_bytes(broken)
    with pytest.raises(DamagedFile):
        b.restore(made.path, desk.folder)
    assert desk.folder.database.read_bytes() == before
    desk.reopen()


@pytest.mark.parametrize("content", [b"", b"Factory;Country\n", b"%PDF-1.7"])
def test_other_files_are_no_backups(tmp_path, content):
    path = tmp_path / "x.bwbackup"
    path.write_bytes(content)
    with pytest.raises(ForeignFile):
        b.read_snapshot(path)
    with zipfile.ZipFile(path, "w") as other:
        other.writestr("readme.txt", "hello")
    with pytest.raises(ForeignFile):
        b.read_snapshot(path)
    with pytest.raises(StoreProblem):
        b.read_snapshot(tmp_path / "none.bwbackup")


def test_a_newer_backup_is_refused(desk, monkeypatch, tmp_path):
    monkeypatch.setattr(b, "SCHEMA", 99)
    with pytest.raises(NewerFile):
        desk.snapshot()
    assert b.good_snapshots(desk.folder) == []
    with pytest.raises(NewerFile):
        b.read_snapshot(next(desk.folder.snapshots.glob("*.bwbackup")))


def snapshots_of(days, operations=10):
    counts = Counts(0, 0, 0, 0, 0, 0, operations, 0)
    return [b.Snapshot(Path(f"{day}"), START - timedelta(days=day), counts, "", "", "", {}) for day in days]


def test_seven_days_and_four_weeks_are_kept():
    every_day = snapshots_of(range(60))
    gone = {int(str(one.path)) for one in superfluous(every_day)}
    kept = sorted(set(range(60)) - gone)
    assert kept[:7] == list(range(7))
    assert len(kept) == 9
    assert kept[-1] >= 15


def test_days_without_work_push_nothing_out():
    assert superfluous(snapshots_of([0, 30, 60, 90, 120, 150, 180])) == []


def test_a_snapshot_that_holds_more_than_all_newer_ones_stays():
    poor, rich = snapshots_of(range(40), operations=5), replace(snapshots_of([50])[0], counts=Counts(0, 0, 0, 0, 0, 0, 99, 0))
    assert rich not in superfluous([*poor, rich])
    assert len(superfluous([*poor, rich])) == len(superfluous(poor))


def test_no_room_is_said_as_that(desk, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bwdesk.store.backup.sync_path", full)
    with pytest.raises(StoreProblem) as problem:
        desk.snapshot()
    assert problem.value.key == "backup.full"
    assert list(desk.folder.snapshots.iterdir()) == []


# --- the look through a folder -------------------------------------------------------------------------------------------------------


def problems(desk) -> list[str]:
    return [problem.key for problem in check_folder(desk.folder, desk.key).problems]


def test_a_good_folder_has_no_problems_even_while_the_desk_is_open(desk):
    desk.photos.put(b"jpeg")
    checked = check_folder(desk.folder, desk.key)
    assert checked.is_good
    assert (checked.counts.factories, checked.photos) == (1, 1)
    assert not (desk.folder.root / "check.part").exists()


def test_each_thing_that_does_not_hold_together_is_named(desk):
    sha256 = desk.photos.put(b"jpeg")
    desk.photos.file_of(sha256).write_bytes(b"x")
    desk.journal.confirmed(desk.journal.ids())
    with desk.store.connection.begin(), desk.store.applying.on(desk.store.connection):
        desk.store.connection.exec_driver_sql("UPDATE factory SET name = 'Changed past apply'")
        desk.store.connection.exec_driver_sql("INSERT INTO blobs (sha256, scope, size, state, at) VALUES ('abc', 'x', 1, 'here', 0)")
    folder = desk.folder
    folder.ring.write_text("{")
    assert sorted(problems(desk)) == ["check.journal", "check.tables", "keys.ring_damaged", "store.photo_damaged", "store.photo_missing"]


def test_rebuilding_mends_tables_and_guards(desk):
    with desk.store.connection.begin(), desk.store.applying.on(desk.store.connection):
        desk.store.connection.exec_driver_sql("UPDATE factory SET name = 'Changed past apply'")
        desk.store.connection.exec_driver_sql("DROP TRIGGER guard_factory_update")
    desk.close()
    assert problems(desk) == ["file.guards_missing"]
    assert rebuild_desk(desk.folder.database, desk.key.database) == 1
    assert problems(desk) == []
    desk.reopen()
    assert desk.names() == {"Golden Thread"}


def test_damaged_pages_are_counted(desk):
    for number in range(100):
        desk.add(f"Factory {number}")
    desk.close()
    broken = bytearray(desk.folder.database.read_bytes())
    for page in (5, 9):
        broken[page * 4096 + 50] ^= 1
    desk.folder.database.write_bytes(broken)
    (problem,) = check_folder(desk.folder, desk.key).problems[:1]
    assert isinstance(problem, DeskError)
    assert (problem.key, problem.params["count"]) == ("check.pages", 2)
