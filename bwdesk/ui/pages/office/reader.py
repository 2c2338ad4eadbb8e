"""Somebody at a factory or a buyer who reads released reports in a browser: invited, given a new link, ended, let in again.

Links are shown once.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bwdesk.domain.access import Standing
from bwdesk.domain.folding import fold_text
from bwdesk.sync.office_wire import AddReader, EndReader, LetReaderIn, NewLink, OneTimeLink, Overview, ReaderRow
from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.pages.office.assigning import chosen, typed_choice
from bwdesk.ui.pages.office.parts import AskingForm, Port
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.basics import Words
from bwdesk.usecases.office_page import Assigned


class ReaderPanel(AskingForm):
    """`done(act, name)` when the office said yes (`reader_ended`); `given(name, path)` brings a one-time link."""

    done = Signal(str, str)
    given = Signal(str, str)

    def __init__(self, port: Port, look: LookSource, texts: Texts, parent: QWidget) -> None:
        super().__init__(port, look, texts, texts("office.reader.title"), texts("new_factory.away"), parent)
        self._row: ReaderRow | None = None
        self.name, self.login = LineField(self), LineField(self)
        self.name.textEdited.connect(self._suggest_login)
        self.subject = typed_choice(look, self, self.invite)
        for field in (self.name, self.login):
            field.entered.connect(self.invite)
        self.fields = QWidget(self)
        row = self.named_row(
            (
                (texts("office.col.name"), self.name, 3),
                (texts("office.col.login"), self.login, 3),
                (texts("office.col.of"), self.subject, 4),
            )
        )
        row.setContentsMargins(0, 0, 0, 0)
        self.fields.setLayout(row)
        self.column.addWidget(self.fields)
        self.about = Words(look, "", Role.SMALL, "text2", wrap=True, parent=self)
        self.column.addWidget(self.about)
        self.column.addWidget(self.message)
        self.link = self.button("office.act.link_reader", self._new_link, icon="key")
        self.end = self.button("office.act.end_reader", self.end_reader, icon="prohibit")
        self.let_in = self.button("office.act.let_in", self._let_in, icon="key")
        self.add = self.button("office.act.add_reader", self.invite, kind="primary")
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for button in (self.link, self.end, self.let_in):
            acts.addWidget(button)
        acts.addStretch(1)
        acts.addWidget(self.away)
        acts.addWidget(self.add)
        self.column.addLayout(acts)

    def show_choices(self, found: Assigned) -> None:
        """The factories and buyers of the register; what is being typed stays."""
        typed = self.subject.currentText()
        self.subject.clear()
        for key, name, country in found.buyers:
            self.subject.addItem(self.texts("office.reader.buyer", name=name, country=country), ("buyer", key))
        for key, name, country, city in found.factories:
            self.subject.addItem(self.texts("office.reader.factory", name=name, place=city or country), ("factory", key))
        self.subject.setCurrentIndex(-1)
        self.subject.setEditText(typed)

    def open(self, overview: Overview, row: ReaderRow | None = None) -> None:
        """Asks for a new reader, or shows one and what they read."""
        texts, is_new = self.texts, row is None
        may_invite = Standing(overview.standing) is Standing.MANAGER
        self._row = row
        self.head.title.show_words(texts("office.reader.title") if row is None else row.name)
        self.about.show_words(texts("office.reader.note" if may_invite else "error.office.invites") if row is None else reads(row, texts))
        self.fields.setVisible(is_new and may_invite)
        self.add.setVisible(is_new and may_invite)
        for button in (self.link, self.end):
            button.setVisible(row is not None and row.state != "ended")
        self.let_in.setVisible(row is not None and row.state == "ended")
        for field in (self.name, self.login):
            field.settle()
            field.show_text("")
        self.message.hide()
        self.show()
        (self.name if is_new and may_invite else self.away).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _suggest_login(self, name: str) -> None:
        if not self.login.isModified():
            self.login.show_text(".".join(fold_text(name).split())[:120])

    def invite(self) -> None:
        """Asks the office for the account and its link."""
        found = chosen(self.subject)
        if not found:
            self.say(self.texts("office.reader.which", typed=self.subject.currentText().strip()))
            self.subject.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        side, key = found
        name = self.name.text().strip()
        self.ask(AddReader(self.login.text().strip(), name, side, key), lambda answer: self._given(answer, name))

    def _new_link(self) -> None:
        row = self._row
        if row is not None:
            self.ask(NewLink(row.id), lambda answer: self._given(answer, row.name))

    def _let_in(self) -> None:
        row = self._row
        if row is not None:
            self.ask(LetReaderIn(row.id), lambda answer: self._given(answer, row.name))

    def end_reader(self) -> None:
        """Ends the reader that is shown: link, password and sessions hold no more."""
        row = self._row
        if row is not None and row.state != "ended":
            self.ask(EndReader(row.id), lambda _noted: self._finish(row))

    def _given(self, answer: OneTimeLink, name: str) -> None:
        self.hide()
        self.given.emit(name, answer.path)

    def _finish(self, row: ReaderRow) -> None:
        self.hide()
        self.done.emit("reader_ended", row.name)


def reads(row: ReaderRow, texts: Texts) -> str:
    """What somebody reads, in one sentence."""
    if row.state == "ended":
        return texts("office.reads.ended")
    if row.side == "factory":
        return texts("office.reads.factory", name=row.of) if row.of else texts("office.reads.a_factory")
    if not row.of:
        return texts("office.reads.a_buyer")
    if not row.lets_read_count:
        return texts("office.reads.buyer_none", name=row.of)
    more = row.lets_read_count - len(row.lets_read)
    return texts("office.reads.buyer", name=row.of, factories=texts.commas(row.lets_read)) + (
        " " + texts.count("office.reads.more", more) if more else ""
    )
