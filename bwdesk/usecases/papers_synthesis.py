"""Values of the synthesis papers: of a country (by its code), or of a portfolio (a person's factories, or all that is held here).

Everything is counted over many factories with the small-group rule; names of factories stand on the portfolio's internal variant alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Final

from bwdesk import shipped
from bwdesk.domain.assessment import Verdict
from bwdesk.domain.compliance import PointStatus, Rate, point_status
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Factory, Role
from bwdesk.domain.plan import Issue, Verified
from bwdesk.domain.redaction import Protected
from bwdesk.domain.synthesis import Judged, Seen, added, quarters, seen
from bwdesk.domain.tool import Cluster, Tool
from bwdesk.domain.trends import AGES, Assessed
from bwdesk.errors import Refused
from bwdesk.reports import values_synthesis as v
from bwdesk.reports.values import Fact, PaperHead, State
from bwdesk.reports.values_progress import Written
from bwdesk.reports.words import Words
from bwdesk.store.lists import all_things
from bwdesk.store.unit import Reader
from bwdesk.usecases.papers import PaperContext
from bwdesk.usecases.papers_synthesis_learning import learning_figures
from bwdesk.usecases.people import names_of
from bwdesk.usecases.today import factories_of
from bwdesk.usecases.trends import ISSUE_FIELDS, Figure, Subject, Table, assessed_of, shared_tables

ALL: Final = "all"
"""The portfolio of everything that this laptop holds."""

MANY: Final = frozenset({"synthesis", "portfolio"})
"""Kinds of papers that are about many factories."""

_JUDGED: Final = (Verdict.NON_COMPLIANT, Verdict.COMPLIANT)
_ByCode = Mapping[str, Mapping[str, Judged]]
"""By code of a question or point, and by factory."""

_CYCLES: Final = 4
"""So many of the last cycles stand beside each other on paper."""


@dataclass(frozen=True)
class _Ground:
    """Released results by factory and cycle, over which everything is counted."""

    tool: Tool
    of: Mapping[str, Mapping[int, Assessed]]
    latest: Mapping[str, int]
    cycles: tuple[int, ...]
    least: int

    @property
    def newest(self) -> list[Assessed]:
        return [self.of[factory][cycle] for factory, cycle in self.latest.items()]

    def seen(self, own: Mapping[str, Judged]) -> Seen:
        return seen(own, self.latest, self.cycles, self.least)


def country_paper(reader: Reader, country: str, context: PaperContext) -> v.SynthesisPaper:
    """The synthesis of a country. Raises Refused (`synthesis.no_country`) where no factory of it is held here."""
    held = {f.id: f for f in _held(reader) if f.country == country}
    context = replace(context, country=country)
    if not held:
        raise Refused("synthesis.no_country", country=country)
    return _paper(reader, "synthesis", held, context.words.country(country), context)


def portfolio_paper(reader: Reader, whose: str, context: PaperContext) -> v.SynthesisPaper:
    """The synthesis of a person's factories (as advisor or leader), or of all that is held here (`ALL`), with the factories by name."""
    if whose == ALL:
        return _paper(reader, "portfolio", {f.id: f for f in _held(reader)}, context.say("synthesis.all_held"), context)
    own = {f.id for role in (Role.ADVISOR, Role.TEAM_LEADER) for f in factories_of(reader, whose, context.today, role)}
    held = {f.id: f for f in _held(reader) if f.id in own}
    paper = _paper(reader, "portfolio", held, context.say("synthesis.some_held"), context)
    return replace(paper, whose=context.say("synthesis.of_person", name=names_of(reader).of(whose)))


def protected_names(reader: Reader) -> tuple[Protected, ...]:
    """The names of all factories held here: none may stand on a paper about many that goes out."""
    found = all_things(reader, Factory, ("name", "country", "local_name"))
    names = ((f, name, getattr(f, name).strip()) for f in found for name in ("name", "local_name"))
    return tuple(Protected(words, "factory", f.id, name, is_name=True) for f, name, words in names if len(words) > 3)


