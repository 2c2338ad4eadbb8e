"""Which photos are where: rows about blobs, on the desk and on the server. The bytes themselves lie in `photos.py` or the server's folder.

On the desk a row says `here` (the server lacks it), `sent` (both have it) or `away` (not here yet). On the server it says for one scope
`named` (a photo's record names it), `apart` (only a parked one does) or `whole` (its bytes came through somebody whose record names it).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select, text, update

from bwdesk.domain.evidence import BLOB_KINDS
from bwdesk.store import tables as t
from bwdesk.store.known import chunks
from bwdesk.store.unit import Reader, Unit

HERE: Final = "here"
SENT: Final = "sent"
AWAY: Final = "away"
NAMED: Final = "named"
APART: Final = "apart"
WHOLE: Final = "whole"


@dataclass(frozen=True, slots=True)
class Blob:
    """A photo or thumbnail by hash; size in bytes, 0 if not known."""

    sha256: str
    size: int
    state: str


# --- desk ----------------------------------------------------------------------------------------------------------------------------


def note_new_photos(unit: Unit, size_here: Callable[[str], int | None]) -> int:
    """Adds rows for what photo records name and no row knows yet. `size_here` tells the size of bytes that are here."""
    found = unit.connection.execute(_UNKNOWN).all()
    at = int(unit.now.timestamp() * 1000)
    for row in found:
        here = size_here(row.sha256)
        values = {"sha256": row.sha256, "scope": row.scope, "size": row.size if here is None else here, "at": at}
        unit.connection.execute(_NOTE, values | {"state": AWAY if here is None else HERE})
    return len(found)


def has_new_photos(reader: Reader) -> bool:
    """True if a photo record names something that no row knows yet."""
    return reader.connection.execute(_UNKNOWN).first() is not None


def blobs_in(reader: Reader, state: str, limit: int) -> list[Blob]:
    """Blobs in a state, small ones (thumbnails) first."""
    c = t.blobs.c
    query = select(c.sha256, func.max(c.size)).where(c.state == state).group_by(c.sha256)
    rows = reader.connection.execute(query.order_by(func.max(c.size), c.sha256).limit(limit))
    return [Blob(sha256, size, state) for sha256, size in rows]


def set_blob_state(unit: Unit, sha256: str, state: str, size: int | None = None) -> None:
    """A blob arrived here, or at the server."""
    values: dict[str, object] = {"state": state} if size is None else {"state": state, "size": size}
    unit.connection.execute(update(t.blobs).where(t.blobs.c.sha256 == sha256).values(**values))


def offer_blobs_again(unit: Unit, scope: str) -> None:
    """The server may have lost which of a scope's photos it has: what is here is offered once more."""
    unit.connection.execute(update(t.blobs).where(t.blobs.c.scope == scope, t.blobs.c.state == SENT).values(state=HERE))


def blob_counts(reader: Reader) -> dict[str, tuple[int, int]]:
    """How many blobs, and bytes, are in each state."""
    c = t.blobs.c
    rows = reader.connection.execute(select(c.state, func.count(), func.sum(c.size)).group_by(c.state))
    return {state: (count, int(size or 0)) for state, count, size in rows}


# --- server --------------------------------------------------------------------------------------------------------------------------


def name_blobs(unit: Unit, names: Iterable[tuple[str, str]], *, state: str = NAMED) -> None:
    """Notes (sha256, scope) that photo records name; `APART` if these are parked."""
    at = int(unit.now.timestamp() * 1000)
    rows = [{"sha256": sha256, "scope": scope, "size": 0, "at": at, "state": state} for sha256, scope in names]
    if rows:
        unit.connection.execute(_NOTE, rows)
    if rows and state == NAMED:
        unit.connection.execute(_NO_LONGER_APART, [{"sha256": one["sha256"], "scope": one["scope"]} for one in rows])


def names_blob(reader: Reader, sha256: str, scope: str, people: Iterable[str]) -> bool:
    """Whether an operation of one of these people, parked or not, names a photo in a scope."""
    c = t.operations.c
    query = select(c.n).where(c.scope == scope, c.kind == "photo", c.author.in_(sorted(people)), c.body.contains(sha256, autoescape=True))
    return reader.connection.execute(query.limit(1)).first() is not None


def places_of(reader: Reader, sha256s: Sequence[str]) -> dict[str, dict[str, Blob]]:
    """Blobs by hash and scope."""
    c = t.blobs.c
    found: dict[str, dict[str, Blob]] = {}
    for part in chunks(list(sha256s)):
        for row in reader.connection.execute(select(c.sha256, c.scope, c.size, c.state).where(c.sha256.in_(part))):
            found.setdefault(row.sha256, {})[row.scope] = Blob(row.sha256, row.size, row.state)
    return found


def set_whole(unit: Unit, sha256: str, scopes: Iterable[str], size: int) -> None:
    """The bytes are there, for these scopes."""
    c = t.blobs.c
    query = update(t.blobs).where(c.sha256 == sha256, c.scope.in_(sorted(scopes)))
    unit.connection.execute(query.values(state=WHOLE, size=size))


_NOTE: Final = text(
    "INSERT INTO blobs (sha256, scope, size, state, at) VALUES (:sha256, :scope, :size, :state, :at) ON CONFLICT (sha256, scope) DO NOTHING"
)
_NO_LONGER_APART: Final = text("UPDATE blobs SET state = 'named' WHERE sha256 = :sha256 AND scope = :scope AND state = 'apart'")
_UNKNOWN: Final = text(
    " UNION ALL ".join(
        f"SELECT p.sha256 AS sha256, p.scope AS scope, p.size AS size FROM {kind} p "
        "LEFT JOIN blobs b ON b.sha256 = p.sha256 AND b.scope = p.scope "
        "WHERE b.sha256 IS NULL AND length(p.sha256) = 64 UNION ALL "
        f"SELECT p.thumb_sha256, p.scope, 0 FROM {kind} p LEFT JOIN blobs b ON b.sha256 = p.thumb_sha256 AND b.scope = p.scope "
        "WHERE b.sha256 IS NULL AND length(p.thumb_sha256) = 64"
        for kind in BLOB_KINDS
    )
)
