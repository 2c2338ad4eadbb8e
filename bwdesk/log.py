"""The program's log: ids, keys and codes, never names, notes or paths of people. Kept small beside the data, not in it."""

from __future__ import annotations

import logging
import logging.handlers
from pathlib import Path


def start_log(folder: Path) -> None:
    """Writes the log of this run to `bwdesk.log` (at most 1 MB, two older ones kept)."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(folder / "bwdesk.log", maxBytes=1_000_000, backupCount=2, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("bwdesk")
    root.setLevel(logging.INFO)
    root.addHandler(handler)
