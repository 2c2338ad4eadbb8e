"""What all writing use cases share: the name of their act, and writing from a value that may be older than one's own last edit.

A use case is a plain function whose first argument is the Unit; its transaction is opened and committed by who calls it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Concatenate, Final, ParamSpec, TypeVar, cast

from bwdesk.domain.operation import Operation, changed_values, make_operation
from bwdesk.domain.thing import Heads, KindSpec, Thing, spec_of
from bwdesk.store.unit import Reader, Unit

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T", bound=Thing)

ACTS: Final[set[str]] = set()
"""Text keys of all acts; undo and history name what was done with them."""

FINAL: Final[set[str]] = set()
"""Acts that are not undone, nor is what was done before them: another act with a reason takes them back."""


def act(key: str, *, is_final: bool = False) -> Callable[[Callable[Concatenate[Unit, P], R]], Callable[Concatenate[Unit, P], R]]:
    """Gives a writing use case the text key of its act; the desk writes it into every operation."""

    def named(use_case: Callable[Concatenate[Unit, P], R]) -> Callable[Concatenate[Unit, P], R]:
        ACTS.add(key)
        if is_final:
            FINAL.add(key)
        use_case.act = key  # type: ignore[attr-defined]
        return use_case

    return named


def act_of(use_case: Callable[..., object]) -> str:
    """The text key of a use case's act."""
    return cast(str, getattr(use_case, "act", use_case.__name__))


def write(unit: Unit, base: T | None, edited: T) -> T:
    """Writes what differs between `base` (as a form read it) and `edited`.

    What this person has written on this desk since the form was filled counts as seen: two quick keys are one after the other,
    never a conflict with oneself. What others wrote since does not.
    """
    stored = unit.get(type(edited), edited.id)
    if stored is None:
        return unit.put(base, edited)
    if base is None:
        return unit.put(stored if _is_all_mine(unit, stored) else None, edited)
    if stored.heads == base.heads:
        return unit.put(base, edited)
    return unit.put(replace(base, heads=_caught_up(unit, base.heads, stored.heads)), edited)


def own_earlier(unit: Unit, blank: T) -> T | None:
    """What this person wrote a moment ago on this desk under the id of `blank`, for a form that had nothing before it; else None."""
    stored = unit.get(type(blank), blank.id)
    return stored if stored is not None and _is_all_mine(unit, stored) else None


def _caught_up(unit: Unit, base: Heads, stored: Heads) -> Heads:
    seen: dict[str, tuple[str, ...]] = {}
    for key in {*base, *stored}:
        before, now = base.get(key, ()), stored.get(key, ())
        new = [one for one in now if one not in before and is_mine(unit, one)]
        seen[key] = now if set(now) <= {*before, *new} else tuple(sorted({*before, *new}))
    return seen


def _is_all_mine(unit: Unit, stored: Thing) -> bool:
    return all(is_mine(unit, one) for heads in stored.heads.values() for one in heads)


def is_mine(unit: Unit, op_id: str) -> bool:
    """Whether this person wrote an operation, on this desk."""
    op = unit.operation(op_id)
    return op is not None and op.author == unit.writer.person and op.device == unit.writer.device


def write_new(unit: Unit, things: Sequence[Thing], *, txn: str = "", state: str = "local") -> list[Operation]:
    """Writes many new things in one go, hundreds of times faster than one by one. `txn` joins several slices to one act."""
    operations = [_first_operation(unit, thing, txn or unit.changes.txn) for thing in things]
    unit.enter(operations, state)
    return operations


def _first_operation(unit: Unit, thing: Thing, txn: str) -> Operation:
    spec, writer = spec_of(type(thing)), unit.writer
    values = changed_values(spec, None, thing)
    return make_operation(
        id=writer.random_id(), scope=thing.scope, kind=spec.name, thing=thing.id, values=values, seen=dict.fromkeys(values, ()),
        author=writer.person, device=writer.device, at=int(writer.now().timestamp() * 1000), txn=txn, act=unit.changes.act,
        salt=writer.random_id(),
    )  # fmt: skip


def by_id(things: Iterable[T]) -> dict[str, T]:
    """Things by their id."""
    return {thing.id: thing for thing in things}


def live(reader: Reader, cls: type[T], thing_id: str) -> T | None:
    """The thing, None if there is none or it is deleted."""
    found = reader.get(cls, thing_id)
    return None if found is None or found.deleted else found


@dataclass(frozen=True, slots=True)
class Restored:
    """Fields of a thing to be written, in JSON form, as having seen the operations named."""

    spec: KindSpec
    thing: Thing
    values: Mapping[str, Any]
    seen: Mapping[str, tuple[str, ...]]


def write_restored(unit: Unit, many: Sequence[Restored]) -> None:
    """Writes fields as they are given, in one go: for settling and undo, where a value equal to the one shown is a statement too,
    and for removing many."""
    writer = unit.writer
    operations = [
        make_operation(
            id=writer.random_id(), scope=one.thing.scope, kind=one.spec.name, thing=one.thing.id, values=one.values, seen=one.seen,
            author=writer.person, device=writer.device, at=int(writer.now().timestamp() * 1000), txn=unit.changes.txn,
            act=unit.changes.act, salt=writer.random_id(),
        )
        for one in many
    ]  # fmt: skip
    unit.enter(operations)
