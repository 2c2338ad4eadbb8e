"""Garbage is collected on the GUI thread alone.

Python collects on whatever thread happens to make the next object. Pages, looks and their laid-out texts stand in cycles; taken away on
a worker's thread while the window paints, they take the program with them. So automatic collection is off while a desk is open, and a
timer does its work, by the same thresholds.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 1_000


class Sweeper(QObject):
    """From now on until `stop`. Made on the GUI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.sweep)
        self._timer.start()

    def sweep(self) -> None:
        """Collects the oldest generation whose turn it is."""
        due = [number for number, (count, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)) if count > limit > 0]
        if due:
            gc.collect(max(due) if 0 in due else 0)

    def stop(self) -> None:
        """Collection is automatic again."""
        self._timer.stop()
        gc.enable()
