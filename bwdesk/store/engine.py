"""Opens the files: the desk's encrypted one with its key and pragmas, the server's database by URL. Each failure has its sentence.

A `Store` is one connection and belongs to one thread at a time; the desk holds a writing one (store lane) and a reading one (read lane).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from bwdesk.disk import disk_errors_translated, sync_folder, sync_path
from bwdesk.errors import DamagedFile, DeskError, StoreProblem
from bwdesk.keys.file_key import file_salt
from bwdesk.store import migrate
from bwdesk.store.door import examine, has_open_work
from bwdesk.store.driver import driver_errors, run_plain, take_as_they_are
from bwdesk.store.guard import Applying, check_guards
from bwdesk.store.unit import Reader, Unit, Writer


class Store:
    """A connection to a file or server, with its guard. Reading and writing go through `reading` and `writing`."""

    def __init__(self, engine: Engine, applying: Applying) -> None:
        self.engine = engine
        self.applying = applying
        self.connection: Connection = engine.connect()
        self._is_hasty = False

    @contextlib.contextmanager
    def writing(self, writer: Writer, act: str, *, is_hasty: bool = False) -> Iterator[Unit]:
        """One transaction. It is committed, and on disk, when the block ends; an exception leaves nothing of it.

        `is_hasty`: all it stores can be fetched again, so the commit does not wait for the disk. A power cut may undo the last such
        transactions, whole and in order; the next one that is not hasty takes them to the disk before itself.
        """
        with translated():
            if is_hasty != self._is_hasty:
                self._commit_from_now(is_hasty=is_hasty)
            with self.connection.begin():
                yield Unit(self.connection, self.applying, writer, act)

    def _commit_from_now(self, *, is_hasty: bool) -> None:
        self._is_hasty = True  # until the file is known to wait for the disk again
        with driver_errors(self.engine.dialect, "PRAGMA"):
            for pragma in _HASTY if is_hasty else _LASTING:
                self.connection.connection.cursor().execute(f"PRAGMA {pragma}").fetchall()
        self._is_hasty = is_hasty

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
    """Opens the desk's encrypted file with its 32-byte key (`FileKey.database`) and brings it up to date (not when `read_only`).

    `create` makes the file first. Raises StoreProblem, ForeignFile, WrongKey, DamagedFile or NewerFile; the file is then as it was,
    byte for byte, with nothing left beside it.
    """
    if create:
        _create(path, key)
    examine(path, key)
    with translated():
        _refuse_newer(path, key)
        engine, applying = _sqlcipher(path, key, read_only=read_only)
        try:
            if not read_only:
                migrate.bring_up_to_date(engine, applying, "desk", path)
            store = Store(engine, applying)
            check_guards(store.connection)
            store.connection.rollback()
        except BaseException:
            engine.dispose()
            raise
    return store


def open_beside(path: Path, key: bytes) -> Store:
    """A second connection, to read only, to a file that `open_desk` has just opened and checked."""
    engine, applying = _sqlcipher(path, key, read_only=True)
    with translated():
        return Store(engine, applying)


def rebuild_desk(path: Path, key: bytes) -> int:
    """Makes all tables and guards of a file anew from its operations, with a copy put aside first. Returns how many there are."""
    examine(path, key)
    with translated():
        _refuse_newer(path, key)
        engine, applying = _sqlcipher(path, key, query="mode=rw")
        try:
            migrate.copy_aside(engine, path, "before-rebuild")
            migrate.bring_up_to_date(engine, applying, "desk", path)
            with engine.begin() as connection:
                return migrate.rebuild(connection, applying)
        finally:
            engine.dispose()


def open_untouched(path: Path, key: bytes) -> Store:
    """Opens a file that nobody else has open (a copy, a snapshot), to read only; nothing is written in it or beside it."""
    examine(path, key)
    with translated():
        engine, applying = _sqlcipher(path, key, query="mode=ro&immutable=1", pragmas=())
        try:
            migrate.refuse_newer_in(engine, "desk")
            return Store(engine, applying)
        except BaseException:
            engine.dispose()
            raise


def copy_into(path: Path, key: bytes, target: Path) -> None:
    """Writes what a desk's file holds at this moment into a new file under the same key, while others go on using it."""
    examine(path, key)
    with translated(), disk_errors_translated():
        engine, _ = _sqlcipher(path, key, query="mode=rw")
        try:
            run_plain(engine, ("VACUUM INTO ?", (str(target),)))
        finally:
            engine.dispose()
        sync_path(target)


