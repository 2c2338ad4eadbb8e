"""The margin left of the notes: the visit's agenda with its ticks, and the marks as a reminder. Folds away where there is no room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QMenu, QVBoxLayout, QWidget

from bwdesk.domain.cycle import Cycle
from bwdesk.domain.visit import MARK_SIGNS, AgendaItem, Mode, Visit
from bwdesk.shipped import profile_of_cycle
from bwdesk.ui.look import Role
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.pages.visit.shown import agenda_kind
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import Key, Words
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, RowModel, list_column
from bwdesk.ui.when import clock_words
from bwdesk.usecases.visit_page import OpenIssue
from bwdesk.usecases.visits import add_agenda_item, edit_agenda_item, fill_agenda, remove_agenda_item, set_agenda_done, take_issues

WIDTH = 208
MOST_ROWS = 12


class AgendaMargin(QWidget):
    """`chosen(item id)`: lines typed from now on belong to this point. Space ticks, Delete takes off, the menu sets its mode."""

    chosen = Signal(str)

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        self._page, self._texts = page, page.texts
        self._visit: Visit | None = None
        self._items: dict[str, AgendaItem] = {}
        self._issues: Sequence[OpenIssue] = ()
        self._cycle: Cycle | None = None
        self._current = ""
        source = page.look
        self._model: RowModel[AgendaItem] = RowModel(list_column(self._cell), lambda item: item.id)
        self.list = RowView(source, self._model, self, inset=4)
        self.list.setAccessibleName(self._texts("visit.agenda"))
        self.list.set_empty(self._texts("visit.agenda.none"))
        self.list.activated_row.connect(self._choose)
        self.list.ticked.connect(lambda item: self._page.in_turn(partial(self._tick, item)))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(lambda spot: self._menu().exec(self.list.viewport().mapToGlobal(spot)))
        add = ActButton(source, self._texts("visit.agenda.add"), kind="quiet", icon="plus", small=True)
        add.clicked.connect(self._add)
        self._fill = ActButton(source, self._texts("visit.agenda.fill"), kind="quiet", icon="list-bullets", small=True)
        self._fill.clicked.connect(self._fill_in)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        column.addWidget(Words(source, self._texts("visit.agenda"), Role.BODY, "text3"))
        column.addWidget(self.list)
        column.addWidget(self._fill, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(add, 0, Qt.AlignmentFlag.AlignLeading)
        column.addSpacing(12)
        column.addWidget(Words(source, self._texts("visit.marks"), Role.BODY, "text3"))
        for sign, mark in MARK_SIGNS.items():
            column.addLayout(self._sign_row(sign, self._texts(f"mark.{mark}")))
        column.addStretch(1)
        self.setFixedWidth(WIDTH)

    def _sign_row(self, sign: str, word: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Key(self._page.look, sign, self))
        row.addWidget(Words(self._page.look, word, Role.BODY, "text2"))
        row.addStretch(1)
        return row

    def show_agenda(self, visit: Visit, items: Sequence[AgendaItem], issues: Sequence[OpenIssue], cycle: Cycle | None) -> None:
        """Shows the points of a visit."""
        self._visit, self._issues, self._cycle = visit, issues, cycle
        self._items = {item.id: item for item in items}
        self._model.set_rows(items)
        self._fill.setVisible(not items)
        self.list.setFixedHeight(min(max(1, len(items)), MOST_ROWS) * self._page.look.look.density.row + 2)

    def _cell(self, item: AgendaItem) -> Cell:
        fact = clock_words(item.done_at) if item.done_at else self._texts(f"mode.{item.mode}") if item.mode else ""
        return Cell(item.title, mark=agenda_kind(item, self._current), role=Role.NAME if item.id == self._current else Role.BODY, fact=fact)

    def _choose(self, item_id: str) -> None:
        self._current = "" if self._current == item_id else item_id
        self._model.set_rows(list(self._items.values()))
        self.chosen.emit(self._current)

    def _tick(self, item_id: str) -> None:
        item = self._items.get(item_id)
        if item is not None:
            self._page.do(set_agenda_done, item, item.done_at is None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self._items.get(self.list.current_key())
        if event.key() == Qt.Key.Key_Delete and self.list.hasFocus() and item is not None:
            self._page.do(remove_agenda_item, item)
        else:
            super().keyPressEvent(event)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        item = self._items.get(self.list.current_key())
        if item is None:
            return menu
        menu.addAction(self._texts("visit.agenda.tick"), partial(self._page.in_turn, partial(self._tick, item.id)))
        for mode in Mode:
            wanted = None if item.mode is mode else mode
            act = menu.addAction(self._texts(f"mode.{mode}"))
            act.triggered.connect(partial(self._set_mode, item, wanted))
            act.setCheckable(True)
            act.setChecked(item.mode is mode)
        menu.addAction(self._texts("visit.agenda.remove"), lambda: self._page.do(remove_agenda_item, item))
        return menu

    def _set_mode(self, item: AgendaItem, mode: Mode | None) -> None:
        self._page.do(edit_agenda_item, item, replace(item, mode=mode))

    def _fill_in(self) -> None:
        if self._visit is None:
            return
        self._page.do(fill_agenda, self._visit, [self._texts(f"agenda.{key}") for key in profile_of_cycle(self._cycle).agenda])
        if self._issues:
            self._page.do(take_issues, self._visit, [one.issue for one in self._issues])

    def _add(self) -> None:
        if self._visit is None:
            return
        title, is_said = QInputDialog.getText(self, self._texts("visit.agenda.add"), self._texts("visit.agenda.title"))
        if is_said and title.strip():
            self._page.do(add_agenda_item, self._visit, title)
