"""Full text on the desk: names, notes, findings, actions in every script, by any two letters. Filled from a queue, outside `apply`.

The index lies in the encrypted file and holds folded words only; what a hit says is read from the thing itself, so a deleted thing is
never shown. Names come first, then what begins with what was typed, then what holds it; within these the latest.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, column, inspect, select, table, text, true

from bwdesk.domain.assessment import Assessment
from bwdesk.domain.folding import fold_text, folded_words
from bwdesk.domain.kinds import KINDS
from bwdesk.domain.scope import scope_key, scope_kind
from bwdesk.domain.thing import Thing
from bwdesk.store import search_text as st
from bwdesk.store import tables as t
from bwdesk.store.fold import chunks
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader, Unit

SLICE: Final = 60
"""Things in a slice of the queue: it takes no more than 50 ms on the reference machine."""

LOOK_AT: Final = 2_400
"""How many candidates of one kind of match are looked at before a search is content with what it has."""

BATCH: Final = 150
_FACT: Final = "search_version"
_doc: Final = table("search_doc", *map(column, ("id", "thing", "part", "kind", "scope", "tier", "folded")))


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found: its kind and id, the value itself, the factory it is about ("" for none), and the words around the find.

    `start` and `length` say where the first typed word stands in `snippet`; `is_name`: found by its name, not by what it says.
    """

    kind: str
    id: str
    thing: Thing
    factory_id: str
    snippet: str
    start: int
    length: int
    is_name: bool


# --- filling -------------------------------------------------------------------------------------------------------------------------


def drain_search_queue(unit: Unit, limit: int = SLICE) -> int:
    """Takes the next things from the queue into the index. Returns how many it took; 0 when nothing waits."""
    connection = unit.connection
    _ensure(connection)
    waiting = connection.execute(text("SELECT thing, kind FROM search_queue ORDER BY rowid LIMIT :limit"), {"limit": limit}).all()
    if not waiting:
        return 0
    _forget(connection, [row.thing for row in waiting])
    by_kind: dict[str, list[str]] = {}
    for row in waiting:
        if row.kind in st.SEARCHED:
            by_kind.setdefault(row.kind, []).append(row.thing)
    docs = {thing: parts for kind, ids in by_kind.items() for thing, parts in _parts(connection, kind, ids)}
    _insert(connection, [doc for row in waiting for doc in docs.get(row.thing, ())])
    connection.execute(text("DELETE FROM search_queue WHERE thing = :thing"), [{"thing": row.thing} for row in waiting])
    return len(waiting)


def queue_length(reader: Reader) -> int:
    """How many things wait to be indexed."""
    return int(reader.connection.execute(text("SELECT count(*) FROM search_queue")).scalar() or 0)


def forget_scope(unit: Unit, scope: str) -> None:
    """Takes everything of a scope out of the index: the person may no longer read it."""
    if _is_there(unit.connection):
        rows = unit.connection.execute(text("SELECT thing FROM search_doc WHERE scope = :scope"), {"scope": scope})
        _forget(unit.connection, sorted(set(rows.scalars())))


def forget_things(unit: Unit, things: Sequence[str]) -> None:
    """Takes things out of the index."""
    if _is_there(unit.connection):
        _forget(unit.connection, things)


def _ensure(connection: Connection) -> None:
    """Makes the index, or makes it anew when its tokens are of another version; everything then waits in the queue."""
    held = connection.execute(text("SELECT value FROM facts WHERE name = :name"), {"name": _FACT}).scalar()
    if held == st.VERSION:
        return
    for statement in (*_DROPS, *_TABLES):
        connection.execute(text(statement))
    for kind in st.SEARCHED:
        connection.execute(
            text(f"INSERT INTO search_queue (thing, kind) SELECT id, '{kind}' FROM \"{kind}\" WHERE true ON CONFLICT (thing) DO NOTHING")
        )
    connection.execute(text("DELETE FROM facts WHERE name = :name"), {"name": _FACT})
    connection.execute(text("INSERT INTO facts (name, value) VALUES (:name, :value)"), {"name": _FACT, "value": st.VERSION})


