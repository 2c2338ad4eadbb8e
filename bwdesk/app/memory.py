"""The settings of this laptop while the desk is open: one value, written whole when it changes; also what the window remembers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from bwdesk.settings import Settings, read_settings, write_settings

WRITE_MS = 300


class SettingsDesk(QObject):
    """Implements `ui.bench.SettingsDesk` and the window's `Memory`."""

    changed = Signal(object)

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self.settings: Settings = read_settings(path)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WRITE_MS)
        self._soon.timeout.connect(self.write)

    def change(self, **fields: Any) -> None:
        """Changes some fields; tells the new settings."""
        after = self.settings._replace(**fields)
        if after != self.settings:
            self.settings = after
            self._soon.start()
            self.changed.emit(after)

    def recall_language(self) -> str:
        """The language of screen and papers."""
        return self.settings.language

    def recall(self, key: str) -> str:
        return str(self.settings.places.get(key, ""))

    def remember(self, key: str, value: str) -> None:
        if self.recall(key) != value:
            self.settings = self.settings._replace(places=self.settings.places | {key: value})
            self._soon.start()

    def write(self) -> None:
        """Writes what changed now."""
        self._soon.stop()
        write_settings(self._path, self.settings)
