"""An advisor's calendar: planned visits and the windows of milestones of their factories.

It never tells the day of an assessment, nor anything it could be worked out from: no assessment window, no comments, no release.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from bwdesk.domain.clock import Window, WindowState
from bwdesk.domain.programme import Milestone
from bwdesk.domain.visit import Visit
from bwdesk.interchange.ics import CalendarEvent, calendar_text
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader
from bwdesk.texts import Texts
from bwdesk.usecases.cycle_page import CycleView, because_words, cycle_views
from bwdesk.usecases.today import factories_of

TOLD: Final = frozenset(
    {
        Milestone.FIRST_VISIT, Milestone.INITIAL_VISITS, Milestone.INTRO_SEMINAR, Milestone.SELF_DIAGNOSIS, Milestone.INVOICE,
        Milestone.RENEWAL,
    }
)  # fmt: skip
"""Milestones that stand in a calendar: none of the assessment, and none that moves with its release."""
HOURS_OF_HALF_DAY = 4


def calendar_file(reader: Reader, person: str, now: datetime, texts: Texts) -> str:
    """The calendar of a person's factories as an ICS text. `now`: aware; files written later supersede earlier ones."""
    return calendar_text(calendar_of(reader, person, now.astimezone().date(), texts), texts("calendar.name"), now)


def calendar_of(reader: Reader, person: str, today: date, texts: Texts) -> list[CalendarEvent]:
    """The events of all factories a person advises today; cancelled visits and milestones set aside are told as cancelled."""
    views = list(cycle_views(reader, factories_of(reader, person, today), today).values())
    visits: dict[str, list[Visit]] = {}
    for visit in things_where(reader, Visit, "factory_id", [v.factory.id for v in views], deleted=True):
        visits.setdefault(visit.factory_id, []).append(visit)
    found: list[CalendarEvent] = []
    for view in views:
        found += _visits(view, visits.get(view.factory.id, ()), texts)
        found += [_window(window, view, texts) for window in view.windows if _is_told(window)]
    return found


def _visits(view: CycleView, visits: Iterable[Visit], texts: Texts) -> list[CalendarEvent]:
    found = []
    for visit in visits:
        at = visit.started_at or visit.planned_at
        if at is not None and visit.cycle_id == view.cycle.id:
            words = texts("calendar.mode", factory=view.factory.name, mode=texts(f"mode.{visit.mode}"), purpose=visit.purpose)
            hours = HOURS_OF_HALF_DAY * (visit.half_days or 2)
            found.append(CalendarEvent(visit.id, at, _named(visit, view, texts), words.strip(), hours, visit.deleted))
    return found


def _named(visit: Visit, view: CycleView, texts: Texts) -> str:
    """ "Visit 4: Golden Thread Ltd"; a cancelled one has no number."""
    number, factory = view.visit_numbers.get(visit.id), view.factory.name
    if number is None:
        return texts("calendar.milestone", what=texts("kind.visit"), factory=factory)
    return texts("calendar.visit", number=number, factory=factory)


def _is_told(window: Window) -> bool:
    return window.milestone in TOLD and (window.due_on is not None or window.done_on is not None)


def _window(window: Window, view: CycleView, texts: Texts) -> CalendarEvent:
    """On its last day, or where it was done."""
    is_done = window.state is WindowState.DONE and window.done_on is not None
    on = window.done_on if is_done else window.due_on
    assert on is not None, "told windows have a day"
    summary = texts("calendar.milestone", what=texts(f"milestone.{window.milestone}"), factory=view.factory.name)
    words = texts("calendar.done", factory=view.factory.name)
    if not is_done:
        opens = (window.opens_on or on).isoformat()
        because = because_words(window, texts, window.since.isoformat() if window.since is not None else "")
        words = texts("calendar.window", factory=view.factory.name, from_=opens, to=on.isoformat(), because=because)
    is_off = window.state is WindowState.NOT_APPLICABLE
    return CalendarEvent(f"{view.cycle.id}.{window.milestone}", on, summary, words, is_off=is_off)
