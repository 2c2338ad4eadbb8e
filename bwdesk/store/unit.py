"""One transaction: reading things, and the one way to change them. Use cases get a `Unit`; they never open or commit one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final, TypeVar, cast

from sqlalchemy import Connection, delete, func, select, text, true

from bwdesk.domain.kinds import KINDS
from bwdesk.domain.operation import Operation, changed_values, make_operation, read_operation
from bwdesk.domain.thing import KindSpec, Thing, spec_of
from bwdesk.errors import Refused
from bwdesk.store import tables as t
from bwdesk.store.driver import raw_rows
from bwdesk.store.erase import erase, sweep, take_out
from bwdesk.store.fold import Incoming, fold, fold_one, heads_value, held_ids, refold
from bwdesk.store.guard import Applying
from bwdesk.store.rows import read_heads
from bwdesk.store.shapes import shape_of_class, things_of

T = TypeVar("T", bound=Thing)


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes, on which device, and where times (aware UTC) and ids come from: `new_id` for things, `random_id` for operations."""

    person: str
    device: str
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    random_id: Callable[[], str]


@dataclass(slots=True)
class Changes:
    """What a transaction touched: (kind, id) of things and the scopes they stand or stood in, and the operations it wrote itself."""

    things: set[tuple[str, str]] = field(default_factory=set)
    scopes: set[str] = field(default_factory=set)
    operations: list[Operation] = field(default_factory=list)
    act: str = ""
    txn: str = ""

    def touches(self, *kinds: type[Thing]) -> bool:
        """True if a thing of one of the kinds changed."""
        names = {spec_of(kind).name for kind in kinds}
        return any(kind in names for kind, _ in self.things)


class Reader:
    """Reads things. Every value carries the heads it was read with."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def get(self, cls: type[T], thing_id: str) -> T | None:
        """The thing, deleted or not; None if there is none."""
        found = raw_rows(self.connection, shape_of_class(cls).read_sql(self.connection, 1), (thing_id,))
        return things_of(cls, found)[0] if found else None

    def need(self, cls: type[T], thing_id: str) -> T:
        """The thing; raises Refused (`thing.gone`) if there is none or it is deleted."""
        found = self.get(cls, thing_id)
        if found is None or found.deleted:
            raise Refused("thing.gone", kind=spec_of(cls).name)
        return found

    def find(
        self,
        cls: type[T],
        where: Callable[[T], bool] | None = None,
        *,
        order: Callable[[T], object] | None = None,
        deleted: bool = False,
        limit: int | None = None,
    ) -> list[T]:
        """Things of a kind for which `where` holds, in the order of `order`, then of id.

        `where` and `order` are given the columns, typed as the fields, and use ==, <, & and `t.col(...)` on them.
        """
        table = t.table_of(cls)
        query = select(*shape_of_class(cls).raw_columns()).select_from(table)
        if not deleted:
            query = query.where(table.c.deleted.is_not(true()))
        if where is not None:
            query = query.where(cast(Any, where(t.fields_of(cls))))
        if order is not None:
            query = query.order_by(cast(Any, order(t.fields_of(cls))))
        return things_of(cls, self.connection.execute(query.order_by(table.c.id).limit(limit)).all())

    def operations_of(self, thing_id: str) -> list[Operation]:
        """The history of a thing, in order of arrival."""
        c = t.operations.c
        rows = self.connection.execute(select(c.header, c.body).where(c.thing == thing_id).order_by(c.n))
        return [read_operation(row.header, row.body) for row in rows]

    def operation(self, op_id: str) -> Operation | None:
        """One operation by id."""
        c = t.operations.c
        row = self.connection.execute(select(c.header, c.body).where(c.id == op_id)).first()
        return None if row is None else read_operation(row.header, row.body)

    def fact(self, name: str) -> str | None:
        """A fact about this file (device, server, last sync …)."""
        return cast("str | None", self.connection.execute(select(t.facts.c.value).where(t.facts.c.name == name)).scalar())

    def names(self) -> dict[str, str]:
        """Names by person id that this file was told by who opened it."""
        c = t.facts.c
        rows = self.connection.execute(select(c.name, c.value).where(c.name.startswith(name_fact(""), autoescape=True)))
        return {row.name.removeprefix(name_fact("")): row.value for row in rows}

    def draft(self, key: str) -> dict[str, Any] | None:
        """What was being typed under a key when it was last kept."""
        body = self.connection.execute(select(t.drafts.c.body).where(t.drafts.c.key == key)).scalar()
        return None if body is None else cast("dict[str, Any]", json.loads(body))

    def drafts(self, prefix: str = "") -> dict[str, dict[str, Any]]:
        """All drafts whose key begins with a prefix."""
        rows = self.connection.execute(select(t.drafts.c.key, t.drafts.c.body).where(t.drafts.c.key.startswith(prefix, autoescape=True)))
        return {row.key: json.loads(row.body) for row in rows}

    def unsettled_count(self) -> int:
        """Fields that wait for a person's decision."""
        return cast(int, self.connection.execute(select(func.count()).select_from(t.unsettled)).scalar())


