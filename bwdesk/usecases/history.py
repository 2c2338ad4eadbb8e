"""Who did what to a record, and when: told from its operations, so nothing can be changed without standing here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from bwdesk.domain.kinds import KINDS
from bwdesk.domain.operation import Operation
from bwdesk.domain.thing import KindSpec
from bwdesk.store.fold import heads_value
from bwdesk.store.history import operations_on
from bwdesk.store.unit import Reader
from bwdesk.usecases.people import names_of


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after, in JSON form. An element of a set is told as `field` with its name in `element`: there or not."""

    field: str
    old: Any
    new: Any
    element: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One operation in words' reach: when by its author's clock (aware UTC), who, which act (a text key), on what, which fields."""

    id: str
    at: datetime
    author: str
    name: str
    act: str
    kind: str
    thing: str
    is_first: bool
    changes: tuple[Change, ...]


def history_of(reader: Reader, thing_id: str) -> list[Step]:
    """The history of a thing, in order of arrival."""
    return history_of_many(reader, [thing_id])


def history_of_many(reader: Reader, thing_ids: Iterable[str]) -> list[Step]:
    """The history of several things together, in order of time."""
    operations = operations_on(reader, thing_ids)
    known = {op.id: op for op in operations}
    names = names_of(reader)
    started: set[str] = set()
    steps = []
    for op in operations:
        spec = KINDS.get(op.kind)
        if spec is None:
            continue
        at = datetime.fromtimestamp(op.at / 1000, UTC)
        changes = tuple(change for key in op.values for change in _changes(spec, op, key, known))
        is_first = op.thing not in started
        started.add(op.thing)
        steps.append(Step(op.id, at, op.author, names.of(op.author), op.act, op.kind, op.thing, is_first, changes))
    return sorted(steps, key=lambda step: step.at)


def day_told(named: str, facts: Mapping[str, object], written_on: date) -> date:
    """The day a step speaks of: the one that stands in the field `named` of what was said until then, else the day it was written."""
    day = facts.get(named)
    return date.fromisoformat(day) if isinstance(day, str) and day else written_on


def _changes(spec: KindSpec, op: Operation, key: str, known: Mapping[str, Operation]) -> Iterable[Change]:
    before = value_seen(spec, op, key, known)
    after = op.values[key]
    name, _, element = key.partition(":")
    if element and any(f.merge == "set" and f.name == name for f in spec.fields):
        yield Change(name, bool(before), bool(after), element)
    elif isinstance(after, dict):
        old = before if isinstance(before, dict) else {}
        yield from (Change(field, old.get(field), new) for field, new in after.items() if old.get(field) != new)
    else:
        yield Change(key, before, after)


def value_seen(spec: KindSpec, op: Operation, key: str, known: Mapping[str, Operation]) -> Any:
    """What a field showed to the author of an operation; None where it had not been set."""
    heads = [known[one] for one in op.seen.get(key, ()) if one in known]
    return heads_value(spec, key, heads, known.get)[0] if heads else None
