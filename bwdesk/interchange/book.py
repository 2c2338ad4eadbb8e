"""The one door for lists from outside: tells what a file is by its first bytes, reads it, and finds the sheet with the list.

Names of files say nothing: an .xls is often a web page, an .xlsx an old workbook, a .csv a workbook. Whatever is no list is
refused with a sentence of its own (IntakeRefused), before anything is unpacked.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final, Literal

from bwdesk.errors import IntakeRefused
from bwdesk.interchange.csvtext import read_text_list
from bwdesk.interchange.headings import columns_of, find_heading
from bwdesk.interchange.sheet import MAX_FILE_BYTES, Book, Sheet, Tell
from bwdesk.interchange.xls import read_xls
from bwdesk.interchange.xlsx import read_xlsx

_OLD_WORKBOOK: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLDER_WORKBOOKS: Final = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x10\x00", b"\x09\x08\x08\x00")
_OTHER_KINDS: Final = (
    (b"%PDF", "intake.pdf"),
    (b"SQLite format 3\x00", "intake.not_a_list"),
    (b"\x89PNG", "intake.picture"),
    (b"\xff\xd8\xff", "intake.picture"),
    (b"GIF8", "intake.picture"),
    (b"{\\rtf", "intake.not_a_list"),
    (b"\x1f\x8b", "intake.not_a_list"),
    (b"7z\xbc\xaf", "intake.not_a_list"),
    (b"Rar!", "intake.not_a_list"),
)
_LOOKED_AT: Final = 4096


def read_book(source: str | Path | bytes, encoding: str | None = None, separator: str | None = None, tell: Tell | None = None) -> Book:
    """Reads a list: CSV in any usual encoding and separator, XLSX or XLS. `encoding` and `separator` stand where a person chose them.

    Raises IntakeRefused.
    """
    data, name = _bytes_of(source)
    kind = _kind(data)
    if kind == "csv":
        lines, encoding, separator = read_text_list(data, encoding, separator, tell)
        return _judged(Book("csv", name, (Sheet(name, lines),), encoding=encoding, separator=separator))
    return _judged(Book(kind, name, read_xlsx(data, tell) if kind == "xlsx" else read_xls(data, tell)))


def _bytes_of(source: str | Path | bytes) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        data, name = source, ""
    else:
        path = Path(source)
        try:
            if not path.is_file():
                raise IntakeRefused("intake.no_file")
            if path.stat().st_size > MAX_FILE_BYTES:
                raise IntakeRefused("intake.file_too_large", megabytes=MAX_FILE_BYTES // 1_000_000)
            data, name = path.read_bytes(), path.stem
        except OSError:
            raise IntakeRefused("intake.cannot_open") from None
    if len(data) > MAX_FILE_BYTES:
        raise IntakeRefused("intake.file_too_large", megabytes=MAX_FILE_BYTES // 1_000_000)
    return data, name


def _kind(data: bytes) -> Literal["csv", "xlsx", "xls"]:
    start = data[:_LOOKED_AT]
    if not start.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise IntakeRefused("intake.empty")
    if start.startswith(b"PK"):
        return "xlsx"
    if start.startswith(_OLD_WORKBOOK):
        return _old_kind(data)
    if start.startswith(_OLDER_WORKBOOKS):
        return "xls"
    for mark, key in _OTHER_KINDS:
        if start.startswith(mark):
            raise IntakeRefused(key)
    _refuse_markup(start, data[-64:])
    if _is_binary(start):
        raise IntakeRefused("intake.not_a_list")
    return "csv"


def _old_kind(data: bytes) -> Literal["xls"]:
    """New workbooks with a password hide in the old container."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise IntakeRefused("intake.encrypted")
    if "WordDocument".encode("utf-16-le") in data or "PowerPoint Document".encode("utf-16-le") in data:
        raise IntakeRefused("intake.not_a_list")
    return "xls"


def _refuse_markup(start: bytes, end: bytes) -> None:
    text = start.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if b"<table" in text or b"<html" in text:
        raise IntakeRefused("intake.web_page")
    if text.startswith((b"<?xml", b"<!doctype", b"<")):
        raise IntakeRefused("intake.xml")
    if text.startswith((b"{", b"[{")) or (text.startswith(b"[") and end.rstrip().endswith(b"]")):
        raise IntakeRefused("intake.not_a_list")


def _is_binary(start: bytes) -> bool:
    """Bytes that no text has, unless every second one is zero (UTF-16)."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    zeros = start.count(0)
    if zeros:
        places = [start[place::4].count(0) for place in range(4)]
        return max(places) < 0.5 * len(start) / 4 or min(places) > 0.3 * len(start) / 4
    return sum(1 for byte in start if byte < 32 and byte not in b"\t\r\n\x0b\x0c\x1a\x1b") > len(start) // 50


def _judged(book: Book) -> Book:
    """The book with the heading of each sheet found, and the best sheet chosen: visible, with names, with most fields and rows."""
    sheets = tuple(find_heading(sheet) for sheet in book.sheets)
    if not any(sheet.lines for sheet in sheets):
        raise IntakeRefused("intake.no_list" if sheets else "intake.empty")
    worth = [_worth(sheet) for sheet in sheets]
    return replace(book, sheets=sheets, best=worth.index(max(worth)))


def _worth(sheet: Sheet) -> tuple[bool, bool, bool, int, int]:
    fields = set(columns_of(sheet).values()) if sheet.rows else set()
    return bool(sheet.rows), not sheet.hidden, bool(sheet.header_lines) and "name" in fields, len(fields), len(sheet.rows)
