"""The recovery code, in its numbered groups, with the sheet as a PDF: what the first run shows once and the settings make anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.errors import DeskError
from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.notices import sentence_of
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import Words

GROUPS_A_ROW: Final = 4
Printer = Callable[[str, Path, Callable[[DeskError | None], None]], None]
"""Writes the sheet of a code as a PDF and tells how it went."""


class RecoveryCode(QWidget):
    """Shows one code. It forgets it with `forget`; nothing else keeps it."""

    def __init__(self, source: LookSource, texts: Texts, printer: Printer, parent: QWidget) -> None:
        super().__init__(parent)
        self._source, self._texts, self._printer = source, texts, printer
        self.code = ""
        self._groups = QVBoxLayout()
        self._groups.setSpacing(4)
        self.print_button = ActButton(source, texts("recovery.print"), icon="file-pdf", parent=self)
        self.print_button.clicked.connect(lambda _checked=False: self._ask_where())
        self.message = Words(source, "", Role.BODY, "text2", wrap=True, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._groups)
        foot = QHBoxLayout()
        foot.addWidget(self.print_button)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addWidget(self.message)

    def show_code(self, code: str) -> None:
        """Shows a code instead of the one before."""
        self.forget()
        self.code = code
        groups = code.split("-")
        for first in range(0, len(groups), GROUPS_A_ROW):
            held = QWidget(self)
            row = QHBoxLayout(held)
            row.setContentsMargins(0, 0, 0, 0)
            for number, group in enumerate(groups[first : first + GROUPS_A_ROW], first + 1):
                row.addWidget(Words(self._source, str(number), Role.SMALL, "text3", parent=held))
                row.addWidget(Words(self._source, group, Role.TITLE, firm=True, parent=held))
                row.addSpacing(12)
            row.addStretch(1)
            self._groups.addWidget(held)

    def forget(self) -> None:
        """Takes the code off the screen and out of memory."""
        self.code = ""
        self.message.show_words("")
        while (item := self._groups.takeAt(0)) is not None:
            if (held := item.widget()) is not None:
                held.hide()
                held.deleteLater()

    def _ask_where(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, self._texts("recovery.print"), self._texts("recovery.file"), "PDF (*.pdf)")
        if path:
            self.print_to(Path(path))

    def print_to(self, path: Path) -> None:
        """Writes the sheet as a PDF."""

        def done(error: DeskError | None) -> None:
            words = self._texts("recovery.saved", file=path.name) if error is None else " ".join(sentence_of(error, self._texts))
            self.message.show_words(words, "good" if error is None else "bad")

        self._printer(self.code, path, done)
