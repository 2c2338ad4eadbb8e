"""Moving in: last year's plan and findings from a workbook; sheet and columns as recognised or mapped by hand, each row with its question.

Nothing is written before *Take in*. Space confirms a suggested question, then leaves a row out or takes it again; F2 in the column of the
question names another one by its code, and an empty cell says that it is none of the tool's.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.factory import Factory
from bwdesk.errors import DeskError, Refused
from bwdesk.interchange.cell_values import read_day
from bwdesk.interchange.earlier import FIELDS, EarlierRows, earlier_columns
from bwdesk.interchange.factories import RowNote
from bwdesk.interchange.sheet import Book
from bwdesk.shipped import tool_for
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.notices import sentence_of
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.basics import SectionHead, Words
from bwdesk.ui.parts.choice import Choice
from bwdesk.ui.parts.column_boxes import ColumnBoxes
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, Column, RowModel
from bwdesk.usecases.moving_in import MovingJudged, MovingRow, code_of, judge_earlier, take_earlier

KIND: Final = "XLSX, XLS, CSV (*.xlsx *.xlsm *.xls *.csv *.tsv *.txt)"


class MovingPanel(QFrame):
    """Stands under the plan while last year is moved in."""

    begun = Signal()
    put_away = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench, self._texts = bench, bench.texts
        self._factory: Factory | None = None
        self._path = Path()
        self._book: Book | None = None
        self._read: EarlierRows | None = None
        self._judged: MovingJudged | None = None
        self._chosen: dict[int, str] = {}
        self._left: set[str] = set()
        self._build()
        self.hide()

    def _build(self) -> None:
        look, t = self._bench.look, self._texts
        self.head = SectionHead(look, t("moving.title"))
        self.state = Words(look, "", Role.BODY, wrap=True)
        self.sheet = Choice(self._bench.look, self)
        self.sheet.setAccessibleName(t("importing.sheet"))
        self.sheet.activated.connect(self._sheet_chosen)
        self.day_name = Words(look, t("moving.day"), Role.SMALL, "text2")
        self.day = LineField(self)
        self.day.setPlaceholderText("2025-11-14")
        self.day.setAccessibleName(t("moving.day"))
        self.day.setFixedWidth(round(130 * max(1.0, look.look.type.factor)))
        self.day.settled.connect(lambda _text: self._judge())
        self.take = ActButton(look, t("plan_book.take"), kind="primary")
        self.take.clicked.connect(self._take_in)
        self.away = ActButton(look, t("plan_book.away"), kind="quiet", key="Esc")
        self.away.clicked.connect(self._away)
        self.columns = ColumnBoxes(look, t, [(field, t(f"moving.field.{field}")) for field in FIELDS], self)
        self.columns.chosen.connect(self._read_rows)
        self._build_lists()
        self._lay()

    def _build_lists(self) -> None:
        look, t = self._bench.look, self._texts
        self._rows: RowModel[MovingRow] = RowModel(
            (
                Column("row", t("plan_book.row"), lambda r: Cell(str(r.row.row), tone="text2"), width=56),
                Column("said", t("plan_book.theirs"), self._said, stretch=True),
                Column("question", t("moving.question"), self._question, stretch=True, edit=_code),
                Column("becomes", t("moving.becomes"), self._becomes, width=210),
            ),
            lambda r: r.key,
        )
        self._rows.set_editor(self._named)
        self.list = RowView(look, self._rows, self, two_lines=True, inset=8)
        self.list.setAccessibleName(t("moving.title"))
        self.list.set_empty(t("moving.nothing"))
        self.list.ticked.connect(lambda _key: self._decide())
        self._notes: RowModel[RowNote] = RowModel(
            (
                Column("cell", t("plan_book.cell"), lambda n: Cell(n.column or str(n.row), tone="text2"), width=72),
                Column("reason", t("plan_book.reason"), lambda n: Cell(t(n.key, **n.params), mark=Kind.BAD), stretch=True),
            ),
            lambda n: f"{n.row}/{n.column}/{n.key}",
        )
        self.notes = RowView(look, self._notes, self, inset=8)
        self.notes.setAccessibleName(t("plan_book.reason"))
        self.notes.setMinimumHeight(round(66 * max(1.0, look.look.type.factor)))

    def _lay(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.sheet)
        top.addStretch(1)
        top.addWidget(self.day_name)
        top.addWidget(self.day)
        top.addWidget(self.away)
        top.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(self._bench.look.look.density.inset, 4, self._bench.look.look.density.inset, 12)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.state)
        column.addLayout(top)
        column.addWidget(self.columns)
        column.addWidget(self.list, 3)
        column.addWidget(self.notes, 1)

    # reading

    def ask_file(self, factory: Factory) -> None:
        """Asks for the workbook of last year."""
        name, _ = QFileDialog.getOpenFileName(self, self._texts("plan.act.move_in"), "", KIND)
        if name:
            self.read(factory, Path(name))

    def read(self, factory: Factory, path: Path) -> None:
        """Reads a workbook in the intake process; nothing is written yet."""
        self._factory, self._path, self._book, self._read, self._judged = factory, path, None, None, None
        self._chosen, self._left = {}, set()
        self._rows.set_rows(())
        self._notes.set_rows(())
        for part in (self.sheet, self.columns, self.notes):
            part.hide()
        self.head.count.show_words(path.name)
        self.state.show_words(self._texts("plan_book.reading"))
        self.take.setEnabled(False)
        self.show()
        self.begun.emit()
        self._bench.intake.run("earlier_book", path).then(self._show_book, self).otherwise(self._failed, self)

    def _show_book(self, book: Book) -> None:
        self._book = book
        self.sheet.clear()
        for sheet in book.sheets:
            hidden = self._texts("importing.hidden") if sheet.hidden else ""
            self.sheet.addItem(f"{sheet.name} {hidden}".strip())
        self.sheet.setCurrentIndex(book.best)
        self.sheet.setVisible(len(book.sheets) > 1)
        self._sheet_chosen(book.best)

    def _sheet_chosen(self, index: int) -> None:
        if self._book is not None:
            sheet = self._book.sheets[index]
            self._chosen, self._left = {}, set()
            self.columns.show_sheet(sheet, earlier_columns(sheet))
            self.columns.show()
            self._read_rows()

    def _read_rows(self) -> None:
        """Reads the rows by the mapping that stands."""
        if self._book is not None:
            sheet = self._book.sheets[max(0, self.sheet.currentIndex())]
            read = self._bench.intake.run("earlier_rows", sheet, self.columns.mapping())
            read.then(self._show_read, self).otherwise(self._failed, self)

    def _show_read(self, read: EarlierRows) -> None:
        self._read = read
        self._notes.set_rows(read.refusals)
        self.notes.setVisible(bool(read.refusals))
        self._judge()

    def _judge(self) -> None:
        if self._read is not None and self._factory is not None:
            try:
                day = read_day(self.day.text())
            except ValueError:
                self._failed(Refused("plan.not_a_day", field="assessed_on", typed=self.day.text()))
                return
            of = (self._factory.id, self._factory.country, self._read.rows, day, dict(self._chosen))
            self._bench.desk.ask(judge_earlier, *of).then(self._show, self).otherwise(self._failed, self)

    def _show(self, judged: MovingJudged) -> None:
        is_first = self._judged is None
        self._judged = judged
        self._rows.set_rows(judged.rows)
        self._count()
        if is_first:
            self.list.choose_first()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # rows

    def _said(self, row: MovingRow) -> Cell:
        said = row.row
        second = self._texts.commas((said.code, said.question if said.finding else "", said.action))
        return Cell(said.finding or said.question or said.code, second)

    def _question(self, row: MovingRow) -> Cell:
        t, question = self._texts, row.question
        if question is None:
            return Cell(t("moving.none"), t("moving.by_code"), mark=Kind.GAP, tone="text2")
        known = "" if row.is_sure else t("moving.suggested")
        return Cell(f"{question.code} {question.title or question.text}", known, mark=None if row.is_sure else Kind.UNSURE)

    def _becomes(self, row: MovingRow) -> Cell:
        t = self._texts
        if row.is_held:
            return Cell(t("moving.held"), tone="text2")
        if row.question is not None and not row.is_sure:
            return Cell(t("moving.confirm"), tone="text2", mark=Kind.UNSURE)
        if not row.is_new:
            return Cell(t("moving.nothing_of_it"), tone="text2")
        parts = [t(key) for key, is_so in (("moving.finding", row.becomes_finding), ("moving.issue", row.becomes_issue)) if is_so]
        day = row.assessed_on.isoformat() if row.assessed_on is not None else t("moving.no_day")
        is_left = row.key in self._left
        return Cell(
            t("plan_book.leave") if is_left else self._texts.commas(parts), "" if is_left else day, mark=Kind.GAP if is_left else Kind.GOOD
        )

    @property
    def _taken(self) -> list[MovingRow]:
        rows = self._judged.rows if self._judged is not None else ()
        return [r for r in rows if r.is_new and (r.is_sure or r.question is None) and r.key not in self._left]

    def _decide(self) -> None:
        row = self._rows.value(self._rows.row_of(self.list.current_key())) if self.list.current_key() else None
        if row is None:
            return
        if row.question is not None and not row.is_sure:
            self._chosen[row.row.row] = row.question.code
            self._judge()
        elif row.is_new:
            self._left ^= {row.key}
            self._rows.set_rows(self._rows.shown_values())
            self._count()

    def _named(self, row: MovingRow, _column: str, text: str) -> bool:
        """A person named the question of a row; an empty cell says that it is none of the tool's."""
        judged, factory = self._judged, self._factory
        if judged is None or factory is None:
            return False
        code = code_of(tool_for(factory.country, judged.cycle.started_on), text)
        if text.strip() and not code:
            self._bench.desk.tell(Refused("earlier.no_question", field="question", typed=text[:80]))
            return False
        self._chosen[row.row.row] = code
        self._judge()
        return True

    def _count(self) -> None:
        rows = self._judged.rows if self._judged is not None else ()
        taken = self._taken
        wanting = sum(r.question is not None and not r.is_sure for r in rows)
        without = sum(r.question is None for r in rows)
        counts = {"rows": len(rows), "held": sum(r.is_held for r in rows), "confirm": wanting, "none": without}
        days = sum(r.assessed_on is None for r in taken)
        words = [self._texts("moving.count", refused=len(self._notes.shown_values()), **counts)]
        self.state.show_words(" ".join([*words, *([self._texts.count("moving.days", days)] if days else [])]))
        self.take.setText(self._texts.count("moving.take_rows", len(taken)))
        self.take.setEnabled(bool(taken) and not days)

    # taking in

    def _take_in(self) -> None:
        taken = self._taken
        if self._judged is not None and taken:
            self.take.setEnabled(False)
            done = self._bench.desk.do(take_earlier, self._judged.cycle, taken, self._path.name)
            done.then(lambda _count: self._away(), self).otherwise(self._failed, self)

    def _failed(self, error: DeskError) -> None:
        self.state.show_words(" ".join(sentence_of(error, self._texts)))
        self.take.setEnabled(False)

    def _away(self) -> None:
        self._bench.intake.cancel()
        self._book = self._read = self._judged = None
        self.hide()
        self.put_away.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._away()
        else:
            super().keyPressEvent(event)


def _code(row: MovingRow) -> str:
    return row.question.code if row.question is not None else ""
