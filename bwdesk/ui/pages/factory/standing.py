"""Where a factory stands with the programme, and each milestone of its cycle with its window and its reason, in words."""

from __future__ import annotations

from bwdesk.domain.clock import Window, WindowState
from bwdesk.domain.renewal import Standing
from bwdesk.texts import Texts
from bwdesk.ui.look import Look
from bwdesk.ui.pages.windows import window_reason
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.when import day_words
from bwdesk.usecases.cycle_page import CycleView

MARKS = {
    WindowState.DONE: Kind.GOOD, WindowState.LATE: Kind.BAD, WindowState.DUE: Kind.WAITING, WindowState.OPEN: Kind.NOW,
}  # fmt: skip
"""What is open, due, late or done; the rest is a gap."""
DAY = "d MMM yyyy"


def standing_words(view: CycleView, texts: Texts, look: Look) -> str:
    """ "Lapsed since 8 May 2027", "Back after 54 days away"; "" while nothing is to be said."""
    now = view.engagement
    said = []
    if now.standing is not Standing.RUNNING:
        day = day_words(look, now.since, DAY) if now.since is not None else ""
        said.append(texts(f"year.standing.{now.standing}", day=day))
    if now.standing is Standing.LEFT and view.cycle.end_reason:
        said.append(view.cycle.end_reason)
    if now.away_days:
        said.append(texts.count("year.away", now.away_days))
    return "\n".join(said)


def window_words(window: Window, view: CycleView, texts: Texts, look: Look) -> str:
    """Why a window stands where it stands: "28 days after the last day of the assessment, 9 Apr"; for one set aside, its reason."""
    words = window_reason(window, texts, look)
    why = view.why_aside(window.milestone) if window.because == "clock.waived" else ""
    return f"{words}: {why}" if why else words


def window_days(window: Window, texts: Texts, look: Look) -> str:
    """When a window opens and is due, or when it was done."""
    if window.state is WindowState.DONE and window.done_on is not None:
        return texts("year.done_on", day=day_words(look, window.done_on, DAY))
    if window.state is WindowState.NOT_APPLICABLE or window.due_on is None:
        return ""
    if window.opens_on is None or window.opens_on == window.due_on:
        return day_words(look, window.due_on, DAY)
    return texts("year.from_to", from_=day_words(look, window.opens_on, "d MMM"), to=day_words(look, window.due_on, DAY))
