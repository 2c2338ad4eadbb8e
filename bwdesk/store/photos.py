"""Photo bytes: encrypted files named by the SHA-256 of what is in them, written whole or not at all. What a photo belongs to: tables.

Thumbnails, and any other bytes that travel by hash, lie here as well. A file is magic, nonce, ciphertext and tag; the name is bound into
the seal, so that two files cannot be exchanged for each other.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from bwdesk.disk import disk_errors_translated, sync_folder, write_whole
from bwdesk.errors import DamagedFile, FileProblem
from bwdesk.sealed import OVERHEAD, Unsealable, seal, unseal

MAGIC: Final = b"BWP1"
AROUND: Final = len(MAGIC) + OVERHEAD
LARGEST: Final = 64 * 1024 * 1024
_HEX: Final = frozenset("0123456789abcdef")
YOUNG: Final = 24 * 3600.0
"""Seconds for which a file that nothing refers to yet is left alone: its record may still be on its way."""


class PhotoStore:
    """The photos of one data folder under its photo key (`FileKey.photos`). May be used from several threads."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder
        self._key = key

    def put(self, data: bytes) -> str:
        """Keeps bytes (at most 64 MiB) and returns their SHA-256; on disk when it returns. A broken file of that name is replaced.

        Raises FileProblem (`store.photo_large`) or StoreProblem (full, read-only).
        """
        if len(data) > LARGEST:
            raise FileProblem("store.photo_large", limit=LARGEST // 1024 // 1024)
        sha256 = hashlib.sha256(data).hexdigest()
        if not self._holds(sha256, data):
            path = self._path(sha256)
            with disk_errors_translated():
                if not path.parent.is_dir():
                    path.parent.mkdir(parents=True, exist_ok=True)
                    sync_folder(self.folder)
            write_whole(path, MAGIC + seal(self._key, data, _about(sha256)))
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes, verified. Raises FileProblem (`store.photo_missing`) or DamagedFile (`store.photo_damaged`) for this one photo."""
        path = self._path(sha256)
        if not path.exists():
            raise FileProblem("store.photo_missing", sha256=sha256[:8])
        with disk_errors_translated():
            raw = path.read_bytes()
        try:
            if not raw.startswith(MAGIC):
                raise Unsealable
            data = unseal(self._key, raw[len(MAGIC) :], _about(sha256))
        except Unsealable:
            raise DamagedFile("store.photo_damaged", sha256=sha256[:8]) from None
        return data

    def has(self, sha256: str) -> bool:
        """Whether a file of that name is here (`get` says whether it is sound)."""
        return _is_name(sha256) and self._path(sha256).exists()

    def size(self, sha256: str) -> int | None:
        """The length of the bytes; None if they are not here."""
        if not _is_name(sha256):
            return None
        with suppress(FileNotFoundError):
            return max(0, self._path(sha256).stat().st_size - AROUND)
        return None

    def all(self) -> Iterator[str]:
        """The names of everything here, in no order."""
        for path in self.folder.glob("??/*"):
            if _is_name(path.name):
                yield path.name

    def is_sound(self, sha256: str) -> bool:
        """Reads the file through and compares its bytes with their name."""
        try:
            return hashlib.sha256(self.get(sha256)).hexdigest() == sha256
        except FileProblem:
            return False

    def file_of(self, sha256: str) -> Path:
        """The encrypted file, for copying as it is."""
        return self._path(sha256)

    def delete(self, names: Collection[str]) -> None:
        """Deletes photos by name; one that is not here is none."""
        with disk_errors_translated():
            for name in sorted(filter(_is_name, names)):
                path = self._path(name)
                if path.exists():
                    path.unlink()
                    sync_folder(path.parent)

    def delete_unreferenced(self, keep: Collection[str], *, older_than: float = YOUNG) -> list[str]:
        """Deletes what nothing refers to and half-written leftovers, unless younger than that many seconds. Returns the names deleted."""
        limit, gone = time.time() - older_than, []
        with disk_errors_translated():
            for path in list(self.folder.glob("??/*")):
                is_leftover = path.name.endswith(".part")
                if (is_leftover or (_is_name(path.name) and path.name not in keep)) and path.stat().st_mtime <= limit:
                    path.unlink()
                    if not is_leftover:
                        gone.append(path.name)
        return gone

    def _holds(self, sha256: str, data: bytes) -> bool:
        try:
            return self.get(sha256) == data
        except FileProblem:
            return False

    def _path(self, sha256: str) -> Path:
        if not _is_name(sha256):
            raise FileProblem("store.photo_missing", sha256=sha256[:8])
        return self.folder / sha256[:2] / sha256


def _is_name(text: str) -> bool:
    return len(text) == 64 and _HEX.issuperset(text)


def _about(sha256: str) -> bytes:
    return b"bwdesk photo " + sha256.encode()
