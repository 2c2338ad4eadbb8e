"""All factories in one table for who looks after many: the cycle, the next window, visit days, the plan; and its saved views.

Rows are counted here. What was counted is kept, and what changed counted anew, in portfolio_kept.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from bwdesk import shipped
from bwdesk.domain.clock import Window, asks_first, month_of
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Factory
from bwdesk.domain.renewal import neighbours, running
from bwdesk.domain.scope import user_scope
from bwdesk.domain.views import SavedView
from bwdesk.errors import Refused
from bwdesk.store.lists_factories import PlanCounts, advisors_of_factories, last_visits, plan_counts
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.cycle_facts import Records, Released, days_of_cycle, facts_of_cycle, local_day, releases, running_records, working_days
from bwdesk.usecases.writing import act, write

PLACE = "portfolio"


@dataclass(frozen=True, slots=True)
class PortfolioRow:
    """A factory with a running cycle. Days are halves. `verified` of `issues` are closed; `late`: open ones past their day.

    `over_time`: how many were open at the end of each of the last months, and today.
    `papers`: scopes of the assessments and reports that were looked at.
    """

    id: str
    name: str
    country: str
    advisor: str
    cycle: int
    month: int
    window: Window | None
    used: int
    left: int
    open: int
    late: int
    verified: int
    issues: int
    over_time: tuple[int, ...]
    last_visit_on: date | None
    papers: frozenset[str]


MONTHS: Final = 12


def month_ends(today: date) -> list[date]:
    """The last days of the months before this one, and today."""
    first = today.replace(day=1)
    ends: list[date] = [today]
    while len(ends) < MONTHS:
        ends.append(first - timedelta(days=1))
        first = ends[-1].replace(day=1)
    return ends[::-1]


def counted_rows(
    reader: Reader, factories: Sequence[tuple[str, str, str]], today: date, released: Mapping[str, Released] | None = None
) -> dict[str, PortfolioRow]:
    """The rows of some factories (id, name, country) by id, counted now: no statement per factory, the plan is counted in SQL, of the rest
    only what is looked at is read. `released`: as of `releases`, where they are known.
    """
    ids = [found[0] for found in factories]
    known, visited = running_records(reader, ids, today), last_visits(reader, ids)
    plans, advisors = plan_counts(reader, today, ids, month_ends(today)), advisors_of_factories(reader, today, ids)
    given_out = releases(reader, ids) if released is None else released
    rows = {}
    for factory, name, country in factories:
        own = known.get(factory, Records())
        cycle = running(own.cycles, today)
        if cycle is not None:
            who = (factory, name, country, advisors.get(factory, ("", ""))[1])
            plan, last_visit_on = plans.get(factory, PlanCounts()), local_day(visited.get(factory))
            rows[factory] = _row(who, own, cycle, given_out.get(cycle.id), plan, last_visit_on, today)
    return rows


def _row(
    who: tuple[str, str, str, str], all_own: Records, cycle: Cycle, released: Released | None, plan: PlanCounts,
    last_visit_on: date | None, today: date,
) -> PortfolioRow:  # fmt: skip
    factory, name, country, advisor = who
    profile = shipped.profile(cycle.profile)
    own = all_own.of_cycle(cycle.id)
    facts = facts_of_cycle(own, cycle, neighbours(own.cycles, cycle)[1], profile, released)
    days = days_of_cycle(own, cycle, profile)
    return PortfolioRow(
        id=factory, name=name, country=country, advisor=advisor, cycle=cycle.number, month=max(0, month_of(cycle.started_on, today)),
        window=asks_first(facts, profile, working_days(profile, country), today), used=days.used, left=days.left,
        open=plan.issues - plan.verified, late=plan.late, verified=plan.verified, issues=plan.issues, over_time=plan.over_time,
        last_visit_on=last_visit_on, papers=frozenset(one.scope for one in (*own.assessments, *own.reports)),
    )  # fmt: skip


def factory_of(reader: Reader, factory: str) -> Factory | None:
    """Names and place of a factory of the table."""
    return reader.get(Factory, factory)


def views_of(reader: Reader, person: str) -> tuple[SavedView, ...]:
    """The views of the table that a person saved, by name."""
    saved = reader.find(SavedView, lambda v: v.place == PLACE, order=lambda v: v.name)
    return tuple(v for v in saved if v.scope == user_scope(person))


@act("act.portfolio.save_view")
def save_view(unit: Unit, name: str, body: str) -> SavedView:
    """Keeps columns, order and filter under a name; the same name again replaces them. Refused without a name."""
    wanted = " ".join(name.split())
    if not wanted:
        raise Refused("portfolio.no_name", field="name")
    scope = user_scope(unit.writer.person)
    held = [v for v in unit.find(SavedView, lambda v: (v.place == PLACE) & (v.name == wanted)) if v.scope == scope]
    if held:
        return write(unit, held[0], replace(held[0], body=body))
    return write(unit, None, SavedView(id=unit.new_id(), scope=scope, place=PLACE, name=wanted, body=body))


@act("act.portfolio.remove_view")
def remove_view(unit: Unit, view: SavedView) -> SavedView:
    """Forgets a saved view."""
    return write(unit, view, replace(view, deleted=True))
