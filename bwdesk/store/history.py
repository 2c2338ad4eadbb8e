"""Operations as history and as acts: what was done to things, and what one person did last at this desk. Read only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from bwdesk.domain.operation import Operation, read_operation
from bwdesk.store import tables as t
from bwdesk.store.fold import chunks
from bwdesk.store.unit import Reader

LOOK_BACK = 20_000
"""How many of a person's operations are looked through for what can be undone."""


@dataclass(frozen=True, slots=True)
class DoneAct:
    """What a person did in one transaction: its id, its act's text key, when (ms since 1970), how many operations."""

    txn: str
    act: str
    at: int
    operations: int


def operations_on(reader: Reader, things: Iterable[str]) -> list[Operation]:
    """All operations on some things, in order of arrival."""
    c = t.operations.c
    found: list[tuple[int, str, str]] = []
    for part in chunks(sorted(set(things))):
        rows = reader.connection.execute(select(c.n, c.header, c.body).where(c.thing.in_(part)))
        found.extend((row.n, row.header, row.body) for row in rows)
    return [read_operation(header, body) for _, header, body in sorted(found)]


def operations_of_act(reader: Reader, txn: str) -> list[Operation]:
    """The operations of one transaction, in order."""
    c = t.operations.c
    rows = reader.connection.execute(select(c.header, c.body).where(c.txn == txn).order_by(c.n))
    return [read_operation(row.header, row.body) for row in rows]


def first_operations(reader: Reader, things: Iterable[str]) -> dict[str, str]:
    """The id of the operation that made each thing here, by the thing's id."""
    c = t.operations.c
    found: dict[str, str] = {}
    for part in chunks(sorted(set(things))):
        made = select(func.min(c.n)).where(c.thing.in_(part)).group_by(c.thing)
        rows = reader.connection.execute(select(c.thing, c.id).where(c.n.in_(made)))
        found.update((row.thing, row.id) for row in rows)
    return found


def last_acts(reader: Reader, person: str, device: str, limit: int = 200) -> list[DoneAct]:
    """What a person did on a device, newest first."""
    c = t.operations.c
    recent = select(c.n, c.txn).where(c.author == person).order_by(c.n.desc()).limit(LOOK_BACK).subquery()
    last = func.max(recent.c.n)
    acts = reader.connection.execute(
        select(last.label("last"), func.count().label("operations")).group_by(recent.c.txn).order_by(last.desc()).limit(limit)
    ).all()
    counts = {row.last: row.operations for row in acts}
    found = []
    for part in chunks(sorted(counts, reverse=True)):
        query = select(c.n, c.txn, c.at, c.header, c.body).where(c.n.in_(part)).order_by(c.n.desc())
        for row in reader.connection.execute(query):
            if json.loads(row.header)["d"] == device:
                found.append(DoneAct(row.txn, json.loads(row.body)["a"], row.at, counts[row.n]))
    return found


def operations_by_id(reader: Reader, ids: Sequence[str]) -> dict[str, Operation]:
    """Operations by id; those not held are left out."""
    c = t.operations.c
    found: dict[str, Operation] = {}
    for part in chunks(sorted(set(ids))):
        rows = reader.connection.execute(select(c.id, c.header, c.body).where(c.id.in_(part)))
        found.update((row.id, read_operation(row.header, row.body)) for row in rows)
    return found
