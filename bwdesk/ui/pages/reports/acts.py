"""What can be done with the report that is shown, as commands of the page. The rules are the use cases'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction

from bwdesk.domain.report_life import Step, next_step
from bwdesk.ui.pages.reports.about import ToItsPage
from bwdesk.ui.pages.reports.life import KEY
from bwdesk.usecases.report_life import hand_in, take_step
from bwdesk.usecases.report_page import ReportPage

if TYPE_CHECKING:
    from bwdesk.ui.pages.reports.page import ReportsPage

ICONS: Final = {
    Step.READY: "check", Step.TAKE_BACK: "arrow-u-up-left", Step.RETURN: "arrow-u-up-left", Step.APPROVE: "check",
    Step.SEND: "export", Step.RELEASE: "export", Step.WITHDRAW: "prohibit", Step.REVISE: "note-pencil",
}  # fmt: skip


class ReportActs:
    """The steps of one report. `show` tells them which report stands on the page; None for a paper that is no report."""

    def __init__(self, page: ReportsPage) -> None:
        self._page = page
        self.shown: ReportPage | None = None
        t = page.texts
        self.actions = {step: self._action(step) for step in Step}
        self.about = ToItsPage(page)
        page.command(t("report_life.act.on"), self.go_on, KEY, hint=t("report_life.do.on"))
        self.show(None)

    def _action(self, step: Step) -> QAction:
        t = self._page.texts
        return self._page.command(t(f"report_life.act.{step}"), lambda: self.take(step), icon=ICONS[step], hint=t(f"report_life.do.{step}"))

    def show(self, shown: ReportPage | None) -> None:
        """Offers the steps this person can take now, and no others."""
        self.shown = shown
        for step, action in self.actions.items():
            action.setEnabled(self.stands(step))
            action.setVisible(self.stands(step))

    def stands(self, step: Step) -> bool:
        """Whether a step can be taken now."""
        return self.shown is not None and self.shown.steps.get(step, "no") == ""

    def go_on(self) -> None:
        """What the form that is open is for; with none, the step that leads on."""
        form = next((one for one in (self._page.reason, self._page.release) if one.isVisible()), None)
        if form is not None:
            form.go_on()
        elif self.shown is not None:
            main = next_step(self.shown.report.kind, self.shown.report.state)
            if main is not None and self.actions[main].isEnabled():
                self.take(main)

    def take(self, step: Step) -> None:
        """Takes a step, or asks for what it needs first."""
        shown = self.shown
        if shown is None:
            return
        if step in (Step.RETURN, Step.WITHDRAW):
            self._page.reason.open(shown, step, self._page.side.talk.places)
            self._page.life.give_way(True)
        elif step in (Step.SEND, Step.RELEASE):
            self._page.release.open(shown, step, self._page.printed.code)
            self._page.life.give_way(True)
        else:
            kind, thing_id = shown.subject.kind.value, shown.subject.thing_id
            if step is Step.READY:
                done = self._page.do(hand_in, kind, thing_id, self._page.bench.papers.context(), shown.base)
            else:
                done = self._page.do(take_step, kind, thing_id, step, shown.base)
            done.then(lambda _report: self._page.life.message.hide(), self._page).otherwise(self._page.life.say_error, self._page)
