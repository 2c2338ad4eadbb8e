"""The register for the list page: its beginning for the first paint, then all of it with the folded texts that the filter looks in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bwdesk.domain.folding import fold_text
from bwdesk.store.lists_factories import FactoryRow, factory_list
from bwdesk.store.unit import Reader

FIRST = 60
"""Rows of the first paint."""


@dataclass(frozen=True, slots=True)
class RegisterList:
    """Rows by name, and by id what the filter looks in; `total` is the size of the whole register."""

    rows: tuple[FactoryRow, ...]
    folded: dict[str, str]
    total: int


def register_beginning(reader: Reader, today: date) -> RegisterList:
    """The first rows, for a page that opens."""
    found = factory_list(reader, today, limit=FIRST)
    return _list(tuple(found), found.total)


def whole_register(reader: Reader, today: date) -> RegisterList:
    """All rows."""
    found = factory_list(reader, today)
    return _list(tuple(found), found.total)


def _list(rows: tuple[FactoryRow, ...], total: int) -> RegisterList:
    folded = {r.id: fold_text(f"{r.name} {r.local_name} {r.city} {r.country} {r.os_id} {r.advisor}") for r in rows}
    return RegisterList(rows, folded, total)
