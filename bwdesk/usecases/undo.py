"""Undo and redo, named by act: new operations that restore what stood before. Refused when somebody has changed it since.

An act is one transaction of this person on this desk. Undoing the making of a record removes it; undoing a settlement brings both
versions back. What can be undone is read from the operations, so it outlives a restart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bwdesk.domain.kinds import KINDS
from bwdesk.domain.operation import Operation
from bwdesk.domain.thing import KindSpec, Thing
from bwdesk.errors import Refused
from bwdesk.store.history import DoneAct, last_acts, operations_of_act, operations_on
from bwdesk.store.unit import Reader, Unit, value_of_heads
from bwdesk.usecases.settle import bring_back, default_of
from bwdesk.usecases.writing import act, is_mine, write_operation

UNDO = "act.undo"
REDO = "act.redo"


@dataclass(frozen=True, slots=True)
class Offer:
    """What Ctrl+Z or Ctrl+Y would do now: the transaction, the text key of its act, when it was done."""

    txn: str
    act: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Offers:
    """What can be undone and redone at this desk; None for nothing."""

    undo: Offer | None
    redo: Offer | None


def offers(reader: Reader, person: str, device: str) -> Offers:
    """What this person can undo and redo on this device."""
    acts = last_acts(reader, person, device)
    undoable, redoable = last_undoable(acts), last_redoable(acts)
    return Offers(_offer(reader, undoable), _offer(reader, redoable))


def _offer(reader: Reader, done: DoneAct | None) -> Offer | None:
    """An act by its own name, through any chain of undo and redo."""
    if done is None:
        return None
    name = _named(reader, done.txn, done.act)
    return Offer(done.txn, name, datetime.fromtimestamp(done.at / 1000, UTC))


def _named(reader: Reader, txn: str, name: str) -> str:
    """The act that an undo or redo was about: the one whose operations it has seen; without any, the one that made the thing."""
    for _ in range(50):
        if name not in (UNDO, REDO):
            return name
        ops = operations_of_act(reader, txn)
        seen = next((one for op in ops for heads in op.seen.values() for one in heads), None)
        earlier = reader.operation(seen) if seen else next(iter(operations_on(reader, [ops[0].thing])), None)
        if earlier is None:
            return name
        txn, name = earlier.txn, earlier.act
    return name


def last_undoable(acts: Iterable[DoneAct]) -> DoneAct | None:
    """The newest act not undone. `acts`: newest first."""
    undone = 0
    for done in acts:
        if done.act == UNDO:
            undone += 1
        elif undone:
            undone -= 1
        else:
            return done
    return None


def last_redoable(acts: Iterable[DoneAct]) -> DoneAct | None:
    """The newest undo that was not made again, as long as nothing else was done since. `acts`: newest first."""
    redone = 0
    for done in acts:
        if done.act == REDO:
            redone += 1
        elif done.act != UNDO:
            return None
        elif redone:
            redone -= 1
        else:
            return done
    return None


@act(UNDO)
def undo(unit: Unit, txn: str) -> None:
    """Restores what stood before a transaction, the last one not undone yet. Refused when a colleague has changed any of it since;
    nothing is written then."""
    last = last_undoable(last_acts(unit, unit.writer.person, unit.writer.device))
    if last is None or last.txn != txn:
        raise Refused("undo.not_last")
    _restore(unit, txn)


@act(REDO)
def redo(unit: Unit, txn: str) -> None:
    """Does again what an undo took back; `txn` is the undo's own, the last one not made again yet."""
    last = last_redoable(last_acts(unit, unit.writer.person, unit.writer.device))
    if last is None or last.txn != txn:
        raise Refused("undo.not_last")
    _restore(unit, txn)


def _restore(unit: Unit, txn: str) -> None:
    operations = operations_of_act(unit, txn)
    by_thing: dict[tuple[str, str], list[Operation]] = defaultdict(list)
    for op in operations:
        by_thing[op.kind, op.thing].append(op)
    for (kind, thing_id), ops in reversed(by_thing.items()):
        spec = KINDS.get(kind)
        thing = unit.get(spec.cls, thing_id) if spec else None
        if spec is None or thing is None:
            raise Refused("undo.gone")
        _restore_thing(unit, spec, thing, ops)


def _restore_thing(unit: Unit, spec: KindSpec, thing: Thing, ops: list[Operation]) -> None:
    ours = {op.id for op in ops}
    made = operations_on(unit, [thing.id])[0].id in ours
    concerned = thing.heads if made else {key: thing.heads.get(key, ()) for op in ops for key in op.values}
    if not all(is_mine(unit, one) for heads in concerned.values() for one in heads):
        raise Refused("undo.changed_since", kind=spec.name)
    if made:
        write_operation(unit, spec, thing, {"deleted": True}, {"deleted": thing.heads.get("deleted", ())})
        return
    values: dict[str, Any] = {}
    for key in dict.fromkeys(key for op in ops for key in op.values):
        first = next(op for op in ops if key in op.values)
        before = tuple(one for one in first.seen[key] if one not in ours)
        if len(before) > 1:
            bring_back(unit, spec, thing, key, first)
        else:
            values[key] = value_of_heads(unit, spec, key, before) if before else default_of(spec, key)
    if values:
        write_operation(unit, spec, thing, values, {key: thing.heads.get(key, ()) for key in values})
