"""Guards: nothing but `apply` writes a thing's table, nothing changes the texts of an operation. The database itself refuses.

On SQLite triggers ask a function `applying()` of the connection; on PostgreSQL they ask a setting of the transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Table, text

from bwdesk.errors import DamagedFile
from bwdesk.store.tables import all_thing_tables, operations

EVENTS = ("INSERT", "UPDATE", "DELETE")
PG_FUNCTION = """
CREATE OR REPLACE FUNCTION bwdesk_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('bwdesk.applying', true), '') <> '1' THEN RAISE EXCEPTION 'outside apply'; END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$"""


class Applying:
    """Whether the connection is inside `apply`; the SQLite function `applying()` reads it."""

    def __init__(self) -> None:
        self.is_on = False

    def __call__(self) -> int:
        return int(self.is_on)

    @contextmanager
    def on(self, connection: Connection) -> Iterator[None]:
        """Opens the guard for the statements inside; on PostgreSQL for this transaction only."""
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT set_config('bwdesk.applying', '1', true)"))
        self.is_on = True
        try:
            yield
        finally:
            self.is_on = False
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT set_config('bwdesk.applying', '', true)"))


@contextmanager
def lifted(connection: Connection, kinds: Iterable[str]) -> Iterator[None]:
    """Takes the guards over new rows of some kinds away while a large batch is added, and puts them back.

    Asking `applying()` costs as much as adding the row. The transaction holds the file alone, so nobody ever sees it without guards,
    and what goes back with it brings them back. On PostgreSQL they stay.
    """
    tables = [t for t in all_thing_tables() if t.name in set(kinds)] if connection.dialect.name == "sqlite" else []
    for table in tables:
        connection.exec_driver_sql(f"DROP TRIGGER {_name(table, 'INSERT')}")
    yield
    for table in tables:
        connection.exec_driver_sql(_trigger(connection, table, "INSERT"))


def install_guards(connection: Connection) -> None:
    """Creates the triggers of every thing table and of the operations."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(PG_FUNCTION))
    for table in all_thing_tables():
        for event in EVENTS:
            connection.execute(text(_trigger(connection, table, event)))
    connection.execute(text(_trigger(connection, operations, "DELETE")))
    connection.execute(text(_trigger(connection, operations, "UPDATE", of="header, body")))


def _trigger(connection: Connection, table: Table, event: str, of: str = "") -> str:
    name, what = _name(table, event), f"{event} OF {of}" if of else event
    if connection.dialect.name == "postgresql":
        return f'CREATE OR REPLACE TRIGGER {name} BEFORE {what} ON "{table.name}" FOR EACH ROW EXECUTE FUNCTION bwdesk_guard()'
    return (
        f'CREATE TRIGGER IF NOT EXISTS {name} BEFORE {what} ON "{table.name}" WHEN applying() = 0 '
        "BEGIN SELECT RAISE(ABORT, 'outside apply'); END"
    )


def _name(table: Table, event: str) -> str:
    return f"guard_{table.name}_{event.lower()}"


def check_guards(connection: Connection) -> None:
    """Raises DamagedFile when a guard is missing."""
    where = "pg_trigger" if connection.dialect.name == "postgresql" else "sqlite_master WHERE type = 'trigger'"
    column = "tgname" if connection.dialect.name == "postgresql" else "name"
    present = {row[0] for row in connection.execute(text(f"SELECT {column} FROM {where}"))}
    wanted = {_name(table, event) for table in all_thing_tables() for event in EVENTS}
    wanted |= {_name(operations, event) for event in ("DELETE", "UPDATE")}
    if wanted - present:
        raise DamagedFile("file.guards_missing")
