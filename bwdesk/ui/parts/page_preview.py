"""Pages of a paper on the screen: white sheets on sunk ground, rendered elsewhere and given as images. It knows no PDF and waits for none.

`render(page, width in device pixels, answer)` is the page's: it asks the paper lane (pypdfium2 there) and calls `answer(QImage)`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from bwdesk.ui.look import LookSource

Render = Callable[[int, int, Callable[[QImage], None]], None]

_GAP: Final = 16
_KEPT: Final = 12
_ZOOMS: Final = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)


class PagePreview(QAbstractScrollArea):
    """Shows the pages of one paper. `page_changed(number)` while scrolling (from 1), `pressed(page, x, y)` in points of that page."""

    page_changed = Signal(int)
    pressed = Signal(int, float, float)

    def __init__(self, source: LookSource, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._render: Render | None = None
        self._sizes: tuple[QSizeF, ...] = ()
        self._images: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._asked: set[tuple[int, int]] = set()
        self._paper = 0
        self._zoom = 1.0
        self._now = 1
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(40)
        self._rest.timeout.connect(self._ask)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        source.changed.connect(self.viewport().update)

    def show_pages(self, sizes: Sequence[QSizeF], render: Render) -> None:
        """Shows another paper: the sizes of its pages in points, and who renders them. Scroll and zoom stay where they are."""
        self._sizes, self._render = tuple(sizes), render
        self._paper += 1
        self._asked.clear()
        self._images.clear()
        self._lay()
        self._rest.start()

    def clear(self) -> None:
        """Shows nothing."""
        self._sizes, self._render = (), None
        self._paper += 1
        self._images.clear()
        self._lay()

    @property
    def page(self) -> int:
        """Number of the page in view, from 1."""
        return self._now

    @property
    def page_count(self) -> int:
        return len(self._sizes)

    def go_to(self, page: int, top: float = 0.0) -> None:
        """Scrolls to a page, from 1, or to what begins further down it (`top`: a share of its height)."""
        if 1 <= page <= len(self._sizes):
            place = self._place(page - 1)
            self.verticalScrollBar().setValue(place.top() + round(top * place.height()) - _GAP)

    def set_zoom(self, zoom: float) -> None:
        """1.0 fits the width."""
        share = self.verticalScrollBar().value() / max(1, self.verticalScrollBar().maximum())
        self._zoom = min(max(zoom, _ZOOMS[0]), _ZOOMS[-1])
        self._lay()
        self.verticalScrollBar().setValue(round(share * self.verticalScrollBar().maximum()))
        self._rest.start()

    # places

    def _page_width(self) -> int:
        room = self.viewport().width() - 2 * 28
        return max(80, round(min(room, 840) * self._zoom))

    def _heights(self) -> list[int]:
        wide = self._page_width()
        return [round(wide * size.height() / max(1.0, size.width())) for size in self._sizes]

    def _place(self, number: int) -> QRect:
        """Where a page lies in the whole scroll, in px."""
        heights = self._heights()
        top = 24 + sum(heights[:number]) + _GAP * number
        wide = self._page_width()
        left = max(28, (self.viewport().width() - wide) // 2)
        return QRect(left, top, wide, heights[number])

    def _lay(self) -> None:
        heights = self._heights()
        whole = 48 + sum(heights) + _GAP * max(0, len(heights) - 1)
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(48)
        bar.setRange(0, max(0, whole - self.viewport().height()))
        across = self.horizontalScrollBar()
        across.setPageStep(self.viewport().width())
        across.setRange(0, max(0, self._page_width() + 56 - self.viewport().width()))
        self.viewport().update()

    def _visible(self) -> list[tuple[int, QRect]]:
        top, left = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        shown = self.viewport().rect()
        found = []
        for number in range(len(self._sizes)):
            place = self._place(number).translated(-left, -top)
            if place.bottom() < shown.top() - 200:
                continue
            if place.top() > shown.bottom() + 200:
                break
            found.append((number, place))
        return found

    # asking and painting

    def _scrolled(self) -> None:
        self._rest.start()
        middle = self.viewport().height() // 2
        for number, place in self._visible():
            if place.top() <= middle <= place.bottom() + _GAP and number + 1 != self._now:
                self._now = number + 1
                self.page_changed.emit(self._now)
        self.viewport().update()

    def _ask(self) -> None:
        if self._render is None:
            return
        ratio = self.devicePixelRatioF()
        for number, place in self._visible():
            key = (number, round(place.width() * ratio))
            if key in self._images or key in self._asked:
                continue
            self._asked.add(key)
            self._render(number, key[1], self._taker(self._paper, key))

    def _taker(self, paper: int, key: tuple[int, int]) -> Callable[[QImage], None]:
        def take(image: QImage) -> None:
            if paper != self._paper:
                return
            self._asked.discard(key)
            self._images[key] = image
            while len(self._images) > _KEPT:
                self._images.popitem(last=False)
            self.viewport().update()

        return take

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._source.look.tokens
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), tokens.sunk)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ratio = self.devicePixelRatioF()
        for number, place in self._visible():
            painter.fillRect(place, tokens.page)
            image = self._images.get((number, round(place.width() * ratio))) or self._nearest(number)
            if image is not None:
                painter.drawImage(place, image)
            painter.setPen(QPen(tokens.hair, 0))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))

    def _nearest(self, number: int) -> QImage | None:
        """While a sharper one is being made, the page at another width will do."""
        return next((image for (page, _), image in reversed(self._images.items()) if page == number), None)

    # keys and pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        wanted = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if wanted in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
                self.set_zoom(next((z for z in _ZOOMS if z > self._zoom + 0.01), _ZOOMS[-1]))
            elif wanted == Qt.Key.Key_Minus:
                self.set_zoom(next((z for z in reversed(_ZOOMS) if z < self._zoom - 0.01), _ZOOMS[0]))
            elif wanted == Qt.Key.Key_0:
                self.set_zoom(1.0)
            else:
                super().keyPressEvent(event)
            return
        if wanted == Qt.Key.Key_PageDown:
            self.go_to(min(self._now + 1, len(self._sizes)))
        elif wanted == Qt.Key.Key_PageUp:
            self.go_to(max(1, self._now - 1))
        elif wanted == Qt.Key.Key_Home:
            bar.setValue(0)
        elif wanted == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif wanted in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            bar.setValue(bar.value() + (48 if wanted == Qt.Key.Key_Down else -48))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = event.position()
        for number, place in self._visible():
            if place.contains(spot.toPoint()):
                share = self._sizes[number].width() / max(1, place.width())
                inside = (spot - QPointF(QPoint(place.left(), place.top()))) * share
                self.pressed.emit(number + 1, inside.x(), inside.y())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * (1.1 if event.angleDelta().y() > 0 else 1 / 1.1))
            event.accept()
            return
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()
        self._rest.start()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._rest.start()
        return super().event(event)
