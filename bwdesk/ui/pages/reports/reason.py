"""Why a report goes back, or an edition is withdrawn."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from bwdesk.domain.report_life import OWN, Step
from bwdesk.errors import DeskError
from bwdesk.reports.values import Place
from bwdesk.ui.bench import Bench
from bwdesk.ui.pages.reason_form import ReasonForm
from bwdesk.ui.pages.reports.about import About
from bwdesk.ui.pages.reports.leaks import refusal_words
from bwdesk.usecases.report_editions import withdraw
from bwdesk.usecases.report_life import reason_draft, take_step
from bwdesk.usecases.report_page import ReportPage


class ReasonPanel(ReasonForm):
    """Takes the step with what is typed as its reason."""

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        super().__init__(bench, parent)
        self._page: ReportPage | None = None
        self.about = About(bench.look, bench.texts, self)
        self.column.insertWidget(self.column.indexOf(self.field), self.about)
        self.step = Step.RETURN

    def open(self, page: ReportPage, step: Step, places: Sequence[Place]) -> None:
        """Asks for the reason of a step, and of a return for what it is about."""
        self._page, self.step = page, step
        self.about.setCurrentIndex(0)
        self.about.show_places(places if step is Step.RETURN else ())
        t = self.texts
        does = t(f"report_life.do.{step}")
        is_told = step is Step.RETURN and page.subject.kind in OWN
        self.ask_for(
            reason_draft(page.report.id), does, t("report_life.reason.return_factory" if is_told else f"report_life.reason.{step}"), does
        )

    def say_error(self, error: DeskError) -> None:
        self.say(refusal_words(error, self.texts))

    def go_on(self) -> None:
        page, desk, reason = self._page, self._bench.desk, self.field.plain().strip()
        if page is None:
            return
        self.field.settle()
        kind, thing_id = page.subject.kind.value, page.subject.thing_id
        if self.step is Step.RETURN:
            about, guard = (self.about.section, self.about.question), self._bench.papers.context()
            self.until(desk.do(take_step, kind, thing_id, Step.RETURN, page.base, reason, *about, guard))
        else:
            standing = next((one for one in page.editions if one.withdrawn_at is None), None)
            if standing is not None:
                self.until(desk.do(withdraw, kind, thing_id, standing, reason, self._bench.papers.context(), page.base))
