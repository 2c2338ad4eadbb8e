"""The plainest parts: a hairline, an icon."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from bwdesk.ui.icons import paint_icon
from bwdesk.ui.look import LookSource


def hairline(parent: QWidget | None = None, *, upright: bool = False) -> QFrame:
    """One pixel of hair colour."""
    made = QFrame(parent)
    made.setProperty("role", "hair")
    if upright:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


class IconView(QWidget):
    """An icon alone; it says nothing to a screen reader, the words beside it do."""

    def __init__(
        self, source: LookSource, icon: str, parent: QWidget | None = None, *, tone: str = "text2", side: int | None = None
    ) -> None:
        super().__init__(parent)
        self._source, self._icon, self._tone, self._side = source, icon, tone, side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        source.changed.connect(self._relook)

    def _relook(self) -> None:
        self.updateGeometry()
        self.update()

    def show_icon(self, icon: str, tone: str) -> None:
        self._icon, self._tone = icon, tone
        self.update()

    def sizeHint(self) -> QSize:
        side = self._side or self._source.look.density.icon
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._source.look
        paint_icon(QPainter(self), QRectF(self.rect()), self._icon, look.tokens.color(self._tone), rtl=look.rtl)
