"""The question set of an assessment, as a value: clusters, compliance points, questions, gates. Immutable once used.

What never happens here: reading files (`bwdesk.shipped`), judging rows (`tool_rows`), computing results (`compliance`).
Structure and question mechanics: domain notes "programme", §1.1-1.3. A summary (parent) is computed from its children and never
answered; information questions and gates answer with a `value`; only scored leaves count in rates.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from bwdesk.domain.assessment import Answer, Source, Verdict
from bwdesk.errors import Refused


class QuestionKind(StrEnum):
    """What a question is for."""

    SCORED = "scored"
    SUMMARY = "summary"
    GATE = "gate"
    INFORMATION = "information"
    STAGE = "stage"


class NcIf(StrEnum):
    """The plain answer that means non-compliance. Questions of fact (gates, information) have none."""

    YES = "yes"
    NO = "no"
    NEVER = "never"


class AnswerType(StrEnum):
    """What is typed or chosen. `verdict` is the answer scale; all others fill `Answer.value`, their words `Answer.finding`."""

    VERDICT = "verdict"
    YES_NO = "yes_no"
    YES_NO_TEXT = "yes_no_text"
    ADEQUACY = "adequacy"
    INTEGER = "integer"
    PERCENT = "percent"
    CATEGORY = "category"
    MATRIX = "matrix"
    REPEAT = "repeat"
    TEXT = "text"


class Basis(StrEnum):
    """What a cluster is judged against; `beside` stands outside the eight clusters."""

    CORE = "core"
    NATIONAL = "national"
    BESIDE = "beside"


CHOICES: Mapping[AnswerType, tuple[str, ...]] = {
    AnswerType.YES_NO: ("yes", "no"),
    AnswerType.YES_NO_TEXT: ("yes", "no"),
    AnswerType.ADEQUACY: ("adequate", "not_adequate"),
}
"""The values to choose from, by type of answer."""

_COUNTS = (AnswerType.INTEGER, AnswerType.CATEGORY)
GATING_TYPES = (AnswerType.YES_NO, AnswerType.INTEGER)


@dataclass(frozen=True)
class Question:
    """One question. `position` ("7.8.6") is shown; `code` ("OS-EMR-06") is the identity.

    `zero_tolerance` is "", "yes", or the condition under which a breach is a zero-tolerance matter. `sources` are suggested
    evidence, no demand. `parts` name what is asked of each repeat (one union, one strike).
    """

    code: str
    cluster: str
    point: str
    position: str
    kind: QuestionKind
    title: str
    text: str
    nc_if: NcIf = NcIf.NEVER
    parent: str = ""
    gate: str = ""
    answer: AnswerType = AnswerType.VERDICT
    sources: tuple[Source, ...] = ()
    references: tuple[str, ...] = ()
    zero_tolerance: str = ""
    is_public: bool = False
    is_structural: bool = False
    measure: str = ""
    parameter: str = ""
    parts: tuple[str, ...] = ()
    note: str = ""

    @property
    def is_counted(self) -> bool:
        """A leaf that counts in points and rates."""
        return self.kind is QuestionKind.SCORED

    @property
    def is_answered_by_people(self) -> bool:
        """Summaries are computed."""
        return self.kind is not QuestionKind.SUMMARY

    @property
    def takes_verdict(self) -> bool:
        """Compliant or not: scored and stage questions. All others are answered by a value."""
        return self.answer is AnswerType.VERDICT

    def verdict_of(self, plain: bool) -> Verdict:
        """The verdict that a plain yes (True) or no (False) means here."""
        return Verdict.NON_COMPLIANT if ("yes" if plain else "no") == self.nc_if else Verdict.COMPLIANT

    def value_fault(self, value: str) -> str | None:
        """Text key of what is wrong with a typed value, None when it fits. An empty value is a gap, never wrong."""
        if not value.strip():
            return None
        if self.answer in CHOICES:
            return None if value in CHOICES[self.answer] else "tool.value.choice"
        if self.answer in _COUNTS:
            number = whole_number(value)
            return None if number is not None else "tool.value.count"
        if self.answer is AnswerType.PERCENT:
            number = whole_number(value)
            return None if number is not None and number <= 100 else "tool.value.percent"
        return None


@dataclass(frozen=True)
class Point:
    """A compliance point: a heading over questions with a result of its own; information points have none."""

    code: str
    cluster: str
    name: str
    position: str
    is_information: bool = False


@dataclass(frozen=True)
class Cluster:
    """A cluster of compliance points; `position` is its number on screen and paper."""

    code: str
    name: str
    basis: Basis
    position: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Parameter:
    """A national figure a question leans on (legal age …), as it holds in the tool's country."""

    key: str
    value: str
    unit: str = ""


