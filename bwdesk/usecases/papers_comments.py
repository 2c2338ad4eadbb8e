"""What the factory said to the draft of an assessment report, as the report prints it."""

from __future__ import annotations

from collections.abc import Mapping

from bwdesk.domain.naming import scoped_id
from bwdesk.domain.report import ReportKind
from bwdesk.domain.scope import assessment_scope
from bwdesk.reports.values import Comment
from bwdesk.store.unit import Reader
from bwdesk.usecases.report_words import comments_of


def comments_on_assessment(reader: Reader, assessment_id: str, numbers: Mapping[str, str]) -> tuple[Comment, ...]:
    """Comments and the programme's answers in the order they came, under the number of the finding (`numbers`, by question) or cluster."""
    report_id = scoped_id("report", assessment_scope(assessment_id), ReportKind.ASSESSMENT.value, assessment_id)
    return tuple(
        Comment(numbers.get(one.question, "") or _cluster(one.section) or "–", one.text, one.taken, one.said_on)
        for one in comments_of(reader, report_id)
    )


def _cluster(section: str) -> str:
    family, _, number = section.partition(".")
    return number if family == "cluster" else ""
