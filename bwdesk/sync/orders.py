"""Orders of the office to one laptop, signed by the server: wipe now (stolen), or send everything and then wipe (the person left).

An order counts only if it is signed by the server that this laptop signed in to, and is meant for this laptop.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SIGNATURE: Final = 64
_ABOUT: Final = b"bwdesk order "
_RECEIPT: Final = b"bwdesk order done "


class Wipe(StrEnum):
    """What is ordered."""

    NOW = "wipe-now"
    AFTER_SENDING = "send-then-wipe"


@dataclass(frozen=True, slots=True)
class Order:
    """An order: its id, what, to which device, by which server, when (ms since 1970)."""

    id: str
    what: Wipe
    device: str
    server: str
    at: int


def signed_order(order: Order, key: Ed25519PrivateKey) -> bytes:
    """An order as it travels."""
    text = json.dumps(asdict(order)).encode()
    return key.sign(_ABOUT + text) + text


def read_order(data: bytes, server_key: bytes, server: str, device: str) -> Order | None:
    """The order in some bytes; None unless that server gave it to that device."""
    text = data[SIGNATURE:]
    try:
        Ed25519PublicKey.from_public_bytes(server_key).verify(data[:SIGNATURE], _ABOUT + text)
        said = json.loads(text)
        order = Order(str(said["id"]), Wipe(said["what"]), str(said["device"]), str(said["server"]), int(said["at"]))
    except (InvalidSignature, ValueError, KeyError, TypeError):
        return None
    return order if (order.server, order.device) == (server, device) else None


def receipt_text(order: str) -> bytes:
    """What a device signs to say that an order is carried out."""
    return _RECEIPT + order.encode()
