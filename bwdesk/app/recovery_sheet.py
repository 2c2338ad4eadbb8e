"""The recovery sheet as a PDF, for the first run and for the settings."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bwdesk.texts import Texts


def write_sheet(name: str, code: str, language: str, path: Path) -> None:
    """Writes the sheet of `name` to `path`. Raises FileProblem where it cannot be written."""
    from bwdesk.reports.press import make  # paper loads only for who asks
    from bwdesk.reports.values import PaperHead, RecoveryPaper

    make(RecoveryPaper(PaperHead(name, datetime.now().astimezone()), code), Texts(language), path)