def _held(reader: Reader) -> list[Factory]:
    """Factories with a cycle, by name."""
    registered = {c.factory_id for c in all_things(reader, Cycle, ("factory_id", "number", "started_on"))}
    found = all_things(reader, Factory, ("name", "country", "city", "alias_of"))
    return sorted((f for f in found if not f.alias_of and f.id in registered), key=lambda f: (f.name.casefold(), f.id))


def _paper(reader: Reader, of: str, held: Mapping[str, Factory], name: str, context: PaperContext) -> v.SynthesisPaper:
    cycles = [c for c in all_things(reader, Cycle, ("factory_id", "number", "started_on")) if c.factory_id in held]
    found = assessed_of(reader, set(held), {c.id: c.number for c in cycles})
    ground = _ground(found, next(iter(held.values())).country if held else "", context)
    tables = shared_tables(reader, set(held), found, context.today)
    judged = [_judged(one) for one in ground.newest]
    is_enough = len(judged) >= ground.least
    rate = Rate(sum(one.part for one in judged), sum(one.whole for one in judged))
    issues = [i for i in all_things(reader, Issue, ISSUE_FIELDS) if i.factory_id in held] if of == "portfolio" else []
    paper = v.SynthesisPaper(
        head=PaperHead(
            factory=name, printed_at=context.now, programme=context.programme, office=context.office, author=context.author,
            tool=ground.tool.name, page=context.page, state=State.DRAFT, digits=context.digits,
        ),
        of="synthesis" if of == "synthesis" else "portfolio",
        sections=tuple(Written(key, context.say(f"synthesis.section.{key}")) for key in shipped.profile().sections.get(of, ())),
        is_internal=of == "portfolio",
        factories=len(held),
        assessed=len(ground.of),
        twice=sum(len(one) > 1 for one in ground.of.values()),
        least=ground.least,
        cycles=ground.cycles,
        all_questions=v.Share(rate.part, rate.whole) if is_enough else v.Share(is_withheld=bool(judged)),
        spread=quarters([one.part for one in judged]) if is_enough else None,
        clusters=tuple(_clusters(ground)),
        lines=_lines(held, ground, issues, context.words) if of == "portfolio" else (),
        sources=_sources(found, cycles, tables, context),
    )  # fmt: skip
    paper = replace(_with_grids(paper, tables, ground.tool, context), learning=learning_figures(reader, held, ground.tool, context))
    return replace(paper, withheld=_withheld(paper))


def _ground(found: Sequence[Assessed], country: str, context: PaperContext) -> _Ground:
    of: dict[str, dict[int, Assessed]] = {}
    for one in found:
        of.setdefault(one.factory_id, {})[one.cycle] = one
    name = found[-1].tool if found else shipped.tool_for(country, context.today).name
    cycles = tuple(sorted({one.cycle for one in found})[-_CYCLES:])
    newest = {factory: max(own) for factory, own in of.items()}
    return _Ground(context.tool(name), of, newest, cycles, shipped.profile().small_group)


def _judged(one: Assessed) -> Rate:
    """Questions non-compliant in a factory, of those judged."""
    verdicts = list(one.verdicts.values())
    part = verdicts.count(Verdict.NON_COMPLIANT)
    return Rate(part, part + verdicts.count(Verdict.COMPLIANT))


def _clusters(ground: _Ground) -> Iterable[v.FocusCluster]:
    statuses, questions = _statuses(ground), _by_question(ground)
    for cluster in ground.tool.clusters:
        if ground.tool.leaves(cluster.code):
            yield _cluster(ground, cluster, statuses, questions)


