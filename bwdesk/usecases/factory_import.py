"""A list of factories taken into the register: what is new is written in slices, sent only once the last of them is in.

How an import goes: the file is read apart (interchange), the rows are told from what is known (`sort_import`, nothing written yet),
near-duplicates are decided by a person, then `take_in_slice` is called for each of `slices(…)`. Ids follow from OS ID or from list
and row, so the same file twice, or on two laptops, adds nothing. `Count` always says read = taken + already there + refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bwdesk.domain.factory import Factory
from bwdesk.domain.scope import country_scope
from bwdesk.domain.thing import natural_id
from bwdesk.errors import Refused
from bwdesk.interchange.factories import FactoryList, FactoryRow
from bwdesk.interchange.identity import KnownFactory, Sorted, sort_rows
from bwdesk.interchange.likeness import Likeness, near_duplicates
from bwdesk.store.held import HELD, release_held
from bwdesk.store.lists import existing_ids
from bwdesk.store.lists_factories import known_rows
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.factories import factory_id_of
from bwdesk.usecases.writing import act, write, write_new

SLICE = 60
"""Rows in a slice: its transaction takes no more than 50 ms on the reference machine."""


@dataclass(frozen=True, slots=True)
class Count:
    """What became of the rows of a list."""

    read: int
    taken: int
    already_there: int
    refused: int

    @property
    def adds_up(self) -> bool:
        return self.read == self.taken + self.already_there + self.refused


def known_factories(reader: Reader) -> list[KnownFactory]:
    """What must be known of the register to recognise its factories in a list."""
    return [KnownFactory(*row) for row in known_rows(reader)]


def sort_import(reader: Reader, found: FactoryList) -> Sorted:
    """Which rows are new, which are known, which stand in the list twice. Nothing is written."""
    return sort_rows(found.factories, known_factories(reader))


def offer_duplicates(reader: Reader, told: Sorted) -> list[Likeness]:
    """New rows that look like a factory of the register, the likest first; `candidate` is the row's number as text. A person decides."""
    candidates = [
        KnownFactory(str(r.row), r.name, r.country, r.local_name, r.address, r.city, r.os_id, r.source, r.source_key) for r in told.new
    ]
    return near_duplicates(candidates, known_factories(reader))


def count_import(found: FactoryList, told: Sorted) -> Count:
    """The sum of an import: rows that stand twice in the list count as already there."""
    return Count(found.read, len(told.new), len(told.there) + len(told.repeated), len(found.refusals))


def factory_of_row(row: FactoryRow, alias_of: str | None = None) -> Factory:
    """The factory that a row describes, under the id that every laptop gives it."""
    mark = (row.source, row.source_key) if row.source_key.startswith("id:") else (row.source_key,)
    factory_id = factory_id_of(row.country, row.os_id) or natural_id(Factory, row.country, *mark)
    return Factory(
        id=factory_id, scope=country_scope(row.country), name=row.name,
        country=row.country, local_name=row.local_name, os_id=row.os_id, address=row.address, city=row.city, products=row.products,
        buyers=row.buyers, contact=row.contact, workers_total=row.workers_total, workers_women=row.workers_women,
        workers_men=row.workers_men, local_language=row.local_language, source=row.source, source_key=row.source_key, alias_of=alias_of,
    )  # fmt: skip


def slices(rows: Sequence[FactoryRow], size: int = SLICE) -> Iterator[tuple[Sequence[FactoryRow], bool]]:
    """The rows in slices, each with whether it is the last."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size], start + size >= len(rows)


@act("act.factory.import")
def take_in_slice(unit: Unit, rows: Sequence[FactoryRow], import_id: str, is_last: bool, same_as: Mapping[int, str] | None = None) -> int:
    """Writes a slice of an import; the last one lets sync have them all. Returns how many factories it added.

    `import_id` (32 hex digits) joins the slices to one act. `same_as` says by row number which factory of the register a
    near-duplicate is: the row then becomes an alias of it. A factory removed earlier comes back.
    """
    decided = same_as or {}
    factories = {f.id: f for f in (factory_of_row(row, decided.get(row.row)) for row in rows)}
    taken = existing_ids(unit, Factory, factories)
    write_new(unit, [f for f in factories.values() if f.id not in taken], txn=import_id, state=HELD)
    for factory_id, is_deleted in taken.items():
        stored = unit.get(Factory, factory_id) if is_deleted else None
        if stored is not None:
            write(unit, stored, replace(stored, deleted=False))
    if is_last:
        release_held(unit, import_id)
    return len(factories) - sum(not is_deleted for is_deleted in taken.values())


@act("act.factory.import")
def finish_imports(unit: Unit) -> int:
    """After a crash in the middle of an import: what it had written is kept and may be sent; the same file again adds the rest."""
    return release_held(unit)


@act("act.factory.import")
def fill_from_row(unit: Unit, base: Factory, row: FactoryRow) -> Factory:
    """Takes over from a row what a known factory lacks; what stands there stays."""
    if base.country != row.country:
        raise Refused("factory.other_country")
    offered = factory_of_row(row)
    names = ("local_name", "os_id", "address", "city", "products", "buyers", "contact", "workers_total", "workers_women", "workers_men")
    gained = {name: getattr(offered, name) for name in names if getattr(base, name) in ("", None) and getattr(offered, name)}
    return write(unit, base, replace(base, **gained)) if gained else base
