"""Why a report goes back, or an edition is withdrawn: a form over the pages. What is typed is kept until it is used."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bwdesk.domain.report_life import Step
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.pages.reports.life import KEY
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import NoteField
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.form_panel import FormPanel
from bwdesk.usecases.drafts import Draft, draft
from bwdesk.usecases.report_editions import withdraw
from bwdesk.usecases.report_life import reason_draft, take_step
from bwdesk.usecases.report_page import ReportPage


class ReasonPanel(FormPanel):
    """One field and one act."""

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        t, look = bench.texts, bench.look
        super().__init__(look, t, "", t("planner.away"), parent)
        self._bench = bench
        self._page: ReportPage | None = None
        self.step = Step.RETURN
        self.what = Words(look, "", Role.BODY, "text2", wrap=True, parent=self)
        self.field = NoteField(self)
        self.field.setFixedHeight(72)
        self.field.draft_changed.connect(self._keep_draft)
        self.act = ActButton(look, "", kind="primary", key=KEY)
        self.act.clicked.connect(lambda _checked=False: self.go_on())
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.away)
        row.addWidget(self.act)
        for widget in (self.what, self.field, self.message):
            self.column.addWidget(widget)
        self.column.addLayout(row)

    def open(self, page: ReportPage, step: Step) -> None:
        """Asks for the reason of a step."""
        self._page, self.step = page, step
        t = self.texts
        self.head.title.show_words(t(f"report_life.do.{step}"))
        self.what.show_words(t(f"report_life.reason.{step}"))
        self.field.setAccessibleName(t(f"report_life.reason.{step}"))
        self.act.setText(t(f"report_life.do.{step}"))
        self.message.hide()
        self.field.show_text("")
        self._bench.desk.ask(draft, reason_draft(page.report.id)).then(self._restore, self)
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _restore(self, kept: Draft | None) -> None:
        if kept is not None and not self.field.plain():
            self.field.restore_draft(kept.text, kept.caret)

    def _keep_draft(self, text: str, caret: int) -> None:
        if self._page is not None:
            self._bench.desk.keep_draft(reason_draft(self._page.report.id), text, caret)

    def go_on(self) -> None:
        """Takes the step with what is typed as its reason."""
        page, desk, reason = self._page, self._bench.desk, self.field.plain().strip()
        if page is None:
            return
        self.field.settle()
        kind, thing_id = page.subject.kind.value, page.subject.thing_id
        if self.step is Step.RETURN:
            done = desk.do(take_step, kind, thing_id, Step.RETURN, page.base, reason)
            done.then(lambda _report: self._done(), self).otherwise(self.say_error, self)
        else:
            standing = next((one for one in page.editions if one.withdrawn_at is None), None)
            if standing is not None:
                taken = desk.do(withdraw, kind, thing_id, standing, reason, page.base)
                taken.then(lambda _edition: self._done(), self).otherwise(self.say_error, self)

    def _done(self) -> None:
        self.field.show_text("")
        self.leave()
