"""All remarks of the review in the pane: what waits first, each a way to its question. Nothing is written here."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bwdesk.domain.report import Remark
from bwdesk.ui.bench import Bench
from bwdesk.ui.ink import isolate
from bwdesk.ui.pages.assess.sheet import FIELDS, Sheet, key_of_field
from bwdesk.ui.parts.basics import SectionHead
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, RowModel, list_column
from bwdesk.usecases.review import Review

MOST = 5
"""Rows in view; the list scrolls for more."""


class RemarkList(QWidget):
    """`jumped(key)` to the place of a remark, by Enter or a press. Hidden where there are none."""

    jumped = Signal(str)

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = bench.texts
        self._review: Review | None = None
        self._sheet: Sheet | None = None
        self.head = SectionHead(bench.look, bench.texts("review.list"), icon="note-pencil", parent=self)
        self._rows: RowModel[Remark] = RowModel(list_column(self._cell), lambda one: one.id)
        self.list = RowView(bench.look, self._rows, self, two_lines=True, inset=8)
        self.list.setAccessibleName(bench.texts("review.list"))
        self.list.activated_row.connect(self._jump)
        self.list.clicked.connect(lambda index: self._jump(self._rows.key_at(index.row())))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.head)
        column.addWidget(self.list)
        bench.look.changed.connect(self._fit)
        self.hide()

    def show_review(self, review: Review | None, sheet: Sheet | None) -> None:
        """Shows the remarks in the order in which they wait, then that of the tool; None: nothing of it is to be seen."""
        self._review, self._sheet = review, sheet
        remarks = review.remarks if review is not None and sheet is not None else ()
        waiting = review.waiting if review is not None else ()
        self._rows.set_rows(sorted(remarks, key=lambda one: one not in waiting))
        self.head.count.show_words(str(len(remarks)) if remarks else "")
        self.setVisible(bool(remarks))
        self._fit()

    def _fit(self, _look: object = None) -> None:
        self.list.setFixedHeight(min(MOST, max(1, self._rows.rowCount())) * self.list.rowHeight(0) + 2)

    def _cell(self, one: Remark) -> Cell:
        t, review = self._texts, self._review
        is_waiting = review is not None and one in review.waiting
        mark = Kind.WAITING if is_waiting else Kind.GOOD if one.is_closed else Kind.GAP
        where = isolate(one.question) if one.question else t("assess.about")
        answer = t("review.answer", text=isolate(one.answer)) if one.answer.strip() else ""
        said = f"{isolate(one.text)} {answer}".strip()
        return Cell(where, said, mark=mark, fact=t("review.closed") if one.is_closed else "", tip=said)

    def _jump(self, remark_id: str) -> None:
        one = next((row for row in self._rows.shown_values() if row.id == remark_id), None)
        key = place_of(self._sheet, one) if one is not None and self._sheet is not None else ""
        if key:
            self.jumped.emit(key)


def place_of(sheet: Sheet, remark: Remark) -> str:
    """The place of a sheet at which a remark stands: its question, else the form about the whole. "" where neither is shown."""
    key = sheet.nearest(remark.question) if remark.question else key_of_field(FIELDS[0])
    return key if key in sheet.places else ""
