"""A cycle as it stands: what has happened, the windows of its milestones, its ledgers, and the events of its thread. For many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, Literal

from bwdesk import shipped
from bwdesk.domain.assessment import Assessment, Stage
from bwdesk.domain.clock import CycleFacts, Window, WindowState, clock, cycle_ends, month_of
from bwdesk.domain.contact import Contact
from bwdesk.domain.cycle import Cycle, set_aside, used_over
from bwdesk.domain.diagnosis import Sitting
from bwdesk.domain.factory import Factory
from bwdesk.domain.ledgers import Book, Ledger, over_use
from bwdesk.domain.programme import Milestone, Profile
from bwdesk.domain.renewal import Engagement, engagement, neighbours, running
from bwdesk.domain.visit import DayLedger, Visit, visit_numbers
from bwdesk.store.unit import Reader
from bwdesk.texts import Texts
from bwdesk.usecases.cycle_facts import (
    Records,
    Released,
    days_of_cycle,
    facts_of_cycle,
    ledgers_of_cycle,
    local_day,
    records,
    releases,
    working_days,
)

__all__ = ["FAR", "CycleView", "Event", "cycle_view", "cycle_views", "local_day"]
FAR: Final = datetime(9999, 1, 1, tzinfo=UTC)
EventKind = Literal["visit", "diagnosis", "assessment", "report", "progress"]


@dataclass(frozen=True, slots=True)
class Event:
    """A point on the thread of a cycle. `state`: done, planned, late, or window (opens then). `thing` is a visit, sitting or assessment."""

    kind: EventKind
    on: date
    state: Literal["done", "planned", "late", "window"]
    number: int = 0
    thing: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class CycleView:
    """One cycle of one factory on a day. `month` counts from 1 (0 before it began). `reasons`: by what they are about."""

    factory: Factory
    cycle: Cycle
    profile: Profile
    facts: CycleFacts
    windows: tuple[Window, ...]
    events: tuple[Event, ...]
    days: DayLedger
    month: int
    ends_on: date
    visits: tuple[Visit, ...]
    visit_numbers: Mapping[str, int]
    ledgers: tuple[Ledger, ...]
    engagement: Engagement
    after: Cycle | None
    contacts: tuple[Contact, ...]
    reasons: Mapping[str, str]

    def window(self, milestone: Milestone) -> Window | None:
        """The window of a milestone, if the profile has it."""
        return next((w for w in self.windows if w.milestone is milestone), None)

    def window_of(self, milestone: str) -> Window | None:
        """The same by its name."""
        return next((w for w in self.windows if w.milestone.value == milestone), None)

    def why_aside(self, milestone: Milestone) -> str:
        """Why a milestone was set aside; of earlier programs the one reason for all of them. "" without any."""
        return self.reasons.get(set_aside(milestone.value), "") or self.cycle.waived_reason

    def why_over(self, book: Book) -> str:
        """Why more of a ledger was used than the package holds; "" while nobody said."""
        return self.reasons.get(used_over(book.value), "")

    @property
    def unexplained(self) -> tuple[Book, ...]:
        """Ledgers that are over while nobody said why."""
        return tuple(book for book in over_use(self.ledgers) if not self.why_over(book))

    @property
    def next_visit(self) -> Visit | None:
        """The visit that runs or is planned next; also one whose day has passed without it."""
        waiting = [v for v in self.visits if v.closed_at is None]
        return min(waiting, key=lambda v: (v.started_at or v.planned_at or FAR, v.id), default=None)

    @property
    def pressing(self) -> tuple[Window, ...]:
        """Windows that are late or close soon, the most pressing first."""
        found = [w for w in self.windows if w.state in (WindowState.LATE, WindowState.DUE)]
        return tuple(sorted(found, key=lambda w: w.days if w.days is not None else 0))


def because_words(window: Window, texts: Texts, day: str) -> str:
    """Why a window stands where it stands, with the profile's numbers and the day it is counted from, as `day` says it."""
    number, last = window.numbers
    return texts(window.because, number=number, last=last, day=day)


