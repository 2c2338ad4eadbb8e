"""An account, made or changed: what the person is, and in which countries. First passwords are shown once and handed over by voice."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.access import Standing
from bwdesk.domain.folding import fold_text
from bwdesk.domain.office_rights import MANAGERS
from bwdesk.sync.office_wire import (
    AddPerson,
    ChangePerson,
    EndPerson,
    FirstPassword,
    LetIn,
    NewPassword,
    Overview,
    PersonRow,
)
from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.pages.office.countries import CountriesField
from bwdesk.ui.pages.office.parts import AskingForm, Port
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.basics import Card, Words
from bwdesk.ui.parts.choice import Choice


class PersonPanel(AskingForm):
    """`done(act, person's name, person)` when the office said yes: added, changed, ended, let_in; `given` brings a first password."""

    done = Signal(str, str, str)
    given = Signal(str, str)

    def __init__(self, port: Port, look: LookSource, texts: Texts, parent: QWidget) -> None:
        super().__init__(port, look, texts, texts("office.person.title"), texts("new_factory.away"), parent)
        self._row: PersonRow | None = None
        self._mine: list[str] = []
        self.name, self.login = LineField(self), LineField(self)
        self.countries = CountriesField(look, texts, self)
        self.countries.line.escaped.connect(self.leave)
        self.countries.unknown.connect(lambda typed: self.say(texts("office.country.unknown", typed=typed)))
        self.name.textEdited.connect(self._suggest_login)
        for field in (self.name, self.login, self.countries):
            field.entered.connect(self.keep)
        self.standing = Choice(look, self)
        fields = (
            ("name", self.name, 4), ("login", self.login, 3), ("standing", self.standing, 3),
        )  # fmt: skip
        self.column.addLayout(self.named_row([(texts(f"office.col.{key}"), field, share) for key, field, share in fields]))
        self.column.addLayout(self.named_row([(texts("office.col.countries"), self.countries, 1)]))
        self.why_not = Words(look, "", Role.SMALL, "text2", wrap=True, parent=self)
        self.column.addWidget(self.why_not)
        self.column.addWidget(self.message)
        self.password = self.button("office.act.password", self._renew, icon="key")
        self.end = self.button("office.act.end_person", self.end_account, icon="prohibit")
        self.let_in = self.button("office.act.let_in", self._let_in)
        self.save = self.button("office.act.add_person", self.keep, kind="primary")
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for button in (self.password, self.end, self.let_in):
            acts.addWidget(button)
        acts.addStretch(1)
        acts.addWidget(self.away)
        acts.addWidget(self.save)
        self.column.addLayout(acts)

    def open(self, overview: Overview, row: PersonRow | None = None) -> None:
        """Asks for a new person, or shows one to be changed."""
        texts = self.texts
        self._row, self._mine = row, overview.countries
        higher = Standing(overview.standing) == Standing.ADMINISTRATOR
        self.standing.clear()
        for one in Standing:
            if higher or one not in MANAGERS or (row is not None and row.standing == one):
                self.standing.addItem(texts(f"office.standing.{one}"), one.value)
        self.standing.setCurrentIndex(max(0, self.standing.findData(row.standing if row is not None else Standing.STAFF.value)))
        for field, text in ((self.name, row.name if row is not None else ""), (self.login, row.login if row is not None else "")):
            field.settle()
            field.show_text(text)
        self.countries.show_codes(row.countries if row is not None else overview.countries, overview.countries)
        self._fit(row)
        self.message.hide()
        self.show()
        first = self.name if row is None else self.standing if self.standing.isEnabled() else self.away
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fit(self, row: PersonRow | None) -> None:
        """What can be done with this account, and if nothing can, why."""
        texts, may = self.texts, row is None or not row.why_not
        is_old, is_active = row is not None, row is None or row.is_active
        self.head.title.show_words(texts("office.person.title") if row is None else row.name)
        self.why_not.show_words(texts("office.first.note") if row is None else texts(f"error.{row.why_not}") if not may else "")
        self.why_not.setVisible(not may or row is None)
        for field in (self.name, self.login):
            field.setEnabled(row is None)
        for widget in (self.standing, self.countries, self.save):
            widget.setEnabled(may and is_active)
        self.save.setText(texts("office.act.change_person" if is_old else "office.act.add_person"))
        self.save.setVisible(may and is_active)
        self.password.setVisible(is_old and may and is_active)
        self.end.setVisible(is_old and may and is_active)
        self.let_in.setVisible(is_old and may and not is_active)

    def _suggest_login(self, name: str) -> None:
        if self._row is None and not self.login.isModified():
            self.login.show_text(".".join(fold_text(name).split())[:120])

    def keep(self) -> None:
        """Adds or changes."""
        if not self.countries.take_typed():
            self.countries.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        standing, countries = str(self.standing.currentData()), self.countries.codes()
        row, name = self._row, self.name.text().strip()
        if row is None:
            ask = AddPerson(self.login.text().strip(), name, standing, countries)
            self.ask(ask, lambda answer: self._given(answer, name))
        elif not row.why_not and row.is_active:
            self.ask(ChangePerson(row.id, standing, countries), lambda _noted: self._finish("changed", row))

    def _renew(self) -> None:
        row = self._row
        if row is not None:
            self.ask(NewPassword(row.id), lambda answer: self._given(answer, row.name))

    def end_account(self) -> None:
        """Ends the account that is shown; the page offers to take it back."""
        row = self._row
        if row is not None and not row.why_not and row.is_active:
            self.ask(EndPerson(row.id), lambda _noted: self._finish("ended", row))

    def _let_in(self) -> None:
        row = self._row
        if row is not None:
            self.ask(LetIn(row.id), lambda _noted: self._finish("let_in", row))

    def _given(self, answer: FirstPassword, name: str) -> None:
        self.hide()
        self.given.emit(name, answer.password)

    def _finish(self, act: str, row: PersonRow) -> None:
        self.hide()
        self.done.emit(act, row.name, row.id)


FIRST_WORDS = ("office.first.of", "office.first.copy", "office.first.ready", "office.first.how")
LINK_WORDS = ("office.link.of", "office.link.copy", "office.link.ready", "office.link.how")


class PasswordCard(QWidget):
    """A first password or a one-time link, once. `put_away` when the person has handed it over.

    `words`: its title, its two buttons, and how it is handed over.
    """

    put_away = Signal()

    def __init__(
        self, look: LookSource, texts: Texts, parent: QWidget, words: Sequence[str] = FIRST_WORDS, role: Role = Role.DISPLAY
    ) -> None:
        super().__init__(parent)
        self._texts = texts
        self._of, copy, ready, how = words
        card = Card(parent=self)
        self.title = Words(look, "", Role.NAME, parent=card)
        self.password = Words(look, "", role, firm=True, parent=card)
        self.password.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = ActButton(look, texts(copy), icon="copy", small=True, parent=card)
        self.copy.clicked.connect(lambda _checked=False: QGuiApplication.clipboard().setText(self.password.text()))
        self.ready = ActButton(look, texts(ready), kind="primary", small=True, parent=card)
        self.ready.clicked.connect(lambda _checked=False: self.forget())
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for widget in (self.password, self.copy, self.ready):
            acts.addWidget(widget)
        acts.addStretch(1)
        card.body.addWidget(self.title)
        card.body.addLayout(acts)
        card.body.addWidget(Words(look, texts(how), Role.BODY, "text2", wrap=True, parent=card))
        column = QVBoxLayout(self)
        inset = look.look.density.inset
        column.setContentsMargins(inset, 4, inset, 12)
        column.addWidget(card)
        self.hide()

    def show_password(self, name: str, password: str) -> None:
        """Shows a password until it is put away."""
        self.title.show_words(self._texts(self._of, name=name))
        self.password.show_words(password)
        self.password.setAccessibleName(" ".join(password))
        self.show()
        self.ready.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Nobody who comes to the desk later finds it."""
        was_shown = not self.isHidden()
        self.password.show_words("")
        self.password.setAccessibleName("")
        self.hide()
        if was_shown:
            self.put_away.emit()
