"""Folding operations into the tables, a batch at a time: the one way in. Server and desk, local edits and news go through `fold`.

The work grows with the batch, never with what is not touched: rows and operations that they had seen are read in a few statements,
folded in memory, and written back with one executemany a table. How operations add up is said in domain/operation.py; here stands the
same rule for rows at once, and the tests hold the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, delete, select

from bwdesk.domain.kinds import KINDS
from bwdesk.domain.operation import Operation, Register, read_operation, read_value, shown
from bwdesk.domain.thing import KindSpec, Thing, is_clean
from bwdesk.domain.word_merge import merged_heads
from bwdesk.store import tables as t
from bwdesk.store.driver import add_rows, mark_of, raw_rows
from bwdesk.store.guard import lifted
from bwdesk.store.known import Known, chunks
from bwdesk.store.rows import Row, read_heads, rows_for, write_rows

MANY: Final = 500
"""Operations from which on a batch is added without asking the guard for every row."""

_NONE: Final[Sequence[str]] = ()
__all__ = ["Incoming", "chunks", "fold", "fold_one", "heads_value", "held_ids", "read_heads", "refold"]


class Incoming(NamedTuple):
    """An operation and what is known of its way: state, number and chain in the server's log, and why it is parked."""

    operation: Operation
    state: str = "local"
    seq: int | None = None
    chain: bytes | None = None
    parked: str | None = None


def fold(connection: Connection, incoming: Sequence[Incoming], *, arrived_until: int | None = None) -> set[tuple[str, str]]:
    """Writes operations not yet held and folds them into the tables. Returns (kind, thing) of what they touched.

    The caller has opened the guard and the transaction, and has made sure that no id is held already (`held_ids`). A rebuild
    folds operations that are held: it gives `arrived_until`, the number `n` up to which earlier ones count as arrived.
    """
    return set(fold_rows(connection, incoming, arrived_until))


def fold_one(connection: Connection, operation: Operation) -> Thing | None:
    """Folds a local operation and returns the thing as it stands now; None if its row belongs to another scope."""
    rows = fold_rows(connection, [Incoming(operation)], None)
    row = rows.get((operation.kind, operation.thing))
    return None if row is None or row.scope != operation.scope else row.thing()


def fold_rows(connection: Connection, incoming: Sequence[Incoming], arrived_until: int | None) -> dict[tuple[str, str], Row]:
    """As `fold`; returns the rows."""
    ops = [one.operation for one in incoming]
    parked = {one.operation.id for one in incoming if one.parked is not None}
    rows = rows_for(connection, sorted(ops, key=lambda op: op.id in parked) if parked else ops)
    fold_into(rows, ops, Known(connection, ops, parked, arrived_until))
    if arrived_until is None:
        _write_operations(connection, incoming)
    if len(incoming) < MANY:
        write_rows(connection, rows.values())
    else:
        with lifted(connection, {kind for kind, _ in rows}):
            write_rows(connection, rows.values())
    return rows


def fold_into(rows: Mapping[tuple[str, str], Row], ops: Sequence[Operation], known: Known) -> None:
    """Folds operations into rows in memory: the whole rule, without a statement but those by which `known` finds operations."""
    known.load(_seen_elsewhere(rows, ops))
    parked = known.parked
    for place, op in enumerate(ops):
        known.arrived = place
        row = rows.get((op.kind, op.thing))
        if row is None or row.scope != op.scope:
            continue
        if op.id in parked:
            _pass_on(row, op, known)
        elif row.is_new and not row.heads and not any(op.seen.values()):
            _begin(row, op)
        else:
            _fold_one(row, op, known)
    known.arrived = len(ops)
    _settle(rows.values(), known)


def refold(connection: Connection, things: Sequence[tuple[str, str]]) -> None:
    """Makes the rows of some (kind, thing) anew from their operations, held already, in order of arrival."""
    c = t.operations.c
    for kind in sorted({kind for kind, _ in things} & KINDS.keys()):
        for part in chunks(sorted(thing for of, thing in things if of == kind)):
            connection.execute(delete(t.table_of(KINDS[kind])).where(t.table_of(KINDS[kind]).c.id.in_(part)))
            connection.execute(delete(t.unsettled).where(t.unsettled.c.thing.in_(part), t.unsettled.c.kind == kind))
            query = select(c.header, c.body, c.parked).where(c.thing.in_(part), c.kind == kind).order_by(c.n)
            held = [Incoming(read_operation(row.header, row.body), parked=row.parked) for row in connection.execute(query)]
            fold(connection, held, arrived_until=0)


