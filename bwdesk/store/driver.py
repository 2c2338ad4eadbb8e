"""Straight to the database driver, where SQLAlchemy's way would cost too much or stand in the way. Failures come out as SQLAlchemy's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import chain
from typing import Any, Final

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DatabaseError


@contextmanager
def driver_errors(dialect: Dialect, statement: str) -> Iterator[None]:
    """Dresses the driver's failures as SQLAlchemy's, which `engine.translated` turns into sentences."""
    try:
        yield
    except dialect.loaded_dbapi.Error as error:
        raise DatabaseError(statement, None, error) from error


def raw_rows(connection: Connection, statement: str, values: Sequence[Any]) -> list[Any]:
    """The rows of a statement as tuples, inside the transaction that is open."""
    with driver_errors(connection.dialect, statement):
        cursor = connection.connection.cursor()
        try:
            cursor.execute(statement, tuple(values))
            return list(cursor.fetchall())
        finally:
            cursor.close()


def take_as_they_are(dbapi: Any) -> None:
    """Tells an SQLite driver that None, booleans and bytes need no adapter.

    It would look for one at every value it is given, by ways that fail: 1.4 µs each time instead of 0.2.
    """
    for kind in (type(None), bool, bytes):
        dbapi.register_adapter(kind, _itself)


def _itself(value: Any) -> Any:
    return value


GROUP: Final = 100
"""Rows that one statement adds: above, it does not get faster."""


def add_rows(connection: Connection, head: str, rows: Sequence[Sequence[Any]], tail: str = "") -> None:
    """Adds rows with few statements: `head` is the statement up to VALUES, `tail` what follows them.

    Many rows in one statement take half the time of one statement each, and leave other threads alone: the driver lets go of Python
    once a statement, not once a row.
    """
    if not rows:
        return
    mark, width, start = mark_of(connection), len(rows[0]), 0
    with driver_errors(connection.dialect, head):
        cursor = connection.connection.cursor()
        try:
            for count in (GROUP, 1):
                whole = (len(rows) - start) // count * count
                some = [tuple(chain.from_iterable(rows[at : at + count])) for at in range(start, start + whole, count)]
                if some:
                    cursor.executemany(_many(head, mark, width, count, tail), some)
                start += whole
        finally:
            cursor.close()


@cache
def _many(head: str, mark: str, width: int, count: int, tail: str) -> str:
    one = f"({', '.join([mark] * width)})"
    return f"{head} VALUES {', '.join([one] * count)} {tail}".rstrip()


def run_plain(engine: Engine, *statements: tuple[str, Sequence[Any]]) -> list[list[Any]]:
    """Runs statements that must stand outside any transaction on one connection of their own. Returns the rows of each."""
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        found = []
        for statement, values in statements:
            with driver_errors(engine.dialect, statement):
                cursor.execute(statement, tuple(values))
                found.append(list(cursor.fetchall()))
        return found
    finally:
        raw.close()


def mark_of(connection: Connection) -> str:
    """How the driver marks a value in SQL."""
    return "?" if connection.dialect.name == "sqlite" else "%s"
