"""Search over everything on this desk: rows for the result list, with the factory, the day and the ids that lead to the place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bwdesk.domain.factory import Factory
from bwdesk.domain.thing import Thing, spec_of
from bwdesk.store.lists import Stamp, stamps, things_where
from bwdesk.store.search import Hit, drain_search_queue, search
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.factories import survivor_id


@dataclass(frozen=True, slots=True)
class Found:
    """A result: what kind of record, the words around the find (`start`, `length` mark them), and where it belongs.

    `where` holds ids by name (visit_id, issue_id, assessment_id, owner_id, question …), as the record itself has them.
    """

    kind: str
    id: str
    snippet: str
    start: int
    length: int
    is_name: bool
    factory_id: str
    factory: str
    local_name: str
    at: datetime | None
    author: str
    where: Mapping[str, str]


def find_everywhere(reader: Reader, typed: str, limit: int = 50, scope: str = "") -> list[Found]:
    """What holds every typed word, best first: names, then what begins with the words, then what holds them; the latest first."""
    hits = search(reader, typed, limit, scope)
    factories = {f.id: f for f in things_where(reader, Factory, "id", [hit.factory_id for hit in hits if hit.factory_id])}
    known = stamps(reader, [one for hit in hits for heads in hit.thing.heads.values() for one in heads])
    return [_found(reader, hit, factories, known) for hit in hits]


def index_some(unit: Unit, limit: int = 60) -> int:
    """Takes the next records into the search index, in one slice; 0 when nothing waits. Called whenever the store lane is idle."""
    return drain_search_queue(unit, limit)


def _found(reader: Reader, hit: Hit, factories: Mapping[str, Factory], known: Mapping[str, Stamp]) -> Found:
    factory = factories.get(hit.factory_id)
    if factory is not None and factory.alias_of:
        factory = reader.get(Factory, survivor_id(reader, factory.id)) or factory
    written = [known[one] for heads in hit.thing.heads.values() for one in heads if one in known]
    last = max(written, key=lambda s: s.at, default=None)
    return Found(
        kind=hit.kind, id=hit.id, snippet=hit.snippet, start=hit.start, length=hit.length, is_name=hit.is_name,
        factory_id=factory.id if factory else hit.factory_id, factory=factory.name if factory else "",
        local_name=factory.local_name if factory else "", at=last.at if last else None, author=last.author if last else "",
        where=_where(hit.thing),
    )  # fmt: skip


def _where(thing: Thing) -> dict[str, str]:
    names = [f.name for f in spec_of(type(thing)).fields if f.name.endswith("_id") or f.name in ("question", "repeat", "owner_kind")]
    return {name: str(value) for name in names if (value := getattr(thing, name))}
