"""The server's database: transactions from a pool, for several threads at once. Reading never waits for writers."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TypeVar

from sqlalchemy import Connection

from bwdesk.store.engine import open_server, translated
from bwdesk.store.guard import Applying, check_guards
from bwdesk.store.unit import Reader, Unit, Writer

U = TypeVar("U", bound=Unit)


class Hub:
    """Opens the database of a URL, brought up to date. Raises StoreProblem, DamagedFile or NewerFile."""

    def __init__(self, url: str) -> None:
        engine, self._applying = open_server(url)
        self.engine = engine.execution_options(bwdesk_server=True)  # nobody searches here: no search queue
        with self.reading() as reader:
            check_guards(reader.connection)

    @contextlib.contextmanager
    def writing(self, writer: Writer, act: str) -> Iterator[Unit]:
        """One transaction, committed when the block ends. On SQLite writers take turns; on PostgreSQL they meet at rows they lock."""
        with self.writing_by(Unit, writer, act) as unit:
            yield unit

    @contextlib.contextmanager
    def writing_by(self, make: Callable[[Connection, Applying, Writer, str], U], writer: Writer, act: str) -> Iterator[U]:
        """The same, through a unit of one's own making."""
        with translated(), self.engine.connect() as connection, connection.begin():
            yield make(connection, self._applying, writer, act)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Reader]:
        """A view that changes nothing."""
        with translated(), self.engine.connect() as connection, connection.execution_options(bwdesk_reading=True).begin():
            yield Reader(connection)

    def close(self) -> None:
        self.engine.dispose()
