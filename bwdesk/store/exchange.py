"""The desk's side of exchange files, as SQL: what no office has yet, what a file would change, taking it in, and colleagues' vouchers.

What comes from a file waits to be sent like one's own work: cursors and what is confirmed do not move.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from sqlalchemy import delete, select

from bwdesk.domain.operation import Operation, read_operation
from bwdesk.domain.thing import Thing
from bwdesk.store import tables as t
from bwdesk.store.fold import Incoming, fold_into, held_ids
from bwdesk.store.forgetting import not_for_us
from bwdesk.store.held import HELD
from bwdesk.store.known import Known, chunks
from bwdesk.store.outbox import ASIDE
from bwdesk.store.rows import rows_for
from bwdesk.store.unit import Reader, Unit

VOUCHER: Final = "voucher:"
"""Facts that keep what a colleague's device signed, until its operations are at the office."""


class Effect(NamedTuple):
    """What taking in would do: operations not held yet, those held, fields that would wait for a decision, things as they would stand,
    and operations that some build on and that are not here."""

    fresh: list[Operation]
    held: int
    to_settle: int
    things: dict[tuple[str, str], Thing]
    missing: int


def unconfirmed(reader: Reader, *, with_held: bool = False) -> list[Operation]:
    """What no office has confirmed or set aside, in order of arrival. `with_held`: slices of an unfinished import as well."""
    c = t.operations.c
    left_out = (ASIDE,) if with_held else (ASIDE, HELD)
    query = select(c.header, c.body).where(c.state != "confirmed", c.state.not_in(left_out), c.parked.is_(None)).order_by(c.n)
    return [read_operation(row.header, row.body) for row in reader.connection.execute(query)]


def effect_of(reader: Reader, operations: Sequence[Operation]) -> Effect:
    """What taking operations in would do. Works it out in memory and writes nothing."""
    connection = reader.connection
    held = held_ids(connection, [op.id for op in operations])
    fresh = [op for op in operations if op.id not in held]
    rows = rows_for(connection, fresh)
    known = Known(connection, fresh, (), None)
    fold_into(rows, fresh, known)
    open_before = _open_fields(reader, [thing for _, thing in rows])
    opened = {(row.id, key) for row in rows.values() for key in row.open_now} - open_before
    seen = {one for op in fresh for heads in op.seen.values() for one in heads}
    missing = sum(not known.has(one) for one in seen)
    things = {at: row.thing() for at, row in rows.items() if row.heads}
    return Effect(fresh, len(operations) - len(fresh), len(opened), things, missing)


def _open_fields(reader: Reader, things: Sequence[str]) -> set[tuple[str, str]]:
    u = t.unsettled.c
    found: set[tuple[str, str]] = set()
    for part in chunks(list(things)):
        found.update((row.thing, row.key) for row in reader.connection.execute(select(u.thing, u.key).where(u.thing.in_(part))))
    return found


def take_over(unit: Unit, operations: Sequence[Operation], vouchers: Iterable[bytes]) -> list[Operation]:
    """Takes operations of others in, with what vouches for them. Returns those that were new."""
    if not _carries(unit):
        unit.connection.execute(delete(t.facts).where(t.facts.c.name.startswith(VOUCHER, autoescape=True)))
    fresh = unit.apply([Incoming(op) for op in operations])
    for one in vouchers:
        unit.set_fact(VOUCHER + hashlib.sha256(one).hexdigest()[:32], base64.b64encode(one).decode())
    return fresh


def vouchers(reader: Reader) -> list[bytes]:
    """What vouches for colleagues' operations that are carried here."""
    rows = reader.connection.execute(select(t.facts.c.value).where(t.facts.c.name.startswith(VOUCHER, autoescape=True)))
    return [base64.b64decode(row.value) for row in rows]


def revoked_scopes(reader: Reader) -> set[str]:
    """Scopes that were readable here and are not any more."""
    return not_for_us(reader)


def _carries(unit: Unit) -> bool:
    """True if anything of another device waits here."""
    c = t.operations.c
    rows = unit.connection.execute(select(c.header, c.body).where(c.state != "confirmed"))
    return any(read_operation(row.header, row.body).device != unit.writer.device for row in rows)
