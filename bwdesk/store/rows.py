"""A thing's row while operations are folded into it: reading rows, changing raw values, writing back what changed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from sqlalchemy import Connection

from bwdesk.domain.kinds import KINDS
from bwdesk.domain.operation import Operation
from bwdesk.domain.thing import Thing
from bwdesk.store.driver import add_rows, mark_of, raw_rows
from bwdesk.store.known import chunks
from bwdesk.store.shapes import Shape, shape_of

_WRITE_SET: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_WRITE_HEADS: Final = msgspec.json.Encoder(order="sorted").encode
NOTHING: Final[frozenset[str]] = frozenset()


@dataclass(slots=True)
class Row:
    """Raw values by column, in the order of the shape's fields; heads by key, as stored: {key: [heads]}, and {"~key": [ids seen before
    they arrived]}.

    `touched`: keys whose value must be worked out from several operations; `was_open`, `open_now`: keys with several heads before,
    and those a person must settle now.
    """

    shape: Shape
    id: str
    scope: str
    values: dict[str, Any]
    heads: dict[str, Sequence[str]]
    is_new: bool = False
    is_light: bool = True
    has_ahead: bool = False
    sets: dict[str, set[str]] | None = None
    touched: frozenset[str] = NOTHING
    was_open: frozenset[str] = NOTHING
    open_now: frozenset[str] = NOTHING

    def set(self, name: str, value: Any) -> None:
        """Changes a raw value."""
        if name in self.shape.indexed and self.values[name] != value:
            self.is_light = False
        self.values[name] = value

    def set_element(self, name: str, element: str, *, is_in: bool) -> None:
        """Puts an element into a set, or takes it out."""
        sets = self.sets = self.sets or {}
        found = sets.get(name)
        if found is None:
            found = sets[name] = set(json.loads(self.values[name] or "[]"))
        if is_in:
            found.add(element)
        else:
            found.discard(element)

    def _write_sets(self) -> None:
        for name, elements in (self.sets or {}).items():
            self.values[name] = _WRITE_SET(sorted(elements))
        self.sets = None

    def raw(self) -> tuple[Any, ...]:
        """The row in the order of its shape's names."""
        if self.sets is not None:
            self._write_sets()
        return (self.id, self.scope, *self.values.values(), _WRITE_HEADS(self.heads).decode())

    def changed(self, names: Sequence[str]) -> tuple[Any, ...]:
        """The values of some columns, heads last, and the id."""
        if self.sets is not None:
            self._write_sets()
        return (*map(self.values.__getitem__, names[:-1]), _WRITE_HEADS(self.heads).decode(), self.id)

    def thing(self) -> Thing:
        """The thing as it stands in the row."""
        return self.shape.thing(self.raw())


def rows_for(connection: Connection, ops: Sequence[Operation]) -> dict[tuple[str, str], Row]:
    """The rows of the things of operations, read or new, by kind and id. A new row's scope is that of its first operation here."""
    wanted: dict[str, dict[str, str]] = defaultdict(dict)
    for op in ops:
        if op.kind in KINDS:
            wanted[op.kind].setdefault(op.thing, op.scope)
    rows: dict[tuple[str, str], Row] = {}
    for kind, things in wanted.items():
        shape = shape_of(kind)
        for part in chunks(list(things)):
            for raw in raw_rows(connection, shape.read_sql(connection, len(part)), part):
                values = dict(zip(shape.fields, raw[2:], strict=False))
                rows[kind, raw[0]] = Row(shape, raw[0], raw[1], values, json.loads(raw[-1]), has_ahead='"~' in raw[-1])
        for thing, scope in things.items():
            if (kind, thing) not in rows:
                rows[kind, thing] = Row(shape, thing, scope, shape.defaults.copy(), {}, is_new=True)
    return rows


def write_rows(connection: Connection, rows: Iterable[Row]) -> None:
    """Writes rows that have any heads, what of them is open, and that search must read them again."""
    by_way: dict[tuple[str, bool, bool], list[Row]] = defaultdict(list)
    for row in rows:
        if row.heads:
            by_way[row.shape.spec.name, row.is_new, row.is_light].append(row)
    for (kind, is_new, is_light), some in by_way.items():
        shape = some[0].shape
        if is_new:
            add_rows(connection, shape.insert_head, [row.raw() for row in some])
        else:
            statement, names = shape.update(connection, is_light=is_light)
            connection.exec_driver_sql(statement, [row.changed(names) for row in some])
        _note_open(connection, kind, some)
        if connection.dialect.name == "sqlite" and not connection.get_execution_options().get("bwdesk_server"):
            queue = "INSERT INTO search_queue (thing, kind)"
            add_rows(connection, queue, [(row.id, kind) for row in some], "ON CONFLICT (thing) DO NOTHING")


def _note_open(connection: Connection, kind: str, rows: Sequence[Row]) -> None:
    mark = mark_of(connection)
    gone = [(row.id, key) for row in rows if row.was_open for key in sorted(row.was_open)]
    if gone:
        connection.exec_driver_sql(f"DELETE FROM unsettled WHERE thing = {mark} AND key = {mark}", gone)
    notes = [(row.id, key, kind, row.scope) for row in rows if row.open_now for key in sorted(row.open_now)]
    if notes:
        connection.exec_driver_sql(
            f"INSERT INTO unsettled (thing, key, kind, scope) VALUES ({mark}, {mark}, {mark}, {mark}) ON CONFLICT DO NOTHING", notes
        )


def read_heads(stored: str) -> Mapping[str, tuple[list[str], list[str]]]:
    """Heads, and ids seen before they arrived, by key, of a row's text."""
    plain = json.loads(stored)
    return {key: (heads, plain.get("~" + key, [])) for key, heads in plain.items() if not key.startswith("~")}
