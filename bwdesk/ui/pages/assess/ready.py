"""Is it ready? What stands between an assessment and its review, each with a jump; handing over, taking back, giving to the factory."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from bwdesk.domain.assessing import Gap, Missing
from bwdesk.domain.assessment import Stage
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.pages.assess.flow import Flow
from bwdesk.ui.pages.assess.sheet import Sheet, field_of, gap_words
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, Group, RowModel, list_column
from bwdesk.usecases.assessment_page import Cell as AnswerCell
from bwdesk.usecases.release import mark_ready, release_results, take_back


@dataclass(frozen=True)
class GapRow:
    """A gap as a row of the list; `order` keeps it in the order of the stops."""

    key: str
    gap: Gap
    number: str
    title: str
    group: str
    order: str
    words: str

    @property
    def id(self) -> str:
        return f"{self.key} {self.gap.why} {self.gap.field}"


class ReadyPanel(QFrame):
    """`jumped(key)` to a gap; `done` when it was closed."""

    jumped = Signal(str)
    done = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench, self._texts = bench, bench.texts
        self._sheet: Sheet | None = None
        self._rows: dict[str, GapRow] = {}
        source, texts = bench.look, bench.texts
        self._model: RowModel[GapRow] = RowModel(list_column(self._cell), lambda row: row.id, group=self._group)
        self.list = RowView(source, self._model, self, inset=source.look.density.inset)
        self.list.setAccessibleName(texts("assess.ready"))
        self.list.set_empty(texts("assess.ready.nothing"), texts("assess.ready.nothing.do"))
        self.list.activated_row.connect(self._jump)
        self.title = Words(source, texts("assess.ready"), Role.QUESTION, parent=self)
        self.words = Words(source, "", Role.BODY, "text2", wrap=True, parent=self)
        self.ready = ActButton(source, texts("assess.ready.hand_over"), kind="primary", parent=self)
        self.back = ActButton(source, texts("assess.ready.take_back"), parent=self)
        self.release = ActButton(source, texts("assess.release"), parent=self)
        self.sure = ActButton(source, texts("assess.release.sure"), kind="primary", parent=self)
        self.not_yet = ActButton(source, texts("assess.release.not_yet"), kind="quiet", parent=self)
        self.close_button = ActButton(source, texts("assess.ready.close"), kind="quiet", key="Esc", parent=self)
        self._lay()
        self.ready.clicked.connect(self._hand_over)
        self.back.clicked.connect(self._take_back)
        self.release.clicked.connect(lambda: self._ask(True))
        self.not_yet.clicked.connect(lambda: self._ask(False))
        self.sure.clicked.connect(self._release)
        self.close_button.clicked.connect(self.done)

    def _lay(self) -> None:
        inset = self._bench.look.look.density.inset
        head = QVBoxLayout()
        head.setContentsMargins(inset, 14, inset, 10)
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.words)
        acts = Flow(gap=8)
        for button in (self.ready, self.sure, self.not_yet, self.release, self.back, self.close_button):
            button.hide()
            acts.addWidget(button)
        self.close_button.show()
        head.addLayout(acts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)

    # showing

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows what is missing, and who may do what now."""
        self._sheet = sheet
        rows = [self._row(sheet, key, gap, n) for n, (key, gaps) in enumerate(sheet.gaps_by_key.items()) for gap in gaps]
        self._rows = {row.id: row for row in rows}
        self._model.set_rows(rows)
        stage, texts = sheet.page.assessment.stage, self._texts
        bar = sheet.release_bar()
        self.ready.setVisible(sheet.is_mine and stage in (Stage.PLANNED, Stage.RUNNING))
        self.ready.setEnabled(not rows)
        self.ready.setToolTip(texts("assess.ready.not_yet") if rows else "")
        self.back.setVisible(stage is Stage.READY)
        self.release.setVisible(stage in (Stage.READY, Stage.RELEASED) or not sheet.is_mine)
        self.release.setEnabled(not bar)
        self.release.setToolTip(texts(bar) if bar else "")
        counted = texts.count("assess.ready.open", len(rows)) if rows else texts("assess.ready.all")
        self.words.show_words(texts(bar) if bar and self.release.isVisibleTo(self) else counted)
        self._ask(False)

    def _row(self, sheet: Sheet, key: str, gap: Gap, order: int) -> GapRow:
        cell, texts, tool = sheet.cells.get(key), self._texts, sheet.page.tool
        if not gap.question:
            title = texts(f"assess.about.{field_of(key)}")
            return GapRow(key, gap, "", title, texts("assess.about"), f"{order:04}", gap_words(gap, texts))
        question = tool.question(gap.question)
        title = question.title + (f" ({gap.repeat})" if gap.repeat else "")
        words = texts("assess.later") if _is_later(cell, gap) else gap_words(gap, texts)
        return GapRow(key, gap, question.position, title, tool.cluster(question.cluster).name, f"{order:04}", words)

    def _group(self, row: GapRow) -> Group:
        return Group(row.group, row.group, row.order)

    def _cell(self, row: GapRow) -> Cell:
        kinds = {Missing.UNSETTLED: Kind.DIFFER, Missing.ANSWER: Kind.GAP, Missing.FIELD: Kind.GAP}
        return Cell(f"{row.number}  {row.title}".strip(), mark=kinds.get(row.gap.why, Kind.UNSURE), fact=row.words)

    def focus_first(self) -> None:
        """The list takes the keys."""
        self.list.choose_first()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # acting

    def _jump(self, row_id: str) -> None:
        if row_id in self._rows:
            self.jumped.emit(self._rows[row_id].key)

    def _hand_over(self) -> None:
        if self._sheet is not None:
            self._bench.desk.do(mark_ready, self._sheet.page.assessment)

    def _take_back(self) -> None:
        if self._sheet is not None:
            self._bench.desk.do(take_back, self._sheet.page.assessment)

    def _ask(self, is_asking: bool) -> None:
        """Releasing asks back: it is one of the three acts that cannot be undone."""
        for button in (self.sure, self.not_yet):
            button.setVisible(is_asking)
        if is_asking:
            self.release.hide()
            self.words.show_words(self._texts("assess.release.what"))
            self.sure.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self._sheet is not None and self.release.isHidden():
            self.release.setVisible(self._sheet.page.assessment.stage in (Stage.READY, Stage.RELEASED) or not self._sheet.is_mine)

    def _release(self) -> None:
        self._ask(False)
        if self._sheet is not None:
            self._bench.desk.do(release_results, self._sheet.page.assessment)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)


def _is_later(cell: AnswerCell | None, gap: Gap) -> bool:
    return gap.why is Missing.ANSWER and cell is not None and cell.answer is not None and cell.answer.do_later
