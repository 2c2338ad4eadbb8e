"""Taking operations and rows of some things of one scope out of a file, so that what is left is what its operations add up to.

Deleted bytes are zeroed by SQLite itself (`secure_delete`). When a scope may go is decided in sync/parting.py; never here.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, select

from bwdesk.domain.kinds import KINDS
from bwdesk.store import tables as t
from bwdesk.store.fold import refold
from bwdesk.store.known import chunks


def erase(connection: Connection, scope: str, things: Sequence[tuple[str, str]]) -> None:
    """Erases (kind, thing) of a scope. The caller has opened the guard and the transaction."""
    c, u = t.operations.c, t.unsettled.c
    left: set[tuple[str, str]] = set()
    for kind in sorted({kind for kind, _ in things}):
        for part in chunks(sorted(thing for of, thing in things if of == kind)):
            connection.execute(delete(t.operations).where(c.scope == scope, c.kind == kind, c.thing.in_(part)))
            connection.execute(delete(t.unsettled).where(u.scope == scope, u.kind == kind, u.thing.in_(part)))
            connection.execute(delete(t.search_queue).where(t.search_queue.c.thing.in_(part)))
            if kind in KINDS:
                table = t.table_of(KINDS[kind])
                connection.execute(delete(table).where(table.c.scope == scope, table.c.id.in_(part)))
            others = select(c.kind, c.thing).where(c.kind == kind, c.thing.in_(part)).distinct()
            left.update((row.kind, row.thing) for row in connection.execute(others))
    if left:  # the same thing was written in another scope as well; until now its row belonged to this one
        refold(connection, sorted(left))


def take_out(connection: Connection, scope: str, ids: Sequence[str]) -> set[tuple[str, str]]:
    """Takes single operations of a scope out. Returns (kind, thing) of what they said something of. The caller has opened the guard."""
    c = t.operations.c
    found: set[tuple[str, str]] = set()
    for part in chunks(ids):
        which = c.id.in_(part) & (c.scope == scope)
        found.update((row.kind, row.thing) for row in connection.execute(select(c.kind, c.thing).where(which)))
        connection.execute(delete(t.operations).where(which))
    refold(connection, sorted(found))
    return found


def sweep(connection: Connection, scope: str) -> set[tuple[str, str]]:
    """Deletes rows that still say they belong to a scope. Returns (kind, thing) of them."""
    found: set[tuple[str, str]] = set()
    for kind in KINDS.values():
        table = t.table_of(kind)
        found.update((kind.name, key) for key in connection.execute(select(table.c.id).where(table.c.scope == scope)).scalars())
        connection.execute(delete(table).where(table.c.scope == scope))
    connection.execute(delete(t.unsettled).where(t.unsettled.c.scope == scope))
    return found
