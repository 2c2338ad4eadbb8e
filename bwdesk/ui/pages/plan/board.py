"""The plan as a board: how far each item is, from not begun to seen. Arrows walk over it, digits or the mouse move a card."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.plan import Progress, Verified
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.pages.plan.board_drag import CardDrag
from bwdesk.ui.pages.plan.cells import PlanCells
from bwdesk.ui.parts.basics import SectionHead
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, RowModel, list_column
from bwdesk.usecases.plan_page import PlanRow

STATES: Final = ("not_started", "in_progress", "to_verify", "verified")


def state_of(row: PlanRow) -> str:
    """The column of a card. What was seen and is not so stands where work goes on."""
    if row.to_verify:
        return "to_verify"
    if row.issue.verified is Verified.VERIFIED:
        return "verified"
    is_new = row.issue.progress is Progress.NOT_STARTED and row.issue.verified is not Verified.REOPENED
    return "not_started" if is_new else "in_progress"


def can_move(row: PlanRow, state: str) -> bool:
    """Whether a card can be put into another column: what was verified can be reopened, and what was reopened was begun."""
    if row.issue.verified is Verified.VERIFIED:
        return state == "in_progress"
    return state != state_of(row) and (state != "not_started" or row.issue.verified is not Verified.REOPENED)


class PlanBoard(QWidget):
    """Four lists of cards, one card in focus. `moved(card, state)` when one was put into another column with the mouse."""

    current_row = Signal(str)
    typed = Signal(str)
    moved = Signal(str, str)

    def __init__(self, bench: Bench, cells: PlanCells, parent: QWidget) -> None:
        super().__init__(parent)
        look, texts = bench.look, bench.texts
        self._look, self._cells = look, cells
        inset = look.look.density.inset
        row = QHBoxLayout(self)
        row.setContentsMargins(inset, 4, inset, 0)
        row.setSpacing(16)
        self.heads: dict[str, SectionHead] = {}
        self.lists: dict[str, RowView] = {}
        self._models: dict[str, RowModel[PlanRow]] = {}
        for state in STATES:
            self._models[state] = RowModel(list_column(self._card), lambda one: one.issue.id)
            view = self.lists[state] = RowView(look, self._models[state], self, row_height="card", inset=8)
            view.setAccessibleName(texts(f"plan.board.{state}"))
            view.set_empty(texts("plan.board.none"))
            view.current_row.connect(lambda key, view=view: self._entered(view, key))
            view.typed.connect(self.typed)
            view.installEventFilter(self)
            self.heads[state] = SectionHead(look, texts(f"plan.board.{state}"))
            side = QVBoxLayout()
            side.setSpacing(0)
            side.addWidget(self.heads[state])
            side.addWidget(view, 1)
            row.addLayout(side, 1)
        self.drag = CardDrag(look, self.lists, self._can_move, self)
        self.drag.dropped.connect(self.moved)
        self._here = self.lists[STATES[0]]
        self.setFocusProxy(self._here)

    def show_rows(self, rows: Sequence[PlanRow]) -> None:
        """Deals the cards; the one in focus stays in focus, wherever it went."""
        kept = self.current_key()
        for state, model in self._models.items():
            own = [one for one in rows if state_of(one) == state]
            model.set_rows(own)
            self.heads[state].count.show_words(self._look.look.locale.toString(len(own)))
        if kept:
            self.choose(kept)

    def current_key(self) -> str:
        return self._here.current_key()

    def choose(self, key: str) -> bool:
        """Puts the focus on a card; False when there is none of this id."""
        had_focus = any(view.hasFocus() for view in self.lists.values())
        for state, model in self._models.items():
            if model.row_of(key) >= 0:
                self._move(self.lists[state])
                chosen = self._here.choose(key)
                if had_focus:
                    self._here.setFocus(Qt.FocusReason.OtherFocusReason)
                return chosen
        return False

    def show_current(self) -> None:
        """Scrolls to the card in focus."""
        self._here.show_current()

    def choose_first(self) -> None:
        """The first card of the first column that has one, unless one is in focus."""
        if not self.current_key():
            self.choose(next((key for key in self.keys()), ""))

    def keys(self) -> list[str]:
        """The cards in order, column by column."""
        return [one.issue.id for model in self._models.values() for one in model.shown_values()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not event.modifiers():
            step = {int(Qt.Key.Key_Right): 1, int(Qt.Key.Key_Left): -1}.get(event.key(), 0)
            if step:
                self._step(-step if self._look.look.rtl else step)
                return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        """To the next column that has cards, at the same height."""
        views = list(self.lists.values())
        at = views.index(self._here)
        number = self._here.currentIndex().row()
        ahead = views[at + 1 :] if by > 0 else views[:at][::-1]
        view = next((one for one in ahead if one.model().rowCount()), None)
        if view is None:
            return
        row = min(max(number, 0), view.model().rowCount() - 1)
        self._move(view)
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        view.selectRow(row)

    def _can_move(self, key: str, state: str) -> bool:
        row = next((one for model in self._models.values() for one in model.shown_values() if one.issue.id == key), None)
        return row is not None and can_move(row, state)

    def _entered(self, view: RowView, key: str) -> None:
        if key and view is not self._here:
            self._move(view)
        if view is self._here:
            self.current_row.emit(key)

    def _move(self, view: RowView) -> None:
        """One card has the focus: the other lists let go of theirs."""
        self._here = view
        self.setFocusProxy(view)
        for other in self.lists.values():
            if other is not view:
                other.setCurrentIndex(QModelIndex())

    def _card(self, row: PlanRow) -> Cell:
        due = self._cells.until(row)
        mark = Kind.DIFFER if row.is_unsettled else Kind.BAD if row.issue.verified is Verified.REOPENED else None
        second = f"{row.label}  {row.issue.owner or self._cells.source(row)}"
        return Cell(
            row.issue.title, second, role=Role.NAME, lines=2, mark=mark, fact=due.second or due.text,
            fact_tone="bad" if row.late else "text2",
        )  # fmt: skip
