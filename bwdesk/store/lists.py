"""Flat rows and counts that many pages ask for, read only: things by owner, photos, what waits, what is unsettled, who wrote what.

Each is one statement, or one a slice of ids; never one a row. Lists of one subject stand in `lists_<subject>.py`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple, TypeVar

from sqlalchemy import CTE, Subquery, Text, cast, func, select, true

from bwdesk.domain.assessment import Result
from bwdesk.domain.evidence import Photo
from bwdesk.domain.page_reader import NamedReader
from bwdesk.domain.thing import Thing, kind_name
from bwdesk.store import tables as t
from bwdesk.store.driver import raw_rows
from bwdesk.store.fold import chunks, read_heads
from bwdesk.store.shapes import shape_of_class, things_of
from bwdesk.store.unit import Reader

T = TypeVar("T", bound=Thing)


class Stamp(NamedTuple):
    """Who wrote an operation, and when by their clock (aware UTC)."""

    author: str
    at: datetime


def things_where(reader: Reader, cls: type[T], field: str, values: Iterable[str], *, deleted: bool = False) -> list[T]:
    """Things of a kind whose field has one of the values; deleted ones only when asked for."""
    table = t.table_of(cls)
    found: list[T] = []
    for part in chunks(sorted(set(values))):
        query = select(*shape_of_class(cls).raw_columns()).select_from(table).where(table.c[field].in_(part)).order_by(table.c.id)
        if not deleted:
            query = query.where(table.c.deleted.is_not(true()))
        found.extend(things_of(cls, reader.connection.execute(query).all()))
    return found


def all_things(reader: Reader, cls: type[T], only: Sequence[str]) -> list[T]:
    """Every thing of a kind that is not deleted, of which only some fields are read, to count thousands.

    The other fields stand at their defaults and there are no heads: such things are looked at and thrown away, never written.
    """
    table = t.table_of(cls)
    query = select(*shape_of_class(cls).raw_columns(only)).select_from(table).where(table.c.deleted.is_not(true())).order_by(table.c.id)
    return things_of(cls, reader.connection.execute(query).all(), only)


def lean_things(reader: Reader, cls: type[T], only: Sequence[str], field: str, values: Iterable[str], kinds: Sequence[str] = ()) -> list[T]:
    """The same of those whose field has one of the values; `kinds`: those of some kinds (its field `kind`). On a desk."""
    name = kind_name(cls)
    listed = ", ".join(f'"{name}"."{one}"' for one in ("id", "scope", *only))
    query = f'SELECT {listed} FROM "{name}" WHERE "{field}" IN (SELECT value FROM json_each(?)) AND deleted IS NOT TRUE'
    slots = [json.dumps(sorted(set(values)))]
    if kinds:
        query, slots = query + " AND kind IN (SELECT value FROM json_each(?))", [*slots, json.dumps(list(kinds))]
    return things_of(cls, raw_rows(reader.connection, query + " ORDER BY id", slots), only)


def values_by_id(reader: Reader, cls: type[Thing], field: str, ids: Iterable[str]) -> dict[str, str]:
    """A field of things by their ids, deleted or not; what is not here is left out."""
    c = t.table_of(cls).c
    found: dict[str, str] = {}
    for part in chunks(sorted(set(ids))):
        found.update((row[0], row[1]) for row in reader.connection.execute(select(c.id, c[field]).where(c.id.in_(part))))
    return found


def photo_counts(reader: Reader, owner_ids: Iterable[str]) -> dict[str, int]:
    """How many photos each owner has; owners without are left out."""
    c = t.table_of(Photo).c
    found: dict[str, int] = {}
    for part in chunks(sorted(set(owner_ids))):
        query = select(c.owner_id, func.count()).where(c.owner_id.in_(part), c.deleted.is_not(true())).group_by(c.owner_id)
        found.update((row[0], row[1]) for row in reader.connection.execute(query))
    return found


def photos_by_owner_kind(reader: Reader, scopes: Iterable[str]) -> dict[str, int]:
    """How many photos scopes hold, by the kind of thing they stand on; the same picture on several things of a kind is one."""
    c = t.table_of(Photo).c
    query = select(c.owner_kind, func.count(c.sha256.distinct())).where(c.scope.in_(sorted(set(scopes))), c.deleted.is_not(true()))
    return {row[0]: row[1] for row in reader.connection.execute(query.group_by(c.owner_kind))}


def unsettled_keys(reader: Reader, scope: str) -> set[tuple[str, str]]:
    """(thing, key) of all fields in a scope that wait for a person's decision."""
    query = select(t.unsettled.c.thing, t.unsettled.c.key).where(t.unsettled.c.scope == scope)
    return {(row.thing, row.key) for row in reader.connection.execute(query)}


