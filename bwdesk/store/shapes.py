"""How a kind lies in its table: SQL texts made once, raw column values, and things made from them quickly. The tables: tables.py.

Raw values are what the drivers give and take: JSON forms, with sets as JSON lists. Typed access for queries stays in tables.py.
"""

from __future__ import annotations

import enum
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, Final, TypeVar, cast

from sqlalchemy import ColumnElement, Connection, literal_column

from bwdesk.domain.kinds import KINDS
from bwdesk.domain.operation import fields_under
from bwdesk.domain.thing import FieldSpec, KindSpec, Thing, spec_of
from bwdesk.store.driver import mark_of
from bwdesk.store.tables import sql_value, table_of

T = TypeVar("T", bound=Thing)
Convert = Callable[[Any], Any]
_NOTHING: Final[frozenset[str]] = frozenset()


class StoredHeads(Mapping[str, tuple[str, ...]]):
    """The heads of a thing as they lie in its row; read when somebody asks, which lists never do."""

    __slots__ = ("_found", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[str, tuple[str, ...]] | None = None

    def _all(self) -> dict[str, tuple[str, ...]]:
        if self._found is None:
            self._found = {key: tuple(heads) for key, heads in json.loads(self._text).items() if key[0] != "~"}
        return self._found

    def __getitem__(self, key: str) -> tuple[str, ...]:
        return self._all()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __reduce__(self) -> tuple[Any, ...]:
        return (StoredHeads, (self._text,))


class Shape:
    """A kind's columns in order, its SQL, its defaults as raw values, and which fields an operation's key sets."""

    def __init__(self, spec: KindSpec) -> None:
        self.spec = spec
        self.fields = tuple(f.name for f in spec.fields)
        self.names = ("id", "scope", *self.fields, "heads")
        self.defaults = {f.name: sql_value(f.default if f.merge != "set" else f.default or []) for f in spec.fields}
        self.sets = {f.name: f for f in spec.fields if f.merge == "set"}
        self.words = frozenset(f.name for f in spec.fields if f.merge == "words")
        self.under = fields_under(spec)
        self.plain = {key: found[0] for key, found in self.under.items() if found[0].group is None}
        self.takes = {key: _quick_check(field) for key, field in self.plain.items()}
        self.indexed = frozenset(index.columns[0].name for index in table_of(spec).indexes) - {"scope"}
        self.insert_head = f'INSERT INTO "{spec.name}" ({_listed(self.names)})'  # rows in the order of `names`
        self._light = tuple(name for name in (*self.fields, "heads") if name not in self.indexed)
        self._full = (*self.fields, "heads")
        self._convert = {f.name: _converter(f) for f in spec.fields}
        self._converters = list(self._convert.items())

    def thing(self, raw: Sequence[Any]) -> Thing:
        """The thing of a row's raw values, in the order of `names`."""
        values = {name: convert(value) for (name, convert), value in zip(self._converters, raw[2:], strict=False)}
        return self.spec.cls(id=raw[0], scope=raw[1], heads=StoredHeads(raw[-1]), **values)

    def lean(self, names: Sequence[str]) -> Callable[[Sequence[Any]], Thing]:
        """Makes things of which only some fields were read, in the order of `names`; the others are as by default. They have no heads."""
        cls, converters = self.spec.cls, [(name, self._convert[name]) for name in names]

        def make(raw: Sequence[Any]) -> Thing:
            return cls(
                id=raw[0], scope=raw[1], **{name: convert(value) for (name, convert), value in zip(converters, raw[2:], strict=True)}
            )

        return make

    def read_sql(self, connection: Connection, count: int) -> str:
        """Reads the rows of `count` ids."""
        return _read(self.spec.name, self.names, mark_of(connection), count)

    def update(self, connection: Connection, *, is_light: bool) -> tuple[str, tuple[str, ...]]:
        """Changes rows: the statement and its columns, to which the id is added. Light leaves columns with an index as they are."""
        names = self._light if is_light else self._full
        return _update(self.spec.name, names, mark_of(connection)), names

    def raw_columns(self, only: Sequence[str] | None = None) -> list[ColumnElement[Any]]:
        """The columns for a query of the kind's table that reads raw values: all in the order of `names`, or those of a lean thing."""
        names = self.names if only is None else ("id", "scope", *only)
        return [literal_column(f'"{self.spec.name}"."{name}"') for name in names]


_SHAPES: Final[dict[type[Thing], Shape]] = {}


def shape_of_class(cls: type[Thing]) -> Shape:
    """The shape of a thing's class."""
    if cls not in _SHAPES:
        _SHAPES[cls] = Shape(spec_of(cls))
    return _SHAPES[cls]


def shape_of(kind: str) -> Shape:
    """The shape of a kind by name; KeyError for a kind this program does not know."""
    return shape_of_class(KINDS[kind].cls)


def things_of(cls: type[T], rows: Sequence[Sequence[Any]], only: Sequence[str] | None = None) -> list[T]:
    """The things of raw rows; lean ones where `only` some fields were read."""
    shape = shape_of_class(cls)
    make = shape.thing if only is None else shape.lean(only)
    return cast("list[T]", [make(row) for row in rows])


@cache
def _read(kind: str, names: tuple[str, ...], mark: str, count: int) -> str:
    return f'SELECT {_listed(names)} FROM "{kind}" WHERE id IN ({", ".join([mark] * count)})'


@cache
def _update(kind: str, names: tuple[str, ...], mark: str) -> str:
    sets = ", ".join(f'"{name}" = {mark}' for name in names)
    return f'UPDATE "{kind}" SET {sets} WHERE id = {mark}'


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


# --- from raw values to a thing's ----------------------------------------------------------------------------------------------------


def _converter(field: FieldSpec) -> Convert:
    """What `field.from_json` gives, for values that mostly fit, in as few steps as can be."""
    slow = field.from_json
    if field.merge == "set":
        return _set_converter(slow)
    kind = field.type
    if kind is bool:
        return lambda value: slow(None) if value is None else value == 1
    if kind is int or kind is str:
        return lambda value: value if value.__class__ is kind else slow(value)
    if issubclass(kind, enum.Enum):
        known = {member.value: member for member in kind}
        return lambda value: known[value] if value in known else slow(value)
    reads = _moment if kind is datetime else _day
    return lambda value: reads(value) if value.__class__ is str and reads(value) is not None else slow(value)


def _quick_check(field: FieldSpec) -> Callable[[Any], bool]:
    """What `field.takes` says, for plain texts, days and times in few steps."""
    takes, limit = field.takes, min(field.limit, 100) if field.name.endswith("_id") else field.limit
    if field.type is bool or field.type is int:
        return takes

    def is_fit(value: Any) -> bool:
        return (value.__class__ is str and len(value) <= limit and value.isascii() and "\0" not in value) or takes(value)

    def is_time(value: Any) -> bool:
        is_plain = value.__class__ is str and len(value) <= limit and value.isascii() and "\0" not in value
        return (is_plain and reads(value) is not None) or takes(value)

    reads = _moment if field.type is datetime else _day
    return is_time if field.type is datetime or field.type is date else is_fit


def _set_converter(slow: Convert) -> Convert:
    def convert(value: Any) -> Any:
        return _NOTHING if value == "[]" else slow(json.loads(value) if value else [])

    return convert


@lru_cache(4096)
def _moment(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


@lru_cache(4096)
def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
