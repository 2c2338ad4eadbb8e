"""How a factory, a portfolio or a country moves from cycle to cycle: questions, points, clusters, plan, ledgers. Pure, plain values.

Rules: domain notes "programme" §1.3-1.4 and §12. By number of the engagement cycle, not by year. Every figure has its own denominator;
a cluster has counts, never a rate. A `Rate` over 0 is no data. What is over fewer factories than `least` is withheld (`is_withheld`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from bwdesk.domain.assessment import Verdict
from bwdesk.domain.compliance import PointStatus, Rate, Verdicts, point_status
from bwdesk.domain.ledgers import Book, Ledger
from bwdesk.domain.plan import Issue, Origin, Verified, is_open
from bwdesk.domain.tool import Tool

_JUDGED: Final = (Verdict.NON_COMPLIANT, Verdict.COMPLIANT)
AGES: Final = (30, 90, 180, 365)
"""Upper ends of the classes of age, in days; one more class lies beyond the last."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """The released results of one factory in one cycle; of several assessments in it, the last."""

    factory_id: str
    cycle: int
    tool: str
    verdicts: Verdicts


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: `rate.part` of `rate.whole`, over so many factories."""

    rate: Rate
    factories: int

    def is_withheld(self, least: int, *, is_own: bool = False) -> bool:
        """Whether fewer factories than `least` stand behind it. One's own factory alone is no secret to who works there (`is_own`)."""
        return not is_own and 0 < self.factories < least


@dataclass(frozen=True, slots=True)
class Line:
    """A question, point or cluster over cycles; a cycle without data has a cell over nothing."""

    key: str
    cells: Mapping[int, Cell]


NOTHING: Final = Cell(Rate(0, 0), 0)


def panel(assessed: Iterable[Assessed], cycles: Iterable[int]) -> tuple[Assessed, ...]:
    """The balanced panel: of the factories that were assessed in each of these cycles, those assessments."""
    wanted, known = frozenset(cycles), tuple(assessed)
    seen: dict[str, set[int]] = {}
    for one in known:
        seen.setdefault(one.factory_id, set()).add(one.cycle)
    return tuple(one for one in known if one.cycle in wanted and wanted <= seen[one.factory_id])


def question_lines(assessed: Sequence[Assessed], codes: Sequence[str]) -> tuple[Line, ...]:
    """By question: factories non-compliant, of those judged on it."""
    by_cycle = _by_cycle(assessed)

    def cell(code: str, cycle: int) -> Cell:
        judged = [v for one in by_cycle[cycle] if (v := one.verdicts.get(code)) in _JUDGED]
        return Cell(Rate(judged.count(Verdict.NON_COMPLIANT), len(judged)), len(judged))

    return tuple(Line(code, {cycle: cell(code, cycle) for cycle in sorted(by_cycle)}) for code in codes)


def point_lines(assessed: Sequence[Assessed], points: Sequence[str], tools: Callable[[str], Tool]) -> tuple[Line, ...]:
    """By point: factories where it is non-compliant, of those where it is non-compliant or compliant; an incomplete one counts nowhere."""
    statuses = _statuses(assessed, tools)
    cycles = sorted(statuses)

    def cell(point: str, cycle: int) -> Cell:
        found = [status for of_one in statuses[cycle] if (status := of_one.get(point)) is not None]
        part = found.count(PointStatus.NON_COMPLIANT)
        return Cell(Rate(part, whole := part + found.count(PointStatus.COMPLIANT)), whole)

    return tuple(Line(point, {cycle: cell(point, cycle) for cycle in cycles}) for point in points)


def cluster_lines(assessed: Sequence[Assessed], clusters: Sequence[str], tools: Callable[[str], Tool]) -> tuple[Line, ...]:
    """By cluster: points non-compliant of points judged, added up over factories: "3 of 7 points", never in per cent."""
    statuses, cluster_of = _statuses(assessed, tools), _cluster_of(assessed, tools)

    def cell(cluster: str, cycle: int) -> Cell:
        part = whole = factories = 0
        for of_one in statuses[cycle]:
            judged = [s for point, s in of_one.items() if cluster_of[point] == cluster and s.value in _JUDGED]
            part += judged.count(PointStatus.NON_COMPLIANT)
            whole += len(judged)
            factories += bool(judged)
        return Cell(Rate(part, whole), factories)

    return tuple(Line(cluster, {cycle: cell(cluster, cycle) for cycle in sorted(statuses)}) for cluster in clusters)


def _by_cycle(assessed: Iterable[Assessed]) -> Mapping[int, list[Assessed]]:
    found: dict[int, list[Assessed]] = {}
    for one in assessed:
        found.setdefault(one.cycle, []).append(one)
    return found


def _statuses(assessed: Iterable[Assessed], tools: Callable[[str], Tool]) -> Mapping[int, list[Mapping[str, PointStatus]]]:
    """The status of every point of every assessment, by cycle."""
    leaves: dict[str, dict[str, list[str]]] = {}
    found: dict[int, list[Mapping[str, PointStatus]]] = {}
    for one in assessed:
        if one.tool not in leaves:
            leaves[one.tool] = {}
            for leaf in tools(one.tool).leaves():
                leaves[one.tool].setdefault(leaf.point, []).append(leaf.code)
        of_one = {p: point_status([one.verdicts.get(c, Verdict.OPEN) for c in codes]) for p, codes in leaves[one.tool].items()}
        found.setdefault(one.cycle, []).append(of_one)
    return found


def _cluster_of(assessed: Iterable[Assessed], tools: Callable[[str], Tool]) -> Mapping[str, str]:
    return {p.code: p.cluster for name in sorted({one.tool for one in assessed}) for p in tools(name).compliance_points()}


