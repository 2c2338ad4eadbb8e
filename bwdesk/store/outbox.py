"""The desk's side of sync, as SQL: what waits to be sent, how far each scope's log was read, and taking in what comes.

A cursor moves in the transaction that takes in what it covers. An operation stops waiting only when it has come back in the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from sqlalchemy import func, select, update

from bwdesk.domain.access import Reason
from bwdesk.domain.operation import Operation, hash_of_texts
from bwdesk.store import tables as t
from bwdesk.store.blob_rows import offer_blobs_again
from bwdesk.store.fold import Incoming
from bwdesk.store.known import chunks
from bwdesk.store.log import set_parked, take_in
from bwdesk.store.unit import Reader, Unit

STEP: Final = 500
BROKEN: Final = "broken"
"""Why an operation is set aside that the server cannot keep at all."""

ASIDE: Final = "aside"
"""State of an operation that the office keeps apart in a log that is not read here. Why: fact `aside:<scope>`."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a scope's log was read: `epoch` of the server it came from, number, and chain there."""

    scope: str
    epoch: str
    number: int
    chain: bytes
    is_granted: bool


class Waiting(NamedTuple):
    """An operation that waits to be sent; `n` is its place in the order written here."""

    n: int
    id: str
    scope: str
    header: str
    body: str


class Numbered(NamedTuple):
    """An operation of a log page: whole, with its hash, or only its id because it is held here; its number, and why it is parked.

    `verdict`: why it was parked when it got its number, as the chain covers it.
    """

    id: str
    seq: int
    operation: Operation | None
    parked: str | None
    hash: bytes | None = None
    verdict: str | None = None


# --- where we are --------------------------------------------------------------------------------------------------------------------


def cursors(reader: Reader) -> dict[str, Cursor]:
    """All scopes that the server ever granted or took something in."""
    rows = reader.connection.execute(select(t.scopes))
    return {row.scope: Cursor(row.scope, row.epoch or "", row.head, row.chain or b"", row.granted) for row in rows}


def unsent_count(reader: Reader) -> int:
    """Operations that wait to be sent."""
    c = t.operations.c
    return reader.connection.execute(select(func.count()).select_from(t.operations).where(_UNCONFIRMED, c.state == "local")).scalar() or 0


def unsendable_count(reader: Reader) -> int:
    """Operations of scopes in which the office could not keep something at all (`broken`)."""
    c, f = t.operations.c, t.facts.c
    scopes = select(f.name).where(f.name.startswith("aside:"), f.value == BROKEN)
    broken = [name.removeprefix("aside:") for name in reader.connection.execute(scopes).scalars()]
    query = select(func.count()).select_from(t.operations).where(_UNCONFIRMED, c.state == ASIDE, c.scope.in_(broken))
    return reader.connection.execute(query).scalar() or 0


def unsent(reader: Reader, budget: int, after: Mapping[str, int]) -> list[Waiting]:
    """What goes next, about `budget` bytes of text, at least one: registers first, then one's own, factories, working papers; in the
    order written within a scope. `after`: numbers `n`, by scope, up to which it is on its way already."""
    c = t.operations.c
    found: list[Waiting] = []
    scopes = reader.connection.execute(select(c.scope).where(_UNCONFIRMED, c.state == "local").distinct()).scalars()
    for scope in sorted(scopes, key=lambda one: (_RANK.get(one.partition("/")[0], 9), one)):
        last = after.get(scope, 0)
        while rows := waiting_in(reader, scope, last, STEP):
            for one in rows:
                budget -= len(one.header) + len(one.body)
                if found and budget < 0:
                    return found
                found.append(one)
            last = rows[-1].n
    return found


def waiting_in(reader: Reader, scope: str, after: int, limit: int) -> list[Waiting]:
    """Operations of a scope that wait to be sent, in the order written, behind the number `n` = `after`."""
    rows = reader.connection.exec_driver_sql(_UNSENT, (scope, after, limit)).fetchall()
    return [Waiting(n, op_id, scope, header, body) for n, op_id, header, body in rows]


