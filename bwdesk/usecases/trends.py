"""Trends of one factory, of the factories of a country, or of all this laptop holds: tables of figures by cycle, small groups withheld.

A figure that is withheld has no numbers here: no page and no file can show them by mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from bwdesk import shipped
from bwdesk.domain.assessment import Verdict
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.earlier import moved_in
from bwdesk.domain.factory import Factory
from bwdesk.domain.ledgers import Book, Ledger
from bwdesk.domain.plan import Issue, Origin, is_open
from bwdesk.domain.scope import factory_scope, scope_key
from bwdesk.domain.synthesis import shown_groups
from bwdesk.domain.tool import Tool
from bwdesk.domain.trends import (
    AGES,
    Assessed,
    Line,
    ages,
    cluster_lines,
    following_starts,
    half_lives,
    ledger_sums,
    panel,
    plan_figures,
    point_lines,
    question_lines,
)
from bwdesk.store.lists import all_things, things_where
from bwdesk.store.lists_results import assessment_rows
from bwdesk.store.unit import Reader
from bwdesk.usecases.cycle_facts import ledger_records, ledgers_of_cycle, records
from bwdesk.usecases.earlier import earlier_findings

Subject = Literal["questions", "points", "clusters", "plan", "half_life", "ages", "ledgers"]
SUBJECTS: Final[tuple[Subject, ...]] = ("questions", "points", "clusters", "plan", "half_life", "ages", "ledgers")
_VERDICTS: Final = {one.value: one for one in Verdict}
_MANY: Final = 50
"""From so many factories on, the records of all are read a few fields each, instead of those of some as whole things."""

ISSUE_FIELDS: Final = (*("factory_id", "cycle_id", "origin", "title", "cluster", "since_on", "progress", "verified", "verified_on"),)
"""The fields of an issue that trends look at."""


@dataclass(frozen=True, slots=True)
class Figure:
    """`part` of `whole`, or `part` alone (`whole` None), over so many factories. `part` None: no data, or withheld."""

    part: int | None
    whole: int | None
    factories: int
    is_withheld: bool = False


NO_DATA: Final = Figure(None, None, 0)


@dataclass(frozen=True, slots=True)
class TrendRow:
    """A row of figures, one for each column. `words` are the tool's own; where there are none, the key has a text."""

    key: str
    words: str
    cluster: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One subject. `columns`: numbers of cycles, or classes of age by their upper end (0: beyond the last), or 0 for one plain column.

    `moved`: cycles whose figures no assessment of this program gave; they were moved in, `earlier.BEFORE` from the time before it.
    """

    columns: tuple[int, ...]
    rows: tuple[TrendRow, ...]
    moved: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Trends:
    """All that the page shows. `least`: factories a figure needs. `clusters`: code and name. `name` of the factory, "" for many."""

    tables: Mapping[Subject, Table]
    clusters: tuple[tuple[str, str], ...]
    countries: tuple[str, ...]
    factories: int
    least: int
    name: str


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the figures are made from, and who may be told apart."""

    assessed: tuple[Assessed, ...]
    issues: Sequence[Issue]
    numbers: Mapping[str, int]
    following: Mapping[str, date]
    least: int
    is_own: bool
    moved: frozenset[int] = frozenset()

    def figure(self, part: int | None, whole: int | None, factories: int, *, is_shown: bool = True) -> Figure:
        if part is None or whole == 0:
            return Figure(None, None, factories)
        is_withheld = not self.is_own and (factories < self.least or not is_shown)
        return Figure(None, None, factories, True) if is_withheld else Figure(part, whole, factories)


