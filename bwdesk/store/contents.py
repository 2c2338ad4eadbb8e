"""How much a desk's file holds, found by opening it and reading it through."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import IO, NamedTuple

from sqlalchemy import Connection, func, select, text, true

from bwdesk.domain.assessment import Answer, Assessment
from bwdesk.domain.evidence import Photo
from bwdesk.domain.factory import Factory
from bwdesk.domain.thing import Thing
from bwdesk.domain.visit import Line, Visit
from bwdesk.errors import DamagedFile
from bwdesk.store import tables as t
from bwdesk.store.engine import open_untouched
from bwdesk.store.guard import check_guards
from bwdesk.store.second_copy import SAFE_ELSEWHERE


class Counts(NamedTuple):
    """What a file holds: things that are not deleted, and operations with those that no server has."""

    factories: int
    visits: int
    lines: int
    assessments: int
    answers: int
    photos: int
    operations: int
    unsent: int


def counts_of(connection: Connection) -> Counts:
    """Counts a file that is open."""

    def count(kind: type[Thing]) -> int:
        table = t.table_of(kind)
        return connection.execute(select(func.count()).select_from(table).where(table.c.deleted.is_not(true()))).scalar_one()

    operations = select(func.count()).select_from(t.operations)
    return Counts(
        factories=count(Factory),
        visits=count(Visit),
        lines=count(Line),
        assessments=count(Assessment),
        answers=count(Answer),
        photos=count(Photo),
        operations=connection.execute(operations).scalar_one(),
        unsent=connection.execute(operations.where(t.operations.c.state.not_in(SAFE_ELSEWHERE))).scalar_one(),
    )


def checked_counts(path: Path, key: bytes) -> Counts:
    """Opens a file that nobody else has open, reads every page of it, and counts. Raises as `open_desk` and DamagedFile."""
    store = open_untouched(path, key)
    try:
        with store.reading() as reader:
            check_whole(reader.connection)
            check_guards(reader.connection)
            return counts_of(reader.connection)
    finally:
        store.close()


def check_whole(connection: Connection) -> None:
    """Raises DamagedFile unless every page is as it was written and the tables and indexes agree."""
    pages = connection.execute(text("PRAGMA cipher_integrity_check")).all()
    if pages or connection.execute(text("PRAGMA integrity_check(1)")).scalar() != "ok":
        raise DamagedFile("file.damaged")


def file_hash(source: Path | IO[bytes]) -> str:
    """SHA-256 of a file, as hex."""
    if isinstance(source, Path):
        with source.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    with source:
        total = hashlib.sha256()
        while part := source.read(1 << 20):
            total.update(part)
        return total.hexdigest()
