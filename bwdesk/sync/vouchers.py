"""What lets an operation travel by a colleague's laptop: its author's device signs slices of what it gives away, 64 operations at a time.

Whoever carries an operation hands its voucher on with it; the office, or the next laptop, checks it against the device's key. So a carrier
can neither forge nor alter, only withhold. A slice rather than the whole file, so that one operation can go on alone over a bad link.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bwdesk.domain.chain import exchange_hash
from bwdesk.domain.operation import Operation

SLICE: Final = 64
HASH: Final = 32
LONGEST: Final = 120
"""Letters of a device's id."""


class Voucher(msgspec.Struct, frozen=True):
    """A device's signature over the hashes (32 bytes each) of some of its operations in one scope. `key` is its public key."""

    device: str
    key: bytes
    scope: str
    hashes: bytes
    signature: bytes

    def listed(self) -> list[bytes]:
        """The hashes one by one."""
        return [self.hashes[at : at + HASH] for at in range(0, len(self.hashes), HASH)]

    def is_good(self) -> bool:
        """True if it is in shape and the key made the signature. Whose key that is, the register says."""
        if not (
            0 < len(self.device) <= LONGEST
            and 0 < len(self.hashes) <= SLICE * HASH
            and len(self.hashes) % HASH == 0
            and len(self.key) == HASH
        ):
            return False
        total = exchange_hash(self.device, self.scope, self.hashes)
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(self.signature, total)
        except (InvalidSignature, ValueError):
            return False
        return True


def vouched(device: str, key: Ed25519PrivateKey, operations: Iterable[Operation]) -> list[Voucher]:
    """Vouchers for operations of the device itself, scope by scope, in order."""
    by_scope: dict[str, list[bytes]] = {}
    for op in operations:
        by_scope.setdefault(op.scope, []).append(op.hash)
    public = key.public_key().public_bytes_raw()
    found = []
    for scope, hashes in by_scope.items():
        for at in range(0, len(hashes), SLICE):
            flat = b"".join(hashes[at : at + SLICE])
            found.append(Voucher(device, public, scope, flat, key.sign(exchange_hash(device, scope, flat))))
    return found


def by_hash(vouchers: Iterable[Voucher]) -> dict[bytes, Voucher]:
    """Vouchers by the hashes of what they cover."""
    return {one: voucher for voucher in vouchers for one in voucher.listed()}


def covering(known: Mapping[bytes, Voucher], hashes: Iterable[bytes]) -> list[Voucher]:
    """The vouchers, each once, that cover any of the hashes."""
    return list({id(known[one]): known[one] for one in hashes if one in known}.values())


def written(vouchers: Sequence[Voucher]) -> list[bytes]:
    """As bytes, to be kept."""
    return [msgspec.msgpack.encode(one) for one in vouchers]


def kept(stored: Iterable[bytes]) -> list[Voucher]:
    """What was kept as bytes; what cannot be read counts as not there."""
    found = []
    for one in stored:
        try:
            found.append(msgspec.msgpack.decode(one, type=Voucher))
        except msgspec.MsgspecError:
            continue
    return found