def empty_log(path: Path, key: bytes) -> None:
    """Moves what the write-ahead log of a desk's file holds into the file and cuts the log to nothing, while others go on using it.

    Raises StoreProblem (`store.busy`) if somebody reads or writes for longer than five seconds.
    """
    with translated():
        engine, _ = _sqlcipher(path, key, query="mode=rw")
        try:
            ((busy, *_),) = run_plain(engine, ("PRAGMA wal_checkpoint(TRUNCATE)", ()))[0]
        finally:
            engine.dispose()
    if busy:
        raise StoreProblem("store.busy")


def _create(path: Path, key: bytes) -> None:
    """Builds a new file aside and puts it in place whole. Raises StoreProblem (`store.exists`)."""
    if path.exists():
        raise StoreProblem("store.exists")
    draft = path.with_name(path.name + ".part")
    with translated(), disk_errors_translated():
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove_with_side_files(draft)
        engine, applying = _sqlcipher(draft, key, pragmas=("journal_mode = WAL", "synchronous = OFF"))
        try:
            migrate.bring_up_to_date(engine, applying, "desk", None)
        finally:
            engine.dispose()
        sync_path(draft)
        draft.rename(path)
        sync_folder(path.parent)


def _refuse_newer(path: Path, key: bytes) -> None:
    """Raises NewerFile, having only read. An undisturbed file is read as it lies, so that SQLite puts nothing beside it."""
    beside = [path.with_name(path.name + ending) for ending in ("-wal", "-shm")]
    new = [one for one in beside if not one.exists()]
    engine, _ = _sqlcipher(path, key, query="mode=ro" if has_open_work(path) else "mode=ro&immutable=1", pragmas=())
    try:
        migrate.refuse_newer_in(engine, "desk")
    finally:
        engine.dispose()
        for one in new:
            one.unlink(missing_ok=True)


def _remove_with_side_files(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


_LASTING = ("synchronous = FULL", "wal_autocheckpoint = 2000")
_HASTY = ("synchronous = NORMAL", "wal_autocheckpoint = 8000")
"""What is fetched is moved into the file less often as well, 32 MB at a time: what is written again meanwhile is moved once."""

_PRAGMAS = ("journal_mode = WAL", *_LASTING, "cache_size = -32000", "fullfsync = ON", "checkpoint_fullfsync = ON")


def _sqlcipher(
    path: Path, key: bytes, *, read_only: bool = False, query: str = "mode=rwc", pragmas: Sequence[str] = _PRAGMAS
) -> tuple[Engine, Applying]:
    import sqlcipher3.dbapi2 as sqlcipher  # the driver loads with the file, not with the window

    take_as_they_are(sqlcipher)
    applying = Applying()
    uri = f"{path.absolute().as_uri()}?{query}"

    def connect() -> Any:
        connection = sqlcipher.connect(uri, uri=True, check_same_thread=False, isolation_level=None, timeout=5)
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{key.hex()}{file_salt(key).hex()}'\"")
            connection.create_function("applying", 0, applying)
            _set(connection, *pragmas, *(("query_only = ON",) if read_only else ()))
        except BaseException as error:
            connection.close()
            if isinstance(error, sqlcipher.Error):
                raise _meaning(str(error)) from error
            raise
        return connection

    engine = create_engine("sqlite+pysqlite://", module=sqlcipher, creator=connect, poolclass=NullPool)
    _begin_by_hand(engine, "BEGIN" if read_only or "mode=ro" in query else "BEGIN IMMEDIATE")
    return engine, applying


def _set(connection: Any, *pragmas: str) -> None:
    """Foreign keys stay off: rebuilding a table in a migration would delete the rows that point to it."""
    for pragma in ("foreign_keys = OFF", "temp_store = MEMORY", "secure_delete = ON", *pragmas):
        connection.execute(f"PRAGMA {pragma}").fetchall()


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
            _set(raw, *_PRAGMAS)

        _begin_by_hand(engine, "BEGIN IMMEDIATE")
    else:
        engine = create_engine(url, pool_pre_ping=True)
    with translated():
        migrate.bring_up_to_date(engine, applying, "server", None)
    return engine, applying
