"""All that the Learn page shows: seminars and trainings, the package and learning plan of one factory, what open issues ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bwdesk import shipped
from bwdesk.domain.clock import cycle_ends, month_of
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Factory
from bwdesk.domain.learning import (
    Invitation,
    Met,
    Need,
    Package,
    Participants,
    Seat,
    Seminar,
    Suggestion,
    Training,
    halves_of,
    heads,
    met,
    package,
    suggestions,
)
from bwdesk.domain.plan import Issue, is_open
from bwdesk.domain.programme import Profile
from bwdesk.domain.tool import Basis
from bwdesk.question_words import tool_in
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader
from bwdesk.texts import SOURCE_LANGUAGE
from bwdesk.usecases.factories import last_cycle, survivor_id
from bwdesk.usecases.today import factories_of
from bwdesk.usecases.writing import live


@dataclass(frozen=True, slots=True)
class EventRow:
    """A seminar or training. `factories` are names; `came` of `asked` factories; `halves` the person-days of one that was held."""

    thing: Seminar | Training
    factories: tuple[str, ...]
    asked: int = 0
    came: int = 0
    people: int = 0
    halves: int = 0

    @property
    def is_seminar(self) -> bool:
        return isinstance(self.thing, Seminar)

    @property
    def on(self) -> date | None:
        """The day it was held, else the day it is planned for."""
        return self.thing.held_on or self.thing.planned_on


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A line of the learning plan: how far it has come, titles of what was held for it, how many of its issues are open."""

    need: Need
    met: Met
    held: tuple[str, ...]
    open_issues: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What open issues ask for across factories: "7 factories with exit issues". `names` are those factories."""

    suggestion: Suggestion
    names: tuple[str, ...]
    country: str


@dataclass(frozen=True, slots=True)
class LearnPage:
    """The page. Without a factory only seminars and what all factories ask for can be shown. `topics` are codes with names."""

    factory: Factory | None
    cycle: Cycle | None
    month: int
    mine: tuple[Factory, ...]
    events: tuple[EventRow, ...]
    package: Package | None
    needs: tuple[NeedRow, ...]
    suggested: tuple[Suggestion, ...]
    wanted: tuple[Wanted, ...]
    topics: Mapping[str, str]

    def topic(self, code: str) -> str:
        """The name of a topic; own words stay as they are."""
        return self.topics.get(code, code)


def learning_page(reader: Reader, factory_id: str, person: str, today: date) -> LearnPage:
    """The page for a person, about one factory: the one named, else this person's first."""
    mine = factories_of(reader, person, today)
    factory = live(reader, Factory, survivor_id(reader, factory_id)) if factory_id else None
    factory = factory or next(iter(mine), None)
    seen = {f.id: f for f in [*mine, *([factory] if factory is not None else [])]}
    cycle = last_cycle(reader, factory.id) if factory is not None else None
    trainings = things_where(reader, Training, "factory_id", seen)
    seminars = things_where(reader, Seminar, "country", {f.country for f in seen.values()})
    noted = _by(things_where(reader, Participants, "training_id", [t.id for t in trainings]), "training_id")
    people = {t.id: heads(noted.get(t.id, ())).total() for t in trainings}
    seats = things_where(reader, Seat, "seminar_id", [s.id for s in seminars])
    issues = [i for i in things_where(reader, Issue, "factory_id", seen) if is_open(i)]
    events = [*_trainings(trainings, people, seen), *_seminars(reader, seminars, seats)]
    needs = reader.find(Need, lambda n: n.cycle_id == (cycle.id if cycle else ""), order=lambda n: n.pos)
    own = [i for i in issues if factory is not None and i.factory_id == factory.id]
    return LearnPage(
        factory=factory,
        cycle=cycle,
        month=month_of(cycle.started_on, today) if cycle is not None else 0,
        mine=tuple(mine),
        events=tuple(sorted(events, key=lambda e: (e.on is None, e.on or date.max, e.thing.title, e.thing.id))),
        package=_package(cycle, trainings, people, seminars, seats),
        needs=tuple(_needs(needs, trainings, seminars, own)),
        suggested=suggestions(own, [n.topic for n in needs]),
        wanted=tuple(_wanted(issues, seen, seminars)),
        topics=topics_of(factory.country if factory is not None else "", today),
    )


def learning_of(reader: Reader, factory_id: str, cycle: Cycle | None) -> tuple[tuple[EventRow, ...], tuple[NeedRow, ...]]:
    """Trainings and seminars of one factory with its own people, newest first, and the learning plan of its cycle."""
    trainings = things_where(reader, Training, "factory_id", [factory_id])
    noted = _by(things_where(reader, Participants, "training_id", [t.id for t in trainings]), "training_id")
    seats = things_where(reader, Seat, "factory_id", [factory_id])
    asked = things_where(reader, Invitation, "factory_id", [factory_id])
    seminars = things_where(reader, Seminar, "id", {seat.seminar_id for seat in seats} | {one.seminar_id for one in asked})
    people = {t.id: heads(noted.get(t.id, ())).total() for t in trainings}
    people |= {s.id: heads([seat for seat in seats if seat.seminar_id == s.id and seat.count]).total() for s in seminars}
    things: list[Seminar | Training] = [*trainings, *seminars]
    rows = [EventRow(t, (), people=people[t.id], halves=halves_of(people[t.id], t.half_days) if t.held_on else 0) for t in things]
    needs = reader.find(Need, lambda n: n.cycle_id == cycle.id, order=lambda n: n.pos) if cycle is not None else []
    issues = [i for i in things_where(reader, Issue, "factory_id", [factory_id]) if is_open(i)] if needs else []
    rows.sort(key=lambda r: (r.on or date.max, r.thing.id), reverse=True)
    return tuple(rows), tuple(_needs(needs, trainings, seminars, issues))


