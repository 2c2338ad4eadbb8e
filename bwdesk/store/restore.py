"""Putting a snapshot in place of what is there, which is kept aside. Ended at any moment, it is finished at the next start or undone.

Unsent work that the snapshot lacks comes back from the journal when the desk is opened (second_copy.py).
"""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from bwdesk.disk import Lock, disk_errors_translated, sync_folder, sync_path, write_whole
from bwdesk.errors import DamagedFile, MissingKey, Refused
from bwdesk.keys.ring import Ring, read_ring, ring_of
from bwdesk.paths import DataFolder
from bwdesk.store.contents import file_hash
from bwdesk.store.journal import lock_path
from bwdesk.store.snapshots import Snapshot, read_snapshot

STAGING: Final = "restoring"
ASIDE: Final = "aside"
READY: Final = "ready.json"


def restore(path: Path, folder: DataFolder) -> Snapshot:
    """Puts a container's desk into a data folder that nobody has open; photos beside the container are copied in.

    What stands there is moved to `aside/<time of the snapshot>`. Where the folder's ring belongs to the same desk it stays: it knows the
    latest passphrase. Raises FileProblem or StoreProblem, with nothing changed; Refused (`backup.other_desk`) for another desk's folder.
    """
    snapshot = read_snapshot(path)
    present = _present_ring(folder)
    if present is not None and present.file != snapshot.file:
        raise Refused("backup.other_desk", name=present.name)
    staging = folder.root / STAGING
    with disk_errors_translated(), _nobody_else(folder):
        finish_restore(folder)
        staging.mkdir(parents=True)
        try:
            _unpack(snapshot, staging, with_ring=present is None)
            _copy_photos(path.parent / "photos", folder.photos)
            name = f"{path.stem}-{len(list(folder.root.glob(f'{ASIDE}/{path.stem}*')))}"
            write_whole(staging / READY, json.dumps({"aside": name}).encode())
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise
        finish_restore(folder)
    return snapshot


@contextmanager
def _nobody_else(folder: DataFolder) -> Iterator[None]:
    """Raises StoreProblem (`store.in_use`) if a program has the desk open."""
    folder.journal.parent.mkdir(parents=True, exist_ok=True)
    lock = Lock(lock_path(folder.journal))
    try:
        yield
    finally:
        lock.release()


def finish_restore(folder: DataFolder) -> bool:
    """Finishes a restore that was ended half-way, or clears away one that had not begun. True if it put a snapshot in place."""
    staging = folder.root / STAGING
    if not staging.is_dir():
        return False
    with disk_errors_translated():
        try:
            aside = folder.root / ASIDE / Path(json.loads((staging / READY).read_bytes())["aside"]).name
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            shutil.rmtree(staging)
            return False
        aside.mkdir(parents=True, exist_ok=True)
        _swap(staging / "desk.db", folder.database, aside, ("-wal", "-shm", ""))
        _swap(staging / "ring.json", folder.ring, aside, ("",))
        (staging / READY).unlink()
        shutil.rmtree(staging)
        sync_folder(folder.root)
    return True


def _swap(new: Path, place: Path, aside: Path, endings: tuple[str, ...]) -> None:
    if not new.exists():
        return  # this step was done before the program ended
    for ending in endings:
        old = place.with_name(place.name + ending)
        if old.exists():
            os.replace(old, aside / old.name)
    sync_folder(aside)
    os.replace(new, place)
    sync_folder(place.parent)


def _present_ring(folder: DataFolder) -> Ring | None:
    with suppress(MissingKey, DamagedFile):
        return read_ring(folder.ring)
    return None


def _unpack(snapshot: Snapshot, staging: Path, *, with_ring: bool) -> None:
    try:
        with zipfile.ZipFile(snapshot.path) as container:
            ring = container.read("ring.json")
            if ring_of(ring).file != snapshot.file:
                raise DamagedFile("backup.damaged")
            with container.open("desk.db") as source, (staging / "desk.db").open("wb") as out:
                shutil.copyfileobj(source, out, 1 << 20)
    except (zipfile.BadZipFile, EOFError, KeyError):
        raise DamagedFile("backup.damaged") from None
    if file_hash(staging / "desk.db") != snapshot.facts["sha256"]:
        raise DamagedFile("backup.damaged")
    sync_path(staging / "desk.db")
    if with_ring:
        write_whole(staging / "ring.json", ring)


def _copy_photos(source: Path, target: Path) -> None:
    for photo in source.glob("??/*"):
        place = target / photo.parent.name / photo.name
        if len(photo.name) == 64 and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            write_whole(place, photo.read_bytes())
