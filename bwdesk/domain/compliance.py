"""Computed results: verdicts of summaries, status of points, counts, rates, what repeats. Never typed, never stored.

Rules: domain notes "programme" §1.3-1.4 and §12. Only leaves are counted. A verdict that two people have not settled is a gap and
counts in no rate. Percentages are whole numbers, half away from zero, rounded once from counts; no data is no data, never 0 %.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from bwdesk.domain.assessment import Answer, Result, Verdict
from bwdesk.domain.scope import scope_key
from bwdesk.domain.tool import Question, Tool

Verdicts = Mapping[str, Verdict]
"""A verdict by question code; a code that is missing was not asked."""

_JUDGED = (Verdict.NON_COMPLIANT, Verdict.COMPLIANT)


class PointStatus(StrEnum):
    """The computed result of a compliance point in one factory. `incomplete` counts in no rate."""

    NON_COMPLIANT = "non_compliant"
    COMPLIANT = "compliant"
    NOT_APPLICABLE = "not_applicable"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True)
class Rate:
    """A share with its counts. `whole` 0 is no data: it has no percentage."""

    part: int
    whole: int

    @property
    def share(self) -> Fraction | None:
        """The exact share; compare this with thresholds, never the percentage."""
        return Fraction(self.part, self.whole) if self.whole else None

    @property
    def percent(self) -> int | None:
        """Whole per cent, half away from zero; None without data."""
        return None if self.share is None else _rounded(self.share * 100)

    def is_above(self, threshold: Fraction) -> bool:
        """Whether the unrounded share exceeds a threshold; no data exceeds nothing."""
        return self.share is not None and self.share > threshold


def points_between(now: Rate, before: Rate) -> int | None:
    """The difference of two rates in percentage points, rounded once; None when either has no data."""
    if now.share is None or before.share is None:
        return None
    return _rounded((now.share - before.share) * 100)


@dataclass(frozen=True)
class Counts:
    """Leaves by verdict. The five add up to `total`."""

    non_compliant: int = 0
    compliant: int = 0
    not_applicable: int = 0
    not_verified: int = 0
    open: int = 0

    @property
    def total(self) -> int:
        return self.non_compliant + self.compliant + self.not_applicable + self.not_verified + self.open

    @property
    def judged(self) -> int:
        """The denominator: compliant and non-compliant."""
        return self.non_compliant + self.compliant

    @property
    def done(self) -> int:
        """Everything that is no gap."""
        return self.total - self.open

    @property
    def rate(self) -> Rate:
        return Rate(self.non_compliant, self.judged)


@dataclass(frozen=True)
class PointCounts:
    """Points by status. The four add up to `total`; printed as "3 of 7 points", with incomplete ones beside."""

    non_compliant: int = 0
    compliant: int = 0
    not_applicable: int = 0
    incomplete: int = 0

    @property
    def total(self) -> int:
        return self.non_compliant + self.compliant + self.not_applicable + self.incomplete

    @property
    def judged(self) -> int:
        return self.non_compliant + self.compliant


@dataclass(frozen=True)
class Standing:
    """Where one assessment stands: the verdict of every leaf, stage question and summary of its tool."""

    tool: Tool
    verdicts: Verdicts

    def verdict(self, code: str) -> Verdict:
        """The verdict of a question; of a summary the computed one. Information questions have none: `open`."""
        return self.verdicts.get(code, Verdict.OPEN)

    @cached_property
    def points(self) -> Mapping[str, PointStatus]:
        """Status by point code, in tool order."""
        by_point: dict[str, list[Verdict]] = {point.code: [] for point in self.tool.compliance_points()}
        for leaf in self.tool.leaves():
            by_point[leaf.point].append(self.verdict(leaf.code))
        return {code: point_status(verdicts) for code, verdicts in by_point.items()}

    def counts(self, cluster: str = "", point: str = "") -> Counts:
        """Leaves by verdict: of a cluster, of a point, or of the whole tool."""
        return counts_of(self.verdict(leaf.code) for leaf in self.tool.leaves(cluster, point))

    def point_counts(self, cluster: str = "") -> PointCounts:
        """Points by status. A cluster has counts only, no rate."""
        found = Counter(self.points[point.code] for point in self.tool.compliance_points(cluster))
        return PointCounts(*(found[status] for status in PointStatus))

    def findings(self, cluster: str = "") -> tuple[Question, ...]:
        """The non-compliant leaves, in tool order."""
        return tuple(leaf for leaf in self.tool.leaves(cluster) if self.verdict(leaf.code) is Verdict.NON_COMPLIANT)


def standing(tool: Tool, answers: Iterable[Answer], unsettled: frozenset[str] = frozenset()) -> Standing:
    """The standing of an assessment from its answers. `unsettled`: codes on which two people differ; they count as gaps."""
    settled = [a for a in answers if not a.deleted and a.question not in unsettled]
    given = {a.question: a.verdict for a in settled if not a.repeat}
    given |= dict.fromkeys(tool.skipped(settled), Verdict.NOT_APPLICABLE)
    return standing_of(tool, given)


def standing_of(tool: Tool, given: Verdicts) -> Standing:
    """The standing from verdicts by code (released results, say); what is not given is a gap. Verdicts given for summaries are ignored."""
    verdicts = {q.code: given.get(q.code, Verdict.OPEN) for q in tool.answerable() if q.takes_verdict}
    children: dict[str, list[Verdict]] = {}
    for leaf in tool.leaves():
        if leaf.parent:
            children.setdefault(leaf.parent, []).append(verdicts[leaf.code])
    verdicts |= {parent: summary_verdict(of_children) for parent, of_children in children.items()}
    return Standing(tool, verdicts)


def summary_verdict(children: Sequence[Verdict]) -> Verdict:
    """A summary is non-compliant if any child is; compliant if all that apply are; else the weakest of what is missing."""
    status = point_status(children)
    if status is not PointStatus.INCOMPLETE:
        return Verdict(status.value)
    return Verdict.OPEN if Verdict.OPEN in children else Verdict.NOT_VERIFIED


def point_status(leaves: Sequence[Verdict]) -> PointStatus:
    """One breach makes a point non-compliant; compliant needs every leaf that applies; all not applicable is not applicable."""
    found = set(leaves)
    if Verdict.NON_COMPLIANT in found:
        return PointStatus.NON_COMPLIANT
    if not found - {Verdict.NOT_APPLICABLE}:
        return PointStatus.NOT_APPLICABLE
    if not found - {Verdict.NOT_APPLICABLE, Verdict.COMPLIANT}:
        return PointStatus.COMPLIANT
    return PointStatus.INCOMPLETE


def counts_of(verdicts: Iterable[Verdict]) -> Counts:
    """Verdicts counted."""
    found = Counter(verdicts)
    return Counts(
        non_compliant=found[Verdict.NON_COMPLIANT],
        compliant=found[Verdict.COMPLIANT],
        not_applicable=found[Verdict.NOT_APPLICABLE],
        not_verified=found[Verdict.NOT_VERIFIED],
        open=found[Verdict.OPEN],
    )


# Over factories ------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Assessed:
    """The released results of one assessment of one factory."""

    factory_id: str
    assessment_id: str
    cycle_id: str
    tool: str
    assessed_on: date | None
    verdicts: Verdicts


def assessed(results: Iterable[Result]) -> tuple[Assessed, ...]:
    """Released results put together by assessment, oldest first; the order they come in does not matter."""
    by_assessment: dict[tuple[str, str], list[Result]] = {}
    for result in results:
        if not result.deleted:
            by_assessment.setdefault((scope_key(result.scope), result.assessment_id), []).append(result)
    found = [
        Assessed(
            factory_id=factory_id,
            assessment_id=assessment_id,
            cycle_id=max(r.cycle_id for r in of_one),
            tool=max(r.tool for r in of_one),
            assessed_on=max((r.assessed_on for r in of_one if r.assessed_on), default=None),
            verdicts={r.question: r.verdict for r in sorted(of_one, key=lambda r: r.id)},
        )
        for (factory_id, assessment_id), of_one in by_assessment.items()
    ]
    return tuple(sorted(found, key=lambda a: (a.assessed_on or date.min, a.assessment_id)))


def latest(results: Iterable[Result]) -> tuple[Assessed, ...]:
    """The latest released assessment of each factory."""
    newest = {found.factory_id: found for found in assessed(results)}
    return tuple(newest[factory_id] for factory_id in sorted(newest))


def question_rate(of: Iterable[Assessed], code: str) -> Rate:
    """Factories non-compliant on a question, of those judged on it."""
    found = [verdict for one in of if (verdict := one.verdicts.get(code)) in _JUDGED]
    return Rate(found.count(Verdict.NON_COMPLIANT), len(found))


def point_rate(of: Iterable[Assessed], point: str, tools: Callable[[str], Tool]) -> Rate:
    """Factories with the point non-compliant, of those where it is non-compliant or compliant. `tools` finds a version by name."""
    statuses = []
    for one in of:
        leaves = tools(one.tool).leaves(point=point)
        if leaves:
            statuses.append(point_status([one.verdicts.get(leaf.code, Verdict.OPEN) for leaf in leaves]))
    part = statuses.count(PointStatus.NON_COMPLIANT)
    return Rate(part, part + statuses.count(PointStatus.COMPLIANT))


# From cycle to cycle -------------------------------------------------------------------------------------------------------------


def repeated(now: Verdicts, before: Verdicts) -> frozenset[str]:
    """Codes non-compliant now and in the last assessment."""
    return frozenset(code for code, verdict in now.items() if verdict is before.get(code) is Verdict.NON_COMPLIANT)


def cycles_in_a_row(code: str, history: Iterable[tuple[int, Verdicts]]) -> tuple[int, ...]:
    """The cycles, ending with the newest assessed one, in which a question was non-compliant without a break: (1, 2, 3)."""
    row: list[int] = []
    for cycle, verdicts in sorted(history, key=lambda pair: pair[0], reverse=True):
        if verdicts.get(code) is not Verdict.NON_COMPLIANT:
            break
        row.insert(0, cycle)
    return tuple(row)


@dataclass(frozen=True)
class Change:
    """From the last assessment to this one, in leaves: before - resolved - unchecked + new = now. `first_asked`: asked now, not then."""

    before: int
    resolved: int
    unchecked: int
    new: int
    now: int
    first_asked: int


def change(tool: Tool, now: Verdicts, before: Verdicts) -> Change:
    """What changed since the last assessment. Resolved needs a judgement now: compliant or not applicable; else it is unchecked."""
    leaves = [leaf.code for leaf in tool.leaves()]
    beside = {q.code for q in tool.questions if not q.is_counted}
    then = {code for code, verdict in before.items() if verdict is Verdict.NON_COMPLIANT} - beside
    today = {code for code in leaves if now.get(code) is Verdict.NON_COMPLIANT}
    settled = {code for code in leaves if now.get(code) in (Verdict.COMPLIANT, Verdict.NOT_APPLICABLE)}
    asked_now = {code for code in leaves if now.get(code) in _JUDGED}
    return Change(
        before=len(then),
        resolved=len(then & settled),
        unchecked=len(then - today - settled),
        new=len(today - then),
        now=len(today),
        first_asked=sum(1 for code in asked_now if before.get(code) not in _JUDGED),
    )


def _rounded(value: Fraction) -> int:
    """Half away from zero."""
    whole = int(abs(value) + Fraction(1, 2))
    return whole if value >= 0 else -whole
