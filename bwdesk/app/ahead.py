"""Counts the table of all factories before it is opened, so that it opens whole, for who looks after many."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from bwdesk.ui.bench import Bench
from bwdesk.usecases.portfolio_kept import SLICE, KeptPortfolio, Portfolio

SOON_MS = 5_000
"""Once *Today* stands and what it asked for has been answered."""

EVERY_MS = 10 * 60_000
"""How often what came meanwhile is counted, and a new day."""


class CountAhead(QObject):
    """A slice at a time on the read lane, after whatever a person is waiting for. `kept` is what the page shows."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.kept = KeptPortfolio()
        self._bench = bench
        self._has_begun = self._is_stopped = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._count)
        bench.desk.changed.connect(self.kept.hear)

    def begin(self) -> None:
        """Begins in a moment; told again, it goes on."""
        if not self._has_begun and not self._is_stopped:
            self._has_begun = True
            self._timer.start(SOON_MS)

    def stop(self) -> None:
        """Counts nothing more ahead."""
        self._is_stopped = True
        self._timer.stop()

    def _count(self) -> None:
        asked = self._bench.desk.ask_later(self.kept.page, self._bench.me.id, self._bench.today(), SLICE)
        asked.then(self._counted, self).otherwise(lambda _error: None, self)  # the page asks the same, and tells why it cannot be said

    def _counted(self, page: Portfolio) -> None:
        if not self._is_stopped:
            self._timer.start(0 if page.waiting else EVERY_MS)
