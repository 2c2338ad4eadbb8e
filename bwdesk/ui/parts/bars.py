"""Bars: keys and verbs under a page (buttons within thumb reach on touch), the banner on top of it, the bar that offers undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEasingCurve, QPropertyAnimation, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QFrame, QGraphicsOpacityEffect, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from bwdesk.ui.icons import paint_icon
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.key_caps import key_height, key_width, key_words, paint_key
from bwdesk.ui.parts.lines import IconView
from bwdesk.ui.parts.mark import SOFT, TONE, Kind
from bwdesk.ui.parts.words import Words
from bwdesk.ui.properties import AT_END, HINT, ICON, IN_BAR, IS_MAIN, KEY_TEXT


class _Item(QAbstractButton):
    """One action in the bar. Never takes the focus: the caret stays where work goes on."""

    def __init__(self, source: LookSource, action: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        self._source = source
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        hint = str(action.property(HINT) or action.text())
        self.setText(hint[:1].upper() + hint[1:] if source.look.touch else hint)
        self.setAccessibleName(action.text())
        self.setToolTip(action.toolTip())
        self.setEnabled(action.isEnabled())
        self.clicked.connect(lambda _checked=False: action.trigger())
        self.key = str(action.property(KEY_TEXT) or "") or key_words(action.shortcut())
        self.icon_name = str(action.property(ICON) or "")
        self.is_main = bool(action.property(IS_MAIN))
        self.is_at_end = bool(action.property(AT_END))

    def sizeHint(self) -> QSize:
        source = self._source
        if source.look.touch:
            words = source.ink.width(self.text(), Role.NAME)
            wide = words + 56 if self.is_main else max(100, words + 24)
            return QSize(int(wide), source.look.density.answer)
        wide = source.ink.width(self.text(), Role.BODY) + (key_width(source, self.key) + 8 if self.key else 0)
        return QSize(int(wide) + 1, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._source.look.touch:
            self._paint_touch(painter)
        else:
            self._paint_desk(painter)

    def _paint_desk(self, painter: QPainter) -> None:
        look = self._source.look
        high, wide = key_height(self._source), key_width(self._source, self.key)
        x = self.width() - wide if look.rtl else 0
        if self.key:
            paint_key(painter, QRectF(x, round((self.height() - high) / 2), wide, high), self.key, self._source)
        lead = wide + 8 if self.key else 0
        room = QRectF(0 if look.rtl else lead, 0, self.width() - lead, self.height())
        tone = look.tokens.text3 if not self.isEnabled() else look.tokens.text1 if self.underMouse() else look.tokens.text2
        self._source.ink.draw(painter, room, self.text(), Role.BODY, tone)

    def _paint_touch(self, painter: QPainter) -> None:
        look = self._source.look
        tokens = look.tokens
        ground: QColor = tokens.accent if self.is_main else tokens.sunk if self.isDown() else tokens.raised
        if self.is_main and self.isDown():
            ground = tokens.accent_pressed
        painter.setPen(QPen(tokens.accent if self.is_main else tokens.control, 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        tone = tokens.on_accent if self.is_main else tokens.text1
        if not self.isEnabled():
            tone = tokens.text3
        role = Role.STRONG if self.is_main else Role.NAME
        rect = QRectF(self.rect())
        if not self.icon_name:
            self._source.ink.draw(painter, rect.adjusted(8, 0, -8, 0), self.text(), role, tone, centred=True)
            return
        words = self._source.ink.width(self.text(), role)
        if self.is_main:
            start = (rect.width() - words - 30) / 2
            icon_x = rect.right() - start - 22 if look.rtl else start
            words_x = start if look.rtl else start + 30
            paint_icon(painter, QRectF(icon_x, rect.center().y() - 11, 22, 22), self.icon_name, tone, rtl=look.rtl)
            self._source.ink.draw(painter, QRectF(words_x, 0, words + 1, rect.height()), self.text(), role, tone)
            return
        paint_icon(painter, QRectF(rect.center().x() - 11, 7, 22, 22), self.icon_name, tone, rtl=look.rtl)
        self._source.ink.draw(painter, QRectF(4, 30, rect.width() - 8, rect.height() - 34), self.text(), role, tone, centred=True)


class ActBar(QFrame):
    """Fed with the page's QActions: key and verb pairs on desk, buttons on touch. What does not fit is in the palette all the same."""

    def __init__(self, source: LookSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self._source = source
        self._actions: list[QAction] = []
        self._items: list[_Item] = []
        self._fact = Words(source, "", Role.BODY, "text3", parent=self)
        source.changed.connect(self._rebuild)
        self._rebuild()

    def show_actions(self, actions: Sequence[QAction], fact: str = "") -> None:
        """Shows the actions that ask for the bar, and a last fact at its end."""
        self._actions = [a for a in actions if a.property(IN_BAR) and a.isVisible()]
        self._fact.show_words(fact)
        self._rebuild()

    @property
    def has_something(self) -> bool:
        return bool(self._actions or self._fact.text())

    def _rebuild(self) -> None:
        for item in self._items:
            item.hide()
            item.deleteLater()
        self._items = [_Item(self._source, action, self) for action in self._actions]
        self.setFixedHeight(self._source.look.density.bar)
        for item in self._items:
            item.show()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        look = self._source.look
        touch = look.touch
        inset = 16 if touch else look.density.inset
        gap = 8 if touch else 18
        ends = [i for i in self._items if i.is_at_end or (touch and i.is_main)]
        starts = [i for i in self._items if i not in ends]
        right = self.width() - inset
        for item in reversed(ends):
            right = self._put(item, right - item.sizeHint().width(), right) - gap
        need = sum(i.sizeHint().width() + gap for i in starts)
        width = self._fact.sizeHint().width()
        self._fact.setVisible(bool(self._fact.text()) and not touch and need + width <= right - inset)
        if not self._fact.isHidden():
            self._fact.setGeometry(self._mirrored(right - width, width, 20))
            right -= width + gap
        grow = 0
        if touch and starts:
            need = sum(i.sizeHint().width() for i in starts) + gap * (len(starts) - 1)
            grow = max(0, min(80, (right - inset - need) // len(starts)))
        x = inset
        for item in starts:
            wide = item.sizeHint().width() + grow
            item.setVisible(x + wide <= right + 1)
            self._put(item, x, x + wide)
            x += wide + gap

    def _put(self, item: _Item, left: int, right: int) -> int:
        item.setGeometry(self._mirrored(left, right - left, item.sizeHint().height()))
        return left

    def _mirrored(self, left: int, width: int, height: int) -> QRect:
        x = self.width() - left - width if self._source.look.rtl else left
        return QRect(x, (self.height() + 1 - height) // 2, width, height)


class Banner(QFrame):
    """One per screen: bold first words say what, the rest what is safe and what to do, a button at the end. Never a dialog."""

    closed = Signal()

    def __init__(
        self,
        source: LookSource,
        what: str,
        rest: str = "",
        kind: Kind = Kind.BAD,
        icon: str = "warning-circle",
        acts: Sequence[tuple[str, Callable[[], object]]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._source, self._kind = source, kind
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(12, 8, 12, 8)
        self._whole.setSpacing(10)
        said = QHBoxLayout()
        said.setSpacing(10)
        said.addWidget(IconView(source, icon, self, tone=TONE[kind], side=18))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Words(source, what, Role.STRONG, TONE[kind], wrap=True, parent=self))
        if rest:
            words.addWidget(Words(source, rest, Role.BODY, "text1", wrap=True, parent=self))
        said.addLayout(words, 1)
        self._ends = QHBoxLayout()
        self._ends.addStretch(0)
        for label, done in acts:
            button = ActButton(source, label, kind="quiet", small=True, parent=self)
            button.clicked.connect(lambda _checked=False, done=done: done())
            self._ends.addWidget(button)
        self._whole.addLayout(said, 1)
        self._whole.addLayout(self._ends)
        self.setAccessibleName(f"{what} {rest}")
        source.changed.connect(self.update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where buttons would leave the words less than half the room they stand under them."""
        super().resizeEvent(event)
        is_narrow = self._ends.sizeHint().width() > self.width() * 0.38
        upright, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._whole.setDirection(upright if is_narrow else across)
        self._ends.setStretch(0, 1 if is_narrow else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._source.look.tokens.color(SOFT[self._kind]))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)


class UndoBar(QFrame):
    """Says what was done and offers to take it back; goes by itself. Lies over the lower edge of its parent, takes no focus."""

    undo_asked = Signal()

    def __init__(self, source: LookSource, undo_word: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._source, self._ground = source, parent
        self._words = Words(source, "", Role.BODY, "text1", parent=self)
        self._button = ActButton(source, undo_word, kind="quiet", key="Ctrl+Z", small=True, parent=self)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self._undo)
        self.setProperty("role", "box")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(12)
        row.addWidget(self._words)
        row.addWidget(self._button)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self.fade)
        self._fader: QPropertyAnimation | None = None
        self.hide()

    def offer(self, done: str, seconds: float = 8.0, *, can_undo: bool = True) -> None:
        """Shows what was done ("Finding 31 removed") for some seconds."""
        self._stop_fading()
        self._words.show_words(done)
        self._button.setVisible(can_undo)
        self.adjustSize()
        self.settle_place()
        self.show()
        self.raise_()
        self._rest.start(int(seconds * 1000))

    def settle_place(self) -> None:
        """Centres the bar at the foot of its parent."""
        parent = self._ground
        wide = min(self.sizeHint().width(), parent.width() - 32)
        self.resize(wide, self.sizeHint().height())
        lift = self._source.look.density.bar + 12
        self.move((parent.width() - wide) // 2, parent.height() - self.height() - lift)

    def fade(self) -> None:
        """Goes within 120 ms, at once where less motion is wanted."""
        self._rest.stop()
        wait = self._source.look.milliseconds(120)
        if not wait or not self.isVisible():
            self.hide()
            return
        effect = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(effect)
        self._fader = QPropertyAnimation(effect, b"opacity", self)
        self._fader.setDuration(wait)
        self._fader.setStartValue(1.0)
        self._fader.setEndValue(0.0)
        self._fader.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._fader.finished.connect(self._gone)
        self._fader.start()

    def _gone(self) -> None:
        self._stop_fading()
        self.hide()

    def _stop_fading(self) -> None:
        if self._fader is not None:
            self._fader.stop()
            self._fader = None
        self.setGraphicsEffect(None)  # type: ignore[arg-type]

    def _undo(self) -> None:
        self.fade()
        self.undo_asked.emit()
