"""The desk's own sign: a b and its stitches, painted. No file, so that it is sharp at every scale."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from bwdesk.ui.look import LookSource
from bwdesk.ui.tokens import Tokens


def paint_logo(painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
    """Draws the sign into a square, on a grid of 22 units."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / 22, rect.height() / 22)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.accent)
    painter.drawRoundedRect(QRectF(0, 0, 22, 22), 5, 5)
    letter = QPainterPath(QPointF(5.4, 5.2))
    letter.lineTo(5.4, 15.6)
    letter.lineTo(9.2, 15.6)
    letter.arcTo(QRectF(6.4, 9.6, 6, 6), -90, 180)
    letter.lineTo(5.4, 9.6)
    painter.strokePath(letter, QPen(tokens.on_accent, 1.9, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(tokens.on_accent)
    for column in (14.4, 17.0):
        for row in (7.4, 11.0, 14.6):
            painter.drawRoundedRect(QRectF(column, row - 1.0, 1.7, 2.0), 0.5, 0.5)
    painter.restore()


class Logo(QWidget):
    """The sign, 22 px."""

    def __init__(self, source: LookSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        source.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(22, 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_logo(QPainter(self), QRectF(self.rect()), self._source.look.tokens)
