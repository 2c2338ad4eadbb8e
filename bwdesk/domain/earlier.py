"""What was found before the program came: findings of earlier years, moved in from workbooks, so that *last time* is not empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from bwdesk.domain.assessment import Verdict
from bwdesk.domain.plan import Action, Issue
from bwdesk.domain.thing import Thing, limited, natural_id, words

BEFORE: Final = 0
"""The number that stands for the time before the first cycle of this program: no cycle bears it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierFinding(Thing):
    """A question's result of an earlier year, moved in (scope `factory/<id>`; id from scope, day and question). Never a released result."""

    factory_id: str
    assessed_on: date
    question: str = limited(40)
    cycle_number: int | None = None
    verdict: Verdict = Verdict.NON_COMPLIANT
    finding: str = words()
    source: str = limited(200)


# Rules ---------------------------------------------------------------------------------------------------------------------------


def moved_issue_id(factory_id: str, title: str) -> str:
    """The id of an issue that was moved in under a title: the row of a workbook is known again by it, whatever becomes of the title."""
    return natural_id(Issue, "earlier", factory_id, title)


def moved_action_id(factory_id: str, issue_id: str) -> str:
    """The id of the action that an issue was moved in with."""
    return natural_id(Action, "earlier", factory_id, issue_id)


def years_before(issue: Issue, moved: Iterable[EarlierFinding]) -> tuple[int, ...]:
    """The years in which an issue's question was not in compliance before the issue was noted."""
    found = {
        e.assessed_on.year
        for e in moved
        if e.question == issue.question
        and e.verdict is Verdict.NON_COMPLIANT
        and e.id != issue.origin_id
        and (issue.since_on is None or e.assessed_on < issue.since_on)
    }
    return tuple(sorted(found))


def moved_in(moved: Iterable[EarlierFinding]) -> tuple[tuple[int, Mapping[str, Verdict]], ...]:
    """Verdicts by question of the newest day of each cycle, as a released assessment gives them; before the program: `BEFORE`."""
    days: dict[int, date] = {}
    verdicts: dict[int, dict[str, Verdict]] = {}
    for one in sorted(moved, key=lambda e: e.assessed_on):
        cycle = one.cycle_number or BEFORE
        if days.get(cycle) != one.assessed_on:
            days[cycle], verdicts[cycle] = one.assessed_on, {}
        verdicts[cycle][one.question] = one.verdict
    return tuple(sorted(verdicts.items()))
