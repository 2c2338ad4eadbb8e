"""The hash chain of a scope's log, what a device signs, and the digest that says whether two sides hold the same. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence


def chain_after(chain: bytes, operation_hash: bytes, verdict: str | None = None) -> bytes:
    """The next link of a scope's hash chain; the first comes after empty bytes.

    `verdict`: why the operation was parked when it got its number, so that a log in which something else counts has another chain. Logs of
    before have links without it.
    """
    return hashlib.sha256(chain + operation_hash + (verdict or "").encode()).digest()


def verdict_in(link: bytes, chain: bytes, operation_hash: bytes, reasons: Iterable[str]) -> str | None:
    """The verdict that a link covers, if it covers one of `reasons`: it is kept nowhere else once the operation was let go."""
    if link == chain_after(chain, operation_hash):
        return None
    return next((one for one in reasons if link == chain_after(chain, operation_hash, one)), None)


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
