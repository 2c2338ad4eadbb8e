"""One case: what was seen, the steps of the protocol with who was told, the contact sheet, and how it ends."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from bwdesk.domain.alert import StepView
from bwdesk.texts import Texts
from bwdesk.ui.look import Look, Role
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField, NoteField
from bwdesk.ui.parts.basics import SectionHead, Words
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, Column, RowModel
from bwdesk.ui.when import clock_words, day_words
from bwdesk.usecases.alerts import DRAFTS, CaseView, close_alert, reopen_alert, take_step, take_step_back, write_what


def moment_words(look: Look, at: datetime) -> str:
    """ "Mon 23 Nov 09:10" on this laptop's clock."""
    return f"{day_words(look, at.astimezone().date(), 'ddd d MMM')} {clock_words(at)}"


def step_cell(step: StepView, look: Look, t: Texts) -> Cell:
    """A step, by when or when it was done, and who was told."""
    name = t(f"alert.step.{step.step}")
    if step.is_done and step.taken is not None and step.taken.done_at is not None:
        return Cell(name, step.taken.told, mark=Kind.GOOD, fact=t("alert.done_at", at=moment_words(look, step.taken.done_at)))
    if step.late:
        return Cell(name, mark=Kind.BAD, fact=t.count("alert.late", step.late), fact_tone="bad")
    return Cell(name, mark=Kind.GAP, fact=t("alert.due_at", at=moment_words(look, step.due_at)) if step.due_at else "")


