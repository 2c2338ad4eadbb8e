"""Which rows of a list are factories that are there already, so that the same file twice adds nothing.

Told in this order: the OS ID; the mark the row had in its list (its own id there, or a digest of country, name and place); then
country, name and place as they stand now. Two factories with different OS IDs, or different ids in one list, are never the same.
Files of one name can be different lists: an id alone marks nobody where country, name and place are others.
What only looks alike is for likeness.py and a person.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bwdesk.domain.osid import is_valid_os_id
from bwdesk.interchange.words import plain

if TYPE_CHECKING:
    from bwdesk.interchange.factories import FactoryRow

_OWN_ID: Final = "id:"
_PLACE: Final = "at:"


@dataclass(frozen=True, slots=True)
class KnownFactory:
    """What must be known of a factory in the register to recognise it."""

    id: str
    name: str
    country: str
    local_name: str = ""
    address: str = ""
    city: str = ""
    os_id: str = ""
    source: str = ""
    source_key: str = ""


@dataclass(frozen=True, slots=True)
class Sorted:
    """Rows told apart: `new` ones; `there` as (row number, id of the known factory); `repeated` as (row number, earlier row)."""

    new: tuple[FactoryRow, ...]
    there: tuple[tuple[int, str], ...]
    repeated: tuple[tuple[int, int], ...]


def id_key(own_id: str, place: str) -> str:
    """The mark of a row that has an id of its own in its list; `place` is its `place_key`."""
    return f"{_OWN_ID}{own_id} {place}"


def place_key(country: str, name: str, address: str, city: str = "") -> str:
    """The mark of a row without one: a digest that case, accents, punctuation and blanks do not change."""
    words = "\n".join((country, plain(name), plain(address), plain(city)))
    return _PLACE + hashlib.sha256(words.encode()).hexdigest()[:32]


def sort_rows(rows: Iterable[FactoryRow], known: Iterable[KnownFactory] = ()) -> Sorted:
    """Tells new rows from those whose factory is known, and from those that stand in the list twice."""
    register = _Register(known)
    seen = _Register(())
    new, there, repeated = [], [], []
    for row in rows:
        if (before := register.find(row)) is not None:
            there.append((row.row, before.id))
        elif (before := seen.find(row)) is not None:
            repeated.append((row.row, int(before.id)))
        else:
            new.append(row)
            seen.add(_as_known(row))
    return Sorted(tuple(new), tuple(there), tuple(repeated))


def _as_known(row: FactoryRow) -> KnownFactory:
    place = (row.name, row.country, row.local_name, row.address, row.city)
    return KnownFactory(str(row.row), *place, os_id=row.os_id, source=row.source, source_key=row.source_key)


class _Register:
    """Known factories by each of their marks."""

    def __init__(self, known: Iterable[KnownFactory]) -> None:
        self._by_mark: dict[tuple[str, str], list[KnownFactory]] = {}
        for factory in known:
            self.add(factory)

    def add(self, factory: KnownFactory) -> None:
        for mark in _marks(factory.os_id, factory.source, factory.source_key, factory):
            self._by_mark.setdefault(mark, []).append(factory)

    def find(self, row: FactoryRow) -> KnownFactory | None:
        for mark in _marks(row.os_id, row.source, row.source_key, row):
            for factory in self._by_mark.get(mark, ()):
                if not _differ(row, factory) and (mark[0] in ("os", "place") or _agree(row, factory)):
                    return factory
        return None


def _marks(os_id: str, source: str, source_key: str, place: FactoryRow | KnownFactory) -> Iterable[tuple[str, str]]:
    if is_valid_os_id(os_id):
        yield "os", os_id
    if source_key.startswith(_PLACE):
        yield "place", source_key
    elif source_key:
        yield f"list {source}", _own_id(source_key)
    yield "place", place_key(place.country, place.name, place.address, place.city)


def _own_id(source_key: str) -> str:
    """The list's own id in a mark; marks of earlier versions hold nothing else."""
    return source_key.rpartition(f" {_PLACE}")[0] or source_key


def _differ(row: FactoryRow, known: KnownFactory) -> bool:
    if is_valid_os_id(row.os_id) and is_valid_os_id(known.os_id):
        return row.os_id != known.os_id
    own_ids = row.source == known.source and row.source_key.startswith(_OWN_ID) and known.source_key.startswith(_OWN_ID)
    return own_ids and _own_id(row.source_key) != _own_id(known.source_key)


def _agree(row: FactoryRow, known: KnownFactory) -> bool:
    """Whether two with the same id in lists of one name have more in common: the row as it was read then, or a fact as it stands now."""
    if row.source_key == known.source_key and _PLACE in row.source_key:
        return True
    facts = ((row.name, known.name), (row.local_name, known.local_name), (row.address, known.address))
    return row.country == known.country and any(plain(one) == plain(other) != "" for one, other in facts)
