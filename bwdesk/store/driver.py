"""Straight to the database driver, where SQLAlchemy's way would cost too much or stand in the way. Failures come out as SQLAlchemy's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

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
