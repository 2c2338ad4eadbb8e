"""How a list is read, where a person knows better: its encoding and separator, the line of its heading, the country of rows that name none.

Shown beside the preview; everything is a proposal until a box is touched. What is in the list is never held here.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.interchange.countries import names_in
from bwdesk.interchange.csvtext import SEPARATORS
from bwdesk.interchange.encodings import CHOICES
from bwdesk.interchange.headings import find_heading, with_heading
from bwdesk.interchange.sheet import Book, Sheet
from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.choice import Choice

HEADINGS_FROM: Final = 12  # lines from the top that a heading is chosen from
_LONGEST: Final = 24  # characters of such a line
_NO_HEADING: Final = -1


class ReadingBoxes(QWidget):
    """`reread` asks for the file to be read again, `rejudged` for its rows."""

    reread = Signal()
    rejudged = Signal()

    def __init__(self, look: LookSource, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._texts = look, texts
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._words: dict[Choice, Words] = {}
        self.country, self.heading = self._box("importing.country", 14), self._box("importing.heading", 22)
        self.encoding, self.separator = self._box("importing.encoding", 16), self._box("importing.separator", 3)
        self._row.addStretch(1)
        for box, told in (
            (self.country, self.rejudged),
            (self.heading, self.rejudged),
            (self.encoding, self.reread),
            (self.separator, self.reread),
        ):
            box.activated.connect(lambda _index, told=told: told.emit())
        for separator in (*SEPARATORS, ":", "^"):
            self.separator.addItem("Tab" if separator == "\t" else separator, separator)

    def _box(self, key: str, letters: int) -> Choice:
        box = Choice(self._look, self)
        box.setAccessibleName(self._texts(key))
        box.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(letters)
        self._words[box] = Words(self._look, self._texts(key), Role.SMALL, "text3", parent=self)
        group = QVBoxLayout()
        group.setSpacing(2)
        group.addWidget(self._words[box])
        group.addWidget(box)
        self._row.addLayout(group)
        return box

    def begin(self) -> None:
        """Another list: nothing is chosen yet."""
        self.country.clear()
        self.encoding.clear()

    def show_book(self, book: Book) -> None:
        """Shows how a book was read."""
        self._fill_countries()
        is_text = book.kind == "csv"
        for box in (self.encoding, self.separator):
            box.setVisible(is_text)
            self._words[box].setVisible(is_text)
        if is_text and not self.encoding.count():
            for code, words in CHOICES:
                self.encoding.addItem(words, code)
        if is_text:
            _choose(self.encoding, book.encoding)
            _choose(self.separator, book.separator)

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows which line of a sheet its heading is."""
        self.heading.clear()
        self.heading.addItem(self._texts("importing.no_heading"), _NO_HEADING)
        for line in sheet.lines[:HEADINGS_FROM]:
            words = self._texts.commas(cell.replace("\n", " ") for cell in line.cells if cell)
            self.heading.addItem(f"{line.number}  {words if len(words) <= _LONGEST else words[:_LONGEST] + '…'}", line.number)
        _choose(self.heading, _NO_HEADING if sheet.header_row is None else sheet.header_row)

    def headed(self, sheet: Sheet) -> Sheet:
        """The sheet under the heading that stands in the box."""
        row = self.heading.currentData()
        if row is None or row == (_NO_HEADING if sheet.header_row is None else sheet.header_row):
            return sheet
        found = find_heading(sheet)
        return found if found.header_row == row else with_heading(sheet, None if row == _NO_HEADING else int(row))

    def chosen_country(self) -> str | None:
        """The country (ISO alpha-2) of rows that name none."""
        return self.country.currentData() or None

    def how(self) -> tuple[str | None, str | None]:
        """Encoding and separator to read a text list with."""
        return (self.encoding.currentData(), self.separator.currentData()) if self.encoding.count() else (None, None)

    def _fill_countries(self) -> None:
        if self.country.count():
            return
        self.country.addItem("–", "")
        for code, name in sorted(names_in(self._texts.language).items(), key=lambda item: item[1]):
            self.country.addItem(name, code)


def _choose(box: Choice, data: object) -> None:
    if box.findData(data) < 0:
        box.addItem(str(data), data)
    box.setCurrentIndex(box.findData(data))
