"""Snapshots and backups: one file holding ring, database and the list of photos, opened and checked before it counts.

A container is a stored ZIP: `facts.json` (when, what, how much, hashes), `ring.json` (wrapped keys only), `desk.db` (encrypted under the
file key) and `photo-list.json` (names and sizes). It gets its name only after the program itself has opened what it wrote. Snapshots lie in
the data folder; a backup in a folder of the person's choice has the encrypted photos beside it, each copied once.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bwdesk import __version__, ids
from bwdesk.disk import disk_errors_translated, sync_folder, sync_path, write_whole
from bwdesk.domain.kinds import SCHEMA
from bwdesk.errors import DamagedFile, StoreProblem
from bwdesk.keys.file_key import FileKey
from bwdesk.keys.ring import read_ring
from bwdesk.paths import DataFolder
from bwdesk.store.contents import checked_counts, file_hash
from bwdesk.store.engine import copy_into
from bwdesk.store.photos import PhotoStore
from bwdesk.store.restore import finish_restore, restore
from bwdesk.store.snapshots import ENDING, FORMAT, Snapshot, day_of, good_snapshots, read_snapshot, superfluous

__all__ = ["Snapshot", "backup", "daily_snapshot", "finish_restore", "good_snapshots", "read_snapshot", "restore"]

Now = Callable[[], datetime]


def backup(folder: DataFolder, key: FileKey, target: Path, *, now: Now = ids.now) -> Snapshot:
    """A checked container in `target`, and every photo beside it that is not there yet. Raises StoreProblem or DamagedFile."""
    with _room_needed():
        target.mkdir(parents=True, exist_ok=True)
        photos = PhotoStore(folder.photos, key.photos)
        for sha256 in photos.all():
            _copy_photo(photos.file_of(sha256), target / "photos" / sha256[:2] / sha256)
        return _make(folder, key, target, now())


def daily_snapshot(folder: DataFolder, key: FileKey, *, now: Now = ids.now) -> Snapshot | None:
    """A checked snapshot, unless there is one of today; older ones beyond seven days and four weeks go. Raises as `backup`."""
    moment = now()
    if any(day_of(one) == moment.astimezone().date() for one in good_snapshots(folder)):
        return None
    made = fresh_snapshot(folder, key, now=lambda: moment)
    with _room_needed():
        for old in superfluous(good_snapshots(folder)):
            old.path.unlink()
    return made


def fresh_snapshot(folder: DataFolder, key: FileKey, *, now: Now = ids.now) -> Snapshot:
    """A checked snapshot, whatever others there are. Raises as `backup`."""
    with _room_needed():
        folder.snapshots.mkdir(parents=True, exist_ok=True)
        return _make(folder, key, folder.snapshots, now())


@contextmanager
def _room_needed() -> Iterator[None]:
    """Says "no room for the snapshot" where the disk is full: nothing that people recorded is concerned."""
    try:
        with disk_errors_translated():
            yield
    except StoreProblem as problem:
        if problem.key in ("store.full", "store.read_only"):
            raise StoreProblem("backup.full" if problem.key == "store.full" else "backup.read_only") from problem
        raise


def _make(folder: DataFolder, key: FileKey, target: Path, moment: datetime) -> Snapshot:
    path = target / f"{moment.astimezone(UTC):%Y-%m-%dT%H%M%SZ}{ENDING}"
    copy, draft = path.with_suffix(".db.part"), path.with_suffix(".part")
    try:
        for left in target.glob("????-??-??T??????Z*.part"):
            left.unlink()
        copy_into(folder.database, key.database, copy)
        counts = checked_counts(copy, key.database)
        photos = PhotoStore(folder.photos, key.photos)
        listed = json.dumps(sorted((name, photos.size(name)) for name in photos.all())).encode()
        ring = read_ring(folder.ring)
        facts = {
            "format": FORMAT, "taken_at": moment.isoformat(), "program": __version__, "schema": SCHEMA, "person": ring.person,
            "name": ring.name, "file": ring.file, "counts": counts._asdict(), "size": copy.stat().st_size, "sha256": file_hash(copy),
        }  # fmt: skip
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED) as container:
            container.writestr("facts.json", json.dumps(facts, ensure_ascii=False, indent=1))
            container.write(folder.ring, "ring.json")
            container.writestr("photo-list.json", listed)
            container.write(copy, "desk.db")
        sync_path(draft)
        _read_back(draft, facts)
        draft.replace(path)
        sync_folder(target)
    finally:
        copy.unlink(missing_ok=True)
        draft.unlink(missing_ok=True)
    return read_snapshot(path)


def _read_back(container: Path, facts: dict[str, Any]) -> None:
    with zipfile.ZipFile(container) as zipped:
        if zipped.testzip() is not None or file_hash(zipped.open("desk.db")) != facts["sha256"]:
            raise DamagedFile("backup.damaged")


def _copy_photo(source: Path, target: Path) -> None:
    """Copies an encrypted photo and compares; one that is there already, whole by its length, is passed over."""
    if target.exists() and target.stat().st_size == source.stat().st_size:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, source.read_bytes())
    if file_hash(target) != file_hash(source):
        raise DamagedFile("backup.damaged")
