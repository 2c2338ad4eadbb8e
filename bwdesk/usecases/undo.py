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
from bwdesk.domain.thing import Thing, spec_of
from bwdesk.errors import Refused
from bwdesk.store.history import DoneAct, first_operations, last_acts, operations_of_act, operations_on
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader, Unit, value_of_heads
from bwdesk.usecases.settle import brought_back, default_of
from bwdesk.usecases.writing import FINAL, Restored, act, is_mine, write_restored

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
    undoable = last_undoable(last_acts(reader, person, device))
    redoable = last_redoable(last_acts(reader, person, device))
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
        ops = operations_of_act(reader, txn, limit=20)
        seen = next((one for op in ops for heads in op.seen.values() for one in heads), None)
        earlier = reader.operation(seen) if seen else next(iter(operations_on(reader, [ops[0].thing])), None)
        if earlier is None:
            return name
        txn, name = earlier.txn, earlier.act
    return name


def last_undoable(acts: Iterable[DoneAct]) -> DoneAct | None:
    """The newest act not undone; none behind a final one. `acts`: newest first."""
    undone = 0
    for done in acts:
        if done.act == UNDO:
            undone += 1
        elif undone:
            undone -= 1
        else:
            return None if done.act in FINAL else done
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
    """Puts back what stood before a transaction; a thing's making is undone by removing it. All in one go: an import has thousands."""
    operations = operations_of_act(unit, txn)
    by_thing: dict[str, list[Operation]] = defaultdict(list)
    for op in operations:
        by_thing[op.thing].append(op)
    first = first_operations(unit, by_thing)
    things = _things(unit, operations)
    ours = {op.id for op in operations}
    restored: list[Restored] = []
    for thing_id, ops in reversed(by_thing.items()):
        if thing_id not in things:
            raise Refused("undo.gone")
        restored += _restored(unit, things[thing_id], ops, ours, is_new=first[thing_id] in ours)
    write_restored(unit, restored)


def _things(unit: Unit, operations: Iterable[Operation]) -> dict[str, Thing]:
    kinds: dict[str, set[str]] = defaultdict(set)
    for op in operations:
        kinds[op.kind].add(op.thing)
    found = [things_where(unit, KINDS[kind].cls, "id", ids, deleted=True) for kind, ids in kinds.items() if kind in KINDS]
    return {thing.id: thing for some in found for thing in some}


def _restored(unit: Unit, thing: Thing, ops: list[Operation], ours: set[str], *, is_new: bool) -> list[Restored]:
    spec = spec_of(type(thing))
    concerned = thing.heads if is_new else {key: thing.heads.get(key, ()) for op in ops for key in op.values}
    if not all(one in ours or is_mine(unit, one) for heads in concerned.values() for one in heads):
        raise Refused("undo.changed_since", kind=spec.name)
    if is_new:
        return [Restored(spec, thing, {"deleted": True}, {"deleted": thing.heads.get("deleted", ())})]
    values: dict[str, Any] = {}
    both: list[Restored] = []
    for key in dict.fromkeys(key for op in ops for key in op.values):
        first = next(op for op in ops if key in op.values)
        before = tuple(one for one in first.seen[key] if one not in ours)
        if len(before) > 1:
            both += brought_back(unit, spec, thing, key, first, thing.heads.get(key, ()))
        else:
            values[key] = value_of_heads(unit, spec, key, before) if before else default_of(spec, key)
    seen = {key: thing.heads.get(key, ()) for key in values}
    return [*both, *([Restored(spec, thing, values, seen)] if values else [])]
