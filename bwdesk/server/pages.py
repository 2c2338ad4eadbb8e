"""What the server tells: what is new, pages of the logs, which operations it lacks. Reads only; every scope is checked against who asks."""

from __future__ import annotations

import hmac
from collections.abc import Sequence, Set
from datetime import date

from bwdesk.domain.access import Member, Reason, may_read
from bwdesk.domain.chain import digest_of
from bwdesk.server.facts import Facts
from bwdesk.server.identity import Caller
from bwdesk.server.judge import proves
from bwdesk.server.pen import Keys
from bwdesk.server.sent import Sent
from bwdesk.server.snapshots import Shelf
from bwdesk.store.hub import Hub
from bwdesk.store.log import BRIEF, Entry, Log, entries_after, heads_of, ids_in
from bwdesk.store.unit import Reader
from bwdesk.sync.bundle_ops import packed
from bwdesk.sync.wire import Page, Place, ScopeHead, Wish


def what_is_new(hub: Hub, keys: Keys, member: Member, digest: bytes, today: date) -> list[ScopeHead] | None:
    """The heads of all scopes that a person may read; None if the desk's digest says it is there already."""
    with hub.reading() as reader:
        heads = Facts(reader).readable(member, today)
    if hmac.compare_digest(digest_of(keys.epoch, heads), digest):
        return None
    return [ScopeHead(scope, head, chain) for scope, head, chain in sorted(heads)]


def pages(
    hub: Hub, keys: Keys, caller: Caller, wishes: Sequence[Wish], budget: int, today: date, pushed: Set[str] = frozenset(),
    shelf: Shelf | None = None,
) -> tuple[list[Page], int]:  # fmt: skip
    """A page for each wish, `budget` bytes of text in all (at least one operation each while it lasts). Returns how many bytes of text.

    `pushed`: operations that the desk has sent just now; like others of the same device they come back by their id alone. `shelf`: has
    snapshots for who wishes one.
    """
    found: list[Page] = []
    used = 0
    with hub.reading() as reader:
        facts = Facts(reader)
        for wish in wishes:
            if not may_read(caller.member, wish.at.scope, facts, today):
                found.append(Page(wish.at.scope, gone=True))
                continue
            page, size = _page(reader, keys, caller.device.id, wish, budget - used, pushed, shelf)
            found.append(page)
            used += size
    return found, used


def _page(reader: Reader, keys: Keys, device: str, wish: Wish, budget: int, pushed: Set[str], shelf: Shelf | None) -> tuple[Page, int]:
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
    entries = entries_after(
        reader, at.scope, at.cursor, budget, lambda one, header: wish.bodies == "none" or (is_others and (one in pushed or mine in header))
    )
    whole = [one for one in entries if not one.is_brief]
    page.head = max(log.head, entries[-1].seq)
    page.own = bytes(one.is_brief for one in entries)
    page.ids = bytes.fromhex("".join(one.id for one in entries if one.is_brief))
    page.ops = packed([(one.header, one.body) for one in whole])
    page.parked = {place: one.parked for place, one in enumerate(entries) if one.parked}
    page.chain = entries[-1].chain
    page.token = token_of(keys, at.scope, entries[-1])
    return page, sum(len(one.header) + len(one.body) for one in whole) + BRIEF * (len(entries) - len(whole))


def token_of(keys: Keys, scope: str, last: Entry) -> bytes:
    """The server's proof that its log of this epoch once had this chain at this number."""
    about = f"{scope}\n{keys.epoch}\n{last.seq}\n".encode() + last.chain
    return hmac.digest(keys.secret, b"log " + about, "sha256")[:16]


def may_leave(hub: Hub, keys: Keys, member: Member, at: Place, ids: Sequence[str], today: date) -> bytes | None:
    """Whether a desk may take a scope off: one byte for each id, 1 if the log lacks it. None unless the log is here, holds the desk's
    place, and the person reads it no more: a server that lost a log must not make desks forget."""
    with hub.reading() as reader:
        heads = heads_of(reader, [at.scope])
        if not heads or may_read(member, at.scope, Facts(reader), today):
            return None
        if not proves(reader, keys.epoch, Log(*heads[0]), Sent(at.scope, at.epoch, at.cursor, at.chain, ())):
            return None
        held = ids_in(reader, at.scope, list(ids))
    return bytes(one not in held for one in ids)


def lacks(hub: Hub, scope: str, ids: Sequence[str]) -> bytes:
    """One byte for each id: 1 if the log of the scope lacks it, or has it from somebody else than its author only."""
    with hub.reading() as reader:
        held = ids_in(reader, scope, list(ids))
    return bytes(held.get(one, Reason.CARRIED) == Reason.CARRIED for one in ids)
