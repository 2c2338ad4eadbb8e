"""Trends of a factory, a country or all that is held here: plots to look at, and the same numbers as a table one key away."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bwdesk.domain.assessment import Assessment, Result
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.earlier import EarlierFinding
from bwdesk.domain.factory import Factory
from bwdesk.domain.plan import Issue
from bwdesk.domain.thing import Thing
from bwdesk.domain.visit import Visit
from bwdesk.ui.bench import Bench
from bwdesk.ui.countries import country_words
from bwdesk.ui.look import Role
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.pages.trends.paper import TrendsPaper
from bwdesk.ui.pages.trends.plot import TrendPlot
from bwdesk.ui.pages.trends.words import column_words, figure_words, row_words
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import TitleRow
from bwdesk.ui.parts.choice import Choice
from bwdesk.ui.parts.lines import hairline
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, Column, RowModel
from bwdesk.ui.parts.tabs import Tab, Tabs
from bwdesk.ui.parts.words import Words
from bwdesk.usecases.papers_synthesis import ALL
from bwdesk.usecases.trends import SUBJECTS, Subject, Table, TrendRow, Trends, trends_page
from bwdesk.usecases.trends_export import TrendsFile, trends_file

_BY_CLUSTER = ("questions", "points", "clusters", "half_life")
_BY_RATE = ("questions", "points", "clusters")


class TrendsHome(DeskPage):
    """N shows numbers or plots, P the panel of factories assessed in every cycle, C the last two cycles or all, R rows by rate.

    M makes the paper of the country or of all that is held here, and shows it in the place of the plots; Esc puts it away. Ctrl+Enter goes
    on with it as a report.
    """

    key = "trends"
    wants_pane = False
    kinds: ClassVar[tuple[type[Thing], ...]] = (Factory, Cycle, Issue, Result, Visit, Assessment, EarlierFinding)

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._shown: Trends | None = None
        self._factory = ""
        self._is_balanced = self._is_short = self._is_numbers = self._is_by_rate = False
        self._build()
        t = self.texts
        self.command(t("trends.act.numbers"), self.toggle_numbers, "N", hint=t("trends.hint.numbers"), bar=True)
        self.command(t("trends.act.panel"), self.toggle_panel, "P", hint=t("trends.hint.panel"), bar=True)
        self.command(t("trends.act.cycles"), self.toggle_cycles, "C", hint=t("trends.hint.cycles"), bar=True)
        self.command(t("trends.act.order"), self.toggle_order, "R", hint=t("trends.hint.order"), bar=True)
        self.command(t("trends.act.copy"), self.copy, "Ctrl+Shift+C", hint=t("trends.hint.copy"), bar=True)
        self.command(t("trends.act.save"), self._save, hint=t("trends.hint.save"))
        self.make_action = self.command(t("trends.act.paper"), self.make_paper, "M", icon="file-pdf", hint=t("trends.hint.paper"), bar=True)
        self.save_action = self.command(
            t("trends.act.paper.save"), self.paper.save, "Ctrl+S", icon="file-pdf", hint=t("trends.hint.paper.save")
        )
        self.back_action = self.command(t("trends.act.paper.close"), self.close_paper, "Esc", hint=t("trends.hint.paper.close"), bar=True)
        self.back_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)  # Escape elsewhere is not the paper's
        life = t("trends.act.paper.life"), self.open_report, "Ctrl+Return"
        self.life_action = self.command(*life, icon="export", hint=t("trends.hint.paper.life"), bar=True)
        for action in (self.save_action, self.back_action, self.life_action):
            action.setEnabled(False)
        self.head.set_actions([ActButton(self.look, action=one) for one in (self.make_action, self.save_action, self.life_action)])
        for subject in SUBJECTS:
            self.command(t("trends.act.show", subject=t(f"trends.{subject}")), partial(self.show_subject, subject))

    def _build(self) -> None:
        look, t = self.look, self.texts
        self.head = TitleRow(look, t("frame.place.trends"), parent=self)
        self.tabs = Tabs(look, [Tab(subject, t(f"trends.{subject}")) for subject in SUBJECTS], self)
        self.tabs.setAccessibleName(t("trends.subjects"))
        self.tabs.chosen.connect(self.show_subject)
        self.country, self.cluster = Choice(look, self), Choice(look, self)
        for choice, words in ((self.country, "trends.country"), (self.cluster, "trends.cluster")):
            choice.setAccessibleName(t(words))
        self.country.activated.connect(lambda _index: self.reload())
        self.cluster.activated.connect(lambda _index: self._draw())
        self.said = Words(look, "", Role.SMALL, "text2", wrap=True, parent=self)
        self.plot = TrendPlot(look, t, self)
        self.room = QScrollArea(self)
        self.room.setWidget(self.plot)
        self.room.setWidgetResizable(True)
        self.room.setFrameShape(QScrollArea.Shape.NoFrame)
        self.room.setAccessibleName(t("frame.place.trends"))
        self.room.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.paper = TrendsPaper(self.bench, self)
        self.paper.made.connect(self._follow_paper)
        self.paper.hide()
        self.figures = QWidget(self)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        for part in (self.head, self.figures, self.paper):
            page.addWidget(part, 0 if part is self.head else 1)
        self._lay_figures()

    def _lay_figures(self) -> None:
        """Tabs, choices and what is said over the plots or the numbers."""
        whole = QVBoxLayout(self.figures)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        inset = self.look.look.density.inset
        for widgets in ((self.tabs,), (self.country, self.cluster, self.said)):
            bar = QHBoxLayout()
            bar.setContentsMargins(inset, 4, inset, 4)
            bar.setSpacing(12)
            for widget in widgets:
                bar.addWidget(widget, 1 if widget in (self.tabs, self.said) else 0)
            whole.addLayout(bar)
        whole.addWidget(hairline(self))
        whole.addWidget(self.room, 1)
        self._whole = whole
        self._lay_list(Table((), ()))
        self.list.hide()

    # being shown

    def opened(self, factory: str = "", **where: str) -> None:
        """Shows the trends of a factory, or of all."""
        self._factory = factory
        if self.paper.isVisibleTo(self):
            self.close_paper()
        self.reload()

    def reload(self) -> None:
        country = str(self.country.currentData() or "")
        self.ask(self._show, trends_page, self.bench.today(), self._factory, country, balanced=self._is_balanced)

    def _show(self, found: Trends) -> None:
        self._shown = found
        t = self.texts
        self._fill(self.country, t("trends.everywhere"), [(one, country_words(one, t)) for one in found.countries])
        self._fill(self.cluster, t("trends.every_cluster"), list(found.clusters))
        self.country.setVisible(not self._factory and bool(found.countries))
        self.make_action.setEnabled(not self._factory and bool(found.factories))
        if self.paper.isVisibleTo(self):
            self.paper.make(quietly=True)
        self.head.show_title(t("frame.place.trends"), found.name or t.count("portfolio.factories", found.factories))
        self._draw()

    def _fill(self, choice: Choice, all_words: str, told: list[tuple[str, str]]) -> None:
        kept = choice.currentData()
        choice.clear()
        choice.addItem(all_words, "")
        for key, words in told:
            choice.addItem(words, key)
        choice.setCurrentIndex(max(0, choice.findData(kept)))

    def subject(self) -> Subject:
        return next((one for one in SUBJECTS if one == self.tabs.current), SUBJECTS[0])

    def table(self) -> Table:
        """What is shown: the subject's table, of a cluster and of the last two cycles where these were chosen."""
        if self._shown is None:
            return Table((), ())
        table, cluster = self._shown.tables[self.subject()], self.cluster.currentData()
        rows = [r for r in table.rows if not cluster or self.subject() not in _BY_CLUSTER or r.cluster == cluster]
        if self._is_by_rate and self.subject() in _BY_RATE:
            rows.sort(key=_rate)
        if not self._is_short or self.subject() in ("ages", "half_life"):
            return replace(table, rows=tuple(rows))
        short = (TrendRow(r.key, r.words, r.cluster, r.figures[-2:]) for r in rows)
        return Table(table.columns[-2:], tuple(short), table.moved)

    def _draw(self) -> None:
        subject, table = self.subject(), self.table()
        self.cluster.setVisible(subject in _BY_CLUSTER)
        self.plot.show_table(subject, table)
        self._lay_list(table)
        self.said.show_words(self._remark(table))
        self.room.setVisible(not self._is_numbers and bool(table.rows))
        self.list.setVisible(self._is_numbers or not table.rows)

    def _remark(self, table: Table) -> str:
        t = self.texts
        said = [t(f"trends.{self.subject()}.says")]
        if self._is_by_rate and self.subject() in _BY_RATE:
            said.append(t("trends.by_rate.says"))
        if table.moved & set(table.columns):
            said.append(t("trends.moved.says"))
        if self._is_balanced:
            said.append(t("trends.panel.says"))
        if self._shown is not None and any(one.is_withheld for row in table.rows for one in row.figures):
            said.append(t.count("trends.withheld.says", self._shown.least))
        return " ".join(said)

    def _lay_list(self, table: Table) -> None:
        subject, t, before = self.subject(), self.texts, getattr(self, "list", None)

        def cell(number: int, row: TrendRow) -> Cell:
            return Cell(figure_words(self.look.look, t, row.figures[number], subject), at_end=True)

        columns: list[Column[TrendRow]] = [Column("name", t("trends.what"), lambda r: Cell(row_words(t, subject, r)), stretch=True)]
        for number, column in enumerate(table.columns):
            columns.append(Column(str(number), column_words(t, subject, column, table), partial(cell, number), at_end=True))
        model = RowModel(columns, lambda r: r.key)
        self.list = RowView(self.look, model, self)
        self.list.setAccessibleName(t(f"trends.{subject}"))
        self.list.set_empty(t("trends.none"), t("trends.none.do"))
        model.set_rows(table.rows)
        if before is None:
            self._whole.addWidget(self.list, 1)
        else:
            self._whole.replaceWidget(before, self.list)
            before.hide()
            before.deleteLater()

    def title(self) -> str:
        return self.texts("frame.place.trends")

    def focus_first(self) -> None:
        if self.paper.isVisibleTo(self):
            self.paper.preview.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        (self.room if self.room.isVisibleTo(self) else self.list).setFocus(Qt.FocusReason.OtherFocusReason)

    # acts

    def show_subject(self, subject: str) -> None:
        """Shows another table."""
        self.tabs.choose(subject)
        self._draw()

    def toggle_numbers(self) -> None:
        """Plots, or the same as a table of numbers."""
        self._is_numbers = not self._is_numbers
        self._draw()
        self.focus_first()

    def toggle_panel(self) -> None:
        """All factories, or those alone that were assessed in every cycle."""
        self._is_balanced = not self._is_balanced
        self.reload()

    def toggle_cycles(self) -> None:
        """All cycles, or the last two."""
        self._is_short = not self._is_short
        self._draw()

    def toggle_order(self) -> None:
        """Rows in the tool's order, or those with the highest rate first."""
        self._is_by_rate = not self._is_by_rate
        self._draw()

    def make_paper(self) -> None:
        """Makes the paper of the country that is chosen, else of everything that is held here."""
        country = str(self.country.currentData() or "")
        self.figures.hide()
        self.paper.show()
        self.back_action.setEnabled(True)
        self.paper.open(*(("synthesis", country) if country else ("portfolio", ALL)))
        self.paper.preview.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_paper(self) -> None:
        """Back to plots and numbers."""
        self.paper.hide()
        self.figures.show()
        self._follow_paper()
        self.focus_first()

    def open_report(self) -> None:
        """Goes on with the paper as a report: handing in, approving, releasing. Of all that is held here, to choose whose first."""
        country = str(self.country.currentData() or "")
        self.go.emit("reports", {"kind": "synthesis", "id": country})

    def _follow_paper(self) -> None:
        is_shown = self.paper.isVisibleTo(self)
        self.life_action.setEnabled(is_shown)
        self.back_action.setEnabled(is_shown)
        self.save_action.setEnabled(is_shown and self.paper.may_save)
        self.commands_changed.emit()

    def copy(self) -> None:
        """The table that is shown, for a spreadsheet."""
        subject, table, t = self.subject(), self.table(), self.texts
        lines = [[t("trends.what"), *(column_words(t, subject, column, table) for column in table.columns)]]
        lines += [
            [row_words(t, subject, row), *(figure_words(self.look.look, t, one, subject) for one in row.figures)] for row in table.rows
        ]
        QApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))

    def _save(self) -> None:
        kinds = "XLSX (*.xlsx);;CSV (*.csv)"
        name, _ = QFileDialog.getSaveFileName(self, self.texts("trends.act.save"), self.texts("trends_file.name"), kinds)
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Writes the anonymous counts of all factories held here to a file, off the GUI thread."""
        self.desk.ask(trends_file, self.bench.today(), self.texts).then(partial(self._write, path), self)

    def _write(self, path: Path, told: TrendsFile) -> None:
        from bwdesk.interchange.export import write_table  # spreadsheets load for who asks

        self.desk.errand(self.desk.lanes.paper, partial(write_table, path, told.headings, told.rows))


def _rate(row: TrendRow) -> tuple[bool, float, int]:
    """Where a row stands by its last figure: the highest rate first, of equal ones the larger group; without figures last."""
    last = next((one for one in reversed(row.figures) if one.part is not None and one.whole), None)
    if last is None or last.part is None or not last.whole:
        return True, 0.0, 0
    return False, -last.part / last.whole, -last.whole
