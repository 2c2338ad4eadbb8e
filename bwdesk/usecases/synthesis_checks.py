"""What is missing before a report about many factories can be handed in, and what it would give away beside those that went out before.

Two papers can be subtracted: what remains tells of the factories that only one of them counts. Who was counted in an earlier edition is
worked out again from the records (cycles, their releases, assignments), and stands in no edition. Three papers and more are not looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bwdesk import shipped
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.edition import Edition
from bwdesk.domain.factory import Assignment, Factory, Role
from bwdesk.domain.report import OF_MANY, ReportKind
from bwdesk.domain.scope import factory_scope
from bwdesk.store.lists import all_things, release_days
from bwdesk.store.outbox import cursors
from bwdesk.store.unit import Reader
from bwdesk.usecases.factories import is_active
from bwdesk.usecases.report_subject import Subject


@dataclass(frozen=True, slots=True)
class Lack:
    """`holds`: it keeps the report from being handed in; otherwise it is a warning. `number`: factories. `short`: the other edition."""

    why: Literal["nobody", "few", "not_here", "elsewhere", "difference"]
    number: int = 0
    short: str = ""
    edition: int = 0

    @property
    def holds(self) -> bool:
        return self.why != "difference"


@dataclass(frozen=True)
class _Register:
    """Factories, cycles, assignments and releases as this laptop holds them."""

    factories: Mapping[str, Factory]
    cycles: Mapping[str, Cycle]
    assignments: Collection[Assignment]
    released: Mapping[str, datetime]

    def of(self, kind: ReportKind, subject_id: str, day: date) -> set[str]:
        """The factories with a cycle that a report was, or would be, about on a day."""
        if kind is ReportKind.SYNTHESIS:
            wanted = {f.id for f in self.factories.values() if f.country == subject_id}
        else:
            own = [a for a in self.assignments if a.person_id == subject_id and a.role in (Role.ADVISOR, Role.TEAM_LEADER)]
            wanted = {a.factory_id for a in own if is_active(a, day)}
        return wanted & {c.factory_id for c in self.cycles.values()}

    def counted(self, factories: set[str], at: datetime) -> set[tuple[str, str]]:
        """Factory and cycle of each latest assessment that was released by then."""
        latest: dict[str, Cycle] = {}
        for cycle_id, released_at in self.released.items():
            cycle = self.cycles.get(cycle_id)
            if cycle is not None and cycle.factory_id in factories and released_at <= at:
                before = latest.get(cycle.factory_id)
                latest[cycle.factory_id] = cycle if before is None or before.number < cycle.number else before
        return {(factory, cycle.id) for factory, cycle in latest.items()}


def lacks_of(reader: Reader, subject: Subject, now: datetime) -> tuple[Lack, ...]:
    """What is missing, then what would be given away; nothing of a report about one factory."""
    if subject.kind not in OF_MANY:
        return ()
    register, today, least = _register(reader), now.astimezone().date(), shipped.profile().small_group
    own = register.of(subject.kind, subject.subject_id, today)
    counted = register.counted(own, now)
    found: list[Lack] = []
    if not counted:
        found.append(Lack("nobody"))
    elif len(counted) < least:
        found.append(Lack("few", len(counted)))
    if away := _not_here(reader, register, subject, today):
        found.append(Lack("not_here", away))
    if strange := sum(register.factories[one].country != subject.country for one in own):
        found.append(Lack("elsewhere", strange))
    return (*found, *_differences(reader, register, subject, counted, least))


def _register(reader: Reader) -> _Register:
    factories = {f.id: f for f in all_things(reader, Factory, ("name", "country", "alias_of")) if not f.alias_of}
    cycles = {c.id: c for c in all_things(reader, Cycle, ("factory_id", "number", "started_on"))}
    released = {cycle: at for cycle, (_, at) in release_days(reader, None).items()}
    return _Register(factories, cycles, reader.find(Assignment), released)


def _not_here(reader: Reader, register: _Register, subject: Subject, today: date) -> int:
    """Factories that somebody works with, whose records the office does not give to this laptop: a country without them is no country."""
    if not reader.fact("standing"):
        return 0
    held = {scope for scope, cursor in cursors(reader).items() if cursor.is_granted} | {c.scope for c in register.cycles.values()}
    wanted = [
        a.factory_id
        for a in register.assignments
        if is_active(a, today) and (subject.kind is ReportKind.SYNTHESIS or a.person_id == subject.subject_id)
    ]
    known = {one for one in wanted if one in register.factories and register.factories[one].country == subject.country}
    return sum(factory_scope(one) not in held for one in known)


def _differences(reader: Reader, register: _Register, subject: Subject, counted: set[tuple[str, str]], least: int) -> list[Lack]:
    """Editions of the country from which too few factories' results tell this one apart; one for each other report, its nearest."""
    nearest: dict[str, Lack] = {}
    for edition in sorted(reader.find(Edition, lambda e: e.scope == subject.scope), key=lambda e: (e.report_id, -e.number)):
        if edition.kind in OF_MANY and edition.released_at is not None:
            day = edition.released_at.astimezone().date()
            before = register.counted(register.of(edition.kind, edition.subject_id, day), edition.released_at)
            apart = len({factory for factory, _ in counted ^ before})
            if 0 < apart < least and (edition.report_id not in nearest or apart < nearest[edition.report_id].number):
                nearest[edition.report_id] = Lack("difference", apart, edition.short, edition.number)
    return list(nearest.values())
