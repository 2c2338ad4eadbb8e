"""Asks for the PIN over the window: leaving turn-around mode, opening the vault, closing an assessment. A child of it, not a dialog."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from bwdesk.texts import Texts
from bwdesk.ui.gate import Gate, Person, Tried
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.notices import sentence_of
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.pin_field import PinField

AskPin = Callable[[str, Callable[[], None]], None]
"""Asks for the PIN over the window, and calls what it was given once it was right; see PinPrompt.ask."""


class PinPrompt(QFrame):
    """`ask(why, then)` calls `then()` once the PIN was right (the passphrase, where the person has no PIN). Escape closes it."""

    closed = Signal()

    def __init__(self, source: LookSource, texts: Texts, gate: Gate, person: Person, window: QWidget) -> None:
        super().__init__(window)
        self._source, self._texts, self._gate, self._person, self._window = source, texts, gate, person, window
        self._then: Callable[[], None] = lambda: None
        self._focus_before: QWidget | None = None
        self.setProperty("role", "box")
        self.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        self._why = Words(source, "", Role.STRONG, wrap=True, parent=self)
        column.addWidget(self._why)
        self.field: QLineEdit
        if person.has_pin:
            pin = PinField(source, texts("unlock.pin"), self)
            pin.complete.connect(self._try)
            self.field = pin
        else:
            self.field = QLineEdit(self)
            self.field.setEchoMode(QLineEdit.EchoMode.Password)
            self.field.setPlaceholderText(texts("unlock.passphrase"))
            self.field.returnPressed.connect(lambda: self._try(self.field.text()))
        column.addWidget(self.field)
        self.message = Words(source, "", Role.SMALL, "text3", wrap=True, parent=self)
        column.addWidget(self.message)
        self.hide()

    def ask(self, why: str, then: Callable[[], None]) -> None:
        """Shows the prompt; asking again while it is shown only changes what comes after."""
        self._then = then
        if self.isHidden():
            self._focus_before = self._window.focusWidget()
        self._why.show_words(why)
        self.message.show_words(self._texts("prompt.escape"), "text3")
        self.field.setReadOnly(False)
        self.field.clear()
        wide = min(432, self._window.width() - 32)
        self.resize(wide, max(self.sizeHint().height(), 168))
        self.move((self._window.width() - wide) // 2, self._window.height() // 4)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def dismiss(self) -> None:
        """Takes the question back: who goes to another page does not want what was asked for any more."""
        if not self.isHidden():
            self._then = lambda: None
            self.hide()
            self.closed.emit()

    def _try(self, secret: str) -> None:
        self.field.setReadOnly(True)
        try_it = self._gate.try_pin if self._person.has_pin else self._gate.try_passphrase
        try_it(self._person.id, secret, self._tried)

    def _tried(self, tried: Tried) -> None:
        if self.isHidden():
            return
        if tried.is_open:
            self._close()
            self._then()
            return
        words = " ".join(sentence_of(tried.error, self._texts)) if tried.error is not None else self._texts("unlock.wrong")
        if tried.tries_left is not None:
            words = self._texts("unlock.pin_wrong") + " " + self._texts.count("unlock.tries_left", tried.tries_left)
        self.message.show_words(words, "bad")
        self.field.clear()
        self.field.setReadOnly(bool(tried.wait_seconds))
        if tried.wait_seconds:
            QTimer.singleShot(tried.wait_seconds * 1000, self, lambda: self.field.setReadOnly(False))

    def _close(self) -> None:
        self.hide()
        if self._focus_before is not None and self._focus_before.isVisible():
            self._focus_before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
            return
        super().keyPressEvent(event)
