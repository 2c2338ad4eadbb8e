"""A list judged against the register before anything is written: what would be taken, what is there, and what looks alike."""

from __future__ import annotations

from dataclasses import dataclass

from bwdesk.interchange.factories import FactoryList, FactoryRow
from bwdesk.interchange.identity import Sorted
from bwdesk.store.unit import Reader
from bwdesk.usecases.factory_import import Count, count_import, known_factories, offer_duplicates, sort_import


@dataclass(frozen=True, slots=True)
class Alike:
    """A new row that may be a known factory: a person decides."""

    row: FactoryRow
    known: str
    name: str
    place: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Judged:
    """The preview of an import."""

    found: FactoryList
    told: Sorted
    count: Count
    alike: tuple[Alike, ...]


def judge_list(reader: Reader, found: FactoryList) -> Judged:
    """Tells the rows of a list from the register. Nothing is written."""
    told = sort_import(reader, found)
    known = {factory.id: factory for factory in known_factories(reader)}
    rows = {str(row.row): row for row in told.new}
    alike = []
    for pair in offer_duplicates(reader, told):
        factory = known[pair.known]
        alike.append(Alike(rows[pair.candidate], pair.known, factory.name, (factory.address, factory.city), pair.score))
    return Judged(found, told, count_import(found, told), tuple(alike))