def trends_page(reader: Reader, today: date, factory: str = "", country: str = "", *, balanced: bool = False) -> Trends:
    """Trends of a factory, else of a country, else of all that is held here. `balanced`: of factories assessed in every cycle alone.

    Those of one factory begin with what was moved in of it. Rows of earlier years tell what was found, seldom what was in order, so
    beside other factories they would look worse than they were.
    """
    held = [f for f in all_things(reader, Factory, ("name", "country", "alias_of")) if f.alias_of is None]
    cycles = all_things(reader, Cycle, ("factory_id", "number", "started_on"))
    registered = {c.factory_id for c in cycles}
    of = {f.id for f in held if f.id in registered and (f.id == factory if factory else country in ("", f.country))}
    numbers = {c.id: c.number for c in cycles if c.factory_id in of}
    found = every = assessed_of(reader, of, numbers)
    if balanced and found:
        found = panel(found, {one.cycle for one in found})
    issues = [i for i in _issues(reader, factory) if i.factory_id in of]
    tool = shipped.tool(found[-1].tool) if found else shipped.tool_for(country, today)
    moved = _moved_in(reader, factory, tool.name, {one.cycle for one in found}) if factory in of else ()
    ground = _Ground(
        (*moved, *found), issues, numbers, starts_of(cycles), shipped.profile().small_group, bool(factory),
        frozenset(one.cycle for one in moved),
    )  # fmt: skip
    tables = _compliance(ground, tool) | _plan(ground, tool, today) | {"ledgers": _ledgers(reader, ground, of, every)}
    names = {f.id: f.name for f in held}
    return Trends(
        tables=tables, clusters=tuple((c.code, c.name) for c in tool.clusters if tool.leaves(c.code)),
        countries=tuple(sorted({f.country for f in held if f.id in registered})), factories=len(of), least=ground.least,
        name=names.get(factory, ""),
    )  # fmt: skip


def _moved_in(reader: Reader, factory: str, tool: str, known: set[int]) -> tuple[Assessed, ...]:
    """What was moved in of a factory, for cycles without released results."""
    found = moved_in(earlier_findings(reader, factory))
    return tuple(Assessed(factory, cycle, tool, verdicts) for cycle, verdicts in found if cycle not in known)


def starts_of(cycles: Iterable[Cycle]) -> Mapping[str, date]:
    """By cycle id, the day on which the factory's next cycle began."""
    return following_starts((c.id, c.factory_id, c.number, c.started_on) for c in cycles)


def shared_tables(reader: Reader, factories: set[str], assessed: Sequence[Assessed], today: date) -> Mapping[Subject, Table]:
    """Plans, half-lives, ages and ledgers of some factories, as under the trends of many. `assessed`: their released results."""
    cycles = [c for c in all_things(reader, Cycle, ("factory_id", "number", "started_on")) if c.factory_id in factories]
    issues = [i for i in _issues(reader, "") if i.factory_id in factories]
    ground = _Ground((), issues, {c.id: c.number for c in cycles}, starts_of(cycles), shipped.profile().small_group, False)
    return _plan(ground, shipped.tool_for("", today), today) | {"ledgers": _ledgers(reader, ground, factories, assessed)}


def plan_tables(reader: Reader, factory: str, today: date) -> Mapping[Subject, Table]:
    """The plan of one factory by cycle, its half-lives and ages, as under its trends."""
    cycles = things_where(reader, Cycle, "factory_id", [factory])
    numbers = {c.id: c.number for c in cycles}
    ground = _Ground((), _issues(reader, factory), numbers, starts_of(cycles), 0, True)
    held = reader.get(Factory, factory)
    return _plan(ground, shipped.tool_for(held.country if held is not None else "", today), today)


def assessed_of(reader: Reader, factories: set[str], numbers: Mapping[str, int]) -> tuple[Assessed, ...]:
    """The last released results of each factory in each cycle, by day. One statement for many factories."""
    one = next(iter(factories)) if len(factories) == 1 else ""
    last: dict[tuple[str, int], Assessed] = {}
    rows = assessment_rows(reader, factory_scope(one) if one else "")
    for row in sorted(rows, key=lambda row: (row.assessed_on, row.assessment_id)):
        factory = scope_key(row.scope)
        if row.cycle_id in numbers and factory in factories:
            cycle = numbers[row.cycle_id]
            verdicts = {question: _VERDICTS[verdict] for question, verdict in row.verdicts.items()}
            last[factory, cycle] = Assessed(factory, cycle, row.tool, verdicts)
    return tuple(last.values())


def _issues(reader: Reader, factory: str) -> Sequence[Issue]:
    return things_where(reader, Issue, "factory_id", [factory]) if factory else all_things(reader, Issue, ISSUE_FIELDS)


def _compliance(ground: _Ground, tool: Tool) -> dict[Subject, Table]:
    """Questions, points and clusters that were judged at all, in the order of the newest tool."""
    questions = {q.code: (q.title, q.cluster) for q in tool.leaves()}
    points = {p.code: (p.name, p.cluster) for p in tool.compliance_points()}
    clusters = {c.code: (c.name, c.code) for c in tool.clusters}
    of = ground.assessed
    return {
        "questions": _table(ground, question_lines(of, tuple(questions)), questions),
        "points": _table(ground, point_lines(of, tuple(points), shipped.tool), points),
        "clusters": _table(ground, cluster_lines(of, tuple(clusters), shipped.tool), clusters),
    }


