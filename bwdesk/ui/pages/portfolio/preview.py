"""The factory in focus under the table of all factories: who it is, what is next and why, and what its row has no room for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.factory import Factory
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.pages.portfolio.columns import columns_of, window_cell
from bwdesk.ui.pages.windows import window_reason
from bwdesk.ui.parts.basics import Chip, Words
from bwdesk.ui.parts.property_rows import Property, PropertyRows
from bwdesk.usecases.portfolio import PortfolioRow

TOLD = ("advisor", "verified", "visit")
LEAST_HEIGHT = 640
"""px of a page at normal text size below which the table has the room alone."""


class FactoryPreview(QFrame):
    """Shows a row at once and the names and place of its factory when they are told."""

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("bottomPanel")
        self._bench, look = bench, bench.look
        self._row: PortfolioRow | None = None
        self._columns = {column.key: column for column in columns_of(look, bench.texts)}
        self.name = Words(look, "", Role.STRONG, wrap=True)
        self.local = Words(look, "", Role.BODY, "text2", wrap=True)
        self.place = Words(look, "", Role.SMALL, "text2", wrap=True)
        self.next = Chip(look, "")
        self.why = Words(look, "", Role.BODY, wrap=True)
        self.facts = PropertyRows(look, self)
        inset = look.look.density.inset
        whole = QHBoxLayout(self)
        whole.setContentsMargins(inset, 12, inset, 12)
        whole.setSpacing(32)
        for stretch, widgets in (
            (3, (self.name, self.local, self.place)),
            (4, (Words(look, bench.texts("portfolio.why"), Role.SMALL, "text3"), self.next, self.why)),
            (3, (self.facts,)),
        ):
            column = QVBoxLayout()
            column.setSpacing(4)
            for widget in widgets:
                column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeading if widget is self.next else Qt.AlignmentFlag(0))
            column.addStretch(1)
            whole.addLayout(column, stretch)
        self.hide()

    def show_row(self, row: PortfolioRow | None) -> None:
        """Shows what the row knows; what it does not know is emptied."""
        texts, look = self._bench.texts, self._bench.look.look
        is_other = self._row is None or row is None or row.id != self._row.id
        self._row = row
        if row is None:
            return
        self.name.show_words(row.name)
        if is_other:
            self._show_place("", "")
        cell = window_cell(look, texts, row)
        self.next.show_word(cell.text, cell.mark)
        self.why.show_words(window_reason(row.window, texts, look) if row.window is not None else "")
        told = {key: self._columns[key] for key in TOLD}
        facts = [Property(key, column.title, column.cell(row).text) for key, column in told.items()]
        self.facts.show_facts([fact for fact in facts if fact.value])

    def show_factory(self, factory: Factory | None) -> None:
        """The names and the place of the factory, if its row is still shown."""
        if factory is not None and self._row is not None and factory.id == self._row.id:
            parts = (factory.city, factory.country, f"OS ID {factory.os_id}" if factory.os_id else "")
            self._show_place(factory.local_name, self._bench.texts.commas(part for part in parts if part))

    def _show_place(self, local: str, place: str) -> None:
        self.local.show_words(local)
        self.place.show_words(place)
