"""The three lists of Learn in one place, one of them shown: seminars and trainings, the learning plan, what factories ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from bwdesk.ui.bench import Bench
from bwdesk.ui.pages.learn.columns import PlanLine, event_columns, month_group, plan_columns, plan_group, plan_lines, wanted_columns
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import RowModel
from bwdesk.usecases.learning_page import EventRow, LearnPage, Wanted

TABS = ("calendar", "plan", "wanted")


class LearnLists(QStackedWidget):
    """`opened(key)` on Enter in the list shown, `chosen(key)` when another row of it has the focus."""

    opened = Signal(str)
    chosen = Signal(str)

    def __init__(self, bench: Bench, topic: Callable[[str], str], parent: QWidget) -> None:
        super().__init__(parent)
        look, t = bench.look, bench.texts
        self.events: RowModel[EventRow] = RowModel(
            event_columns(look, t, topic, bench.today), lambda r: r.thing.id, group=lambda r: month_group(look.look, t, r)
        )
        self.plan: RowModel[PlanLine] = RowModel(plan_columns(look, t, topic), lambda r: r.key, group=lambda line: plan_group(t, line))
        self.wanted: RowModel[Wanted] = RowModel(wanted_columns(look, t, topic), lambda r: f"{r.country} {r.suggestion.topic}")
        self.views: dict[str, RowView] = {}
        models: dict[str, RowModel[Any]] = {"calendar": self.events, "plan": self.plan, "wanted": self.wanted}
        for key in TABS:
            view = self.views[key] = RowView(look, models[key], self, two_lines=key == "calendar")
            view.setAccessibleName(t(f"learn.tab.{key}"))
            view.set_empty(t(f"learn.none.{key}"), t(f"learn.none.{key}.do"))
            view.activated_row.connect(self.opened)
            view.current_row.connect(self.chosen)
            self.addWidget(view)

    def show_page(self, page: LearnPage) -> None:
        self.events.set_rows(page.events)
        self.plan.set_rows(plan_lines(page))
        self.wanted.set_rows(page.wanted)

    @property
    def shown(self) -> RowView:
        """The list that is shown."""
        return next(view for view in self.views.values() if view is self.currentWidget())

    def show_list(self, key: str) -> None:
        self.setCurrentWidget(self.views[key])

    def focus_list(self) -> None:
        """Puts the focus on a row of the list shown; the head of a group is no place to begin."""
        if not self.shown.current_key():
            self.shown.setCurrentIndex(QModelIndex())
            self.shown.choose_first()
        self.shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def event_row(self) -> EventRow | None:
        """The seminar or training with the focus, while they are shown."""
        key = self.views["calendar"].current_key()
        return self.events.value(self.events.row_of(key)) if self.shown is self.views["calendar"] else None

    def line(self) -> PlanLine | None:
        """The line of the learning plan with the focus, while it is shown."""
        key = self.views["plan"].current_key()
        return self.plan.value(self.plan.row_of(key)) if self.shown is self.views["plan"] else None

    def wanted_row(self) -> Wanted | None:
        """The topic with the focus among those that factories ask for, while they are shown."""
        key = self.views["wanted"].current_key()
        return self.wanted.value(self.wanted.row_of(key)) if self.shown is self.views["wanted"] else None
