"""The one random key of a data folder, and the keys of its parts."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from bwdesk.sealed import derive


@dataclass(frozen=True, slots=True, repr=False)
class FileKey:
    """The key of a data folder (32 random bytes) and the keys of its parts. Not shown in logs."""

    raw: bytes

    @classmethod
    def random(cls) -> FileKey:
        return cls(secrets.token_bytes(32))

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
