"""A box over each column of a list that is taken in: which fact it holds, with the first values under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bwdesk.interchange.sheet import Line, Sheet
from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.choice import Choice

SAMPLES = 3


class ColumnBoxes(QScrollArea):
    """`fields` are the facts to choose from, as code and words. `chosen` tells that a person mapped a column by hand."""

    chosen = Signal()

    def __init__(self, look: LookSource, texts: Texts, fields: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._texts, self._fields = look, texts, fields
        self._ground = QWidget()
        self._row = QHBoxLayout(self._ground)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.boxes: list[Choice] = []
        self.headings: tuple[str, ...] = ()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(self._ground)
        self.setFixedHeight(round(132 * max(1.0, look.look.type.factor)))

    def show_sheet(self, sheet: Sheet, mapping: Mapping[int, str]) -> None:
        """Shows the columns of a sheet with a proposal."""
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.boxes, self.headings = [], sheet.columns
        for index, heading in enumerate(sheet.columns):
            self._row.addWidget(self._column(index, heading, mapping.get(index, ""), sheet.rows[:SAMPLES]))
        self._row.addStretch(1)

    def mapping(self) -> dict[int, str]:
        """Fields by column, as they stand."""
        return {index: str(box.currentData()) for index, box in enumerate(self.boxes) if box.currentData()}

    def _column(self, index: int, heading: str, field: str, rows: Sequence[Line]) -> QWidget:
        whole = QWidget(self._ground)
        whole.setFixedWidth(round(160 * max(1.0, self._look.look.type.factor)))
        box = Choice(self._look, whole)
        box.addItem(self._texts("importing.left_out"), "")
        for code, words in self._fields:
            box.addItem(words, code)
        box.setCurrentIndex(max(0, box.findData(field)))
        box.setAccessibleName(heading or str(index + 1))
        box.activated.connect(lambda _index: self.chosen.emit())
        self.boxes.append(box)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Words(self._look, heading or self._texts("importing.no_heading"), Role.SMALL, "text3"))
        column.addWidget(box)
        for row in rows:
            column.addWidget(Words(self._look, row.cell(index).replace("\n", " ")[:60], Role.SMALL, "text2"))
        column.addStretch(1)
        return whole