@dataclass(frozen=True)
class Tool:
    """A question set in one country's version. `name` ("BGD 2026.1") is what assessments are frozen to; `country` is ISO alpha-2 or ""."""

    name: str
    country: str
    valid_from: date
    clusters: tuple[Cluster, ...]
    questions: tuple[Question, ...]
    parameters: tuple[Parameter, ...] = ()

    @cached_property
    def checksum(self) -> str:
        """SHA-256 over everything the tool says, 64 hex digits; what is empty says nothing. Another checksum is another tool."""
        said = asdict(self, dict_factory=lambda pairs: {name: value for name, value in pairs if value})
        return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()

    @cached_property
    def _by_code(self) -> Mapping[str, Question]:
        return {question.code: question for question in self.questions}

    @cached_property
    def _clusters(self) -> Mapping[str, Cluster]:
        return {cluster.code: cluster for cluster in self.clusters}

    @cached_property
    def _points(self) -> Mapping[str, Point]:
        return {point.code: point for cluster in self.clusters for point in cluster.points}

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {question.code: place for place, question in enumerate(self.questions)}

    def has(self, code: str) -> bool:
        return code in self._by_code

    def question(self, code: str) -> Question:
        """The question; raises Refused when this version does not ask it."""
        try:
            return self._by_code[code]
        except KeyError:
            raise Refused("tool.no_question", code=code, tool=self.name) from None

    def position(self, code: str) -> str:
        """The number shown for a code ("7.8.6"); raises Refused when this version does not ask it."""
        return self.question(code).position

    def order(self, code: str) -> int:
        """The place of a code in the tool, for sorting; codes of other versions come last."""
        return self._order.get(code, len(self.questions))

    def cluster(self, code: str) -> Cluster:
        """A cluster by its two letters; raises Refused when unknown."""
        try:
            return self._clusters[code]
        except KeyError:
            raise Refused("tool.no_question", code=code, tool=self.name) from None

    def point(self, code: str) -> Point:
        """A compliance point by its code; raises Refused when unknown."""
        try:
            return self._points[code]
        except KeyError:
            raise Refused("tool.no_question", code=code, tool=self.name) from None

    def compliance_points(self, cluster: str = "") -> tuple[Point, ...]:
        """The points that have a result, in tool order; of one cluster, or of all eight."""
        return tuple(
            point
            for found in self.clusters
            if found.basis is not Basis.BESIDE and cluster in ("", found.code)
            for point in found.points
            if not point.is_information
        )

    def leaves(self, cluster: str = "", point: str = "") -> tuple[Question, ...]:
        """The scored questions, in tool order: what is counted, and what a self-diagnosis asks."""
        return tuple(q for q in self.questions if q.is_counted and cluster in ("", q.cluster) and point in ("", q.point))

    def answerable(self, cluster: str = "") -> tuple[Question, ...]:
        """All questions that people answer (everything but summaries), in tool order."""
        return tuple(q for q in self.questions if q.is_answered_by_people and cluster in ("", q.cluster))

    def children(self, code: str) -> tuple[Question, ...]:
        """The questions a summary sums up."""
        return tuple(q for q in self.questions if q.parent == code)

    def opens(self, code: str) -> tuple[Question, ...]:
        """The questions that are asked only when this gate says yes."""
        return tuple(q for q in self.questions if q.gate == code)

    def parameter(self, key: str) -> Parameter | None:
        """The national figure of that name, if this version has one."""
        return next((p for p in self.parameters if p.key == key), None)

    def skipped(self, answers: Iterable[Answer]) -> frozenset[str]:
        """Codes behind a gate that says no: not applicable, whatever was answered before. An open question opens no doubt: it is asked."""
        given = {a.question: a for a in answers if not a.repeat and not a.deleted}
        known: dict[str, bool] = {}

        def is_closed(question: Question) -> bool:
            if not question.gate:
                return False
            if question.code not in known:
                gate = self.question(question.gate)
                known[question.code] = is_closed(gate) or gate_says(gate, given.get(gate.code)) is False
            return known[question.code]

        return frozenset(q.code for q in self.questions if is_closed(q))

    def asked(self, answers: Iterable[Answer] = ()) -> tuple[Question, ...]:
        """The questions to answer, in tool order, without summaries and without what a closed gate skips."""
        skipped = self.skipped(answers)
        return tuple(q for q in self.answerable() if q.code not in skipped)


def gate_says(gate: Question, answer: Answer | None) -> bool | None:
    """Whether a gate is open (True), closed (False) or not yet known. "Not applicable" closes; a count opens above zero."""
    if answer is None:
        return None
    if answer.verdict is Verdict.NOT_APPLICABLE:
        return False
    if gate.answer in _COUNTS:
        number = whole_number(answer.value)
        return None if number is None else number > 0
    return {"yes": True, "no": False}.get(answer.value)


def whole_number(value: str) -> int | None:
    """A typed count, in the digits of any script, spaces and one kind of thousands mark forgiven; None when it is none."""
    text = value.strip().replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    for mark in (",", "."):
        head, *groups = text.split(mark)
        if groups and head and len(head) <= 3 and all(len(group) == 3 for group in groups):
            text = head + "".join(groups)
    return int(text) if text.isdecimal() and len(text) <= 12 else None
