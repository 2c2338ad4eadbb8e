"""What stands around an assessment and one of its questions: names, drafts, the past, the plan, the thread, and what each person said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bwdesk.domain.assessment import Assessment, Verdict
from bwdesk.domain.operation import Operation
from bwdesk.domain.plan import Issue
from bwdesk.store.unit import Reader
from bwdesk.usecases.assessment import drafts_of_assessment
from bwdesk.usecases.assessment_page import AssessmentPage, QuestionPast, assessment_page, question_past
from bwdesk.usecases.drafts import Draft, drafts
from bwdesk.usecases.issue_labels import issue_labels
from bwdesk.usecases.people import Names, names_of
from bwdesk.usecases.wording import kept_wording


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """All that opens with an assessment: the page's value, what people are called, what was being typed."""

    page: AssessmentPage
    names: Names
    drafts: tuple[Draft, ...]


def assessment_view(reader: Reader, assessment_id: str, person: str) -> AssessmentView:
    """An assessment as `person` opens it. Raises Refused (`thing.gone`) if there is none."""
    page = assessment_page(reader, assessment_id, person)
    kept = tuple(drafts(reader, drafts_of_assessment(assessment_id)))
    return AssessmentView(page, names_of(reader), kept)


@dataclass(frozen=True, slots=True)
class Said:
    """What one person last said on a question; None and empty where they said nothing. `at` is their newest word."""

    author: str
    at: datetime
    verdict: Verdict | None = None
    reason: str = ""
    value: str = ""
    finding: str = ""
    sources: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """What the pane and the other's card show. `said` has one entry a person, newest last; issues come with their labels.

    `wording` is what the person kept for this question, or a library pack lends for it, with slots.
    """

    past: QuestionPast
    said: tuple[Said, ...]
    labels: Mapping[str, str]
    wording: str

    def of(self, person: str) -> Said | None:
        """What a person said."""
        return next((one for one in self.said if one.author == person), None)

    def others(self, person: str) -> tuple[Said, ...]:
        """What everybody else said, newest last."""
        return tuple(one for one in self.said if one.author != person)


def question_page(reader: Reader, assessment: Assessment, question: str, answer_id: str) -> QuestionPage:
    """What stands around one question."""
    past = question_past(reader, assessment, question, answer_id)
    labels = {}
    if past.issues:
        everything = reader.find(Issue, lambda i: i.factory_id == assessment.factory_id, deleted=True)
        labels = dict(issue_labels(reader, assessment.factory_id, assessment.cycle_id, everything))
    words = kept_wording(reader, question, assessment.first_day_on or date.max, assessment.country)
    return QuestionPage(past, said_by_person(reader.operations_of(answer_id)), labels, words)


def said_by_person(operations: Iterable[Operation]) -> tuple[Said, ...]:
    """What each person last said on an answer, from its operations in order of arrival."""
    by_author: dict[str, list[Operation]] = {}
    for op in operations:
        by_author.setdefault(op.author, []).append(op)
    return tuple(sorted((_said(author, ops) for author, ops in by_author.items()), key=lambda one: one.at))


def _said(author: str, operations: list[Operation]) -> Said:
    values: dict[str, object] = {}
    for op in operations:
        values |= op.values
    judgement = values.get("judgement")
    verdict = reason = None
    if isinstance(judgement, dict):
        verdict, reason = judgement.get("verdict"), judgement.get("reason")
    known = {one.value for one in Verdict}
    sources = frozenset(key.partition(":")[2] for key, is_in in values.items() if key.startswith("sources:") and is_in)
    return Said(
        author,
        datetime.fromtimestamp(max(op.at for op in operations) / 1000, UTC),
        Verdict(verdict) if verdict in known else None,
        str(reason or ""),
        str(values.get("value") or ""),
        str(values.get("finding") or ""),
        sources,
    )