def _cluster(ground: _Ground, cluster: Cluster, statuses: _ByCode, questions: _ByCode) -> v.FocusCluster:
    """A cluster with its points; what it counts is what its points show, and nothing else."""
    told = [(point, ground.seen(statuses.get(point.code, {}))) for point in ground.tool.compliance_points(cluster.code)]
    shown = [one for _, one in told]
    whole = Seen(
        added([one.now for one in shown]), added([one.before for one in shown]), added([one.after for one in shown]),
        {cycle: added([one.cycles[cycle] for one in shown]) for cycle in ground.cycles},
    )  # fmt: skip
    codes = [leaf.code for leaf in ground.tool.leaves(cluster.code)]
    told_of = [[one.verdicts.get(code, Verdict.OPEN) for code in codes] for one in ground.newest]
    counts = [verdicts.count(Verdict.NON_COMPLIANT) for verdicts in told_of if any(verdict in _JUDGED for verdict in verdicts)]
    return v.FocusCluster(
        number=int(cluster.position),
        name=cluster.name,
        row=_row(ground, cluster.name, whole),
        spread=quarters(counts) if len(counts) >= ground.least else None,
        points=tuple(_point(ground, point.code, _row(ground, point.name, one), questions) for point, one in told if _has_data(one)),
    )


def _point(ground: _Ground, code: str, row: v.FocusRow, questions: _ByCode) -> v.FocusPoint:
    """A point with the questions that are out of compliance somewhere, the highest rate first."""
    rows, kept, few = [], 0, 0
    for leaf in ground.tool.leaves(point=code):
        one = ground.seen(questions[leaf.code])
        if one.now is None:
            few += 1
        elif one.now.part:
            rows.append((one.now, _row(ground, leaf.title, one)))
        elif one.now.whole:
            kept += 1
    rows.sort(key=lambda pair: (-(pair[0].share or 0), -pair[0].whole))
    return v.FocusPoint(row, tuple(row for _, row in rows), kept, few)


def _has_data(one: Seen) -> bool:
    return any(rate is None or rate.whole for rate in (one.now, *one.cycles.values()))


def _by_question(ground: _Ground) -> _ByCode:
    """Whether each question was non-compliant, by question, factory and cycle; one pass over all verdicts."""
    found: dict[str, dict[str, dict[int, bool]]] = {leaf.code: {} for leaf in ground.tool.leaves()}
    for factory, own in ground.of.items():
        for cycle, one in own.items():
            for code, verdict in one.verdicts.items():
                if verdict in _JUDGED and code in found:
                    found[code].setdefault(factory, {})[cycle] = verdict is Verdict.NON_COMPLIANT
    return found


def _statuses(ground: _Ground) -> _ByCode:
    """Whether each point was non-compliant, by point, factory and cycle; by the tool that each assessment was made with."""
    leaves: dict[str, dict[str, list[str]]] = {}
    found: dict[str, dict[str, dict[int, bool]]] = {}
    for factory, own in ground.of.items():
        for cycle, one in own.items():
            if one.tool not in leaves:
                leaves[one.tool] = {}
                for leaf in shipped.tool(one.tool).leaves():
                    leaves[one.tool].setdefault(leaf.point, []).append(leaf.code)
            for point, codes in leaves[one.tool].items():
                status = point_status([one.verdicts.get(code, Verdict.OPEN) for code in codes])
                if status in (PointStatus.NON_COMPLIANT, PointStatus.COMPLIANT):
                    found.setdefault(point, {}).setdefault(factory, {})[cycle] = status is PointStatus.NON_COMPLIANT
    return found


def _row(ground: _Ground, words: str, one: Seen) -> v.FocusRow:
    cycles = tuple(_share(one.cycles[cycle]) for cycle in ground.cycles)
    return v.FocusRow(words, _share(one.now), _share(one.before), _share(one.after), cycles)


def _share(rate: Rate | None) -> v.Share:
    if rate is None:
        return v.Share(is_withheld=True)
    return v.Share(rate.part, rate.whole) if rate.whole else v.Share()


