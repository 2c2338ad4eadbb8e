"""The factories of the register: found while typing, sorted by any column, grouped by country; a new one needs only name and country."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bwdesk.domain.clock import month_of
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Assignment, Factory
from bwdesk.domain.folding import fold_text
from bwdesk.domain.plan import Issue
from bwdesk.domain.thing import Thing
from bwdesk.domain.visit import Visit
from bwdesk.store.lists_factories import FactoryRow
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.page import Context
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.pages.factories.importing import ImportPanel, ending_fits
from bwdesk.ui.pages.factories.new_factory import NewFactory
from bwdesk.ui.pages.factory_acts import factory_commands
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import TitleRow, hairline
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_foot import RowFoot, Sums, table_with
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, Column, Group, RowModel
from bwdesk.ui.parts.tabs import Tab, Tabs
from bwdesk.ui.when import day_words
from bwdesk.usecases.register_list import RegisterList, register_beginning, whole_register

LISTS = "*.csv *.tsv *.txt *.xlsx *.xlsm *.xls"
ROOM_FOR_BOTH = 700
"""px of height that register and preview of a list want together."""


class FactoriesPage(DeskPage):
    """The register."""

    key = "factories"
    wants_pane = False
    kinds: ClassVar[tuple[type[Thing], ...]] = (Factory, Assignment, Cycle, Issue, Visit)

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._rows: tuple[FactoryRow, ...] = ()
        self._folded: dict[str, str] = {}
        self._is_grouped = False
        self._model: RowModel[FactoryRow] = RowModel(self._columns(), lambda r: r.id, find=lambda r: self._folded.get(r.id, ""))
        self._build()
        self._make_commands()
        self.setAcceptDrops(True)

    def _columns(self) -> tuple[Column[FactoryRow], ...]:
        t = self.texts
        return (
            Column("name", t("factories.col.name"), self._name, stretch=True, sort=lambda r: r.name.casefold()),
            Column(
                "local",
                t("factories.col.local"),
                lambda r: Cell(r.local_name, tone="text2"),
                width=190,
                sort=lambda r: r.local_name or None,
                least=1000,
            ),
            Column(
                "place",
                t("factories.col.place"),
                lambda r: Cell(t.commas((r.city, r.country))),
                width=140,
                sort=lambda r: (r.country, r.city),
                least=560,
            ),
            Column(
                "advisor",
                t("factories.col.advisor"),
                lambda r: Cell(r.advisor, tone="text2"),
                width=116,
                sort=lambda r: r.advisor or None,
                least=960,
            ),
            Column("workers", t("factories.col.workers"), self._workers, width=80, at_end=True, sort=lambda r: r.workers_total, least=700),
            Column("cycle", t("factories.col.cycle"), self._cycle, width=116, sort=lambda r: r.started_on or None, least=640),
            Column("issues", t("factories.col.issues"), self._issues, width=110, sort=lambda r: r.open_issues or None),
            Column("next", t("factories.col.next"), self._next, width=150, sort=lambda r: r.next_visit_at or None),
        )

    # cells

    def _name(self, row: FactoryRow) -> Cell:
        mark = {"settle": Kind.DIFFER, "waiting": Kind.WAITING}.get(row.state)
        return Cell(
            row.name, role=Role.NAME, mark=mark, spoken=f"{row.name} {self.texts(f'factories.state.{row.state}')}" if row.state else ""
        )

    def _workers(self, row: FactoryRow) -> Cell:
        words = self.look.look.locale.toString(row.workers_total) if row.workers_total is not None else ""
        return Cell(words, at_end=True)

    def _cycle(self, row: FactoryRow) -> Cell:
        if not row.cycle:
            return Cell("")
        month = month_of(date.fromisoformat(row.started_on), self.bench.today())
        return Cell(self.texts("factories.cycle", number=row.cycle, month=month))

    def _issues(self, row: FactoryRow) -> Cell:
        if not row.open_issues:
            return Cell("0" if row.cycle else "", tone="text3")
        late = self.texts.count("factories.late", row.late_issues) if row.late_issues else ""
        return Cell(str(row.open_issues), fact=late, fact_tone="bad")

    def _next(self, row: FactoryRow) -> Cell:
        if not row.next_visit_at:
            return Cell("")
        day = datetime.fromisoformat(row.next_visit_at).astimezone().date()
        late = day < self.bench.today()
        words = self.texts("factories.visit", day=day_words(self.look.look, day))
        return Cell(words, mark=Kind.BAD if late else Kind.NOW, tone="bad" if late else "text1")

    def _sums(self) -> Sums:
        number = self.look.look.locale.toString
        return {
            "name": lambda rows: Cell(self.texts.count("portfolio.factories", len(rows)), tone="text2"),
            "workers": lambda rows: Cell(number(sum(row.workers_total or 0 for row in rows)), tone="text2", at_end=True),
            "issues": lambda rows: Cell(number(sum(row.open_issues for row in rows)), tone="text2"),
        }

    # building

    def _build(self) -> None:
        look, texts = self.look, self.texts
        self.head = TitleRow(look, texts("frame.place.factories"), parent=self)
        self.tabs = Tabs(look, (), self)
        self.tabs.setAccessibleName(texts("factories.views"))
        self.tabs.chosen.connect(lambda _key: self._arrange())
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(texts("factories.filter"))
        self.filter.setAccessibleName(texts("factories.filter"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(240)
        self.filter.textChanged.connect(lambda text: self._model.set_filter(fold_text(text)))
        self.filter.returnPressed.connect(self._into_list)
        self.list = RowView(look, self._model, self)
        self.list.setAccessibleName(texts("frame.place.factories"))
        self.list.set_empty(texts("factories.none"), texts("factories.none.do"))
        self.list.activated_row.connect(lambda factory: self.go.emit("factory", {"factory": factory}))
        self.list.typed.connect(self._typed)
        self.table = table_with(self.list, RowFoot(look, self.list, self._model, self._sums()), self)
        self.new = NewFactory(self.bench, self)
        self.new.made.connect(lambda factory: self.go.emit("factory", {"factory": factory}))
        self.new.put_away.connect(self.focus_first)
        self.importing = ImportPanel(self.bench, self)
        self.importing.put_away.connect(self._list_put_away)
        self.views = QWidget(self)
        row = QHBoxLayout(self.views)
        inset = look.look.density.inset
        row.setContentsMargins(inset, 0, inset, 8)
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self.filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.new)
        column.addWidget(self.views)
        column.addWidget(hairline(self))
        column.addWidget(self.table, 1)
        column.addWidget(self.importing, 2)

    def _make_commands(self) -> None:
        t = self.texts
        new = self.command(t("factories.act.new"), self.new.open, "Ctrl+N", icon="plus", hint=t("factories.hint.new"), bar=True)
        take = self.command(t("factories.act.import"), self._choose_list, "Ctrl+I", icon="table", hint=t("factories.hint.import"), bar=True)
        self.command(t("factories.act.filter"), self.find_here, hint=t("factories.hint.filter"), key_text="/", bar=True)
        self.command(t("factories.act.group"), self._toggle_group, "Ctrl+G", icon="rows", hint=t("factories.hint.group"), bar=True)
        opening, *rest = factory_commands(self, self.list.current_key)
        self.list.set_row_acts(opening, *((one, lambda row: row.cycle > 0) for one in rest))
        self.head.set_actions([ActButton(self.look, kind="quiet", action=take), ActButton(self.look, action=new)])

    # being shown

    def opened(self, **where: str) -> None:
        self.context_changed.emit(Context())
        if self._rows:
            self.reload()
        else:
            self.ask(self._show_beginning, register_beginning, self.bench.today())
        if "import" in where:
            self._read(where["import"])

    def _show_beginning(self, found: RegisterList) -> None:
        self._show(found)
        if found.total > len(found.rows):
            self.reload()

    def reload(self) -> None:
        self.ask(self._show, whole_register, self.bench.today())

    def _show(self, found: RegisterList) -> None:
        self._rows, self._folded = found.rows, found.folded
        number = self.look.look.locale.toString(found.total)
        self.head.show_title(self.texts("frame.place.factories"), self.texts("factories.facts", number=number))
        mine = [r for r in found.rows if r.advisor_id == self.bench.me.id]
        late = [r for r in found.rows if r.late_issues]
        registered = [r for r in found.rows if r.cycle]
        counts = {"all": found.total, "mine": len(mine), "registered": len(registered), "late": len(late)}
        self.tabs.set_tabs([Tab(key, self.texts(f"factories.view.{key}"), count=str(count)) for key, count in counts.items()])
        self._arrange()

    def _arrange(self) -> None:
        view, me = self.tabs.current, self.bench.me.id
        keep = {
            "mine": lambda r: r.advisor_id == me, "registered": lambda r: r.cycle > 0, "late": lambda r: r.late_issues > 0,
        }.get(view)  # fmt: skip
        self._model.set_rows(self._rows if keep is None else [row for row in self._rows if keep(row)])
        self.commands_changed.emit()

    def _toggle_group(self) -> None:
        self._is_grouped = not self._is_grouped
        self._model.set_group(_by_country if self._is_grouped else None)

    def title(self) -> str:
        return self.texts("frame.place.factories")

    def fact(self) -> str:
        return self.texts("factories.facts", number=self.look.look.locale.toString(len(self._rows)))

    def pane(self) -> QWidget | None:
        return None

    def focus_first(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.list.current_key():
            self.list.choose_first()

    def find_here(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _into_list(self) -> None:
        self.focus_first()
        self.list.choose_first()

    def _typed(self, text: str) -> None:
        """A slash goes to the filter; any other letter begins to filter at once."""
        self.find_here()
        self.filter.setText("" if text == "/" else text)
        self.filter.deselect()

    # lists

    def _choose_list(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.texts("factories.act.import"), "", self.texts("factories.lists") + f" ({LISTS})")
        if name:
            self._read(name)

    def _read(self, name: str) -> None:
        self.importing.read(name)
        self._make_room()

    def _list_put_away(self) -> None:
        self._make_room()
        self.focus_first()

    def _make_room(self) -> None:
        """On a low screen the register waits while a list is taken in."""
        is_crowded = not self.importing.isHidden() and self.height() < ROOM_FOR_BOTH
        self.table.setHidden(is_crowded)
        self.views.setHidden(is_crowded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(ending_fits(url.toLocalFile()) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if ending_fits(url.toLocalFile()):
                self._read(url.toLocalFile())
                return


def _by_country(row: FactoryRow) -> Group:
    return Group(row.country, row.country)
