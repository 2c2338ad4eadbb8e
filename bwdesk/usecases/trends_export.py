"""Trends for others: counts by cycle and country without ids, names or days, and with nothing a small group would tell.

A figure over fewer factories than the profile's small group is left out, and so is whatever would let it be worked out: the total of the
countries, or another country beside it (`shown_parts`), and the count of a cluster that has such a point. Only the quarter is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bwdesk import shipped
from bwdesk.domain.compliance import Rate
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Factory
from bwdesk.domain.plan import Issue
from bwdesk.domain.tool import Tool
from bwdesk.domain.trends import (
    NOTHING,
    Assessed,
    Cell,
    Line,
    PlanFigures,
    cluster_lines,
    plan_figures,
    point_lines,
    question_lines,
    shown_parts,
)
from bwdesk.store.lists import all_things
from bwdesk.store.unit import Reader
from bwdesk.texts import Texts
from bwdesk.usecases.trends import ISSUE_FIELDS, assessed_of, starts_of

COLUMNS: Final = ("quarter", "subject", "cluster", "code", "what", "cycle", "country", "part", "whole", "factories", "withheld")
_PLAN: Final = ("issues", "verified", "open", "reopened", "carried")
Value = str | int | None
_ALL = ""


@dataclass(frozen=True, slots=True)
class TrendsFile:
    """A table for a file: headings, and rows in the order of `COLUMNS`. `withheld`: how many figures were left out."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    withheld: int


def trends_file(reader: Reader, today: date, texts: Texts) -> TrendsFile:
    """Questions, points, clusters and plans of all factories held here, by cycle and country."""
    countries = {f.id: f.country for f in all_things(reader, Factory, ("name", "country", "alias_of")) if f.alias_of is None}
    cycles = [c for c in all_things(reader, Cycle, ("factory_id", "number", "started_on")) if c.factory_id in countries]
    numbers = {c.id: c.number for c in cycles}
    found = assessed_of(reader, set(countries), numbers)
    tool = shipped.tool(found[-1].tool) if found else shipped.tool_for("", today)
    parts = _split(found, countries)
    rows = [*_compliance(parts, tool), *_plans(all_things(reader, Issue, ISSUE_FIELDS), cycles, countries, today)]
    quarter = f"{today.year}-Q{(today.month + 2) // 3}"
    told = [_told(quarter, row, texts) for row in rows]
    return TrendsFile(tuple(texts(f"trends_file.{name}") for name in COLUMNS), tuple(told), sum(row.cell is None for row in rows))


@dataclass(frozen=True, slots=True)
class _Row:
    subject: str
    cluster: str
    code: str
    words: str
    cycle: int
    country: str
    cell: Cell | None


def _told(quarter: str, row: _Row, texts: Texts) -> tuple[Value, ...]:
    words = row.words or texts(f"trends.plan.{row.code}")
    where = row.country or texts("trends.everywhere")
    cell, why = row.cell, "" if row.cell is not None else texts("trends.withheld")
    counts: tuple[Value, ...] = (None, None, None) if cell is None else (cell.rate.part, cell.rate.whole, cell.factories)
    return (quarter, texts(f"trends.{row.subject}"), row.cluster, row.code, words, row.cycle, where, *counts, why)


def _split(found: Sequence[Assessed], countries: Mapping[str, str]) -> dict[str, list[Assessed]]:
    parts: dict[str, list[Assessed]] = {_ALL: list(found)}
    for one in found:
        parts.setdefault(countries[one.factory_id], []).append(one)
    return parts


def _compliance(parts: Mapping[str, Sequence[Assessed]], tool: Tool) -> list[_Row]:
    questions, points = tool.leaves(), tool.compliance_points()
    clusters = [c for c in tool.clusters if tool.leaves(c.code)]
    lines = {
        country: (
            *question_lines(own, [q.code for q in questions]),
            *point_lines(own, [p.code for p in points], shipped.tool),
            *cluster_lines(own, [c.code for c in clusters], shipped.tool),
        )
        for country, own in parts.items()
    }
    named = [("questions", q.cluster, q.title) for q in questions] + [("points", p.cluster, p.name) for p in points]
    named += [("clusters", c.code, c.name) for c in clusters]
    rows: list[_Row] = []
    for place, (subject, cluster, words) in enumerate(named):
        rows += _guarded(subject, cluster, words, {country: own[place] for country, own in lines.items()})
    hidden = {(r.cluster, r.cycle, r.country) for r in rows if r.subject == "points" and r.cell is None}
    return [_without(row) if row.subject == "clusters" and (row.cluster, row.cycle, row.country) in hidden else row for row in rows]


def _without(row: _Row) -> _Row:
    return _Row(row.subject, row.cluster, row.code, row.words, row.cycle, row.country, None)


def _guarded(subject: str, cluster: str, words: str, lines: Mapping[str, Line]) -> Iterable[_Row]:
    """The rows of one question, point, cluster or count of plans: countries, then all; None where a small group would show."""
    least = shipped.profile().small_group
    whole = lines[_ALL]
    for cycle, total in sorted(whole.cells.items()):
        cells = {c: found for c, line in lines.items() if c and (found := line.cells.get(cycle, NOTHING)).factories}
        shown, has_total = shown_parts({c: cell.factories for c, cell in cells.items()}, least)
        for country in sorted(cells):
            yield _Row(subject, cluster, whole.key, words, cycle, country, cells[country] if country in shown else None)
        if total.factories:
            yield _Row(subject, cluster, whole.key, words, cycle, _ALL, total if has_total else None)


def _plans(issues: Sequence[Issue], cycles: Sequence[Cycle], countries: Mapping[str, str], today: date) -> Iterable[_Row]:
    parts: dict[str, list[Issue]] = {_ALL: [i for i in issues if i.factory_id in countries]}
    for issue in parts[_ALL]:
        parts.setdefault(countries[issue.factory_id], []).append(issue)
    numbers, following = {c.id: c.number for c in cycles}, starts_of(cycles)
    figures = {country: plan_figures(own, numbers, following, today) for country, own in parts.items()}
    for key in _PLAN:
        yield from _guarded("plan", "", "", {c: Line(key, {n: _count(key, one) for n, one in own.items()}) for c, own in figures.items()})


def _count(key: str, one: PlanFigures) -> Cell:
    return Cell(Rate(int(getattr(one, key)), one.issues), one.factories)
