"""What stands in the open vault: done against wanted, the groups that were heard, and the chosen one beside them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.interview import Interview, can_be_cited
from bwdesk.ui.bench import Bench
from bwdesk.ui.ink import isolate
from bwdesk.ui.pages.settle.left_words import LeftWords
from bwdesk.ui.pages.vault.differing import DifferingBar, group_of
from bwdesk.ui.pages.vault.group import GroupPanel
from bwdesk.ui.pages.vault.group_form import GroupForm
from bwdesk.ui.pages.vault.tally import TallyBar
from bwdesk.ui.parts.bars import UndoBar
from bwdesk.ui.parts.basics import hairline
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, Column, RowModel
from bwdesk.ui.when import day_words
from bwdesk.usecases.vault import VaultPage


class VaultRoom(QFrame):
    """It lives as long as the vault is open."""

    undo_asked = Signal()
    asked_again = Signal()

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        super().__init__(parent)
        self._bench = bench
        self.group = GroupPanel(bench, self)
        self.group.hide()
        self._page: VaultPage | None = None
        self._wanted = ""
        look, t = bench.look, bench.texts
        self.tally = TallyBar(bench, self)
        self.form = GroupForm(bench, self)
        self.form.kept.connect(self._kept)
        self.form.put_away.connect(self.focus_first)
        self._rows: RowModel[Interview] = RowModel([Column("group", t("vault.groups"), self._cell, stretch=True)], lambda one: one.id)
        self.groups = RowView(look, self._rows, self, row_height="row_two")
        self.groups.setAccessibleName(t("vault.groups"))
        self.groups.set_empty(t("vault.none"), t("vault.none.do"))
        self.groups.current_row.connect(self._chosen)
        self.groups.activated_row.connect(lambda _key: self.group.focus_first())
        self.undo_bar = UndoBar(look, t("frame.undo"), self)
        self.undo_bar.undo_asked.connect(self.undo_asked)
        self.group.acted.connect(self.undo_bar.offer)
        self.differing = DifferingBar(bench, self._named, self)
        self.differing.acted.connect(self.undo_bar.offer)
        self.left_words = LeftWords(bench, self)
        self.left_words.let_go.connect(self.asked_again)
        self.body = QWidget(self)
        self.differing.changed.connect(lambda: self.body.setHidden(self.differing.is_open))
        body = QHBoxLayout(self.body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.groups, 2)
        body.addWidget(self.group, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.tally, hairline(self), self.form, self.differing, self.left_words):
            column.addWidget(widget)
        column.addWidget(self.body, 1)
        column.addWidget(self.differing.panel, 1)

    def _cell(self, one: Interview) -> Cell:
        t = self._bench.texts
        who = t.count(f"vault.heard.{one.heard}", one.people)
        if one.women is not None:
            who = t.commas((who, t.count("vault.women", one.women)))
        facts = [one.category, one.department, one.place, t("vault.off_site") if one.off_site else "", one.language]
        small = self._page.small_group if self._page is not None else 1
        fact = t.count("vault.cites", len(one.questions)) if one.questions else ""
        is_small = not can_be_cited(one, small)
        if is_small:
            fact = t("vault.too_small", small=small)
        mark = Kind.NA if is_small else Kind.GOOD if one.questions else Kind.GAP
        if self._page is not None and one.id in map(group_of, self._page.differences):
            mark, fact = Kind.DIFFER, t("vault.differs")
        day = day_words(self._bench.look.look, one.held_on, "ddd d MMM")
        second = " · ".join([day, *(one for one in facts if one)])
        return Cell(who, second, mark=mark, fact=fact)

    def _named(self, group_id: str) -> str:
        """A group as its row says it."""
        found = next((one for one in self._rows.shown_values() if one.id == group_id), None)
        if found is None:
            return self._bench.texts("kind.interview")
        cell = self._cell(found)
        return f"{isolate(cell.text)} · {isolate(cell.second)}"

    def show_page(self, page: VaultPage) -> None:
        """Shows the vault as it stands; what is being typed stays."""
        self._page = page
        self.tally.show_page(page)
        self.form.show_choices(page)
        self._rows.set_rows(page.groups)
        if self._wanted and self.groups.choose(self._wanted):
            self._wanted = ""
        elif not self.groups.current_key():
            self.groups.choose_first()
        self._chosen(self.groups.current_key())
        self.differing.show_page(page)
        self.left_words.show_drafts(page.left)

    def _chosen(self, key: str) -> None:
        one = next((row for row in self._rows.shown_values() if row.id == key), None)
        self.group.setVisible(one is not None)
        if one is not None and self._page is not None:
            self.group.show_group(self._page, one)

    def open_form(self, base: Interview | None) -> None:
        """Asks for a group, or shows the facts of one to change."""
        if self._page is not None:
            self.form.open(self._page.assessment, base)

    def focus_first(self) -> None:
        """Where work goes on: the groups, or the form that opens the first one."""
        if not self.form.isHidden() or self.differing.is_open:
            return
        self.groups.setFocus(Qt.FocusReason.OtherFocusReason)
        self.groups.choose_first()

    def settle(self) -> None:
        """Writes what is being typed."""
        self.group.settle()
        self.tally.settle()
        self.differing.panel.settle()

    def _kept(self, group_id: str) -> None:
        self._wanted = group_id
        if self.groups.choose(group_id):
            self._wanted = ""
        self.group.focus_first()