def all_unsettled(reader: Reader, scope: str = "") -> list[tuple[str, str, str]]:
    """(kind, thing, key) of what waits for a person's decision, in a scope or anywhere."""
    c = t.unsettled.c
    query = select(c.kind, c.thing, c.key).order_by(c.scope, c.thing, c.key)
    if scope:
        query = query.where(c.scope == scope)
    return [(row.kind, row.thing, row.key) for row in reader.connection.execute(query)]


def unsettled_by_scope(reader: Reader) -> dict[str, int]:
    """How many fields wait for a decision in each scope."""
    query = select(t.unsettled.c.scope, func.count()).group_by(t.unsettled.c.scope)
    return {row[0]: row[1] for row in reader.connection.execute(query)}


def waiting_things(reader: Reader, scope: str) -> set[str]:
    """Things in a scope with work that the office does not have yet."""
    c = t.operations.c
    query = select(c.thing).where(c.state != "confirmed", c.scope == scope).distinct()
    return set(reader.connection.execute(query).scalars())


def stamps(reader: Reader, op_ids: Collection[str]) -> Mapping[str, Stamp]:
    """Author and time of operations by id."""
    c = t.operations.c
    found: dict[str, Stamp] = {}
    for part in chunks(sorted(set(op_ids))):
        rows = reader.connection.execute(select(c.id, c.author, c.at).where(c.id.in_(part))).all()
        found.update((row.id, Stamp(row.author, datetime.fromtimestamp(row.at / 1000, UTC))) for row in rows)
    return found


def names_of_readers(reader: Reader) -> dict[str, str]:
    """Names of those who wrote on the server's pages, by reader id."""
    found = raw_rows(reader.connection, f"SELECT reader_id, name FROM {kind_name(NamedReader)} WHERE deleted IS NOT TRUE", ())
    return dict(found)


def existing_ids(reader: Reader, cls: type[Thing], ids: Iterable[str]) -> dict[str, bool]:
    """Which of the ids are taken: by id, whether that thing is deleted."""
    c = t.table_of(cls).c
    found: dict[str, bool] = {}
    for part in chunks(sorted(set(ids))):
        found.update((row.id, bool(row.deleted)) for row in reader.connection.execute(select(c.id, c.deleted).where(c.id.in_(part))))
    return found


def release_days(reader: Reader, scopes: Iterable[str] | None) -> dict[str, tuple[str | None, datetime]]:
    """By cycle id: the last assessment day (ISO) and the time of release, for cycles with released results in scopes (None: in all).

    The results of an assessment are released together, so one of each is looked at: a tool has 250 questions, a country a million results.
    """
    r, first = t.table_of(Result), t.table_of(Result).alias()
    found: dict[str, tuple[str | None, str]] = {}
    for released in _assessments_released(scopes):
        one = select(first.c.id).where(first.c.assessment_id == released.c.key, first.c.deleted.is_not(true())).limit(1).scalar_subquery()
        query = select(r.c.cycle_id, cast(r.c.assessed_on, Text), r.c.heads).join(released, r.c.id == one).order_by(r.c.assessed_on, r.c.id)
        for cycle, day, heads in reader.connection.execute(query).all():
            found[cycle] = (day, read_heads(heads)["verdict"][0][0])
    known = stamps(reader, [written for _, written in found.values()])
    return {cycle: (day, known[written].at) for cycle, (day, written) in found.items() if written in known}


def _assessments_released(scopes: Iterable[str] | None) -> Iterable[CTE | Subquery]:
    """Statements of the assessments (`key`) that have results in scopes; of all, from one to the next in their index."""
    c = t.table_of(Result).c
    if scopes is not None:
        return [select(c.assessment_id.label("key")).where(c.scope.in_(part)).distinct().subquery() for part in chunks(sorted(set(scopes)))]
    each = select(func.min(c.assessment_id, type_=Text).label("key")).cte("each", recursive=True)
    after = select(func.min(c.assessment_id, type_=Text)).where(c.assessment_id > each.c.key).scalar_subquery()
    return [each.union_all(select(after).where(each.c.key.is_not(None)))]
