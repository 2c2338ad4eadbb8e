"""What was counted of all factories, kept while the desk is open: a change costs work for the factories that it touches, and for no other.

Rows are of one day, and hold until a change is heard of something they count. A change in a factory's scope is its own; one in an
assessment's scope is that of the factory which it is about; things of a country say whom they concern. What left the file without a
trace of whom it concerned makes everything be counted anew. How a row is counted: portfolio.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Final

from bwdesk.domain.assessment import Assessment, Result
from bwdesk.domain.contact import Contact
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.diagnosis import Sitting
from bwdesk.domain.edition import Edition
from bwdesk.domain.factory import Assignment, Factory, Person, person_thing_id
from bwdesk.domain.learning import Invitation, Seat, Seminar
from bwdesk.domain.plan import Action, Issue
from bwdesk.domain.report import Report
from bwdesk.domain.scope import scope_key, scope_kind
from bwdesk.domain.thing import Thing, spec_of
from bwdesk.domain.views import SavedView
from bwdesk.domain.visit import Visit
from bwdesk.store.lists import all_things, things_where, values_by_id
from bwdesk.store.lists_factories import registered_names
from bwdesk.store.unit import Changes, Reader
from bwdesk.usecases.cycle_facts import Released, releases
from bwdesk.usecases.portfolio import PortfolioRow, counted_rows, views_of

COUNTED: Final[tuple[type[Thing], ...]] = (
    Factory, Assignment, Person, Cycle, Visit, Sitting, Assessment, Contact, Report, Edition, Result, Seminar, Seat, Invitation, Issue,
    Action,
)  # fmt: skip
"""All kinds that a row is counted from."""

FIRST: Final = 60
"""Rows of the first paint."""

SLICE: Final = 200
"""Factories counted in one go, so that other questions get their turn (some 70 ms)."""


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Rows by name, and the views this person saved, by name. `waiting`: registered factories that are not counted yet."""

    rows: tuple[PortfolioRow, ...]
    views: tuple[SavedView, ...]
    waiting: int = 0


@dataclass(slots=True)
class _Touched:
    things: set[tuple[str, str]] = field(default_factory=set)
    scopes: set[str] = field(default_factory=set)

    def of(self, cls: type[Thing]) -> set[str]:
        return {thing for kind, thing in self.things if kind == spec_of(cls).name}


class KeptPortfolio:
    """Hears of changes on one thread (`hear`) and is asked on another (`page`)."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._touched = _Touched()
        self._day: date | None = None
        self._forget()

    def _forget(self) -> None:
        self._names: dict[str, tuple[str, str, str]] = {}
        self._rows: dict[str, PortfolioRow] = {}
        self._left: dict[str, None] = {}
        self._released: Mapping[str, Released] | None = None

    def hear(self, changes: Changes) -> None:
        """Takes note of a change that is in the file: its factories are counted anew when the table is asked for next."""
        if changes.touches(*COUNTED):
            with self._lock:
                self._touched.things |= changes.things
                self._touched.scopes |= changes.scopes

    def page(self, reader: Reader, person: str, today: date, most: int | None = None) -> Portfolio:
        """The table on a day. `most`: how many factories are counted now at most; the others wait to be asked for again."""
        try:
            self._take_up(reader, today)
            self._count(reader, list(self._left)[:most], today)
        except BaseException:
            self._day = None  # what changed is not known any more
            raise
        rows = sorted(self._rows.values(), key=lambda row: (row.name.casefold(), row.id))
        return Portfolio(tuple(rows), views_of(reader, person), len(self._left))

    def _take_up(self, reader: Reader, today: date) -> None:
        """Puts what has changed before all else that is to be counted; on another day that is everything."""
        with self._lock:  # before the file is looked at: what is heard from here on is for the next time
            touched, self._touched = self._touched, _Touched()
        some = self._factories(reader, touched) if self._day == today else None
        if some is None:
            self._forget()
            self._day = today
        elif not some:
            return
        for factory in some or ():
            for known in (self._names, self._rows, self._left):
                known.pop(factory, None)
        found = {one[0]: one for one in registered_names(reader, None if some is None else sorted(some))}
        self._names |= found
        self._left = dict.fromkeys(found) | self._left
        self._released = None

    def _count(self, reader: Reader, some: Sequence[str], today: date) -> None:
        if self._released is None and len(some) > FIRST:
            self._released = releases(reader, None)
        self._rows |= counted_rows(reader, [self._names[one] for one in some], today, self._released)
        for one in some:
            del self._left[one]
        if not self._left:
            self._released = None

    def _factories(self, reader: Reader, touched: _Touched) -> set[str] | None:
        """The factories that changes concern; None where that cannot be told any more."""
        papers = [scope for scope in touched.scopes if scope_kind(scope) == "assessment"]
        found = touched.of(Factory) | {scope_key(scope) for scope in touched.scopes if scope_kind(scope) == "factory"}
        found |= {row.id for row in self._rows.values() if not row.papers.isdisjoint(papers)}
        found |= set(values_by_id(reader, Assessment, "factory_id", map(scope_key, papers)).values())
        found |= {one.factory_id for one in things_where(reader, Report, "scope", papers)}
        for cls in (Assignment, Seat, Invitation):
            ids = touched.of(cls)
            said = values_by_id(reader, cls, "factory_id", ids)
            if len(said) < len(ids):
                return None
            found |= set(said.values())
        seminars = touched.of(Seminar)
        found |= {one.factory_id for one in things_where(reader, Seat, "seminar_id", seminars)}
        found |= {one.factory_id for one in things_where(reader, Invitation, "seminar_id", seminars)}
        return found | _advised_by(reader, touched.of(Person))


def _advised_by(reader: Reader, people: Set[str]) -> set[str]:
    """Factories that name some people (ids of `Person`)."""
    if not people:
        return set()
    held = all_things(reader, Assignment, ("factory_id", "person_id", "role", "from_on"))
    return {one.factory_id for one in held if person_thing_id(one.person_id) in people}
