"""The home page: what is on now, this week, what waits for me, and the threads of my factories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from bwdesk.domain.assessment import Assessment, Stage
from bwdesk.domain.clock import Window
from bwdesk.domain.factory import Assignment, Factory, Role
from bwdesk.domain.ledgers import Book
from bwdesk.domain.plan import Action, Issue, days_late, in_order, is_open, waits_for_verification
from bwdesk.domain.report import Remark, Report, ReportKind, ReportState
from bwdesk.domain.scope import scope_key, scope_kind
from bwdesk.domain.visit import Attendance, Visit
from bwdesk.store.lists import things_where, unsettled_by_scope
from bwdesk.store.unit import Reader
from bwdesk.usecases.alerts import open_alerts
from bwdesk.usecases.closing import closing_of
from bwdesk.usecases.cycle_page import FAR, CycleView, cycle_views, local_day
from bwdesk.usecases.drafts import VAULT_DRAFTS, Draft, drafts
from bwdesk.usecases.factories import is_active
from bwdesk.usecases.issue_labels import issue_labels
from bwdesk.usecases.many_waiting import Waiting, waiting_of_many

Need = Literal[
    "alert", "settle", "window", "verify", "missed_visit", "over", "close", "review", "returned", "answered", "approve", "rework", "draft"
]
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class NowItem:
    """The visit that runs or comes next today, with what to look at before going in."""

    visit: Visit
    number: int
    view: CycleView
    is_running: bool
    items: tuple[BeforeItem, ...]
    to_verify: int
    late: int
    room_last: tuple[Attendance, ...]


@dataclass(frozen=True, slots=True)
class BeforeItem:
    """An open issue worth a look: label, days late, whether it waits to be verified."""

    issue: Issue
    label: str
    late: int
    to_verify: bool


@dataclass(frozen=True, slots=True)
class WeekItem:
    """Something planned on one of the next seven days. An assessment's day is not for the factory's eyes."""

    on: date
    at: datetime | None
    kind: Literal["visit", "assessment"]
    factory: Factory
    thing: str
    number: int


@dataclass(frozen=True, slots=True)
class NeedItem:
    """Something that waits for this person; `count` of what, `window` for a milestone, `draft` for words that were being typed,
    `books` for ledgers over their package, `waiting` for a report about many factories."""

    kind: Need
    factory: Factory | None
    count: int = 0
    window: Window | None = None
    thing: str = ""
    draft: Draft | None = None
    books: tuple[Book, ...] = ()
    waiting: Waiting | None = None


@dataclass(frozen=True, slots=True)
class TodayPage:
    """All that Today shows. `mine` are the factories this person advises, `assessing` those of assessments they take part in."""

    now: NowItem | None
    week: tuple[WeekItem, ...]
    needs: tuple[NeedItem, ...]
    mine: tuple[CycleView, ...]
    unregistered: tuple[Factory, ...]
    assessing: tuple[tuple[Assessment, Factory], ...]


def today_page(reader: Reader, person: str, now: datetime) -> TodayPage:
    """Today for one person. `now`: aware; its local day is today."""
    today = now.astimezone().date()
    mine = factories_of(reader, person, today)
    views = cycle_views(reader, mine, today)
    assessing = _assessing(reader, person)
    issues = [i for i in things_where(reader, Issue, "factory_id", [f.id for f in mine]) if is_open(i)]
    actions = things_where(reader, Action, "factory_id", [f.id for f in mine])
    return TodayPage(
        now=_now(reader, list(views.values()), issues, actions, now),
        week=tuple(_week(list(views.values()), assessing, today)),
        needs=tuple(_needs(reader, list(views.values()), issues, assessing, person, today)),
        mine=tuple(views.values()),
        unregistered=tuple(f for f in mine if f.id not in views),
        assessing=tuple(assessing),
    )


def factories_of(reader: Reader, person: str, today: date, role: Role = Role.ADVISOR) -> list[Factory]:
    """The factories a person works with in a role today, by name."""
    held = reader.find(Assignment, lambda a: (a.person_id == person) & (a.role == role))
    found = things_where(reader, Factory, "id", [a.factory_id for a in held if is_active(a, today)])
    return sorted((f for f in found if f.alias_of is None), key=lambda f: (f.name.casefold(), f.id))


def _assessing(reader: Reader, person: str) -> list[tuple[Assessment, Factory]]:
    pending = [a for a in reader.find(Assessment, lambda a: a.stage != Stage.RELEASED) if person in a.assessors]
    factories = {f.id: f for f in things_where(reader, Factory, "id", [a.factory_id for a in pending])}
    found = [(a, factories[a.factory_id]) for a in pending if a.factory_id in factories]
    return sorted(found, key=lambda pair: (pair[0].first_day_on or date.max, pair[0].id))


def _now(reader: Reader, views: Sequence[CycleView], issues: Sequence[Issue], actions: Sequence[Action], now: datetime) -> NowItem | None:
    today = now.astimezone().date()
    candidates = [
        (view, visit)
        for view in views
        for visit in view.visits
        if visit.closed_at is None and today == (local_day(visit.started_at) or local_day(visit.planned_at))
    ]
    if not candidates:
        return None
    view, visit = min(
        candidates, key=lambda pair: (pair[1].started_at is None, pair[1].started_at or pair[1].planned_at or now, pair[1].id)
    )
    items = before_going_in(reader, view, issues, actions, today)
    last = [v for v in view.visits if v.started_at and v.id != visit.id]
    room = things_where(reader, Attendance, "visit_id", [max(last, key=lambda v: v.started_at or now).id]) if last else []
    return NowItem(
        visit, view.visit_numbers.get(visit.id, 0), view, visit.started_at is not None, tuple(items), sum(i.to_verify for i in items),
        sum(i.late > 0 for i in items), tuple(room),
    )  # fmt: skip


def before_going_in(reader: Reader, view: CycleView, issues: Sequence[Issue], actions: Sequence[Action], today: date) -> list[BeforeItem]:
    """Open issues of a factory: late ones first, then those to verify, then the plan's order."""
    own = [i for i in issues if i.factory_id == view.factory.id]
    everything = reader.find(Issue, lambda i: i.factory_id == view.factory.id, deleted=True)
    labels = issue_labels(reader, view.factory.id, view.cycle.id, everything)
    items = [
        BeforeItem(i, labels.get(i.id, ""), days_late(i, today, [a for a in actions if a.issue_id == i.id]), waits_for_verification(i))
        for i in in_order(own, labels)
    ]
    return sorted(items, key=lambda item: (-item.late, not item.to_verify))


