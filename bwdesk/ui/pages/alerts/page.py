"""Suspected zero tolerance: reached from any screen, read by those who may, never shown when the screen is turned to the factory."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.alert import Alert, AlertState, AlertStep
from bwdesk.domain.thing import Thing
from bwdesk.ui.bench import Bench
from bwdesk.ui.page import Context
from bwdesk.ui.pages.alerts.case import CasePanel, moment_words
from bwdesk.ui.pages.alerts.opening import OpeningPanel
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.bars import UndoBar
from bwdesk.ui.parts.basics import TitleRow, hairline
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, Column, RowModel
from bwdesk.usecases.alerts import AlertPage, CaseView, alert_page


class AlertsPage(DeskPage):
    """Cases at the leading side, the chosen one beside them."""

    key = "alerts"
    wants_pane = False
    kinds: ClassVar[tuple[type[Thing], ...]] = (Alert, AlertStep)

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._wanted = self._factory = self._source = ""
        self._asks_for_new = False
        look, t = self.look, self.texts
        self.head = TitleRow(look, t("frame.place.alerts"), t("alert.who_reads"), self)
        self.opening = OpeningPanel(bench, self)
        self.opening.made.connect(self._made)
        self.opening.put_away.connect(self.focus_first)
        self._cases: RowModel[CaseView] = RowModel([Column("case", t("alert.cases"), self._cell, stretch=True)], lambda c: c.alert.id)
        self.cases = RowView(look, self._cases, self, row_height="row_two")
        self.cases.setAccessibleName(t("alert.cases"))
        self.cases.set_empty(t("alert.none"), t("alert.none.do"))
        self.cases.current_row.connect(self._chosen)
        self.case = CasePanel(self)
        self.case.hide()
        self.undo_bar = UndoBar(look, t("frame.undo"), self)
        self.undo_bar.undo_asked.connect(self.undo_asked)
        self.case.acted.connect(self.undo_bar.offer)
        self.body = QWidget(self)
        row = QHBoxLayout(self.body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.cases, 2)
        row.addWidget(self.case, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.head, self.opening, hairline(self)):
            column.addWidget(widget)
        column.addWidget(self.body, 1)
        new = self.command(t("alert.act.new"), self.open_new, "Ctrl+N", icon="warning-octagon", hint=t("alert.hint.new"), bar=True)
        self.command(t("alert.act.take"), self.case.take, "Ctrl+Return", hint=t("alert.hint.take"), bar=True)
        self.head.set_actions([ActButton(look, t("alert.new.short"), action=new)])

    def _cell(self, case: CaseView) -> Cell:
        alert, t = case.alert, self.texts
        state = t.count("alert.steps_late", case.late) if case.late else t(f"alert.state.{alert.state}")
        mark = Kind.BAD if case.late else Kind.WAITING if alert.state is AlertState.OPEN else Kind.NA
        words = t(f"alert.category.{alert.category}")
        return Cell(words, f"{case.factory} · {moment_words(self.look.look, alert.noticed_at)}", mark=mark, fact=state)

    def opened(self, **where: str) -> None:
        """`alert` chooses a case; `new` opens the form, at `factory` if one is given."""
        self._wanted, self._factory, self._source = where.get("alert", ""), where.get("factory", ""), where.get("source", "")
        self._asks_for_new = "new" in where
        self.context_changed.emit(Context())
        self.reload()

    def reload(self) -> None:
        self.ask(self._show, alert_page, self.desk.writer.now())

    def title(self) -> str:
        return self.texts("frame.place.alerts")

    def focus_first(self) -> None:
        if self.opening.isHidden():
            self.cases.setFocus(Qt.FocusReason.OtherFocusReason)
            self.cases.choose_first()

    def leaving(self) -> None:
        self.case.settle()

    def turned(self, on: bool) -> None:
        """Nothing of this is for the factory's eyes."""
        self.opening.setVisible(False)
        self.body.setVisible(not on)

    def open_new(self) -> None:
        """Asks for a case."""
        self.opening.open(self._factory, self._source)

    def _show(self, page: AlertPage) -> None:
        self.opening.show_choices(page.factories, page.categories)
        self._cases.set_rows(page.cases)
        if self._wanted and self.cases.choose(self._wanted):
            self._wanted = ""
        elif not self.cases.current_key():
            self.cases.choose_first()
        self._chosen(self.cases.current_key())
        if self._asks_for_new:
            self._asks_for_new = False
            self.open_new()

    def _chosen(self, key: str) -> None:
        case = next((one for one in self._cases.shown_values() if one.alert.id == key), None)
        self.case.setVisible(case is not None)
        if case is not None:
            self.case.show_case(case)

    def _made(self, alert_id: str) -> None:
        self._wanted = alert_id
        self.undo_bar.offer(self.texts("alert.said.opened"))
        self.reload()
        self.case.what.setFocus(Qt.FocusReason.OtherFocusReason)
