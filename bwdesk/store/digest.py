"""One line that says whether two replicas hold the same: operations, what is parked, and the rows they add up to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from sqlalchemy import select

from bwdesk.domain.kinds import KINDS
from bwdesk.store import tables as t
from bwdesk.store.fold import read_heads
from bwdesk.store.unit import Reader


def store_digest(reader: Reader, scopes: Iterable[str]) -> str:
    """SHA-256 over the operations of scopes, by id, and the rows of all things in them. Desk or server, SQLite or PostgreSQL alike."""
    total = hashlib.sha256()
    names = sorted(set(scopes))
    c = t.operations.c
    for scope in names:
        total.update(f"\n{scope}".encode())
        for row in reader.connection.execute(select(c.id, c.parked).where(c.scope == scope).order_by(c.id)):
            total.update(f"\n{row.id} {row.parked or ''}".encode())
    for kind in sorted(KINDS):
        table, fields = t.table_of(KINDS[kind]), KINDS[kind].fields
        for row in reader.connection.execute(select(table).where(table.c.scope.in_(names)).order_by(table.c.id)):
            values = [(f.name, None if row._mapping[f.name] is None else f.to_json(row._mapping[f.name])) for f in fields]
            total.update(f"\n{kind} {row.id} {values!r} {sorted(read_heads(row.heads).items())!r}".encode())
    return total.hexdigest()
