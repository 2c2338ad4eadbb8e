"""The place Assess: one page that shows an assessment, a sitting, or the list of both, as it is opened."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from bwdesk.ui.bench import Bench
from bwdesk.ui.page import Page
from bwdesk.ui.pages.assess.assessment import AssessmentPage
from bwdesk.ui.pages.assess.sitting import SittingPage
from bwdesk.ui.pages.assess.start import StartPage
from bwdesk.ui.pin_prompt import AskPin


class AssessPlace(Page):
    """`opened(assessment=…, question=…)`, `opened(sitting=…, question=…)`, `opened(factory=…, begin=…)`, `opened(list="1")`.

    Opened bare it shows what was open before, else the list.
    """

    key = "assess"

    def __init__(self, bench: Bench, ask_pin: AskPin) -> None:
        super().__init__()
        self.start = StartPage(bench)
        self.assessment = AssessmentPage(bench, ask_pin)
        self.sitting = SittingPage(bench)
        self.stack = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        for page in (self.start, self.assessment, self.sitting):
            self.stack.addWidget(page)
            page.go.connect(self.go)
            for signal, own in (
                (page.pane_changed, self.pane_changed),
                (page.title_changed, self.title_changed),
                (page.commands_changed, self.commands_changed),
            ):
                signal.connect(lambda page=page, own=own: own.emit() if page is self.current else None)
            page.context_changed.connect(
                lambda context, page=page: self.context_changed.emit(context) if page is self.current else None
            )  # fmt: skip

    @property
    def current(self) -> Page:
        """The page that is shown."""
        return next(page for page in (self.start, self.assessment, self.sitting) if page is self.stack.currentWidget())

    def opened(self, **where: str) -> None:
        wanted: Page = self.current
        if where.get("assessment"):
            wanted = self.assessment
        elif where.get("sitting"):
            wanted = self.sitting
        elif where:
            wanted = self.start
        if wanted is not self.current:
            self.current.leaving()
            self.stack.setCurrentWidget(wanted)
        wanted.opened(**where)

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
        for page in (self.start, self.assessment, self.sitting):
            page.turned(on)

    def fact(self) -> str:
        return self.current.fact()

    def find_here(self) -> None:
        self.current.find_here()
