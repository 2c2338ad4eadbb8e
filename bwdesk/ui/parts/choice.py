"""A list to choose one from: the system's combo box with the desk's caret."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from bwdesk.ui.icons import paint_icon
from bwdesk.ui.look import LookSource


class Choice(QComboBox):
    """The wheel scrolls the page, never the choice."""

    def __init__(self, source: LookSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        source.changed.connect(self.update)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = self._source.look
        x = 8 if look.rtl else self.width() - 22
        paint_icon(QPainter(self), QRectF(x, self.height() / 2 - 7, 14, 14), "caret-down", look.tokens.text2)
