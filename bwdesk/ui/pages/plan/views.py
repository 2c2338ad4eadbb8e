"""Three ways to look at the same rows of a plan: a sheet to edit, a board by how far they are, a line of time. One row is in focus."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from bwdesk.ui.bench import Bench
from bwdesk.ui.pages.plan.board import PlanBoard
from bwdesk.ui.pages.plan.cells import PlanCells
from bwdesk.ui.pages.plan.timeline import PlanTime
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import RowModel
from bwdesk.ui.parts.tabs import Tab, Tabs
from bwdesk.usecases.plan_page import PlanPage, PlanRow

SHEET: Final = "list"
VIEWS: Final = ((SHEET, "list-bullets", "L"), ("board", "columns", "B"), ("time", "calendar-blank", "T"))
PLACE: Final = "plan_view"
"""Where the settings remember the view."""


class PlanViews(QStackedWidget):
    """`current_row(id)` and `typed(text)` of whichever view is shown; `tabs` chooses it."""

    current_row = Signal(str)
    typed = Signal(str)
    changed = Signal()

    def __init__(self, bench: Bench, cells: PlanCells, model: RowModel[PlanRow], parent: QWidget) -> None:
        super().__init__(parent)
        texts = bench.texts
        self._bench, self._model = bench, model
        self._page: PlanPage | None = None
        self.list = RowView(bench.look, model, self, two_lines=True)
        self.list.setAccessibleName(texts("plan.title"))
        self.list.set_empty(texts("plan.none"), texts("plan.none.do"))
        self.board = PlanBoard(bench, cells, self)
        self.time = PlanTime(bench, cells, self)
        self.time.set_empty(texts("plan.none"), texts("plan.none.do"))
        for view in (self.list, self.board, self.time):
            self.addWidget(view)
            view.current_row.connect(lambda key, view=view: self.current_row.emit(key) if view is self.currentWidget() else None)
            view.typed.connect(self.typed)
        words = {key: texts(f"plan.view.{key}") for key, _, _ in VIEWS}
        self.tabs = Tabs(bench.look, [Tab(key, words[key], icon) for key, icon, _ in VIEWS], parent, segments=True)
        self.tabs.chosen.connect(self.show_view)
        self.show_view(bench.settings.settings.places.get(PLACE, SHEET))

    @property
    def view(self) -> str:
        """Which one is shown."""
        return VIEWS[self.currentIndex()][0]

    def show_view(self, key: str) -> None:
        """Shows one; the row in focus stays in focus, and the laptop remembers the choice."""
        kept, focused = self.current_key(), QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        number = next((n for n, one in enumerate(VIEWS) if one[0] == key), 0)
        self.setCurrentIndex(number)
        self.tabs.choose(VIEWS[number][0])
        places = self._bench.settings.settings.places
        if places.get(PLACE, SHEET) != self.view:
            self._bench.settings.change(places=places | {PLACE: self.view})
        self._show()
        if kept and self.choose(kept):
            QTimer.singleShot(0, self, self._shown.show_current)  # once it has its size
        if had_focus:
            self.focus()
        self.changed.emit()

    def show_page(self, page: PlanPage) -> None:
        """Shows a plan."""
        self._page = page
        self._model.set_rows(page.rows)
        self._show()

    def _show(self) -> None:
        """Fills the view that is shown; the sheet is always full."""
        rows = self._page.rows if self._page is not None else ()
        if self.view == "board":
            self.board.show_rows(rows)
        elif self.view == "time":
            self.time.show_rows(rows, self._bench.today())

    def current_key(self) -> str:
        """The id of the row in focus."""
        return self._shown.current_key()

    def keys(self) -> list[str]:
        """All rows in the order in which they are shown."""
        if self.view == SHEET:
            return [row.issue.id for row in self._model.shown_values()]
        return self.board.keys() if self.view == "board" else self.time.keys()

    def choose(self, key: str) -> bool:
        return self._shown.choose(key)

    def choose_first(self) -> None:
        self._shown.choose_first()

    def focus(self) -> None:
        """Gives the keys to the view that is shown."""
        self._shown.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _shown(self) -> RowView | PlanBoard:
        return (self.list, self.board, self.time)[self.currentIndex()]
