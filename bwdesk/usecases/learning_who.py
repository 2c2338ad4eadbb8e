"""Who was at one training or seminar: what the attendance panel shows, and the person-days that follow from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bwdesk.domain.committee import Member, Sex
from bwdesk.domain.factory import Factory
from bwdesk.domain.learning import (
    Audience,
    Invitation,
    Participants,
    Seat,
    Seminar,
    Training,
    covers,
    halves_of,
    heads,
    topic_of,
)
from bwdesk.domain.plan import Issue, is_open
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader
from bwdesk.usecases.committee import committee_of_factory
from bwdesk.usecases.learning import over_of
from bwdesk.usecases.today import factories_of


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member of the committee, and whether they were there."""

    member: Member
    is_present: bool


@dataclass(frozen=True, slots=True)
class GuestRow:
    """A factory at a seminar: asked or not, whether it came, who, and how many of its open issues are on the topic."""

    factory: Factory
    is_asked: bool
    expected: int | None
    counts: Mapping[tuple[Audience, Sex], int]
    issues: int

    @property
    def people(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Who:
    """Attendance. `counts` are people besides the members; `over` halves over the package; `last` the group that can be copied."""

    event: Training | Seminar
    members: tuple[MemberRow, ...] = ()
    counts: Mapping[tuple[Audience, Sex], int] | None = None
    guests: tuple[GuestRow, ...] = ()
    people: int = 0
    women: int = 0
    over: int = 0
    last: Training | None = None

    @property
    def halves(self) -> int:
        """Person-days in halves."""
        return halves_of(self.people, self.event.half_days)

    @property
    def lacks_reason(self) -> bool:
        """Over the package, and nobody has said why."""
        return self.over > 0 and isinstance(self.event, Training) and not self.event.over_reason.strip()


def who_was_there(reader: Reader, event_id: str, person: str, today: date) -> Who:
    """Attendance of a training or seminar. Raises Refused (`thing.gone`) if there is neither."""
    if reader.get(Seminar, event_id) is not None:
        return _of_seminar(reader, reader.need(Seminar, event_id), person, today)
    return _of_training(reader, reader.need(Training, event_id), today)


def _of_training(reader: Reader, training: Training, today: date) -> Who:
    noted = reader.find(Participants, lambda p: p.training_id == training.id)
    there = {p.member_id for p in noted if p.member_id}
    on = training.held_on or training.planned_on or today
    view = committee_of_factory(reader, training.factory_id, on)
    known = {m.id: m for m in [*view.members, *view.former] if m in view.members or m.id in there}
    everyone = heads(noted)
    others = [t for t in reader.find(Training, lambda t: t.factory_id == training.factory_id) if t.held_on and t.id != training.id]
    others.sort(key=lambda t: (t.held_on or date.min, t.id))
    return Who(
        event=training,
        members=tuple(MemberRow(m, m.id in there) for m in known.values()),
        counts=heads(p for p in noted if not p.member_id),
        people=everyone.total(),
        women=_women(everyone),
        over=over_of(reader, training),
        last=others[-1] if others else None,
    )


def _of_seminar(reader: Reader, seminar: Seminar, person: str, today: date) -> Who:
    asked = {i.factory_id: i for i in reader.find(Invitation, lambda i: i.seminar_id == seminar.id)}
    seats = reader.find(Seat, lambda s: s.seminar_id == seminar.id)
    mine = [f for f in factories_of(reader, person, today) if f.country == seminar.country]
    ids = {*asked, *(s.factory_id for s in seats), *(f.id for f in mine)}
    factories = things_where(reader, Factory, "id", ids)
    wanting = Counter(
        i.factory_id for i in things_where(reader, Issue, "factory_id", ids) if is_open(i) and covers(seminar.topic, topic_of(i))
    )
    guests = [_guest(f, asked.get(f.id), [s for s in seats if s.factory_id == f.id], wanting[f.id]) for f in factories]
    guests.sort(key=lambda g: (not g.is_asked, -g.issues, g.factory.name.casefold(), g.factory.id))
    everyone = heads(seats)
    return Who(event=seminar, guests=tuple(guests), people=everyone.total(), women=_women(everyone))


def _guest(factory: Factory, asked: Invitation | None, seats: list[Seat], issues: int) -> GuestRow:
    return GuestRow(factory, asked is not None, asked.expected if asked else None, heads(seats), issues)


def _women(counts: Mapping[tuple[Audience, Sex], int]) -> int:
    return sum(count for (_, sex), count in counts.items() if sex is Sex.WOMAN)
