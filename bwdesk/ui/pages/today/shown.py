"""What Today shows, worked out of its value: cells of the week, of what waits, of the threads."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from bwdesk.domain.clock import WindowState
from bwdesk.domain.report import ReportKind
from bwdesk.texts import Texts
from bwdesk.ui.countries import country_words
from bwdesk.ui.look import Look, Role
from bwdesk.ui.pages.windows import window_reason
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.rows import Cell, Thread, ThreadEvent
from bwdesk.ui.when import clock_words, day_words
from bwdesk.usecases.cycle_page import CycleView, Event
from bwdesk.usecases.many_waiting import Waiting
from bwdesk.usecases.today import BeforeItem, NeedItem, WeekItem

_KINDS: Final[dict[str, Literal["visit", "assessment", "report", "training"]]] = {
    "visit": "visit", "diagnosis": "training", "assessment": "assessment", "report": "report", "progress": "report",
}  # fmt: skip
_STATES: Final[dict[str, Literal["done", "planned", "missed"]]] = {
    "done": "done", "planned": "planned", "late": "missed", "window": "planned",
}  # fmt: skip
_NEED_MARKS = {
    "alert": Kind.BAD, "settle": Kind.DIFFER, "window": Kind.WAITING, "verify": Kind.UNSURE, "missed_visit": Kind.BAD,
    "review": Kind.WAITING, "returned": Kind.BAD, "answered": Kind.WAITING, "close": Kind.WAITING,
    "approve": Kind.WAITING, "rework": Kind.BAD,
}  # fmt: skip


def week_cell(item: WeekItem, texts: Texts) -> Cell:
    """ "Visit 8, Blue Hem Fashion   10:00"."""
    words = texts(f"today.week.{item.kind}", number=item.number, factory=item.factory.name)
    return Cell(words, fact=clock_words(item.at) if item.at is not None else "")


def need_cell(item: NeedItem, texts: Texts, look: Look) -> Cell:
    """What waits, for which factory, with its mark; on hover why a window stands where it stands."""
    fact = item.factory.name if item.factory is not None else ""
    if item.kind == "window" and item.window is not None:
        late = item.window.state is WindowState.LATE
        words = texts(f"milestone.{item.window.milestone}")
        days = abs(item.window.days or 0)
        second = texts.count("today.days_late" if late else "today.days_left", days)
        tip = window_reason(item.window, texts, look)
        return Cell(texts.commas((words, second)), mark=Kind.BAD if late else Kind.WAITING, fact=fact, tip=tip)
    if item.kind == "over":
        books = texts.commas(texts(f"year.book.{book}") for book in item.books)
        return Cell(texts("today.need.over", books=books), mark=Kind.BAD, fact=fact)
    if item.waiting is not None:
        return Cell(texts(f"today.need.{item.kind}", paper=_paper(item.waiting, texts)), mark=_NEED_MARKS[item.kind])
    words = texts.count(f"today.need.{item.kind}", item.count) if item.kind != "draft" else texts("today.need.draft", text=_short(item))
    return Cell(words, mark=_NEED_MARKS.get(item.kind, Kind.PROGRESS), fact=fact)


def _paper(waiting: Waiting, texts: Texts) -> str:
    name = country_words(waiting.name, texts) if waiting.report.kind is ReportKind.SYNTHESIS else waiting.name
    return texts(f"reports_page.paper.{waiting.report.kind}", number=0, name=name)


def _short(item: NeedItem) -> str:
    text = item.draft.text if item.draft is not None else ""
    return text if len(text) <= 48 else text[:47] + "…"


def thread_of(view: CycleView, today: date, texts: Texts) -> Thread:
    """The thread of a cycle: sewn up to today."""
    events = [event for event in view.events if event.state != "window" or event.kind != "visit"]
    return Thread(_months(view, today), tuple(_event(view, event, texts) for event in events))


def _event(view: CycleView, event: Event, texts: Texts) -> ThreadEvent:
    return ThreadEvent(
        _months(view, event.on), _KINDS[event.kind], _STATES[event.state], texts(f"today.event.{event.kind}", number=event.number)
    )


def _months(view: CycleView, day: date) -> float:
    """Months into the cycle, 0 to 12."""
    start = view.cycle.started_on
    return max(0.0, min(12.0, (day - start).days / ((view.ends_on - start).days + 1) * 12))


def state_cell(view: CycleView, texts: Texts, look: Look) -> Cell:
    """One decisive word for a factory: late, due, visit today, in time."""
    pressing = view.pressing
    if pressing:
        window = pressing[0]
        late = window.state is WindowState.LATE
        days = texts.count("today.days_late" if late else "today.days_left", abs(window.days or 0))
        words = texts("today.state.window", what=texts(f"milestone.{window.milestone}"), days=days)
        tip = window_reason(window, texts, look)
        return Cell(words, mark=Kind.BAD if late else Kind.WAITING, tone="bad" if late else "text1", tip=tip)
    visit = view.next_visit
    if visit is not None and visit.started_at is None and visit.planned_at is not None:
        return Cell(texts("today.state.visit", day=day_words(look, visit.planned_at.astimezone().date(), "ddd d MMM")), mark=Kind.NOW)
    return Cell(texts("today.state.in_time"), mark=Kind.GOOD)


def before_cell(item: BeforeItem, texts: Texts) -> Cell:
    """An open issue to look at: late by days, or to verify."""
    if item.late:
        fact, mark = texts.count("today.days_over", item.late), Kind.BAD
    elif item.to_verify:
        fact, mark = texts("today.verify"), Kind.UNSURE
    else:
        fact, mark = "", None
    second = item.issue.owner or item.issue.progress_note
    tone = "bad" if item.late else "unsure"
    return Cell(item.issue.title, second, number=item.label, role=Role.NAME, fact=fact, fact_tone=tone, fact_mark=mark)