# The plan ------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """The plan of one cycle as it stands today. `half_life` in days, None while less than half is closed."""

    issues: int
    verified: int
    reopened: int
    open: int
    carried: int
    half_life: int | None
    factories: int


def plan_figures(
    issues: Iterable[Issue], cycles: Mapping[str, int], following: Mapping[str, date], today: date
) -> Mapping[int, PlanFigures]:
    """The plan by number of the cycle. `cycles`: number by cycle id; issues of other cycles are left out.

    `following`: by cycle id, the day on which the factory's next cycle began; issues open then were carried into it.
    """
    of: dict[int, list[Issue]] = {}
    for issue in issues:
        if not issue.deleted and issue.cycle_id in cycles:
            of.setdefault(cycles[issue.cycle_id], []).append(issue)
    return {number: _figures(own, following, today) for number, own in sorted(of.items())}


def _figures(own: Sequence[Issue], following: Mapping[str, date], today: date) -> PlanFigures:
    seen = Counter(issue.verified for issue in own)
    return PlanFigures(
        issues=len(own), verified=seen[Verified.VERIFIED], reopened=seen[Verified.REOPENED], open=sum(map(is_open, own)),
        carried=sum(is_carried(issue, following.get(issue.cycle_id), today) for issue in own), half_life=half_life(own, today),
        factories=len({i.factory_id for i in own}),
    )  # fmt: skip


def is_carried(issue: Issue, next_on: date | None, today: date) -> bool:
    """Whether an issue was still open when its factory's next cycle began."""
    if next_on is None or next_on > today or issue.deleted:
        return False
    return is_open(issue) or (issue.verified_on is not None and issue.verified_on >= next_on)


def following_starts(cycles: Iterable[tuple[str, str, int, date]]) -> Mapping[str, date]:
    """By cycle id, the day on which the next cycle of its factory began. `cycles`: id, factory, number and first day."""
    of: dict[str, list[tuple[int, date, str]]] = {}
    for cycle, factory, number, starts in cycles:
        of.setdefault(factory, []).append((number, starts, cycle))
    return {one[2]: after[1] for own in of.values() for one, after in pairwise(sorted(own))}


def half_life(issues: Iterable[Issue], today: date) -> int | None:
    """Days until half of the issues are closed (the median by Kaplan and Meier: open ones count as long as they have been open).

    None where that is not reached yet, and without data. Issues without the day since which they stand, or verified without a day,
    tell nothing.
    """
    spans = sorted((days, not is_closed) for days, is_closed in (_span(i, today) for i in issues) if days is not None)
    left, numerator, denominator = len(spans), 1, 1
    for days, is_still_open in spans:
        if not is_still_open:
            numerator, denominator = numerator * (left - 1), denominator * left
            if 2 * numerator <= denominator:
                return days
        left -= 1
    return None


def _span(issue: Issue, today: date) -> tuple[int | None, bool]:
    """How many days an issue was open, and whether it is closed."""
    until = issue.verified_on if not is_open(issue) else today
    if issue.deleted or issue.since_on is None or until is None or until < issue.since_on:
        return None, False
    return (until - issue.since_on).days, not is_open(issue)


def half_lives(issues: Iterable[Issue], today: date) -> Mapping[str, int | None]:
    """The half-life of issues by cluster, in days."""
    of: dict[str, list[Issue]] = {}
    for issue in issues:
        of.setdefault(issue.cluster, []).append(issue)
    return {cluster: half_life(own, today) for cluster, own in sorted(of.items())}


def ages(issues: Iterable[Issue], today: date) -> Mapping[Origin, tuple[int, ...]]:
    """Open issues by origin and class of age (`AGES`, and one beyond). Issues without the day since which they stand are left out."""
    found = {origin: [0] * (len(AGES) + 1) for origin in Origin}
    for issue in issues:
        if is_open(issue) and issue.since_on is not None:
            days = (today - issue.since_on).days
            found[issue.origin][sum(days > end for end in AGES)] += 1
    return {origin: tuple(counts) for origin, counts in found.items()}


def ledger_sums(ledgers: Iterable[tuple[int, Sequence[Ledger]]]) -> Mapping[int, Mapping[Book, Rate]]:
    """Halves of days used of the packages, added up by number of the cycle and ledger."""
    found: dict[int, dict[Book, Rate]] = {}
    for number, own in ledgers:
        for one in own:
            before = found.setdefault(number, {}).get(one.book, Rate(0, 0))
            found[number][one.book] = Rate(before.part + one.used, before.whole + one.quota)
    return {number: found[number] for number in sorted(found)}


# Small groups --------------------------------------------------------------------------------------------------------------------


def shown_parts(factories: Mapping[str, int], least: int) -> tuple[frozenset[str], bool]:
    """Which parts of a table row may be shown beside each other, and whether their total may be shown with them.

    `factories` behind each part. Parts below `least` are withheld; so that the total gives away none of them by subtraction, the smallest
    of the others are withheld too until what is withheld is at least two parts and `least` factories, or else the total is.
    """
    standing = {key: count for key, count in factories.items() if count}
    withheld = {key for key, count in standing.items() if count < least}
    total = sum(standing.values())
    if not withheld:
        return frozenset(standing), total >= least
    rest = sorted((key for key in standing if key not in withheld), key=lambda key: (standing[key], key))
    while rest and (len(withheld) < 2 or sum(standing[key] for key in withheld) < least):
        withheld.add(rest.pop(0))
    is_safe = len(withheld) >= 2 and sum(standing[key] for key in withheld) >= least
    return frozenset(standing) - withheld, is_safe
