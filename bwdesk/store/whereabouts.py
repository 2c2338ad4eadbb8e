"""Where a person's work is: on this laptop only, on its way, at the office, set aside, or waiting for a decision. Counts and per thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select

from bwdesk.domain.operation import Operation, read_operation
from bwdesk.store import tables as t
from bwdesk.store.blob_rows import AWAY, HERE, blob_counts
from bwdesk.store.held import HELD
from bwdesk.store.known import chunks
from bwdesk.store.outbox import ASIDE
from bwdesk.store.unit import Reader


class Whereabouts(StrEnum):
    """One word for a record. `sending` is the syncer's to say: it is what a pass is busy with."""

    NEEDS_YOU = "needs_you"  # two people's work stands side by side
    SET_ASIDE = "set_aside"  # something of it is parked at the office, or cannot be kept there
    ONLY_HERE = "only_here"  # no office server is known yet
    WAITING = "waiting"  # not sent yet
    RECEIVED = "received"  # the server answered, but it has not come back in the log yet
    APPLIED = "applied"  # everything of it has come back in the log


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts for the strip and the sync page; sizes in bytes."""

    waiting: int
    received: int
    set_aside: int
    to_settle: int
    photos_waiting: int
    photos_waiting_bytes: int
    photos_away: int
    photos_away_bytes: int
    is_joined: bool

    @property
    def is_all_home(self) -> bool:
        """Everything recorded here is confirmed by the office."""
        return self.is_joined and not (self.waiting or self.received or self.photos_waiting)


def totals(reader: Reader) -> Totals:
    """The honest counts, from a few indexed queries."""
    c = t.operations.c
    states = _by_state(reader, c.state != "confirmed")  # from the index alone: a desk without an office waits with everything it holds
    parked = _by_state(reader, c.parked.is_not(None))
    blobs = blob_counts(reader)
    here, away = blobs.get(HERE, (0, 0)), blobs.get(AWAY, (0, 0))
    return Totals(
        waiting=states.get("local", 0) + states.get(HELD, 0),
        received=states.get("sent", 0) - parked.get("sent", 0),
        set_aside=sum(parked.values()) + states.get(ASIDE, 0) - parked.get(ASIDE, 0),
        to_settle=reader.unsettled_count(),
        photos_waiting=here[0],
        photos_waiting_bytes=here[1],
        photos_away=away[0],
        photos_away_bytes=away[1],
        is_joined=reader.fact("server") is not None,
    )


def _by_state(reader: Reader, which: ColumnElement[bool]) -> dict[str, int]:
    c = t.operations.c
    rows = reader.connection.execute(select(c.state, func.count()).where(which).group_by(c.state))
    return {row[0]: row[1] for row in rows}


def where_are(reader: Reader, things: Sequence[str]) -> dict[str, Whereabouts]:
    """Where each thing is. Things without operations are not in the answer."""
    is_joined = reader.fact("server") is not None
    found: dict[str, Whereabouts] = {}
    c, u = t.operations.c, t.unsettled.c
    for part in chunks(list(things)):
        rows = reader.connection.execute(select(c.thing, c.state, c.parked).where(c.thing.in_(part)).distinct())
        for row in rows:
            place = _place(row.state, row.parked, is_joined=is_joined)
            found[row.thing] = min(place, found.get(row.thing, place), key=_ORDER.__getitem__)
        for thing in reader.connection.execute(select(u.thing).where(u.thing.in_(part)).distinct()).scalars():
            found[thing] = Whereabouts.NEEDS_YOU
    return found


def set_aside(reader: Reader, limit: int = 200) -> list[tuple[Operation, str]]:
    """What is set aside, newest first, with the reason."""
    c = t.operations.c
    apart = c.parked.is_not(None) | ((c.state != "confirmed") & (c.state == ASIDE))
    query = select(c.header, c.body, c.parked, c.scope).where(apart).order_by(c.n.desc()).limit(limit)
    rows = reader.connection.execute(query).all()
    return [(read_operation(row.header, row.body), row.parked or reader.fact(f"aside:{row.scope}") or "no_right") for row in rows]


def _place(state: str, parked: str | None, *, is_joined: bool) -> Whereabouts:
    if parked is not None or state == ASIDE:
        return Whereabouts.SET_ASIDE
    if state in ("local", HELD):
        return Whereabouts.WAITING if is_joined else Whereabouts.ONLY_HERE
    return Whereabouts.RECEIVED if state == "sent" else Whereabouts.APPLIED


_ORDER = {place: rank for rank, place in enumerate(Whereabouts)}
