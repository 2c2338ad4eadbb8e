"""Opens the files: the desk's encrypted one with its key and pragmas, the server's database by URL. Each failure has its sentence.

A `Store` is one connection and belongs to one thread at a time; the desk holds a writing one (store lane) and a reading one (read lane).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import NullPool

from bwdesk.errors import DamagedFile, DeskError, ForeignFile, StoreProblem, WrongKey
from bwdesk.store import migrate
from bwdesk.store.guard import Applying, check_guards
from bwdesk.store.unit import Reader, Unit, Writer

PLAIN_HEADER = b"SQLite format 3\x00"


class Store:
    """A connection to a file or server, with its guard. Reading and writing go through `reading` and `writing`."""

    def __init__(self, engine: Engine, applying: Applying) -> None:
        self.engine = engine
        self.applying = applying
        self.connection: Connection = engine.connect()

    @contextlib.contextmanager
    def writing(self, writer: Writer, act: str) -> Iterator[Unit]:
        """One transaction. It is committed, and on disk, when the block ends; an exception leaves nothing of it."""
        with translated(), self.connection.begin():
            yield Unit(self.connection, self.applying, writer, act)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Reader]:
        """A consistent view that is given up when the block ends."""
        with translated(), self.connection.begin():
            yield Reader(self.connection)

    def close(self) -> None:
        self.connection.close()
        self.engine.dispose()


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """Turns drivers' failures into ours; their texts stay inside."""
    try:
        yield
    except DBAPIError as error:
        raise _meaning(str(error.orig)) from error


def _meaning(said: str) -> DeskError:
    if "full" in said or "No space" in said:
        return StoreProblem("store.full")
    if "malformed" in said or "not a database" in said or "disk image" in said or "corrupt" in said:
        return DamagedFile("file.damaged")
    if "readonly" in said or "read-only" in said or "query_only" in said:
        return StoreProblem("store.read_only")
    if "locked" in said or "busy" in said:
        return StoreProblem("store.busy")
    return StoreProblem("store.failed")


def open_desk(path: Path, key: bytes, *, create: bool = False, read_only: bool = False) -> Store:
    """Opens the desk's encrypted file with its 32-byte key; brings it up to date first (not when `read_only`).

    Raises ForeignFile, WrongKey, DamagedFile, NewerFile or StoreProblem; the file is then untouched.
    """
    if not create:
        check_header(path)
    engine, applying = _sqlcipher(path, key, read_only=read_only)
    try:
        with translated():
            _first_read(engine, is_new=create)
            if not read_only:
                migrate.bring_up_to_date(engine, applying, "desk", path)
            store = Store(engine, applying)
            check_guards(store.connection)
            store.connection.rollback()
    except BaseException:
        engine.dispose()
        raise
    return store


def check_header(path: Path) -> None:
    """Raises unless the file can be one of ours by its first bytes: an encrypted file has no readable head."""
    try:
        with path.open("rb") as stream:
            head = stream.read(4096)
    except FileNotFoundError:
        raise StoreProblem("store.missing") from None
    except OSError:
        raise StoreProblem("store.unreadable") from None
    if head.startswith(PLAIN_HEADER):
        raise ForeignFile("file.foreign")
    if len(head) < 4096 or path.stat().st_size % 4096:
        raise ForeignFile("file.foreign") if len(head) < 512 and head.isascii() else DamagedFile("file.damaged")


def _first_read(engine: Engine, *, is_new: bool) -> None:
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT count(*) FROM sqlite_master"))
    except OperationalError as error:
        raise _meaning(str(error.orig)) from error
    except DBAPIError:
        raise (StoreProblem("store.failed") if is_new else WrongKey("file.wrong_key")) from None


def _sqlcipher(path: Path, key: bytes, *, read_only: bool) -> tuple[Engine, Applying]:
    import sqlcipher3.dbapi2 as sqlcipher  # the driver loads with the file, not with the window

    applying = Applying()

    def connect() -> Any:
        connection = sqlcipher.connect(str(path), check_same_thread=False, isolation_level=None, timeout=5)
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.create_function("applying", 0, applying)
        for pragma in _PRAGMAS + (("query_only = ON",) if read_only else ()):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    engine = create_engine("sqlite+pysqlite://", module=sqlcipher, creator=connect, poolclass=NullPool)
    _begin_by_hand(engine, "BEGIN" if read_only else "BEGIN IMMEDIATE")
    return engine, applying


_PRAGMAS = ("temp_store = MEMORY", "secure_delete = ON", "journal_mode = WAL", "synchronous = FULL", "wal_autocheckpoint = 2000")


def _begin_by_hand(engine: Engine, begin: str) -> None:
    """Python's driver would not put DDL into a transaction; SQLAlchemy's hooks do. Who only reads (hub.py) takes no lock."""

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if connection.get_execution_options().get("bwdesk_reading") else begin)


def open_server(url: str, *, applying: Applying | None = None) -> tuple[Engine, Applying]:
    """The server's database by URL: PostgreSQL (`postgresql+psycopg://…`) or an SQLite file (`sqlite:///…`), brought up to date."""
    applying = applying or Applying()
    if url.startswith("sqlite"):
        engine = create_engine(url, connect_args={"check_same_thread": False, "isolation_level": None, "timeout": 30})

        @event.listens_for(engine, "connect")
        def _prepare(raw: Any, _record: Any) -> None:
            raw.create_function("applying", 0, applying)
            for pragma in _PRAGMAS:
                raw.execute(f"PRAGMA {pragma}")

        _begin_by_hand(engine, "BEGIN IMMEDIATE")
    else:
        engine = create_engine(url, pool_pre_ping=True)
    with translated():
        migrate.bring_up_to_date(engine, applying, "server", None)
    return engine, applying
