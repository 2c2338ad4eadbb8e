"""Operations as history and as acts: what was done to things, and what one person did last at this desk. Read only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select, text

from bwdesk.domain.operation import Operation, read_operation
from bwdesk.domain.thing import Thing, kind_name
from bwdesk.store import tables as t
from bwdesk.store.fold import chunks
from bwdesk.store.unit import Reader


@dataclass(frozen=True, slots=True)
class DoneAct:
    """What a person did in one transaction: its id, its act's text key, when (ms since 1970)."""

    txn: str
    act: str
    at: int


def operations_on(reader: Reader, things: Iterable[str]) -> list[Operation]:
    """All operations on some things, in order of arrival."""
    c = t.operations.c
    found: list[tuple[int, str, str]] = []
    for part in chunks(sorted(set(things))):
        rows = reader.connection.execute(select(c.n, c.header, c.body).where(c.thing.in_(part)))
        found.extend((row.n, row.header, row.body) for row in rows)
    return [read_operation(header, body) for _, header, body in sorted(found)]


def operations_of_act(reader: Reader, txn: str, limit: int | None = None) -> list[Operation]:
    """The operations of one transaction, in order; or only the first of them."""
    c = t.operations.c
    rows = reader.connection.execute(select(c.header, c.body).where(c.txn == txn).order_by(c.n).limit(limit))
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


def last_acts(reader: Reader, person: str, device: str, limit: int = 200) -> Iterator[DoneAct]:
    """What a person did on a device, newest first; read as far as it is asked for."""
    below, seen = 1 << 62, set[str]()
    while len(seen) < limit:
        row = reader.connection.execute(_LAST, {"person": person, "below": below}).first()
        if row is None:
            return
        if row.txn not in seen and json.loads(row.header)["d"] == device:
            yield DoneAct(row.txn, json.loads(row.body)["a"], row.at)
        seen.add(row.txn)
        below = _start_of_run(reader, row.txn, row.n)


def _start_of_run(reader: Reader, txn: str, last: int) -> int:
    """The number of the first of a transaction's operations that came one after the other up to `last`: an import has thousands."""
    start = last
    for (number,) in reader.connection.execute(_NUMBERS, {"txn": txn, "last": last}):
        if number != start - 1:
            break
        start = number
    return start


_LAST: Final = text("SELECT n, txn, at, header, body FROM operations WHERE author = :person AND n < :below ORDER BY n DESC LIMIT 1")
_NUMBERS: Final = text("SELECT n FROM operations WHERE txn = :txn AND n < :last ORDER BY n DESC")


def moments_in(reader: Reader, scope: str, cls: type[Thing]) -> list[tuple[str, int, str]]:
    """When things of a kind in a scope were written: author, by the author's clock (ms since 1970), thing. Reads no values."""
    c = t.operations.c
    query = select(c.author, c.at, c.thing).where(c.scope == scope, c.kind == kind_name(cls), c.parked.is_(None))
    return [(row.author, row.at, row.thing) for row in reader.connection.execute(query)]


def operations_by_id(reader: Reader, ids: Sequence[str]) -> dict[str, Operation]:
    """Operations by id; those not held are left out."""
    c = t.operations.c
    found: dict[str, Operation] = {}
    for part in chunks(sorted(set(ids))):
        rows = reader.connection.execute(select(c.id, c.header, c.body).where(c.id.in_(part)))
        found.update((row.id, read_operation(row.header, row.body)) for row in rows)
    return found
