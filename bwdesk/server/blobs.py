"""Photos on the server: a folder of files named by SHA-256, filled in pieces that may be cut at any byte.

A piece is appended and fsynced before it is answered; how far an upload is, is the partial file's length and nothing else (always less
than the whole: who reads the length of the whole takes the upload for done). A file counts as stored only when all its bytes have been
read again and have its name as their hash. Who may see or send it: `may`.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Protocol

from bwdesk.disk import disk_errors_translated, sync_file, sync_folder
from bwdesk.domain.access import Member, may_read
from bwdesk.errors import StoreProblem
from bwdesk.server.facts import Facts
from bwdesk.server.pen import WRITER
from bwdesk.store.blob_rows import APART, WHOLE, Blob, names_blob, places_of, set_whole
from bwdesk.store.hub import Hub

LARGEST: Final = 20 * 1024 * 1024
LARGEST_PIECE: Final = 4 * 1024 * 1024
CACHED: Final = 10 * 1024**3
"""Bytes of photos that a folder holds when they are kept elsewhere."""

_READ: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Standing:
    """How a photo stands for one person: bytes the server has for them, whether it is whole, for which scopes it may be sent, and whether
    it may be fetched."""

    offset: int
    is_whole: bool
    scopes: tuple[str, ...]
    may_fetch: bool = True


class Objects(Protocol):
    """Where whole photos are kept when not in the folder (objects.py)."""

    def put(self, sha256: str, path: Path) -> None: ...

    def fetch(self, sha256: str, target: Path) -> bool: ...


class BlobFolder:
    """The photos' folder. One process writes it; every upload has its own partial file and its lock.

    With `objects` whole photos are kept there, and the folder holds at most `cached` bytes of them, the ones last asked for.
    """

    def __init__(self, root: Path, objects: Objects | None = None, *, cached: int = CACHED) -> None:
        self._root = root
        self._objects = objects
        self._cached = cached
        self._fetched = 0
        self._lock = threading.Lock()
        self._busy: dict[str, threading.Lock] = {}
        (root / "partial").mkdir(parents=True, exist_ok=True)

    def file(self, sha256: str) -> Path | None:
        """The file of a whole photo, fetched first where it is kept elsewhere; None when it is not there.

        Raises StoreProblem (`server.photo_store_away`).
        """
        path = self._place(sha256)
        if path.exists():
            if self._objects is not None:
                os.utime(path)
            return path
        if self._objects is None:
            return None
        with self._alone(sha256), disk_errors_translated():
            if path.exists():
                return path
            draft = self._root / "partial" / f"{sha256}.fetched"
            if not self._objects.fetch(sha256, draft):
                return None
            path.parent.mkdir(exist_ok=True)
            draft.replace(path)
            self._make_room(path.stat().st_size)
            return path

    def _place(self, sha256: str) -> Path:
        return self._root / sha256[:2] / sha256

    def _make_room(self, more: int) -> None:
        """Drops the photos longest not asked for, looking only when a sixteenth of the room has come in since the last look."""
        self._fetched += more
        if self._objects is None or self._fetched < self._cached // 16:
            return
        self._fetched = 0
        files = sorted((stat.st_mtime, stat.st_size, path) for path in self._root.glob("[0-9a-f][0-9a-f]/*") for stat in [path.stat()])
        over = sum(size for _, size, _ in files) - self._cached
        for _, size, path in files:
            if over <= 0:
                return
            path.unlink(missing_ok=True)
            over -= size

    def offset(self, sha256: str, who: str) -> int:
        """Bytes of somebody's unfinished upload that are safely here."""
        try:
            return self._partial(sha256, who).stat().st_size
        except FileNotFoundError:
            return 0

    def append(self, sha256: str, who: str, offset: int, piece: bytes, length: int | None) -> tuple[int, bool]:
        """Adds a piece to somebody's upload. Returns how far it is now, and whether the photo is whole. `length` is the whole's, if known.

        Raises Mismatch when the offset is another, or when all bytes are here and have another hash (they are dropped then);
        StoreProblem when the disk refuses.
        """
        partial = self._partial(sha256, who)
        with self._alone(partial.name), disk_errors_translated():
            here = self.offset(sha256, who)
            if offset != here:
                raise Mismatch(here)
            if here + len(piece) > min(LARGEST, length if length is not None else LARGEST):
                raise Mismatch(here)
            after = here + len(piece)
            if length in (None, after) and self._hash(partial, piece) == sha256:
                self._finish(sha256, partial, piece)
                return after, True
            if length is not None and after >= length:
                partial.unlink(missing_ok=True)
                raise Mismatch(0)
            self._write(partial, piece)
            return after, False

    def keep(self, data: bytes) -> str:
        """Keeps a whole file that was made here, and gives its SHA-256. Raises StoreProblem when the disk refuses, or it is too large."""
        sha256 = hashlib.sha256(data).hexdigest()
        if self.file(sha256) is None:
            if len(data) > LARGEST:
                raise StoreProblem("store.failed", code=0)
            self.append(sha256, "portal", self.offset(sha256, "portal"), data, len(data))
        return sha256

    def _finish(self, sha256: str, partial: Path, piece: bytes) -> None:
        """Adds the last piece under another name: no upload that is not yet kept ever stands there in full length, as if it were over."""
        last = partial.with_name(partial.name + ".last")
        last.unlink(missing_ok=True)
        if partial.exists():
            partial.replace(last)
        before = last.stat().st_size if last.exists() else 0
        try:
            self._write(last, piece)
            if self._hash(last) != sha256:
                raise StoreProblem("store.failed", code=0)
            self._keep(sha256, last)
        except (OSError, StoreProblem):
            os.truncate(last, before)
            last.replace(partial)  # the last piece comes again, and with it the next try
            raise

    @staticmethod
    def _write(partial: Path, piece: bytes) -> None:
        with partial.open("ab") as out:
            before = out.tell()
            try:
                out.write(piece)
                out.flush()
                sync_file(out.fileno())
            except OSError:
                with suppress(OSError):
                    out.truncate(before)
                raise

    def _keep(self, sha256: str, partial: Path) -> None:
        if self._objects is not None:
            self._objects.put(sha256, partial)
        target = self._place(sha256)
        target.parent.mkdir(exist_ok=True)
        partial.replace(target)
        sync_folder(target.parent)
        sync_folder(self._root)
        self._make_room(target.stat().st_size)

    def _partial(self, sha256: str, who: str) -> Path:
        return self._root / "partial" / f"{sha256}.{who}"

    @staticmethod
    def _hash(path: Path, more: bytes = b"") -> str:
        """Of a file's bytes, if it is there, and what comes after them."""
        total = hashlib.sha256()
        with suppress(FileNotFoundError), path.open("rb") as stream:
            while piece := stream.read(_READ):
                total.update(piece)
        total.update(more)
        return total.hexdigest()

    @contextmanager
    def _alone(self, name: str) -> Iterator[None]:
        with self._lock:
            if len(self._busy) > 1_000:
                self._busy = {one: lock for one, lock in self._busy.items() if lock.locked()}
            lock = self._busy.setdefault(name, threading.Lock())
        with lock:
            yield