class CasePanel(QFrame):
    """`acted` after something was written, for the undo bar's words."""

    acted = Signal(str)

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        bench = page.bench
        self._page, self._bench = page, bench
        self._case: CaseView | None = None
        self._restored: set[str] = set()
        look, t = bench.look, bench.texts
        self.head = SectionHead(look, "")
        self.what = NoteField(self)
        self.what.setAccessibleName(t("alert.what"))
        self.what.setPlaceholderText(t("alert.what.hint"))
        self.what.setMinimumHeight(72)
        self.what.setMaximumHeight(140)
        self.what.draft_changed.connect(self._keep_draft)
        self.what.settled.connect(self._write)
        self._steps: RowModel[StepView] = RowModel(
            [Column("step", t("alert.steps"), lambda s: step_cell(s, look.look, t), stretch=True)], lambda s: s.step
        )
        self.steps = RowView(look, self._steps, self, row_height="row_two")
        self.steps.setAccessibleName(t("alert.steps"))
        self.steps.activated_row.connect(lambda _key: self.take())
        self.told = LineField(self)
        self.told.setAccessibleName(t("alert.told"))
        self.told.setPlaceholderText(t("alert.told"))
        self.told.entered.connect(self.take)
        self.outcome = LineField(self)
        self.outcome.setAccessibleName(t("alert.outcome"))
        self.outcome.setPlaceholderText(t("alert.outcome"))
        self.contacts = Words(look, "", Role.SMALL, "text2", wrap=True, parent=self)
        self.message = Words(look, "", Role.SMALL, "bad", wrap=True, parent=self)
        self.message.hide()
        self._buttons()
        self._lay()

    def _buttons(self) -> None:
        look, t = self._bench.look, self._bench.texts
        self.done = ActButton(look, t("alert.take"))
        self.done.clicked.connect(lambda _checked=False: self.take())
        self.close_it = ActButton(look, t("alert.close"))
        self.close_it.clicked.connect(lambda _checked=False: self.close_case())
        self.unfounded = ActButton(look, t("alert.unfounded"), kind="quiet")
        self.unfounded.clicked.connect(lambda _checked=False: self.close_case(unfounded=True))
        self.reopen = ActButton(look, t("alert.reopen"), kind="quiet")
        self.reopen.clicked.connect(lambda _checked=False: self._reopen())

    def _lay(self) -> None:
        inset = self._bench.look.look.density.inset
        column = QVBoxLayout(self)
        column.setContentsMargins(inset, 0, inset, 12)
        column.setSpacing(8)
        told, ends = QHBoxLayout(), QHBoxLayout()
        told.addWidget(self.told, 1)
        told.addWidget(self.done)
        ends.addWidget(self.outcome, 1)
        for button in (self.close_it, self.unfounded, self.reopen):
            ends.addWidget(button)
        column.addWidget(self.head)
        column.addWidget(self.what)
        column.addWidget(self.steps, 1)
        column.addLayout(told)
        column.addLayout(ends)
        column.addWidget(self.message)
        column.addWidget(self.contacts)

    def show_case(self, case: CaseView) -> None:
        """Shows a case; another one settles what is being typed first."""
        if self._case is not None and self._case.alert.id != case.alert.id:
            self.settle()
            self.message.hide()
        self._case = case
        look, t = self._bench.look.look, self._bench.texts
        alert = case.alert
        self.head.title.show_words(t("alert.case", category=t(f"alert.category.{alert.category}"), factory=case.factory))
        noticed = t("alert.noticed", at=moment_words(look, alert.noticed_at))
        self.head.count.show_words(t.commas((noticed, alert.place)))
        self.what.show_text(alert.what)
        if case.draft is not None and alert.id not in self._restored and not self.what.autosave.is_dirty:
            self._restored.add(alert.id)
            self.what.restore_draft(*case.draft)
        self._steps.set_rows(case.steps)
        if not self.steps.current_key():
            self.steps.choose(next((one.step for one in case.steps if not one.is_done), case.steps[0].step))
        self.contacts.show_words(t("alert.contacts") + " " + " · ".join(case.contacts))
        self.outcome.show_text(alert.outcome)
        for widget in (self.told, self.done, self.close_it, self.unfounded):
            widget.setEnabled(case.is_open)
        self.reopen.setVisible(not case.is_open)

    def settle(self) -> None:
        """Writes what is being typed."""
        self.what.settle()

    def take(self) -> None:
        """The chosen step was taken, or was not after all."""
        if self._case is not None:
            self._page.in_turn(partial(self._turn_over, self._case.alert.id, self.steps.current_key(), self.told.text()))

    def _turn_over(self, case: str, key: str, told: str) -> None:
        step = self._steps.value(self._steps.row_of(key))
        if self._case is None or self._case.alert.id != case or step is None:
            return
        do, alert = self._page.do, self._case.alert
        key = "alert.said.not_taken" if step.is_done else "alert.said.taken"
        words = self._bench.texts(key, step=self._bench.texts(f"alert.step.{step.step}"))
        done = do(take_step_back, alert, step.step) if step.is_done else do(take_step, alert, step.step, told)
        done.then(lambda _one: self._did(words), self)

    def close_case(self, *, unfounded: bool = False) -> None:
        """Closes the case with the outcome that stands in the field."""
        if self._case is None:
            return
        if not self.outcome.text().strip():
            self.message.show_words(self._bench.texts("alert.outcome_needed"))
            self.message.show()
            self.outcome.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        done = self._page.do(close_alert, self._case.alert, self.outcome.text(), unfounded=unfounded)
        done.then(lambda _one: self._did(self._bench.texts("alert.said.closed")), self)

    def _reopen(self) -> None:
        if self._case is not None:
            done = self._page.do(reopen_alert, self._case.alert)
            done.then(lambda _one: self._did(self._bench.texts("alert.said.reopened")), self)

    def _did(self, words: str) -> None:
        self.told.clear()
        self.message.hide()
        self.acted.emit(words)

    def _keep_draft(self, text: str, caret: int) -> None:
        if self._case is not None:
            self._restored.add(self._case.alert.id)
            self._bench.desk.keep_draft(DRAFTS + self._case.alert.id, text, caret)

    def _write(self, text: str) -> None:
        if self._case is not None:
            self._page.do(write_what, self._case.alert, text)