def _by(things: Iterable[Participants], field: str) -> dict[str, list[Participants]]:
    found: dict[str, list[Participants]] = {}
    for one in things:
        found.setdefault(getattr(one, field), []).append(one)
    return found


def _trainings(trainings: Sequence[Training], people: Mapping[str, int], seen: Mapping[str, Factory]) -> list[EventRow]:
    return [
        EventRow(t, (seen[t.factory_id].name,), people=people[t.id], halves=halves_of(people[t.id], t.half_days) if t.held_on else 0)
        for t in trainings
    ]


def _seminars(reader: Reader, seminars: Sequence[Seminar], seats: Sequence[Seat]) -> list[EventRow]:
    asked = things_where(reader, Invitation, "seminar_id", [s.id for s in seminars])
    names = {f.id: f.name for f in things_where(reader, Factory, "id", {i.factory_id for i in asked})}
    rows = []
    for one in seminars:
        invited = [i for i in asked if i.seminar_id == one.id]
        own = [s for s in seats if s.seminar_id == one.id and s.count]
        heads_of = heads(own).total()
        rows.append(
            EventRow(
                one, tuple(sorted(names[i.factory_id] for i in invited if i.factory_id in names)), len(invited),
                len({s.factory_id for s in own}), heads_of, halves_of(heads_of, one.half_days) if one.held_on else 0,
            )
        )  # fmt: skip
    return rows


def _package(
    cycle: Cycle | None, trainings: Sequence[Training], people: Mapping[str, int], seminars: Sequence[Seminar], seats: Sequence[Seat]
) -> Package | None:
    if cycle is None:
        return None
    profile = shipped.profile(cycle.profile)
    came = {s.seminar_id for s in seats if s.factory_id == cycle.factory_id and s.count}
    held = [s for s in seminars if s.id in came and is_in_cycle(s, cycle, profile)]
    return package([t for t in trainings if t.cycle_id == cycle.id], people, profile.quotas, len(held))


def is_in_cycle(seminar: Seminar, cycle: Cycle, profile: Profile) -> bool:
    """Whether a seminar was held while a cycle ran; the ledger of that cycle counts it."""
    return seminar.held_on is not None and cycle.started_on <= seminar.held_on < cycle_ends(cycle.started_on, profile.windows)


def _needs(needs: Sequence[Need], trainings: Sequence[Training], seminars: Sequence[Seminar], issues: Sequence[Issue]) -> list[NeedRow]:
    events: list[Seminar | Training] = [*trainings, *seminars]
    held = {e.id: e.title for e in events if e.held_on is not None}
    open_ids = {i.id for i in issues}
    rows = []
    for need in needs:
        of_factory: list[Seminar | Training] = [*(t for t in trainings if t.factory_id == need.factory_id), *seminars]
        to_come = [e.topic for e in of_factory if e.held_on is None]
        titles = tuple(held[key] for key in sorted(need.done_by) if key in held)
        rows.append(NeedRow(need, met(need, held, to_come), titles, len(need.issue_ids & open_ids)))
    return sorted(rows, key=lambda r: (list(Met).index(r.met), -r.open_issues, r.need.topic))


def _wanted(issues: Sequence[Issue], seen: Mapping[str, Factory], seminars: Sequence[Seminar]) -> list[Wanted]:
    """By country: a seminar is held in one. Topics of a seminar still to come are taken care of."""
    found = []
    for country in sorted({f.country for f in seen.values()}):
        own = [i for i in issues if seen[i.factory_id].country == country]
        known = [s.topic for s in seminars if s.country == country and s.held_on is None]
        for one in suggestions(own, known):
            found.append(Wanted(one, tuple(sorted(seen[key].name for key in one.factory_ids)), country))
    return sorted(found, key=lambda w: (-len(w.names), -len(w.suggestion.issue_ids), w.suggestion.topic))


def topics_of(country: str, today: date, language: str = SOURCE_LANGUAGE) -> dict[str, str]:
    """Names of clusters and compliance points by their codes, each cluster before its points; as far as the language has them."""
    found: dict[str, str] = {}
    tool = tool_in(shipped.tool_for(country, today).name, language)
    for cluster in tool.clusters:
        if cluster.basis is not Basis.BESIDE:
            found[cluster.code] = cluster.name
            found.update((point.code, point.name) for point in cluster.points if not point.is_information)
    return found