class Mismatch(Exception):
    """The piece does not follow what is here: `offset` bytes are."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


def is_sha256(text: str) -> bool:
    return len(text) == 64 and set(text) <= set("0123456789abcdef")


def standing_of(hub: Hub, folder: BlobFolder, member: Member, sha256s: Sequence[str], today: date) -> dict[str, Standing]:
    """How photos stand for a person: only those that a scope they may read names, or a record of their own anywhere (to be sent only).

    Bytes that came through another scope do not count: who only knows a hash has to send the bytes, and learns nothing.
    """
    found: dict[str, Standing] = {}
    proven: dict[str, tuple[list[str], int]] = {}
    with hub.reading() as reader:
        facts = Facts(reader)
        for sha256, places in places_of(reader, sha256s).items():
            scopes = [one for one in sorted(places) if places[one].state != APART and may_read(member, one, facts, today)]
            whole = [scope for scope in scopes if places[scope].state == WHOLE]
            if whole:
                found[sha256] = Standing(places[whole[0]].size, True, tuple(scopes))
                if len(whole) < len(scopes):
                    proven[sha256] = (scopes, places[whole[0]].size)
            elif scopes:
                found[sha256] = Standing(folder.offset(sha256, member.id), False, tuple(scopes))
            elif mine := [one for one in sorted(places) if names_blob(reader, sha256, one, member.ids)]:
                found[sha256] = _to_be_sent(folder, member, mine, [places[one] for one in mine])
    for sha256, (scopes, size) in proven.items():
        with hub.writing(WRITER, "blob") as unit:
            set_whole(unit, sha256, scopes, size)
    return found


def _to_be_sent(folder: BlobFolder, member: Member, scopes: Sequence[str], there: Sequence[Blob]) -> Standing:
    """A photo of one's own record where one may read no more (or never might): its bytes are still taken in."""
    whole = [one for one in there if one.state == WHOLE]
    if len(whole) == len(there):
        return Standing(whole[0].size, True, tuple(scopes), may_fetch=False)
    return Standing(folder.offset(there[0].sha256, member.id), False, tuple(scopes), may_fetch=False)
