"""What the factory said to the draft of an assessment report, as the report prints it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bwdesk.domain.naming import scoped_id
from bwdesk.domain.report import FactoryComment, ReportKind
from bwdesk.domain.scope import assessment_scope
from bwdesk.reports.values import Comment
from bwdesk.store.unit import Reader


def comments_on_assessment(reader: Reader, assessment_id: str, numbers: Mapping[str, str]) -> tuple[Comment, ...]:
    """Comments and the programme's answers in the order they came, under the number of the finding (`numbers`, by question) or cluster."""
    report_id = scoped_id("report", assessment_scope(assessment_id), ReportKind.ASSESSMENT.value, assessment_id)
    said = sorted(reader.find(FactoryComment, lambda c: c.report_id == report_id), key=lambda c: (c.said_on or date.min, c.id))
    return tuple(Comment(numbers.get(one.question, "") or _cluster(one.section) or "–", one.text, one.taken, one.said_on) for one in said)


def _cluster(section: str) -> str:
    family, _, number = section.partition(".")
    return number if family == "cluster" else ""
