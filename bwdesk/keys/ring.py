"""`ring.json`: the wrapped file key and public facts beside it. Reading, writing and wrapping; who may ask for what stands in ladder.py.

Nothing in a ring opens a file by itself. Every wrap is authenticated, the whole carries a checksum (so that damage is told from a wrong
passphrase before anybody types one) and a seal under the file key (so that nobody slips in an office key of his own).
"""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NamedTuple

from bwdesk.disk import disk_errors_translated, sync_folder, write_whole
from bwdesk.errors import DamagedFile, MissingKey, NewerFile
from bwdesk.sealed import derive, seal, unseal

FORMAT: Final = 2
"""2: the desk has a lease; a program that knows of none must not open it. Others are still written as 1."""
MAX_RING: Final = 64_000
Wrap = dict[str, Any]
Clock = Callable[[], float]
"""POSIX time in seconds."""


class Cost(NamedTuple):
    """What one guess costs: Argon2id memory in KiB, passes, lanes."""

    memory: int = 65_536
    passes: int = 3
    lanes: int = 4

    def fits(self) -> bool:
        """False for costs that this program would not have written (a damaged ring must not exhaust the machine)."""
        return 8 <= self.memory <= 1_048_576 and 1 <= self.passes <= 20 and 1 <= self.lanes <= 16


STANDARD: Final = Cost()
PIN_COST: Final = Cost(memory=32_768, passes=2, lanes=2)
"""A PIN is tried at most a few times and needs the keyring's secret too; opening stays quick."""


class Ring(NamedTuple):
    """One desk's ring. `file` is the salt at the head of its database (16 bytes as hex): it says which file belongs to the ring.

    `lease`: the desk has met its office, and opens for some days without it (lease.py).
    """

    person: str
    name: str
    created_at: str
    file: str
    passphrase: Wrap
    recovery: Wrap | None = None
    office: Wrap | None = None
    pin: Wrap | None = None
    seal: str = ""
    lease: bool = False

    @property
    def uses_keyring(self) -> bool:
        """Whether the passphrase opens only together with the secret in this computer's keyring."""
        return self.passphrase["device"] is not None

    def about(self, purpose: str) -> bytes:
        """What a wrap is bound to."""
        return f"bwdesk ring {purpose} {self.file}".encode()

    def sealed_by(self, file_key: bytes) -> Ring:
        """The same ring with its seal made anew."""
        return self._replace(seal=_seal(self, file_key))

    def is_genuine(self, file_key: bytes) -> bool:
        """Whether it was last written by somebody who had the file key."""
        import hmac  # with what follows: 5 ms that the window does not wait for

        return hmac.compare_digest(self.seal, _seal(self, file_key))


def _seal(ring: Ring, file_key: bytes) -> str:
    import hmac

    return hmac.new(derive(file_key, "ring seal"), _text(ring._replace(seal="")).encode(), "sha256").hexdigest()


def _text(ring: Ring) -> str:
    names = [name for name in Ring._fields if name != "lease" or ring.lease]
    return json.dumps({name: getattr(ring, name) for name in names}, sort_keys=True, ensure_ascii=False, indent=1)


# --- wraps ---------------------------------------------------------------------------------------------------------------------------


def typed_key(typed: str, salt: bytes, cost: Cost, device_secret: bytes | None, purpose: str) -> bytes:
    """The key that something typed and the secret of this computer give together (HKDF over Argon2id)."""
    from argon2.low_level import Type, hash_secret_raw  # 0.02 s that the window does not wait for

    typed_bytes = unicodedata.normalize("NFC", typed).encode()
    stretched = hash_secret_raw(typed_bytes, salt, cost.passes, cost.memory, cost.lanes, 32, Type.ID)
    return derive(stretched + (device_secret or b""), purpose, salt=salt)


def wrap_of(ring: Ring, purpose: str, key: bytes, secret: bytes) -> str:
    """`secret` sealed under `key`, as text."""
    return seal(key, secret, ring.about(purpose)).hex()


def unwrap(ring: Ring, purpose: str, key: bytes, wrap: str) -> bytes:
    """The secret of a wrap. Raises Unsealable if the key is not the right one."""
    return unseal(key, bytes.fromhex(wrap), ring.about(purpose))


def cost_fields(cost: Cost) -> Wrap:
    """A cost as it stands in a wrap."""
    return {"memory": cost.memory, "passes": cost.passes, "lanes": cost.lanes}


def cost_of(wrap: Wrap) -> Cost:
    """The cost a wrap was made with. Raises DamagedFile for one that cannot be."""
    cost = Cost(wrap["memory"], wrap["passes"], wrap["lanes"])
    if not cost.fits():
        raise DamagedFile("keys.ring_damaged")
    return cost


# --- the file ------------------------------------------------------------------------------------------------------------------------


def read_ring(path: Path) -> Ring:
    """The ring in a file, or the one kept beside it while it was being replaced.

    Raises MissingKey (`keys.ring_missing`), DamagedFile (`keys.ring_damaged`) or NewerFile (`keys.ring_newer`).
    """
    try:
        return _read(path)
    except (MissingKey, DamagedFile):
        with suppress(MissingKey, DamagedFile):
            return _read(_old(path))
        raise


def _read(path: Path) -> Ring:
    if not path.exists():
        raise MissingKey("keys.ring_missing")
    with disk_errors_translated(), path.open("rb") as stream:
        return ring_of(stream.read(MAX_RING))


def ring_of(raw: bytes) -> Ring:
    """The ring of a file's bytes. Raises DamagedFile or NewerFile."""
    try:
        whole = json.loads(raw)
        if type(whole["format"]) is int and whole["format"] > FORMAT:
            raise NewerFile("keys.ring_newer")
        ring = Ring(**whole["ring"])
        if whole["sum"] != _sum(ring) or len(bytes.fromhex(ring.file)) != 16:
            raise DamagedFile("keys.ring_damaged")
    except (ValueError, TypeError, KeyError, RecursionError):
        raise DamagedFile("keys.ring_damaged") from None
    return ring


def bytes_of(ring: Ring) -> bytes:
    """A ring as it lies in a file."""
    whole = {"format": FORMAT if ring.lease else 1, "ring": json.loads(_text(ring)), "sum": _sum(ring)}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def _sum(ring: Ring) -> str:
    """Computed without OpenSSL where Python has SHA-256 of its own: loading that library is 5 ms that the window does not wait for."""
    try:
        sums = import_module("_sha2" if sys.version_info >= (3, 12) else "_sha256")
    except ImportError:
        sums = import_module("hashlib")
    return str(sums.sha256(_text(ring).encode()).hexdigest())


def _old(path: Path) -> Path:
    return path.with_name(path.name + ".old")


def replace_ring(path: Path, ring: Ring, opens: Callable[[Ring], bool]) -> None:
    """Puts a ring in place. The one before is kept beside it until the new one has been read back and `opens`. Raises StoreProblem."""
    new = path.with_name(path.name + ".new")
    with disk_errors_translated():
        path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(new, bytes_of(ring))
    try:
        if not opens(_read(new)):
            raise DamagedFile("keys.ring_damaged")
        if path.exists():
            write_whole(_old(path), path.read_bytes())
        with disk_errors_translated():
            os.replace(new, path)
            sync_folder(path.parent)
    finally:
        new.unlink(missing_ok=True)
    if opens(_read(path)):
        _old(path).unlink(missing_ok=True)