def cycle_views(reader: Reader, factories: Sequence[Factory], today: date) -> dict[str, CycleView]:
    """The cycle that counts today of each factory, by factory id; factories without one are left out. A handful of statements for all."""
    ids = [f.id for f in factories]
    known, results = records(reader, ids), releases(reader, ids)
    found = {}
    for factory in factories:
        own = known.get(factory.id)
        cycle = running(own.cycles, today) if own is not None else None
        if own is not None and cycle is not None:
            found[factory.id] = _view(factory, cycle, own, results.get(cycle.id), today)
    return found


def cycle_view(reader: Reader, factory: Factory, today: date) -> CycleView | None:
    """The cycle that counts today of one factory."""
    return cycle_views(reader, [factory], today).get(factory.id)


def _view(factory: Factory, cycle: Cycle, all_own: Records, released: Released | None, today: date) -> CycleView:
    profile = shipped.profile(cycle.profile)
    own = all_own.of_cycle(cycle.id)
    after = neighbours(all_own.cycles, cycle)[1]
    facts = facts_of_cycle(own, cycle, after, profile, released)
    windows = clock(facts, profile, working_days(profile, factory.country), today)
    numbers = visit_numbers(all_own.visits)
    return CycleView(
        factory=factory, cycle=cycle, profile=profile, facts=facts, windows=windows,
        events=tuple(_events(own.visits, own.sittings, own.assessments, windows, numbers, today)),
        days=days_of_cycle(own, cycle, profile), month=max(0, month_of(cycle.started_on, today)),
        ends_on=cycle_ends(cycle.started_on, profile.windows), visits=tuple(own.visits), visit_numbers=numbers,
        ledgers=ledgers_of_cycle(own, cycle, profile, is_released=released is not None),
        engagement=engagement(all_own.cycles, cycle, profile.windows, today),
        after=after, contacts=tuple(sorted(own.contacts, key=lambda c: (c.at, c.id))),
        reasons={one.about: one.text for one in own.reasons if one.text},
    )  # fmt: skip


def _events(
    visits: Sequence[Visit], sittings: Sequence[Sitting], assessments: Sequence[Assessment], windows: Iterable[Window],
    numbers: Mapping[str, int], today: date,
) -> Iterable[Event]:  # fmt: skip
    found: list[Event] = []
    for visit in visits:
        begun, planned = local_day(visit.started_at), local_day(visit.planned_at)
        if begun is not None:
            found.append(Event("visit", begun, "done", numbers.get(visit.id, 0), visit.id))
        elif planned is not None:
            found.append(Event("visit", planned, "late" if planned < today else "planned", numbers.get(visit.id, 0), visit.id))
    found += [Event("diagnosis", s.held_on, "done", s.number, s.id) for s in sittings]
    for one in assessments:
        if one.first_day_on is not None:
            state: Literal["planned", "done"] = "planned" if one.stage is Stage.PLANNED else "done"
            found.append(Event("assessment", one.first_day_on, state, one.number, one.id, one.last_day_on))
    found += list(filter(None, (_of_window(w, bool(assessments)) for w in windows)))
    return sorted(found, key=lambda e: (e.on, e.kind, e.state, e.thing))  # of a day, what is done comes before what is to come


_SHOWN: Mapping[Milestone, tuple[EventKind, int]] = {
    Milestone.ASSESSMENT: ("assessment", 0),
    Milestone.REPORT: ("report", 0),
    Milestone.PROGRESS1: ("progress", 1),
    Milestone.PROGRESS2: ("progress", 2),
}


def _of_window(window: Window, has_assessment: bool) -> Event | None:
    """A milestone on the thread: done, or where its window lies."""
    shown = _SHOWN.get(window.milestone)
    if shown is None or (window.milestone is Milestone.ASSESSMENT and has_assessment):
        return None
    kind, number = shown
    if window.done_on is not None and window.state is WindowState.DONE:
        return Event(kind, window.done_on, "done", number)
    if window.due_on is None or window.state is WindowState.NOT_APPLICABLE:
        return None
    on = window.opens_on if kind == "assessment" and window.opens_on else window.due_on
    return Event(kind, on, "late" if window.state is WindowState.LATE else "window", number, until=window.due_on)
