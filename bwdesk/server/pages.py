"""What the server tells: what is new, pages of the logs, which operations it lacks. Reads only; every scope is checked against who asks."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bwdesk.domain.access import Member, Reason, may_read
from bwdesk.domain.chain import digest_of
from bwdesk.server.facts import Facts
from bwdesk.server.identity import Caller
from bwdesk.server.judge import proves
from bwdesk.server.pen import Keys
from bwdesk.server.sent import Sent
from bwdesk.server.snapshots import Shelf
from bwdesk.store.hub import Hub
from bwdesk.store.log import BRIEF, Entry, Log, entries_after, heads_of, ids_in, verdicts_of
from bwdesk.store.quarantine_rows import ids_kept
from bwdesk.store.unit import Reader
from bwdesk.sync.bundle_ops import packed
from bwdesk.sync.log_pages import BY_PLACE
from bwdesk.sync.wire import Page, Place, ScopeHead, Wish


def what_is_new(hub: Hub, keys: Keys, member: Member, digest: bytes, today: date) -> list[ScopeHead] | None:
    """The heads of all scopes that a person may read; None if the desk's digest says it is there already."""
    with hub.reading() as reader:
        heads = Facts(reader).readable(member, today)
    if hmac.compare_digest(digest_of(keys.epoch, heads), digest):
        return None
    return [ScopeHead(scope, head, chain) for scope, head, chain in sorted(heads)]


@dataclass(frozen=True, slots=True)
class Brought:
    """What a push brought, by scope and in its order. `by_place`: the desk knows an entry as "the next of them"."""

    ids: Mapping[str, Sequence[str]]
    by_place: bool = False


NOTHING: Final = Brought({})


def pages(
    hub: Hub, keys: Keys, caller: Caller, wishes: Sequence[Wish], budget: int, today: date, brought: Brought = NOTHING,
    shelf: Shelf | None = None,
) -> tuple[list[Page], int]:  # fmt: skip
    """A page for each wish, `budget` bytes of text in all (at least one operation each while it lasts). Returns how many bytes of text.

    `brought`: what the desk has sent just now; like other operations of the same device it comes back by id alone, or by its place in the
    push. `shelf`: has snapshots for who wishes one.
    """
    found: list[Page] = []
    used = 0
    with hub.reading() as reader:
        facts = Facts(reader)
        for wish in wishes:
            if not may_read(caller.member, wish.at.scope, facts, today):
                found.append(Page(wish.at.scope, gone=True))
                continue
            page, size = _page(reader, keys, caller.device.id, wish, budget - used, brought, shelf)
            found.append(page)
            used += size
    return found, used


def _page(reader: Reader, keys: Keys, device: str, wish: Wish, budget: int, brought: Brought, shelf: Shelf | None) -> tuple[Page, int]:
    at = wish.at
    heads = heads_of(reader, [at.scope])
    log = Log(*heads[0]) if heads else Log(at.scope, 0, b"")
    if not proves(reader, keys.epoch, log, Sent(at.scope, at.epoch, at.cursor, at.chain, ())):
        return Page(at.scope, keys.epoch, head=log.head, reset=True), 0
    page = Page(at.scope, keys.epoch, at.cursor, log.head)
    if at.cursor >= log.head or budget <= 0:
        return page, 0
    if wish.snapshot and shelf is not None:
        page.snapshot = shelf.offer(reader, keys.epoch, log, at.cursor)
        if page.snapshot is not None:
            return page, 0
    mine, is_others = f'"d":"{device}"', wish.bodies == "others"
    in_order = brought.ids.get(at.scope, ())
    pushed = frozenset(in_order)
    entries = entries_after(
        reader, at.scope, at.cursor, budget, lambda one, header: wish.bodies == "none" or (is_others and (one in pushed or mine in header))
    )
    whole = [one for one in entries if not one.is_brief]
    page.head = max(log.head, entries[-1].seq)
    page.own = _codes(entries, in_order if brought.by_place else ())
    page.ids = bytes.fromhex("".join(one.id for one, code in zip(entries, page.own, strict=True) if code == 1))
    page.ops = packed([(one.header, one.body) for one in whole])
    page.parked = {place: one.parked for place, one in enumerate(entries) if one.parked}
    page.verdicts = verdicts_of(entries, at.chain if at.cursor else b"")
    page.chain = entries[-1].chain
    page.token = token_of(keys, at.scope, entries[-1])
    return page, sum(len(one.header) + len(one.body) for one in whole) + BRIEF * (len(entries) - len(whole))


def _codes(entries: Sequence[Entry], in_order: Sequence[str]) -> bytes:
    """How each entry is told (wire.Page.own)."""
    places = iter(in_order)
    awaited = next(places, None)
    codes = bytearray()
    for one in entries:
        is_awaited = one.is_brief and one.id == awaited
        codes.append(BY_PLACE if is_awaited else int(one.is_brief))
        if is_awaited:
            awaited = next(places, None)
    return bytes(codes)


def token_of(keys: Keys, scope: str, last: Entry) -> bytes:
    """The server's proof that its log of this epoch once had this chain at this number."""
    about = f"{scope}\n{keys.epoch}\n{last.seq}\n".encode() + last.chain
    return hmac.digest(keys.secret, b"log " + about, "sha256")[:16]


def may_leave(hub: Hub, keys: Keys, member: Member, at: Place, ids: Sequence[str], today: date) -> bytes | None:
    """Whether a desk may take a scope off: one byte for each id, 1 if the server lacks it. None unless the log is here, holds the desk's
    place, and the person reads it no more: a server that lost a log must not make desks forget."""
    with hub.reading() as reader:
        heads = heads_of(reader, [at.scope])
        if not heads or may_read(member, at.scope, Facts(reader), today):
            return None
        if not proves(reader, keys.epoch, Log(*heads[0]), Sent(at.scope, at.epoch, at.cursor, at.chain, ())):
            return None
        held = ids_in(reader, at.scope, list(ids)).keys() | ids_kept(reader, at.scope, list(ids))
    return bytes(one not in held for one in ids)


def lacks(hub: Hub, scope: str, ids: Sequence[str]) -> bytes:
    """One byte for each id: 1 if the log of the scope lacks it, or has it from somebody else than its author only."""
    with hub.reading() as reader:
        held = ids_in(reader, scope, list(ids))
    return bytes(held.get(one, Reason.CARRIED) == Reason.CARRIED for one in ids)
