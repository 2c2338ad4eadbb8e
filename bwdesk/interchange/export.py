"""Tables out, as CSV or XLSX, row by row: what is data stays data.

A text that a spreadsheet program would run as a formula (= + - @ at its front) is written as text: in XLSX by the cell's type, in CSV
behind an apostrophe, which `unguarded` takes off when the list comes back. Files appear whole or not at all.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import IO, Final

from bwdesk.errors import StoreProblem
from bwdesk.interchange.xlsx_writer import Value, write_xlsx

FACTORY_COLUMNS: Final = (
    *("name", "local_name", "country", "address", "city", "os_id", "workers_women", "workers_men", "workers_total"),
    *("products", "buyers", "contact", "external_id"),
)
"""Fields of a factory in the order they are written; recognised again by headings.py under the English headings."""

_RUNS: Final = re.compile(r"[\s'\x00-\x1f]*[=+\-@＝＋－＠]")
_NUMBER: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_table(path: Path, headings: Sequence[str], rows: Iterable[Sequence[Value]], sheet_name: str = "Sheet1") -> int:
    """Writes a table as .xlsx or, under any other ending, .csv; answers how many rows. Raises StoreProblem where the disk refuses."""
    draft = path.with_name(f".{path.name}.part")
    count = _Count()
    try:
        if path.suffix.lower() == ".xlsx":
            _write_xlsx(draft, headings, count.of(rows), sheet_name)
        else:
            _write_csv(draft, headings, count.of(rows))
        draft.replace(path)
    except OSError:
        raise StoreProblem("intake.cannot_write") from None
    finally:
        draft.unlink(missing_ok=True)
    return count.rows


def write_factories(path: Path, factories: Iterable[Mapping[str, Value]], headings: Mapping[str, str]) -> int:
    """Writes factories, each given by its fields, in the columns of `FACTORY_COLUMNS` under the given headings; answers how many."""
    rows = ([factory.get(field) for field in FACTORY_COLUMNS] for factory in factories)
    return write_table(path, [headings[field] for field in FACTORY_COLUMNS], rows)


def guarded(text: str) -> str:
    """A text for a CSV cell: an apostrophe before what would run as a formula, or what already begins with such a guard."""
    return f"'{text}" if _RUNS.match(text) and not _NUMBER.fullmatch(text) else text


def unguarded(text: str) -> str:
    """A cell's text without the apostrophe that `guarded` sets."""
    return text[1:] if text.startswith("'") and _RUNS.match(text, 1) else text


class _Count:
    def __init__(self) -> None:
        self.rows = 0

    def of(self, rows: Iterable[Sequence[Value]]) -> Iterable[Sequence[Value]]:
        for row in rows:
            self.rows += 1
            yield row


def _write_csv(path: Path, headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """UTF-8 with a byte order mark, which is how Excel knows the encoding."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([_csv_cell(heading) for heading in headings])
        for row in rows:
            writer.writerow([_csv_cell(value) for value in row])
        _to_disk(stream)


def _csv_cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(UNWRITABLE.sub("", value))
    return value.isoformat() if isinstance(value, date) else str(value)


def _write_xlsx(path: Path, headings: Sequence[str], rows: Iterable[Sequence[Value]], sheet_name: str) -> None:
    clean = ([UNWRITABLE.sub("", value) if isinstance(value, str) else value for value in row] for row in rows)
    with path.open("wb") as stream:
        write_xlsx(stream, headings, clean, sheet_name)
        _to_disk(stream)


def _to_disk(stream: IO[str] | IO[bytes]) -> None:
    stream.flush()
    os.fsync(stream.fileno())
