"""The two keys of this laptop: one signs what it sends (Ed25519), one opens exchange files meant for it (X25519, as age writes it).

They are made once, lie in the keyring beside the device's credentials, and outlive signing out: what was signed before stays provable.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final, Protocol

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ENDING: Final = "-keys"


class Secrets(Protocol):
    """Where small secrets are kept by name."""

    def get(self, name: str) -> str | None: ...

    def set(self, name: str, secret: str) -> None: ...


@dataclass(frozen=True, slots=True)
class DeskKeys:
    """`signing` makes signatures; `box` is the secret half of what colleagues encrypt to."""

    signing: Ed25519PrivateKey
    box: str

    @property
    def public(self) -> bytes:
        """The key that checks this laptop's signatures, 32 bytes."""
        return self.signing.public_key().public_bytes_raw()

    @property
    def box_public(self) -> str:
        """What colleagues encrypt a file to (`age1…`)."""
        return str(pyrage.x25519.Identity.from_str(self.box).to_public())


def desk_keys(secrets: Secrets, name: str) -> DeskKeys:
    """The keys kept under `name`; made now if there are none. A device that signed in before keeps its signing key."""
    found = _read(secrets.get(name + ENDING))
    if found is None:
        found = _made(_former(secrets.get(name)))
        secrets.set(name + ENDING, json.dumps({"signing": found.signing.private_bytes_raw().hex(), "box": found.box}))
    return found


def is_box(text: str) -> bool:
    """True for the public half of a box key."""
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def _read(stored: str | None) -> DeskKeys | None:
    try:
        kept = json.loads(stored or "")
        pyrage.x25519.Identity.from_str(kept["box"])
        return DeskKeys(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(kept["signing"])), kept["box"])
    except (ValueError, TypeError, KeyError, pyrage.IdentityError):
        return None


def _former(credentials: str | None) -> Ed25519PrivateKey | None:
    try:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(json.loads(credentials or "")["key"]))
    except (ValueError, TypeError, KeyError):
        return None


def _made(signing: Ed25519PrivateKey | None) -> DeskKeys:
    return DeskKeys(signing or Ed25519PrivateKey.generate(), str(pyrage.x25519.Identity.generate()))
