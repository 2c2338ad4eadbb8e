"""Why a closed assessment is opened again."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bwdesk.domain.assessment import Assessment
from bwdesk.ui.bench import Bench
from bwdesk.ui.pages.reason_form import ReasonForm
from bwdesk.usecases.closing import reopen_assessment, reopen_draft


class ReopenPanel(ReasonForm):
    """Opens it with what is typed as the reason."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(bench, parent)
        self._assessment: Assessment | None = None

    def open(self, assessment: Assessment) -> None:
        """Asks for the reason."""
        self._assessment = assessment
        t = self.texts
        self.ask_for(reopen_draft(assessment.id), t("assess.reopen"), t("assess.reopen.why"), t("assess.reopen.do"))

    def go_on(self) -> None:
        if self._assessment is not None:
            self.field.settle()
            self.until(self._bench.desk.do(reopen_assessment, self._assessment, self.field.plain()))
