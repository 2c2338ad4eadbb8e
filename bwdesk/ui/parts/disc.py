"""The other person's initial on a disc of their colour: before what they said, and over the answer they chose."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from bwdesk.ui.look import LookSource, Role

SIDE: Final = 18


class Disc(QWidget):
    """It takes no presses: they go to what lies under it."""

    def __init__(self, source: LookSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._initial = source, ""
        self.setFixedSize(SIDE, SIDE)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_initial(self, initial: str) -> None:
        """The letter on the disc."""
        self._initial = initial
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._source.look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.waiting)
        painter.drawEllipse(QRectF(self.rect()))
        self._source.ink.draw(painter, QRectF(self.rect()), self._initial, Role.KEY, tokens.canvas, weight=600, centred=True)
