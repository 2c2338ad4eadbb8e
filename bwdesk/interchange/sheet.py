"""What a list from outside looks like once it has been read: books, sheets and lines of text cells.

Readers (csvtext, xlsx, xls) fill a `LineCollector`, which keeps the limits of one book; nothing here knows a file format.
Cells are text as the file shows it, numbers without thousands separators, days as YYYY-MM-DD. A line's number is the one a
spreadsheet program shows beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from bwdesk.errors import IntakeRefused

MAX_FILE_BYTES: Final = 64_000_000
MAX_LINES: Final = 200_000
MAX_CELLS: Final = 800_000
MAX_CHARACTERS: Final = 30_000_000
MAX_CELL_CHARACTERS: Final = 32_767  # what a spreadsheet cell can hold
TELL_EVERY: Final = 500  # lines

Tell = Callable[[int, int], None]
"""Told `(done, of all)` while a long job runs; `of all` is 0 where nobody knows it yet."""

_UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
_LINE_ENDS: Final = re.compile("\r\n?|\u2028|\u2029|\x85")


@dataclass(frozen=True, slots=True)
class Line:
    """One filled line of a sheet. `cells` ends with its last filled cell."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """The text of a column, "" beyond the last filled cell."""
        return self.cells[column] if 0 <= column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's filled lines, and which of them are its heading: `header_at` is an index into `lines`, `header_lines` how many
    belong to it; 0 means that the sheet has no heading and all lines from `header_at` on are rows."""

    name: str
    lines: tuple[Line, ...]
    hidden: bool = False
    header_at: int = 0
    header_lines: int = 0

    @property
    def columns(self) -> tuple[str, ...]:
        """One heading for each column, "" where the sheet gives none."""
        width = max((len(line.cells) for line in self.lines[self.header_at :]), default=0)
        return join_heading(self.lines[self.header_at : self.header_at + self.header_lines], width)

    @property
    def header_row(self) -> int | None:
        """The number of the heading's last line, None where there is no heading."""
        return self.lines[self.header_at + self.header_lines - 1].number if self.header_lines else None

    @property
    def rows(self) -> tuple[Line, ...]:
        return self.lines[self.header_at + self.header_lines :]


@dataclass(frozen=True, slots=True)
class Book:
    """A list as it was read. `best` is the index of the sheet that looks most like a list of factories."""

    kind: Literal["csv", "xlsx", "xls"]
    name: str
    sheets: tuple[Sheet, ...]
    best: int = 0
    encoding: str = ""
    separator: str = ""


def join_heading(lines: Sequence[Line], width: int) -> tuple[str, ...]:
    """The headings of `width` columns from one or more lines; an upper heading also stands over the blank cells to its right."""
    if not lines:
        return ("",) * width
    columns = [_one_line(lines[-1].cell(column)) for column in range(width)]
    for line in reversed(lines[:-1]):
        above = ""
        for column in range(width):
            above = _one_line(line.cell(column)) or (above if columns[column] else "")
            if above and above != columns[column]:
                columns[column] = f"{above} {columns[column]}".strip()
    return tuple(columns)


def column_letters(column: int) -> str:
    """The letters a spreadsheet program shows above a column: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def tidy_cell(text: str) -> str:
    """A cell's text without outer blanks, byte order marks and characters nobody can see; line ends become \\n."""
    if not text.isprintable():
        text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    return text.strip()


class LineCollector:
    """Gathers the lines of a whole book, drops blank ones, and refuses a book that is larger than any list of factories."""

    def __init__(self, tell: Tell | None = None, expected: int = 0) -> None:
        self._tell = tell
        self._expected = expected
        self._lines: list[Line] = []
        self._seen = self._cells = self._characters = 0

    def add(self, number: int, cells: list[str]) -> None:
        """Takes one line; its cells are tidied here. Raises IntakeRefused beyond the limits."""
        while cells and not cells[-1]:
            cells.pop()
        self._seen += 1
        if self._tell is not None and self._seen % TELL_EVERY == 0:
            self._tell(self._seen, self._expected)
        tidy = [tidy_cell(cell) if cell else "" for cell in cells]
        while tidy and not tidy[-1]:
            tidy.pop()
        if not tidy:
            return
        self._cells += len(tidy)
        longest = max(map(len, tidy))
        if longest > MAX_CELL_CHARACTERS:
            raise IntakeRefused("intake.cell_too_long", row=number, limit=MAX_CELL_CHARACTERS)
        self._characters += sum(map(len, tidy))
        self._lines.append(Line(number, tuple(tidy)))
        if len(self._lines) > MAX_LINES or self._cells > MAX_CELLS or self._characters > MAX_CHARACTERS:
            raise IntakeRefused("intake.list_too_large", lines=MAX_LINES)

    def take(self) -> tuple[Line, ...]:
        """The lines since the last call; the limits go on counting."""
        lines, self._lines = tuple(self._lines), []
        return lines


def _one_line(text: str) -> str:
    return " ".join(text.split())
