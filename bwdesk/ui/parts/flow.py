"""A layout that sets widgets one after another and goes on in the next line where there is no room. Mirrors with the direction."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Widgets keep their size hints; `gap` stands between them and between lines."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(QRect(0, 0, width, 0), place=False)

    def sizeHint(self) -> QSize:
        shown = self._shown()
        wide = sum(item.sizeHint().width() for item in shown) + self._gap * max(0, len(shown) - 1)
        return QSize(wide, max((item.sizeHint().height() for item in shown), default=0))

    def minimumSize(self) -> QSize:
        shown = self._shown()
        wide = max((item.minimumSize().width() for item in shown), default=0)
        return QSize(wide, max((item.sizeHint().height() for item in shown), default=0))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay(rect, place=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lay(self, rect: QRect, *, place: bool) -> int:
        """Lines of widgets from the leading edge, each centred in its line; returns the height."""
        y = 0
        for line in self._lines(rect.width()):
            high = max(item.sizeHint().height() for item, _ in line)
            x = 0
            for item, wide in line:
                if place:
                    self._place(item, rect, x, y, wide, high)
                x += wide + self._gap
            y += high + self._gap
        return max(0, y - self._gap)

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, int]]]:
        lines: list[list[tuple[QLayoutItem, int]]] = []
        x = 0
        for item in self._shown():
            wide = min(item.sizeHint().width(), max(width, 1))
            if not lines or x + wide > width:
                lines.append([])
                x = 0
            lines[-1].append((item, wide))
            x += wide + self._gap
        return lines

    def _place(self, item: QLayoutItem, rect: QRect, x: int, y: int, wide: int, line: int) -> None:
        parent = self.parentWidget()
        is_rtl = parent is not None and parent.layoutDirection() is Qt.LayoutDirection.RightToLeft
        high = item.sizeHint().height()
        left = rect.right() + 1 - x - wide if is_rtl else rect.left() + x
        item.setGeometry(QRect(QPoint(left, rect.top() + y + (line - high) // 2), QSize(wide, high)))