def _week(views: Sequence[CycleView], assessing: Sequence[tuple[Assessment, Factory]], today: date) -> list[WeekItem]:
    found = []
    for view in views:
        for visit in view.visits:
            day = local_day(visit.planned_at)
            if visit.started_at is None and day is not None and today < day <= today + WEEK:
                number = view.visit_numbers.get(visit.id, 0)
                found.append(WeekItem(day, visit.planned_at, "visit", view.factory, visit.id, number))
    for one, factory in assessing:
        last = one.last_day_on or one.first_day_on
        if one.first_day_on is not None and last is not None and one.first_day_on <= today + WEEK and last >= today:
            found.append(WeekItem(max(one.first_day_on, today), None, "assessment", factory, one.id, one.number))
    return sorted(found, key=lambda item: (item.on, item.at is not None, item.at or FAR, item.thing))


def _needs(
    reader: Reader, views: Sequence[CycleView], issues: Sequence[Issue], assessing: Sequence[tuple[Assessment, Factory]], person: str,
    today: date,
) -> list[NeedItem]:  # fmt: skip
    alerts = open_alerts(reader)
    found = [NeedItem("alert", None, len(alerts))] if alerts else []
    found += _to_settle(reader)
    for view in views:
        missed = view.next_visit
        planned = local_day(missed.planned_at) if missed else None
        if missed is not None and missed.started_at is None and planned is not None and planned < today:
            found.append(NeedItem("missed_visit", view.factory, (today - planned).days, thing=missed.id))
        found += [NeedItem("window", view.factory, window=window) for window in view.pressing]
        waiting = sum(1 for i in issues if i.factory_id == view.factory.id and waits_for_verification(i))
        if waiting:
            found.append(NeedItem("verify", view.factory, waiting))
        if books := view.unexplained:
            found.append(NeedItem("over", view.factory, len(books), books=books))
    found += [NeedItem("close", factory, 1, thing=one.id) for one, factory in assessing if _waits_for_closing(reader, one, person)]
    found += _to_review(reader, person)
    found += _remarks(reader, person)
    of_many = waiting_of_many(reader, person, today)
    found += [NeedItem("rework" if w.is_returned else "approve", None, 1, thing=w.report.subject_id, waiting=w) for w in of_many]
    found += [NeedItem("draft", None, 1, draft=one) for one in drafts(reader) if not one.key.startswith(VAULT_DRAFTS)]
    return found


