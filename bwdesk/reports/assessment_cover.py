"""The cover of the assessment report: what, of whom, when; one square for every question asked; a field for the factory's stamp."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product

from bwdesk.reports.cells import Cell, Columns
from bwdesk.reports.charts import Squares
from bwdesk.reports.compose import Span, strong
from bwdesk.reports.fonts import Cut
from bwdesk.reports.layout import Beside, Block, Chapter, Inset, Space, Stack
from bwdesk.reports.marks import Tag, TagLook, TagRow
from bwdesk.reports.page import TEXT_WIDTH, Kit, Later, portrait
from bwdesk.reports.parts import SectionRule, StampField
from bwdesk.reports.pen import Pen
from bwdesk.reports.shaped import Para
from bwdesk.reports.style import (
    BODY,
    CAPTION,
    COVER_NAME,
    COVER_TITLE,
    COVER_TITLE_OF_TWO,
    GUTTER,
    H1,
    LEAD,
    LEAD_SMALL,
    LINE,
    MM,
    PETROL,
    PLAN,
    RUNNING,
    SLATE,
    TABLE,
    TextStyle,
    columns,
)
from bwdesk.reports.tables import FOOT, TOP, Row, Table
from bwdesk.reports.values import AssessmentPaper, Cluster, PaperHead, State
from bwdesk.reports.words import hash_groups

_NAME, _NAME_TIGHT = 50.4 * MM, 59.5 * MM  # beside the widest, 31 squares still have room
_MOST_SQUARES = 310  # ten rows; more are said in figures
_AIR = (1.0, 0.75, 0.5, 0.25, 0.1)  # how much of the white over name and squares is kept, so that a cover in two languages is one page
_TITLE_TIGHT = replace(H1, size=19, leading=23)
_COVER_TAG = TextStyle(9, 15, Cut.STRONG)


def cover(kit: Kit, paper: AssessmentPaper, digest: str) -> Chapter:
    title = kit.words("reports.assessment.title")
    blocks, foot = _loose_or_tight(kit, paper, digest)
    return Chapter(title, blocks, foot=foot, is_cover=True, outline=title, key="cover")


def _loose_or_tight(kit: Kit, paper: AssessmentPaper, digest: str) -> tuple[list[Block], Block]:
    """The blocks and what hangs at the foot of the page, with the white they leave; in smaller type where they do not fit it else."""
    above = publisher(kit, paper.head)
    blocks: list[Block] = []
    for is_tight, share in product((False, True), _AIR):
        foot, names, squares = _foot(kit, paper, digest, is_tight), _names(kit, paper, is_tight), _squares(kit, paper, is_tight)
        blocks = [Band(), above, Space(26 * MM * share), *names, SectionRule(22 * MM * share), *squares]
        if Stack(blocks).height(TEXT_WIDTH) + foot.before + foot.height(TEXT_WIDTH) <= portrait(paper.head.page).height - kit.foot:
            break
    return blocks, foot


class Band(Block):
    """The petrol band above the text."""

    def height(self, width: float) -> float:
        return 0.0

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        pen.rect(x, top - 12 * MM, width, 6 * MM, fill=PETROL)


def publisher(kit: Kit, head: PaperHead) -> Block:
    """Programme and office at the start, state and edition at the end."""
    words, setter = kit.words, kit.setter
    left = [Para(setter, head.programme or words("reports.programme"), BODY)]
    if head.office:
        left.append(Para(setter, head.office, BODY.with_(colour=SLATE)))
    look = TagLook.PLAIN if head.state is State.DRAFT else TagLook.SOLID
    right: list[Block] = [TagRow([Tag(setter, words(f"reports.state.{head.state}").upper(), look, _COVER_TAG)], at_end=True)]
    if not head.is_internal_draft:
        right.append(Para(setter, _edition(kit, head), CAPTION.with_(align="end"), before=3.0))
    return Beside([(columns(6), Stack(left)), (columns(6), Stack(right))], GUTTER)


def _edition(kit: Kit, head: PaperHead) -> str:
    words = kit.words
    if head.state is State.DRAFT and head.comments_until:
        return words("reports.draft_until", until=words.day(head.comments_until))
    number = words.local(str(head.edition))
    if head.replaces_edition is not None and head.replaces_on is not None:
        old = words.local(str(head.replaces_edition))
        return words("reports.edition_replaces", number=number, old=old, day=words.day(head.replaces_on))
    return words("reports.edition", number=number)


def _names(kit: Kit, paper: AssessmentPaper, is_tight: bool) -> list[Block]:
    words, setter, head = kit.words, kit.setter, paper.head
    lead = LEAD_SMALL if is_tight else LEAD
    title = _TITLE_TIGHT if is_tight else COVER_TITLE if setter.second is None else COVER_TITLE_OF_TWO
    blocks: list[Block] = [Para(setter, words("reports.assessment.title"), title, after=4.0 if is_tight else 8.0)]
    blocks.append(Para(setter, head.factory, COVER_NAME, after=1.0))
    if head.factory_local:
        blocks.append(Para(setter, head.factory_local, lead, after=2.0))
    visited = words(
        "reports.assessment.announced" if paper.is_announced else "reports.assessment.unannounced", days=words.days(paper.visited_on)
    )
    if not paper.visited_on:
        visited = "" if kit.hides("visited_on") else words("reports.assessment.not_visited")
    if head.cycle is not None:
        cycle = words.number(head.cycle)
        visited = words("reports.assessment.cycle", cycle=cycle) + " " + visited if visited else words("trends.cycle", number=cycle)
    blocks.append(Para(setter, visited, lead, before=4.0))
    return blocks


def _squares(kit: Kit, paper: AssessmentPaper, is_tight: bool) -> list[Block]:
    words, setter = kit.words, kit.setter
    asked, found = paper.asked, paper.not_in_compliance
    if not asked:
        return [Para(setter, words("reports.assessment.nothing_asked"), LEAD)]
    says: list[str | Span] = [words.count("reports.assessment.asked", asked) + " ", strong(words.count("reports.assessment.found", found))]
    note = Para(setter, words("reports.assessment.squares"), CAPTION.with_(align="end"))
    names, style = (_NAME_TIGHT, replace(PLAN, is_low=True)) if is_tight else (_NAME, TABLE)
    rows = [
        Row(
            [
                Cell(Para(setter, cluster.name, style), 0),
                Cell(_squares_of(kit, cluster), 1, lower=1.6),
            ],
            "none",
            top=0.5 if is_tight else 2.0,
            foot=0.5 if is_tight else 2.0,
        )
        for cluster in paper.clusters
    ]
    wide = 7 if is_tight else 8
    sides: list[tuple[float, Block]] = [(columns(wide), Para(setter, says, LEAD_SMALL if is_tight else LEAD)), (columns(12 - wide), note)]
    lead = Beside(sides, GUTTER, before=4.0, after=6.0, keep=True)
    return [lead, Table(Columns([names, 0.0]), None, rows, last_line=0.0)]


def _squares_of(kit: Kit, cluster: Cluster) -> Block:
    if not cluster.asked:
        return Para(kit.setter, kit.words("reports.assessment.none_asked"), TABLE.with_(colour=SLATE))
    if cluster.asked > _MOST_SQUARES:
        return Para(kit.setter, kit.words.of(cluster.not_in_compliance, cluster.asked), TABLE)
    return Squares(cluster.asked, cluster.not_in_compliance)


def _foot(kit: Kit, paper: AssessmentPaper, digest: str, is_tight: bool) -> Block:
    """What it rests on, and a field for the stamp. In two languages labels stand on one line, and facts have a column more."""
    setter, words = kit.setter, kit.words
    wide = 7 if setter.second is None else 8
    top, under = (1.0, 1.2) if is_tight else (TOP, FOOT)
    style = replace(PLAN if is_tight else TABLE, cut=Cut.NARROW if is_tight else Cut.TEXT, is_low=is_tight)
    rows = [
        Row(
            [Cell(Para(setter, label, style.with_(colour=SLATE), max_lines=0 if setter.second is None else 3), 0), Cell(value, 1)],
            top=top,
            foot=under,
        )
        for label, value in _facts(kit, paper, digest, style)
    ]
    labels = 54.0 if is_tight else 35.5 if setter.second is None else 42.0
    table = Table(Columns([labels * MM, 0.0]), None, rows, last_line=0.35)
    stamp = StampField(Para(setter, words("reports.assessment.stamp"), RUNNING), 50 * MM)
    height = table.height(columns(wide))
    left = Stack([Space(max(0.0, 50 * MM - height)), table])
    if kit.hides("recipients") or paper.head.is_internal_draft:  # not handed to the factory for a receipt
        return Beside([(columns(wide), left)], GUTTER, before=LINE)
    between = [(columns(1), Space(0))] if wide == 7 else []
    return Beside([(columns(wide), left), *between, (columns(4), stamp)], GUTTER, before=LINE)


def _facts(kit: Kit, paper: AssessmentPaper, digest: str, style: TextStyle) -> list[tuple[str, Block]]:
    words, head = kit.words, paper.head
    place = words.commas(words.isolated(part) for part in (head.factory_code, head.place) if part)
    facts: list[tuple[str, Block]] = [(words("reports.assessment.factory"), _value(kit, style, place or "–"))]
    label = words("reports.assessment.workers")
    if paper.visited_on:
        label = words("reports.assessment.workers_on", day=words.short_day(paper.visited_on[0]))
    facts.append((label, _value(kit, style, words.people(paper.workforce))))
    facts.append((words("reports.assessment.assessors"), _value(kit, style, paper.assessors or words("reports.assessment.assessors_two"))))
    facts.append((words("reports.assessment.tool"), _value(kit, style, words.isolated(head.tool) or "–")))
    if not kit.hides("comments"):
        facts.append((words("reports.assessment.comments"), _comments(kit, paper, style)))
    if not kit.hides("recipients"):
        facts.append((words("reports.assessment.released"), _released(kit, paper, style)))
    facts.append((words("reports.assessment.hash"), _value(kit, style, words.isolated(hash_groups(digest)))))
    return facts


def _comments(kit: Kit, paper: AssessmentPaper, style: TextStyle) -> Block:
    words = kit.words
    if paper.comments:
        return _paged(
            kit, style, lambda page: words("reports.assessment.comments_on", count=words.number(len(paper.comments)), page=page), "comments"
        )
    if paper.head.state is State.DRAFT:
        until = paper.head.comments_until
        return _value(
            kit,
            style,
            words("reports.assessment.comments_until", day=words.day(until)) if until else words("reports.assessment.comments_open"),
        )
    return _value(kit, style, words("reports.assessment.comments_none"))


def _released(kit: Kit, paper: AssessmentPaper, style: TextStyle) -> Block:
    words = kit.words
    if not paper.recipients:
        return _value(kit, style, words("reports.assessment.released_ledger" if paper.head.short else "reports.assessment.released_nobody"))
    count = len(paper.recipients)
    return _paged(kit, style, lambda page: words.count("reports.assessment.released_to", count, page=page), "distribution")


def _value(kit: Kit, style: TextStyle, text: str) -> Block:
    return Para(kit.setter, text, style, max_lines=3 if kit.setter.second is None else 5)


def _paged(kit: Kit, style: TextStyle, says: Callable[[str], str], key: str) -> Block:
    """A value that names a page, known when it is drawn."""

    def made(page_of: Callable[[str], int | None]) -> Block:
        return _value(kit, style, says(kit.words.number(page_of(key) or 0)))

    return Inset(Later(made, _value(kit, style, says("000")), key), 0.0)
