"""Pages of a log as they come: read, numbered, and checked against the chain before anything of them is taken in. No store, no HTTP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from bwdesk.domain.chain import chain_after
from bwdesk.errors import NoAnswer, Refused
from bwdesk.store.outbox import Cursor, Numbered
from bwdesk.sync.bundle_ops import operations_of, unpacked
from bwdesk.sync.wire import Page

BY_PLACE: Final = 2
"""In a page's `own`: the next of what the push brought to this scope."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A checked stretch of a scope's log. `chains[i]` is the chain after `entries[i]`."""

    scope: str
    epoch: str
    head: int
    entries: tuple[Numbered, ...]
    chains: tuple[bytes, ...]


class Unmatched(Exception):
    """The page does not follow from what is held here: an id that is not held, or another chain."""


def read_page(page: Page) -> list[Numbered]:
    """The entries of a page, numbered from `after` + 1 on. Raises NoAnswer (`answer.damaged`) if the page does not hold together."""
    texts = unpacked(page.ops)
    briefs = sum(page.own)
    if len(page.ids) != 16 * briefs or len(texts) != len(page.own) - briefs or set(page.own) - {0, 1}:
        raise NoAnswer("answer.damaged")
    try:
        operations = operations_of(texts)
    except Refused:
        raise NoAnswer("answer.damaged") from None
    if {one.scope for one in operations} - {page.scope}:
        raise NoAnswer("answer.damaged")
    whole, ids = iter(operations), iter(range(0, 16 * briefs, 16))
    entries, parked = [], page.parked
    for place, is_brief in enumerate(page.own):
        seq = page.after + 1 + place
        if is_brief:
            at = next(ids)
            entries.append(Numbered(page.ids[at : at + 16].hex(), seq, None, parked.get(place), None, page.verdicts.get(place)))
        else:
            operation = next(whole)
            entries.append(Numbered(operation.id, seq, operation, parked.get(place), operation.hash, page.verdicts.get(place)))
    return entries


def with_ids(page: Page, pushed: Sequence[str]) -> Page:
    """The page with the ids of those that came back as "the next of what was pushed". Raises NoAnswer (`answer.damaged`)."""
    if BY_PLACE not in page.own:
        return page
    given, next_pushed, found = iter(range(0, len(page.ids), 16)), iter(pushed), bytearray()
    for code in page.own:
        if code == BY_PLACE:
            found += bytes.fromhex(next(next_pushed, ""))
        elif code == 1:
            at = next(given, len(page.ids))
            found += page.ids[at : at + 16]
    if len(found) != 16 * sum(1 for code in page.own if code) or next(given, None) is not None:
        raise NoAnswer("answer.damaged")
    return msgspec.structs.replace(page, own=bytes(1 if code == BY_PLACE else code for code in page.own), ids=bytes(found))


def ids_of(page: Page) -> set[str]:
    """The operations that come back by their id alone."""
    flat = page.ids.hex()
    return {flat[i : i + 32] for i in range(0, len(flat), 32)}


def ids_needed(entries: Sequence[Numbered]) -> list[str]:
    """Ids whose operations must be held here for the page to be checked."""
    return [one.id for one in entries if one.operation is None]


def checked(page: Page, entries: Sequence[Numbered], at: Cursor, held: Mapping[str, bytes]) -> Stretch:
    """The stretch, if it follows the cursor: numbers without a gap, the chain as the server says. Raises Unmatched if not."""
    if page.after != at.number:
        raise Unmatched
    chain, chains = at.chain if at.number else b"", []
    for one in entries:
        found = one.hash or held.get(one.id)
        if found is None:
            raise Unmatched
        chain = chain_after(chain, found, one.verdict)
        chains.append(chain)
    if chain != page.chain:
        raise Unmatched
    return Stretch(page.scope, page.epoch, page.head, tuple(entries), tuple(chains))
