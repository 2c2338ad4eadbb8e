"""The numbered log of a scope, on the server: numbers without gaps, the hash chain, pages, what is parked and released.

Numbers are given under the scope's row lock, held to COMMIT, so whoever reads number n can read everything below it. Scopes are locked
in ascending order. Everything here runs inside a `Unit` or `Reader`; who may do what is judged elsewhere (server/judge.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import literal, select, text, update

from bwdesk.domain.access import Reason
from bwdesk.domain.chain import chain_after, verdict_in
from bwdesk.domain.factory import Factory
from bwdesk.domain.kinds import KINDS
from bwdesk.domain.operation import Operation, hash_of_texts, is_id, make_operation, read_operation
from bwdesk.store import tables as t
from bwdesk.store.fold import Incoming
from bwdesk.store.known import chunks
from bwdesk.store.unit import Reader, Unit

RELEASE: Final = "release"
"""Kind of an operation that lets parked ones be applied: its values name them, `op:<id>`."""

STEP: Final = 500
BRIEF: Final = 64
"""Bytes of text that an operation counts for when only its id travels (an id does not compress)."""


@dataclass(slots=True)
class Log:
    """A scope's log while its row is locked."""

    scope: str
    head: int
    chain: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """A numbered operation as it lies in the log."""

    seq: int
    id: str
    header: str
    body: str
    parked: str | None
    chain: bytes
    is_brief: bool


def lock_logs(unit: Unit, names: Iterable[str]) -> dict[str, Log]:
    """Locks the rows of scopes until the transaction ends, in ascending order; makes those that are new."""
    is_shared = unit.connection.dialect.name == "postgresql"
    logs: dict[str, Log] = {}
    for name in sorted(set(names)):
        unit.connection.execute(_SCOPE_ROW, {"scope": name})
        query = select(t.scopes.c.head, t.scopes.c.chain).where(t.scopes.c.scope == name)
        row = unit.connection.execute(query.with_for_update() if is_shared else query).one()
        logs[name] = Log(name, row.head, row.chain or b"")
    return logs


def save_heads(unit: Unit, logs: Iterable[Log]) -> None:
    """Writes how far the logs go now."""
    for log in logs:
        unit.connection.execute(update(t.scopes).where(t.scopes.c.scope == log.scope).values(head=log.head, chain=log.chain))


def numbered(log: Log, operations: Sequence[tuple[Operation, str | None]], hashes: Mapping[str, bytes] | None = None) -> list[Incoming]:
    """Gives the next numbers of a locked log to operations (with the reason why they are parked; `hashes` that are known, by id)."""
    known = hashes or {}
    found = []
    for operation, parked in operations:
        log.head += 1
        log.chain = chain_after(log.chain, known.get(operation.id) or operation.hash, parked)
        found.append(Incoming(operation, "confirmed", log.head, log.chain, parked))
    return found


def take_in(unit: Unit, incoming: Sequence[Incoming]) -> list[Operation]:
    """Applies operations, and lets go what a release among them names. Returns those that were new."""
    fresh = unit.apply(incoming)
    for operation in [one for one in fresh if one.kind == RELEASE]:
        if not any(one.parked for one in incoming if one.operation.id == operation.id):
            let_go(unit, operation.scope, [key[3:] for key in operation.values if key.startswith("op:")])
    return fresh


def let_go(unit: Unit, scope: str, ids: Sequence[str]) -> None:
    """Applies operations of a scope that were parked."""
    set_parked(unit, scope, dict.fromkeys(filter(is_id, ids)))


def set_parked(unit: Unit, scope: str, reasons: Mapping[str, str | None]) -> None:
    """Parks operations of a scope (with a reason) or releases them (None), and makes the rows of their things anew."""
    c = t.operations.c
    things: set[tuple[str, str]] = set()
    for part in chunks(list(reasons)):
        query = select(c.id, c.kind, c.thing, c.parked).where(c.scope == scope, c.id.in_(part))
        for row in unit.connection.execute(query).all():
            if row.parked != reasons[row.id]:
                unit.connection.execute(update(t.operations).where(c.scope == scope, c.id == row.id).values(parked=reasons[row.id]))
                things.add((row.kind, row.thing))
    unit.refold(scope, things)


def release_operation(unit: Unit, scope: str, ids: Sequence[str]) -> Operation:
    """The operation that releases parked ones, written by the unit's writer."""
    values = {f"op:{one}": True for one in ids}
    return make_operation(
        id=unit.writer.random_id(), scope=scope, kind=RELEASE, thing=unit.new_id(), values=values, seen=dict.fromkeys(values, ()),
        author=unit.writer.person, device=unit.writer.device, at=int(unit.now.timestamp() * 1000), txn=unit.changes.txn,
        act="release", salt=unit.writer.random_id(),
    )  # fmt: skip


# --- reading -------------------------------------------------------------------------------------------------------------------------


def heads_of(reader: Reader, names: Iterable[str]) -> list[tuple[str, int, bytes]]:
    """(scope, last number, chain) of those scopes that hold anything."""
    found: list[tuple[str, int, bytes]] = []
    c = t.scopes.c
    for part in chunks(sorted(set(names))):
        rows = reader.connection.execute(select(c.scope, c.head, c.chain).where(c.scope.in_(part), c.head > 0))
        found.extend((row.scope, row.head, row.chain) for row in rows)
    return found