class Unit(Reader):
    """A transaction in progress. What it wrote stands in `changes`."""

    def __init__(self, connection: Connection, applying: Applying, writer: Writer, act: str) -> None:
        super().__init__(connection)
        self._applying = applying
        self.writer = writer
        self.changes = Changes(act=act, txn=writer.random_id())

    @property
    def now(self) -> datetime:
        """The time of this laptop, aware UTC."""
        return self.writer.now()

    @property
    def person(self) -> str:
        """The id of who is at the desk."""
        return self.writer.person

    def new_id(self) -> str:
        """An id for a new thing."""
        return self.writer.new_id()

    def put(self, base: T | None, edited: T) -> T:
        """Writes the fields in which `edited` differs from `base` (as read; None for a new thing) as one operation.

        Returns the thing as it stands now. No change, no operation. Raises Refused naming the field that does not fit.
        """
        spec = spec_of(type(edited))
        values = changed_values(spec, base, edited)
        if base is not None and not values:
            return base
        seen = {key: (base.heads.get(key, ()) if base is not None else ()) for key in values}
        operation = make_operation(
            id=self.writer.random_id(), scope=edited.scope, kind=spec.name, thing=edited.id, values=values, seen=seen,
            author=self.writer.person, device=self.writer.device, at=int(self.writer.now().timestamp() * 1000),
            txn=self.changes.txn, act=self.changes.act, salt=self.writer.random_id(),
        )  # fmt: skip
        stored = self._take(operation)
        self.changes.things.add((spec.name, edited.id))
        self.changes.scopes.add(operation.scope)
        return edited if stored is None else cast(T, stored)

    def _take(self, operation: Operation) -> Thing | None:
        """Folds one operation that is written here, and gives the thing as it stands now."""
        self.changes.operations.append(operation)
        with self._applying.on(self.connection):
            return fold_one(self.connection, operation)

    def enter(self, operations: Sequence[Operation], state: str = "local") -> None:
        """Takes in operations that are written here, in one go."""
        self.apply([Incoming(op, state) for op in operations])
        self.changes.operations.extend(operations)

    def add(self, thing: T) -> T:
        """Writes a new thing."""
        return self.put(None, thing)

    def remove(self, thing: T) -> T:
        """Marks a thing as deleted; undo brings it back."""
        return self.put(thing, replace(thing, deleted=True))

    def apply(self, incoming: Sequence[Incoming]) -> list[Operation]:
        """Takes in operations from anywhere; those held already are passed over. Returns the new ones."""
        by_id: dict[str, Incoming] = {}
        for one in incoming:
            by_id.setdefault(one.operation.id, one)
        for held in held_ids(self.connection, by_id):
            del by_id[held]
        fresh = [*by_id.values()]
        operations = [one.operation for one in fresh]
        if fresh:
            with self._applying.on(self.connection):
                self.changes.things |= fold(self.connection, fresh)
            self.changes.scopes |= {op.scope for op in operations}
        return operations

    def refold(self, scope: str, things: Iterable[tuple[str, str]]) -> None:
        """Makes the rows of some (kind, thing) of a scope anew from their operations: after some of these were parked or released."""
        some = sorted(set(things))
        if some:
            with self._applying.on(self.connection):
                refold(self.connection, some)
            self.changes.things |= set(some)
            self.changes.scopes.add(scope)

    def erase(self, scope: str, things: Sequence[tuple[str, str]]) -> None:
        """Takes (kind, thing) of a scope out of this file for good: only for a scope that has left (forgetting.py)."""
        with self._applying.on(self.connection):
            erase(self.connection, scope, things)
        self.changes.things |= set(things)
        self.changes.scopes.add(scope)

    def take_out(self, scope: str, ids: Sequence[str]) -> None:
        """Takes single operations of a scope out of this file: only for what stands otherwise in the log (outbox.py)."""
        with self._applying.on(self.connection):
            self.changes.things |= take_out(self.connection, scope, ids)
        self.changes.scopes.add(scope)

    def sweep(self, scope: str) -> None:
        """Takes what is left of a scope's rows."""
        with self._applying.on(self.connection):
            self.changes.things |= sweep(self.connection, scope)
        self.changes.scopes.add(scope)

    def keep_draft(self, key: str, body: Mapping[str, Any]) -> None:
        """Keeps what is being typed under a key, in place of what was kept before."""
        at = int(self.writer.now().timestamp() * 1000)
        self.connection.execute(_KEEP_DRAFT, {"key": key, "body": json.dumps(body, ensure_ascii=False), "at": at})

    def drop_draft(self, key: str) -> None:
        """Forgets a draft, once it has become an operation."""
        self.connection.execute(delete(t.drafts).where(t.drafts.c.key == key))

    def set_fact(self, name: str, value: str | None) -> None:
        """Writes down a fact about this file; None forgets it."""
        self.connection.execute(delete(t.facts).where(t.facts.c.name == name))
        if value is not None:
            self.connection.execute(t.facts.insert().values(name=name, value=value))


def name_fact(person: str) -> str:
    """Under which fact the name of this laptop's person is kept: before a server knows the account, nobody else tells it.

    `STRANGER` stands for everybody whom nothing names.
    """
    return f"name:{person}"


STRANGER: Final = ""


_KEEP_DRAFT: Final = text(
    "INSERT INTO drafts (key, body, at) VALUES (:key, :body, :at) ON CONFLICT (key) DO UPDATE SET body = excluded.body, at = excluded.at"
)


def open_heads(reader: Reader, kind: str, thing_id: str, key: str) -> list[Operation]:
    """The operations that stand side by side on one field, oldest first."""
    table = t.table_of(KINDS[kind])
    stored = reader.connection.execute(select(table.c.heads).where(table.c.id == thing_id)).scalar()
    heads, _ = read_heads(stored or "{}").get(key, ([], []))
    found = [op for op in map(reader.operation, heads) if op is not None]
    return sorted(found, key=lambda op: (op.at, op.id))


def value_of_heads(reader: Reader, spec: KindSpec, key: str, heads: Iterable[str]) -> Any:
    """The JSON value that a field showed while these were its heads; None if it was not yet set."""
    found = [op for op in map(reader.operation, heads) if op is not None]
    return heads_value(spec, key, found, reader.operation)[0] if found else None
