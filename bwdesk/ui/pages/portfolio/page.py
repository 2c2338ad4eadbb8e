"""All factories in one table: sorted by any column, filtered while typing, columns shown or hidden, views kept under a name.

The first rows are painted at once, the others when all are counted; until then the head says how many are. What was counted is kept
while the desk is open (`KeptPortfolio`).
"""

from __future__ import annotations

import json
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from bwdesk.domain.thing import Thing
from bwdesk.domain.views import SavedView
from bwdesk.ui.bench import Bench
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.pages.factory_acts import factory_commands
from bwdesk.ui.pages.portfolio.columns import KEYS, columns_of, sums_of, window_words
from bwdesk.ui.pages.portfolio.preview import LEAST_HEIGHT, FactoryPreview
from bwdesk.ui.parts.basics import TitleRow
from bwdesk.ui.parts.lines import hairline
from bwdesk.ui.parts.row_foot import RowFoot, table_with
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import RowModel
from bwdesk.ui.parts.tabs import Tab, Tabs
from bwdesk.usecases.portfolio import PortfolioRow, factory_of, remove_view, save_view
from bwdesk.usecases.portfolio_kept import COUNTED, FIRST, SLICE, KeptPortfolio, Portfolio

ALL = ""
MINUTE_MS = 60_000


