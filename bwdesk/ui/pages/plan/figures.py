"""Half-life and ageing of a plan's issues as plots over the sheet; the numbers are under the factory's trends."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource
from bwdesk.ui.pages.trends.plot import TrendPlot
from bwdesk.ui.parts.basics import SectionHead
from bwdesk.usecases.trends import Subject, Table

_SHOWN: tuple[Subject, ...] = ("half_life", "ages")


class PlanFigures(QWidget):
    """Two plots side by side; a plan without dated issues has none."""

    def __init__(self, source: LookSource, texts: Texts, parent: QWidget) -> None:
        super().__init__(parent)
        self.plots = {subject: TrendPlot(source, texts, self, is_inset=False) for subject in _SHOWN}
        row = QHBoxLayout(self)
        row.setContentsMargins(source.look.density.inset, 8, source.look.density.inset, 8)
        row.setSpacing(24)
        for subject, plot in self.plots.items():
            column = QVBoxLayout()
            column.addWidget(SectionHead(source, texts(f"trends.{subject}"), parent=self))
            column.addWidget(plot)
            column.addStretch(1)
            row.addLayout(column, 1 if subject == "half_life" else 2)
        self.hide()

    def show_tables(self, tables: Mapping[Subject, Table]) -> None:
        for subject, plot in self.plots.items():
            plot.show_table(subject, tables[subject])
