"""Tables. Those of truth (operations, drafts, scopes …) are created by Alembic; those of things derive from `domain.kinds`.

Thing tables hold what the operations add up to, with the heads of every field beside it, and can be dropped and rebuilt at any time.
Typed access for queries: `v = fields_of(Visit)`; `col(v.factory_id)` is a column, and mypy sees a misspelt one.
"""

from __future__ import annotations

import enum
import functools
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar, cast

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text, text, types
from sqlalchemy.sql.elements import ColumnElement

from bwdesk.domain.kinds import KINDS
from bwdesk.domain.thing import FieldSpec, KindSpec, Thing, spec_of, time_text

T = TypeVar("T", bound=Thing)
V = TypeVar("V")

NAMES: Mapping[str, str] = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
truth = MetaData(naming_convention=dict(NAMES))
derived = MetaData(naming_convention=dict(NAMES))

# Number is wide on PostgreSQL and a rowid alias on SQLite.
Number = BigInteger().with_variant(Integer, "sqlite")

operations = Table(
    "operations",
    truth,
    Column("n", Number, primary_key=True, autoincrement=True),  # order of arrival here
    Column("id", String(32), nullable=False),
    Column("scope", String(80), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("thing", String(32), nullable=False),
    Column("author", String(40), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("txn", String(32), nullable=False),
    Column("state", String(10), nullable=False),  # local | sent | confirmed
    Column("parked", String(40)),  # why its values are left out
    Column("seq", BigInteger),  # number in the server's log
    Column("chain", LargeBinary),  # hash chain of the log up to here
    Column("header", Text, nullable=False),
    Column("body", Text, nullable=False),
)

scopes = Table(
    "scopes",
    truth,
    Column("scope", String(80), primary_key=True),
    Column("head", BigInteger, nullable=False, default=0),  # server: last number given; desk: last number seen
    Column("chain", LargeBinary),
    Column("epoch", String(32)),
    Column("server", String(32)),
    Column("granted", Boolean, nullable=False, default=True),
)

drafts = Table(
    "drafts",
    truth,
    Column("key", String(200), primary_key=True),
    Column("body", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)

facts = Table(
    "facts",
    truth,
    Column("name", String(60), primary_key=True),
    Column("value", Text, nullable=False),
)

unsettled = Table(
    "unsettled",
    truth,
    Column("thing", String(32), primary_key=True),
    Column("key", String(80), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("scope", String(80), nullable=False),
)

search_queue = Table("search_queue", truth, Column("thing", String(32), primary_key=True), Column("kind", String(40), nullable=False))

blobs = Table(
    "blobs",
    truth,
    Column("sha256", String(64), primary_key=True),
    Column("scope", String(80), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("state", String(10), nullable=False),  # desk: here | sent | away;  server: whole
    Column("at", BigInteger, nullable=False),
)


class FieldType(types.TypeDecorator[Any]):
    """A field's value in a column: the JSON form of its spec; sets as a JSON list."""

    impl = Text
    cache_ok = True

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__()
        self.spec = spec

    def load_dialect_impl(self, dialect: Any) -> Any:
        return dialect.type_descriptor(Boolean() if self.spec.type is bool else BigInteger() if self.spec.type is int else Text())

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        return sql_value(time_text(value) if isinstance(value, datetime) else value)

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        if self.spec.merge == "set":
            return self.spec.from_json(json.loads(value) if value else [])
        return self.spec.from_json(value)


def sql_value(value: Any) -> Any:
    """The JSON form of a value as the drivers take it."""
    if isinstance(value, list | frozenset):
        return json.dumps(sorted(value), ensure_ascii=False, separators=(",", ":"))
    if isinstance(value, date):
        return value.isoformat()
    return str(value.value) if isinstance(value, enum.Enum) else value


@functools.cache
def _table(name: str) -> Table:
    spec = KINDS[name]
    columns = [
        Column("id", String(32), primary_key=True),
        Column("scope", String(80), nullable=False, index=True),
        *(Column(f.name, FieldType(f), index=f.name.endswith("_id")) for f in spec.fields),
        Column("heads", Text, nullable=False),
    ]
    table = Table(name, derived, *columns)
    if name in LIST_INDEXES:  # the list is read from the index alone, a tenth of the table's pages
        first, *others = LIST_INDEXES[name]
        of_list = [table.c[one] for one in others]
        Index(f"ix_{name}_list", text(f'"{first}" COLLATE NOCASE'), *of_list, _table=table).ddl_if(dialect="sqlite")
    return table


LIST_INDEXES: Mapping[str, tuple[str, ...]] = {
    "factory": ("name", "id", "local_name", "country", "city", "os_id", "workers_total", "alias_of", "deleted"),
}
"""Columns of the long lists; the first one orders them."""


def table_of(kind: type[Thing] | KindSpec) -> Table:
    """The table of a kind."""
    return _table(kind.name if isinstance(kind, KindSpec) else spec_of(kind).name)


def fields_of(cls: type[T]) -> T:
    """The columns of a kind, typed as its fields, for use with `col` in queries."""
    return cast(T, table_of(cls).c)


def col(field: V) -> ColumnElement[V]:
    """A field of `fields_of` as the column it is."""
    return cast("ColumnElement[V]", field)


def all_thing_tables() -> list[Table]:
    """Every thing's table, made known to `derived`."""
    return [table_of(spec) for spec in KINDS.values()]


Index("ix_operations_id_scope", operations.c.id, operations.c.scope, unique=True)
Index("ix_operations_thing", operations.c.thing)
Index("ix_operations_txn", operations.c.txn)
Index("ix_operations_scope_seq", operations.c.scope, operations.c.seq)
# What makes indexes partial on PostgreSQL stands in the migrations only: naming it here loads that dialect on every desk (80 ms).
_UNCONFIRMED = operations.c.state != "confirmed"
Index("ix_operations_state", operations.c.state, sqlite_where=_UNCONFIRMED)
Index("ix_unsettled_scope", unsettled.c.scope)
Index(
    "ix_operations_parked",
    operations.c.scope,
    sqlite_where=operations.c.parked.is_not(None),
)
