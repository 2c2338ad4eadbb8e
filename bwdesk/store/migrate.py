"""Brings a file up to date: copies it aside, upgrades the tables of truth, rebuilds the derived ones; refuses a newer file untouched."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, delete, func, inspect, select, text

from bwdesk.disk import disk_errors_translated, sync_folder, sync_path
from bwdesk.domain.kinds import KINDS, SCHEMA
from bwdesk.domain.operation import read_operation
from bwdesk.errors import DamagedFile, NewerFile
from bwdesk.paths import MIGRATIONS
from bwdesk.store import tables as t
from bwdesk.store.driver import run_plain
from bwdesk.store.fold import Incoming, fold
from bwdesk.store.guard import Applying, install_guards

REVISIONS: Final = {"desk": ("0001",), "server": ("0001", "0002", "0003", "0004", "0005")}
"""Revisions in order; a test holds them and the migration folders together. Alembic itself is imported only when one is due."""

BATCH: Final = 1_000
COPIES_KEPT: Final = 2


def bring_up_to_date(engine: Engine, applying: Applying, side: str, path: Path | None) -> None:
    """Upgrades what is older, in one transaction: a program ended in the middle leaves the file as it was.

    A copy of a file that holds something is put beside it first. Raises NewerFile, with nothing changed, when the file knows more than
    this program.
    """
    with engine.connect() as connection:
        refuse_newer(connection, side)
        found = _revision(connection)
        is_current = found == REVISIONS[side][-1] and _fact(connection, "kinds") == kinds_fingerprint()
    if is_current:
        return
    if found is not None and path is not None:
        copy_aside(engine, path, f"before-{REVISIONS[side][-1]}-{kinds_fingerprint()[:6]}")
    with engine.begin() as connection:
        if found != REVISIONS[side][-1]:
            _upgrade(connection, side)
        rebuild(connection, applying)
    if engine.dialect.name == "sqlite":
        run_plain(engine, ("PRAGMA wal_checkpoint(TRUNCATE)", ()))


def refuse_newer(connection: Connection, side: str) -> None:
    """Raises NewerFile if the file was written by a program that knows more. Only reads."""
    found = _revision(connection)
    if found is None:
        return
    schema = _fact(connection, "schema")
    if found not in REVISIONS[side] or (schema is not None and int(schema) > SCHEMA):
        raise NewerFile("file.newer")


def refuse_newer_in(engine: Engine, side: str) -> None:
    """As `refuse_newer`, over a connection of its own."""
    with engine.connect() as connection:
        refuse_newer(connection, side)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _fact(connection: Connection, name: str) -> str | None:
    return connection.execute(text("SELECT value FROM facts WHERE name = :name"), {"name": name}).scalar()


def kinds_fingerprint() -> str:
    """Changes when a derived table would."""
    shape = [(s.name, [(f.name, f.type.__name__, f.merge, f.group) for f in s.fields]) for s in KINDS.values()]
    return hashlib.sha256(repr((SCHEMA, shape)).encode()).hexdigest()[:16]


def copy_aside(engine: Engine, path: Path, label: str) -> Path:
    """A copy of the encrypted file beside it, under the same key, read back and compared; the two latest copies are kept."""
    target = path.with_name(f"{path.name}.{label}")
    draft = target.with_name(target.name + ".part")
    draft.unlink(missing_ok=True)
    try:
        run_plain(engine, ("VACUUM INTO ?", (str(draft),)))
        _compare(engine, draft)
        with disk_errors_translated():
            sync_path(draft)
            draft.replace(target)
            sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)
    copies = sorted(path.parent.glob(f"{path.name}.before-*"), key=lambda copy: copy.stat().st_mtime_ns)
    for old in copies[:-COPIES_KEPT]:
        old.unlink()
    return target


def _compare(engine: Engine, copy: Path) -> None:
    """Raises DamagedFile unless the copy opens under the same key, is whole and holds as many operations."""
    _, mine, theirs, said, _ = run_plain(
        engine,
        ("ATTACH ? AS aside", (str(copy),)),
        ("SELECT count(*) FROM main.operations", ()),
        ("SELECT count(*) FROM aside.operations", ()),
        ("PRAGMA aside.quick_check(1)", ()),
        ("DETACH aside", ()),
    )
    if mine != theirs or said[0][0] != "ok":
        raise DamagedFile("file.damaged")


def _upgrade(connection: Connection, side: str) -> None:
    from alembic import command  # 0.2 s that only a due migration pays
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS / side).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def rebuild(connection: Connection, applying: Applying) -> int:
    """Makes all derived tables anew from the operations. Returns how many operations were folded."""
    with applying.on(connection):
        tables = t.all_thing_tables()
        present = set(inspect(connection).get_table_names())
        _forget_unknown_tables(connection, present)
        for table in tables:
            if table.name in present:
                table.drop(connection)
            table.create(connection)
        connection.execute(delete(t.unsettled))
    install_guards(connection)
    with applying.on(connection):
        folded = _fold_all(connection)
    connection.execute(delete(t.facts).where(t.facts.c.name.in_(("kinds", "schema"))))
    facts = [{"name": "kinds", "value": kinds_fingerprint()}, {"name": "schema", "value": str(SCHEMA)}]
    connection.execute(t.facts.insert(), facts)
    return folded


def _forget_unknown_tables(connection: Connection, present: set[str]) -> None:
    """Tables of kinds that this program no longer has; what they held stands in the operations."""
    former = connection.execute(select(t.operations.c.kind).distinct()).scalars()
    for name in sorted(set(former) & present - KINDS.keys() - t.truth.tables.keys()):
        connection.execute(text(f'DROP TABLE "{name}"'))


def _fold_all(connection: Connection) -> int:
    c = t.operations.c
    last, count = 0, 0
    while True:
        rows = connection.execute(select(c.n, c.header, c.body, c.parked).where(c.n > last).order_by(c.n).limit(BATCH)).all()
        if not rows:
            return count
        fold(connection, [Incoming(read_operation(row.header, row.body), parked=row.parked) for row in rows], arrived_until=rows[0].n - 1)
        last, count = rows[-1].n, count + len(rows)


def operation_count(connection: Connection) -> int:
    """How many operations are held."""
    return connection.execute(select(func.count()).select_from(t.operations)).scalar() or 0
