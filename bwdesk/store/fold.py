"""Folding operations into the tables, a batch at a time: the one way in. Server and desk, local edits and news go through `fold`.

The work grows with the batch, never with what is not touched: rows and colliding operations are read in a few statements,
folded in memory, and written back with one executemany a table.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, TextClause, bindparam, delete, insert, select, text

from bwdesk.domain.kinds import KINDS
from bwdesk.domain.operation import Operation, Register, read_operation, read_value, shown
from bwdesk.domain.thing import KindSpec, is_clean
from bwdesk.domain.word_merge import merged_heads
from bwdesk.store import tables as t

CHUNK: Final = 400


@dataclass(frozen=True, slots=True)
class Incoming:
    """An operation and what is known of its way: state, number and chain in the server's log, and why it is parked."""

    operation: Operation
    state: str = "local"
    seq: int | None = None
    chain: bytes | None = None
    parked: str | None = None


@dataclass(slots=True)
class Row:
    """A thing's row while operations are folded into it. `values` are JSON forms; registers by key."""

    spec: KindSpec
    id: str
    scope: str
    values: dict[str, Any]
    registers: dict[str, Register]
    open_keys: set[str] = field(default_factory=set)
    is_new: bool = False


def fold(connection: Connection, incoming: Sequence[Incoming], *, arrived_until: int | None = None) -> set[tuple[str, str]]:
    """Writes operations not yet held and folds them into the tables. Returns (kind, thing) of what they touched.

    The caller has opened the guard and the transaction, and has made sure that no id is held already (`held_ids`). A rebuild
    folds operations that are held: it gives `arrived_until`, the number `n` up to which earlier ones count as arrived.
    """
    batch = {one.operation.id: one.operation for one in incoming}
    rows = _rows_for(connection, [one.operation for one in incoming if one.operation.kind in KINDS])
    known = _Known(connection, batch, incoming, arrived_until)
    for one in incoming:
        row = rows.get((one.operation.kind, one.operation.thing))
        if row is not None and one.parked is None and row.scope == one.operation.scope:
            _fold_one(row, one.operation, known)
    _settle(rows.values(), known)
    if arrived_until is None:
        connection.execute(_OPERATION_INSERT, [_operation_row(one) for one in incoming])
    _write(connection, rows.values())
    return {(row.spec.name, row.id) for row in rows.values()}


def refold(connection: Connection, things: Sequence[tuple[str, str]]) -> None:
    """Makes the rows of some (kind, thing) anew from their operations, held already, in order of arrival."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, thing in things:
        if kind in KINDS:
            by_kind[kind].append(thing)
    c = t.operations.c
    for kind, ids in by_kind.items():
        for part in chunks(ids):
            connection.execute(delete(t.table_of(KINDS[kind])).where(t.table_of(KINDS[kind]).c.id.in_(part)))
            connection.execute(delete(t.unsettled).where(t.unsettled.c.thing.in_(part)))
            query = select(c.header, c.body, c.parked).where(c.thing.in_(part), c.kind == kind).order_by(c.n)
            held = [Incoming(read_operation(row.header, row.body), parked=row.parked) for row in connection.execute(query)]
            fold(connection, held, arrived_until=0)


def held_ids(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Those of the ids that are held already."""
    found: set[str] = set()
    for part in chunks(list(ids)):
        found.update(connection.execute(select(t.operations.c.id).where(t.operations.c.id.in_(part))).scalars())
    return found


def chunks(things: Sequence[Any], size: int = CHUNK) -> Iterable[Sequence[Any]]:
    """Slices that fit one statement's parameters."""
    return (things[i : i + size] for i in range(0, len(things), size))


