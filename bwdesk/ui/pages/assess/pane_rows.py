"""Rows of the context pane, painted: what was found in earlier years, and who said what between the two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.drawn import Drawn
from bwdesk.ui.parts.mark import Kind, Mark


@dataclass(frozen=True)
class PaneRow:
    """A row: what leads it (a year, a name), a mark, words that may take several lines. `time` stands after a leading name."""

    lead: str
    words: str
    mark: Kind | None = None
    time: str = ""
    tone: str = "text1"


class PaneRows(Drawn):
    """Rows under each other. `stacked` puts the words under the lead; else lead and mark stand in columns with a hairline under each."""

    def __init__(self, source: LookSource, spoken: str, parent: QWidget | None = None, *, stacked: bool = False) -> None:
        super().__init__(source, spoken, parent)
        self._spoken, self._stacked = spoken, stacked
        self._rows: tuple[PaneRow, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_rows(self, rows: Sequence[PaneRow]) -> None:
        """Shows these rows."""
        if tuple(rows) == self._rows:
            return
        self._rows = tuple(rows)
        self.setAccessibleName("; ".join([self._spoken, *(f"{row.lead} {row.time} {row.words}" for row in rows)]))
        self.relook()

    def _lead(self) -> float:
        return max((self.source.ink.width(row.lead, Role.BODY) for row in self._rows), default=0.0)

    def _left(self) -> float:
        if self._stacked:
            return 0.0
        has_marks = any(row.mark is not None for row in self._rows)
        lead = self._lead()
        return lead + (14 if lead else 0) + (self.source.look.density.list_mark + 8 if has_marks else 0)

    def _heights(self, width: float) -> list[int]:
        line = self.source.look.type.line(Role.BODY)
        lines = [self.source.ink.line_count(row.words, Role.BODY, width - self._left()) for row in self._rows]
        if self._stacked:
            return [line * (count + 1) + 8 for count in lines]
        return [line * max(1, count) + 10 for count in lines]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return sum(self._heights(width))

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(300))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.source.look.type.line(Role.BODY))

    def paintEvent(self, event: QPaintEvent) -> None:
        y = 0.0
        for row, high in zip(self._rows, self._heights(self.width()), strict=True):
            if self._stacked:
                self._paint_stacked(row, y)
            else:
                self._paint_row(row, y, high)
            y += high

    def _paint_row(self, row: PaneRow, y: float, high: int) -> None:
        look, ink = self.source.look, self.source.ink
        painter = self.painter()
        line, side, lead = look.type.line(Role.BODY), look.density.list_mark, self._lead()
        ink.draw(painter, self.mirrored(QRectF(0, y + 5, lead + 1, line)), row.lead, Role.BODY, look.tokens.text3)
        if row.mark is not None:
            spot = QRectF(lead + (14 if lead else 0), y + 5 + (line - side) / 2, side, side)
            Mark(row.mark).paint(painter, self.mirrored(spot), look.tokens, rtl=look.rtl)
        left = self._left()
        room = self.mirrored(QRectF(left, y + 5, self.width() - left, high - 10))
        ink.draw_lines(painter, room, row.words, Role.BODY, look.tokens.color(row.tone), 0, top_aligned=True)
        painter.setPen(QPen(look.tokens.hair, 0))
        painter.drawLine(0, int(y + high) - 1, self.width(), int(y + high) - 1)

    def _paint_stacked(self, row: PaneRow, y: float) -> None:
        look, ink = self.source.look, self.source.ink
        painter = self.painter()
        line = look.type.line(Role.BODY)
        wide = ink.width(row.lead, Role.STRONG)
        ink.draw(painter, self.mirrored(QRectF(0, y, wide + 1, line)), row.lead, Role.STRONG, look.tokens.text1)
        box = QRectF(wide + 6, y, max(0.0, self.width() - wide - 6), line)
        ink.draw(painter, self.mirrored(box), row.time, Role.BODY, look.tokens.text3)
        room = QRectF(0, y + line, self.width(), 10_000)
        ink.draw_lines(painter, room, row.words, Role.BODY, look.tokens.color(row.tone), 0, top_aligned=True)
