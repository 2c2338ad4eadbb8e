"""The rows of the settings about the password at the office: one of the person's own, chosen at the first sign-in or at any time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from bwdesk.domain.passwords import LEAST, LONGEST, is_too_weak
from bwdesk.errors import DeskError, NotAllowed
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.strength import strength

if TYPE_CHECKING:
    from bwdesk.ui.settings_sections import Shelf


class OwnPassword:
    """The password of now, and the new one with how strong it is."""

    def __init__(self, shelf: Shelf) -> None:
        texts = shelf.bench.texts
        self._shelf, self._texts, self._desk = shelf, texts, shelf.bench.sync
        self._said, self._strong = shelf.words(), shelf.words()
        for words in (self._said, self._strong):
            words.setWordWrap(True)
        self._now = shelf.field(texts("settings.own_password"), secret=True, wide=180)
        self._new = shelf.field(texts("settings.own_password.new"), secret=True, wide=180)
        for field in (self._now, self._new):
            field.setMaxLength(LONGEST)
        self._eye = ActButton(shelf.bench.look, texts("first.secret.show"), kind="quiet", icon="eye", parent=shelf.owner)
        self._eye.setCheckable(True)
        modes = QLineEdit.EchoMode
        self._eye.toggled.connect(lambda on: self._new.setEchoMode(modes.Normal if on else modes.Password))
        self._change = shelf.button("settings.change", self._choose)
        self._new.textEdited.connect(self._typed)
        self._new.returnPressed.connect(self._choose)
        shelf.add("own_password", self._said, self._now)
        shelf.add("own_password.new", self._strong, self._new, self._eye, self._change)
        shelf.on_refresh(self._show)
        self._desk.status_changed.connect(self._show)

    def ask(self, first: str) -> None:
        """Asks for it right after a first sign-in; the first password need not be typed again."""
        self._now.setText(first)
        self._show()
        self._new.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, _status: object = None) -> None:
        if self._desk.status.is_first and not self._said.text():
            self._said.show_words(self._texts("settings.own_password.first"), "unsure")

    def _typed(self, text: str) -> None:
        key, tone = strength(text, LEAST)
        self._strong.show_words(self._texts(key, least=LEAST) if text else "", tone)

    def _choose(self) -> None:
        if not self._change.isEnabled():
            return
        if is_too_weak(self._new.text()):
            self._strong.show_words(self._texts("settings.own_password.short", least=LEAST), "bad")
            return
        self._change.setEnabled(False)
        done = self._desk.change_password(self._now.text(), self._new.text())
        done.then(lambda _none: self._chosen(), self._shelf.owner).otherwise(self._refused, self._shelf.owner)

    def _chosen(self) -> None:
        self._change.setEnabled(True)
        self._eye.setChecked(False)
        for field in (self._now, self._new):
            field.clear()
        self._strong.show_words("")
        self._shelf.said(self._said, None, "settings.own_password.done")

    def _refused(self, error: DeskError) -> None:
        self._change.setEnabled(True)
        is_older = error.key == "message.broken"  # a server from before there were own passwords
        self._shelf.said(self._said, NotAllowed("password.server_older") if is_older else error, "")
        if error.field == "now" or error.key == "password.wrong":
            self._now.setFocus(Qt.FocusReason.OtherFocusReason)
