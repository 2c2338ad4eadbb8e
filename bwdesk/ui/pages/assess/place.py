"""The place Assess: one page that shows an assessment, a sitting, or the list of both, as it is opened."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from bwdesk.ui.bench import Bench
from bwdesk.ui.page import Page
from bwdesk.ui.pages.assess.assessment import AssessmentPage


class AssessPlace(Page):
    """`opened(assessment=…, question=…)`, `opened(sitting=…, question=…)`, `opened(factory=…)`, `opened(list="1")`.

    Opened bare it shows what was open before, else the list.
    """

    key = "assess"

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.assessment = AssessmentPage(bench)
        self.stack = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        for page in (self.assessment,):
            self.stack.addWidget(page)
            page.go.connect(self.go)
            page.context_changed.connect(self.context_changed)
            for signal, own in (
                (page.pane_changed, self.pane_changed),
                (page.title_changed, self.title_changed),
                (page.commands_changed, self.commands_changed),
            ):
                signal.connect(lambda page=page, own=own: own.emit() if page is self.current else None)

    @property
    def current(self) -> Page:
        """The page that is shown."""
        shown = self.stack.currentWidget()
        assert isinstance(shown, Page)
        return shown

    def opened(self, **where: str) -> None:
        self.stack.setCurrentWidget(self.assessment)
        self.current.opened(**where)

    def title(self) -> str:
        return self.current.title()

    def pane(self) -> QWidget | None:
        return self.current.pane() if self.current.wants_pane else None

    def actions(self) -> list[QAction]:
        """The commands of the page that is shown."""
        return self.current.actions()

    def focus_first(self) -> None:
        self.current.focus_first()

    def leaving(self) -> None:
        self.current.leaving()

    def turned(self, on: bool) -> None:
        self.current.turned(on)

    def fact(self) -> str:
        return self.current.fact()

    def find_here(self) -> None:
        self.current.find_here()
