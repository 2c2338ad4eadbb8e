"""The shipped list: made by its script, and holding what the demo relies on and what real lists hold."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path

from bwdesk.domain.osid import is_valid_os_id
from bwdesk.interchange.book import read_book
from bwdesk.interchange.factories import factory_rows
from bwdesk.interchange.headings import FIELDS, columns_of
from bwdesk.interchange.identity import KnownFactory, sort_rows
from bwdesk.interchange.likeness import near_duplicates
from bwdesk.paths import RESOURCES, ROOT

LIST = RESOURCES / "demo" / "factories.csv"


def test_the_script_makes_the_list_that_is_shipped() -> None:
    spec = importlib.util.spec_from_file_location("make_demo_list", ROOT / "packaging" / "make_demo_list.py")
    assert spec is not None
    assert spec.loader is not None
    path = list(sys.path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
        made: str = module.demo_list()
    finally:
        sys.path[:] = path
        del sys.modules[spec.name]
    assert Path(LIST).read_bytes().decode("utf-8-sig") == made


def test_the_list_holds_what_real_lists_hold() -> None:
    book = read_book(LIST)
    sheet = book.sheets[book.best]
    assert set(columns_of(sheet).values()) == set(FIELDS)
    found = factory_rows(sheet, columns_of(sheet), None, book.name)
    told = sort_rows(found.factories)
    assert [(row.name, row.country, row.local_language) for row in told.new[:3]] == [
        ("Golden Thread Ltd", "KH", "km"),
        ("Blue Hem Fashion", "BD", "bn"),
        ("Lotus Garments", "BD", "bn"),
    ]
    assert (found.read, len(told.new), len(told.repeated), len(found.refusals)) == (299, 296, 1, 2)
    assert {refusal.key for refusal in found.refusals} == {"intake.row.no_name", "intake.row.country_unknown"}
    assert {note.key for note in found.notes} == {"intake.note.number_about", "intake.note.os_id_wrong"}
    countries = Counter(row.country for row in told.new)
    assert countries.keys() >= {"BD", "KH", "VN", "ID", "JO", "EG", "PK", "HT", "LK", "MG", "ET", "NI", "UZ"}
    assert {row.local_language for row in told.new} >= {"bn", "km", "vi", "ar", "ur", "si", "ta", "am"}
    assert sum(is_valid_os_id(row.os_id) for row in told.new) > 150
    assert sum(row.workers_total is None for row in told.new) > 30
    assert max(len(row.local_name) for row in told.new) > 140


def test_its_look_alikes_are_found() -> None:
    book = read_book(LIST)
    new = sort_rows(factory_rows(book.sheets[0], columns_of(book.sheets[0])).factories).new
    known = [KnownFactory(row.name, row.name, row.country, row.local_name, row.address, row.city, row.os_id) for row in new]
    pairs = {frozenset((pair.candidate, pair.known)) for pair in near_duplicates(known, known)}
    for one, other in (
        ("Golden Thread Ltd", "Golden Thred (Cambodia) Ltd."),
        ("Blue Hem Fashion", "Bluehem Fashions Ltd"),
        ("Lotus Garments", "Lotus Garment Limited"),
        ("Meghna Denim Works Ltd", "Meghna Denim Works Ltd, Unit 2"),
    ):
        assert frozenset((one, other)) in pairs
    assert len(pairs) < 25
