"""The hash chain of a scope's log, what a device signs, and the digest that says whether two sides hold the same. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence


def chain_after(chain: bytes, operation_hash: bytes) -> bytes:
    """The next link of a scope's hash chain; the first comes after empty bytes."""
    return hashlib.sha256(chain + operation_hash).digest()


def digest_of(epoch: str, heads: Iterable[tuple[str, int, bytes]]) -> bytes:
    """One digest over (scope, number, chain) of many scopes; scopes with nothing in them do not count."""
    total = hashlib.sha256(epoch.encode())
    for scope, number, chain in sorted(heads):
        if number:
            total.update(b"%s\n%d\n%s" % (scope.encode(), number, chain))
    return total.digest()[:16]


def running_hash(device: str, parts: Iterable[tuple[str, Sequence[bytes]]]) -> bytes:
    """What a device signs once per push: the hashes of the operations in order, scope by scope."""
    total = hashlib.sha256(b"bwdesk push 1\n" + device.encode())
    for scope, hashes in parts:
        total.update(b"\n" + scope.encode() + b"\n" + b"".join(hashes))
    return total.digest()


def exchange_hash(device: str, scope: str, hashes: bytes) -> bytes:
    """What a device signs of its own operations in an exchange file: a slice of them (32 bytes each, in order) of one scope."""
    return hashlib.sha256(b"bwdesk exchange 1\n" + device.encode() + b"\n" + scope.encode() + b"\n" + hashes).digest()
