"""The page of the notebook: a document whose blocks are lines, laid out and painted with its margins. It records and tells nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from bwdesk.domain.visit import Mark
from bwdesk.ui.look import Look, LookSource, Role
from bwdesk.ui.parts.note_lines import LineData, NoteLine, data_of, is_heading
from bwdesk.ui.parts.note_margin import ABOVE, LEAD, LINKS, Margin, NoteMargin, paint_current

MEASURE = 62
"""Longest line of a note, in characters."""


class NotePage(QTextEdit):
    """Shows the lines of one visit."""

    link_opened = Signal(str, str)  # place, thing id

    def __init__(self, source: LookSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._ghosts: Sequence[str] = ()
        self._current = ""
        self._is_showing = False
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("role", "notebook")
        self._lead, self._links = NoteMargin(self, source, Margin.LEAD), NoteMargin(self, source, Margin.LINKS)
        self._links.opened.connect(self.link_opened)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.repaint_lines())
        source.changed.connect(self._relook)
        self._headings = _Headings(self.document(), source)
        self._relook(source.look)

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

    def line_above(self, line_id: str) -> str:
        """The line that stands above another; empty for the first."""
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

    def set_ghosts(self, lines: Sequence[str]) -> None:
        """What an empty notebook shows in grey."""
        self._ghosts = lines
        self.repaint_lines()

    # --- how it looks ----------------------------------------------------------------------------------------------------------------

    def _relook(self, look: Look) -> None:
        self.setFont(look.type.font(Role.NOTE))
        self.document().setDefaultFont(look.type.font(Role.NOTE))
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self._headings.rehighlight()
        self._space_blocks()
        self._fit()

    def _fit(self) -> None:
        look = self._source.look
        measure = round(QFontMetricsF(look.type.font(Role.NOTE)).averageCharWidth() * MEASURE)
        spare = max(0, self.width() - LEAD - LINKS - measure - self.verticalScrollBar().sizeHint().width())
        before, after = (LINKS + spare, LEAD) if look.rtl else (LEAD, LINKS + spare)
        self.setViewportMargins(before, 0, after, 0)
        text = self.viewport().geometry()
        left, right = QRect(0, 0, before, self.height()), QRect(text.right() + 1, 0, after, self.height())
        self._lead.setGeometry(right if look.rtl else left)
        self._links.setGeometry(left if look.rtl else right)

    def _space_blocks(self) -> None:
        for block in self.blocks():
            self._space(block)

    def _space(self, block: QTextBlock) -> None:
        height, wanted = self._source.look.type.line(Role.NOTE), ABOVE * 2 if is_heading(block) else ABOVE
        form = block.blockFormat()
        if form.lineHeight() == height and form.topMargin() == wanted:
            return
        was, self._is_showing = self._is_showing, True
        form.setLineHeight(height, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        form.setTopMargin(wanted)
        QTextCursor(block).setBlockFormat(form)
        self._is_showing = was

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def block_rect(self, block: QTextBlock) -> QRectF:
        """Where a block's lines stand, in the editor's coordinates (the space above it left out)."""
        rect = self.document().documentLayout().blockBoundingRect(block)
        top = rect.top() - self.verticalScrollBar().value() + self.viewport().y()
        lines = max(1, block.layout().lineCount())
        return QRectF(0, top, self.width(), lines * self._source.look.type.line(Role.NOTE))

    def rows(self) -> Iterator[tuple[QRectF, LineData, bool]]:
        """Lines in sight: where, what, and whether the caret is in it."""
        current, first = self.textCursor().block(), self.cursorForPosition(QPoint(0, 0)).block()
        block = first.previous() if first.previous().isValid() else first
        while block.isValid():
            rect, data = self.block_rect(block), data_of(block)
            if rect.top() > self.height():
                return
            if data is not None and rect.bottom() >= 0:
                yield rect, data, block == current
            block = block.next()

    def open_link(self) -> None:
        """Opens what the current line is linked to."""
        data = data_of(self.textCursor().block())
        if data is not None and data.line.link.place:
            self.link_opened.emit(data.line.link.place, data.line.link.thing_id)

    def repaint_lines(self) -> None:
        """The page and its margins show something else."""
        for surface in (self.viewport(), self._lead, self._links):
            surface.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.translate(-self.viewport().x(), -self.viewport().y())
        for rect, _, is_current in self.rows():
            if is_current and self.hasFocus():
                paint_current(painter, rect, self._source.look)
        if self.document().isEmpty() and self._ghosts and not self._has_mark():
            self._paint_ghosts(painter)
        painter.end()
        super().paintEvent(event)

    def _has_mark(self) -> bool:
        data = data_of(self.document().begin())
        return data is not None and data.mark is not Mark.NOTE

    def _paint_ghosts(self, painter: QPainter) -> None:
        look, top = self._source.look, float(self.viewport().y() + ABOVE)
        for ghost in self._ghosts:
            rect = QRectF(self.viewport().x(), top, self.viewport().width(), look.type.line(Role.NOTE))
            self._source.ink.draw(painter, rect, ghost, Role.NOTE, look.tokens.text3)
            top += look.type.line(Role.NOTE) + ABOVE


class _Headings(QSyntaxHighlighter):
    """Lines that open a part of the notes stand out; the text itself is untouched."""

    def __init__(self, document: QTextDocument, source: LookSource) -> None:
        super().__init__(document)
        self._source = source

    def highlightBlock(self, text: str) -> None:
        if is_heading(self.currentBlock()):
            form = QTextCharFormat()
            form.setFontWeight(600)
            form.setForeground(self._source.look.tokens.text2)
            self.setFormat(0, len(text), form)
