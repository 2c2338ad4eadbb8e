"""The synthesis of a country or a portfolio: headline, in-focus tables, trends, plans, learning, method and sources.

Sections stand in the profile's order, each a chapter of its own. What is withheld says so; a bar is a ruler here too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bwdesk.reports.assessment_cover import Band, publisher
from bwdesk.reports.charts import Sum, Term
from bwdesk.reports.compose import Span, strong
from bwdesk.reports.layout import Block, Chapter, Space
from bwdesk.reports.page import Kit, Running
from bwdesk.reports.parts import Heading, SectionRule, facts_table, lead, nothing, paragraphs, section
from bwdesk.reports.shaped import Para
from bwdesk.reports.style import COVER_NAME, COVER_TITLE, LEAD, LINE, MM, columns
from bwdesk.reports.synthesis_focus import cluster_table, factory_table, focus_tables, is_shown, top_table, trend_table
from bwdesk.reports.synthesis_learning import learning_tables
from bwdesk.reports.synthesis_tables import grid_table
from bwdesk.reports.values import Fact
from bwdesk.reports.values_synthesis import Grid, SynthesisPaper
from bwdesk.reports.words import hash_groups


def build(kit: Kit, paper: SynthesisPaper, digest: str) -> tuple[Running, list[Chapter]]:
    words = kit.words
    kind = words(f"synthesis.title.{paper.of}")
    readers = words("synthesis.readers.internal" if paper.is_internal else "synthesis.readers.open")
    several = replace(paper.head, tool="")  # its assessments may be of several question sets: the sources count each
    running = Running(kind, several, digest, paper.head.readers or readers)
    chapters = [_cover(kit, paper, kind, digest, readers)]
    for one in paper.sections:
        made = _BUILDERS.get(one.key)
        inner = paragraphs(kit, [line for line in one.words.splitlines() if line.strip()])
        inner += made(kit, paper) if made is not None else []
        blocks = [Heading(kit.setter, one.title), *inner]
        chapters.append(Chapter(one.title, blocks, outline=one.title, key=one.key, follows=len(chapters) > 1))
    return running, chapters


def _cover(kit: Kit, paper: SynthesisPaper, kind: str, digest: str, readers: str) -> Chapter:
    """What it is and of whom; four figures; what the paper rests on, who may read it, its hash."""
    words, setter, head = kit.words, kit.setter, paper.head
    blocks: list[Block] = [Band(), publisher(kit, head), Space(40 * MM), Para(setter, kind, COVER_TITLE, after=8.0)]
    blocks.append(Para(setter, head.factory, COVER_NAME, after=1.0))
    blocks += [Para(setter, paper.whose, LEAD, after=2.0)] if paper.whose else []
    blocks.append(Para(setter, words("synthesis.as_of", day=words.day(head.printed_at.date())), LEAD))
    blocks += [SectionRule(40 * MM, 2 * LINE), Sum(setter, _sums(kit, paper))]
    facts = [Fact(words("synthesis.cover.readers"), readers)]
    facts += [Fact(words("synthesis.cover.author"), head.author)] if head.author else []
    facts.append(Fact(words("reports.assessment.hash"), words.isolated(hash_groups(digest))))
    return Chapter(kind, blocks, foot=facts_table(kit, facts, columns(3)), is_cover=True, outline=kind, key="cover")


def _headline(kit: Kit, paper: SynthesisPaper) -> list[Block]:
    words = kit.words
    if not paper.assessed:
        return [lead(kit, [words.count("synthesis.lead.factories", paper.factories), " ", words("synthesis.lead.nothing")])]
    told: list[str | Span] = [words.count("synthesis.lead.factories", paper.factories), " "]
    told.append(words.count("synthesis.lead.assessed", paper.assessed))
    rate = paper.all_questions
    if rate.part is not None and rate.whole:
        told += [" ", strong(words("synthesis.lead.rate", part=words.number(rate.part), whole=words.number(rate.whole)))]
    if paper.spread is not None:
        low, middle, high = (words.number(one) for one in paper.spread)
        told += [" ", words("synthesis.lead.spread", middle=middle, low=low, high=high)]
    blocks: list[Block] = [lead(kit, told), *section(kit, words("synthesis.clusters"), LINE)]
    blocks += cluster_table(kit, paper)
    return [*blocks, *section(kit, words("synthesis.top")), *top_table(kit, paper)]


def _sums(kit: Kit, paper: SynthesisPaper) -> list[Term]:
    words = kit.words
    verified = next((line.figures for line in paper.plan.rows if line.figures and line.figures[-1].whole is not None), ())
    terms = [
        Term(words.number(paper.factories), words.count("synthesis.sum.factories", paper.factories)),
        Term(words.number(paper.assessed), words.count("synthesis.sum.assessed", paper.assessed)),
        Term(words.number(paper.twice), words.count("synthesis.sum.twice", paper.twice)),
    ]
    known = [one for one in verified if one.part is not None and one.whole is not None]
    if known and len(known) == len(verified):
        done, every = sum(one.part or 0 for one in known), sum(one.whole or 0 for one in known)
        terms.append(Term(words.number(done), words("synthesis.sum.verified", whole=words.number(every))))
    return terms


def _factories(kit: Kit, paper: SynthesisPaper) -> list[Block]:
    if not paper.lines:
        return [nothing(kit, kit.words("synthesis.no_names"))]
    return [lead(kit, kit.words("synthesis.factories.lead")), factory_table(kit, paper)]


def _focus(kit: Kit, paper: SynthesisPaper) -> list[Block]:
    if not paper.clusters:
        return [nothing(kit, kit.words("synthesis.nothing_judged"))]
    return [lead(kit, kit.words("synthesis.focus.lead")), *focus_tables(kit, paper)]


def _trends(kit: Kit, paper: SynthesisPaper) -> list[Block]:
    if not paper.clusters or not paper.cycles:
        return [nothing(kit, kit.words("synthesis.nothing_judged"))]
    told = lead(kit, kit.words.count("synthesis.trends.lead", paper.least))
    told.keep = True
    return [told, trend_table(kit, paper) if is_shown(paper) else nothing(kit, kit.words("synthesis.all_withheld"))]


def _plan(kit: Kit, paper: SynthesisPaper) -> list[Block]:
    blocks: list[Block] = []
    for name, grid in (("plan", paper.plan), ("half_lives", paper.half_lives), ("ages", paper.ages)):
        blocks += _grid(kit, name, grid, is_first=not blocks)
    return blocks


def _ledgers(kit: Kit, paper: SynthesisPaper) -> list[Block]:
    return [*_grid(kit, "ledgers", paper.ledgers, is_first=True), *learning_tables(kit, paper.learning)]


def _grid(kit: Kit, name: str, grid: Grid, *, is_first: bool) -> list[Block]:
    words = kit.words
    blocks = section(kit, words(f"synthesis.{name}"), LINE if is_first else 2 * LINE)
    blocks += paragraphs(kit, [words(f"synthesis.{name}.says")])
    blocks[-1].keep = True
    figures = [one for line in grid.rows for one in line.figures]
    if figures and not any(one.part is not None for one in figures):
        return [*blocks, nothing(kit, words("synthesis.all_withheld"))]
    return [*blocks, grid_table(kit, grid) if grid.rows else nothing(kit, words(f"synthesis.{name}.none"))]


def _method(kit: Kit, paper: SynthesisPaper) -> list[Block]:
    words = kit.words
    told = [words("synthesis.method.counts"), words("synthesis.method.points"), words("synthesis.method.change")]
    blocks: list[Block] = [*section(kit, words("synthesis.method.how"), LINE), *paragraphs(kit, told)]
    blocks += section(kit, words("synthesis.method.small"))
    small = [words.count("synthesis.method.least", paper.least), words.count("synthesis.method.withheld", paper.withheld)]
    blocks += paragraphs(kit, small)
    blocks += section(kit, words("synthesis.method.limits"))
    return [*blocks, *paragraphs(kit, [words("synthesis.method.seen"), words("synthesis.method.held"), words("synthesis.method.plan")])]


def _sources(kit: Kit, paper: SynthesisPaper) -> list[Block]:
    if not paper.sources:
        return [nothing(kit, kit.words("synthesis.no_sources"))]
    return [lead(kit, kit.words("synthesis.sources.lead")), facts_table(kit, paper.sources, columns(5))]


_BUILDERS: dict[str, Callable[[Kit, SynthesisPaper], list[Block]]] = {
    "headline": _headline,
    "factories": _factories,
    "in_focus": _focus,
    "trends": _trends,
    "plan": _plan,
    "learning": _ledgers,
    "method": _method,
    "sources": _sources,
}
