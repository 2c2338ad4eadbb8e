"""The plan's workbook: saved for the factory, and read again: what it changed, row by row; Space takes theirs or keeps ours."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.errors import DeskError
from bwdesk.interchange.factories import RowNote
from bwdesk.interchange.plan_book import PROGRESS, SHOWN, PlanBack, Said
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.notices import sentence_of
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import SectionHead, Words
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, Column, RowModel
from bwdesk.usecases.plan_book import BookJudged, BookOut, Change, Part, judge_plan_book, plan_book_out, take_plan_book

KIND = "XLSX (*.xlsx)"


class BookPanel(QFrame):
    """Stands under the plan while a workbook is taken in. Nothing is written before *Take in*."""

    put_away = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench, self._texts = bench, bench.texts
        self._factory = ""
        self._judged: BookJudged | None = None
        self._taken: set[str] = set()
        self._build()
        self.hide()

    def _build(self) -> None:
        look, t = self._bench.look, self._texts
        self.head = SectionHead(look, t("plan_book.title"))
        self.state = Words(look, "", Role.BODY, wrap=True)
        self.take = ActButton(look, t("plan_book.take"), kind="primary")
        self.take.clicked.connect(self._take_in)
        self.away = ActButton(look, t("plan_book.away"), kind="quiet", key="Esc")
        self.away.clicked.connect(self._away)
        self._rows: RowModel[Change] = RowModel(
            (
                Column("row", t("plan_book.row"), lambda c: Cell(str(c.row), tone="text2"), width=56),
                Column(
                    "issue", t("plan_book.issue"), lambda c: Cell(f"{c.label} {c.title}".strip(), t(f"plan_book.{c.part}")), stretch=True
                ),
                Column("theirs", t("plan_book.theirs"), lambda c: self._said(c, c.theirs), stretch=True),
                Column("ours", t("plan_book.ours"), lambda c: self._said(c, c.ours), stretch=True),
                Column("decision", t("plan_book.decision"), self._decision, width=190),
            ),
            lambda c: c.key,
        )
        self.list = RowView(look, self._rows, self, two_lines=True, inset=8)
        self.list.setAccessibleName(t("plan_book.title"))
        self.list.set_empty(t("plan_book.nothing"))
        self.list.ticked.connect(lambda _key: self._decide())
        self.list.activated_row.connect(lambda _key: self._decide())
        self._notes: RowModel[RowNote] = RowModel(
            (
                Column("cell", t("plan_book.cell"), lambda n: Cell(n.column or str(n.row), tone="text2"), width=72),
                Column("reason", t("plan_book.reason"), lambda n: Cell(t(n.key, **n.params), mark=Kind.BAD), stretch=True),
            ),
            lambda n: f"{n.row}/{n.column}/{n.key}",
        )
        self.notes = RowView(look, self._notes, self, inset=8)
        self.notes.setAccessibleName(t("plan_book.reason"))
        self._lay()

    def _lay(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.state, 1)
        top.addWidget(self.away)
        top.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(self._bench.look.look.density.inset, 4, self._bench.look.look.density.inset, 12)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addLayout(top)
        column.addWidget(self.list, 2)
        column.addWidget(self.notes, 1)

    # out

    def save(self, factory_id: str) -> None:
        """Asks where the workbook for the factory goes."""
        name, _ = QFileDialog.getSaveFileName(self, self._texts("plan.act.book"), self._texts("plan_book.name"), KIND)
        if name:
            self.save_to(factory_id, Path(name).with_suffix(".xlsx"))

    def save_to(self, factory_id: str, path: Path) -> None:
        """Writes the workbook, off the GUI thread."""
        self._bench.desk.ask(plan_book_out, factory_id, self._bench.today(), self._texts).then(partial(self._write, path), self)

    def _write(self, path: Path, out: BookOut) -> None:
        from bwdesk.interchange.plan_book import write_plan_book  # only who asks

        t, desk = self._texts, self._bench.desk
        headings, words = [t(f"plan_book.col.{key}") for key in SHOWN], [t(f"progress.{code}") for code in PROGRESS]
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        desk.errand(desk.lanes.paper, partial(write_plan_book, path, headings, out.rows, words, out.name, is_rtl))

    # back

    def ask_file(self, factory_id: str) -> None:
        """Asks for a workbook that came back."""
        name, _ = QFileDialog.getOpenFileName(self, self._texts("plan.act.book_back"), "", "XLSX, XLS (*.xlsx *.xlsm *.xls)")
        if name:
            self.read(factory_id, Path(name))

    def read(self, factory_id: str, path: Path) -> None:
        """Reads a workbook in the intake process; nothing is written yet."""
        self._factory, self._judged, self._taken = factory_id, None, set()
        self._rows.set_rows(())
        self._notes.set_rows(())
        self.notes.hide()
        self.head.count.show_words(path.name)
        self.state.show_words(self._texts("plan_book.reading"))
        self.take.setEnabled(False)
        self.show()
        self._bench.intake.run("plan_book", path).then(self._read, self).otherwise(self._failed, self)

    def _read(self, back: PlanBack) -> None:
        self._bench.desk.ask(judge_plan_book, self._factory, back).then(self._show, self).otherwise(self._failed, self)

    def _show(self, judged: BookJudged) -> None:
        self._judged = judged
        self._taken = {c.key for c in judged.changes if not c.is_both}
        self._rows.set_rows(judged.changes)
        self._notes.set_rows(judged.refusals)
        self.notes.setVisible(bool(judged.refusals))
        made = judged.made_on.isoformat() if judged.made_on is not None else "?"
        both = sum(c.is_both for c in judged.changes)
        counts = {"made": made, "changes": len(judged.changes), "both": both, "same": judged.same, "refused": len(judged.refusals)}
        self.state.show_words(self._texts("plan_book.count", moved=judged.moved, **counts))
        self._count()
        self.list.choose_first()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _said(self, change: Change, said: Said) -> Cell:
        t = self._texts
        due = said.due_on.isoformat() if said.due_on is not None else ""
        on = said.progress_on.isoformat() if said.progress_on is not None else ""
        progress = t(f"progress.{said.progress}") if said.progress else ""
        if change.part is Part.OWNER:
            return Cell(said.owner)
        if change.part is Part.DUE_ON:
            return Cell(due)
        first = [progress, on] if change.part is Part.SAYS else [said.owner, due, progress]
        return Cell(t.commas(first), said.progress_note)

    def _decision(self, change: Change) -> Cell:
        is_taken = change.key in self._taken
        words = ("take_new" if change.part is Part.NEW else "take_theirs") if is_taken else ("leave" if change.part is Part.NEW else "keep")
        both = self._texts("plan_book.both") if change.is_both else ""
        return Cell(self._texts(f"plan_book.{words}"), both, mark=Kind.DIFFER if change.is_both else Kind.GAP)

    def _decide(self) -> None:
        if key := self.list.current_key():
            self._taken ^= {key}
            self._rows.set_rows(self._rows.shown_values())
            self._count()

    def _count(self) -> None:
        self.take.setText(self._texts.count("plan_book.take_rows", len(self._taken)))
        self.take.setEnabled(bool(self._taken))

    def _take_in(self) -> None:
        judged = self._judged
        if judged is not None and self._taken:
            kept = [c for c in judged.changes if c.key in self._taken]
            self.take.setEnabled(False)
            done = self._bench.desk.do(take_plan_book, judged.cycle, kept, self._bench.today())
            done.then(lambda _count: self._away(), self).otherwise(self._failed, self)

    def _failed(self, error: DeskError) -> None:
        self.state.show_words(" ".join(sentence_of(error, self._texts)))

    def _away(self) -> None:
        self._bench.intake.cancel()
        self._judged = None
        self.hide()
        self.put_away.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._away()
        else:
            super().keyPressEvent(event)
