"""Making a desk's ring and opening it: by passphrase, recovery sheet or the office's key (by PIN: pin.py)."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from bwdesk.disk import disk_errors_translated
from bwdesk.errors import DamagedFile, MissingKey, NewerFile, Refused, WrongKey
from bwdesk.keys.file_key import FileKey, file_salt
from bwdesk.keys.keyrings import Keyring
from bwdesk.keys.lease import begin_again, check_lease
from bwdesk.keys.pin import PIN_RULE, PinRule, check_pin, pin_wrap, renew_pin
from bwdesk.keys.recovery_code import new_code, secret_of
from bwdesk.keys.ring import STANDARD, Clock, Cost, Ring, read_ring, unwrap
from bwdesk.keys.wraps import check_passphrase, keep, office_wrap, opened, passphrase_wrap, recovery_wrap, with_passphrase
from bwdesk.paths import DataFolder
from bwdesk.sealed import derive

PASSPHRASE_FILE: Final = "BWDESK_PASSPHRASE_FILE"


class Owner(NamedTuple):
    """Whose desk it is."""

    id: str
    name: str


class Known(NamedTuple):
    """A desk on this computer, for the unlock screen."""

    folder: DataFolder
    owner: Owner
    created_at: datetime
    uses_keyring: bool
    has_pin: bool


class NewRing(NamedTuple):
    """A new desk's key, and the recovery code, which is shown once and kept nowhere."""

    key: FileKey
    recovery_code: str


def create_ring(
    folder: DataFolder,
    passphrase: str,
    *,
    pin: str | None,
    owner: Owner,
    keyring: Keyring | None,
    office_key: bytes | None = None,
    cost: Cost = STANDARD,
    clock: Clock = time.time,
    rule: PinRule = PIN_RULE,
) -> NewRing:
    """A new key and its ring in an empty data folder; `office_key` is an X25519 public key (32 bytes).

    Raises Refused (`keys.passphrase_short`, `keys.pin_shape`, `keys.pin_simple`, `keys.pin_needs_keyring`, `keys.ring_exists`).
    """
    check_passphrase(passphrase, keyring)
    if folder.ring.exists():
        raise Refused("keys.ring_exists")
    if pin is not None:
        check_pin(pin, keyring)
    key, code = FileKey.random(), new_code()
    ring = Ring(owner.id, owner.name, datetime.fromtimestamp(clock(), UTC).isoformat(), file_salt(key.database).hex(), {})
    ring = ring._replace(passphrase=passphrase_wrap(ring, key, passphrase, keyring, cost))
    ring = ring._replace(recovery=recovery_wrap(ring, key, code))
    if office_key is not None:
        ring = ring._replace(office=office_wrap(ring, key, office_key))
    if pin is not None and keyring is not None:
        ring = ring._replace(pin=pin_wrap(ring, key, pin, keyring, clock, rule))
    keep(folder, ring, key)
    return NewRing(key, code)


def open_with_passphrase(
    folder: DataFolder,
    passphrase: str,
    keyring: Keyring | None,
    *,
    clock: Clock = time.time,
    rule: PinRule = PIN_RULE,
    to_send: bool = False,
) -> FileKey:
    """The key, and hours of PIN from now on. Raises WrongKey (`keys.passphrase_wrong`), MissingKey (`keys.keyring_lost`), DamagedFile,
    or LeaseOver; not the last where nobody will see the desk and it is only opened `to_send`."""
    ring = read_ring(folder.ring)
    key = with_passphrase(ring, passphrase, keyring)
    if not to_send:
        check_lease(folder, ring, key, keyring, clock)
    if keyring is not None and ring.pin is not None:
        renew_pin(ring, key, keyring, clock, rule)
    return key


def open_with_recovery(folder: DataFolder, code: str, *, clock: Clock = time.time) -> FileKey:
    """The key by the printed code, without keyring, whatever the lease says. The caller then asks for a new passphrase."""
    ring = read_ring(folder.ring)
    if ring.recovery is None:
        raise WrongKey("keys.recovery_none")
    wrap = ring.recovery
    key = opened(ring, lambda: unwrap(ring, "recovery", derive(secret_of(code), "recovery"), wrap["wrap"]), "keys.recovery_wrong")
    begin_again(folder, ring, key, clock)
    return key


def open_with_office_key(folder: DataFolder, private_key: bytes) -> FileKey:
    """The key by the office's private key (X25519, 32 bytes), for a person who forgot the passphrase."""
    # 0.03 s that only the office needs
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    ring = read_ring(folder.ring)
    if ring.office is None:
        raise WrongKey("keys.office_none")
    wrap = ring.office
    shared = X25519PrivateKey.from_private_bytes(private_key).exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(wrap["ephemeral"])))
    return opened(ring, lambda: unwrap(ring, "office", derive(shared, "office"), wrap["wrap"]), "keys.office_wrong")


def desk_folders(root: Path) -> list[DataFolder]:
    """The folder and the folders in it that hold a desk, sound or not: a ring, a database or snapshots."""
    candidates = [root, *sorted(path for path in root.iterdir() if path.is_dir())] if root.is_dir() else []
    found = [folder for folder in map(DataFolder, candidates) if not folder.wiping.exists()]
    return [folder for folder in found if folder.ring.exists() or folder.database.exists() or folder.snapshots.is_dir()]


def known_people(root: Path) -> list[Known]:
    """The desks in a folder and the folders in it, by name. Damaged and newer rings are left out: `read_ring` of a folder says which."""
    known = []
    for folder in desk_folders(root):
        try:
            ring = read_ring(folder.ring)
        except (MissingKey, DamagedFile, NewerFile):
            continue
        created_at = datetime.fromisoformat(ring.created_at)
        known.append(Known(folder, Owner(ring.person, ring.name), created_at, ring.uses_keyring, ring.pin is not None))
    return sorted(known, key=lambda one: one.owner.name)


def passphrase_from_environment() -> str | None:
    """The passphrase in the file that BWDESK_PASSPHRASE_FILE names (without the line end); None if it names none."""
    named = os.environ.get(PASSPHRASE_FILE)
    if not named:
        return None
    if not Path(named).is_file():
        raise MissingKey("keys.passphrase_file", name=named)
    with disk_errors_translated():
        return Path(named).read_text(encoding="utf-8").rstrip("\r\n")


def keyring_name(folder: DataFolder, what: str) -> str:
    """The name under which another part of the desk keeps a secret of this data folder (a device token, say)."""
    return f"{read_ring(folder.ring).file}:{what}"
