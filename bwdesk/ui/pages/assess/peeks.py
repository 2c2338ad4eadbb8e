"""On touch, what the context pane would say first: last time, law, thread. A press shows the pane."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from bwdesk.ui.bench import Bench
from bwdesk.ui.pages.assess.sheet import KINDS, Sheet
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import hairline
from bwdesk.usecases.assessment_page import Cell
from bwdesk.usecases.question_page import QuestionPage


class Peeks(QFrame):
    """`asked` when one of them is pressed. Shown on touch only."""

    asked = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench, self._texts = bench, bench.texts
        source = bench.look
        self.last = ActButton(source, "", kind="quiet", parent=self)
        self.law = ActButton(source, "", kind="quiet", icon="scales", parent=self)
        self.thread_button = ActButton(source, "", kind="quiet", icon="chat-teardrop-text", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(source.look.density.inset - 12, 4, source.look.density.inset, 4)
        row.setSpacing(4)
        for number, button in enumerate((self.last, self.law, self.thread_button)):
            if number:
                line = hairline(self, upright=True)
                line.setFixedHeight(20)
                row.addWidget(line)
            button.clicked.connect(self.asked)
            row.addWidget(button)
        row.addStretch(1)
        self.setVisible(source.look.touch)

    def show_around(self, sheet: Sheet, cell: Cell, around: QuestionPage) -> None:
        """What there is to see in the pane."""
        texts, past = self._texts, around.past
        newest = past.earlier[0] if past.earlier else None
        year = str(newest.assessed_on.year) if newest is not None and newest.assessed_on is not None else ""
        self.last.setText(texts("assess.peek.last", year=year) if newest is not None else texts("assess.peek.first"))
        self.last.set_mark(KINDS[newest.verdict] if newest is not None else None)
        references = texts.commas(cell.question.references[:2])
        self.law.setText(references)
        self.law.setVisible(bool(references))
        self.thread_button.setText(texts.count("assess.peek.thread", len(past.messages)))