def hashes_of(reader: Reader, scope: str, ids: Sequence[str]) -> dict[str, bytes]:
    """Hashes of the operations of a scope that are held here."""
    found: dict[str, bytes] = {}
    for part in chunks(ids):
        query = f"SELECT id, header, body FROM operations WHERE scope = ? AND id IN ({', '.join('?' * len(part))})"
        rows = reader.connection.exec_driver_sql(query, (scope, *part)).fetchall()
        found.update((op_id, hash_of_texts(header, body)) for op_id, header, body in rows)
    return found


# --- what the server said ------------------------------------------------------------------------------------------------------------


def note_sent(unit: Unit, ids: Iterable[str]) -> None:
    """The server answered; the operations are confirmed when they come back in the log."""
    _each(unit, "sent", ids)


def note_set_aside(unit: Unit, scope: str, reasons: Mapping[str, str]) -> None:
    """The office keeps these apart, or cannot keep them (`broken`).

    In a scope that is read here they come back in the log and are then left out as everywhere. In one that is not they stay visible on
    this laptop alone, marked as set aside: what a person typed is never rolled back by an answer. What of a colleague's is kept beside the
    log (`carried`, `altered`) is left out until it stands there.
    """
    here = cursors(unit).get(scope)
    is_read = here is not None and here.is_granted
    beside = {one: reason for one, reason in reasons.items() if reason in (Reason.CARRIED, Reason.ALTERED)}
    come_back = {one: reason for one, reason in reasons.items() if is_read and reason != BROKEN and one not in beside}
    not_mine = {one for one in beside if not _is_mine(unit, one)}
    set_parked(unit, scope, come_back | {one: beside[one] for one in sorted(not_mine)})
    note_sent(unit, come_back)
    apart = reasons.keys() - come_back.keys()
    _each(unit, ASIDE, sorted(apart))
    for one in sorted(apart - not_mine):
        unit.set_fact(f"aside:{scope}", reasons[one])


def grant(unit: Unit, server: str, epoch: str, scopes: Iterable[str]) -> None:
    """From now on exactly these scopes are readable. What was read of others stays, marked as no longer granted."""
    wanted = set(scopes)
    held = cursors(unit)
    for scope in sorted(wanted - held.keys()):
        unit.connection.execute(t.scopes.insert().values(scope=scope, head=0, chain=b"", epoch=epoch, server=server, granted=True))
    for scope, cursor in held.items():
        if cursor.is_granted != (scope in wanted):
            unit.connection.execute(update(t.scopes).where(t.scopes.c.scope == scope).values(granted=scope in wanted))


def revoke(unit: Unit, scope: str) -> None:
    """The server lets this person read the scope no more. What was read stays."""
    unit.connection.execute(update(t.scopes).where(t.scopes.c.scope == scope).values(granted=False))


def start_again(unit: Unit, scope: str, epoch: str) -> None:
    """The server lost what we had read: nothing is thrown away, everything of the scope waits to be offered again, photos too."""
    c = t.operations.c
    answered = c.state.in_(("confirmed", "sent", ASIDE))
    unit.connection.execute(update(t.operations).where(c.scope == scope, answered).values(state="local", seq=None, chain=None))
    unit.connection.execute(update(t.scopes).where(t.scopes.c.scope == scope).values(head=0, chain=b"", epoch=epoch))
    offer_blobs_again(unit, scope)


def offer_aside_again(unit: Unit) -> None:
    """The server's history is another one: what it kept apart waits to be sent again."""
    unit.connection.execute(update(t.operations).where(_UNCONFIRMED, t.operations.c.state == ASIDE).values(state="local"))


