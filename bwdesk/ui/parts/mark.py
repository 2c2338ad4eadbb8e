"""Marks of state: the shapes that stand beside the words, on a 12 x 12 grid, painted the same everywhere."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from bwdesk.ui.look import LookSource
from bwdesk.ui.tokens import Tokens


class Kind(StrEnum):
    """What a mark says. The word beside it is the caller's (`mark.<kind>` in the catalogue is the usual one)."""

    GOOD = "good"
    BAD = "bad"
    UNSURE = "unsure"
    NA = "na"
    GAP = "gap"
    PROGRESS = "progress"
    DIFFER = "differ"
    WAITING = "waiting"
    NOW = "now"


TONE: Final = {
    Kind.GOOD: "good",
    Kind.BAD: "bad",
    Kind.UNSURE: "unsure",
    Kind.NA: "na",
    Kind.GAP: "text3",
    Kind.PROGRESS: "accent",
    Kind.DIFFER: "differ",
    Kind.WAITING: "waiting",
    Kind.NOW: "accent",
}
SOFT: Final = {
    Kind.GOOD: "good_soft",
    Kind.BAD: "bad_soft",
    Kind.UNSURE: "unsure_soft",
    Kind.NA: "na_soft",
    Kind.GAP: "sunk",
    Kind.PROGRESS: "accent_soft",
    Kind.DIFFER: "differ_soft",
    Kind.WAITING: "waiting_soft",
    Kind.NOW: "accent_soft",
}
# pen widths of what is drawn as a line; the others are filled
_PEN: Final = {Kind.UNSURE: 1.7, Kind.NA: 2.0, Kind.GAP: 1.5, Kind.PROGRESS: 1.5, Kind.DIFFER: 1.4, Kind.WAITING: 1.3}
GRID: Final = 12.0


def _circle(radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(6, 6), radius, radius)
    return path


def _polyline(*points: tuple[float, float]) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    return path


def _question() -> tuple[QPainterPath, QPainterPath]:
    bow = QPainterPath()
    bow.arcMoveTo(QRectF(3.2, 1.0, 5.6, 5.4), 180)
    bow.arcTo(QRectF(3.2, 1.0, 5.6, 5.4), 180, -215)
    bow.quadTo(QPointF(6, 6.2), QPointF(6, 8))
    dot = QPainterPath()
    dot.addEllipse(QPointF(6, 10.6), 1.1, 1.1)
    return bow, dot


def _arrows() -> QPainterPath:
    path = _polyline((1.2, 4), (10.6, 4))
    path.addPath(_polyline((8.2, 1.7), (10.7, 4), (8.2, 6.3)))
    path.addPath(_polyline((10.8, 8.4), (1.4, 8.4)))
    path.addPath(_polyline((3.8, 6.1), (1.3, 8.4), (3.8, 10.7)))
    return path


def _hourglass() -> QPainterPath:
    path = _polyline((2.6, 1), (9.4, 1))
    path.addPath(_polyline((2.6, 11), (9.4, 11)))
    path.addPath(_polyline((3.4, 1), (3.4, 2.8), (6, 6), (3.4, 9.2), (3.4, 11)))
    path.addPath(_polyline((8.6, 1), (8.6, 2.8), (6, 6), (8.6, 9.2), (8.6, 11)))
    return path


@cache
def paths(kind: Kind) -> tuple[QPainterPath | None, QPainterPath | None]:
    """(stroked, filled) outlines of a mark in units of the grid."""
    match kind:
        case Kind.GOOD | Kind.NOW:
            return None, _circle(4.5)
        case Kind.BAD:
            triangle = _polyline((6, 1), (11.4, 10.5), (0.6, 10.5))
            triangle.closeSubpath()
            return None, triangle
        case Kind.UNSURE:
            return _question()
        case Kind.NA:
            return _polyline((2, 6), (10, 6)), None
        case Kind.GAP:
            return _circle(4), None
        case Kind.PROGRESS:
            half = QPainterPath(QPointF(6, 6))
            half.arcTo(QRectF(2, 2, 8, 8), 90, -180)
            half.closeSubpath()
            return _circle(4), half
        case Kind.DIFFER:
            return _arrows(), None
        case Kind.WAITING:
            return _hourglass(), None


class Mark:
    """One mark. `paint` draws it into the middle of a rect; the same paths serve widgets, delegates, the map and the thread."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def paint(self, painter: QPainter, rect: QRectF, tokens: Tokens, *, color: QColor | None = None, rtl: bool = False) -> None:
        stroked, filled = paths(self.kind)
        tint = color or tokens.color(TONE[self.kind])
        side = min(rect.width(), rect.height())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.center().x() - side / 2, rect.center().y() - side / 2)
        painter.scale(side / GRID, side / GRID)
        if rtl and self.kind in (Kind.UNSURE, Kind.PROGRESS):
            painter.translate(GRID, 0)
            painter.scale(-1, 1)
        if stroked is not None:
            pen = QPen(tint, _PEN[self.kind])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap if self.kind is Kind.NA else Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.strokePath(stroked, pen)
        if filled is not None:
            painter.fillPath(filled, QBrush(tint))
        painter.restore()


class MarkView(QWidget):
    """A mark alone on a page. `word` is what a screen reader says."""

    def __init__(self, source: LookSource, kind: Kind, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._kind = source, kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_mark(kind, word)
        source.changed.connect(self._relook)

    def show_mark(self, kind: Kind, word: str) -> None:
        self._kind = kind
        self.setAccessibleName(word)
        self.update()

    def _relook(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = self._source.look.density.list_mark
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._source.look
        Mark(self._kind).paint(QPainter(self), QRectF(self.rect()), look.tokens, rtl=look.rtl)
