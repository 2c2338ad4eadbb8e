"""The line under a table that sums up what it shows: as many cells as it has sums for, each under its column."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from bwdesk.ui.look import Look, LookSource
from bwdesk.ui.parts.row_painter import RowPainter
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, RowModel

Sums = Mapping[str, Callable[[Sequence[Any]], Cell]]
"""By the key of a column: what stands under it, of the rows that the filter leaves."""
_REST_MS: Final = 60  # the rows are painted first


def table_with(view: RowView, foot: RowFoot, parent: QWidget) -> QWidget:
    """A table and its foot as one widget."""
    made = QWidget(parent)
    lines = QVBoxLayout(made)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(0)
    lines.addWidget(view, 1)
    lines.addWidget(foot)
    return made


class RowFoot(QWidget):
    """Stands right under `view`, in one layout with it. Gone while there is no row."""

    def __init__(self, source: LookSource, view: RowView, rows: RowModel[Any], sums: Sums, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._view, self._rows, self._sums = source, view, rows, sums
        self._painter = RowPainter(source)
        self.cells: dict[int, Cell] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.count)
        rows.modelReset.connect(self._rest.start)
        rows.dataChanged.connect(lambda *_: self._rest.start())
        view.horizontalHeader().sectionResized.connect(lambda *_: self.update())
        view.horizontalScrollBar().valueChanged.connect(lambda _: self.update())
        source.changed.connect(self._relook)
        self._relook(source.look)
        self.count()

    def _relook(self, look: Look) -> None:
        self.setFixedHeight(look.density.row)

    def count(self) -> None:
        """Sums up what is shown now."""
        shown = self._rows.shown_values()
        keys = {column.key: n for n, column in enumerate(self._rows.columns)}
        self.cells = {keys[key]: sum_up(shown) for key, sum_up in self._sums.items() if key in keys} if shown else {}
        self.setAccessibleName(", ".join(f"{self._rows.columns[n].title}: {cell.says()}" for n, cell in self.cells.items()))
        self.setHidden(not shown)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self._source.look, QPainter(self)
        painter.fillRect(self.rect(), look.tokens.canvas)
        painter.setPen(QPen(look.tokens.hair, 0))
        painter.drawLine(0, 0, self.width(), 0)
        aside = self._view.viewport().x()  # the scroll bar stands before the rows from right to left
        painter.translate(aside, 0)
        for column, left, wide, before, after in self._view.rooms():
            if column in self.cells:
                room = QRectF(left + (after if look.rtl else before), 1, wide - before - after, self.height() - 1)
                self._painter.cell(painter, room, self.cells[column], strong=False)
