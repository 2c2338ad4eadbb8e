"""Changing what opens a desk: passphrase, PIN, recovery sheet, office key; and forgetting the key for good."""

from __future__ import annotations

import os
import time

from bwdesk.disk import disk_errors_translated
from bwdesk.errors import FileProblem
from bwdesk.keys.file_key import FileKey
from bwdesk.keys.keyrings import Keyring
from bwdesk.keys.lease import lease_name
from bwdesk.keys.pin import PIN_RULE, PinRule, check_pin, pin_name, pin_wrap
from bwdesk.keys.recovery_code import new_code
from bwdesk.keys.ring import STANDARD, Clock, Cost, read_ring
from bwdesk.keys.wraps import check_passphrase, genuine, keep, office_wrap, passphrase_wrap, recovery_wrap, with_passphrase
from bwdesk.paths import DataFolder


def set_passphrase(folder: DataFolder, key: FileKey, new: str, keyring: Keyring | None, *, cost: Cost = STANDARD) -> None:
    """A new passphrase for an opened desk, with or without keyring from now on. A PIN stays if the keyring still has its secret."""
    check_passphrase(new, keyring)
    before = read_ring(folder.ring)
    genuine(before, key)
    wrap = passphrase_wrap(before, key, new, keyring, cost)
    keeps_pin = before.pin is not None and before.pin["device"] == wrap["device"]
    keep(folder, before._replace(passphrase=wrap, pin=before.pin if keeps_pin else None), key)


def change_passphrase(folder: DataFolder, old: str, new: str, keyring: Keyring | None, *, cost: Cost = STANDARD) -> FileKey:
    """As `set_passphrase`, for a person who knows the old one. Raises WrongKey."""
    key = with_passphrase(read_ring(folder.ring), old, keyring)
    set_passphrase(folder, key, new, keyring, cost=cost)
    return key


def set_pin(
    folder: DataFolder, key: FileKey, pin: str | None, keyring: Keyring, *, clock: Clock = time.time, rule: PinRule = PIN_RULE
) -> None:
    """A new PIN for an opened desk; None takes it away. Raises Refused."""
    ring = read_ring(folder.ring)
    if pin is None:
        keyring.delete(pin_name(ring))
        keep(folder, ring._replace(pin=None), key)
        return
    check_pin(pin, keyring if ring.uses_keyring else None)
    keep(folder, ring._replace(pin=pin_wrap(ring, key, pin, keyring, clock, rule)), key)


def new_recovery_code(folder: DataFolder, key: FileKey) -> str:
    """A new code for the sheet; the old sheet opens nothing any more."""
    ring, code = read_ring(folder.ring), new_code()
    keep(folder, ring._replace(recovery=recovery_wrap(ring, key, code)), key)
    return code


def set_office_key(folder: DataFolder, key: FileKey, office_key: bytes | None) -> None:
    """Wraps the key for the office's public key (X25519, 32 bytes) too, or for nobody any more."""
    ring = read_ring(folder.ring)
    keep(folder, ring._replace(office=None if office_key is None else office_wrap(ring, key, office_key)), key)


def forget(folder: DataFolder, keyring: Keyring | None) -> None:
    """Destroys every wrap of the key: what lies in the folder can never be read again, on this computer or another."""
    try:
        ring = read_ring(folder.ring)
    except FileProblem:  # a ring nobody can read still goes
        ring = None
    with disk_errors_translated():
        for path in (folder.ring, *folder.root.glob("ring.json.*"), folder.lease):
            if path.exists():
                size = path.stat().st_size
                with path.open("rb+") as stream:
                    stream.write(os.urandom(size))
                    stream.flush()
                    os.fsync(stream.fileno())
                path.unlink()
    if keyring is not None and ring is not None:
        for name in (pin_name(ring), f"{ring.file}:{ring.passphrase['device']}", lease_name(ring)):
            keyring.delete(name)
