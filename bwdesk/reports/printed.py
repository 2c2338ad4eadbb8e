"""A paper printed and read back in one go: here, or in a process of its own that is given its values as plain data."""

from __future__ import annotations

import io
from collections.abc import Callable

from bwdesk.reports.page import Shrink
from bwdesk.reports.press import make
from bwdesk.reports.read_back import texts_of_file
from bwdesk.reports.values import Paper
from bwdesk.reports.values_base import PrintedPaper
from bwdesk.reports.values_progress import FirstProgressPaper
from bwdesk.texts import texts_of


def printed_paper(
    paper: Paper,
    language: str,
    *,
    progress: Callable[[int, int], None] | None = None,
    shrink: Shrink | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> PrintedPaper:
    """Prints a paper in a language ("km", or "en+km") and reads it back. Raises what `press.make` raises."""
    out = io.BytesIO()
    result = make(paper, texts_of(language), out, progress=progress, shrink=shrink, cancelled=cancelled)
    data = out.getvalue()
    return PrintedPaper(data, result.pages, texts_of_file(data))


def print_first_progress(paper: FirstProgressPaper, language: str, tell: Callable[[int, int], None] | None = None) -> PrintedPaper:
    """The same for progress report 1, whose values are plain: it holds no photos. A job of the process apart (runtime/intake.py)."""
    return printed_paper(paper, language, progress=tell)