class _Known:
    """Operations that may be asked for while folding: this batch, and those held, read when needed."""

    def __init__(
        self, connection: Connection, batch: Mapping[str, Operation], incoming: Sequence[Incoming], arrived_until: int | None
    ) -> None:
        self._connection = connection
        self._arrived_until = arrived_until
        self._found: dict[str, Operation | None] = dict(batch)
        self._parked = {one.operation.id for one in incoming if one.parked}
        self._order = {one.operation.id: i for i, one in enumerate(incoming)}
        self.position = -1

    def get(self, op_id: str) -> Operation | None:
        """The operation, if it is held or has come in this batch before the one being folded."""
        if self._order.get(op_id, -1) > self.position:
            return None
        if op_id not in self._found:
            self._load([op_id])
        return self._found[op_id]

    def is_parked(self, op_id: str) -> bool:
        return op_id in self._parked

    def order(self, op_id: str) -> int:
        return self._order[op_id]

    def _load(self, ids: Sequence[str]) -> None:
        c = t.operations.c
        for part in chunks(ids):
            query = select(c.id, c.header, c.body, c.parked).where(c.id.in_(part))
            if self._arrived_until is not None:
                query = query.where(c.n <= self._arrived_until)
            for row in self._connection.execute(query):
                self._found[row.id] = read_operation(row.header, row.body)
                if row.parked:
                    self._parked.add(row.id)
        for one in ids:
            self._found.setdefault(one, None)

    def all_known(self) -> None:
        """From here on the whole batch counts as arrived."""
        self.position = len(self._order)


def _fold_one(row: Row, op: Operation, known: _Known) -> None:
    known.position = known.order(op.id)
    for key, seen in op.seen.items():
        register = row.registers.get(key, Register())
        missing = [one for one in seen if one not in register.heads]
        arrived: dict[str, bool] = {}
        for one in missing:
            earlier = known.get(one)
            arrived[one] = earlier is not None
            if earlier is not None and known.is_parked(one):
                seen = (*seen, *earlier.seen.get(key, ()))
        after = register.fold(op.id, seen, known=arrived)
        row.registers[key] = after
        if after.heads == (op.id,):
            row.open_keys.discard(key)
            _show(row, key, op.values[key])
        else:
            row.open_keys.add(key)


def _show(row: Row, key: str, value: Any) -> None:
    name, _, element = key.partition(":")
    if not element:
        row.values.update(read_value(row.spec, key, value))
    elif isinstance(row.values.get(name), list) and is_clean(element):
        elements = set(row.values[name]) - {element} | ({element} if value else set())
        row.values[name] = sorted(elements)


def _settle(rows: Iterable[Row], known: _Known) -> None:
    """Shows something for every field with several heads, and leaves in `open_keys` those a person must settle."""
    known.all_known()
    for row in rows:
        for key in sorted(row.open_keys):
            heads = [op for op in map(known.get, row.registers[key].heads) if op is not None]
            if not heads:
                row.open_keys.discard(key)
                continue
            value, is_settled = heads_value(row.spec, key, heads, known.get)
            _show(row, key, value)
            if is_settled:
                row.open_keys.discard(key)


def heads_value(spec: KindSpec, key: str, heads: list[Operation], get: Any) -> tuple[Any, bool]:
    """What several heads of one field show, and whether that settles itself. `get(id)` finds an operation seen by them."""
    values = [op.values[key] for op in heads]
    if ":" in key:
        return any(values), True
    if all(value == values[0] for value in values):
        return values[0], True
    if any(f.name == key and f.merge == "words" for f in spec.fields) and all(isinstance(value, str) for value in values):
        return merged_heads(key, heads, get)
    return shown(heads).values[key], False


# --- rows in and out -----------------------------------------------------------------------------------------------------------------


def _rows_for(connection: Connection, ops: Sequence[Operation]) -> dict[tuple[str, str], Row]:
    wanted: dict[str, dict[str, str]] = defaultdict(dict)
    for op in ops:
        wanted[op.kind].setdefault(op.thing, op.scope)
    rows: dict[tuple[str, str], Row] = {}
    for kind, things in wanted.items():
        spec = KINDS[kind]
        for part in chunks(list(things)):
            for found in connection.execute(_read_statement(kind), {"ids": part}):
                rows[kind, found.id] = _row(spec, found._mapping)
        for thing, scope in things.items():
            if (kind, thing) not in rows:
                rows[kind, thing] = Row(spec, thing, scope, {f.name: f.default for f in spec.fields}, {}, is_new=True)
    return rows


