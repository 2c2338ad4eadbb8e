"""The one focus ring of a window: an overlay that follows the focus, 2 px outside the widget. Fields and lists show focus themselves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QLineEdit, QTextEdit, QWidget

from bwdesk.ui.look import LookSource
from bwdesk.ui.properties import OWN_RING as OWN_RING

_REACH = 4  # 2 px of space and 2 px of ring


class FocusRing(QWidget):
    """Made once per window, after its content. Shown when the focus came by key, hidden after a pointer press."""

    def __init__(self, source: LookSource, window: QWidget) -> None:
        super().__init__(window)
        self._source = source
        self._window = window
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_changed)
            self._focus_changed(None, app.focusWidget())
        source.changed.connect(self.update)

    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        by_pointer = QGuiApplication.mouseButtons() is not Qt.MouseButton.NoButton
        wanted = now if now is not None and not by_pointer and self._rings(now) else None
        self._follow(wanted)

    def _rings(self, widget: QWidget) -> bool:
        shows_itself = isinstance(widget, QLineEdit | QTextEdit | QAbstractItemView | QComboBox) or widget.property(OWN_RING)
        return widget.window() is self._window and not shows_itself

    def _follow(self, target: QWidget | None) -> None:
        for widget in self._watched:
            widget.removeEventFilter(self)
        self._watched = []
        self._target = target
        walk = target
        while walk is not None and walk is not self._window:
            walk.installEventFilter(self)
            self._watched.append(walk)
            walk = walk.parentWidget()
        self._settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide):
            self._settle()
        elif kind is QEvent.Type.MouseButtonPress and watched is self._target:
            self.hide()
        elif kind is QEvent.Type.KeyPress and watched is self._target:
            self._settle()
        return False

    def _settle(self) -> None:
        target = self._target
        if target is None or not target.isVisible():
            self.hide()
            return
        place = QRect(target.mapTo(self._window, QPoint(0, 0)), target.size())
        visible = place
        walk = target.parentWidget()
        while walk is not None and walk is not self._window:
            visible = visible.intersected(QRect(walk.mapTo(self._window, QPoint(0, 0)), walk.size()))
            walk = walk.parentWidget()
        if visible.width() < place.width() // 2 or visible.height() < place.height() // 2:
            self.hide()
            return
        self.setGeometry(place.adjusted(-_REACH, -_REACH, _REACH, _REACH))
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._source.look.tokens.accent, 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
