"""Keeps the search index up with the records: a slice at a time on the store lane, after whatever a person is waiting for."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from bwdesk.runtime.desk import Desk
from bwdesk.store.search import SLICE, drain_search_queue
from bwdesk.store.unit import Changes, Unit

SOON_MS = 250


class SearchIndex(QObject):
    """Drains the queue that folding fills."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._is_closed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SOON_MS)
        self._timer.timeout.connect(self.drain)
        desk.changed.connect(self._changed)
        self._timer.start()

    def _changed(self, _changes: Changes) -> None:
        if not self._is_closed and not self._timer.isActive():
            self._timer.start()

    def drain(self) -> None:
        """Indexes one slice, and goes on while something waits."""
        if not self._is_closed:
            self._desk.do_later(_drain).then(lambda left: self._timer.start() if left else None, self)

    def close(self) -> None:
        """Stops; what waits is indexed at the next start."""
        self._is_closed = True
        self._timer.stop()


def _drain(unit: Unit) -> bool:
    return drain_search_queue(unit, SLICE) >= SLICE
