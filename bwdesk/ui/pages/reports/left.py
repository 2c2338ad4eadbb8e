"""The left of the Reports page: which papers can be made, and under them the parts of the one that is shown."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bwdesk.ui.bench import Bench
from bwdesk.ui.pages.reports.offered import offered_cell, offered_group, offered_key
from bwdesk.ui.pages.reports.parts import PartsPart
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import RowModel, list_column
from bwdesk.usecases.paper_list import Offered

WIDTH: Final = 300
INSET: Final = 16
LEAST: Final = 2
"""So many rows of each list are seen at least, where there is little room."""


class LeftPart(QWidget):
    """`rows` and `list` are the papers; the parts take what they need of the height, up to somewhat more than half."""

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        super().__init__(parent)
        look, texts = bench.look, bench.texts
        self.rows: RowModel[Offered] = RowModel(
            list_column(lambda one: offered_cell(one, texts, look.look)), offered_key, group=lambda one: offered_group(one, texts)
        )
        self.list = RowView(look, self.rows, self, two_lines=True, inset=INSET)
        self.list.setAccessibleName(texts("reports_page.list"))
        self.list.set_empty(texts("reports_page.none"), texts("reports_page.none.do"))
        self.parts = PartsPart(bench, self, INSET)
        for rows in (self.list, self.parts.list):
            rows.setMinimumHeight(LEAST * look.look.density.row_two)
        self.list.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self.list.show_current())  # the parts take of its room
        self.setFixedWidth(round(WIDTH * max(1.0, look.look.type.factor)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 2)
        column.addWidget(self.parts, 3)