def _lines(held: Mapping[str, Factory], ground: _Ground, issues: Sequence[Issue], words: Words) -> tuple[v.FactoryLine, ...]:
    every, closed = Counter(i.factory_id for i in issues), Counter(i.factory_id for i in issues if i.verified is Verified.VERIFIED)
    found = []
    for key, factory in held.items():
        own = ground.of.get(key, {})
        last = sorted(own)[-2:]
        rates = [_share(_judged(own[cycle])) for cycle in last]
        found.append(
            v.FactoryLine(
                name=factory.name, place=words.commas(part for part in (factory.city, factory.country) if part),
                cycle=last[-1] if last else None, now=rates[-1] if rates else v.Share(), before=rates[0] if len(rates) > 1 else v.Share(),
                verified=_share(Rate(closed[key], every[key])),
            )
        )  # fmt: skip
    return tuple(found)


def _with_grids(paper: v.SynthesisPaper, tables: Mapping[Subject, Table], tool: Tool, context: PaperContext) -> v.SynthesisPaper:
    """The tables of plans and ledgers as they stand on screen, in the paper's words."""
    names = {c.code: c.name for c in tool.clusters}
    ages = (*(context.say("trends.age", start=(0, *AGES)[n] + (n > 0), end=end) for n, end in enumerate(AGES)),)
    cycles = {key: tuple(context.say("trends.cycle", number=n) for n in tables[key].columns[-_CYCLES:]) for key in ("plan", "ledgers")}
    half = [v.Line(names.get(row.cluster) or context.say("trends.no_cluster"), _figures(row.figures)) for row in tables["half_life"].rows]
    return replace(
        paper,
        plan=v.Grid(cycles["plan"], _told(tables["plan"], "plan", context)),
        half_lives=v.Grid((context.say("synthesis.half_lives.days"),), tuple(half)),
        ages=v.Grid((*ages, context.say("trends.age.beyond", days=AGES[-1])), _told(tables["ages"], "ages", context)),
        ledgers=v.Grid(cycles["ledgers"], _told(tables["ledgers"], "ledgers", context), halves=True),
    )


def _told(table: Table, subject: str, context: PaperContext) -> tuple[v.Line, ...]:
    last = len(table.columns) if subject == "ages" else _CYCLES
    return tuple(v.Line(context.say(f"trends.{subject}.{row.key}"), _figures(row.figures[-last:])) for row in table.rows)


def _figures(figures: Iterable[Figure]) -> tuple[v.Share, ...]:
    return tuple(v.Share(one.part, one.whole, one.is_withheld) for one in figures)


def _sources(
    found: Sequence[Assessed], cycles: Sequence[Cycle], tables: Mapping[Subject, Table], context: PaperContext
) -> tuple[Fact, ...]:
    """What the paper was made from, in counts."""
    words = context.words
    told = [Fact(context.say("synthesis.source.as_of"), words.day(context.today))]
    told.append(Fact(context.say("synthesis.source.assessments"), words.number(len(found))))
    for tool, count in sorted(Counter(one.tool for one in found).items()):
        told.append(Fact(context.say("synthesis.source.tool", tool=words.isolated(tool)), words.number(count)))
    told.append(Fact(context.say("synthesis.source.cycles"), words.number(len(cycles))))
    return (*told, Fact(context.say("synthesis.source.profile"), words.isolated(shipped.profile().name)))


def _withheld(value: object) -> int:
    """How many figures of a paper are withheld."""
    if isinstance(value, v.Share):
        return int(value.is_withheld)
    if isinstance(value, tuple):
        return sum(map(_withheld, value))
    inner = sum(_withheld(getattr(value, one.name)) for one in fields(value)) if is_dataclass(value) and not isinstance(value, type) else 0
    return inner + value.few if isinstance(value, v.FocusPoint | v.TopicRow) else inner
