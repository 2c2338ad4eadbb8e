"""Library: shelves of packs with a search above, the reader beside them; a passage goes into the running visit's notes with its source."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bwdesk.domain.factory import Factory
from bwdesk.domain.library import Pack, Practice
from bwdesk.domain.snippet import Snippet
from bwdesk.domain.thing import Thing
from bwdesk.domain.visit import Line, Visit
from bwdesk.errors import DeskError, Refused
from bwdesk.store.unit import Reader
from bwdesk.texts import Texts
from bwdesk.ui.bench import Bench
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.pages.library.adding import AddingPanel
from bwdesk.ui.pages.library.packs import PacksPanel
from bwdesk.ui.pages.library.reader import ArticleReader
from bwdesk.ui.pages.library.sharing import SharingPanel
from bwdesk.ui.pages.library.wordings import WordingsPanel
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.bars import Banner, UndoBar
from bwdesk.ui.parts.basics import TitleRow
from bwdesk.ui.parts.lines import hairline
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, Column, Group, RowModel
from bwdesk.usecases.library import ArticleRow, LibraryPage, library_page, library_shelves, quote_into_note
from bwdesk.usecases.practice import take_back_practice
from bwdesk.usecases.practice_shelf import SHELF


class LibraryHome(DeskPage):
    """`opened(article=…)` shows an article by its reference, `opened(search=…)` what holds the words."""

    key = "library"
    wants_pane = False
    kinds: ClassVar[tuple[type[Thing], ...]] = (Visit, Factory, Practice, Pack, Snippet)

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._shown: LibraryPage | None = None
        self._wanted = self._cited = ""
        self._shows_older = False
        self.reader = ArticleReader(bench, self)
        self._build()
        t = self.texts
        quote = self.command(t("library.act.quote"), self._ctrl_enter, "Ctrl+Return", icon="quotes", hint=t("library.hint.quote"), bar=True)
        self.command(t("library.act.find"), self.find_here, "/", hint=t("library.hint.find"), bar=True)
        self.command(
            t("library.act.read"), self.reader.text.setFocus, hint=t("library.hint.read"), key_text=t("library.key.enter"), bar=True
        )
        self.command(t("practice.act.share"), self.sharing.open, "Ctrl+N", icon="plus", hint=t("practice.hint.share"), bar=True)
        back = self.command(t("practice.act.take_back"), self._take_back, "Ctrl+Delete", icon="trash", hint=t("practice.hint.take_back"))
        add = self.command(t("library.act.add"), self.adding.ask_file, "Ctrl+O", icon="folder-open", hint=t("library.hint.add"), bar=True)
        self.command(t("library.act.packs"), self.packs.open, "Ctrl+Shift+B", icon="books", hint=t("library.hint.packs"), bar=True)
        self.command(t("wording.act.list"), self.wordings.open, "Ctrl+Shift+K", icon="quotes", hint=t("wording.hint.list"))
        self.older = self.command(t("library.act.older"), self._turn_older, "Ctrl+Shift+H", hint=t("library.hint.older"))
        self.older.setCheckable(True)
        self.list.set_row_acts(quote, (back, lambda row: row.pack.name.startswith(f"{SHELF}-")))
        self.head.set_actions(
            [
                ActButton(self.look, t("library.act.add"), kind="quiet", action=add),
                ActButton(self.look, t("library.act.quote"), action=quote),
            ]
        )

    def _build(self) -> None:
        look, t = self.look, self.texts
        self.head = TitleRow(look, t("frame.place.library"), parent=self)
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(t("library.filter"))
        self.filter.setAccessibleName(t("library.filter"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(lambda _text: self.reload())
        self.filter.returnPressed.connect(self.focus_list)
        columns = (Column[ArticleRow]("article", "", self._cell, stretch=True),)
        self._model: RowModel[ArticleRow] = RowModel(columns, lambda row: row.article.ref, group=self._shelf)
        self.list = RowView(look, self._model, self, two_lines=True)
        self.list.setAccessibleName(t("library.shelves"))
        self.list.set_empty(t("library.none"), t("library.none.do"))
        self.list.current_row.connect(self._chosen)
        self.list.activated_row.connect(lambda _key: self.reader.text.setFocus(Qt.FocusReason.OtherFocusReason))
        self.warning: Banner | None = None
        self.undo_bar = UndoBar(look, t("frame.undo"), self)
        self.undo_bar.undo_asked.connect(self.undo_asked)
        self._lay()

    def _lay(self) -> None:
        inset = self.look.look.density.inset
        shelves, beside = QWidget(self), QWidget(self)
        left, self._right = QVBoxLayout(shelves), QVBoxLayout(beside)
        search = QHBoxLayout()
        search.setContentsMargins(inset, 8, inset, 8)
        search.addWidget(self.filter)
        left.addLayout(search)
        left.addWidget(self.list, 1)
        self._right.addWidget(self.reader, 1)
        sides = QHBoxLayout()
        for column in (left, self._right, sides):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
        sides.addWidget(shelves, 2)
        sides.addWidget(hairline(self, upright=True))
        sides.addWidget(beside, 3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(hairline(self))
        self.sharing = SharingPanel(self.bench, self)
        self.sharing.put_away.connect(self.focus_list)
        self.adding, self.packs = AddingPanel(self.bench, self), PacksPanel(self.bench, self)
        self.wordings = WordingsPanel(self.bench, self)
        for panel in (self.adding, self.packs, self.wordings):
            panel.put_away.connect(self.focus_list)
            panel.done.connect(lambda act: self.undo_bar.offer(self.texts(act)))
            whole.addWidget(panel)
        whole.addWidget(self.sharing)
        whole.addLayout(sides, 1)

    def _cell(self, row: ArticleRow) -> Cell:
        mark, tone = (Kind.BAD, "text2") if row.is_outdated else (None, "text1")
        spoken = f"{row.article.title}, {self.texts('library.outdated')}" if row.is_outdated else ""
        return Cell(row.article.title, second=row.article.source, mark=mark, tone=tone, spoken=spoken)

    def _shelf(self, row: ArticleRow) -> Group:
        title = self.texts("library.shelf.replaced", title=row.pack.title, version=row.pack.version) if row.replaced_by else row.pack.title
        return Group(row.pack.label, title, order=(row.pack.country, row.pack.name, [-part for part in row.pack.order()]))

    # being shown

    def opened(self, **where: str) -> None:
        self._wanted = self._cited = where.get("article", "")
        if "search" in where:
            self.filter.setText(where["search"])
        elif self._wanted:
            self.filter.clear()
        self.reload()

    def reload(self) -> None:
        now, typed = self.desk.writer.now(), self.filter.text()
        self.ask(self._show, _held, self.bench.today(), now, typed, self.texts, self._shows_older, self._cited)
        for panel in (self.packs, self.wordings):
            if panel.isVisible():
                panel.reload()

    def _turn_older(self) -> None:
        self._shows_older = not self._shows_older
        self.older.setChecked(self._shows_older)
        self.reload()

    def _show(self, page: LibraryPage) -> None:
        self._shown = page
        self._model.set_rows(page.rows)
        if self._wanted and self.list.choose(self._wanted):
            self._wanted = ""
        elif not self.list.current_key():
            self.list.choose_first()
        self._chosen(self.list.current_key())
        self.head.show_title(self.texts("frame.place.library"), self.fact())
        self.commands_changed.emit()

    def _chosen(self, ref: str) -> None:
        row = self._model.value(self._model.row_of(ref)) if ref else None
        if row is None and self._shown is not None and self._shown.rows:
            return  # the head of a shelf has the focus: the reader stays
        if row != self.reader.row:
            self._unwarn()
        self.reader.show_row(row)

    def title(self) -> str:
        return self.texts("frame.place.library")

    def fact(self) -> str:
        goes_to = self._shown.goes_to if self._shown is not None else ""
        return self.texts("library.goes_to", factory=goes_to) if goes_to else self.texts("library.goes_nowhere")

    def focus_first(self) -> None:
        self.focus_list()

    def focus_list(self) -> None:
        """Puts the focus on the article that is read."""
        if not self.list.current_key():
            self.list.choose_first()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def find_here(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    # quoting

    def _ctrl_enter(self) -> None:
        """Does what the form with the focus is for; quotes where none has it."""
        focus = self.focusWidget()
        forms = ((self.sharing, self.sharing.share_words), (self.adding, self.adding.take_in), (self.wordings, self.wordings.settle))
        next((act for form, act in forms if form.isAncestorOf(focus)), self.quote)()

    def quote(self) -> None:
        """Writes the selection, or the first paragraph, into the visit; what is outdated asks first and is written the second time."""
        row = self.reader.row
        page = self._shown
        if row is None or page is None:
            return
        if row.is_outdated and self.warning is None:
            self._warn()
            return
        done = self.do(quote_into_note, row.article.ref, self.reader.passage(), self.bench.today(), self.warning is not None, page.packs)
        done.then(self._quoted, self).otherwise(self._not_quoted, self)

    def _quoted(self, _line: Line) -> None:
        self._unwarn()
        factory = self._shown.goes_to if self._shown is not None else ""
        self.undo_bar.offer(self.texts("library.quoted", factory=factory))

    def _not_quoted(self, error: DeskError) -> None:
        self.desk.tell(error)

    # shared good practice

    def _take_back(self) -> None:
        row = self.reader.row
        if row is None or not row.pack.name.startswith(f"{SHELF}-"):
            self.desk.tell(Refused("practice.not_shared"))
            return
        self.do(take_back_practice, row.article.id).then(lambda _practice: self.undo_bar.offer(self.texts("act.practice.take_back")), self)

    def _warn(self) -> None:
        t = self.texts
        acts = ((t("library.quote_anyway"), self.quote), (t("library.leave_it"), self._unwarn))
        self.warning = Banner(self.look, t("library.warn"), t("library.warn.rest"), Kind.BAD, "warning-circle", acts, self)
        self._right.insertWidget(0, self.warning)

    def _unwarn(self) -> None:
        if self.warning is not None:
            self.warning.hide()
            self.warning.deleteLater()
            self.warning = None


def _held(reader: Reader, on: date, now: datetime, typed: str, texts: Texts, older: bool, cited: str) -> LibraryPage:
    return library_page(reader, on, now, typed, library_shelves(reader, texts), older=older, ref=cited)
