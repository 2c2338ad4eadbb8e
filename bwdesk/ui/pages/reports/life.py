"""Where a report stands, in the pane: its thread, the next step and the others, why not, and what is missing with a jump to its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bwdesk.domain.assessing import Gap
from bwdesk.domain.report import ReportState
from bwdesk.domain.report_life import Step, ahead, next_step
from bwdesk.errors import DeskError, Refused
from bwdesk.texts import Texts
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.pages.assess.sheet import gap_words, key_of
from bwdesk.ui.pages.reports.leaks import refusal_words
from bwdesk.ui.pages.reports.life_thread import LifeThread, Stop
from bwdesk.ui.parts.act_button import ActButton, ButtonKind
from bwdesk.ui.parts.basics import SectionHead, Words
from bwdesk.ui.parts.flow import Flow
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, RowModel, list_column
from bwdesk.ui.sentence import sentence_of
from bwdesk.ui.when import day_words, moment_day
from bwdesk.usecases.report_page import ReportPage
from bwdesk.usecases.synthesis_checks import Lack

STOPS: Final = 6
"""So many states of the past are shown."""

GAPS: Final = 4
"""So many gaps are shown before the list scrolls."""

KEY: Final = "Ctrl+Return"
"""Takes the step that leads on."""

UNTOLD: Final = frozenset({"report.no_comments"})
"""Steps that are none for a kind of report are not named at all."""


@dataclass(frozen=True)
class Missing:
    """A gap as a row."""

    gap: Gap
    title: str

    @property
    def key(self) -> str:
        return f"{key_of(self.gap.question, self.gap.repeat)} {self.gap.why} {self.gap.field}"


class LifePart(QWidget):
    """`jumped(key)` to a gap's place, as the assessment's page takes it. Its buttons are the page's commands."""

    jumped = Signal(str)

    def __init__(self, bench: Bench, actions: Mapping[Step, QAction]) -> None:
        super().__init__()
        self._bench, self._actions = bench, actions
        self.page: ReportPage | None = None
        look, t = bench.look, bench.texts
        self.head = SectionHead(look, t("report_life.stands"))
        self.line = LifeThread(look, t("report_life.stands"))
        self.first = QVBoxLayout()
        self._buttons: list[ActButton] = []
        self._is_away = False
        self._others = QWidget(self)
        self._flow = Flow(self._others)
        self.why = Words(look, "", Role.SMALL, "text2", wrap=True, parent=self)
        self.message = Words(look, "", Role.SMALL, "bad", wrap=True, parent=self)
        self.message.hide()
        self.gaps_head = SectionHead(look, t("report_life.gaps"))
        self.lacks = Words(look, "", Role.SMALL, "text1", wrap=True, parent=self)
        self._gaps: RowModel[Missing] = RowModel(list_column(self._gap_cell), lambda row: row.key)
        self.gaps = RowView(look, self._gaps, self, two_lines=True, inset=10)
        self.gaps.setAccessibleName(t("report_life.gaps"))
        self.gaps.activated_row.connect(self._jump)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.line)
        column.addLayout(self.first)
        for widget in (self._others, self.why, self.message, self.gaps_head, self.lacks, self.gaps):
            column.addWidget(widget)

    # showing

    def show_page(self, page: ReportPage) -> None:
        """Shows a report, and what its reader can do with it now."""
        if self.page is None or self.page.report.id != page.report.id:
            self.message.hide()
        self.page = page
        self.line.show_stops(self._stops(page))
        self._show_steps(page)
        self._show_gaps(page)

    def _stops(self, page: ReportPage) -> list[Stop]:
        t, look, report = self._bench.texts, self._bench.look.look, page.report
        past = [(ReportState.DRAFT, ""), *((one.state, t.commas((one.name, moment_day(look, one.at, "d MMM")))) for one in page.thread)]
        stops = [Stop(t(f"report_life.state.{state}"), fact, _mark(state, is_now=False)) for state, fact in past[-STOPS:]]
        fact, words = stops[-1].fact, t(f"report_life.state.{report.state}")
        stops[-1] = Stop(words, fact, _mark(report.state, is_now=True), is_now=True)
        if report.state is ReportState.COMMENTS and report.comments_due_on is not None:
            until = t("report_life.until", day=day_words(look, report.comments_due_on))
            stops[-1] = Stop(words, until, Kind.WAITING, is_now=True)
        return stops + [Stop(t(f"report_life.state.{state}"), "", Kind.GAP, is_ahead=True) for state in ahead(report.kind, report.state)]

    def _show_steps(self, page: ReportPage) -> None:
        had_focus = any(button.hasFocus() for button in self._buttons)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        main = next_step(page.report.kind, page.report.state)
        can = [step for step, why in page.steps.items() if not why]
        for step in sorted(can, key=lambda step: step is not main):
            kind: ButtonKind = "primary" if step is main else "plain"
            key = KEY if step is main else ""
            button = ActButton(self._bench.look, kind=kind, key=key, action=self._actions[step], parent=self)
            self._buttons.append(button)
            if step is main:
                self.first.addWidget(button)
            else:
                self._flow.addWidget(button)
            button.setVisible(not self._is_away)
        self._others.setVisible(any(step is not main for step in can))
        self.why.show_words("\n".join(self._why_not(page)))
        self.why.setVisible(bool(self.why.text()))
        if had_focus and self._buttons:
            self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _why_not(self, page: ReportPage) -> list[str]:
        """Steps that are not this person's, or not yet, each with the reason; one line for steps of one reason."""
        t, look = self._bench.texts, self._bench.look.look
        reasons: dict[str, list[str]] = {}
        for step, why in page.steps.items():
            if why and why not in UNTOLD:
                reasons.setdefault(why, []).append(t(f"report_life.do.{step}"))
        day = day_words(look, page.report.comments_due_on or page.facts.today)
        count = page.facts.gaps or page.facts.open_comments
        told = {why: sentence_of(Refused(why, count=count, day=day), t)[0] for why in reasons}
        return [t("report_life.why_not", steps=t.commas(steps), why=told[why]) for why, steps in reasons.items()]

    def _show_gaps(self, page: ReportPage) -> None:
        is_before = "report.gaps" in page.steps.values()
        rows = [Missing(gap, self._title(page, gap)) for gap in page.gaps] if is_before else []
        told = (
            [lack_words(one, self._bench.texts) for one in page.lacks if is_before or not one.holds]
            if Step.WITHDRAW not in page.steps
            else []
        )
        self._gaps.set_rows(rows)
        self.lacks.show_words("\n".join(told))
        self.lacks.setVisible(bool(told))
        self.gaps_head.count.show_words(str(len(rows) + len(told)))
        self.gaps.setFixedHeight(min(GAPS, len(rows)) * self._bench.look.look.density.row_two + 2)
        missing = is_before and (rows or any(one.holds for one in page.lacks))
        self.gaps_head.title.show_words(self._bench.texts("report_life.gaps" if missing else "report_life.beside"))
        self.gaps_head.setVisible(bool(rows or told))
        self.gaps.setVisible(bool(rows))

    def _title(self, page: ReportPage, gap: Gap) -> str:
        if not gap.question or page.tool is None:
            return self._bench.texts(f"assess.about.{gap.field}")
        question = page.tool.question(gap.question)
        return f"{question.position}  {question.title}" + (f" ({gap.repeat})" if gap.repeat else "")

    def _gap_cell(self, row: Missing) -> Cell:
        return Cell(row.title, gap_words(row.gap, self._bench.texts), mark=Kind.GAP)

    def _jump(self, key: str) -> None:
        row = self._gaps.value(self._gaps.row_of(key))
        if row is not None:
            self.jumped.emit(key_of(row.gap.question, row.gap.repeat))

    def give_way(self, is_away: bool) -> None:
        """The step that leads on gives way to the form that is open: one filled button on the screen."""
        self._is_away = is_away
        for button in self._buttons:
            button.setVisible(not is_away)

    def say_error(self, error: DeskError) -> None:
        """Says under the steps why one was refused."""
        self.message.show_words(refusal_words(error, self._bench.texts))
        self.message.show()


def lack_words(lack: Lack, texts: Texts) -> str:
    """What a report about many factories lacks, or would give away beside another edition."""
    return texts.count(f"report_life.lack.{lack.why}", lack.number, short=lack.short, edition=lack.edition)


def _mark(state: ReportState, *, is_now: bool) -> Kind:
    if state is ReportState.RELEASED:
        return Kind.GOOD
    if state is ReportState.WITHDRAWN:
        return Kind.NA
    if state is ReportState.RETURNED and is_now:
        return Kind.UNSURE
    return Kind.NOW if is_now else Kind.GOOD
