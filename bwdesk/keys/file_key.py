"""The one random key of a data folder, and the keys of its parts."""

from __future__ import annotations

import os
from typing import Final

from bwdesk.sealed import derive


class FileKey:
    """The key of a data folder (32 random bytes) and the keys of its parts. Not shown in logs."""

    __slots__ = ("raw",)

    def __init__(self, raw: bytes) -> None:
        self.raw: Final = raw

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FileKey) and self.raw == other.raw

    def __hash__(self) -> int:
        return hash(self.raw)

    @classmethod
    def random(cls) -> FileKey:
        return cls(os.urandom(32))

    @property
    def database(self) -> bytes:
        """SQLCipher's raw key."""
        return derive(self.raw, "database")

    @property
    def photos(self) -> bytes:
        return derive(self.raw, "photos")

    @property
    def journal(self) -> bytes:
        return derive(self.raw, "journal")

    @property
    def snapshots(self) -> bytes:
        """Seals the facts of snapshots; their content is encrypted as the files are."""
        return derive(self.raw, "snapshots")

    @property
    def certificate(self) -> bytes:
        """Seals the signing certificate."""
        return derive(self.raw, "signing certificate")


def file_salt(database_key: bytes) -> bytes:
    """The first 16 bytes of every database under this key: tells another desk's file from a damaged one."""
    return derive(database_key, "file salt", size=16)
