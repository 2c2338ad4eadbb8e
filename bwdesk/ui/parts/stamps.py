"""Small drawings kept as pixmaps, because a long list shows the same few marks thousands of times."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

_KEPT = 400


class Stamps:
    """Pixmaps of one look, by key and size. Make a new one when the look is swapped."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, QPixmap] = {}

    def put(self, painter: QPainter, rect: QRectF, key: Hashable, paint: Callable[[QPainter, QRectF], None]) -> None:
        """Draws what `paint` draws into a rect of this size, from the kept pixmap if there is one."""
        device = painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        wide, high = round(rect.width()), round(rect.height())
        at = (key, wide, high, ratio)
        found = self._kept.get(at)
        if found is None:
            if len(self._kept) > _KEPT:
                self._kept.clear()
            found = QPixmap(round(wide * ratio), round(high * ratio))
            found.setDevicePixelRatio(ratio)
            found.fill(Qt.GlobalColor.transparent)
            inner = QPainter(found)
            paint(inner, QRectF(0, 0, wide, high))
            inner.end()
            self._kept[at] = found
        painter.drawPixmap(round(rect.left()), round(rect.top()), found)
