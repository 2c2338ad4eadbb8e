"""The notebook: one page of time-stamped lines that is typed like a text. A block of the document is a line of the record.

The editor records nothing. It tells `drafted` within a second of typing, `settled` when the caret leaves a line, at focus-out and
after 30 s of rest, `removed` when a line was deleted. Undo works on what is being typed in the line; beyond it `undo_wanted` is told.
A mark counts as the first character of an empty line followed by a space; Backspace at once gives the plain character back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QTextBlock, QTextBlockFormat,
    QTextCursor,
)  # fmt: skip
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from bwdesk.domain.visit import MARK_SIGNS, Mark
from bwdesk.ui.look import Look, LookSource, Role
from bwdesk.ui.parts.autosave import DRAFT_MS, REST_MS
from bwdesk.ui.parts.note_lines import LineData, NoteLine, TypedLine, data_of, sign_of
from bwdesk.ui.parts.note_margin import ABOVE, LEAD, LINKS, paint_current, paint_margin

MEASURE: Final = 62
"""Longest line of a note, in characters."""


class Notebook(QTextEdit):
    """Edits the lines of one visit. `new_id` gives ids to lines as they are made."""

    drafted = Signal(str, str, int)  # line id, text, caret
    settled = Signal(list)  # TypedLine, top to bottom
    removed = Signal(list)  # line ids
    line_changed = Signal(str)  # the line the caret is in
    link_opened = Signal(str, str)  # place, thing id
    pictures_given = Signal(str, list)  # line id, files or bytes
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, source: LookSource, new_id: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._new_id = source, new_id
        self._ghosts: Sequence[str] = ()
        self._told = ""
        self._current = ""
        self._just_marked = ""
        self._recorded: list[str] = []
        self._is_showing = self._is_composing = False
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("role", "notebook")
        self._draft_timer, self._rest_timer = self._timer(DRAFT_MS, self.tell_draft), self._timer(REST_MS, self.settle)
        self.document().contentsChange.connect(self._typed)
        self.cursorPositionChanged.connect(self._moved)
        source.changed.connect(self._relook)
        self._relook(source.look)

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
        finally:
            self._is_showing = False
        self._recorded = [line.id for line in lines]
        self.viewport().update()

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
                    _write(block, line.text)
                data.take(line)

    def _refill(self, lines: Sequence[NoteLine]) -> None:
        """Lays the document anew around what is being typed: dirty lines stay, with the caret in its line and column."""
        dirty = {d.line.id: (b.text(), d) for b in self.blocks() if (d := data_of(b)) is not None and d.is_dirty(b.text())}
        where, column = self._current, self.textCursor().positionInBlock()
        after = self._line_above(where)
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
            block.setUserData(_fresh(data))
            block = block.next()
        self._space_blocks()

    def _put_caret(self, line_id: str, column: int) -> None:
        block = self._block_of(line_id) or self.document().lastBlock()
        cursor = self.textCursor()
        cursor.setPosition(block.position() + min(column, block.length() - 1))
        self.setTextCursor(cursor)

    def restore(self, line_id: str, text: str, caret: int) -> None:
        """Puts back what was being typed when the program ended; it counts as unsettled."""
        block = self._block_of(line_id)
        if block is None:
            block = self._append(line_id)
        _write(block, text)
        self._put_caret(line_id, caret)

    def set_ghosts(self, lines: Sequence[str]) -> None:
        """What an empty notebook shows in grey."""
        self._ghosts = lines
        self.viewport().update()

    # --- blocks and their lines ------------------------------------------------------------------------------------------------------

    def blocks(self) -> list[QTextBlock]:
        """All blocks, top to bottom."""
        found, block = [], self.document().begin()
        while block.isValid():
            found.append(block)
            block = block.next()
        return found

    def current_line(self) -> str:
        """The id of the line the caret is in."""
        return self._current

    def _block_of(self, line_id: str) -> QTextBlock | None:
        for block in self.blocks():
            data = data_of(block)
            if data is not None and data.line.id == line_id:
                return block
        return None

    def _line_above(self, line_id: str) -> str:
        above = ""
        for block in self.blocks():
            data = data_of(block)
            if data is None:
                continue
            if data.line.id == line_id:
                return above
            above = data.line.id
        return above

    def _append(self, line_id: str) -> QTextBlock:
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if cursor.block().text() or data_of(cursor.block()) is not None:
            cursor.insertBlock()
        cursor.block().setUserData(LineData(NoteLine(line_id), is_new=True))
        return cursor.block()

    def new_line(self) -> None:
        """Puts the caret into an empty line at the end."""
        self.settle()
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if cursor.block().text():
            cursor.insertBlock()
        self.setTextCursor(cursor)
        self._name_blocks()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_mark(self, mark: Mark) -> None:
        """Makes the current line a finding, an action …; the same mark again makes it a plain line."""
        data = data_of(self.textCursor().block())
        if data is not None:
            data.mark = Mark.NOTE if data.mark == mark else mark
            self._rest_timer.start()
            self.settle() if self.textCursor().block().text().strip() else self.viewport().update()

    # --- typing ----------------------------------------------------------------------------------------------------------------------

    def _typed(self, _position: int, _removed: int, _added: int) -> None:
        if self._is_showing:
            return
        if not self._draft_timer.isActive():
            self._draft_timer.start()
        self._rest_timer.start()
        self.viewport().update()

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
        self._space_blocks()

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
        self._name_blocks()
        data = data_of(self.textCursor().block())
        now = data.line.id if data is not None else ""
        if now != self._current:
            self._current, self._just_marked = now, ""
            self.settle()
            self.line_changed.emit(now)
        self.viewport().update()

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
        if cursor.atBlockStart() and cursor.block().text() and not cursor.hasSelection():
            # Qt would leave the line's data with the empty block above; the new line is the one above.
            data = data_of(cursor.block())
            cursor.insertBlock()
            cursor.block().setUserData(_fresh(data) if data is not None else LineData(NoteLine(self._new_id()), is_new=True))
            cursor.block().previous().setUserData(LineData(NoteLine(self._new_id()), is_new=True))
        else:
            cursor.insertBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _marks_line(self, event: QKeyEvent, block: QTextBlock) -> bool:
        data = data_of(block)
        mark = sign_of(block.text())
        if event.text() != " " or mark is None or data is None or data.mark is not Mark.NOTE or self._is_composing:
            return False
        self._just_marked = block.text()
        _write(block, "")
        data.mark = mark
        self.viewport().update()
        return True

    def _unmarks_line(self, event: QKeyEvent, block: QTextBlock) -> bool:
        data = data_of(block)
        if event.key() != Qt.Key.Key_Backspace or block.text() or data is None or data.mark is Mark.NOTE:
            return False
        data.mark = Mark.NOTE
        if self._just_marked:
            self.textCursor().insertText(self._just_marked + " ")
        self._just_marked = ""
        self.viewport().update()
        return True

    def _wants_undo(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable():
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
        return bool(pictures_in(source)) or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        pictures = pictures_in(source)
        if pictures:
            self._name_blocks()
            self.settle()
            self.pictures_given.emit(self._current, pictures)
        elif source.hasText():
            self.insertPlainText(source.text().rstrip("\n"))

    # --- how it looks ----------------------------------------------------------------------------------------------------------------

    def _relook(self, look: Look) -> None:
        self.setFont(look.type.font(Role.NOTE))
        self.document().setDefaultFont(look.type.font(Role.NOTE))
        self.document().setDocumentMargin(0)
        self._space_blocks()
        self._fit()

    def _fit(self) -> None:
        look = self._source.look
        measure = round(look.type.metrics(Role.NOTE).averageCharWidth() * MEASURE)
        spare = max(0, self.width() - LEAD - LINKS - measure - self.verticalScrollBar().sizeHint().width())
        before, after = (LINKS + spare, LEAD) if look.rtl else (LEAD, LINKS + spare)
        self.setViewportMargins(before, 0, after, 0)

    def _space_blocks(self) -> None:
        height = self._source.look.type.line(Role.NOTE)
        was, self._is_showing = self._is_showing, True
        for block in self.blocks():
            wanted = ABOVE * 2 if _is_heading(block) else ABOVE
            form = block.blockFormat()
            if form.lineHeight() == height and form.topMargin() == wanted:
                continue
            form.setLineHeight(height, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
            form.setTopMargin(wanted)
            QTextCursor(block).setBlockFormat(form)
        self._is_showing = was

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def block_rect(self, block: QTextBlock) -> QRectF:
        """Where a block's lines stand, in the editor's coordinates (margins included, space above left out)."""
        rect = self.document().documentLayout().blockBoundingRect(block)
        top = rect.top() + block.blockFormat().topMargin() - self.verticalScrollBar().value() + self.viewport().y()
        lines = max(1, block.layout().lineCount())
        return QRectF(0, top, self.width(), lines * self._source.look.type.line(Role.NOTE))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if self.document().isEmpty() and self._ghosts and not self._has_mark():
            self._paint_ghosts(painter)
        painter.end()
        super().paintEvent(event)

    def _has_mark(self) -> bool:
        data = data_of(self.document().begin())
        return data is not None and data.mark is not Mark.NOTE

    def _paint_ghosts(self, painter: QPainter) -> None:
        look, top = self._source.look, float(ABOVE)
        for ghost in self._ghosts:
            rect = QRectF(0, top, self.viewport().width(), look.type.line(Role.NOTE))
            self._source.ink.draw(painter, rect, ghost, Role.NOTE, look.tokens.text3)
            top += look.type.line(Role.NOTE) + ABOVE

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.Paint:
            painter = QPainter(self)
            current = self.textCursor().block()
            for block in self.blocks():
                rect, data = self.block_rect(block), data_of(block)
                if rect.bottom() >= 0 and rect.top() <= self.height() and data is not None:
                    paint_margin(painter, rect, data, self._source, is_current=block == current, measure=self._text_area())
            painter.end()
        return handled

    def _text_area(self) -> tuple[int, int]:
        """Left edge and width of the text, in the editor's coordinates."""
        return self.viewport().x(), self.viewport().width()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
