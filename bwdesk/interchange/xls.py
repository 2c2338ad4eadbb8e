"""Workbooks of the old kind (XLS, BIFF), through xlrd."""

from __future__ import annotations

import io
import struct
from typing import Any, Final

from bwdesk.errors import IntakeRefused
from bwdesk.interchange.cell_values import number_text, serial_text
from bwdesk.interchange.sheet import LineCollector, Sheet, Tell

MAX_OLD_BYTES: Final = 24_000_000  # xlrd takes more than ten times as much memory
# xlrd promises nothing about what it raises on damaged files; all but a lack of memory means the file.
_FAILURES: Final = (
    *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError),
    *(OSError, RecursionError, TypeError, ValueError, struct.error),
)


def read_xls(data: bytes, tell: Tell | None = None) -> tuple[Sheet, ...]:
    """The sheets of an old workbook; raises IntakeRefused."""
    import xlrd  # only old workbooks need it

    if len(data) > MAX_OLD_BYTES:
        raise IntakeRefused("intake.file_too_large", megabytes=MAX_OLD_BYTES // 1_000_000)
    try:
        with xlrd.open_workbook(file_contents=data, on_demand=True, ragged_rows=True, logfile=io.StringIO()) as book:
            return _sheets(book, tell)
    except xlrd.XLRDError as error:
        raise IntakeRefused("intake.encrypted" if "encrypted" in str(error).lower() else "intake.damaged") from None
    except (xlrd.compdoc.CompDocError, *_FAILURES):
        raise IntakeRefused("intake.damaged") from None


def _sheets(book: Any, tell: Tell | None) -> tuple[Sheet, ...]:
    collector = LineCollector(tell)
    sheets = []
    for index in range(book.nsheets):
        if tell is not None:
            tell(0, 0)
        sheet = book.sheet_by_index(index)
        for row in range(sheet.nrows):
            collector.add(row + 1, [_text(book, sheet, row, column) for column in range(sheet.row_len(row))])
        sheets.append(Sheet(sheet.name, collector.take(), hidden=sheet.visibility != 0))
        book.unload_sheet(index)
    return tuple(sheets)


def _text(book: Any, sheet: Any, row: int, column: int) -> str:
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind == 1:
        return str(value)
    if kind == 2:
        return number_text(value)
    if kind == 3:
        return serial_text(value, bool(book.datemode))
    if kind == 4:
        return "TRUE" if value else "FALSE"
    if kind == 5:
        return _ERRORS.get(value, "#N/A")
    return ""


_ERRORS: Final = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
