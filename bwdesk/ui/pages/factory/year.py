"""The year of a factory in a panel: ledgers over their package, each milestone with its window and why; payment, SLCP, reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QWidget

from bwdesk.domain.clock import Window, WindowState
from bwdesk.domain.cycle import Cycle, CycleReason, used_over
from bwdesk.domain.ledgers import Book, Ledger, over_use
from bwdesk.errors import DeskError
from bwdesk.ui.amounts import days_words
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.pages.factory.standing import MARKS, window_days, window_words
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.form_panel import FormPanel
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, Column, RowModel
from bwdesk.usecases.cycle_page import CycleView
from bwdesk.usecases.engagement import (
    explain_over_use,
    leave_programme,
    note_payment,
    note_slcp,
    renew_factory,
    stay_after_all,
    unwaive_milestone,
    waive_milestone,
)

PAYMENT = ("contribution", "invoice", "invoiced_on", "paid_on")
SAMPLE = "2027-03-14"
SHOWN_ROWS, LEAST = 6, 64
"""Rows in view, and px that a field may shrink to where there is little room."""
YearRow = Window | Ledger
"""A milestone, or a ledger of which more was used than the package holds."""


class YearPanel(FormPanel):
    """What is typed under "reason" serves the act whose button is pressed: set aside, left early, more than the package.

    Enter on a milestone sets it aside, on a ledger gives the reason. `stood(True)` before the panel opens, `stood(False)` once it is gone.
    """

    stood = Signal(bool)

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        texts, look = bench.texts, bench.look
        super().__init__(look, texts, texts("year.title"), texts("planner.away"), parent)
        self._bench = bench
        self._view: CycleView | None = None
        self._of: Cycle | None = None
        columns = (
            Column[YearRow]("what", "", self._what, stretch=True),
            Column[YearRow]("days", "", self._days, width=190),
            Column[YearRow]("state", "", self._state, width=130),
        )
        self._model: RowModel[YearRow] = RowModel(columns, _key)
        self.list = RowView(look, self._model, self, two_lines=True, with_heads=False, inset=12)
        self.list.setAccessibleName(texts("year.milestones"))
        self.list.activated_row.connect(lambda key: (self._explain if self._ledger(key) else self._waive)(key))
        self.list.current_row.connect(self._say_whole)
        self.whole = Words(look, "", Role.SMALL, "text2", wrap=True, parent=self)
        self.fields = {key: LineField(self) for key in PAYMENT}
        for key in ("invoiced_on", "paid_on"):
            self.fields[key].setPlaceholderText(SAMPLE)
        for field in self.fields.values():
            field.entered.connect(self._pay)
        self.slcp, self.step, self.reason = QCheckBox(texts("year.slcp"), self), LineField(self), LineField(self)
        self.step.entered.connect(self._pay)
        for field in (self.fields["contribution"], self.fields["invoice"], self.step):  # days keep the room that their sample takes
            field.setMinimumWidth(LEAST)
        self._lay()

    def _lay(self) -> None:
        t, look = self.texts, self.look
        keep = self._button("year.keep", self._pay, "primary")
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self.whole)
        self.waive = self._button("year.waive", lambda: self._waive(self.list.current_key()))
        self.over = self._button("year.say_why", lambda: self._explain(self.list.current_key()))
        self.leave_early = self._button("year.leave", self._leave_early)
        self.column.addLayout(self.named_row([(t("year.reason"), self.reason, 1)], (self.waive, self.over)))
        named = [(t(f"year.{key}"), field, 4) for key, field in self.fields.items()]
        self.column.addLayout(self.named_row([*named, (t("year.slcp_step"), self.step, 3)]))
        self.renew = self._button("year.renew", self._renew)
        for before, after in (((self.slcp,), (keep,)), ((self.renew, self.leave_early), (self.away,))):
            self.column.addLayout(self._acts(before, after))
        self.column.addWidget(self.message)
        self.saved = Words(look, "", Role.SMALL, "text2", wrap=True, parent=self)
        self.saved.hide()
        self.column.addWidget(self.saved)
        self.setAccessibleName(t("year.title"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        look.changed.connect(self.list.update)

    def _acts(self, before: Sequence[QWidget], after: Sequence[QWidget]) -> QHBoxLayout:
        row = QHBoxLayout()
        for widget in before:
            row.addWidget(widget)
        row.addStretch(1)
        for widget in after:
            row.addWidget(widget)
        return row

    def _button(self, key: str, done: object, kind: str = "quiet") -> ActButton:
        button = ActButton(self.look, self.texts(key), kind=kind)  # type: ignore[arg-type]
        button.clicked.connect(lambda: done())  # type: ignore[operator]
        return button

    def _what(self, row: YearRow) -> Cell:
        because = self._because(row)
        name = f"year.book.{row.book}" if isinstance(row, Ledger) else f"milestone.{row.milestone}"
        return Cell(self.texts(name), because, tip=because)

    def _because(self, row: YearRow) -> str:
        if self._view is None:
            return ""
        if isinstance(row, Ledger):
            return self._view.why_over(row.book)
        return window_words(row, self._view, self.texts, self.look.look)

    def _days(self, row: YearRow) -> Cell:
        if isinstance(row, Ledger):
            return Cell(self.texts(f"year.over.{row.book}", number=days_words(row.over, self.texts)), tone="bad")
        return Cell(window_days(row, self.texts, self.look.look), tone="text2")

    def _state(self, row: YearRow) -> Cell:
        if isinstance(row, Ledger):
            is_said = self._view is not None and bool(self._view.why_over(row.book))
            return Cell(self.texts("year.over.said" if is_said else "year.over.asked"), mark=Kind.GOOD if is_said else Kind.BAD)
        return Cell(self.texts(f"window.{row.state}"), mark=MARKS.get(row.state, Kind.GAP))

    def _say_whole(self, _key: str = "") -> None:
        """The reason of the row under the cursor in full, which the list may cut."""
        row = self._model.value(self.list.currentIndex())
        self.whole.show_words(self._because(row) if row is not None else "")

    def open(self, view: CycleView) -> None:
        """Shows the year of a cycle, and the contribution of the next one where it stands already."""
        self.show_year(view)
        self.message.hide()
        self.saved.hide()
        self.show()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.choose_first()
        if view.unexplained:
            self.list.choose(used_over(view.unexplained[0]))

    def show_year(self, view: CycleView) -> None:
        """The same after a change; what is being typed stays."""
        self._view, self._of = view, view.after or view.cycle
        self.head.count.show_words(self.texts("factory.of_cycle", number=self._of.number))
        over = over_use(view.ledgers)
        self._model.set_rows([*(one for one in view.ledgers if one.book in over), *view.windows])
        self.list.fit_rows(SHOWN_ROWS)
        self._say_whole()
        values = (self._of.contribution, self._of.invoice, self._of.invoiced_on, self._of.paid_on)
        for field, value in zip(self.fields.values(), values, strict=True):
            field.show_text(value.isoformat() if isinstance(value, date) else value or "")
        self.slcp.setChecked(self._of.slcp_opt_in)
        self.step.show_text("" if self._of.slcp_step is None else str(self._of.slcp_step))
        self.renew.setEnabled(view.after is None)
        self.leave_early.setText(self.texts("year.leave" if view.cycle.ended_on is None else "year.stay"))

    def say_saved(self, words: str) -> None:
        """Says what was saved to a file, and what is not in it."""
        self.saved.show_words(words)
        self.saved.show()

    # acting

    def _pay(self) -> None:
        base = self._of
        if base is None:
            return
        days: dict[str, date | None] = {}
        for key in ("invoiced_on", "paid_on"):
            typed = self.fields[key].text().strip()
            try:
                days[key] = date.fromisoformat(typed) if typed else None
            except ValueError:
                self.say(self.texts("factory.member.term_unread", typed=typed))
                self.fields[key].setFocus()
                return
        step = self.step.text().strip()
        if step and not step.isdecimal():
            self.say(self.texts("error.cycle.slcp_step"))
            return
        is_in, wanted, desk = self.slcp.isChecked(), int(step) if step else None, self._bench.desk
        paid = desk.do(
            note_payment, base, self.fields["contribution"].text(), self.fields["invoice"].text(), days["invoiced_on"], days["paid_on"]
        )
        paid.then(self._said, self).otherwise(self._refused, self)
        slcp = replace(base, slcp_opt_in=is_in, slcp_step=wanted if is_in else None)
        if slcp != base:
            desk.do(note_slcp, base, is_in, wanted).then(self._said, self).otherwise(self._refused, self)

    def _waive(self, milestone: str) -> None:
        window = self._view.window_of(milestone) if self._view is not None else None
        if self._view is None or window is None:
            self.say(self.texts("year.choose_milestone"))
            return
        cycle, desk = self._view.cycle, self._bench.desk
        if window.milestone.value in cycle.waived:
            done = desk.do(unwaive_milestone, cycle, window.milestone)
        elif window.state is WindowState.DONE:
            self.say(self.texts("year.done_already"))
            return
        else:
            done = desk.do(waive_milestone, cycle, window.milestone, self.reason.text())
        done.then(self._said, self).otherwise(self._refused, self)

    def _ledger(self, key: str) -> Book | None:
        """The ledger whose row has a key; None for a milestone."""
        return next((book for book in Book if used_over(book) == key), None)

    def _explain(self, key: str) -> None:
        """Says why of the ledger under the cursor, else of the first that lacks its reason."""
        view, book = self._view, self._ledger(key)
        book = book or next(iter(view.unexplained), None) if view is not None else None
        if view is None or book is None:
            self.say(self.texts("year.choose_ledger"))
            return
        done = self._bench.desk.do(explain_over_use, view.cycle, book, self.reason.text())
        done.then(self._said, self).otherwise(self._refused, self)

    def _leave_early(self) -> None:
        if self._view is None:
            return
        cycle, desk = self._view.cycle, self._bench.desk
        if cycle.ended_on is None:
            done = desk.do(leave_programme, cycle, self._bench.today(), self.reason.text())
        else:
            done = desk.do(stay_after_all, cycle)
        done.then(self._said, self).otherwise(self._refused, self)

    def _renew(self) -> None:
        if self._view is not None:
            made = self._bench.desk.do(renew_factory, self._view.factory, self._bench.today())
            made.then(self._said, self).otherwise(self._refused, self)

    def _said(self, _cycle: Cycle | CycleReason) -> None:
        self.message.hide()
        self.reason.show_text("")

    def _refused(self, error: DeskError) -> None:
        self.say_error(error)
        {"paid_on": self.fields["paid_on"], "slcp_step": self.step}.get(error.field or "", self.reason).setFocus()

    def setVisible(self, visible: bool) -> None:
        if visible:
            self.stood.emit(True)
        super().setVisible(visible)
        if not visible:
            self.stood.emit(False)


def _key(row: YearRow) -> str:
    return used_over(row.book) if isinstance(row, Ledger) else row.milestone.value
