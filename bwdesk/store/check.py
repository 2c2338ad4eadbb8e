"""Looks through a data folder, in use or not, and says what does not hold together. Changes nothing in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from bwdesk.disk import disk_errors_translated
from bwdesk.errors import DamagedFile, DeskError, FileProblem, StoreProblem
from bwdesk.keys.file_key import FileKey, file_salt
from bwdesk.keys.ring import read_ring
from bwdesk.paths import DataFolder
from bwdesk.store import tables as t
from bwdesk.store.contents import Counts, check_whole, counts_of
from bwdesk.store.door import examine
from bwdesk.store.engine import Store, copy_into, open_desk
from bwdesk.store.journal import Journal
from bwdesk.store.migrate import rebuild
from bwdesk.store.pages import damaged_pages
from bwdesk.store.photos import PhotoStore
from bwdesk.store.second_copy import unsent_operations
from bwdesk.store.snapshots import good_snapshots


@dataclass(slots=True)
class Checked:
    """What a look through a folder found: how much there is, and each problem as the failure it would be, with its sentence."""

    counts: Counts | None = None
    photos: int = 0
    snapshots: int = 0
    problems: list[DeskError] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not self.problems


def check_folder(folder: DataFolder, key: FileKey) -> Checked:
    """Ring, pages, integrity, guards, tables against operations (in a copy), photos, second copy, snapshots."""
    checked = Checked(snapshots=len(good_snapshots(folder)))
    unsent: set[str] = set()
    before = _journal_ids(folder, key)
    try:
        ring = read_ring(folder.ring)
        if ring.file != file_salt(key.database).hex() or not ring.is_genuine(key.raw):
            checked.problems.append(DamagedFile("keys.ring_damaged"))
    except DeskError as problem:
        checked.problems.append(problem)
    try:
        unsent = _check_database(folder, key, checked)
    except DeskError as problem:
        checked.problems.append(problem)
    checked.problems += _photo_problems(folder, key, checked)
    checked.problems += _journal_problems(folder, key, unsent - before)
    return checked


def _check_database(folder: DataFolder, key: FileKey, checked: Checked) -> set[str]:
    """Works in a copy, so that the desk may stay open. Returns the ids of unsent operations."""
    examine(folder.database, key.database)
    broken = damaged_pages(folder.database, key.database, file_salt(key.database)) if _is_closed(folder) else []
    if broken:
        raise DamagedFile("check.pages", count=len(broken))
    copy = folder.root / "check.part"
    try:
        copy.unlink(missing_ok=True)
        copy_into(folder.database, key.database, copy)
        store = open_desk(copy, key.database)
        try:
            with store.reading() as reader:
                check_whole(reader.connection)
                checked.counts = counts_of(reader.connection)
                checked.problems += _referenced_problems(reader.connection, PhotoStore(folder.photos, key.photos))
                unsent = {op.id for op in unsent_operations(reader)}
            differing = tables_differ(store)
            if differing:
                checked.problems.append(DamagedFile("check.tables", tables=", ".join(differing)))
        finally:
            store.close()
    finally:
        with disk_errors_translated():
            for ending in ("", "-wal", "-shm"):
                copy.with_name(copy.name + ending).unlink(missing_ok=True)
    return unsent


def _is_closed(folder: DataFolder) -> bool:
    return not folder.database.with_name(folder.database.name + "-wal").exists()


def tables_differ(store: Store) -> list[str]:
    """Names of derived tables that are not what the operations add up to. They are made anew, compared, and put back as they were."""
    connection = store.connection
    with connection.begin() as transaction:
        before = _digests(connection)
        rebuild(connection, store.applying)
        after = _digests(connection)
        transaction.rollback()
    return sorted(name for name in before if before[name] != after[name])


def _digests(connection: Connection) -> dict[str, str]:
    found = {}
    for table in (*t.all_thing_tables(), t.unsettled):
        total = hashlib.sha256()
        keys = list(table.primary_key.columns)
        for row in connection.execute(select(table).order_by(*keys)):
            total.update(repr(tuple(row)).encode())
        found[table.name] = total.hexdigest()
    return found


def _referenced_problems(connection: Connection, photos: PhotoStore) -> Iterator[DeskError]:
    """Photos that should lie here and do not."""
    c = t.blobs.c
    for sha256 in connection.execute(select(c.sha256).where(c.state != "away").distinct()).scalars().all():
        if not photos.has(sha256):
            yield FileProblem("store.photo_missing", sha256=sha256[:8])


def _photo_problems(folder: DataFolder, key: FileKey, checked: Checked) -> Iterator[DeskError]:
    photos = PhotoStore(folder.photos, key.photos)
    for sha256 in sorted(photos.all()):
        checked.photos += 1
        if not photos.is_sound(sha256):
            yield DamagedFile("store.photo_damaged", sha256=sha256[:8])


def _journal_ids(folder: DataFolder, key: FileKey) -> set[str]:
    """What the second copy held before the look began: the desk may confirm some of it meanwhile."""
    try:
        journal = Journal(folder.journal, key.journal, read_only=True)
    except StoreProblem:
        return set()
    journal.close()
    return journal.ids()


def _journal_problems(folder: DataFolder, key: FileKey, unsent: set[str]) -> Iterator[DeskError]:
    try:
        journal = Journal(folder.journal, key.journal, read_only=True)
    except StoreProblem:
        if unsent:
            yield StoreProblem("check.journal", count=len(unsent))
        return
    missing = unsent - journal.ids()
    journal.close()
    if missing:
        yield StoreProblem("check.journal", count=len(missing))
    if journal.damaged:
        yield DamagedFile("check.journal_damaged", count=journal.damaged)
