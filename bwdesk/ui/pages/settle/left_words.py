"""Words that were being typed for a difference which somebody has settled meanwhile: kept to be read and copied until they are let go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import NoteField
from bwdesk.ui.parts.basics import Words
from bwdesk.usecases.drafts import Draft, drop_draft

TALLEST = 96


class LeftWords(QFrame):
    """One at a time; hidden without any. `let_go` when the one shown was forgotten."""

    let_go = Signal()

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        super().__init__(parent)
        self._bench = bench
        self._key = ""
        self.setProperty("role", "card")
        self.head = Words(bench.look, bench.texts("settle.typed_left"), Role.SMALL, "text2", wrap=True, parent=self)
        self.words = NoteField(self)
        self.words.setReadOnly(True)
        self.words.setMaximumHeight(TALLEST)
        self.words.setAccessibleName(bench.texts("settle.typed_left"))
        self.forget = ActButton(bench.look, bench.texts("settle.forget"), kind="quiet", icon="trash", small=True, parent=self)
        self.forget.clicked.connect(self._let_go)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addWidget(self.head)
        column.addWidget(self.words)
        column.addWidget(self.forget, 0, Qt.AlignmentFlag.AlignLeading)
        self.hide()

    def show_drafts(self, found: Sequence[Draft]) -> None:
        """Shows the first of these."""
        self._key = found[0].key if found else ""
        self.words.show_text(found[0].text if found else "")
        self.setHidden(not found)

    def _let_go(self) -> None:
        if self._key:
            self._bench.desk.do(drop_draft, self._key).then(lambda _none: self.let_go.emit(), self)
