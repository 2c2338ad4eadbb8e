"""Brings a file up to date: copies it aside, upgrades the tables of truth, rebuilds the derived ones; refuses a newer file untouched."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, delete, func, inspect, select, text

from bwdesk.domain.kinds import KINDS, SCHEMA
from bwdesk.domain.operation import read_operation
from bwdesk.errors import NewerFile
from bwdesk.paths import MIGRATIONS
from bwdesk.store import tables as t
from bwdesk.store.fold import Incoming, fold
from bwdesk.store.guard import Applying, install_guards

REVISIONS: Final = {"desk": ("0001",), "server": ("0001",)}
"""Revisions in order; a test holds them and the migration folders together. Alembic itself is imported only when one is due."""

BATCH: Final = 1_000


def bring_up_to_date(engine: Engine, applying: Applying, side: str, path: Path | None) -> None:
    """Upgrades what is older. Raises NewerFile, with nothing changed, when the file knows more than this program."""
    known = REVISIONS[side]
    with engine.connect() as connection:
        found = _revision(connection)
        fingerprint = _fingerprint_in(connection) if found else None
    if found is not None and found not in known:
        raise NewerFile("file.newer")
    if found == known[-1] and fingerprint == kinds_fingerprint():
        return
    if found is not None and path is not None:
        copy_aside(engine, path, f"before-{known[-1]}-{kinds_fingerprint()[:6]}")
    if found != known[-1]:
        _upgrade(engine, side)
    with engine.begin() as connection:
        rebuild(connection, applying)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _fingerprint_in(connection: Connection) -> str | None:
    return connection.execute(select(t.facts.c.value).where(t.facts.c.name == "kinds")).scalar()


def kinds_fingerprint() -> str:
    """Changes when a derived table would."""
    shape = [(s.name, [(f.name, f.type.__name__, f.merge, f.group) for f in s.fields]) for s in KINDS.values()]
    return hashlib.sha256(repr((SCHEMA, shape)).encode()).hexdigest()[:16]


def copy_aside(engine: Engine, path: Path, label: str) -> Path:
    """A copy of the encrypted file beside it, under the same key. An older copy of the same label is kept."""
    target = path.with_name(f"{path.name}.{label}")
    if not target.exists():
        draft = target.with_name(target.name + ".part")
        draft.unlink(missing_ok=True)
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("VACUUM INTO ?", (str(draft),))
        finally:
            raw.close()
        draft.replace(target)
    return target


def _upgrade(engine: Engine, side: str) -> None:
    from alembic import command  # 0.2 s that only a due migration pays
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS / side).replace("%", "%%"))
    with engine.begin() as connection:
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
    connection.execute(delete(t.facts).where(t.facts.c.name == "kinds"))
    connection.execute(t.facts.insert().values(name="kinds", value=kinds_fingerprint()))
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
