"""The program's log: ids, keys and codes, never names, notes or paths of people. Kept small beside the data, not in it."""

from __future__ import annotations

import logging
from pathlib import Path


class _LateFile(logging.Handler):
    """Opens the log with its first line: a run with nothing to say does not wait for what keeps the file small."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            from logging.handlers import RotatingFileHandler  # brings sockets: 15 ms of the start

            self._file = RotatingFileHandler(self._path, maxBytes=1_000_000, backupCount=2, encoding="utf-8")
            self._file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        self._file.emit(record)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()


def start_log(folder: Path) -> None:
    """Writes the log of this run to `bwdesk.log` (at most 1 MB, two older ones kept)."""
    folder.mkdir(parents=True, exist_ok=True)
    root = logging.getLogger("bwdesk")
    root.setLevel(logging.INFO)
    root.addHandler(_LateFile(folder / "bwdesk.log"))
