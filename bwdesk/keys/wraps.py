"""The wraps of the file key under passphrase, recovery code and office key: making them and opening them."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Final

from bwdesk.errors import DamagedFile, MissingKey, Refused, WrongKey
from bwdesk.keys.file_key import FileKey, file_salt
from bwdesk.keys.keyrings import Keyring
from bwdesk.keys.recovery_code import secret_of
from bwdesk.keys.ring import Cost, Ring, Wrap, cost_fields, cost_of, replace_ring, typed_key, unwrap, wrap_of
from bwdesk.paths import DataFolder
from bwdesk.sealed import Unsealable, derive

SHORTEST: Final = 10
SHORTEST_ALONE: Final = 16
"""Characters of a passphrase that has no keyring beside it."""


def check_passphrase(passphrase: str, keyring: Keyring | None) -> None:
    """Raises Refused (`keys.passphrase_short`) unless it is long enough: longer where no keyring stands beside it."""
    least = SHORTEST if keyring is not None else SHORTEST_ALONE
    if len(passphrase) < least or len(set(passphrase)) < 4:
        raise Refused("keys.passphrase_short", field="passphrase", least=least)


def with_passphrase(ring: Ring, passphrase: str, keyring: Keyring | None) -> FileKey:
    wrap, device = ring.passphrase, None
    if wrap["device"] is not None:
        if keyring is None:
            raise MissingKey("keys.keyring_lost")
        device = bytes.fromhex(device_secret(keyring, ring, wrap["device"]))
    typed = typed_key(passphrase, bytes.fromhex(wrap["salt"]), cost_of(wrap), device, "passphrase")
    return opened(ring, lambda: unwrap(ring, "passphrase", typed, wrap["wrap"]), "keys.passphrase_wrong")


def device_secret(keyring: Keyring, ring: Ring, device: str) -> str:
    found = keyring.get(f"{ring.file}:{device}")
    if found is None:
        raise MissingKey("keys.keyring_lost")
    return found


def passphrase_wrap(ring: Ring, key: FileKey, passphrase: str, keyring: Keyring | None, cost: Cost) -> Wrap:
    salt, device, secret = os.urandom(16), None, None
    if keyring is not None:
        device = ring.passphrase.get("device") if ring.passphrase else None
        found = None if device is None else keyring.get(f"{ring.file}:{device}")
        if found is None:  # a new secret under a new name: the ring of before stays true until the new one is in place
            device, found = os.urandom(4).hex(), os.urandom(32).hex()
            keyring.set(f"{ring.file}:{device}", found)
        secret = bytes.fromhex(found)
    typed = typed_key(passphrase, salt, cost, secret, "passphrase")
    return {"salt": salt.hex(), **cost_fields(cost), "device": device, "wrap": wrap_of(ring, "passphrase", typed, key.raw)}


def recovery_wrap(ring: Ring, key: FileKey, code: str) -> Wrap:
    return {"wrap": wrap_of(ring, "recovery", derive(secret_of(code), "recovery"), key.raw)}


def office_wrap(ring: Ring, key: FileKey, office_key: bytes) -> Wrap:
    # 0.03 s that only a desk with an office key needs
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    own = X25519PrivateKey.generate()
    shared = own.exchange(X25519PublicKey.from_public_bytes(office_key))
    wrap = wrap_of(ring, "office", derive(shared, "office"), key.raw)
    return {"public": office_key.hex(), "ephemeral": own.public_key().public_bytes_raw().hex(), "wrap": wrap}


def opened(ring: Ring, unwrapped: Callable[[], bytes], wrong: str) -> FileKey:
    try:
        return genuine(ring, FileKey(unwrapped()))
    except Unsealable:
        raise WrongKey(wrong) from None


def genuine(ring: Ring, key: FileKey) -> FileKey:
    import hmac  # as in ring.py

    if not ring.is_genuine(key.raw) or not hmac.compare_digest(ring.file, file_salt(key.database).hex()):
        raise DamagedFile("keys.ring_damaged")
    return key


def keep(folder: DataFolder, ring: Ring, key: FileKey) -> None:
    """Seals and writes a ring; it must open what lies in the keyring or under the code exactly as made here."""
    sealed = ring.sealed_by(key.raw)
    replace_ring(folder.ring, sealed, lambda written: written == sealed and written.is_genuine(key.raw))
