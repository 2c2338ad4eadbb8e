"""A form that opens in place, above what it adds to: a row of named fields, and Escape puts it away. No dialog, and no rules of its own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.errors import DeskError
from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.basics import SectionHead, Words
from bwdesk.ui.sentence import sentence_of

Field = tuple[str, QWidget, int]
"""What a field is called, the field, and its share of the width."""


class FormPanel(QFrame):
    """`put_away` when the person is done with it. Forms lay themselves out in `column`, under the head, and place `away` and `message`."""

    put_away = Signal()

    def __init__(self, look: LookSource, texts: Texts, title: str, away: str, parent: QWidget | None = None, note: str = "") -> None:
        super().__init__(parent)
        self.look, self.texts = look, texts
        self.head = SectionHead(look, title, note)
        self.away = ActButton(look, away, kind="quiet", key="Esc")
        self.away.clicked.connect(self.leave)
        self.message = Words(look, "", Role.SMALL, "bad", wrap=True, parent=self)
        self.message.hide()
        inset = look.look.density.inset
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(inset, 4, inset, 12)
        self.column.addWidget(self.head)
        self.hide()

    def named_row(self, fields: Sequence[Field], buttons: Sequence[QWidget] = ()) -> QHBoxLayout:
        """Fields side by side, each under its name, which it is also called by for a screen reader; buttons at the end. Tab goes along."""
        row = QHBoxLayout()
        row.setSpacing(12)
        for name, field, share in fields:
            field.setAccessibleName(name)
            if isinstance(field, LineField):  # it keeps Escape to itself
                field.escaped.connect(self.leave)
            cell = QVBoxLayout()
            cell.setSpacing(2)
            cell.addWidget(Words(self.look, name, Role.SMALL, "text3"))
            cell.addWidget(field)
            row.addLayout(cell, share)
        for button in buttons:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        for (_, before, _), (_, after, _) in pairwise(fields):
            QWidget.setTabOrder(before, after)
        return row

    def say(self, words: str) -> None:
        """Says under the fields what is wrong with them."""
        self.message.show_words(words)
        self.message.show()

    def say_error(self, error: DeskError) -> None:
        """The same, of a refusal."""
        self.say(" ".join(sentence_of(error, self.texts)))

    def leave(self) -> None:
        """Puts the form away; what was typed in it is not kept as a record."""
        self.hide()
        self.put_away.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
