"""The notebook: one page of time-stamped lines that is typed like a text. A block of the document is a line of the record.

The editor records nothing. It tells `drafted` within a second of typing, `settled` when the caret leaves a line, at focus-out and
after 30 s of rest, `removed` when a line was deleted. Undo works on what is being typed in the line; beyond it `undo_wanted` is told.
A mark counts as the first character of an empty line followed by a space; Backspace at once gives the plain character back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence, QTextBlock, QTextCursor
from PySide6.QtWidgets import QWidget

from bwdesk.domain.visit import Mark
from bwdesk.ui.look import LookSource
from bwdesk.ui.parts.autosave import DRAFT_MS, REST_MS
from bwdesk.ui.parts.note_lines import LineData, NoteLine, TypedLine, data_of, fresh, sign_of, write_block
from bwdesk.ui.parts.note_page import NotePage
from bwdesk.ui.parts.photos import holds_pictures, pictures_in
from bwdesk.ui.parts.slots import choose_slot


class Notebook(NotePage):
    """Edits the lines of one visit. `new_id` gives ids to lines as they are made."""

    drafted = Signal(str, str, int)  # line id, text, caret
    settled = Signal(list)  # TypedLine, top to bottom
    removed = Signal(list)  # line ids
    line_changed = Signal(str)  # the line the caret is in
    pictures_given = Signal(str, list)  # line id, files or bytes
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, source: LookSource, new_id: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(source, parent)
        self._new_id = new_id
        self._told = ""
        self._just_marked = ""
        self._recorded: list[str] = []
        self._is_composing = False
        self._draft_timer, self._rest_timer = self._timer(DRAFT_MS, self.tell_draft), self._timer(REST_MS, self.settle)
        self.document().contentsChange.connect(self._typed)
        self.cursorPositionChanged.connect(self._moved)

    def _timer(self, wait: int, done: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait)
        timer.timeout.connect(done)
        return timer

    # --- showing what is recorded ----------------------------------------------------------------------------------------------------

    def show_lines(self, lines: Sequence[NoteLine]) -> None:
        """Shows the recorded lines. What is typed and not yet settled keeps its text, the caret its place."""
        shown = [data.line.id for data in map(data_of, self.blocks()) if data is not None and not data.is_new]
        self._is_showing = True
        try:
            if shown == [line.id for line in lines]:
                self._refresh({line.id: line for line in lines})
            else:
                self._refill(lines)
            self._headings.rehighlight()
        finally:
            self._is_showing = False
        self._recorded = [line.id for line in lines]
        self.repaint_lines()

    def _refresh(self, lines: dict[str, NoteLine]) -> None:
        for block in self.blocks():
            data = data_of(block)
            line = lines.get(data.line.id) if data is not None else None
            if data is None or line is None:
                continue
            if data.is_dirty(block.text()):
                data.line = NoteLine(line.id, data.line.text, line.mark, line.clock, line.is_done, line.link)
            else:
                if block.text() != line.text:
                    write_block(block, line.text)
                data.take(line)

    def _refill(self, lines: Sequence[NoteLine]) -> None:
        """Lays the document anew around what is being typed: dirty lines stay, with the caret in its line and column."""
        dirty = {d.line.id: (b.text(), d) for b in self.blocks() if (d := data_of(b)) is not None and d.is_dirty(b.text())}
        where, column = self._current, self.textCursor().positionInBlock()
        after = self.line_above(where)
        known = {line.id for line in lines}
        rows: list[tuple[str, LineData]] = []
        for line in lines:
            text, data = dirty.get(line.id, (line.text, LineData(line, is_new=False)))
            rows.append((text, data))
        for line_id, (text, data) in dirty.items():
            if line_id not in known:
                place = next((i + 1 for i, (_, d) in enumerate(rows) if d.line.id == after), len(rows))
                rows.insert(place, (text, data))
        self._lay(rows)
        self._put_caret(where, column)

    def _lay(self, rows: Sequence[tuple[str, LineData]]) -> None:
        self.setPlainText("\n".join(text for text, _ in rows))
        block = self.document().begin()
        for _, data in rows:
            block.setUserData(fresh(data))
            block = block.next()
        self._space_blocks()

    def _put_caret(self, line_id: str, column: int) -> None:
        block = self._block_of(line_id) or self.document().lastBlock()
        cursor = self.textCursor()
        cursor.setPosition(block.position() + min(column, block.length() - 1))
        self.setTextCursor(cursor)

    def go_to(self, line_id: str) -> None:
        """Puts the caret at the end of a line."""
        if line_id and self._block_of(line_id) is not None:
            self._put_caret(line_id, 10**6)
            self.ensureCursorVisible()

    @property
    def recorded(self) -> frozenset[str]:
        """Lines that are recorded or on their way."""
        return frozenset(self._recorded)

    def mark_here(self) -> Mark:
        """The mark of the line the caret is in."""
        data = data_of(self.textCursor().block())
        return data.mark if data is not None else Mark.NOTE

    def restore(self, line_id: str, text: str, caret: int) -> None:
        """Puts back what was being typed when the program ended; it counts as unsettled."""
        block = self._block_of(line_id)
        if block is None:
            block = self._append(line_id)
        write_block(block, text)
        self._put_caret(line_id, caret)

    def new_line(self) -> None:
        """Puts the caret into an empty line at the end."""
        self.settle()
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if cursor.block().text():
            cursor.insertBlock()
        self.setTextCursor(cursor)
        self._moved()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_mark(self, mark: Mark) -> None:
        """Makes the current line a finding, an action …; the same mark again makes it a plain line."""
        data = data_of(self.textCursor().block())
        if data is not None:
            data.mark = Mark.NOTE if data.mark == mark else mark
            self._rest_timer.start()
            if self.textCursor().block().text().strip():
                self.settle()
            self.repaint_lines()

    def insert_wording(self, words: str) -> None:
        """Puts kept words into the line at the caret; their first slot is chosen, and Tab goes on to the next."""
        cursor = self.textCursor()
        begins = cursor.selectionStart()
        cursor.insertText(" ".join(words.split()))
        ends = cursor.position()
        cursor.setPosition(begins)
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self._to_slot(forward=True):
            cursor.setPosition(ends)
            self.setTextCursor(cursor)

    def _to_slot(self, *, forward: bool) -> bool:
        block = self.textCursor().block()
        return choose_slot(self, forward=forward, text=block.text(), begins=block.position())

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes to the next slot of kept words, out of the notes where there is none."""
        return self._to_slot(forward=forward) or super().focusNextPrevChild(forward)

    # --- typing ----------------------------------------------------------------------------------------------------------------------

    def _typed(self, _position: int, _removed: int, _added: int) -> None:
        if self._is_showing:
            return
        if not self._draft_timer.isActive():
            self._draft_timer.start()
        self._rest_timer.start()
        self.repaint_lines()

    def _name_blocks(self) -> None:
        """Gives new blocks an id; of two blocks that claim one line the upper keeps it."""
        seen: set[str] = set()
        for block in self.blocks():
            data = data_of(block)
            if data is None or data.line.id in seen:
                block.setUserData(LineData(NoteLine(self._new_id()), is_new=True))
                data = data_of(block)
            if data is not None:
                seen.add(data.line.id)
        self._named = self.document().blockCount()
        self._space_blocks()

    _named = 0
    """How many blocks there were when all of them had an id."""

    def tell_draft(self) -> None:
        """Tells what is being typed in the current line."""
        self._draft_timer.stop()
        self._name_blocks()
        block = self.textCursor().block()
        data = data_of(block)
        if data is not None and data.is_dirty(block.text()) and block.text() != self._told:
            self._told = block.text()
            self.drafted.emit(data.line.id, block.text(), self.textCursor().positionInBlock())

    def settle(self) -> None:
        """Tells every line that differs from what is recorded, and those that are gone."""
        if self._is_composing:
            self._rest_timer.start()
            return
        self._draft_timer.stop()
        self._rest_timer.stop()
        self._name_blocks()
        told, above, present = [], "", set()
        for block in self.blocks():
            data, text = data_of(block), block.text()
            if data is None:
                continue
            present.add(data.line.id)
            if data.is_dirty(text):
                told.append(TypedLine(data.line.id, text, data.mark, above, data.is_new))
                data.settle(text)
            if not data.is_new:
                above = data.line.id
        gone = [line_id for line_id in self._recorded if line_id not in present]
        self._recorded = [data.line.id for data in map(data_of, self.blocks()) if data is not None and not data.is_new]
        self._told = ""
        if gone:
            self.removed.emit(gone)
        if told:
            self.settled.emit(told)
            self.document().clearUndoRedoStacks()

    def _moved(self) -> None:
        if self._is_showing:
            return
        here = self.textCursor().block()
        if data_of(here) is None or self.document().blockCount() != self._named:
            self._name_blocks()
        else:
            self._space(here)
        data = data_of(here)
        now = data.line.id if data is not None else ""
        if now != self._current:
            was, self._current, self._just_marked = self._current, now, ""
            if was:
                self.settle()
            self.line_changed.emit(now)
        self.repaint_lines()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        block = self.textCursor().block()
        if self._marks_line(event, block) or self._unmarks_line(event, block) or self._wants_undo(event):
            return
        self._just_marked = ""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._break_line()
        else:
            super().keyPressEvent(event)

    def _break_line(self) -> None:
        cursor = self.textCursor()
        data = data_of(cursor.block())
        at_start = cursor.atBlockStart() and bool(cursor.block().text()) and not cursor.hasSelection()
        self._is_showing = True  # the two blocks are given their lines before anybody looks at them
        cursor.insertBlock()
        if at_start and data is not None:
            upper, lower = LineData(NoteLine(self._new_id()), is_new=True), fresh(data)
            cursor.block().previous().setUserData(upper)
            cursor.block().setUserData(lower)
        self._is_showing = False
        self.setTextCursor(cursor)
        self._moved()
        self._typed(0, 0, 0)
        self.ensureCursorVisible()

    def _marks_line(self, event: QKeyEvent, block: QTextBlock) -> bool:
        data = data_of(block)
        mark = sign_of(block.text())
        if event.text() != " " or mark is None or data is None or data.mark is not Mark.NOTE or self._is_composing:
            return False
        self._just_marked = block.text()
        write_block(block, "")
        data.mark = mark
        self.repaint_lines()
        return True

    def _unmarks_line(self, event: QKeyEvent, block: QTextBlock) -> bool:
        data = data_of(block)
        if event.key() != Qt.Key.Key_Backspace or block.text() or data is None or data.mark is Mark.NOTE:
            return False
        data.mark = Mark.NOTE
        if self._just_marked:
            self.textCursor().insertText(self._just_marked + " ")
        self._just_marked = ""
        self.repaint_lines()
        return True

    def _wants_undo(self, event: QKeyEvent) -> bool:
        """Undo takes back typing while the line differs from its record; beyond that it is the desk's."""
        block = self.textCursor().block()
        data = data_of(block)
        is_typing = data is not None and data.is_dirty(block.text())
        if event.matches(QKeySequence.StandardKey.Undo) and not is_typing:
            self.undo_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Redo) and not self.document().isRedoAvailable():
            self.redo_wanted.emit()
        else:
            return False
        return True

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason):
            self._is_composing = False
            self.settle()

    # --- pictures and text from outside ----------------------------------------------------------------------------------------------

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return holds_pictures(source) or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        pictures = pictures_in(source)
        if pictures:
            self._name_blocks()
            self.settle()
            self.pictures_given.emit(self._current, pictures)
        elif source.hasText():
            self.insertPlainText(source.text().rstrip("\n"))
