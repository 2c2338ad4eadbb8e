"""At the door of a damaged desk: what no office has yet, saved to an encrypted file before anything is put in place of it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from bwdesk.errors import DeskError
from bwdesk.paths import EXCHANGE_ENDING
from bwdesk.texts import Texts
from bwdesk.ui.gate import Gate
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.words import Words
from bwdesk.ui.sentence import sentence_of

NAME: Final = "unsent-work"


class Rescue(QWidget):
    """A passphrase for the file, the button, and how it went."""

    def __init__(self, source: LookSource, texts: Texts, gate: Gate, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts, self._gate = texts, gate
        self.passphrase = QLineEdit(self)
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setPlaceholderText(texts("exchange.passphrase"))
        self.passphrase.setAccessibleName(texts("exchange.passphrase"))
        self.button = ActButton(source, texts("exchange.act.save"), icon="floppy-disk", parent=self)
        self.button.clicked.connect(lambda _checked=False: self._ask())
        self.message = Words(source, texts("exchange.save.help"), Role.BODY, "text2", wrap=True, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.message, self.passphrase, self.button):
            column.addWidget(widget)

    def _ask(self) -> None:
        kinds = f"{self._texts('exchange.files')} (*{EXCHANGE_ENDING})"
        name, _ = QFileDialog.getSaveFileName(self, self._texts("exchange.act.save"), NAME + EXCHANGE_ENDING, kinds)
        if name:
            self.save(Path(name))

    def save(self, path: Path) -> None:
        """Saves to a file."""
        self.setEnabled(False)
        self.message.show_words(self._texts("exchange.writing"), "text3")
        self._gate.save_unsent(path, self.passphrase.text(), lambda error: self._done(path, error))

    def _done(self, path: Path, error: DeskError | None) -> None:
        self.setEnabled(True)
        if error is not None:
            self.message.show_words(" ".join(sentence_of(error, self._texts)), "bad")
            return
        self.passphrase.clear()
        self.message.show_words(self._texts("exchange.saved", name=path.name), "good")
