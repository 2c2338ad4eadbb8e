"""The sewn-in label: the panel of the unlock and first-run screens, with a stitch line at head and foot."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bwdesk.ui.look import LookSource


class SewnLabel(QWidget):
    """Raised, 480 wide unless told otherwise; `body` is its layout."""

    def __init__(self, source: LookSource, parent: QWidget | None = None, *, width: int = 480) -> None:
        super().__init__(parent)
        self._source, self._width = source, width
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(41, 48, 41, 48)
        self.body.setSpacing(0)
        source.changed.connect(self._relook)
        self._relook()

    def sizeHint(self) -> QSize:
        wide = self.minimumWidth()
        return QSize(wide, self.body.totalHeightForWidth(wide) if self.body.hasHeightForWidth() else self.body.totalSizeHint().height())

    def hasHeightForWidth(self) -> bool:
        """Its width is its own, whatever room it lies in; the height follows from that in `sizeHint`."""
        return False

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _relook(self) -> None:
        self.setFixedWidth(round(self._width * max(1.0, self._source.look.type.factor)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._source.look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.hair, 1))
        painter.setBrush(tokens.raised)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        stitch = QPen(tokens.accent_line, 2, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
        stitch.setDashPattern([5, 3])  # in pen widths: 10 px on, 6 px off
        painter.setPen(stitch)
        for y in (16.0, self.height() - 17.0):
            painter.drawLine(QPointF(19, y), QPointF(self.width() - 19, y))
