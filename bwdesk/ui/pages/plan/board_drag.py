"""A card of the board taken to another column with the mouse. By key it is a digit; a finger scrolls the column, as everywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QInputDevice, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from bwdesk.ui.look import LookSource
from bwdesk.ui.parts.row_view import RowView

Fits = Callable[[str, str], bool]


class CardDrag(QWidget):
    """Lies over the board while a card is carried. `dropped(card, column)` when it was let go over a column that `fits` it.

    Escape, or letting go anywhere else, leaves it where it was.
    """

    dropped = Signal(str, str)

    def __init__(self, source: LookSource, lists: Mapping[str, RowView], fits: Fits, board: QWidget) -> None:
        super().__init__(board)
        self._source, self._lists, self._fits, self._board = source, lists, fits, board
        self._key = self._target = ""
        self._began: QPoint | None = None
        self._held = QPoint()
        self._spot = QPoint()
        self._card = QPixmap()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        for view in lists.values():
            view.viewport().installEventFilter(self)
            view.installEventFilter(self)

    @property
    def is_carrying(self) -> bool:
        return not self.isHidden()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            is_call_off = self.is_carrying and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape
            if is_call_off:
                self._put_down()
            return is_call_off
        if not isinstance(event, QMouseEvent) or event.device().type() is QInputDevice.DeviceType.TouchScreen:
            return False
        view = next((one for one in self._lists.values() if one.viewport() is watched), None)
        if view is None:
            return False
        match event.type():
            case QEvent.Type.MouseButtonPress if event.button() is Qt.MouseButton.LeftButton:
                self._began, self._key = event.position().toPoint(), view.key_at(event.position().toPoint())
            case QEvent.Type.MouseMove if self._began is not None and self._key and event.buttons() & Qt.MouseButton.LeftButton:
                return self._carry(view, event.position().toPoint())
            case QEvent.Type.MouseButtonRelease:
                return self._let_go()
        return False

    def _carry(self, view: RowView, spot: QPoint) -> bool:
        if self._began is None:
            return False
        if not self.is_carrying:
            if (spot - self._began).manhattanLength() < QApplication.startDragDistance():
                return True  # a press that trembles chooses no other card
            self._take(view, self._began)
        self._spot = view.viewport().mapTo(self._board, spot)
        over = (name for name, one in self._lists.items() if self._place(one).contains(self._spot))
        self._target = next((name for name in over if self._fits(self._key, name)), "")
        self.update()
        return True

    def _take(self, view: RowView, began: QPoint) -> None:
        index = view.indexAt(began)
        card = QRect(0, view.rowViewportPosition(index.row()), view.viewport().width(), view.rowHeight(index.row()))
        self._card, self._held = view.viewport().grab(card), began - card.topLeft()
        self.setGeometry(self._board.rect())
        self.show()
        self.raise_()

    def _place(self, view: RowView) -> QRect:
        return QRect(view.mapTo(self._board, QPoint(0, 0)), view.size())

    def _let_go(self) -> bool:
        was_carrying, key, target = self.is_carrying, self._key, self._target
        self._put_down()
        if was_carrying and target:
            self.dropped.emit(key, target)
        return was_carrying

    def _put_down(self) -> None:
        self._began, self._key, self._target = None, "", ""
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = self._source.look.tokens, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._target:
            painter.setPen(QPen(tokens.accent, 2))
            painter.drawRoundedRect(QRectF(self._place(self._lists[self._target])).adjusted(1, 1, -1, -1), 8, 8)
        corner = self._spot - self._held
        painter.drawPixmap(corner, self._card)
        painter.setPen(QPen(tokens.control, 1))
        painter.drawRect(QRect(corner, self._card.deviceIndependentSize().toSize()).adjusted(0, 0, -1, -1))