class PortfolioPage(DeskPage):
    """Enter opens the factory of a row."""

    key = "portfolio"
    wants_pane = False
    kinds: ClassVar[tuple[type[Thing], ...]] = (*COUNTED, SavedView)

    def __init__(self, bench: Bench, kept: KeptPortfolio) -> None:
        """`kept` hears of the desk's changes already."""
        super().__init__(bench)
        self._kept = kept
        self._shown = Portfolio((), ())
        self._day = bench.today()
        self._hidden: set[str] = set()
        self._row_acts = factory_commands(self, lambda: self.list.current_key())
        self._build()
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self._next_day)
        self._minute.start()
        t = self.texts
        self.command(t("portfolio.act.filter"), self.find_here, "/", hint=t("portfolio.hint.filter"), bar=True)
        self.command(t("portfolio.act.save"), self._ask_name, "Ctrl+S", hint=t("portfolio.hint.save"), bar=True)
        self.command(t("portfolio.act.forget"), self._forget)
        for key in KEYS[1:]:
            self.command(t("portfolio.act.column", column=t(f"portfolio.col.{key}")), partial(self.toggle_column, key))

    def _build(self) -> None:
        look, t = self.look, self.texts
        self.head = TitleRow(look, t("frame.place.portfolio"), parent=self)
        self.tabs = Tabs(look, [Tab(ALL, t("portfolio.all"))], self)
        self.tabs.setAccessibleName(t("portfolio.views"))
        self.tabs.chosen.connect(self.show_view)
        self.filter, self.name = (self._field(t(f"portfolio.{key}")) for key in ("filter", "name"))
        self.filter.textChanged.connect(lambda text: self._model.set_filter(text))
        self.filter.returnPressed.connect(self.focus_first)
        self.name.returnPressed.connect(self._save)
        self.name.hide()
        bar = QHBoxLayout()
        inset = look.look.density.inset
        bar.setContentsMargins(inset, 6, inset, 6)
        for widget, stretch in ((self.tabs, 1), (self.name, 0), (self.filter, 0)):
            bar.addWidget(widget, stretch)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addWidget(self.head)
        self._whole.addLayout(bar)
        self._whole.addWidget(hairline(self))
        self.preview = FactoryPreview(self.bench, self)
        self._lay_table()
        self._whole.addWidget(self.preview)

    def _field(self, words: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setPlaceholderText(words)
        field.setAccessibleName(words)
        field.setClearButtonEnabled(True)
        field.setFixedWidth(220)
        return field

    def _lay_table(self) -> None:
        """The table with the columns that are shown; where it is sorted by a column that stays, it stays so."""
        t, before = self.texts, getattr(self, "_table", None)
        columns = [c for c in columns_of(self.look, t) if c.key not in self._hidden]
        self._model: RowModel[PortfolioRow] = RowModel(columns, lambda r: r.id, find=self._said)
        self.list = RowView(self.look, self._model, self)
        self.list.setAccessibleName(t("frame.place.portfolio"))
        self.list.set_empty(t("portfolio.none"), t("portfolio.none.do"))
        self.list.activated_row.connect(lambda key: self.go.emit("factory", {"factory": key}))
        self.list.current_row.connect(lambda _key: self._show_current())
        self.list.set_row_acts(*self._row_acts)
        self._model.set_rows(self._shown.rows)
        self._model.set_filter(self.filter.text())
        self.foot = RowFoot(self.look, self.list, self._model, sums_of(self.look, t))
        self._table = table_with(self.list, self.foot, self)
        if before is not None:
            self._whole.replaceWidget(before, self._table)
            before.hide()
            before.deleteLater()
        else:
            self._whole.addWidget(self._table, 1)

    def _said(self, row: PortfolioRow) -> str:
        return f"{row.name} {row.country} {row.advisor} {window_words(self.texts, row)}"

    # being shown

    def opened(self, **where: str) -> None:
        self.reload()

    def reload(self) -> None:
        self._day = self.bench.today()
        self.ask(self._told, self._kept.page, self.bench.me.id, self._day, SLICE if self._shown.rows else FIRST)

    def _next_day(self) -> None:
        """Windows, months and what is late are of a day; so is the table."""
        if self.isVisible() and self._day != self.bench.today():
            self.reload()

    def _told(self, page: Portfolio) -> None:
        """Shows the first rows that ever come, and all of them; what stands there meanwhile stays, and the head says so."""
        whole = len(page.rows) + page.waiting
        facts = self.texts.count("portfolio.factories", whole)
        if page.waiting:
            facts = self.texts("portfolio.counting", facts=facts, number=self.look.look.locale.toString(len(page.rows)))
        self.head.show_title(self.texts("frame.place.portfolio"), facts)
        if not page.waiting or not self._shown.rows:
            self._show(page)
        if page.waiting:
            self.reload()

    def _show(self, page: Portfolio) -> None:
        self._shown = page
        self._model.set_rows(page.rows)
        self.tabs.set_tabs([Tab(ALL, self.texts("portfolio.all")), *(Tab(v.id, v.name) for v in page.views)])
        if not self.list.current_key():
            self.list.choose_first()
        self._show_current()

    def _show_current(self) -> None:
        """The factory in focus, in full under the table, where the page is high enough for both."""
        row = self._model.value(self._model.row_of(self.list.current_key()))
        self.preview.setVisible(row is not None and self.height() >= LEAST_HEIGHT * self.look.look.type.factor)
        self.preview.show_row(row)
        if row is not None and not self.preview.isHidden():
            self.ask(self.preview.show_factory, factory_of, row.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_current()

    def title(self) -> str:
        return self.texts("frame.place.portfolio")

    def focus_first(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def find_here(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    # columns and views

    def toggle_column(self, key: str) -> None:
        """Hides a column, or shows it again."""
        sorted_by = self._sorting()
        self._hidden ^= {key}
        self._lay_table()
        self._sort(sorted_by)
        self.focus_first()

    def _sorting(self) -> tuple[str, bool] | None:
        now = self.list.sorting.now
        return None if now is None else (self._model.columns[now[0]].key, now[1] is Qt.SortOrder.DescendingOrder)

    def _sort(self, by: tuple[str, bool] | None) -> None:
        at = next((n for n, column in enumerate(self._model.columns) if by is not None and column.key == by[0]), None)
        if at is not None and by is not None:
            self.list.sort_rows(at, Qt.SortOrder.DescendingOrder if by[1] else Qt.SortOrder.AscendingOrder)

    def show_view(self, key: str) -> None:
        """Shows a saved view, or all. What a newer program wrote into one and is not known here is left out."""
        self.tabs.choose(key)
        body = next((v.body for v in self._shown.views if v.id == key), "")
        try:
            told: Any = json.loads(body or "{}")
        except ValueError:
            told = {}
        told = told if isinstance(told, dict) else {}
        hidden, by = told.get("hidden"), told.get("sort")
        self._hidden = {one for one in hidden if one in KEYS[1:]} if isinstance(hidden, list) else set()
        self.filter.setText(str(told.get("filter", "")))
        self._lay_table()
        self._sort((str(by[0]), bool(by[1])) if isinstance(by, list) and len(by) == 2 else None)
        self.list.choose_first()
        self.focus_first()

    def _ask_name(self) -> None:
        named = next((v.name for v in self._shown.views if v.id == self.tabs.current), "")
        self.name.setText(named)
        self.name.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        body = json.dumps({"filter": self.filter.text(), "hidden": sorted(self._hidden), "sort": self._sorting()})
        self.do(save_view, self.name.text(), body).then(self._saved, self).otherwise(self.desk.tell, self)

    def _saved(self, view: SavedView) -> None:
        self.name.hide()
        self.reload()
        self.tabs.choose(view.id)
        self.focus_first()

    def _forget(self) -> None:
        view = next((v for v in self._shown.views if v.id == self.tabs.current), None)
        if view is not None:
            self.do(remove_view, view).then(lambda _view: self.show_view(ALL), self)
