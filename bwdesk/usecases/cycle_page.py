"""A cycle as it stands: what has happened, the windows of its milestones, its ledgers, and the events of its thread. For many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, Literal, TypeVar

from bwdesk import shipped
from bwdesk.calendars import is_holiday_in
from bwdesk.domain.assessment import Assessment, Stage
from bwdesk.domain.clock import CycleFacts, Window, WindowState, WorkingDays, clock, cycle_ends, month_of
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.diagnosis import Sitting
from bwdesk.domain.factory import Factory
from bwdesk.domain.programme import Milestone, Profile
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.visit import DayLedger, Visit, visit_days, visit_numbers
from bwdesk.store.lists import release_days, things_where
from bwdesk.store.unit import Reader

_OfFactory = TypeVar("_OfFactory", Cycle, Visit, Sitting, Assessment)
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
    """One cycle of one factory on a day. `month` counts from 1 (0 before it began)."""

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

    def window(self, milestone: Milestone) -> Window | None:
        """The window of a milestone, if the profile has it."""
        return next((w for w in self.windows if w.milestone is milestone), None)

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


def local_day(at: datetime | None) -> date | None:
    """The day of a time where this laptop is."""
    return None if at is None else at.astimezone().date()


def cycle_views(reader: Reader, factories: Sequence[Factory], today: date) -> dict[str, CycleView]:
    """The newest cycle of each factory, by factory id; factories without a cycle are left out. A handful of statements for all."""
    ids = [f.id for f in factories]
    cycles = _by_factory(things_where(reader, Cycle, "factory_id", ids))
    visits = _by_factory(things_where(reader, Visit, "factory_id", ids))
    sittings = _by_factory(things_where(reader, Sitting, "factory_id", ids))
    assessments = _by_factory(things_where(reader, Assessment, "factory_id", ids))
    results = _releases(reader, ids)
    found = {}
    for factory in factories:
        own = sorted(cycles.get(factory.id, ()), key=lambda c: c.number)
        if own:
            found[factory.id] = _view(
                factory, own[-1], visits.get(factory.id, ()), sittings.get(factory.id, ()), assessments.get(factory.id, ()),
                results.get(own[-1].id), today,
            )  # fmt: skip
    return found


def cycle_view(reader: Reader, factory: Factory, today: date) -> CycleView | None:
    """The newest cycle of one factory."""
    return cycle_views(reader, [factory], today).get(factory.id)


def _view(
    factory: Factory, cycle: Cycle, visits: Sequence[Visit], sittings: Sequence[Sitting], assessments: Sequence[Assessment],
    released: tuple[date | None, date] | None, today: date,
) -> CycleView:  # fmt: skip
    profile = shipped.profile(cycle.profile)
    of_cycle = [v for v in visits if v.cycle_id == cycle.id]
    own_sittings = [s for s in sittings if s.cycle_id == cycle.id]
    own_assessments = [a for a in assessments if a.cycle_id == cycle.id]
    facts = _facts(cycle, of_cycle, own_sittings, own_assessments, released)
    days = WorkingDays(profile.weekend(factory.country), is_holiday_in(factory.country))
    windows = clock(facts, profile, days, today)
    numbers = visit_numbers(visits)
    return CycleView(
        factory=factory, cycle=cycle, profile=profile, facts=facts, windows=windows,
        events=tuple(_events(of_cycle, own_sittings, own_assessments, windows, numbers, today)),
        days=visit_days(of_cycle, cycle.number, profile.quotas), month=max(0, month_of(cycle.started_on, today)),
        ends_on=cycle_ends(cycle.started_on, profile.windows), visits=tuple(of_cycle), visit_numbers=numbers,
    )  # fmt: skip


def _facts(
    cycle: Cycle, visits: Sequence[Visit], sittings: Sequence[Sitting], assessments: Sequence[Assessment],
    released: tuple[date | None, date] | None,
) -> CycleFacts:  # fmt: skip
    begun = [day for v in visits if (day := local_day(v.started_at)) is not None]
    held = [a for a in assessments if a.stage is not Stage.PLANNED]
    last = max((a.last_day_on or a.first_day_on for a in held if a.first_day_on), default=None)
    return CycleFacts(
        number=cycle.number,
        started_on=cycle.started_on,
        first_visit_on=min(begun, default=None),
        diagnosed_on=min((s.held_on for s in sittings), default=None),
        assessment_from_on=min((a.first_day_on for a in held if a.first_day_on), default=None),
        assessment_to_on=last or (released[0] if released else None),
        released_on=released[1] if released else None,
        invoiced_on=cycle.invoiced_on,
    )


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
    return sorted(found, key=lambda e: (e.on, e.kind, e.thing))


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


def _by_factory(things: Iterable[_OfFactory]) -> dict[str, list[_OfFactory]]:
    found: dict[str, list[_OfFactory]] = {}
    for thing in things:
        found.setdefault(thing.factory_id, []).append(thing)
    return found


def _releases(reader: Reader, factory_ids: Sequence[str]) -> dict[str, tuple[date | None, date]]:
    """By cycle id: the last assessment day and the day of release, from the released results."""
    found = release_days(reader, [factory_scope(one) for one in factory_ids])
    return {cycle: (date.fromisoformat(day) if day else None, at.astimezone().date()) for cycle, (day, at) in found.items()}
