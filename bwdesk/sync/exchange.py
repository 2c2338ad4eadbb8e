"""What goes into an exchange file and what of one may be believed: pure rules over operations, vouchers and the register's laptops.

Only what no office has yet travels by stick, and only what a device signed: its own operations, and those it carries with their authors'
vouchers. What the office has, the office hands on. No files, no SQL.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bwdesk.domain.access import PORTAL, is_scope
from bwdesk.domain.evidence import BLOB_KINDS
from bwdesk.domain.homes import OFFICES
from bwdesk.domain.operation import Operation
from bwdesk.domain.page_reader import is_reader
from bwdesk.domain.scope import scope_key, scope_kind
from bwdesk.errors import DamagedFile, Refused
from bwdesk.sync.desk_keys import DeskKeys
from bwdesk.sync.exchange_file import FORMAT, Manifest, Opened, PhotoFacts, ScopeFacts, operations_text
from bwdesk.sync.vouchers import Voucher, by_hash, covering, vouched

EXCHANGE: Final = "exchange"
UNSENT: Final = "unsent"
PRIVATE: Final = frozenset({"user", "vault", "alert"})
"""Scopes that never go to a colleague."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes a file, on which laptop, belonging to which server ("" before the first sign-in)."""

    person: str
    name: str
    device: str
    keys: DeskKeys
    server: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a file will hold: operations in order, what vouches for them, photos; how many operations nobody vouches for are left out."""

    operations: Sequence[Operation]
    vouchers: Sequence[Voucher]
    photos: Sequence[PhotoFacts] = ()
    unproven: int = 0
    cursors: Mapping[str, tuple[str, int, bytes]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Roster:
    """Laptops by device id, as the register tells them: the key that checks what they sign, and the ids their person writes under."""

    keys: Mapping[str, bytes] = field(default_factory=dict)
    people: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def owner_of(self, device: str) -> frozenset[str]:
        return self.people.get(device, frozenset())


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who reads a file. `advises`: assessments of factories that this person advises; `revoked`: scopes that may be read no more."""

    people: frozenset[str]
    server: str = ""
    advises: Collection[str] = ()
    revoked: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Believed:
    """What of a file is taken in. `left_out`: reasons by scope. `is_known`: the register names the laptop that wrote it, with its key."""

    manifest: Manifest
    operations: Sequence[Operation]
    vouchers: Sequence[Voucher]
    photos: Mapping[str, bytes]
    left_out: Mapping[str, str]
    is_known: bool


def packed_up(
    operations: Iterable[Operation], sender: Sender, carried: Iterable[Voucher], *, photos: Sequence[PhotoFacts] = (),
    cursors: Mapping[str, tuple[str, int, bytes]] | None = None,
) -> Parcel:  # fmt: skip
    """Operations with what vouches for them: signed now if they are this laptop's own, else by the vouchers they came with."""
    some = list(operations)
    signed = vouched(sender.device, sender.keys.signing, [op for op in some if op.device == sender.device])
    known = by_hash(carried) | by_hash(signed)
    provable = [op for op in some if op.hash in known]
    scopes = {op.scope for op in provable}
    places = {scope: place for scope, place in (cursors or {}).items() if scope in scopes}
    return Parcel(provable, covering(known, [op.hash for op in provable]), photos, len(some) - len(provable), places)


def manifest_of(parcel: Parcel, sender: Sender, purpose: str, at: int) -> tuple[Manifest, bytes]:
    """The manifest of a parcel and its operations' text. `at` is ms since 1970."""
    texts = operations_text(parcel.operations)
    counts: dict[str, int] = {}
    for op in parcel.operations:
        counts[op.scope] = counts.get(op.scope, 0) + 1
    scopes = [ScopeFacts(scope, count, *parcel.cursors.get(scope, ("", 0, b""))) for scope, count in sorted(counts.items())]
    manifest = Manifest(
        FORMAT, purpose, at, sender.person, sender.name, sender.device, sender.keys.public, sender.server, scopes, list(parcel.vouchers),
        len(parcel.operations), hashlib.sha256(texts).hexdigest(), len(texts), list(parcel.photos), parcel.unproven,
    )  # fmt: skip
    return manifest, texts


def believed(opened: Opened, roster: Roster, reader: Recipient) -> Believed:
    """What of a file may be taken in.

    Raises Refused (`exchange.other_office`) or DamagedFile (`exchange.forged`) when anything in it claims to be somebody's that the
    register, or the signatures in the file, say it is not; then nothing of it is believed.
    """
    manifest = opened.manifest
    if manifest.server and reader.server and manifest.server != reader.server:
        raise Refused("exchange.other_office")
    if manifest.device in roster.keys and roster.keys[manifest.device] != manifest.key:
        raise DamagedFile("exchange.forged")
    vouchers = _good(manifest.vouchers, roster)
    known = by_hash(vouchers)
    for op in opened.operations:
        voucher = known.get(op.hash)
        owners = roster.owner_of(op.device)
        is_proved = voucher is not None and voucher.device == op.device and voucher.scope == op.scope
        if not is_proved or _is_offices(op) or (owners and op.author not in owners):
            raise DamagedFile("exchange.forged")
    counted = {one.scope: one.operations for one in manifest.scopes}
    scopes = {op.scope for op in opened.operations}
    if scopes != counted.keys() or not all(map(is_scope, scopes)):
        raise DamagedFile("exchange.damaged")
    left_out = {scope: reason for scope in sorted(scopes) if (reason := _why_left_out(scope, opened, reader))}
    taken = [op for op in opened.operations if op.scope not in left_out]
    wanted = photos_named(taken)
    photos = {one: data for one, data in opened.photos.items() if one in wanted}
    is_known = manifest.device in roster.keys and manifest.person in roster.owner_of(manifest.device)
    return Believed(manifest, taken, covering(known, [op.hash for op in taken]), photos, left_out, is_known)


def _is_offices(op: Operation) -> bool:
    """True for what the server alone writes, for itself or for a reader of its pages; it comes from the office, never by stick."""
    return op.device == PORTAL or op.author == PORTAL or is_reader(op.author) or op.kind in OFFICES


def _good(vouchers: Sequence[Voucher], roster: Roster) -> list[Voucher]:
    for one in vouchers:
        if not one.is_good() or roster.keys.get(one.device, one.key) != one.key:
            raise DamagedFile("exchange.forged")
    return list(vouchers)


def _why_left_out(scope: str, opened: Opened, reader: Recipient) -> str:
    kind = scope_kind(scope)
    if kind in PRIVATE:
        is_mine = opened.manifest.purpose == UNSENT and all(op.author in reader.people for op in opened.operations if op.scope == scope)
        return "" if is_mine else "private"
    if scope in reader.revoked:
        return "revoked"
    return "advisor" if kind == "assessment" and scope_key(scope) in reader.advises else ""


def photos_named(operations: Iterable[Operation]) -> set[str]:
    """Hashes of photos and thumbnails that operations name."""
    named = (op.values.get(name) for op in operations if op.kind in BLOB_KINDS for name in ("sha256", "thumb_sha256"))
    return {one for one in named if isinstance(one, str) and len(one) == 64}
