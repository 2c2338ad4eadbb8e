"""The pen of papers on a screen: charts of `bwdesk.reports.charts` are drawn once, and come out in the colours of the look."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from bwdesk.reports.pen import Pen
from bwdesk.reports.style import FOG, INK, PETROL, WHITE, Colour
from bwdesk.ui.look import Look


class ScreenPen(Pen):
    """Takes rectangles, rules and hatches where a page would; in px, from the start side of `width`."""

    def __init__(self, painter: QPainter, look: Look, width: float) -> None:
        self.painter = painter
        self.is_right_to_left = look.rtl
        self.page_width = width
        tokens = look.tokens
        self._colours = {INK: tokens.text1, PETROL: tokens.accent, FOG: tokens.sunk, WHITE: tokens.raised}

    def rect(
        self, x: float, top: float, width: float, height: float, *, fill: Colour | None = None, stroke: Colour | None = None,
        line: float = 0.5,
    ) -> None:  # fmt: skip
        self.painter.setPen(Qt.PenStyle.NoPen if stroke is None else QPen(self._colour(stroke), line))
        self.painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else self._colour(fill))
        self.painter.drawRect(QRectF(self.left(x, width), top, width, height))

    def hatch(self, x: float, top: float, width: float, height: float, colour: Colour, line: float, step: float) -> None:
        box = QRectF(self.left(x, width), top, width, height)
        self.painter.save()
        self.painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
        self.painter.setPen(QPen(self._colour(colour), line))
        at = box.left() - height
        while at < box.right():
            self.painter.drawLine(QLineF(at, box.bottom(), at + height, box.top()))
            at += step * 2**0.5
        self.painter.restore()

    def _line(self, x: float, y: float, x2: float, y2: float, line: float, colour: Colour, dash: tuple[float, float] | None) -> None:
        self.painter.setPen(QPen(self._colour(colour), line))
        self.painter.drawLine(QLineF(self.left(x, 0), y, self.left(x2, 0), y2))

    def _colour(self, colour: Colour) -> QColor:
        return self._colours.get(colour, self._colours[INK])
