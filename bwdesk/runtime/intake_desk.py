"""The intake process as pages see it: readers by name on the intake lane, progress on the GUI thread, and a cancel that leaves nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from bwdesk.runtime.desk import Desk
from bwdesk.runtime.intake import Intake
from bwdesk.runtime.promise import Promise


class IntakeDesk(QObject):
    """Runs one reader at a time."""

    _progressed = Signal(object, int, int)

    def __init__(self, desk: Desk, intake: Intake) -> None:
        super().__init__()
        self._desk, self._intake = desk, intake
        self._stop = threading.Event()
        self._progressed.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def run(self, what: str, *args: Any, progress: Callable[[int, int], None] | None = None) -> Promise[Any]:
        """Runs a named reader of `bwdesk.runtime.intake`; `progress(done, of)` is told on the GUI thread."""
        stop = self._stop = threading.Event()

        def job() -> Any:
            told = None if progress is None else lambda done, of: self._progressed.emit(progress, done, of)
            return self._intake.run(what, *args, progress=told, cancelled=stop.is_set)

        return self._desk.errand(self._desk.lanes.intake, job)

    def cancel(self) -> None:
        """Ends what is running; nothing of it remains."""
        self._stop.set()

    def _tell(self, progress: Callable[[int, int], None], done: int, of: int) -> None:
        if not self._stop.is_set():
            progress(done, of)
