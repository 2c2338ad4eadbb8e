"""A new passphrase, with how strong it is, and a new PIN where the system keeps keys: one step of the first run."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.pin_field import PinField
from bwdesk.ui.strength import LEAST, LEAST_ALONE, is_simple_pin, strength

MOST_ALIKE = 4  # a passphrase of fewer different characters is refused
PIN_DIGITS = 6


class NewSecret(QWidget):
    """The two fields. Enter in either goes on to what stands around them."""

    def __init__(self, source: LookSource, texts: Texts, passphrase: str, pin: str, *, has_keyring: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts, self._has_keyring = texts, has_keyring
        self._least = LEAST if has_keyring else LEAST_ALONE
        self.passphrase = QLineEdit(self)
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setPlaceholderText(texts("first.secret.passphrase"))
        self.passphrase.setAccessibleName(texts("first.secret.passphrase"))
        self.passphrase.setText(passphrase)
        show = ActButton(source, texts("first.secret.show"), kind="quiet", icon="eye", parent=self)
        show.setCheckable(True)
        modes = QLineEdit.EchoMode
        show.toggled.connect(lambda on: self.passphrase.setEchoMode(modes.Normal if on else modes.Password))
        self._strength = Words(source, "", Role.SMALL, "text3", wrap=True, parent=self)
        self._pin_words = Words(source, texts("first.secret.pin"), Role.BODY, "text2", parent=self)
        self.pin = PinField(source, texts("unlock.pin"), self)
        self.pin.setText(pin)
        self._lay_out(show)
        self._pin_words.setVisible(has_keyring)
        self.pin.setVisible(has_keyring)
        self.passphrase.textChanged.connect(self._typed)
        self._typed(passphrase)

    def _lay_out(self, show: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.passphrase, 1)
        row.addWidget(show)
        column.addLayout(row)
        column.addWidget(self._strength)
        column.addSpacing(10)
        column.addWidget(self._pin_words)
        column.addWidget(self.pin)

    def _typed(self, text: str) -> None:
        key, tone = strength(text, self._least)
        self._strength.show_words(self._texts(key, least=self._least), tone)

    def missing(self) -> str:
        """What is wrong with the two, in words; empty when they will do."""
        if len(self.passphrase.text()) < self._least or len(set(self.passphrase.text())) < MOST_ALIKE:
            return self._texts("first.secret.short", least=self._least)
        if not self._has_keyring:
            return ""
        if len(self.pin.text()) != PIN_DIGITS:
            return self._texts("first.secret.pin_missing")
        return self._texts("first.secret.pin_simple") if is_simple_pin(self.pin.text()) else ""