def _row(spec: KindSpec, found: Mapping[Any, Any]) -> Row:
    values = {f.name: found[f.name] for f in spec.fields}
    for f in spec.fields:
        if f.merge == "set":
            values[f.name] = json.loads(values[f.name] or "[]")
    registers = {key: Register(tuple(heads), tuple(ahead)) for key, (heads, ahead) in read_heads(found["heads"]).items()}
    open_keys = {key for key, register in registers.items() if len(register.heads) > 1}
    return Row(spec, found["id"], found["scope"], values, registers, open_keys)


def read_heads(stored: str) -> dict[str, tuple[list[str], list[str]]]:
    """Heads, and ids seen before they arrived, by key. Stored as {key: [heads]} and {"~key": [ahead]}."""
    plain = json.loads(stored)
    return {key: (heads, plain.get("~" + key, [])) for key, heads in plain.items() if not key.startswith("~")}


def _heads_text(registers: Mapping[str, Register]) -> str:
    plain: dict[str, Sequence[str]] = {}
    for key, register in sorted(registers.items()):
        plain[key] = register.heads
        if register.ahead:
            plain["~" + key] = register.ahead
    return json.dumps(plain, separators=(",", ":"))


def _write(connection: Connection, rows: Iterable[Row]) -> None:
    by_kind: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.registers:
            by_kind[row.spec.name].append(row)
    for kind, some in by_kind.items():
        connection.execute(_write_statement(kind), [_row_values(row) for row in some])
        _note_unsettled(connection, some)
        if connection.dialect.name == "sqlite":
            connection.execute(_QUEUE, [{"thing": row.id, "kind": kind} for row in some])


def _row_values(row: Row) -> dict[str, Any]:
    values = {name: t.sql_value(value) for name, value in row.values.items()}
    return values | {"id": row.id, "scope": row.scope, "heads": _heads_text(row.registers)}


def _note_unsettled(connection: Connection, rows: Sequence[Row]) -> None:
    old = [row.id for row in rows if not row.is_new]
    for part in chunks(old):
        connection.execute(delete(t.unsettled).where(t.unsettled.c.thing.in_(part)))
    notes = [
        {"thing": row.id, "key": key, "kind": row.spec.name, "scope": row.scope} for row in rows for key in sorted(row.open_keys)
    ]
    if notes:
        connection.execute(insert(t.unsettled), notes)


def _operation_row(one: Incoming) -> dict[str, Any]:
    op = one.operation
    return {
        "id": op.id, "scope": op.scope, "kind": op.kind, "thing": op.thing, "author": op.author, "at": op.at, "txn": op.txn,
        "state": one.state, "parked": one.parked, "seq": one.seq, "chain": one.chain, "header": op.header, "body": op.body,
    }  # fmt: skip


_OPERATION_INSERT: Final = insert(t.operations)
_QUEUE: Final = text("INSERT INTO search_queue (thing, kind) VALUES (:thing, :kind) ON CONFLICT (thing) DO NOTHING")


@cache
def _read_statement(kind: str) -> TextClause:
    names = ", ".join(f'"{column.name}"' for column in t.table_of(KINDS[kind]).columns)
    return text(f'SELECT {names} FROM "{kind}" WHERE id IN :ids').bindparams(bindparam("ids", expanding=True))


@cache
def _write_statement(kind: str) -> TextClause:
    names = [column.name for column in t.table_of(KINDS[kind]).columns]
    listed, slots = ", ".join(f'"{n}"' for n in names), ", ".join(f":{n}" for n in names)
    updates = ", ".join(f'"{n}" = excluded."{n}"' for n in names if n not in ("id", "scope"))
    return text(f'INSERT INTO "{kind}" ({listed}) VALUES ({slots}) ON CONFLICT (id) DO UPDATE SET {updates}')
