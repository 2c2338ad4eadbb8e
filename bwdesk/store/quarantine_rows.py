"""What colleagues brought without a proof of its author, as rows in and out: beside the logs, so that it takes no number and no id there.

Kept by id, scope and bytes: several copies of one operation lie side by side. Which of them counts is the server's to say (quarantine.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from sqlalchemy import delete, select, text

from bwdesk.domain.operation import Operation, read_operation
from bwdesk.store import office_tables as t
from bwdesk.store import tables
from bwdesk.store.known import chunks
from bwdesk.store.unit import Reader, Unit


class Copy(NamedTuple):
    """An operation as somebody brought it. `brought_by`: the device; `is_altered`: other bytes stand in a log under its id."""

    n: int
    operation: Operation
    brought_by: str
    is_altered: bool


def keep_copies(unit: Unit, copies: Iterable[tuple[Operation, bytes]], brought_by: str) -> None:
    """Keeps operations with their hashes; the same bytes a second time change nothing."""
    at = int(unit.now.timestamp() * 1000)
    rows = [
        {"id": op.id, "scope": op.scope, "hash": known, "brought_by": brought_by, "at": at, "header": op.header, "body": op.body}
        for op, known in copies
    ]
    if rows:
        unit.connection.execute(_KEEP, rows)


def copies_kept(reader: Reader) -> list[Copy]:
    """All of them, in order of arrival."""
    c, o = t.quarantine.c, tables.operations.c
    stands = select(o.id).where(o.id == c.id).exists()
    query = select(c.n, c.header, c.body, c.brought_by, stands.label("stands")).order_by(c.n)
    return [Copy(row.n, read_operation(row.header, row.body), row.brought_by, bool(row.stands)) for row in reader.connection.execute(query)]


def ids_kept(reader: Reader, scope: str, ids: Sequence[str]) -> set[str]:
    """Those of the ids of which some copy is kept."""
    c = t.quarantine.c
    found: set[str] = set()
    for part in chunks(ids):
        found.update(reader.connection.execute(select(c.id).where(c.scope == scope, c.id.in_(part))).scalars())
    return found


def drop_proved(unit: Unit, hashes: Mapping[str, bytes]) -> None:
    """Drops copies of what has come into a log: the same id with the same bytes. Altered ones stay."""
    c = t.quarantine.c
    for part in chunks(list(hashes)):
        rows = unit.connection.execute(select(c.n, c.id, c.hash).where(c.id.in_(part))).all()
        same = [row.n for row in rows if bytes(row.hash) == hashes[row.id]]
        if same:
            unit.connection.execute(delete(t.quarantine).where(c.n.in_(same)))


_KEEP: Final = text(
    "INSERT INTO quarantine (id, scope, hash, brought_by, at, header, body) "
    "VALUES (:id, :scope, :hash, :brought_by, :at, :header, :body) ON CONFLICT (id, scope, hash) DO NOTHING"
)