def take_stretch(unit: Unit, before: Cursor, epoch: str, server: str, entries: Sequence[Numbered], chain: bytes) -> bool:
    """Takes in a stretch of a scope's log that follows a cursor, and moves the cursor to its end, where the chain is `chain`.

    The caller has checked numbers and chain. False, and nothing done, if the cursor is somewhere else by now.
    """
    row = cursors(unit).get(before.scope)
    if (row.number if row else 0) != before.number or (row is not None and before.number and row.chain != before.chain):
        return False
    scope = before.scope
    news = [Incoming(one.operation, "confirmed", one.seq, None, one.parked) for one in entries if one.operation is not None]
    fresh = {operation.id for operation in take_in(unit, news)}
    held = [one for one in entries if one.id not in fresh] if len(fresh) < len(entries) else []
    if held and (held := _as_in_the_log(unit, scope, held)):
        unit.connection.exec_driver_sql(_CONFIRM, [(one.seq, one.id, scope) for one in held])
        _same_parked(unit, scope, held)
    values = {"head": entries[-1].seq, "chain": chain, "epoch": epoch, "server": server}
    if row is None:
        unit.connection.execute(t.scopes.insert().values(scope=scope, granted=True, **values))
    else:
        unit.connection.execute(update(t.scopes).where(t.scopes.c.scope == scope).values(**values))
    return True


def has_lost(reader: Reader, scope: str) -> bool:
    """True if `wait_again` has something to do."""
    c = t.operations.c
    query = select(c.n).where(_UNCONFIRMED, c.scope == scope, c.state == "sent", c.parked.is_(None)).limit(1)
    return reader.connection.execute(query).first() is not None


def scopes_sent(reader: Reader) -> set[str]:
    """Readable scopes with operations that were sent and have not come back yet."""
    c = t.operations.c
    readable = select(t.scopes.c.scope).where(t.scopes.c.granted)
    query = select(c.scope).where(_UNCONFIRMED, c.state == "sent", c.parked.is_(None), c.scope.in_(readable)).distinct()
    return set(reader.connection.execute(query).scalars())


def wait_again(unit: Unit, scope: str) -> int:
    """Operations that were sent but are not in the log, though it was read to its end, wait again. Returns how many."""
    c = t.operations.c
    lost = update(t.operations).where(_UNCONFIRMED, c.scope == scope, c.state == "sent", c.parked.is_(None)).values(state="local")
    return unit.connection.execute(lost).rowcount


def _as_in_the_log(unit: Unit, scope: str, held: Sequence[Numbered]) -> list[Numbered]:
    """What a colleague's laptop wrote and lies here in other words than in the log (an altered copy, from a stick) gives way to those.

    What this laptop wrote stays as it is, and is not called confirmed. Returns what stands here as in the log.
    """
    whole = {one.id: one for one in held if one.operation is not None}
    here = hashes_of(unit, scope, list(whole)) if whole else {}
    other = {one for one, known in here.items() if known != whole[one].hash}
    mine = {one for one in other if _is_mine(unit, one)}
    if other > mine:
        unit.take_out(scope, sorted(other - mine))
        log = [one for one in whole.values() if one.id in other - mine]
        take_in(unit, [Incoming(one.operation, "confirmed", one.seq, None, one.parked) for one in log if one.operation is not None])
    return [one for one in held if one.id not in mine]


def _is_mine(unit: Unit, op_id: str) -> bool:
    op = unit.operation(op_id)
    return op is not None and op.device == unit.writer.device


def _same_parked(unit: Unit, scope: str, held: Sequence[Numbered]) -> None:
    """What is held and comes back is parked here exactly when it is parked in the log."""
    c = t.operations.c
    here: dict[str, str] = {
        row.id: row.parked for row in unit.connection.execute(select(c.id, c.parked).where(c.scope == scope, c.parked.is_not(None)))
    }
    set_parked(unit, scope, {one.id: one.parked for one in held if one.parked != here.get(one.id)})


def _each(unit: Unit, state: str, ids: Iterable[str]) -> None:
    rows = [(state, one) for one in ids]
    if rows:
        # what has come back in the log meanwhile stays confirmed
        unit.connection.exec_driver_sql("UPDATE operations SET state = ? WHERE id = ? AND state = 'local'", rows)


_RANK: Final = {"country": 0, "user": 1, "factory": 2, "assessment": 3}
_UNCONFIRMED: Final = t.operations.c.state != "confirmed"
_UNSENT: Final = (
    "SELECT n, id, header, body FROM operations WHERE state <> 'confirmed' AND state = 'local' AND scope = ? AND n > ? ORDER BY n LIMIT ?"
)
_CONFIRM: Final = "UPDATE operations SET state = 'confirmed', seq = ? WHERE id = ? AND scope = ?"
