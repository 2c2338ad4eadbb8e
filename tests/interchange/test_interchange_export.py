"""Tables out: nothing runs as a formula, what is written is read back, and a file appears whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from bwdesk.errors import StoreProblem
from bwdesk.interchange.book import read_book
from bwdesk.interchange.export import FACTORY_COLUMNS, write_factories, write_table
from bwdesk.interchange.factories import factory_rows
from bwdesk.interchange.headings import columns_of, heading_key
from bwdesk.interchange.xlsx_writer import Value
from bwdesk.texts import Texts

FACTORIES: list[Mapping[str, Value]] = [
    {"name": "=HYPERLINK(1)", "local_name": "লোটাস গার্মেন্টস", "country": "BD", "workers_women": 1200, "workers_men": None},
    {"name": "@Blue Hem", "country": "KH", "local_name": "ខ្សែមាស", "contact": "+855 12 345", "workers_total": 0, "external_id": "-7"},
    {"name": '+Plus; "Minus", Ltd', "country": "VN", "address": "-1 + 1\n2nd floor", "products": "\t=1"},
    {"name": "'Quoted", "country": "JO", "buyers": "A|B;C,D"},
]


def headings() -> dict[str, str]:
    texts = Texts("en")
    return {field: texts(heading_key(field)) for field in FACTORY_COLUMNS}


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_factories_written_are_read_back(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"out.{ending}"
    assert write_factories(path, FACTORIES, headings()) == 4
    sheet = read_book(path).sheets[0]
    found = factory_rows(sheet, columns_of(sheet))
    assert [factory.name for factory in found.factories] == ["=HYPERLINK(1)", "@Blue Hem", '+Plus; "Minus", Ltd', "'Quoted"]
    assert [factory.local_name for factory in found.factories[:2]] == ["লোটাস গার্মেন্টস", "ខ្សែមាស"]
    assert [(factory.workers_women, factory.workers_men, factory.workers_total) for factory in found.factories[:2]] == [
        (1200, None, None),
        (None, None, 0),
    ]
    assert found.factories[2].address == "-1 + 1, 2nd floor"
    assert not found.refusals
    assert [path.name for path in tmp_path.iterdir()] == [f"out.{ending}"]


def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Path) -> None:
    write_table(tmp_path / "out.xlsx", ["=a"], [["=1+1"], ["@x"], [date(2026, 1, 2)], [3], [True], [None], ["\x07ring"]], "A/B:[C]")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    kinds = [(cell.data_type, cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert [kind for kind, _ in kinds] == ["s", "s", "s", "d", "n", "b", "s"]
    assert kinds[-1] == ("s", "ring")


def test_no_cell_of_a_csv_begins_as_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_table(path, ["a"], [["=1+1"], ["-2"], [" =2"], ["＝3"], ["+x"], ["plain"]])
    assert path.read_text(encoding="utf-8-sig").splitlines() == ["a", "'=1+1", "-2", "' =2", "'＝3", "'+x", "plain"]


def test_a_text_that_looks_like_an_escape_stays_itself(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_table(path, ["a"], [["_x0041_ <&> \u00a0 end"], ["line\nbreak"]])
    assert [row.cells[0] for row in read_book(path).sheets[0].rows] == ["_x0041_ <&> \u00a0 end", "line\nbreak"]


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem) as problem:
        write_table(tmp_path / "no such folder" / "out.csv", ["a"], [["b"]])
    assert problem.value.key == "intake.cannot_write"

    def broken() -> Iterator[list[Value]]:
        yield ["a"]
        raise RuntimeError("the caller's own")

    for ending in ("csv", "xlsx"):
        with pytest.raises(RuntimeError):
            write_table(tmp_path / f"out.{ending}", ["a"], broken())
    assert list(tmp_path.iterdir()) == []
