"""Operations held back: slices of an import that sync must not send before the last one is in."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select, update

from bwdesk.store import tables as t
from bwdesk.store.unit import Reader, Unit

HELD: Final = "held"
"""State of an operation that is part of an unfinished import."""


def release_held(unit: Unit, txn: str = "") -> int:
    """Lets sync have what was held back by an act, or by all acts. Returns how many operations that were."""
    c = t.operations.c
    where = (c.state == HELD) & (c.txn == txn) if txn else c.state == HELD
    return unit.connection.execute(update(t.operations).where(where).values(state="local")).rowcount


def held_count(reader: Reader) -> int:
    """How many operations are held back."""
    return len(reader.connection.execute(select(t.operations.c.id).where(t.operations.c.state == HELD)).all())
