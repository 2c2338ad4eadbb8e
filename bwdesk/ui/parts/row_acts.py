"""What can be done with the row under the pointer: small buttons at its end, and the same as a menu. The rows themselves stay calm.

Each act is a command of the page too, with its key and a line in the palette: nothing can be done by pointer alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QMenu, QWidget

from bwdesk.ui.look import LookSource
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.heads import ground_under
from bwdesk.ui.parts.rows import RowModel
from bwdesk.ui.properties import ICON

if TYPE_CHECKING:
    from bwdesk.ui.parts.row_view import RowView

Fits = Callable[[Any], bool]
_PAD: Final = 6
_PUT_AWAY: Final = (QEvent.Type.Leave, QEvent.Type.Wheel, QEvent.Type.MouseButtonDblClick, QEvent.Type.Resize, QEvent.Type.Hide)


class RowActs(QWidget):
    """Lies over the end of one row of `view`. An act is a command that works on the row in focus; its row gets the focus first."""

    def __init__(self, source: LookSource, view: RowView, rows: RowModel[Any], acts: Sequence[tuple[QAction, Fits]]) -> None:
        super().__init__(view.viewport())
        self._source, self._view, self._rows = source, view, rows
        self._key = ""
        self._buttons: list[tuple[ActButton, QAction, Fits]] = []
        line = QHBoxLayout(self)
        line.setContentsMargins(_PAD, 0, _PAD, 1)
        line.setSpacing(4)
        for action, fits in acts:
            button = ActButton(source, action.text(), kind="quiet", icon=str(action.property(ICON)), small=True, parent=self)
            button.set_compact(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked=False, action=action: self._do(self._key, action))
            self._buttons.append((button, action, fits))
            line.addWidget(button)
        self.hide()
        view.viewport().setMouseTracking(True)
        view.viewport().installEventFilter(self)
        view.verticalScrollBar().valueChanged.connect(self.hide)
        view.horizontalScrollBar().valueChanged.connect(self.hide)
        rows.modelReset.connect(self.hide)

    def _fitting(self, number: int) -> list[QAction]:
        row = self._rows.value(number)
        return [action for _, action, fits in self._buttons if row is not None and action.isEnabled() and action.isVisible() and fits(row)]

    def _do(self, key: str, action: QAction) -> None:
        self.hide()
        if self._view.choose(key):
            self._view.setFocus(Qt.FocusReason.MouseFocusReason)
            action.trigger()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseMove and not event.buttons():
            self._stand_at(event.position().toPoint())
        elif event.type() in _PUT_AWAY:
            self.hide()
        return False

    def _stand_at(self, spot: QPoint) -> None:
        """Shows what fits the row under the pointer; a finger has no pointer that rests."""
        number = self._view.indexAt(spot).row()
        fitting = self._fitting(number)
        is_editing = self._view.state() is QAbstractItemView.State.EditingState
        self._key = self._rows.key_at(number)
        for button, action, _ in self._buttons:
            button.setVisible(action in fitting)
        if not fitting or is_editing or self._source.look.touch:
            self.hide()
            return
        whole = QRect(0, self._view.rowViewportPosition(number), self._view.viewport().width(), self._view.rowHeight(number) - 1)
        wide = min(self.sizeHint().width(), whole.width())
        self.setGeometry(QRect(0 if self._source.look.rtl else whole.width() - wide, whole.top(), wide, whole.height()))
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of its row, so that what lies beneath is covered."""
        look, painter = self._source.look, QPainter(self)
        is_here = self._key == self._view.current_key()
        name = ground_under(self._view) if not is_here else "accent_soft" if self._view.hasFocus() else "sunk"
        painter.fillRect(self.rect(), look.tokens.color(name))
        painter.setPen(QPen(look.tokens.hair, 0))
        edge = self.rect().right() if look.rtl else 0
        painter.drawLine(edge, 4, edge, self.height() - 5)

    def open_menu(self, event: QContextMenuEvent) -> None:
        """The same as a menu, for the row under the pointer, or the one in focus when it was asked for by key."""
        is_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        number = self._view.currentIndex().row() if is_key else self._view.indexAt(event.pos()).row()
        fitting, key = self._fitting(number), self._rows.key_at(number)
        if not fitting:
            return
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in fitting:
            menu.addAction(action.text()).triggered.connect(lambda _checked=False, action=action: self._do(key, action))
        row = QRect(0, self._view.rowViewportPosition(number), self._view.viewport().width(), self._view.rowHeight(number))
        menu.popup(self._view.viewport().mapToGlobal(row.center()) if is_key else event.globalPos())
