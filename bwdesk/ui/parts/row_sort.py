"""By which column a list is sorted: a press on a head, Ctrl+Shift and the arrows, or the commands of a list in the palette."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QKeyEvent
from PySide6.QtWidgets import QTableView

from bwdesk.texts import Texts
from bwdesk.ui.parts.rows import RowModel
from bwdesk.ui.properties import ICON, KEY_TEXT

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
_MODIFIERS: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class RowSort:
    """The sorting of one view. Without a column rows stand in the order they were given in."""

    def __init__(self, view: QTableView, rows: RowModel[Any]) -> None:
        self._view, self._rows = view, rows
        self.now: tuple[int, Qt.SortOrder] | None = None
        """The column and which way, None for the list's own order. Qt's indicator turns by itself when a head is pressed."""

    def columns(self) -> list[int]:
        """Columns that are shown and can be sorted by, as they stand."""
        heads = self._view.horizontalHeader()
        if heads.isHidden():
            return []
        shown = [c for c in map(heads.logicalIndex, range(heads.count())) if not heads.isSectionHidden(c)]
        return [c for c in shown if self._rows.columns[c].sort is not None]

    def by(self, column: int, order: Qt.SortOrder = UP) -> None:
        """Sorts by a column and shows the caret at its head; by none (-1) for the list's own order."""
        heads = self._view.horizontalHeader()
        self.now = (column, order) if column >= 0 else None
        heads.setSortIndicatorShown(column >= 0)
        if column >= 0:
            heads.setSortIndicator(column, order)
        self._rows.sort(column, order)
        heads.viewport().update()

    def turn(self, column: int) -> None:
        """Up; the same again: down; once more: the list's own order."""
        if column in self.columns():
            self._chosen(column, {None: UP, UP: DOWN, DOWN: None}[self.now[1] if self.now and self.now[0] == column else None])

    def step(self, by: int) -> None:
        """The next column (1) or the one before (-1); past the last and before the first lies the list's own order."""
        places = [-1, *self.columns()]
        at = places.index(self.now[0]) if self.now is not None and self.now[0] in places else 0
        wanted = places[(at + by) % len(places)]
        self._chosen(wanted, None if wanted < 0 else UP)

    def way(self, order: Qt.SortOrder) -> None:
        """Up or down by the column that is sorted by, by the first one where there is none."""
        columns = self.columns()
        if columns:
            self._chosen(self.now[0] if self.now is not None else columns[0], order)

    def _chosen(self, column: int, order: Qt.SortOrder | None) -> None:
        self.by(-1 if order is None else column, order or UP)
        if column >= 0:
            self._view.scrollTo(self._rows.index(max(0, self._view.currentIndex().row()), column))
        self._say()

    def _say(self) -> None:
        """What a screen reader hears: the column, its first and its last cell, which tell the way."""
        shown = [n for n in (0, self._rows.rowCount() - 1) if n >= 0]
        column = self.now[0] if self.now is not None else 0
        ends = [self._end(n, step, column) for n, step in zip(shown, (1, -1), strict=False)]
        title = self._rows.columns[column].title
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, f"{title}: {' … '.join(ends)}"))

    def _end(self, number: int, step: int, column: int) -> str:
        """The cell at an end; of a group its first row or its last."""
        while self._rows.group_at(number) is not None:
            number += step
        return self._rows.cell(number, column).says() if 0 <= number < self._rows.rowCount() else ""

    def key(self, event: QKeyEvent, *, rtl: bool) -> bool:
        """Takes Ctrl+Shift with an arrow, where there is something to sort by."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != _MODIFIERS or not self.columns():
            return False
        onward = -1 if rtl else 1
        match event.key():
            case Qt.Key.Key_Right:
                self.step(onward)
            case Qt.Key.Key_Left:
                self.step(-onward)
            case Qt.Key.Key_Up:
                self.way(UP)
            case Qt.Key.Key_Down:
                self.way(DOWN)
            case _:
                return False
        return True

    def commands(self, texts: Texts, *, rtl: bool) -> Sequence[QAction]:
        """Its commands for the palette; the keys are the view's own. They live as long as the view, or until they are made anew."""
        columns = self.columns()
        if not columns:
            return ()
        steps = ((1, "next"), (-1, "before"))
        arrows = {1: "←" if rtl else "→", -1: "→" if rtl else "←"}
        made = [self._command(texts(f"frame.sort.{name}"), partial(self.step, by), f"Ctrl ⇧ {arrows[by]}") for by, name in steps]
        for order, name, arrow in ((UP, "up", "↑"), (DOWN, "down", "↓")):
            made.append(self._command(texts(f"frame.sort.{name}"), partial(self.way, order), f"Ctrl ⇧ {arrow}"))
        for column in columns:
            if title := self._rows.columns[column].title:
                made.append(self._command(texts("frame.sort.by", column=title), partial(self.turn, column)))
        return made

    def _command(self, text: str, done: partial[None], key_text: str = "") -> QAction:
        action = QAction(text, self._view)
        action.setProperty(ICON, "arrows-down-up")
        action.setProperty(KEY_TEXT, key_text)
        action.triggered.connect(lambda _checked=False: done())
        return action
