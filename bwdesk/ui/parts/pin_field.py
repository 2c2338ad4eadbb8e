"""Six boxes for a PIN: one QLineEdit, painted. Digits count by the place of their key; the last one tells `complete`."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from bwdesk.ui.gate import PIN_LENGTH
from bwdesk.ui.look import LookSource
from bwdesk.ui.parts.digits import digit_of
from bwdesk.ui.properties import OWN_RING

_BOX: Final = 56
_GAP: Final = 8


class PinField(QLineEdit):
    """`complete(pin)` at the sixth digit. What is typed never shows and cannot be copied."""

    complete = Signal(str)

    def __init__(self, source: LookSource, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(PIN_LENGTH)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
        self.setAccessibleName(name)
        self.setProperty(OWN_RING, True)
        self.setProperty("role", "plain")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._changed)
        source.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(PIN_LENGTH * (_BOX + _GAP) - _GAP, _BOX)

    def minimumSizeHint(self) -> QSize:
        return QSize(PIN_LENGTH * (40 + _GAP) - _GAP, _BOX)

    def _changed(self, text: str) -> None:
        self.update()
        if len(text) == PIN_LENGTH and text.isdecimal():
            QTimer.singleShot(0, self, lambda: self._tell(text))

    def _tell(self, text: str) -> None:
        if self.text() == text and not self.isReadOnly():
            self.complete.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from PySide6.QtGui import QKeySequence  # its names are made at the first key, not before the field is there

        digit = digit_of(event)
        if digit is not None:
            if not self.isReadOnly() and len(self.text()) < PIN_LENGTH:
                self.setText(self.text() + str(digit))
            event.accept()
        elif event.key() == Qt.Key.Key_Backspace:
            if not self.isReadOnly():
                self.setText(self.text()[:-1])
            event.accept()
        elif event.matches(QKeySequence.StandardKey.Paste) or (event.text().isprintable() and event.text()):
            event.ignore() if event.modifiers() else event.accept()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._source.look
        tokens = look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = (self.width() - _GAP * (PIN_LENGTH - 1)) / PIN_LENGTH
        typed = len(self.text())
        for number in range(PIN_LENGTH):
            # digits run from left to right in every script
            rect = QRectF(number * (box + _GAP), 0, box, self.height())
            is_here = number == typed and self.hasFocus() and not self.isReadOnly()
            inset = 1.0 if is_here else 0.5
            painter.setPen(QPen(tokens.accent, 2) if is_here else QPen(tokens.control, 1))
            painter.setBrush(tokens.raised if is_here else tokens.canvas)
            painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), 8, 8)
            painter.setPen(Qt.PenStyle.NoPen)
            if number < typed:
                painter.setBrush(tokens.text3 if self.isReadOnly() else tokens.text1)
                painter.drawEllipse(rect.center(), 6, 6)
            elif is_here:
                painter.setPen(QPen(tokens.accent, 2))
                middle = rect.center()
                painter.drawLine(QPointF(middle.x(), middle.y() - 12), QPointF(middle.x(), middle.y() + 12))
