"""The finding: words with caret at once, places beside its head, what was written last time to begin from. Tells, records nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.snippet import slots
from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField, NoteField
from bwdesk.ui.parts.basics import Key, Words, hairline
from bwdesk.ui.parts.flow import Flow
from bwdesk.ui.parts.photos import holds_pictures, pictures_in
from bwdesk.ui.parts.slots import choose_slot

_LEAST_LINES = 2
_MOST_LINES = 9


class GrowingNote(NoteField):
    """A field as high as its words, within bounds; Ctrl+Enter closes it, Escape goes one level up, Tab goes to the next [slot]."""

    closed = Signal()
    escaped = Signal()
    asked_down = Signal()
    entered_focus = Signal()
    pictures_given = Signal(list)

    def __init__(self, source: LookSource, parent: QWidget | None = None, *, role: Role = Role.NOTE, least: int = _LEAST_LINES) -> None:
        super().__init__(parent)
        self._source, self._type, self._least = source, role, least
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        source.changed.connect(self._relook)
        self._relook()

    def _relook(self) -> None:
        self.setFont(self._source.look.type.font(self._type))
        self._set_lines()
        self._fit()

    def show_text(self, text: str, caret: int | None = None) -> bool:
        before = self.plain()
        shown = super().show_text(text, caret)
        if shown and text != before:
            self._set_lines()
        return shown

    def restore_draft(self, text: str, caret: int) -> None:
        super().restore_draft(text, caret)
        self._set_lines()

    def _set_lines(self) -> None:
        """Lines stand as far apart as the look says; new paragraphs inherit it. Nothing of this can be undone by the person."""
        block = QTextBlockFormat()
        line = self._source.look.type.line(self._type)
        block.setLineHeight(line, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        is_quiet = self.blockSignals(True)
        self.document().setUndoRedoEnabled(False)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(block)
        self.document().setUndoRedoEnabled(True)
        self.blockSignals(is_quiet)

    def _fit(self) -> None:
        line = self._source.look.type.line(self._type)
        wanted = self.document().size().height() + 2 * self.frameWidth() + 2
        self.setFixedHeight(int(min(max(wanted, line * self._least + 12), line * _MOST_LINES)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered_focus.emit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return holds_pictures(source) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        pictures = pictures_in(source)
        if pictures:
            self.pictures_given.emit(pictures)
        else:
            super().insertFromMimeData(source)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.settle()
            self.closed.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.settle()
            self.escaped.emit()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and self.to_slot(forward=event.key() == Qt.Key.Key_Tab):
            event.accept()
        elif event.key() == Qt.Key.Key_Down and not event.modifiers() and self.textCursor().atEnd():
            self.asked_down.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return self.to_slot(forward=forward) or super().focusNextPrevChild(forward)

    def to_slot(self, *, forward: bool) -> bool:
        """Selects the slot after the caret (before it), whose words the next letter replaces; False where there is none."""
        return choose_slot(self, forward=forward, text=self.toPlainText())


class Places(QWidget):
    """Where it was found: a button a place that takes it off, and a field for one more. `edited(places)`, `drafted(text, caret)`."""

    edited = Signal(object)
    drafted = Signal(str, int)
    left = Signal()

    def __init__(self, source: LookSource, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._texts = source, texts
        self._places: frozenset[str] = frozenset()
        self._buttons: list[ActButton] = []
        self._is_locked = False
        self.add = ActButton(source, texts("assess.place"), kind="quiet", icon="plus", key="L", small=True, parent=self)
        self.add.clicked.connect(self.ask)
        self.field = LineField(self)
        self.field.setProperty("role", "cell")
        self.field.setFixedWidth(round(180 * max(1.0, source.look.type.factor)))
        self.field.setPlaceholderText(texts("assess.place.name"))
        self.field.setAccessibleName(texts("assess.place.name"))
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self.field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.field.setCompleter(completer)
        self.field.draft_changed.connect(self.drafted)
        self.field.settled.connect(self._typed)
        self.field.entered.connect(self._close)
        self.field.escaped.connect(self._close)
        self.field.hide()
        self._flow = Flow(self, gap=6)
        self._flow.addWidget(self.field)
        self._flow.addWidget(self.add)

    def show_places(self, places: frozenset[str], known: Sequence[str], *, locked: bool) -> None:
        """Shows the places; `known` are those of the whole assessment, offered while one types."""
        if self._known.stringList() != list(known):
            self._known.setStringList(list(known))
        self.add.setVisible(not locked)
        if (places, locked) == (self._places, self._is_locked):
            return
        self._places, self._is_locked = places, locked
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        for widget in (self.field, self.add):
            self._flow.removeWidget(widget)
        for place in sorted(places):
            button = ActButton(self._source, place, icon="map-pin", small=True, parent=self)
            button.setToolTip(self._texts("assess.place.off"))
            button.setEnabled(not locked)
            button.clicked.connect(lambda _checked=False, place=place: self.edited.emit(self._places - {place}))
            self._flow.addWidget(button)
            button.show()
            self._buttons.append(button)
        for widget in (self.field, self.add):
            self._flow.addWidget(widget)
        self.updateGeometry()

    def ask(self) -> None:
        """Opens the field for one more place."""
        if self._is_locked:
            return
        self.field.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def restore(self, text: str, caret: int) -> None:
        """Puts back the place that was being typed."""
        self.field.show()
        self.field.restore_draft(text, caret)

    def _typed(self, text: str) -> None:
        place = " ".join(text.split())
        self.field.show_text("")
        if place and place not in self._places:
            self.edited.emit(self._places | {place})

    def _close(self) -> None:
        self.field.hide()
        self.left.emit()

    def settle(self) -> None:
        """Tells what was typed."""
        self.field.settle()


class FindingBox(QFrame):
    """`written(text)`, `drafted(text, caret)`, `closed` by Ctrl+Enter, `escaped`. Its border is the accent's while it has the caret."""

    written = Signal(str)
    drafted = Signal(str, int)
    closed = Signal()
    escaped = Signal()

    def __init__(self, source: LookSource, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._texts = source, texts
        self._earlier = ""
        self.setProperty("role", "box")
        self.head = Words(source, texts("assess.finding"), Role.STRONG, parent=self)
        self.places = Places(source, texts, self)
        self.note = GrowingNote(source, self)
        self.note.setProperty("role", "plain")
        self.note.setAccessibleName(texts("assess.finding"))
        self.note.setFrameShape(QFrame.Shape.NoFrame)
        self.note.installEventFilter(self)
        self.snippet = QWidget(self)
        self.snippet_line = hairline(self)
        self._snippet_words = Words(source, "", Role.BODY, "text2", parent=self.snippet)
        self._build()
        self.note.settled.connect(self.written)
        self.note.draft_changed.connect(self.drafted)
        self.note.closed.connect(self.closed)
        self.note.escaped.connect(self.escaped)
        self.note.asked_down.connect(self.take_earlier)
        self.note.textChanged.connect(self._show_snippet)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 4, 12, 4)
        head.setSpacing(12)
        head.addWidget(self.head)
        head.addWidget(self.places, 1)
        row = QHBoxLayout(self.snippet)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(10)
        row.addWidget(Key(self._source, "↓", self.snippet))
        row.addWidget(self._snippet_words)
        row.addStretch(1)
        words = QHBoxLayout()
        words.setContentsMargins(8, 4, 8, 4)
        words.addWidget(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(hairline(self))
        column.addLayout(words)
        column.addWidget(self.snippet_line)
        column.addWidget(self.snippet)

    def show_finding(self, title: str, text: str, *, locked: bool) -> None:
        """Shows recorded words under a title (finding, details)."""
        self.head.show_words(title)
        self.note.setAccessibleName(title)
        self.note.setReadOnly(locked)
        self.note.show_text(text)
        self._show_snippet()

    def show_earlier(self, text: str) -> None:
        """What was written here last time; the down arrow takes it over while the field is empty."""
        self._earlier = text
        self._snippet_words.show_words(" ".join(text.split()))
        self._show_snippet()

    def _show_snippet(self) -> None:
        is_offered = bool(self._earlier) and not self.note.plain().strip() and not self.note.isReadOnly()
        self.snippet.setVisible(is_offered)
        self.snippet_line.setVisible(is_offered)

    def take_earlier(self) -> None:
        """Begins from the words of last time, or from one's kept wording: the first slot is chosen."""
        if self._earlier and not self.note.plain().strip():
            self.note.insert_at_caret(self._earlier)
            if slots(self._earlier):
                self.note.moveCursor(QTextCursor.MoveOperation.Start)
                self.note.to_slot(forward=True)

    def focus_note(self) -> None:
        """The caret goes to the end of the words."""
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.note.moveCursor(QTextCursor.MoveOperation.End)

    def settle(self) -> None:
        """Tells what was typed."""
        self.note.settle()
        self.places.settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.note and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.setProperty("focused", event.type() is QEvent.Type.FocusIn)
            self.style().unpolish(self)
            self.style().polish(self)
        return False