def held_ids(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Those of the ids that are held already."""
    found: set[str] = set()
    for part in chunks(list(ids)):
        marks = ", ".join([mark_of(connection)] * len(part))
        found.update(row[0] for row in raw_rows(connection, f"SELECT id FROM operations WHERE id IN ({marks})", part))
    return found


# --- one operation into one row ------------------------------------------------------------------------------------------------------


def _seen_elsewhere(rows: Mapping[tuple[str, str], Row], ops: Sequence[Operation]) -> set[str]:
    """What the batch had seen and what is neither in it nor among the heads: whether it ever arrived must be looked up."""
    seen = {one for op in ops if any(op.seen.values()) for some in op.seen.values() for one in some}
    if seen:
        seen.difference_update(op.id for op in ops)
        seen.difference_update(one for row in rows.values() for heads in row.heads.values() for one in heads)
    return seen


def _fold_one(row: Row, op: Operation, known: Known) -> None:
    heads, op_id, values = row.heads, op.id, op.values
    for key, seen in op.seen.items():
        before = heads.get(key, _NONE)
        if len(before) > 1:
            row.was_open |= {key}
        if not row.has_ahead and (len(seen) == len(before) == 0 or (len(seen) == len(before) == 1 and seen[0] == before[0])):
            heads[key] = [op_id]  # the common case: the author had seen just what stands here
        elif not _fold_beside(row, key, op_id, seen, known):
            row.touched |= {key}
            continue
        row.touched -= {key}
        show(row, key, values[key])


def _begin(row: Row, op: Operation) -> None:
    """The first operation of a thing, whose author had seen nothing: what the general rule comes to, in fewer steps."""
    takes, plain, values = row.shape.takes, row.shape.plain, row.values
    for key, value in op.values.items():
        check = takes.get(key)
        if check is None:
            show(row, key, value)
        else:
            values[key] = value if check(value) else plain[key].default
    row.heads = dict.fromkeys(op.seen, (op.id,))


def _fold_beside(row: Row, key: str, op_id: str, seen: Sequence[str], known: Known) -> bool:
    """Folds an operation whose author had seen something else than what stands here. True if it is the only head now."""
    before = Register(tuple(row.heads.get(key, ())), tuple(row.heads.get("~" + key, ())))
    seen = closure(key, seen, known, before.heads)
    after = before.fold(op_id, tuple(seen), known={one: known.has(one) for one in seen if one not in before.heads})
    _keep_ahead(row, key, after.ahead)
    row.heads[key] = list(after.heads)
    return after.heads == (op_id,)


def _pass_on(row: Row, parked: Operation, known: Known) -> None:
    """A parked operation says nothing, but who has seen it has seen what its author had seen."""
    for key, seen in parked.seen.items():
        ahead = row.heads.get("~" + key, ())
        if parked.id not in ahead:
            continue
        passed = closure(key, seen, known, row.heads.get(key, ()))
        before = row.heads.get(key, ())
        if len(before) > 1:
            row.was_open |= {key}
        row.heads[key] = [one for one in before if one not in passed]
        news = {one for one in passed if one not in before and not known.has(one)}
        _keep_ahead(row, key, tuple(sorted(({*ahead} - {parked.id}) | news)))
        row.touched |= {key}


def _keep_ahead(row: Row, key: str, ahead: Sequence[str]) -> None:
    if ahead:
        row.heads["~" + key] = list(ahead)
        row.has_ahead = True
    else:
        row.heads.pop("~" + key, None)


def closure(key: str, seen: Sequence[str], known: Known, heads: Sequence[str]) -> list[str]:
    """What an author had seen of a field: the operations named, and through parked ones (no heads) what their authors had seen."""
    found = list(seen)
    for one in found:
        if one not in heads and known.has(one) and one in known.parked:
            parked = known.get(one)
            found.extend(earlier for earlier in (parked.seen.get(key, ()) if parked else ()) if earlier not in found)
    return found


# --- what a row shows ----------------------------------------------------------------------------------------------------------------


def show(row: Row, key: str, value: Any) -> None:
    """Lets the row say the value under a key."""
    plain = row.shape.plain.get(key)
    if plain is not None:
        row.set(key, value if plain.takes(value) else plain.default)
        return
    name, _, element = key.partition(":")
    if not element:
        for field, part in read_value(row.shape.spec, key, value).items():
            row.set(field, part)
    elif name in row.shape.sets and is_clean(element):
        row.set_element(name, element, is_in=bool(value))


def _settle(rows: Iterable[Row], known: Known) -> None:
    """Shows something for every touched field that has not just one new head, and notes those that a person must settle."""
    touched = [row for row in rows if row.touched]
    if not touched:
        return
    known.load(one for row in touched for key in row.touched for one in row.heads[key])
    known.load_things(row.id for row in touched if any(key in row.shape.words and len(row.heads[key]) > 1 for key in row.touched))
    for row in touched:
        for key in sorted(row.touched):
            heads = [op for op in map(known.get, row.heads[key]) if op is not None]
            if heads:
                value, is_settled = heads_value(row.shape.spec, key, heads, known.get)
                show(row, key, value)
                if not is_settled:
                    row.open_now |= {key}


def heads_value(spec: KindSpec, key: str, heads: list[Operation], get: Callable[[str], Operation | None]) -> tuple[Any, bool]:
    """What several heads of one field show, and whether that settles itself. `get(id)` finds an operation seen by them."""
    values = [op.values[key] for op in heads]
    if ":" in key:
        return any(values), True
    if all(value == values[0] for value in values):
        return values[0], True
    if any(f.name == key and f.merge == "words" for f in spec.fields) and all(isinstance(value, str) for value in values):
        return merged_heads(key, heads, get)
    return shown(heads).values[key], False


def _write_operations(connection: Connection, incoming: Sequence[Incoming]) -> None:
    rows = []
    for op, state, seq, chain, parked in incoming:
        op_id, scope, kind, thing, _, _, author, _, at, txn, _, _, header, body = op
        rows.append((op_id, scope, kind, thing, author, at, txn, state, parked, seq, chain, header, body))
    add_rows(connection, _INSERT, rows)


_INSERT: Final = "INSERT INTO operations (id, scope, kind, thing, author, at, txn, state, parked, seq, chain, header, body)"
