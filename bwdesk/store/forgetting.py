"""A scope that its person may read no more leaves this laptop: first what stands in the database, in slices that leave room for edits.

Rows, operations, heads, drafts, what search knows, rows about photos. A slice does nothing while something of the scope was not yet at the
office. After the first slice the log counts as never read, so a grant that comes back in between brings everything back. What lies in
files (photos, journal, snapshots) is noted in the last slice and cleared by clearing.py. When a scope may go: sync/parting.py.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import delete, select, text, update

from bwdesk.domain.evidence import BLOB_KINDS
from bwdesk.domain.scope import scope_key
from bwdesk.store import tables as t
from bwdesk.store.blob_rows import HERE
from bwdesk.store.held import HELD
from bwdesk.store.outbox import Cursor, cursors
from bwdesk.store.search import forget_scope, forget_things
from bwdesk.store.unit import Reader, Unit

SLICE: Final = 60
"""Things in a slice."""

LEAVING: Final = "leaving:"
"""Fact of a scope that is being taken off, or whose files still have to be cleared."""

LEFT: Final = "left:"
"""Fact of a scope that has left: when. Kept to be told; says nothing of what stood in it."""

_ID: Final = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Leaving:
    """A scope that is not granted any more. `proven`: operations that its log holds if it holds our place; `ids`: those that the office
    must say it holds. `is_waiting`: something of it has not been sent yet."""

    cursor: Cursor
    proven: frozenset[str]
    ids: tuple[str, ...]
    is_waiting: bool


class Slice(StrEnum):
    """What became of a slice."""

    MORE = "more"
    DONE = "done"
    KEPT = "kept"  # something was recorded meanwhile: it is sent first


@dataclass(frozen=True, slots=True)
class Left:
    """A scope that has left this laptop, and when (aware UTC)."""

    scope: str
    at: datetime


def leaving(reader: Reader, *, everything: bool = False) -> list[Leaving]:
    """Scopes that were read here and are not granted any more; `everything`: those that were only written here, too."""
    found = {one.scope: one for one in cursors(reader).values() if not one.is_granted}
    if everything:
        written = reader.connection.execute(select(t.operations.c.scope).distinct()).scalars()
        found = {scope: _never_read(scope) for scope in written if scope not in cursors(reader)} | found
    return [_leaving(reader, found[scope]) for scope in sorted(found)]


def _never_read(scope: str) -> Cursor:
    return Cursor(scope, "", 0, b"", is_granted=False)


def _leaving(reader: Reader, cursor: Cursor) -> Leaving:
    c = t.operations.c
    rows = reader.connection.execute(select(c.id, c.state).where(c.scope == cursor.scope).order_by(c.n)).all()
    proven = frozenset(row.id for row in rows if cursor.number and row.state == "confirmed")
    return Leaving(cursor, proven, tuple(row.id for row in rows if row.id not in proven), _is_waiting(reader, cursor.scope))


def _is_waiting(reader: Reader, scope: str) -> bool:
    c, b = t.operations.c, t.blobs.c
    unsent = select(c.n).where(c.state != "confirmed", c.scope == scope, c.state.in_(("local", HELD))).limit(1)
    photos = select(b.sha256).where(b.scope == scope, b.state == HERE).limit(1)
    return any(reader.connection.execute(query).first() is not None for query in (unsent, photos))


def forget_slice(unit: Unit, scope: str, held_there: Set[str]) -> Slice:
    """Takes the next things of a scope out of the file. `held_there`: operations of which the office has proved or said it holds them."""
    cursor = cursors(unit).get(scope) or _never_read(scope)
    if cursor.is_granted or _is_waiting(unit, scope):
        return Slice.KEPT
    c = t.operations.c
    things = unit.connection.execute(select(c.kind, c.thing).where(c.scope == scope).distinct().limit(SLICE)).all()
    ids = {row.thing for row in things}
    here = unit.connection.execute(select(c.id).where(c.scope == scope, c.thing.in_(sorted(ids)))).scalars()
    if not held_there >= set(here):
        return Slice.KEPT
    if cursor.number or unit.fact(LEAVING + scope) is None:
        unit.set_fact(LEAVING + scope, unit.fact(LEAVING + scope) or json.dumps({}))
        unit.connection.execute(update(t.scopes).where(t.scopes.c.scope == scope).values(head=0, chain=b""))
    if not things:
        _forget_rest(unit, scope)
        return Slice.DONE
    forget_things(unit, sorted(ids))
    _forget_drafts(unit, ids)
    unit.erase(scope, [(row.kind, row.thing) for row in things])
    return Slice.MORE


def _forget_rest(unit: Unit, scope: str) -> None:
    unit.sweep(scope)
    forget_scope(unit, scope)
    _forget_drafts(unit, {scope_key(scope)})
    before = json.loads(unit.fact(LEAVING + scope) or "{}").get("photos", [])
    photos = sorted({*before, *unit.connection.execute(_ONLY_HERE, {"scope": scope}).scalars()})
    unit.connection.execute(delete(t.blobs).where(t.blobs.c.scope == scope))
    unit.connection.execute(delete(t.scopes).where(t.scopes.c.scope == scope))
    unit.set_fact(f"aside:{scope}", None)
    unit.set_fact(LEAVING + scope, json.dumps({"photos": photos}))
    unit.set_fact(LEFT + scope, unit.now.isoformat())


def _forget_drafts(unit: Unit, ids: Set[str]) -> None:
    """Drafts are kept under keys that name what they are about."""
    for key in unit.connection.execute(select(t.drafts.c.key)).scalars().all():
        if not ids.isdisjoint(_ID.findall(key)):
            unit.drop_draft(key)


def scopes_leaving(reader: Reader) -> set[str]:
    """Scopes that are being taken off, or whose files still have to be cleared: the second copy brings nothing of them back."""
    return set(_facts(reader, LEAVING))


def files_to_clear(reader: Reader) -> dict[str, list[str]]:
    """Scopes that have left the database, with the photos (by hash) that no other scope names."""
    found = {scope: json.loads(value) for scope, value in _facts(reader, LEAVING).items()}
    return {scope: _unnamed(reader, said["photos"]) for scope, said in found.items() if "photos" in said}


def note_photos_cleared(unit: Unit, scopes: Iterable[str]) -> None:
    """The photos of these scopes are gone; not even their hashes stay."""
    for scope in scopes:
        unit.set_fact(LEAVING + scope, json.dumps({"photos": []}))


def note_cleared(unit: Unit, scopes: Iterable[str]) -> None:
    """Nothing of these scopes is on this laptop any more."""
    for scope in scopes:
        unit.set_fact(LEAVING + scope, None)


def lately_left(reader: Reader, since: datetime) -> list[Left]:
    """Scopes that have left this laptop since a moment, the latest first, unless they have come back."""
    return sorted((one for one in _left(reader) if one.at >= since), key=lambda one: one.at, reverse=True)


def not_for_us(reader: Reader) -> set[str]:
    """Scopes that this person could read once and may read no more, still here or not."""
    return {one.scope for one in cursors(reader).values() if not one.is_granted} | {one.scope for one in _left(reader)}


def _left(reader: Reader) -> list[Left]:
    granted = {one.scope for one in cursors(reader).values() if one.is_granted}
    return [Left(scope, datetime.fromisoformat(at)) for scope, at in _facts(reader, LEFT).items() if scope not in granted]


def _facts(reader: Reader, prefix: str) -> dict[str, str]:
    c = t.facts.c
    rows = reader.connection.execute(select(c.name, c.value).where(c.name.startswith(prefix, autoescape=True)))
    return {row.name.removeprefix(prefix): row.value for row in rows}


def _unnamed(reader: Reader, photos: Iterable[str]) -> list[str]:
    return [one for one in photos if reader.connection.execute(_NAMED, {"sha256": one}).first() is None]


_ONLY_HERE: Final = text(
    "SELECT sha256 FROM blobs WHERE scope = :scope AND sha256 NOT IN (SELECT sha256 FROM blobs WHERE scope <> :scope)"
    + "".join(
        f" AND sha256 NOT IN (SELECT {column} FROM {kind} WHERE scope <> :scope AND {column} IS NOT NULL)"
        for kind in BLOB_KINDS
        for column in ("sha256", "thumb_sha256")
    )
)
_NAMED: Final = text(
    "SELECT 1 FROM blobs WHERE sha256 = :sha256"
    + "".join(f" UNION ALL SELECT 1 FROM {kind} WHERE sha256 = :sha256 OR thumb_sha256 = :sha256" for kind in BLOB_KINDS)
)
