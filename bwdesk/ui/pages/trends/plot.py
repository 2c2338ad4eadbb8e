"""A table of trends as bars that are rulers: the outline is all there is, the ink what the figure counts. The figures stand under them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from bwdesk.reports.charts import Fill, Ruler, scale_for
from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.pages.trends.words import column_words, figure_words, row_words
from bwdesk.ui.parts.drawn import Drawn
from bwdesk.ui.parts.screen_pen import ScreenPen
from bwdesk.usecases.trends import Figure, Subject, Table, TrendRow

_BAR: Final = 12.0
_LARGEST: Final = 6.0  # mm for one, at most


class TrendPlot(Drawn):
    """All rows of one table under each other. Every bar of a table has the same scale. `is_inset`: keeps the page's margin."""

    def __init__(self, source: LookSource, texts: Texts, parent: QWidget | None = None, *, is_inset: bool = True) -> None:
        super().__init__(source, "", parent)
        self._is_inset = is_inset
        self._texts = texts
        self._subject: Subject = "questions"
        self._table = Table((), ())

    def show_table(self, subject: Subject, table: Table) -> None:
        self._subject, self._table = subject, table
        self.setAccessibleName(self._texts.semicolons(self._says(row) for row in table.rows))
        self.relook()

    def _says(self, row: TrendRow) -> str:
        figures = (
            f"{self._head(column)} {figure_words(self.source.look, self._texts, one, self._subject)}"
            for column, one in zip(self._table.columns, row.figures, strict=True)
        )
        return f"{row_words(self._texts, self._subject, row)}: {self._texts.commas(figures)}"

    def _head(self, column: int) -> str:
        return column_words(self._texts, self._subject, column, self._table)

    def sizeHint(self) -> QSize:
        line = self.source.look.type.line(Role.BODY)
        return QSize(560, line + 12 + len(self._table.rows) * self._tall())

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    def relook(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        super().relook()

    def _tall(self) -> int:
        return int(_BAR) + self.source.look.type.line(Role.SMALL) + 18

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._table.rows:
            return
        inset = self.source.look.density.inset if self._is_inset else 0
        count = max(1, len(self._table.columns))
        names = (self.width() - 2 * inset) * (0.42 if count < 4 else 0.28)
        step = (self.width() - 2 * inset - names) / count
        most = max((_asked(one) for row in self._table.rows for one in row.figures), default=1)
        scale = scale_for(most, step - 16, _LARGEST)
        painter, look = self.painter(), self.source.look
        pen = ScreenPen(painter, look, self.width())
        line = look.type.line(Role.BODY)
        for number, column in enumerate(self._table.columns):
            box = self.mirrored(QRectF(inset + names + number * step, 4, step - 12, line))
            self.source.ink.draw(painter, box, self._head(column), Role.SMALL, look.tokens.text2)
        for place, row in enumerate(self._table.rows):
            top = line + 12 + place * self._tall()
            if event.rect().top() - self._tall() <= top <= event.rect().bottom():
                words = row_words(self._texts, self._subject, row)
                lines = QRectF(inset, top - 4, names - 16, self._tall() - 4)
                self.source.ink.draw_lines(painter, self.mirrored(lines), words, Role.BODY, look.tokens.text1, 2, top_aligned=True)
                for number, one in enumerate(row.figures):
                    self._draw(pen, one, (inset + names + number * step, top, step - 12), scale)
        painter.end()

    def _draw(self, pen: ScreenPen, one: Figure, box: tuple[float, float, float], scale: float) -> None:
        x, top, width = box
        look = self.source.look
        has_bar = one.part is not None and _asked(one) > 0
        if one.part is not None and has_bar:
            whole = one.part if one.whole is None else one.whole
            parts = [(min(one.part, whole), Fill.SOLID), (max(0, one.part - whole), Fill.HATCH)]
            Ruler(_asked(one), parts, scale, _BAR).draw(pen, x, top, width)
        words = figure_words(look, self._texts, one, self._subject)
        box_under = QRectF(x, top + _BAR + 2 if has_bar else top - 1, width, look.type.line(Role.SMALL))
        self.source.ink.draw(pen.painter, self.mirrored(box_under), words, Role.SMALL, look.tokens.text1 if has_bar else look.tokens.text3)


def _asked(one: Figure) -> int:
    return max(one.part or 0, one.whole or 0)
