"""Is it ready? What stands between an assessment and its review, each with a jump; closing by PIN, opening again, handing in."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from bwdesk.domain.assessing import Gap, Missing
from bwdesk.domain.assessment import Assessment, Stage
from bwdesk.domain.closing import content_mark
from bwdesk.domain.report import ReportKind
from bwdesk.domain.report_life import Step
from bwdesk.errors import DeskError
from bwdesk.ui.bench import Bench
from bwdesk.ui.ink import isolate
from bwdesk.ui.look import Role
from bwdesk.ui.pages.assess.reopen import ReopenPanel
from bwdesk.ui.pages.assess.sheet import Sheet, field_of, gap_words
from bwdesk.ui.pages.reports.leaks import refusal_words
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.flow import Flow
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, Group, RowModel, list_column
from bwdesk.ui.pin_prompt import AskPin
from bwdesk.ui.when import clock_words, moment_day
from bwdesk.usecases.assessment_page import Cell as AnswerCell
from bwdesk.usecases.closing import ClosingStep, close_assessment, closing_steps
from bwdesk.usecases.report_life import hand_in, take_step


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
    """`jumped(key)` to a gap; `done` when it was closed; `report_asked` for its report, where its life goes on."""

    jumped = Signal(str)
    done = Signal()
    report_asked = Signal()

    def __init__(self, bench: Bench, ask_pin: AskPin, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench, self._texts, self._ask_pin = bench, bench.texts, ask_pin
        self._sheet: Sheet | None = None
        self._told: tuple[object, ...] = ()
        self._rows: dict[str, GapRow] = {}
        source, texts = bench.look, bench.texts
        self._model: RowModel[GapRow] = RowModel(list_column(self._cell), lambda row: row.id, group=self._group)
        self.list = RowView(source, self._model, self, inset=source.look.density.inset)
        self.list.setAccessibleName(texts("assess.ready"))
        self.list.set_empty(texts("assess.ready.nothing"))
        self.list.activated_row.connect(self._jump)
        self.title = Words(source, texts("assess.ready"), Role.QUESTION, parent=self)
        self.words = Words(source, "", Role.BODY, "text2", wrap=True, parent=self)
        self.history = Words(source, "", Role.SMALL, "text3", wrap=True, parent=self)
        self.message = Words(source, "", Role.SMALL, "bad", wrap=True, parent=self)
        self.shut = ActButton(source, texts("assess.close"), kind="primary", icon="lock-simple", parent=self)
        self.ready = ActButton(source, texts("assess.ready.hand_over"), kind="primary", parent=self)
        self.open_again = ActButton(source, texts("assess.reopen"), parent=self)
        self.back = ActButton(source, texts("assess.ready.take_back"), parent=self)
        self.report = ActButton(source, texts("assess.ready.report"), parent=self)
        self.close_button = ActButton(source, texts("assess.ready.close"), kind="quiet", key="Esc", parent=self)
        self.reopen = ReopenPanel(bench, self)
        self._lay()
        self._join()

    def _lay(self) -> None:
        inset = self._bench.look.look.density.inset
        head = QVBoxLayout()
        head.setContentsMargins(inset, 14, inset, 10)
        head.setSpacing(8)
        acts = Flow(gap=8)
        for button in (self.shut, self.ready, self.open_again, self.back, self.report, self.close_button):
            acts.addWidget(button)
        for widget in (self.title, self.words, self.history):
            head.addWidget(widget)
        head.addLayout(acts)
        head.addWidget(self.message)
        for hidden in (self.history, self.message, self.shut, self.ready, self.open_again, self.back):
            hidden.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.reopen)
        column.addWidget(self.list, 1)

    def _join(self) -> None:
        self.shut.clicked.connect(lambda _checked=False: self.close_it())
        self.ready.clicked.connect(lambda _checked=False: self._hand_in())
        self.open_again.clicked.connect(lambda _checked=False: self.open_it_again())
        self.back.clicked.connect(lambda _checked=False: self._take_back())
        self.report.clicked.connect(lambda _checked=False: self.report_asked.emit())
        self.close_button.clicked.connect(lambda _checked=False: self.done.emit())
        self.reopen.put_away.connect(self._put_away)

    # showing

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows what is missing, how far it is closed, and what this person may do now."""
        if self._sheet is not None and self._sheet.page.assessment.id != sheet.page.assessment.id:
            self.reopen.hide()
            self.history.hide()
            self._told = ()
        self._sheet = sheet
        rows = [self._row(sheet, key, gap, n) for n, (key, gaps) in enumerate(sheet.gaps_by_key.items()) for gap in gaps]
        self._rows = {row.id: row for row in rows}
        self._model.set_rows(rows)
        self.message.hide()
        closed, assessment = sheet.page.closing, sheet.page.assessment
        may = sheet.is_mine and assessment.stage in (Stage.PLANNED, Stage.RUNNING) and self.reopen.isHidden()
        self.shut.setVisible(may and sheet.page.person in closed.waits_for)
        self.shut.setEnabled(not rows and not sheet.page.differing)
        self.shut.setToolTip("" if self.shut.isEnabled() else self._texts("assess.close.not_yet"))
        self.ready.setVisible(may and closed.is_whole and not rows)
        self.open_again.setVisible(may and closed.is_shut)
        self.back.setVisible(sheet.is_mine and assessment.stage is Stage.READY)
        self.words.show_words(self._words(sheet, len(rows)))
        self._ask_history(assessment)

    def _words(self, sheet: Sheet, missing: int) -> str:
        """Where it stands, in one sentence."""
        texts, closed, stage = self._texts, sheet.page.closing, sheet.page.assessment.stage
        if stage in (Stage.READY, Stage.RELEASED):
            return texts(f"assess.ready.stands.{stage}")
        if missing:
            return texts.count("assess.ready.open", missing)
        if sheet.page.differing:
            return texts.count("assess.ready.differ", sheet.page.differing)
        if closed.is_whole:
            return texts("assess.ready.closed")
        if closed.is_shut:
            key = "assess.ready.waits_mine" if sheet.page.person in closed.waits_for else "assess.ready.waits"
            return texts(key, by=self._names(sheet, closed.by), other=self._names(sheet, closed.waits_for))
        if closed.before:
            return texts("assess.ready.changed", by=self._names(sheet, closed.before))
        return texts("assess.ready.whole")

    def _names(self, sheet: Sheet, people: frozenset[str]) -> str:
        return self._texts.commas(sorted(sheet.names.of(one) for one in people))

    def _ask_history(self, assessment: Assessment) -> None:
        """Who closed it and who opened it again is read only when it changed."""
        told = (assessment.id, assessment.closed_by, assessment.reopened_at)
        if told == self._told:
            return
        self._told = told
        if assessment.closed_by or assessment.reopened_at is not None:
            self._bench.desk.ask(closing_steps, assessment.id).then(self._show_history, self)

    def _show_history(self, steps: tuple[ClosingStep, ...]) -> None:
        look, texts = self._bench.look.look, self._texts
        told = [
            texts(f"assess.closing.{one.what}", name=one.name, day=moment_day(look, one.at), time=clock_words(one.at), why=isolate(one.why))
            for one in steps
        ]
        self.history.show_words("\n".join(told))
        self.history.setVisible(bool(told))

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

    def close_it(self) -> None:
        """Asks for this person's PIN, then closes in their name what they saw when it was asked for."""
        sheet = self._sheet
        if sheet is not None and self.shut.isVisible() and self.shut.isEnabled():
            page = sheet.page
            seen = content_mark(page.assessment, page.known.answers.values())
            self._ask_pin(self._texts("assess.close.pin", name=self._bench.me.name), lambda: self._closed(page.assessment, seen))

    def _closed(self, assessment: Assessment, seen: str) -> None:
        self._bench.desk.do(close_assessment, assessment, seen).otherwise(self._say, self)

    def open_it_again(self) -> None:
        """Asks for the reason, where there is something to open."""
        if self._sheet is not None and self.open_again.isVisible():
            self.reopen.open(self._sheet.page.assessment)
            for button in (self.shut, self.ready, self.open_again):  # one thing at a time
                button.hide()

    def _put_away(self) -> None:
        if self._sheet is not None:
            self.show_sheet(self._sheet)
        self.focus_first()

    def _hand_in(self) -> None:
        if self._sheet is not None:
            guard = self._bench.papers.context()
            self._bench.desk.do(hand_in, ReportKind.ASSESSMENT.value, self._sheet.page.assessment.id, guard).otherwise(self._say, self)

    def _take_back(self) -> None:
        if self._sheet is not None:
            done = self._bench.desk.do(take_step, ReportKind.ASSESSMENT.value, self._sheet.page.assessment.id, Step.TAKE_BACK)
            done.otherwise(self._say, self)

    def _say(self, error: DeskError) -> None:
        self.message.show_words(refusal_words(error, self._texts))
        self.message.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)


def _is_later(cell: AnswerCell | None, gap: Gap) -> bool:
    return gap.why is Missing.ANSWER and cell is not None and cell.answer is not None and cell.answer.do_later
