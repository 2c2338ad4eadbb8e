"""What was found before the program came: findings of earlier years, moved in from workbooks, so that *last time* is not empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bwdesk.domain.assessment import Verdict
from bwdesk.domain.thing import Thing, limited, words


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
