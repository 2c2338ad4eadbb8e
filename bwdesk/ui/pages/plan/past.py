"""What happened to the item in focus, newest first, beside the plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.basics import SectionHead, Words
from bwdesk.ui.when import clock_words, moment_day
from bwdesk.usecases.history import Step

MOST: Final = 20


class PastPane(QWidget):
    """The pane of the plan's page."""

    def __init__(self, look: LookSource, texts: Texts) -> None:
        super().__init__()
        self._look, self._texts = look, texts
        self.head = SectionHead(look, texts("plan.history"))
        self.lines = Words(look, "", Role.BODY, "text2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.lines)
        column.addStretch(1)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Shows who did what, and when."""
        look = self._look.look
        lines = [
            f"{moment_day(look, step.at, 'd MMM')} {clock_words(step.at)}  {step.name}: {self._texts(step.act)}"
            for step in reversed(steps[-MOST:])
        ]
        self.head.count.show_words(str(len(steps)))
        self.lines.show_words("\n".join(lines))
