"""Fields without a Save button: they tell what is being typed and what stands. They never write anything themselves.

`draft_changed(text, caret)` comes at the latest one second after the first key that was not told yet, `settled(text)` when the
person leaves the field, presses Enter in a one-line field, or rests for 30 s. Both wait for a running composition of an input
method: no word is cut in two.
"""

from __future__ import annotations

from typing import Final, Protocol

from PySide6.QtCore import QMimeData, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget

DRAFT_MS: Final = 400
REST_MS: Final = 30_000


class _Field(Protocol):
    """What the clockwork needs to know of the widget it watches."""

    def plain(self) -> str: ...
    def caret(self) -> int: ...


class Autosave(QObject):
    """The clockwork of one field: when to tell a draft, when to tell what stands."""

    draft = Signal(str, int)
    stands = Signal(str)

    def __init__(self, field: _Field, parent: QObject) -> None:
        super().__init__(parent)
        self._field = field
        self._told = ""
        self._base = ""
        self.is_composing = False
        self._draft_timer = self._timer(DRAFT_MS, self.tell_draft)
        self._rest_timer = self._timer(REST_MS, self.settle)

    def _timer(self, wait: int, done: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait)
        timer.timeout.connect(done)
        return timer

    @property
    def is_dirty(self) -> bool:
        """Something was typed that has not been settled."""
        return self._field.plain() != self._base

    def start_from(self, text: str) -> None:
        """`text` is what is recorded."""
        self._base = self._told = text
        self._draft_timer.stop()
        self._rest_timer.stop()

    def touched(self) -> None:
        """The person typed. The draft clock is started once, not pushed on by each key: that keeps the one-second promise."""
        if not self._draft_timer.isActive():
            self._draft_timer.start()
        self._rest_timer.start()

    def composing(self, event: QInputMethodEvent) -> None:
        self.is_composing = bool(event.preeditString())

    def tell_draft(self) -> None:
        self._draft_timer.stop()
        text = self._field.plain()
        if text != self._told:
            self._told = text
            self.draft.emit(text, self._field.caret())

    def settle(self) -> None:
        if self.is_composing:
            self._rest_timer.start()
            return
        self.tell_draft()
        self._rest_timer.stop()
        text = self._field.plain()
        if text != self._base:
            self._base = text
            self.stands.emit(text)


class NoteField(QTextEdit):
    """Several lines of plain text. Enter is a new line; leaving the field settles it."""

    draft_changed = Signal(str, int)
    settled = Signal(str)
    left_behind = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "field")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.autosave = Autosave(self, self)
        self.autosave.draft.connect(self.draft_changed)
        self.autosave.stands.connect(self.settled)
        self.textChanged.connect(self._typed)
        self._is_showing = False

    def plain(self) -> str:
        return self.toPlainText()

    def caret(self) -> int:
        return self.textCursor().position()

    def show_text(self, text: str, caret: int | None = None) -> bool:
        """Shows what is recorded. While something unsettled stands in the field it is kept, and False comes back."""
        if self.autosave.is_dirty:
            return False
        if text != self.plain():
            self._is_showing = True
            self.setPlainText(text)
            self._is_showing = False
        if caret is not None:
            self.set_caret(caret)
        self.autosave.start_from(text)
        return True

    def restore_draft(self, text: str, caret: int) -> None:
        """Puts back what was being typed when the program ended; it counts as unsettled."""
        self.setPlainText(text)
        self.set_caret(caret)

    def set_caret(self, caret: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(min(max(0, caret), len(self.plain())))
        self.setTextCursor(cursor)

    def settle(self) -> None:
        self.autosave.settle()

    def insert_at_caret(self, text: str) -> None:
        cursor = self.textCursor()
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def select_all_text(self) -> None:
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        self.setTextCursor(cursor)

    def _typed(self) -> None:
        if not self._is_showing:
            self.autosave.touched()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.insertPlainText(source.text())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.autosave.composing(event)
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason):
            self.autosave.is_composing = False
            self.settle()
            self.left_behind.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        self.settle()
        super().hideEvent(event)


class LineField(QLineEdit):
    """One line. Enter settles and says `entered`, Escape settles and says `escaped`: one level up, and nothing is lost."""

    draft_changed = Signal(str, int)
    settled = Signal(str)
    entered = Signal()
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.autosave = Autosave(self, self)
        self.autosave.draft.connect(self.draft_changed)
        self.autosave.stands.connect(self.settled)
        self.textEdited.connect(lambda _text: self.autosave.touched())

    def plain(self) -> str:
        return self.text()

    def caret(self) -> int:
        return self.cursorPosition()

    def show_text(self, text: str) -> bool:
        """Shows what is recorded. While something unsettled stands in the field it is kept, and False comes back."""
        if self.autosave.is_dirty:
            return False
        if text != self.text():
            self.setText(text)
        self.autosave.start_from(text)
        return True

    def restore_draft(self, text: str, caret: int) -> None:
        """Puts back what was being typed when the program ended; it counts as unsettled."""
        self.setText(text)
        self.setCursorPosition(min(caret, len(text)))
        self.autosave.touched()

    def settle(self) -> None:
        self.autosave.settle()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.autosave.composing(event)
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.settle()
            self.entered.emit()
            event.accept()
            return
        if event.key() == Qt.Key.Key_Escape:
            self.settle()
            self.escaped.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason):
            self.autosave.is_composing = False
            self.settle()

    def hideEvent(self, event: QHideEvent) -> None:
        self.settle()
        super().hideEvent(event)
