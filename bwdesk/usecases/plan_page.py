"""The plan as rows: issues with label, question, actions, photos, what is late and what waits to be verified, and each issue's history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bwdesk.domain.cycle import Cycle
from bwdesk.domain.earlier import years_before
from bwdesk.domain.plan import (
    Action,
    ActionKind,
    Issue,
    Origin,
    days_late,
    due_on,
    earlier_cycles,
    in_order,
    is_open,
    waits_for_verification,
)
from bwdesk.domain.tool import Question, Tool
from bwdesk.domain.trends import following_starts, is_carried
from bwdesk.domain.visit import Visit, visit_numbers
from bwdesk.shipped import tool, tool_for, tool_names
from bwdesk.store.lists import photo_counts, unsettled_keys
from bwdesk.store.unit import Reader
from bwdesk.usecases.earlier import earlier_findings
from bwdesk.usecases.factories import last_cycle, survivor_id
from bwdesk.usecases.history import Step, history_of_many
from bwdesk.usecases.issue_labels import issue_labels
from bwdesk.usecases.replies import said_on_issues


@dataclass(frozen=True, slots=True)
class PlanRow:
    """An issue as the plan shows it. `due` is the issue's own day, else the last of its open actions; `late` in days, 0 in time.

    `found_before`: years in which its question was found before this desk, as moved in.
    `reply`: what the factory replies to it on the server's pages, verified by nobody; empty where it does not.
    `cycle` is the number of the one it belongs to; carried: it was open when the next one began.
    """

    issue: Issue
    label: str
    question: Question | None
    cluster: str
    actions: tuple[Action, ...]
    photos: int
    due: date | None
    late: int
    to_verify: bool
    repeated: tuple[int, ...]
    found_before: tuple[int, ...]
    is_carried: bool
    cycle: int
    visit: int
    is_unsettled: bool
    reply: str = ""

    @property
    def is_open(self) -> bool:
        return is_open(self.issue)

    def actions_of(self, kind: ActionKind) -> tuple[Action, ...]:
        """The actions now, or on the system."""
        return tuple(action for action in self.actions if action.kind is kind)


@dataclass(frozen=True, slots=True)
class Promise:
    """An action noted in a visit that serves no issue yet."""

    action: Action
    visit: int


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The improvement plan of a factory, in its order: the committee's rank, then origin and number."""

    rows: tuple[PlanRow, ...]
    promises: tuple[Promise, ...]
    tool: Tool

    @property
    def open(self) -> int:
        return sum(row.is_open for row in self.rows)

    @property
    def closed(self) -> int:
        return len(self.rows) - self.open

    @property
    def late(self) -> int:
        return sum(row.late > 0 for row in self.rows)

    @property
    def to_verify(self) -> int:
        return sum(row.to_verify for row in self.rows)


def plan_page(reader: Reader, factory_id: str, country: str, today: date, cycle_id: str = "") -> PlanPage:
    """The plan of a factory as seen from a cycle (the newest, unless one is named)."""
    factory_id = survivor_id(reader, factory_id)
    known = reader.find(Cycle, lambda c: c.factory_id == factory_id, deleted=True)
    cycles = {c.id: c.number for c in known}
    following = following_starts((c.id, c.factory_id, c.number, c.started_on) for c in known if not c.deleted)
    newest = last_cycle(reader, factory_id)
    everything = reader.find(Issue, lambda i: i.factory_id == factory_id, deleted=True)
    named = issue_labels(reader, factory_id, cycle_id or (newest.id if newest else ""), everything)
    issues = in_order(everything, named)
    actions = sorted(reader.find(Action, lambda a: a.factory_id == factory_id), key=lambda a: (a.pos, a.id))
    by_issue: dict[str | None, list[Action]] = {}
    for action in actions:
        by_issue.setdefault(action.issue_id, []).append(action)
    photos = photo_counts(reader, [*(i.id for i in issues), *(i.line_id for i in issues if i.line_id)])
    visits = visit_numbers(reader.find(Visit, lambda v: v.factory_id == factory_id))
    unsettled = {thing for issue in issues[:1] for thing, _ in unsettled_keys(reader, issue.scope)}
    moved = earlier_findings(reader, factory_id)
    replies = said_on_issues(reader, (issue for issue in issues if issue.origin is Origin.ASSESSMENT))
    sets = tool_for(country, today)
    rows = []
    for issue in issues:
        own = tuple(by_issue.get(issue.id, ()))
        asked = sets.question(issue.question) if sets.has(issue.question) else _asked_elsewhere(issue.question)
        rows.append(
            PlanRow(
                issue=issue, label=named.get(issue.id, ""), question=asked, cluster=issue.cluster or (asked.cluster if asked else ""),
                actions=own, photos=photos.get(issue.id, 0) + photos.get(issue.line_id or "", 0), due=due_on(issue, own),
                late=days_late(issue, today, own), to_verify=waits_for_verification(issue), repeated=earlier_cycles(issue, issues, cycles),
                found_before=years_before(issue, moved), is_carried=is_carried(issue, following.get(issue.cycle_id), today),
                cycle=cycles.get(issue.cycle_id, 0), visit=visits.get(issue.origin_id, 0) if issue.origin is Origin.VISIT else 0,
                is_unsettled=issue.id in unsettled, reply=replies[issue.id].text.strip() if issue.id in replies else "",
            )
        )  # fmt: skip
    promises = tuple(Promise(a, visits.get(a.visit_id or "", 0)) for a in by_issue.get(None, ()))
    return PlanPage(tuple(rows), promises, sets)


def _asked_elsewhere(code: str) -> Question | None:
    """A question that today's version of the tool no longer asks, as a former one put it."""
    if not code:
        return None
    return next((tool(name).question(code) for name in reversed(tool_names()) if tool(name).has(code)), None)


def history_of_issue(reader: Reader, issue_id: str) -> list[Step]:
    """Who did what to an issue and its actions, oldest first."""
    actions = reader.find(Action, lambda a: a.issue_id == issue_id, deleted=True)
    return history_of_many(reader, [issue_id, *(a.id for a in actions)])


def labels_of_factory(reader: Reader, factory_id: str, cycle_id: str = "") -> Mapping[str, str]:
    """The label of every issue of a factory, by id."""
    everything = reader.find(Issue, lambda i: i.factory_id == factory_id, deleted=True)
    return issue_labels(reader, factory_id, cycle_id, everything)
