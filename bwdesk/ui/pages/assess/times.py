"""How long the clusters of the assessment that is shown were planned and have taken: counted anew now and then, never at a key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from bwdesk.domain.assess_time import ClusterTime
from bwdesk.domain.assessment import Answer
from bwdesk.store.unit import Changes
from bwdesk.usecases.assess_time import time_by_cluster

if TYPE_CHECKING:
    from bwdesk.ui.pages.assess.assessment import AssessmentPage

TIMES_MS: Final = 60_000
"""How often, at most, times are counted anew while answers come in."""


class ClusterTimes(QObject):
    """Shows them in the head and, where no question is in focus, in the pane."""

    def __init__(self, page: AssessmentPage) -> None:
        super().__init__(page)
        self._page = page
        self._assessment_id = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(TIMES_MS)
        self._soon.timeout.connect(self._again)
        page.desk.changed.connect(self._heard)

    def ask(self, assessment_id: str) -> None:
        """Counts the times of an assessment."""
        self._assessment_id = assessment_id
        self.count()

    def count(self) -> None:
        """Counts them now."""
        if self._assessment_id:
            self._page.ask(self._show_times, time_by_cluster, self._assessment_id)

    def _again(self) -> None:
        if self._page.isVisible():  # a page that is left counts when it is opened again; its desk may be closed by now
            self.count()

    def _show_times(self, times: dict[str, ClusterTime]) -> None:
        self._page.head.show_times(times)
        self._page.assess_pane.show_times(times)

    def _heard(self, changes: Changes) -> None:
        if changes.touches(Answer) and self._page.isVisible() and not self._soon.isActive():
            self._soon.start()
