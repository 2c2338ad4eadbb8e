"""The improvement plan: a sheet that is edited in place, and the item in focus under it. In a meeting: arrow, digit, a line, Enter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bwdesk.domain.cycle import Cycle
from bwdesk.domain.evidence import Document, Photo
from bwdesk.domain.factory import Factory
from bwdesk.domain.plan import Action, Issue, Method, Origin, Progress, Verified
from bwdesk.domain.report import Section
from bwdesk.domain.thing import Thing
from bwdesk.domain.visit import Visit
from bwdesk.errors import Refused
from bwdesk.ui.bench import Bench
from bwdesk.ui.page import Context
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.pages.document_reader import DocumentReader
from bwdesk.ui.pages.picking import pick_documents, take_evidence
from bwdesk.ui.pages.plan.book import BookPanel
from bwdesk.ui.pages.plan.causes import CausesPanel
from bwdesk.ui.pages.plan.cells import PlanCells
from bwdesk.ui.pages.plan.edits import edit_cell, move_card, paste
from bwdesk.ui.pages.plan.figures import PlanFigures
from bwdesk.ui.pages.plan.moving import MovingPanel
from bwdesk.ui.pages.plan.panel import PROGRESS, ItemPanel
from bwdesk.ui.pages.plan.past import PastPane
from bwdesk.ui.pages.plan.views import SHEET, VIEWS, PlanViews
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import Chip, TitleRow
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.rows import RowModel
from bwdesk.usecases.plan import add_issue, edit_issues, factory_says, rank_issues, remove_issue, verify_issue
from bwdesk.usecases.plan_page import PlanRow, history_of_issue
from bwdesk.usecases.plan_sheet import PlanSheet as Sheet
from bwdesk.usecases.plan_sheet import evidence_of_issue, plan_sheet
from bwdesk.usecases.trends import plan_tables

TITLE = 1
"""The column of the title."""


class PlanSheet(DeskPage):
    """The plan of one factory."""

    key = "plan"
    pane_width = "pane_ledgers"
    kinds: ClassVar[tuple[type[Thing], ...]] = (Issue, Action, Photo, Document, Section, Cycle, Visit, Factory)

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._factory = self._cycle = self._issue = self._to_name = ""
        self._shown: Sheet | None = None
        self._evidence: tuple[tuple[Photo, ...], tuple[Document, ...]] = ((), ())
        self.cells = PlanCells(bench.texts, bench.look.look)
        self._model: RowModel[PlanRow] = RowModel(
            self.cells.columns(), lambda r: r.issue.id, find=lambda r: f"{r.label} {r.issue.title} {r.issue.owner} {r.cluster}"
        )
        self._model.set_editor(partial(edit_cell, self))
        self._build()
        self._make_commands()

    # building

    def _build(self) -> None:
        look, texts = self.look, self.texts
        self.head = TitleRow(look, texts("plan.title"), parent=self)
        self.views = PlanViews(self.bench, self.cells, self._model, self)
        self.list = self.views.list
        self.views.current_row.connect(self._chosen)
        self.views.typed.connect(self._typed)
        self.views.changed.connect(self._show_acts)
        self.views.board.moved.connect(self._moved)
        self.panel = ItemPanel(self.bench, self)
        self.panel.said.connect(self._says)
        self.panel.seen.connect(self._sees)
        self.panel.pictures_given.connect(self._take_pictures)
        self.reader = DocumentReader(self.bench, self)
        self.panel.document_opened.connect(lambda document: self.reader.open(document, can_edit=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.causes = CausesPanel(self.bench, self)
        self.causes.put_away.connect(self.views.focus)
        column.addWidget(self.head)
        column.addWidget(self.causes)
        self.figures = PlanFigures(look, texts, self)
        column.addWidget(self.figures)
        column.addWidget(self.views, 1)
        column.addWidget(self.panel)
        self.book = BookPanel(self.bench, self)
        self.book.put_away.connect(self._book_away)
        column.addWidget(self.book, 2)
        self.moving = MovingPanel(self.bench, self)
        self.moving.begun.connect(self.views.hide)
        self.moving.begun.connect(self.panel.hide)
        self.moving.put_away.connect(self._book_away)
        column.addWidget(self.moving, 3)
        self.panel.hide()
        self.side = PastPane(look, texts)
        look.changed.connect(self._relook)

    def _relook(self) -> None:
        self.cells = PlanCells(self.texts, self.look.look)

    def _make_commands(self) -> None:
        t = self.texts
        new = self.command(t("plan.act.new"), self._new_issue, "Ctrl+N", icon="plus", hint=t("plan.hint.new"), bar=True)
        for number, progress in enumerate(PROGRESS, 1):
            self.command(t(f"plan.act.{progress}"), partial(self.panel.choose, progress), hint=t(f"progress.{progress}"),
                         key_text=str(number), bar=True)  # fmt: skip
        verify = self.command(t("plan.act.verify"), self._verify, icon="circle-wavy-check", hint=t("plan.verify"), key_text="V", bar=True)
        self.command(t("document.choose"), self._choose_documents, "Shift+F3", icon="file-pdf", hint=t("assess.hint.document"))
        self.command(t("plan.act.edit"), self._edit_here, hint=t("plan.hint.edit"), key_text="F2")
        self.command(t("plan.act.whys"), self._ask_why, "Ctrl+Shift+Y", icon="question", hint=t("plan.hint.whys"), bar=True)
        self.command(t("plan.act.figures"), self.toggle_figures, "Ctrl+Shift+G", hint=t("plan.hint.figures"), bar=True)
        self._of_sheet = [
            self.command(t("plan.act.fill"), self._fill_down, "Ctrl+D", hint=t("plan.hint.fill")),
            self.command(t("plan.act.paste"), self._paste, "Ctrl+V"),
            self.command(t("plan.act.up"), lambda: self._rank(-1), "Ctrl+Up", hint=t("plan.hint.up")),
            self.command(t("plan.act.down"), lambda: self._rank(1), "Ctrl+Down", hint=t("plan.hint.down")),
        ]
        remove = self.command(t("plan.act.remove"), self._remove, "Ctrl+Delete", icon="trash", hint=t("plan.hint.remove"))
        self.command(t("plan.act.book"), lambda: self.book.save(self._factory), icon="export", hint=t("plan.hint.book"))
        self.command(t("plan.act.book_back"), lambda: self.book.ask_file(self._factory), hint=t("plan.hint.book_back"))
        self.command(t("plan.act.move_in"), self._move_in, hint=t("plan.hint.move_in"))
        paper = self.command(t("plan.act.paper"), self._paper, "Shift+F12", icon="file-pdf", hint="PDF", bar=True)
        for key, icon, letter in VIEWS:
            self.command(t(f"plan.act.view.{key}"), partial(self.views.show_view, key), icon=icon, key_text=letter)
        self.list.set_row_acts(verify, remove)
        self._show_acts()
        self.head.set_actions([self.views.tabs, ActButton(self.look, kind="quiet", action=paper), ActButton(self.look, action=new)])

    def _show_acts(self) -> None:
        """What has a meaning in the order of the sheet only is offered there only."""
        for command in self._of_sheet:
            command.setVisible(self.views.view == SHEET)
        self.commands_changed.emit()

    # being shown

    def opened(self, **where: str) -> None:
        self._issue = where.get("issue", "")
        self._factory = where.get("factory", "") or self._factory
        self._cycle = where.get("cycle", "")
        self.reload()

    def reload(self) -> None:
        self.ask(self._show, plan_sheet, self._factory, self._cycle, self.bench.me.id, self.bench.today())

    def _show(self, shown: Sheet) -> None:
        self._shown = shown
        page = shown.page
        self._factory = shown.factory.id if shown.factory is not None else ""
        if page is not None:
            self._model.set_group(lambda row: self.cells.group(page, row))
            self.views.show_page(page)
            facts = self.texts("plan.facts", open=page.open, closed=page.closed)
            self.head.show_title(self.texts("plan.title"), facts)
            chips = []
            if page.late:
                chips.append(Chip(self.look, self.texts.count("plan.overdue", page.late), Kind.BAD))
            if page.to_verify:
                chips.append(Chip(self.look, self.texts.count("plan.verify_count", page.to_verify), Kind.UNSURE))
            self.head.set_chips(chips)
        if shown.factory is not None:
            words = self.texts("visit.cycle", number=shown.cycle.number, month=shown.month) if shown.cycle is not None else ""
            names = (shown.factory.id, shown.factory.name, shown.factory.local_name)
            self.context_changed.emit(Context(*names, shown.cycle.id if shown.cycle else "", words))
        if self._issue and self._issue == self._to_name:
            self.views.show_view(SHEET)
        if self._issue and self.views.choose(self._issue):
            if self._issue == self._to_name:
                self.list.edit(self._model.index(self._model.row_of(self._issue), TITLE))
            self._issue = self._to_name = ""
        elif not self.views.current_key():
            self.views.choose_first()
        self._chosen(self.views.current_key())
        self._ask_figures()
        self.commands_changed.emit()

    def toggle_figures(self) -> None:
        """Half-life and ageing over the sheet, or away with them."""
        self.figures.setVisible(self.figures.isHidden())
        self._ask_figures()

    def _ask_figures(self) -> None:
        if not self.figures.isHidden() and self._factory:
            self.ask(self.figures.show_tables, plan_tables, self._factory, self.bench.today())

    def _book_away(self) -> None:
        self.views.show()
        self.reload()
        self.focus_first()

    def _move_in(self) -> None:
        if self._shown is not None and self._shown.factory is not None:
            self.moving.ask_file(self._shown.factory)

    def _ask_why(self) -> None:
        row = self._row
        if row is not None:
            self.causes.open(row.issue.id, f"{row.label} {row.issue.title}")

    @property
    def _row(self) -> PlanRow | None:
        key = self.views.current_key()
        return next((row for row in self._model.shown_values() if row.issue.id == key), None)

    def _chosen(self, issue_id: str) -> None:
        row = self._row
        held = row is not None and any(e.owner_id in (row.issue.id, row.issue.line_id) for some in self._evidence for e in some)
        self.panel.show_row(row, *(self._evidence if held else ((), ())))
        self.side.head.setVisible(row is not None)
        if row is not None:
            self.ask(self._show_evidence, evidence_of_issue, row.issue)
            self.ask(self.side.show_steps, history_of_issue, row.issue.id)

    def _show_evidence(self, evidence: tuple[tuple[Photo, ...], tuple[Document, ...]]) -> None:
        self._evidence = evidence
        self.panel.show_row(self._row, *evidence)

    def title(self) -> str:
        return self.texts("plan.title")

    def pane(self) -> QWidget | None:
        return self.side

    def focus_first(self) -> None:
        self.views.focus()

    def turned(self, on: bool) -> None:
        self.side.setVisible(not on)

    def fact(self) -> str:
        page = self._shown.page if self._shown is not None else None
        return self.texts("plan.facts", open=page.open, closed=page.closed) if page is not None else ""

    # editing in place

    def _edit_here(self) -> None:
        self.views.show_view(SHEET)
        self.list.edit(self.list.currentIndex())

    def _fill_down(self) -> None:
        """Owner and day of the row above, into this one."""
        row = self._row
        shown = self._model.shown_values()
        at = next((n for n, each in enumerate(shown) if row is not None and each.issue.id == row.issue.id), 0)
        if row is not None and at > 0:
            above = shown[at - 1].issue
            self.do(edit_issues, [(row.issue, replace(row.issue, owner=above.owner, due_on=above.due_on))])

    def _paste(self) -> None:
        """Cells of a spreadsheet, from the cell in focus on."""
        here, key = self.list.currentIndex().column(), self.list.current_key()
        rows = self._model.shown_values()
        at = next((n for n, row in enumerate(rows) if row.issue.id == key), len(rows))
        columns = [c.key for n, c in enumerate(self._model.columns) if n >= here and c.edit is not None and not self.list.isColumnHidden(n)]
        try:
            paste(self, rows[at:], columns, QGuiApplication.clipboard().text())
        except Refused as error:
            self.desk.tell(error)

    def _rank(self, by: int) -> None:
        """Moves the item up or down in the committee's order."""
        row = self._row
        order = [each.issue for each in self._model.shown_values()]
        at = next((n for n, issue in enumerate(order) if row is not None and issue.id == row.issue.id), -1)
        if row is not None and 0 <= at + by < len(order):
            order[at], order[at + by] = order[at + by], order[at]
            self.do(rank_issues, order)

    # in a meeting

    def _typed(self, text: str) -> None:
        view = next((key for key, _, letter in VIEWS if letter.casefold() == text.casefold()), "")
        if text in "1234" and text:
            self.panel.choose(PROGRESS[int(text) - 1])
        elif text.casefold() == "v":
            self._verify()
        elif view:
            self.views.show_view(view)

    def _says(self, progress: Progress, line: str) -> None:
        row = self._row
        if row is not None:
            keys = self.views.keys()  # as they stand now: on the board the card goes elsewhere
            following = keys[min(keys.index(row.issue.id) + 1, len(keys) - 1)]
            self.do(factory_says, row.issue, progress, line, self.bench.today()).then(lambda _issue: self._go_on(following), self)

    def _go_on(self, key: str) -> None:
        self.views.choose(key)
        self.focus_first()

    def _moved(self, key: str, state: str) -> None:
        self._go_on(key)
        if self._row is not None:
            move_card(self, self._row, state)

    def _sees(self, verified: Verified, method: Method, line: str) -> None:
        row = self._row
        if row is not None:
            self.do(verify_issue, row.issue, verified, method, line, self.bench.today())

    def _verify(self) -> None:
        self._sees(Verified.VERIFIED, Method.VISIT, self.panel.line.text())

    def _new_issue(self) -> None:
        cycle = self._shown.cycle if self._shown is not None else None
        if cycle is None:
            self.desk.tell(Refused("plan.no_cycle"))
            return
        self.do(add_issue, cycle, self.texts("plan.new_title"), Origin.VISIT).then(self._open_new, self)

    def _open_new(self, issue: Issue) -> None:
        """Its title is typed over as soon as its row is there."""
        self._issue = self._to_name = issue.id
        self.reload()

    def _remove(self) -> None:
        row = self._row
        if row is not None:
            self.do(remove_issue, row.issue)

    def _paper(self) -> None:
        if self._factory:
            self.go.emit("reports", {"kind": "plan", "id": self._factory, "factory": self._factory})

    def _choose_documents(self) -> None:
        if self._row is not None and (documents := pick_documents(self, self.texts("document.choose"))):
            self._take_pictures(documents)

    def _take_pictures(self, sources: Sequence[Path | bytes]) -> None:
        row = self._row
        if row is not None:
            take_evidence(self, self.bench, sources, "issue", row.issue.id, row.issue.scope)
