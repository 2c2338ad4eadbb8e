"""All factories in one table for who looks after many: the cycle, the next window, visit days, the plan. One query, and its saved views."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bwdesk.domain.clock import Window, WindowState
from bwdesk.domain.plan import Action, Issue, Verified, days_late, is_open
from bwdesk.domain.scope import user_scope
from bwdesk.domain.views import SavedView
from bwdesk.errors import Refused
from bwdesk.store.lists import things_where
from bwdesk.store.lists_factories import factory_list
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.assess_places import registered_factories
from bwdesk.usecases.cycle_page import CycleView, cycle_views, local_day
from bwdesk.usecases.writing import act, write

PLACE = "portfolio"


@dataclass(frozen=True, slots=True)
class PortfolioRow:
    """A factory with a running cycle. Days are halves. `verified` of `issues` are closed; `late`: open ones past their day."""

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
    last_visit_on: date | None


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Rows by name, and the views this person saved, by name."""

    rows: tuple[PortfolioRow, ...]
    views: tuple[SavedView, ...]


def portfolio_page(reader: Reader, person: str, today: date) -> Portfolio:
    """Everything the table shows: no statement per factory; ids go in chunks."""
    factories = [one.factory for one in registered_factories(reader)]
    views = cycle_views(reader, factories, today)
    issues, actions = _of_issues(reader, views)
    advisors = {row.id: row.advisor for row in factory_list(reader, today)}
    rows = [
        _row(views[f.id], advisors.get(f.id, ""), issues.get(f.id, ()), actions, today) for f in factories if f.id in views
    ]  # in the order of the names
    saved = reader.find(SavedView, lambda v: v.place == PLACE, order=lambda v: v.name)
    return Portfolio(tuple(rows), tuple(v for v in saved if v.scope == user_scope(person)))


def _of_issues(reader: Reader, views: dict[str, CycleView]) -> tuple[dict[str, list[Issue]], dict[str, list[Action]]]:
    issues: dict[str, list[Issue]] = {}
    for issue in things_where(reader, Issue, "factory_id", views):
        if issue.cycle_id == views[issue.factory_id].cycle.id:
            issues.setdefault(issue.factory_id, []).append(issue)
    actions: dict[str, list[Action]] = {}
    for action in things_where(reader, Action, "factory_id", views):
        if action.issue_id:
            actions.setdefault(action.issue_id, []).append(action)
    return issues, actions


def _row(view: CycleView, advisor: str, issues: Sequence[Issue], actions: dict[str, list[Action]], today: date) -> PortfolioRow:
    standing = [one for one in issues if is_open(one)]
    return PortfolioRow(
        id=view.factory.id, name=view.factory.name, country=view.factory.country, advisor=advisor, cycle=view.cycle.number,
        month=view.month, window=next_window(view.windows), used=view.days.used, left=view.days.left, open=len(standing),
        late=sum(days_late(one, today, actions.get(one.id, ())) > 0 for one in standing),
        verified=sum(one.verified is Verified.VERIFIED for one in issues), issues=len(issues),
        last_visit_on=max((day for v in view.visits if (day := local_day(v.started_at)) is not None), default=None),
    )  # fmt: skip


def next_window(windows: Sequence[Window]) -> Window | None:
    """The window that asks first: a late one before all, else the one that is due soonest."""
    asking = (WindowState.LATE, WindowState.DUE, WindowState.OPEN, WindowState.AHEAD)
    found = [w for w in windows if w.state in asking]
    return min(found, key=lambda w: (w.state is not WindowState.LATE, w.due_on or date.max, w.milestone.value), default=None)


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
