"""XLSX workbooks, read as a stream: sheet by sheet, row by row, only cells that hold something.

We read them ourselves (docs/decisions/ names why): Strict workbooks, other prefixes, broken styles or drawings do not matter to a list,
and blank styled rows up to the millionth cost nothing. Formulas give their stored result. What is written goes through export.py.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bwdesk.errors import IntakeRefused
from bwdesk.interchange.archive import Archive
from bwdesk.interchange.cell_values import number_text, serial_text
from bwdesk.interchange.markup import Attributes, Elements, read_markup
from bwdesk.interchange.sheet import MAX_LINES, Line, LineCollector, Sheet, Tell
from bwdesk.interchange.xlsx_parts import date_styles, open_workbook, shared_strings, unescaped

MAX_BLANK: Final = 400_000  # cells and rows without anything in them, before the last one with something
MAX_COLUMNS: Final = 16_384
MAX_FILLED_DOWN: Final = 500_000
_MERGED: Final = re.compile(rb'mergeCell\s[^>]{0,200}?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_ENDS_OF_VALUES: Final = (b"</v>", b"</t>", b":v>", b":t>")  # with or without a prefix
_MERGED_LONGEST: Final = 256


def read_xlsx(data: bytes, tell: Tell | None = None) -> tuple[Sheet, ...]:
    """The sheets of a workbook that hold cells, charts left out; raises IntakeRefused."""
    archive = Archive(data)
    workbook = open_workbook(archive)
    strings = shared_strings(archive, workbook.strings) if workbook.strings else []
    dates = date_styles(archive, workbook.styles) if workbook.styles else []
    collector = LineCollector(tell)
    blanks = _Blanks()
    sheets = []
    for name, hidden, part in workbook.sheets:
        last, merged = _survey(archive, part)
        if last == 0:
            sheets.append(Sheet(name, (), hidden))
            continue
        cells = _SheetCells(collector, strings, dates, workbook.is_1904, blanks)
        read_markup(archive.chunks(part), cells, until=last)
        cells.finish()
        sheets.append(Sheet(name, _filled_down(collector.take(), merged), hidden))
    return tuple(sheets)


@dataclass
class _Blanks:
    count: int = 0

    def add(self) -> None:
        self.count += 1
        if self.count > MAX_BLANK:
            raise IntakeRefused("intake.list_too_large", lines=MAX_LINES)


class _SheetCells(Elements):
    """Gathers the rows of one sheet."""

    def __init__(self, collector: LineCollector, strings: list[str], dates: list[bool], is_1904: bool, blanks: _Blanks) -> None:
        super().__init__()
        self._collector, self._strings, self._dates, self._is_1904, self._blanks = collector, strings, dates, is_1904, blanks
        self._row = 0
        self._cells: list[str] = []
        self._column = -1
        self._columns: dict[str, int] = {}
        self._kind = self._style = ""
        self._value: list[str] = []
        self._listening = self._is_guide = self._in_row = self._in_cell = False
        self.begins = {"row": self._begin_row, "c": self._begin_cell, "v": self._listen, "t": self._listen, "rPh": self._begin_guide}
        self.ends = {"row": self._end_row, "c": self._end_cell, "v": self._ignore, "t": self._ignore, "rPh": self._end_guide}

    def _begin_row(self, attributes: Attributes) -> None:
        number = attributes.get("r")
        self._row = int(number) if number else self._row + 1
        self._cells, self._column, self._in_row = [], -1, True

    def _begin_cell(self, attributes: Attributes) -> None:
        reference = attributes.get("r")
        if reference:
            letters = reference.rstrip("0123456789")
            column = self._columns.get(letters)
            self._column = self._column_of(letters) if column is None else column
        else:
            self._column += 1
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._value = []
        self._in_cell = True

    def _listen(self, _: Attributes) -> None:
        self._listening = self._in_cell and not self._is_guide

    def _ignore(self) -> None:
        self._listening = False

    def _begin_guide(self, _: Attributes) -> None:
        self._is_guide = True

    def _end_guide(self) -> None:
        self._is_guide = False

    def text(self, text: str) -> None:
        if self._listening:
            self._value.append(text)

    def finish(self) -> None:
        """The reading stopped behind the last value: its cell and row end here."""
        if self._in_cell:
            self._end_cell()
        if self._in_row:
            self._end_row()

    def _end_cell(self) -> None:
        self._in_cell = False
        if not self._value:
            self._blanks.add()
            return
        if self._column >= MAX_COLUMNS:
            raise IntakeRefused("intake.damaged")
        self._cells.extend([""] * (self._column + 1 - len(self._cells)))
        self._cells[self._column] = self._cell_text("".join(self._value))

    def _end_row(self) -> None:
        self._in_row = False
        if self._cells:
            self._collector.add(self._row, self._cells)
        else:
            self._blanks.add()

    def _cell_text(self, value: str) -> str:
        if self._kind == "s":
            index = int(value)
            if not 0 <= index < len(self._strings):
                raise IntakeRefused("intake.damaged")
            return self._strings[index]
        if self._kind in ("str", "inlineStr"):
            return unescaped(value)
        if self._kind == "b":
            return "TRUE" if value.strip() == "1" else "FALSE"
        if self._kind == "d":
            return value.removesuffix("Z").removesuffix("T00:00:00").replace("T", " ")
        if self._kind == "e":
            return value
        style = int(self._style) if self._style.isdigit() else 0
        if style < len(self._dates) and self._dates[style]:
            return serial_text(value, self._is_1904)
        return number_text(value)

    def _column_of(self, letters: str) -> int:
        column = self._columns[letters] = _column_number(letters)
        return column


def _column_number(letters: str) -> int:
    column = 0
    for letter in letters[:4]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1 if column > 0 else MAX_COLUMNS


def _survey(archive: Archive, part: str) -> tuple[int | None, set[tuple[bytes, ...]]]:
    """Where a sheet's last value ends (0 without any, None where only a full reading can tell), and its merged ranges.

    Sheets often go on for a million blank styled rows; searching bytes for the last value is a hundred times faster than parsing.
    """
    last = position = 0
    merged: set[tuple[bytes, ...]] = set()
    tail = b""
    for piece in archive.chunks(part):
        if position == 0 and piece[:2] in (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00"):
            return None, merged  # UTF-16
        joined = tail + piece
        ends = [place + len(mark) for mark in _ENDS_OF_VALUES if (place := joined.rfind(mark)) >= 0]
        if ends:
            last = position - len(tail) + max(ends)
        if b"mergeCell " in joined and len(merged) < MAX_FILLED_DOWN:
            merged.update(found.groups() for found in _MERGED.finditer(joined))
        position += len(piece)
        tail = joined[-_MERGED_LONGEST:]
    return last, merged


def _filled_down(lines: tuple[Line, ...], merged: Iterable[tuple[bytes, ...]]) -> tuple[Line, ...]:
    """The lines with the value of a cell merged over several rows in each of those rows."""
    if not merged:
        return lines
    numbers = [line.number for line in lines]
    if numbers != sorted(numbers):
        return lines
    filled = list(lines)
    count = 0
    for left, top, _, bottom in merged:
        first, behind = bisect_left(numbers, int(top)), bisect_right(numbers, int(bottom))
        if int(top) == int(bottom) or first >= len(lines) or numbers[first] != int(top):
            continue
        column = _column_number(left.decode())
        value = lines[first].cell(column)
        count += behind - first
        if count > MAX_FILLED_DOWN:
            raise IntakeRefused("intake.list_too_large", lines=MAX_LINES)
        for place in range(first + 1, behind) if value else ():
            cells = list(filled[place].cells) + [""] * (column + 1 - len(filled[place].cells))
            cells[column] = cells[column] or value
            filled[place] = Line(filled[place].number, tuple(cells))
    return tuple(filled)
