"""The factory workspace: facts, committee, the cycle and its ledgers, what was found, notes, people. One question for the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bwdesk import shipped
from bwdesk.domain.assessment import Assessment, Result, Verdict
from bwdesk.domain.compliance import Counts, assessed, standing_of
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.diagnosis import Sitting
from bwdesk.domain.factory import Factory
from bwdesk.domain.osid import is_valid_os_id, os_id_country
from bwdesk.domain.plan import Action, Issue, days_late, in_order, is_open, waits_for_verification, was_open
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.visit import Line, Mark, Visit
from bwdesk.store.lists import things_where, unsettled_by_scope, waiting_things
from bwdesk.store.unit import Reader
from bwdesk.usecases.assessment_page import assessments_of_factory
from bwdesk.usecases.committee import CommitteeView, committee_of_factory
from bwdesk.usecases.cycle_page import FAR, CycleView, cycle_view
from bwdesk.usecases.factories import survivor_id
from bwdesk.usecases.factory_shelf import FactoryShelf, factory_shelf
from bwdesk.usecases.issue_labels import issue_labels
from bwdesk.usecases.people import Colleague, people_of_factory


@dataclass(frozen=True, slots=True)
class OpenRow:
    """An open issue in short."""

    issue: Issue
    label: str
    late: int
    to_verify: bool


@dataclass(frozen=True, slots=True)
class ClusterCount:
    """Non-compliant questions of a cluster in the latest released assessment; `before` in the one before, None without one."""

    code: str
    name: str
    now: Counts
    before: int | None


@dataclass(frozen=True, slots=True)
class Note:
    """A line of a visit that is worth reading again."""

    line: Line
    visit: Visit
    number: int


@dataclass(frozen=True, slots=True)
class FactoryPage:
    """All the workspace shows. `os_id`: "" none, "valid", "invalid", or "country" when it is of another country."""

    factory: Factory
    aliases: tuple[Factory, ...]
    os_id: str
    committee: CommitteeView
    view: CycleView | None
    cycles: tuple[Cycle, ...]
    open_rows: tuple[OpenRow, ...]
    closed: int
    clusters: tuple[ClusterCount, ...]
    findings: tuple[Result, ...]
    notes: tuple[Note, ...]
    sittings: tuple[Sitting, ...]
    assessments: tuple[Assessment, ...]
    people: tuple[Colleague, ...]
    open_over_time: tuple[tuple[date, int], ...]
    unsettled: int
    waiting: int
    shelf: FactoryShelf


def factory_page(reader: Reader, factory_id: str, today: date) -> FactoryPage:
    """The workspace of a factory, or of the one it was joined with. Raises Refused (`thing.gone`) if there is none."""
    factory = reader.need(Factory, survivor_id(reader, factory_id))
    issues = reader.find(Issue, lambda i: i.factory_id == factory.id, deleted=True)
    actions = reader.find(Action, lambda a: a.factory_id == factory.id)
    results = reader.find(Result, lambda r: r.scope == factory_scope(factory.id))
    view = cycle_view(reader, factory, today)
    labels = issue_labels(reader, factory.id, view.cycle.id if view else "", issues)
    scope = factory_scope(factory.id)
    assessments = tuple(assessments_of_factory(reader, factory.id))
    return FactoryPage(
        factory=factory,
        aliases=tuple(reader.find(Factory, lambda f: f.alias_of == factory.id)),
        os_id=os_id_state(factory),
        committee=committee_of_factory(reader, factory.id, today),
        view=view,
        cycles=tuple(reader.find(Cycle, lambda c: c.factory_id == factory.id, order=lambda c: c.number)),
        open_rows=_open_rows(issues, actions, labels, today),
        closed=sum(1 for i in issues if not i.deleted and not is_open(i)),
        clusters=clusters_of(results),
        findings=tuple(_latest_findings(results)),
        notes=_notes(reader, view),
        sittings=tuple(reader.find(Sitting, lambda s: s.factory_id == factory.id, order=lambda s: s.held_on)),
        assessments=assessments,
        people=tuple(people_of_factory(reader, factory.id)),
        open_over_time=open_over_time(issues, today),
        unsettled=unsettled_by_scope(reader).get(scope, 0),
        waiting=len(waiting_things(reader, scope)),
        shelf=factory_shelf(reader, factory, view.cycle if view else None, assessments, today),
    )


def os_id_state(factory: Factory) -> str:
    """Whether the OS ID holds: "" none, "valid", "invalid", "country" when it is of another country."""
    if not factory.os_id:
        return ""
    if not is_valid_os_id(factory.os_id):
        return "invalid"
    return "valid" if os_id_country(factory.os_id) == factory.country else "country"


def _open_rows(issues: list[Issue], actions: list[Action], labels: Mapping[str, str], today: date) -> tuple[OpenRow, ...]:
    by_issue: dict[str | None, list[Action]] = {}
    for action in actions:
        by_issue.setdefault(action.issue_id, []).append(action)
    return tuple(
        OpenRow(i, labels.get(i.id, ""), days_late(i, today, by_issue.get(i.id, ())), waits_for_verification(i))
        for i in in_order([i for i in issues if is_open(i)], labels)
    )


def clusters_of(results: list[Result]) -> tuple[ClusterCount, ...]:
    """Counts by cluster of the latest released assessment, beside the one before."""
    released = assessed(results)
    if not released:
        return ()
    latest, before = released[-1], released[-2] if len(released) > 1 else None
    tool = shipped.tool(latest.tool)
    now = standing_of(tool, latest.verdicts)
    then = Counter(code[:2] for code, verdict in before.verdicts.items() if verdict is Verdict.NON_COMPLIANT) if before else None
    return tuple(
        ClusterCount(cluster.code, cluster.name, now.counts(cluster.code), then[cluster.code] if then is not None else None)
        for cluster in tool.clusters
        if tool.compliance_points(cluster.code)
    )


def _latest_findings(results: list[Result]) -> list[Result]:
    released = assessed(results)
    if not released:
        return []
    found = [r for r in results if r.assessment_id == released[-1].assessment_id and r.verdict is Verdict.NON_COMPLIANT]
    tool = shipped.tool(released[-1].tool)
    return sorted(found, key=lambda r: tool.order(r.question))


def _notes(reader: Reader, view: CycleView | None) -> tuple[Note, ...]:
    """What was noted in the visits of the cycle, newest visit first, as written."""
    if view is None:
        return ()
    visits = {v.id: v for v in view.visits if v.started_at}
    lines = [n for n in things_where(reader, Line, "visit_id", visits) if n.mark is not Mark.CLUSTER and n.text.strip()]
    lines.sort(key=lambda n: (n.pos, n.id))
    lines.sort(key=lambda n: visits[n.visit_id].started_at or FAR, reverse=True)
    return tuple(Note(n, visits[n.visit_id], view.visit_numbers.get(n.visit_id, 0)) for n in lines)


def open_over_time(issues: list[Issue], today: date) -> tuple[tuple[date, int], ...]:
    """How many issues were open at the end of each month, from the first one to today (at most 24 points)."""
    known = [i for i in issues if not i.deleted and i.since_on is not None]
    first = min((i.since_on for i in known if i.since_on), default=None)
    if first is None:
        return ()
    days = []
    year, month = first.year, first.month
    while (year, month) < (today.year, today.month):
        month += 1
        year, month = (year + 1, 1) if month > 12 else (year, month)
        days.append(date(year, month, 1))
    days = [day for day in days if day <= today]
    if not days or days[-1] != today:
        days.append(today)
    return tuple((day, sum(was_open(i, day) for i in known)) for day in days[-24:])
