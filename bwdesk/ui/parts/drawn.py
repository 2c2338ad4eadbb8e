"""The base of painted figures: it follows the look, mirrors, and says its words to a screen reader."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from bwdesk.ui.look import LookSource


class Drawn(QWidget):
    """Base of painted figures: follows the look; `spoken` is what a screen reader says."""

    def __init__(self, source: LookSource, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self.setAccessibleName(spoken)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        source.changed.connect(self.relook)

    def relook(self) -> None:
        self.updateGeometry()
        self.update()

    def painter(self) -> QPainter:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return painter

    def mirrored(self, rect: QRectF) -> QRectF:
        if not self.source.look.rtl:
            return rect
        return QRectF(self.width() - rect.right(), rect.top(), rect.width(), rect.height())
