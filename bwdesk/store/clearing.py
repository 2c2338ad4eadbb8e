"""What a scope that left the database has left in files: the second copy, photos, snapshots, copies put aside, the write-ahead log.

Runs off the GUI, beside the open desk; repeating it is harmless. A snapshot or copy that holds the scope goes, after a fresh one without it
has been made and checked. What cannot be read goes with them, if it is this desk's. Backups in folders of the person's choice are theirs.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from sqlalchemy import select

from bwdesk.disk import disk_errors_translated, sync_folder
from bwdesk.errors import DeskError
from bwdesk.keys.file_key import FileKey, file_salt
from bwdesk.paths import DataFolder
from bwdesk.store import tables as t
from bwdesk.store.backup import fresh_snapshot
from bwdesk.store.engine import Store, empty_log, open_untouched
from bwdesk.store.forgetting import files_to_clear, note_cleared, note_photos_cleared
from bwdesk.store.journal import Journal
from bwdesk.store.photos import PhotoStore
from bwdesk.store.restore import ASIDE
from bwdesk.store.snapshots import ENDING
from bwdesk.store.unit import Writer

CHUNK: Final = 1 << 20


def clear_photos(journal: Journal, photos: PhotoStore, left: Mapping[str, Sequence[str]]) -> None:
    """First: the second copy, and the photos (`forgetting.files_to_clear`: photos by scope). Raises StoreProblem."""
    journal.forget(set(left))
    photos.delete({one for some in left.values() for one in some})


def clear_copies(folder: DataFolder, key: FileKey, scopes: Collection[str]) -> None:
    """Then, once the photos are noted as gone: the write-ahead log, snapshots and copies. Raises StoreProblem or DamagedFile."""
    empty_log(folder.database, key.database)
    holding = [one for one in _copies(folder) if holds_any(one, key, scopes, folder.root)]
    fresh = fresh_snapshot(folder, key).path if any(one.suffix == ENDING for one in holding) else None
    with disk_errors_translated():
        for one in holding:
            if one == fresh:  # made within the same second, it took the place of the old one
                continue
            one.unlink(missing_ok=True)
            sync_folder(one.parent)


def clear_what_left(folder: DataFolder, key: FileKey, store: Store, journal: Journal, photos: PhotoStore, writer: Writer) -> None:
    """All of it on the caller's thread: for the command line, and for a desk that is being opened."""
    with store.reading() as reader:
        left = files_to_clear(reader)
    if left:
        clear_photos(journal, photos, left)
        with store.writing(writer, "scope.left") as unit:
            note_photos_cleared(unit, left)
        clear_copies(folder, key, left)
        with store.writing(writer, "scope.left") as unit:
            note_cleared(unit, left)


def _copies(folder: DataFolder) -> Iterator[Path]:
    """Snapshots, and every copy of the database that lies about in the data folder."""
    yield from sorted(folder.snapshots.glob(f"*{ENDING}"))
    yield from sorted(folder.root.glob(f"{folder.database.name}.before-*"))
    for path in sorted((folder.root / ASIDE).glob("*/*")):
        if path.is_file() and path.name.startswith(folder.database.name):
            yield path


def holds_any(path: Path, key: FileKey, scopes: Collection[str], scratch: Path) -> bool:
    """Whether a snapshot or copy of this desk's database holds anything of some scopes, or cannot be read to tell."""
    if path.name.endswith(("-wal", "-shm")):
        return True  # what was put aside with it: only SQLite could tell
    copy = scratch / "look.part"
    try:
        if path.suffix == ENDING:
            with zipfile.ZipFile(path) as container, container.open("desk.db") as source, copy.open("wb") as out:
                shutil.copyfileobj(source, out, CHUNK)
        else:
            shutil.copyfile(path, copy)
        if not _is_ours(copy, key):
            return False
        store = open_untouched(copy, key.database)
    except (DeskError, zipfile.BadZipFile, KeyError, EOFError, OSError):
        return True
    else:
        try:
            with store.reading() as reader:
                query = select(t.operations.c.n).where(t.operations.c.scope.in_(sorted(scopes))).limit(1)
                return reader.connection.execute(query).first() is not None
        except DeskError:
            return True
        finally:
            store.close()
    finally:
        with suppress(OSError):
            copy.unlink(missing_ok=True)


def _is_ours(copy: Path, key: FileKey) -> bool:
    with copy.open("rb") as stream:
        return stream.read(16) == file_salt(key.database)
