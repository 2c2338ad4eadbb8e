"""Tabs of a page and segments of a view: one row of words, one of them chosen. They tell which; the page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from bwdesk.ui.icons import paint_icon
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.flat import FlatButton

_SIDE, _SLIM = 10, 6
"""px beside the words of a tab, where there is room and in a narrow row."""
_SHORTEST = 44
"""px of words that a tab keeps in the narrowest row."""


class _Room(IntEnum):
    """How much there is: first icons and the room at the sides go, then counts, and at last words are cut."""

    AMPLE = 0
    SLIM = 1
    TIGHT = 2


@dataclass(frozen=True)
class Tab:
    """One tab; `count` stands after the words in grey."""

    key: str
    words: str
    icon: str = ""
    count: str = ""


class _TabButton(FlatButton):
    def __init__(self, source: LookSource, tab: Tab, *, segment: bool, parent: QWidget) -> None:
        super().__init__(source, tab.words, parent)
        self.tab, self._segment = tab, segment
        self._room = _Room.AMPLE
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(f"{tab.words} {tab.count}".strip())

    def set_room(self, room: _Room) -> None:
        """How much room the row has."""
        if self._room != room:
            self._room = room
            self.setToolTip(self.accessibleName() if room is _Room.TIGHT else "")
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return self.size_when(self._room)

    def minimumSizeHint(self) -> QSize:
        whole = self.sizeHint()
        return whole if self._room is not _Room.TIGHT else QSize(min(whole.width(), 2 * _SLIM + _SHORTEST), whole.height())

    def size_when(self, room: _Room) -> QSize:
        """The size with so much room."""
        density = self.source.look.density
        wide = self.source.ink.width(self.tab.words, Role.STRONG) + 2 * (_SLIM if room else _SIDE)
        wide += density.icon + 8 if self.tab.icon and not room else 0
        wide += self.source.ink.width(self.tab.count, Role.BODY) + 7 if self.tab.count and room is not _Room.TIGHT else 0
        return QSize(int(wide) + 1, density.small_button if self._segment else max(40, density.target))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.source.look
        tokens = look.tokens
        chosen = self.isChecked()
        painter = self.painter(5, tokens.sunk if self._segment and chosen else None) if self._segment else QPainter(self)
        tone = tokens.text1 if chosen or self.underMouse() else tokens.text2
        x = float(_SLIM if self._room else _SIDE)
        icon = look.density.icon
        if self.tab.icon and not self._room:
            spot = QRectF(x, self.height() / 2 - icon / 2, icon, icon)
            paint_icon(painter, self.mirrored(spot), self.tab.icon, tone, rtl=look.rtl)
            x += icon + 8
        room = QRectF(x, 0, self.width() - x, self.height())
        role = Role.STRONG if chosen else Role.BODY
        used = self.source.ink.draw(painter, self.mirrored(room), self.tab.words, role, tone)
        if self._room is not _Room.TIGHT:
            rest = QRectF(x + used + 7, 0, self.width() - x - used - 7, self.height())
            self.source.ink.draw(painter, self.mirrored(rest), self.tab.count, Role.BODY, tokens.text3)
        if chosen and not self._segment:
            painter.fillRect(QRectF(0, self.height() - 2, self.width(), 2), tokens.accent)


class Tabs(QWidget):
    """A row of tabs with a line under the chosen one; `segments=True` boxes them (list, board, time). Arrow keys move."""

    chosen = Signal(str)

    def __init__(self, source: LookSource, tabs: Sequence[Tab] = (), parent: QWidget | None = None, *, segments: bool = False) -> None:
        super().__init__(parent)
        self._source, self._segments = source, segments
        self._buttons: list[_TabButton] = []
        self._row = QHBoxLayout(self)
        edge = 2 if segments else 0
        self._row.setContentsMargins(edge, edge, edge, edge)
        self._row.setSpacing(0 if segments else 2)
        if not segments:
            self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed if segments else QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        source.changed.connect(self.update)
        self.set_tabs(tabs)

    def set_tabs(self, tabs: Sequence[Tab]) -> None:
        """Replaces the tabs; the chosen one stays chosen if it is still there."""
        kept = self.current
        had_focus = any(button.hasFocus() for button in self._buttons)
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        for number, tab in enumerate(tabs):
            button = _TabButton(self._source, tab, segment=self._segments, parent=self)
            button.clicked.connect(lambda _checked=False, key=tab.key: self.chosen.emit(key))
            self._buttons.append(button)
            self._row.insertWidget(number, button)
        self._fit()
        if tabs:
            self.choose(kept if kept in [tab.key for tab in tabs] else tabs[0].key)
        if had_focus:
            self._focus_current()

    @property
    def current(self) -> str:
        return next((button.tab.key for button in self._buttons if button.isChecked()), "")

    def choose(self, key: str) -> None:
        """Marks a tab without telling."""
        for button in self._buttons:
            button.setChecked(button.tab.key == key)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if button.tab.key == key else Qt.FocusPolicy.NoFocus)

    def _focus_current(self) -> None:
        for button in self._buttons:
            if button.isChecked():
                button.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ahead, behind = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self._source.look.rtl:
            ahead, behind = behind, ahead
        step = {ahead: 1, behind: -1}.get(Qt.Key(event.key()), 0)
        if not step or not self._buttons:
            super().keyPressEvent(event)
            return
        keys = [button.tab.key for button in self._buttons]
        now = keys.index(self.current) if self.current in keys else 0
        wanted = keys[(now + step) % len(keys)]
        self.choose(wanted)
        self._focus_current()
        self.chosen.emit(wanted)

    def sizeHint(self) -> QSize:
        return QSize(self._wide(_Room.AMPLE), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        if self._segments:
            return self.sizeHint()
        return QSize(self._around() + len(self._buttons) * (2 * _SLIM + _SHORTEST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        fitting = (room for room in _Room if self._wide(room) <= self.width())
        room = _Room.AMPLE if self._segments else next(fitting, _Room.TIGHT)
        for button in self._buttons:
            button.set_room(room)

    def _around(self) -> int:
        edges = self._row.contentsMargins()
        return edges.left() + edges.right() + self._row.spacing() * max(0, len(self._buttons) - (1 if self._segments else 0))

    def _wide(self, room: _Room) -> int:
        return self._around() + sum(button.size_when(room).width() for button in self._buttons)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(self._source.look.tokens.hair, 1))
        if self._segments:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        else:
            painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
