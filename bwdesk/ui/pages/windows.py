"""Why a milestone's window stands where it stands, in words: for the year of a factory, *Today* and the table of all factories."""

from __future__ import annotations

from bwdesk.domain.clock import Window
from bwdesk.texts import Texts
from bwdesk.ui.look import Look
from bwdesk.ui.when import day_words
from bwdesk.usecases.cycle_page import because_words


def window_reason(window: Window, texts: Texts, look: Look) -> str:
    """ "28 days after the last day of the assessment, 9 Apr 2026"."""
    return because_words(window, texts, day_words(look, window.since, "d MMM yyyy") if window.since is not None else "")
