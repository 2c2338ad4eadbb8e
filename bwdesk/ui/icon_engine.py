"""Icons, marks and the sign as QIcon, for menus and the task bar. Apart from `icons`: the unlock screen needs no QIcon."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap

from bwdesk.ui.icons import has_icon, paint_icon
from bwdesk.ui.logo import paint_logo
from bwdesk.ui.look import Look
from bwdesk.ui.parts.mark import Kind, Mark
from bwdesk.ui.tokens import LIGHT


class _Engine(QIconEngine):
    """One icon in up to three colours: idle, active or checked, off."""

    def __init__(self, name: str, idle: QColor, active: QColor, off: QColor, rtl: bool) -> None:
        super().__init__()
        self._name, self._idle, self._active, self._off, self._rtl = name, idle, active, off, rtl

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        color = self._idle
        if mode is QIcon.Mode.Disabled:
            color = self._off
        elif state is QIcon.State.On or mode is QIcon.Mode.Selected:
            color = self._active
        paint_icon(painter, QRectF(rect), self._name, color, rtl=self._rtl)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._idle, self._active, self._off, self._rtl)


class Icons:
    """Icons of one look, cached by name and colour. Made anew with each look, so nothing has to be cleared."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._made: dict[tuple[str, str], QIcon] = {}

    def icon(self, name: str, tone: str = "text2", active: str = "accent") -> QIcon:
        """`name` as in look.md (`ph.factory` or `factory`), `tone` and `active` are token names."""
        found = self._made.get((name, tone + active))
        if found is None:
            tokens = self._look.tokens
            if not has_icon(name):
                raise KeyError(name)
            bare = name.removeprefix("ph.")
            engine = _Engine(bare, tokens.color(tone), tokens.color(active), tokens.color("text3"), self._look.rtl)
            found = self._made[name, tone + active] = QIcon(engine)
        return found


class _MarkEngine(QIconEngine):
    def __init__(self, kind: Kind, look: Look) -> None:
        super().__init__()
        self._kind, self._look = kind, look

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        tint = self._look.tokens.text3 if mode is QIcon.Mode.Disabled else None
        Mark(self._kind).paint(painter, QRectF(rect), self._look.tokens, color=tint, rtl=self._look.rtl)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return _MarkEngine(self._kind, self._look)


def mark_icon(kind: Kind, look: Look) -> QIcon:
    """The mark as an icon for buttons and menus."""
    return QIcon(_MarkEngine(kind, look))


def app_icon() -> QIcon:
    """The sign for the task bar, at the usual sizes."""
    icon = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_logo(painter, QRectF(0, 0, side, side), LIGHT)
        painter.end()
        icon.addPixmap(pixmap)
    return icon