_DROPS: Final = ("DROP TABLE IF EXISTS search_grams", "DROP TABLE IF EXISTS search_doc")
_TABLES: Final = (
    "CREATE TABLE search_doc (id INTEGER PRIMARY KEY, thing TEXT NOT NULL, part INTEGER NOT NULL, kind TEXT NOT NULL,"
    " scope TEXT NOT NULL, tier INTEGER NOT NULL, folded TEXT NOT NULL)",
    "CREATE INDEX ix_search_doc_thing ON search_doc (thing)",
    "CREATE INDEX ix_search_doc_scope ON search_doc (scope)",
    "CREATE VIRTUAL TABLE search_grams USING fts5(grams, content = '', detail = none, columnsize = 0, tokenize = 'ascii')",
    "INSERT INTO search_grams (search_grams, rank) VALUES ('secure-delete', 1)",
)


def _is_there(connection: Connection) -> bool:
    return inspect(connection).has_table("search_doc")


def _parts(connection: Connection, kind: str, ids: Sequence[str]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    things = t.table_of(KINDS[kind])
    fields = [name for _, names in st.SEARCHED[kind] for name in names]
    columns = [things.c.id, things.c.scope, *(things.c[name] for name in fields)]
    for part in chunks(ids):
        for row in connection.execute(select(*columns).where(things.c.id.in_(part), things.c.deleted.is_not(true()))):
            values: Mapping[Any, Any] = row._mapping
            yield (
                row.id,
                [
                    {"thing": row.id, "part": p.number, "kind": kind, "scope": row.scope, "tier": p.tier, "folded": p.folded}
                    for p in st.parts_of(kind, values)
                ],
            )


def _insert(connection: Connection, docs: Sequence[Mapping[str, Any]]) -> None:
    if not docs:
        return
    first = int(connection.execute(text("SELECT coalesce(max(id), 0) FROM search_doc")).scalar() or 0) + 1
    rows = [{**doc, "id": first + i} for i, doc in enumerate(docs)]
    connection.execute(_DOC, rows)
    connection.execute(_GRAMS, [{"id": row["id"], "grams": st.tokens_of(row["folded"], row["tier"], row["scope"])} for row in rows])


_DOC: Final = text(
    "INSERT INTO search_doc (id, thing, part, kind, scope, tier, folded) VALUES (:id, :thing, :part, :kind, :scope, :tier, :folded)"
)
_GRAMS: Final = text("INSERT INTO search_grams (rowid, grams) VALUES (:id, :grams)")
_UNGRAM: Final = text("INSERT INTO search_grams (search_grams, rowid, grams) VALUES ('delete', :id, :grams)")


def _forget(connection: Connection, things: Sequence[str]) -> None:
    for part in chunks(things):
        query = select(_doc.c.id, _doc.c.folded, _doc.c.tier, _doc.c.scope).where(_doc.c.thing.in_(part))
        old = [{"id": r.id, "grams": st.tokens_of(r.folded, r.tier, r.scope)} for r in connection.execute(query)]
        if old:
            connection.execute(_UNGRAM, old)
            connection.execute(text("DELETE FROM search_doc WHERE id = :id"), [{"id": one["id"]} for one in old])


# --- finding -------------------------------------------------------------------------------------------------------------------------


def search(reader: Reader, typed: str, limit: int = 50, scope: str = "") -> list[Hit]:
    """What holds every typed word (in one scope), best first; nothing for an empty text, or before the index was made."""
    words = folded_words(typed)
    if not words or not _is_there(reader.connection):
        return []
    found: dict[str, int] = {}
    for is_name, at_start in ((True, True), (True, False), (False, True), (False, False)):
        if len(found) >= limit or (not at_start and all(len(word) < 2 for word in words)):
            continue
        room = limit * 3 if is_name else limit
        for thing, tier in _matches(reader.connection, words, is_name=is_name, at_start=at_start, room=room, scope=scope, held=found):
            found.setdefault(thing, tier)
    return _hits(reader, found, words, limit)


def _matches(
    connection: Connection, words: Sequence[str], *, is_name: bool, at_start: bool, room: int, scope: str, held: Mapping[str, int]
) -> list[tuple[str, int]]:
    """(thing, tier) of the parts in which all words stand, the latest first; names by how soon and how much of them is meant."""
    needles = [f" {word}" if at_start else word for word in words]
    matching: list[tuple[str, int, str]] = []
    for row in _candidates(connection, words, is_name=is_name, at_start=at_start, scope=scope):
        if row.thing not in held and all(needle in row.folded for needle in needles):
            matching.append((row.thing, row.tier, row.folded))
            if len(matching) >= room:
                break
    if is_name:
        matching.sort(key=lambda one: (one[2].find(needles[0]), len(one[2])))
    return [(thing, tier) for thing, tier, _ in matching]


def _candidates(connection: Connection, words: Sequence[str], *, is_name: bool, at_start: bool, scope: str) -> Iterator[Any]:
    tokens = [token for word in words for token in st.wanted(word, at_start=at_start)]
    tokens += [st.scope_token(scope)] if scope else []
    wanted = " AND ".join(dict.fromkeys(tokens)) + (f" AND t{st.NAMES}" if is_name else f" NOT t{st.NAMES}")
    below = 1 << 62
    for _ in range(LOOK_AT // BATCH):
        rows = connection.execute(_FIND, {"wanted": wanted, "below": below, "batch": BATCH}).all()
        yield from rows
        if len(rows) < BATCH:
            return
        below = rows[-1].id


_FIND: Final = text(
    "SELECT d.id AS id, d.thing AS thing, d.tier AS tier, d.folded AS folded FROM search_grams g JOIN search_doc d ON d.id = g.rowid"
    " WHERE g.search_grams MATCH :wanted AND g.rowid < :below ORDER BY g.rowid DESC LIMIT :batch"
)


def _hits(reader: Reader, found: Mapping[str, int], words: Sequence[str], limit: int) -> list[Hit]:
    some = list(found)[:limit]
    kinds: dict[str, list[str]] = {}
    for part in chunks(some):
        for row in reader.connection.execute(select(_doc.c.thing, _doc.c.kind).distinct().where(_doc.c.thing.in_(part))):
            kinds.setdefault(row.kind, []).append(row.thing)
    things = {thing.id: (kind, thing) for kind, ids in kinds.items() for thing in things_where(reader, KINDS[kind].cls, "id", ids)}
    factories = _factories(reader, [thing.scope for _, thing in things.values()])
    return [
        _hit(*things[one], factories, words, is_name=found[one] == st.NAMES) for one in some if one in things
    ]  # what was deleted a moment ago is no longer among `things`


def _hit(kind: str, thing: Thing, factories: Mapping[str, str], words: Sequence[str], *, is_name: bool) -> Hit:
    texts = [st.said(getattr(thing, name)) for _, names in st.SEARCHED[kind] for name in names]
    snippet, start, length = snippet_of(texts, words)
    factory_id = thing.id if kind == "factory" else factories.get(thing.scope, "")
    return Hit(kind, thing.id, thing, factory_id, snippet, start, length, is_name)


def _factories(reader: Reader, scopes: Iterable[str]) -> dict[str, str]:
    """The factory each scope is about."""
    found = {scope: scope_key(scope) for scope in scopes if scope_kind(scope) == "factory"}
    papers = {scope_key(scope): scope for scope in scopes if scope_kind(scope) == "assessment"}
    return found | {papers[a.id]: a.factory_id for a in things_where(reader, Assessment, "id", papers)}


AROUND: Final = 60


def snippet_of(texts: Sequence[str], words: Sequence[str]) -> tuple[str, int, int]:
    """The stretch of the first text that holds a typed word, and where it stands in it; the beginning of the first text otherwise."""
    for said in texts:
        place = _place(said, words)
        if place is not None:
            start, length = place
            cut = max(0, start - AROUND)
            while 0 < cut < start and not said[cut - 1].isspace():
                cut += 1
            end = min(len(said), start + length + 2 * AROUND)
            lead = "… " if cut else ""
            return (lead + said[cut:end]).replace("\n", " ") + ("…" if end < len(said) else ""), start - cut + len(lead), length
    first = next((said for said in texts if said.strip()), "")
    return first[: 3 * AROUND].replace("\n", " "), 0, 0


def _place(said: str, words: Sequence[str]) -> tuple[int, int] | None:
    """Where the first of the words stands in an unfolded text: folding may change lengths, so folded prefixes are compared."""
    folded = fold_text(said)
    at = min((folded.find(word) for word in words if word in folded), default=-1)
    if at < 0:
        return None
    word = next(word for word in words if folded.startswith(word, at))
    start = _unfolded(said, at)
    return start, max(1, _unfolded(said, at + len(word)) - start)


def _unfolded(said: str, at: int) -> int:
    """The place in a text up to which its folding has `at` characters."""
    low, high = 0, len(said)
    while low < high:
        middle = (low + high) // 2
        if len(fold_text(said[:middle])) < at:
            low = middle + 1
        else:
            high = middle
    while low < len(said) and unicodedata.combining(said[low]):
        low += 1
    return low
