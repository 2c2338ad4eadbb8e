"""Reports as records: what is written into them, where they stand, what was said to them, and who signed what.

What a report shows is worked out from the records; a Report holds only its state and its own words. Fixed editions: edition.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from bwdesk.domain.committee import Side
from bwdesk.domain.thing import Thing, group, limited, words


class ReportKind(StrEnum):
    """All kinds of papers a factory, buyer or ministry is given."""

    VISIT = "visit"
    DIAGNOSIS = "diagnosis"
    COMMITTEE = "committee"
    ASSESSMENT = "assessment"
    PLAN = "plan"
    PROGRESS1 = "progress1"
    PROGRESS2 = "progress2"
    CERTIFICATE = "certificate"
    SYNTHESIS = "synthesis"
    PORTFOLIO = "portfolio"


OF_MANY: Final = frozenset({ReportKind.SYNTHESIS, ReportKind.PORTFOLIO})
"""Kinds about many factories: of a country, or of the factories of one of its people. They belong to no factory but to a country."""


class ReportState(StrEnum):
    """Where a report stands. Source: domain notes "programme" §12."""

    DRAFT = "draft"
    READY = "ready"
    RETURNED = "returned"
    APPROVED = "approved"
    COMMENTS = "comments"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


class Party(StrEnum):
    """Whose words something is."""

    FACTORY = "factory"
    PROGRAMME = "programme"


OWN_WORDS: Final = ("overview", "social_dialogue", "systems", "learning", "feedback")
"""Parts of progress report 1 that the factory writes; the others are filled from records."""


def reply_key(issue_id: str) -> str:
    """The key of the section in which the factory replies to a publicly reported issue."""
    return f"reply/{issue_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Thing):
    """A report (id from scope, kind and subject).

    `subject_id`: the visit, sitting, assessment, training, cycle, country or person it is about.
    Scope: `assessment/<id>` for an assessment report, `country/<cc>` for those about many factories, `factory/<id>` for all others.
    """

    kind: ReportKind
    subject_id: str
    factory_id: str = ""
    cycle_id: str = ""
    state: ReportState = group("standing", ReportState.DRAFT)
    state_by: str = group("standing", "")
    state_at: datetime | None = group("standing", None)
    comments_due_on: date | None = group("standing", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Thing):
    """Words written into a report (scope of the report; id from scope, report and key). `party`: whose words they are.

    `is_done`: handed in; what the factory has not handed in stands on no paper.
    """

    report_id: str
    key: str = limited(60)
    party: Party = Party.PROGRAMME
    text: str = words()
    is_done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark(Thing):
    """A reviewer's remark to a report's author (scope of the report); never printed. `section` (a part's key) or `question` says where.

    `for_factory`: why a report that the factory writes was returned, told on its pages too; all others are the programme's own.
    """

    report_id: str
    section: str = limited(60)
    question: str = limited(40)
    text: str = words()
    answer: str = words()
    is_closed: bool = False
    for_factory: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FactoryComment(Thing):
    """What the factory says to a report (scope of the report), as written; `said_by` is a job title. `taken`: what became of it.

    `section` (a part's key) or `question` says where; neither: to the whole.
    """

    report_id: str
    section: str = limited(60)
    question: str = limited(40)
    text: str = words()
    said_by: str = ""
    said_on: date | None = None
    taken: str = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature(Thing):
    """A signature by hand (scope of what was signed). `strokes`: JSON list of strokes, each a list of [x, y] in thousandths of the width.

    `digest` is the content digest of what was signed, 64 hex digits; signing says received and talked about, not agreed.
    """

    subject_kind: str
    subject_id: str
    side: Side
    name: str = limited(200)
    role: str = limited(200)
    signed_at: datetime | None = None
    strokes: str = limited(100_000)
    digest: str = limited(64)
    differs: str = words()