def _waits_for_closing(reader: Reader, assessment: Assessment, person: str) -> bool:
    """The other one has closed it, this person has not."""
    if assessment.stage is Stage.READY or not assessment.closed_by:
        return False
    closed = closing_of(reader, assessment)
    return closed.is_shut and person in closed.waits_for


def _to_settle(reader: Reader) -> list[NeedItem]:
    counts = {scope: count for scope, count in unsettled_by_scope(reader).items() if scope_kind(scope) != "vault"}
    by_factory: dict[str, int] = {}
    papers = {a.id: a.factory_id for a in things_where(reader, Assessment, "id", [scope_key(s) for s in counts])}
    for scope, count in counts.items():
        factory_id = papers.get(scope_key(scope), "") if scope_kind(scope) == "assessment" else scope_key(scope)
        by_factory[factory_id] = by_factory.get(factory_id, 0) + count
    factories = {f.id: f for f in things_where(reader, Factory, "id", by_factory)}
    return [NeedItem("settle", factories.get(factory_id), count) for factory_id, count in sorted(by_factory.items())]


def _to_review(reader: Reader, person: str) -> list[NeedItem]:
    """Assessments ready for review that this person did not take part in (a team leader's desk holds them)."""
    ready = [a for a in reader.find(Assessment, lambda a: a.stage == Stage.READY) if person not in a.assessors]
    factories = {f.id: f for f in things_where(reader, Factory, "id", [a.factory_id for a in ready])}
    return [NeedItem("review", factories.get(a.factory_id), 1, thing=a.id) for a in ready]


def _remarks(reader: Reader, person: str) -> list[NeedItem]:
    """Returned assessments whose remarks this person answers, and answers that wait for this person."""
    to_answer, to_judge = _waiting_remarks(reader, person)
    papers = {a.id: a.factory_id for a in things_where(reader, Assessment, "id", [*to_answer, *to_judge])}
    factories = {f.id: f for f in things_where(reader, Factory, "id", papers.values())}
    needs: tuple[tuple[Need, dict[str, int]], ...] = (("returned", to_answer), ("answered", to_judge))
    return [NeedItem(kind, factories.get(papers[one]), count, thing=one) for kind, some in needs for one, count in sorted(some.items())]


def _waiting_remarks(reader: Reader, person: str) -> tuple[dict[str, int], dict[str, int]]:
    """By assessment id: remarks that a returned report waits for this person to answer; answers that wait for this person's judgement."""
    closed = False
    open_ones = reader.find(Remark, lambda r: r.is_closed == closed)
    reports = {r.id: r for r in things_where(reader, Report, "id", {one.report_id for one in open_ones})}
    about = {r.subject_id for r in reports.values() if r.kind is ReportKind.ASSESSMENT}
    papers = {a.id: a for a in things_where(reader, Assessment, "id", about)}
    to_answer: dict[str, int] = {}
    to_judge: dict[str, int] = {}
    for one in open_ones:
        report = reports.get(one.report_id)
        paper = papers.get(report.subject_id) if report is not None and report.kind is ReportKind.ASSESSMENT else None
        if report is None or paper is None:
            continue
        if person in paper.assessors:
            if report.state is ReportState.RETURNED and not one.answer.strip():
                to_answer[paper.id] = to_answer.get(paper.id, 0) + 1
        elif one.answer.strip():
            to_judge[paper.id] = to_judge.get(paper.id, 0) + 1
    return to_answer, to_judge
