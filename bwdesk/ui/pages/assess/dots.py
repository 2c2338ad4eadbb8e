"""Dots on "which first?": one counter a side, by key or press."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from bwdesk.domain.diagnosis import Voice
from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import Key, Words

_SHOWN = 5
_STEP = 12


class DotRow(QWidget):
    """So many dots; more than fit are told by the number after them."""

    def __init__(self, source: LookSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._count = source, 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        source.changed.connect(self.updateGeometry)

    def show_count(self, count: int) -> None:
        """So many dots."""
        self._count = count
        self.setAccessibleName(str(count))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_SHOWN * _STEP + 22, self._source.look.type.line(Role.BODY))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._source.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.tokens.accent)
        middle = self.height() / 2
        shown = min(self._count, _SHOWN)
        for number in range(shown):
            x = number * _STEP
            painter.drawEllipse(QRectF(self.width() - x - 10 if look.rtl else x, middle - 5, 10, 10))
        left = shown * _STEP + 4
        box = QRectF(0 if look.rtl else left, 0, self.width() - left, self.height())
        self._source.ink.draw(painter, box, str(self._count), Role.NAME, look.tokens.text2)


class Dots(QWidget):
    """`given(by)`: one dot more or less of this side."""

    given = Signal(int)

    def __init__(self, source: LookSource, texts: Texts, voice: Voice, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = texts(f"sitting.voice.{voice}")
        self.dots = DotRow(source, self)
        self.less = ActButton(source, "", icon="minus", small=True, parent=self)
        self.more = ActButton(source, "", icon="plus", small=True, parent=self)
        for button, by, spoken in ((self.less, -1, "sitting.dot.less"), (self.more, 1, "sitting.dot.more")):
            button.setAccessibleName(texts(spoken, side=name))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, by=by: self.given.emit(by))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Words(source, name, Role.BODY, "text2", firm=True, parent=self))
        row.addWidget(Key(source, key, self))
        row.addWidget(self.less)
        row.addWidget(self.more)
        row.addWidget(self.dots)

    def show_count(self, count: int) -> None:
        """How many dots this side gave."""
        self.dots.show_count(count)
        self.less.setEnabled(count > 0)