def factory_scopes_of(reader: Reader, register: str) -> list[str]:
    """Scopes of the factories of a register (`country/<cc>`) that hold anything."""
    factory = t.table_of(Factory).c
    join = t.scopes.c.scope == literal("factory/") + factory.id
    query = select(t.scopes.c.scope).where(join, factory.scope == register, t.scopes.c.head > 0)
    return list(reader.connection.execute(query).scalars())


def chain_at(reader: Reader, scope: str, seq: int) -> bytes | None:
    """The chain after a number of a scope's log; None if the log does not reach it."""
    c = t.operations.c
    found: bytes | None = reader.connection.execute(select(c.chain).where(c.scope == scope, c.seq == seq)).scalar()
    return found


def ids_in(reader: Reader, scope: str, ids: Sequence[str]) -> dict[str, str | None]:
    """Those of the ids that stand in a scope's log, with the reason why they are parked."""
    c = t.operations.c
    found: dict[str, str | None] = {}
    for part in chunks(ids):
        rows = reader.connection.execute(select(c.id, c.parked).where(c.scope == scope, c.id.in_(part)))
        found.update((row.id, row.parked) for row in rows)
    return found


def standing_in(reader: Reader, scope: str, ids: Sequence[str]) -> dict[str, tuple[str | None, bytes]]:
    """As `ids_in`, with the hash of each."""
    c = t.operations.c
    found: dict[str, tuple[str | None, bytes]] = {}
    for part in chunks(ids):
        query = select(c.id, c.parked, c.header, c.body).where(c.scope == scope, c.id.in_(part))
        found.update((row.id, (row.parked, hash_of_texts(row.header, row.body))) for row in reader.connection.execute(query))
    return found


def homes_of(reader: Reader, operations: Iterable[Operation]) -> dict[tuple[str, str], str]:
    """The scopes in which the things of operations live already, by (kind, thing)."""
    found: dict[tuple[str, str], str] = {}
    by_kind: dict[str, set[str]] = {}
    for op in operations:
        if op.kind in KINDS:
            by_kind.setdefault(op.kind, set()).add(op.thing)
    for kind, things in by_kind.items():
        c = t.table_of(KINDS[kind]).c
        for part in chunks(sorted(things)):
            rows = reader.connection.execute(select(c.id, c.scope).where(c.id.in_(part)))
            found.update(((kind, row.id), row.scope) for row in rows)
    return found


def entries_after(reader: Reader, scope: str, after: int, budget: int, is_brief: Callable[[str, str], bool]) -> list[Entry]:
    """The log of a scope from the number after `after` on: as much as fits `budget` bytes of text, at least one operation.

    `is_brief(id, header)`: the operation travels by its id alone, and costs no more than that.
    """
    c = t.operations.c
    found: list[Entry] = []
    while budget > 0:
        last = found[-1].seq if found else after
        query = select(c.seq, c.id, c.header, c.body, c.parked, c.chain).where(c.scope == scope, c.seq > last).order_by(c.seq).limit(STEP)
        rows = reader.connection.execute(query).all()
        for seq, op_id, header, body, parked, chain in rows:
            brief = is_brief(op_id, header)
            size = BRIEF if brief else len(header) + len(body)
            if found and size > budget:
                return found
            budget -= size
            found.append(Entry(seq, op_id, header, body, parked, chain, brief))
        if len(rows) < STEP:
            break
    return found


def verdicts_of(entries: Sequence[Entry], chain: bytes) -> dict[int, str]:
    """Why entries were parked when they got their numbers, by place; let go or not. `chain`: before the first of them."""
    found: dict[int, str] = {}
    for place, one in enumerate(entries):
        reasons = [one.parked] if one.parked else Reason
        verdict = verdict_in(one.chain, chain, hash_of_texts(one.header, one.body), reasons)
        if verdict is not None:
            found[place] = verdict
        chain = one.chain
    return found


def parked_in(reader: Reader, scope: str) -> list[tuple[Operation, str]]:
    """The parked operations of a scope, in order of arrival, with their reasons."""
    c = t.operations.c
    query = select(c.header, c.body, c.parked).where(c.scope == scope, c.parked.is_not(None)).order_by(c.n)
    return [(read_operation(row.header, row.body), row.parked) for row in reader.connection.execute(query)]


def scopes_with_parked(reader: Reader) -> list[str]:
    """Scopes in whose logs something is parked."""
    c = t.operations.c
    return list(reader.connection.execute(select(c.scope).where(c.parked.is_not(None)).distinct()).scalars())


def keep_fact(unit: Unit, name: str, value: str) -> str:
    """The fact of a name; `value`, written down now, if there is none yet."""
    unit.connection.execute(_FACT, {"name": name, "value": value})
    return unit.fact(name) or value


_SCOPE_ROW: Final = text("INSERT INTO scopes (scope, head, granted) VALUES (:scope, 0, true) ON CONFLICT (scope) DO NOTHING")
_FACT: Final = text("INSERT INTO facts (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING")
