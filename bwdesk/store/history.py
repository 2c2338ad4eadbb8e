"""Operations as history and as acts: what was done to things, and what one person did last at this desk. Read only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bwdesk.domain.operation import Operation, read_operation
from bwdesk.store import tables as t
from bwdesk.store.fold import chunks
from bwdesk.store.unit import Reader

LOOK_BACK = 2_000
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


def last_acts(reader: Reader, person: str, device: str, limit: int = 200) -> list[DoneAct]:
    """What a person did on a device, newest first."""
    c = t.operations.c
    query = select(c.txn, c.at, c.header, c.body).where(c.author == person).order_by(c.n.desc()).limit(LOOK_BACK)
    found: dict[str, DoneAct] = {}
    foreign: set[str] = set()
    for row in reader.connection.execute(query):
        if row.txn in found:
            one = found[row.txn]
            found[row.txn] = DoneAct(one.txn, one.act, one.at, one.operations + 1)
        elif row.txn not in foreign:
            if json.loads(row.header)["d"] != device:
                foreign.add(row.txn)
            elif len(found) == limit:
                break
            else:
                found[row.txn] = DoneAct(row.txn, json.loads(row.body)["a"], row.at, 1)
    return list(found.values())


def operations_by_id(reader: Reader, ids: Sequence[str]) -> dict[str, Operation]:
    """Operations by id; those not held are left out."""
    c = t.operations.c
    found: dict[str, Operation] = {}
    for part in chunks(sorted(set(ids))):
        rows = reader.connection.execute(select(c.id, c.header, c.body).where(c.id.in_(part)))
        found.update((row.id, read_operation(row.header, row.body)) for row in rows)
    return found
