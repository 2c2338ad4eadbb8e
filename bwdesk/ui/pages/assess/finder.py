"""Finding a question by its words, number or code while one types; Enter jumps there."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from bwdesk.ui.bench import Bench
from bwdesk.ui.pages.assess.sheet import Sheet, kind_of
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, RowModel, list_column


@dataclass(frozen=True)
class Found:
    """A question as a row."""

    key: str
    number: str
    title: str
    text: str
    code: str
    kind: Kind
    word: str


class QuestionFinder(QFrame):
    """`jumped(key)`, `done` when the person thought better of it."""

    jumped = Signal(str)
    done = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = bench.texts
        source = bench.look
        self.field = LineField(self)
        self.field.setPlaceholderText(bench.texts("assess.find"))
        self.field.setAccessibleName(bench.texts("assess.find"))
        self._model: RowModel[Found] = RowModel(
            list_column(lambda row: Cell(f"{row.number}  {row.title}", row.text, mark=row.kind, fact=row.word)),
            lambda row: row.key,
            find=lambda row: f"{row.number} {row.code} {row.title} {row.text}",
        )
        self.list = RowView(source, self._model, self, two_lines=True, inset=source.look.density.inset)
        self.list.setAccessibleName(bench.texts("assess.find"))
        self.list.set_empty(bench.texts("assess.find.none"))
        self.list.activated_row.connect(self.jumped)
        self.field.textChanged.connect(self._filter)
        self.field.entered.connect(self._jump)
        self.field.escaped.connect(self.done)
        self.field.installEventFilter(self)
        inset = source.look.density.inset
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        holder = QVBoxLayout()
        holder.setContentsMargins(inset, 0, inset, 0)
        holder.addWidget(self.field)
        column.addLayout(holder)
        column.addWidget(self.list, 1)

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows all questions of an assessment."""
        self._model.set_rows(
            Found(
                key, cell.question.position, cell.question.title + (f" ({cell.repeat})" if cell.repeat else ""), cell.question.text,
                cell.question.code, kind_of(cell), sheet.word_of(cell, self._texts),
            )
            for key, cell in sheet.cells.items()
        )  # fmt: skip
        self.field.setText("")

    def focus_first(self) -> None:
        """The caret goes into the field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _filter(self, text: str) -> None:
        self._model.set_filter(text)
        self.list.choose_first()

    def _jump(self) -> None:
        key = self.list.current_key() or self._model.key_at(0)
        if key:
            self.jumped.emit(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move in the list while the caret stays in the field."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                row = self._model.row_of(self.list.current_key()) + step
                self.list.choose(self._model.key_at(min(max(0, row), self._model.rowCount() - 1)))
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)