def _table(ground: _Ground, lines: Iterable[Line], named: Mapping[str, tuple[str, str]]) -> Table:
    columns = tuple(sorted({one.cycle for one in ground.assessed}))
    rows = []
    for line in lines:
        cells = [line.cells[cycle] for cycle in columns]
        if any(cell.rate.whole for cell in cells):
            figures = tuple(ground.figure(cell.rate.part, cell.rate.whole, cell.factories) for cell in cells)
            rows.append(TrendRow(line.key, *named[line.key], figures))
    return Table(columns, tuple(rows), ground.moved)


def _plan(ground: _Ground, tool: Tool, today: date) -> dict[Subject, Table]:
    by_cycle = plan_figures(ground.issues, ground.numbers, ground.following, today)
    columns = tuple(by_cycle)
    behind: dict[int, set[str]] = {}
    for issue in ground.issues:
        if issue.cycle_id in ground.numbers:
            behind.setdefault(ground.numbers[issue.cycle_id], set()).add(issue.factory_id)
    shown = shown_groups(behind, ground.least)

    def row(key: str, *pairs: tuple[int | None, int | None]) -> TrendRow:
        told = [
            ground.figure(part, whole, by_cycle[cycle].factories, is_shown=cycle in shown)
            for (part, whole), cycle in zip(pairs, columns, strict=True)
        ]
        return TrendRow(key, "", "", tuple(told))

    every = tuple(by_cycle.values())
    rows = (
        row("issues", *((one.issues, None) for one in every)),
        row("verified", *((one.verified, one.issues) for one in every)),
        row("open", *((one.open, one.issues) for one in every)),
        row("reopened", *((one.reopened, one.issues) for one in every)),
        row("carried", *((one.carried, one.issues) for one in every)),
        row("half_life", *((one.half_life, None) for one in every)),
    )
    return {
        "plan": Table(columns, rows if columns else ()),
        "half_life": _half_lives(ground, tool, today),
        "ages": _ages(ground, today),
    }


def _half_lives(ground: _Ground, tool: Tool, today: date) -> Table:
    names = {c.code: c.name for c in tool.clusters}
    behind: dict[str, set[str]] = {}
    for issue in ground.issues:
        behind.setdefault(issue.cluster, set()).add(issue.factory_id)
    found = half_lives(ground.issues, today)
    rows = [
        TrendRow(code or "no_cluster", names.get(code, code), code, (ground.figure(found[code], None, len(behind[code])),))
        for code in sorted(found, key=lambda code: (code not in names, list(names).index(code) if code in names else 0, code))
    ]
    return Table((0,), tuple(rows))


def _ages(ground: _Ground, today: date) -> Table:
    behind: dict[Origin, set[str]] = {}
    for issue in ground.issues:
        if is_open(issue):
            behind.setdefault(issue.origin, set()).add(issue.factory_id)
    shown = shown_groups(behind, ground.least)

    def told(origin: Origin, count: int, whole: int) -> Figure:
        return ground.figure(count, whole, len(behind.get(origin, ())), is_shown=origin in shown)

    rows = [
        TrendRow(origin.value, "", "", tuple(told(origin, count, sum(counts)) for count in counts))
        for origin, counts in ages(ground.issues, today).items()
        if sum(counts)
    ]
    return Table((*AGES, 0), tuple(rows))


def _ledgers(reader: Reader, ground: _Ground, factories: set[str], assessed: Sequence[Assessed]) -> Table:
    """Halves of days used of the packages; a cycle counts the factories that are in it."""
    known = ledger_records(reader) if len(factories) > _MANY else records(reader, sorted(factories))
    released = {(one.factory_id, one.cycle) for one in assessed}
    told: list[tuple[int, Sequence[Ledger]]] = []
    behind: dict[int, int] = {}
    for factory in factories & set(known):
        for cycle in known[factory].cycles:
            of, is_released = known[factory].of_cycle(cycle.id), (factory, cycle.number) in released
            told.append((cycle.number, ledgers_of_cycle(of, cycle, shipped.profile(cycle.profile), is_released=is_released)))
            behind[cycle.number] = behind.get(cycle.number, 0) + 1
    sums = ledger_sums(told)
    columns = tuple(sums)
    rows = [
        TrendRow(book.value, "", "", tuple(ground.figure(sums[c][book].part, sums[c][book].whole, behind[c]) for c in columns))
        for book in Book
    ]
    return Table(columns, tuple(rows) if columns else ())
