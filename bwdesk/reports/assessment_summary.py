"""The summary page: counts per cluster, what became of the last cycle's findings, what was found again and again.

The sum last cycle − resolved + new = now must add up; where it does not, it is not printed and the paper says so.
"""

from __future__ import annotations

from collections.abc import Callable

from bwdesk.reports.assessment_lists import SHOWN, found_again, found_public, resolved_list, without_result
from bwdesk.reports.cells import CELL_GAP, Cell, Columns
from bwdesk.reports.charts import Fill, Ruler, Sum, Swatch, Term, scale_for
from bwdesk.reports.compose import Rich, Span, strong
from bwdesk.reports.layout import Beside, Block, Chapter, Stack
from bwdesk.reports.page import TEXT_WIDTH, Kit, portrait
from bwdesk.reports.parts import Heading, SectionRule, Title, figure_width, head_row, nothing, scale_words, section
from bwdesk.reports.shaped import Para
from bwdesk.reports.style import CAPTION, GUTTER, LEAD, LINE, MM, PETROL, SLATE, TABLE, columns
from bwdesk.reports.tables import Row, Table
from bwdesk.reports.values import AssessmentPaper, Cluster

_NAMES = 47 * MM
_FIGURE_GAP = 1.6 * MM
_LEAST_SHOWN = 2


def summary(kit: Kit, paper: AssessmentPaper) -> Chapter:
    words = kit.words
    title = words("reports.summary.title")
    note = Para(kit.setter, _side_note(kit, paper), CAPTION)
    blocks: list[Block] = [Heading(kit.setter, title)]
    blocks.append(Beside([(columns(8) - GUTTER, Para(kit.setter, _lead(kit, paper), LEAD)), (columns(4), note)], 2 * GUTTER))
    blocks += _sum(kit, paper)
    if paper.asked:
        blocks += [_table(kit, paper), _legend(kit, paper)]
    frame, before = portrait(paper.head.page), 2 * LINE
    room = frame.height - Stack(blocks).height(frame.width) - before
    sides = [(columns(6), _fitting(make, columns(6), room)) for make in _lists(kit, paper)]
    return Chapter(title, [*blocks, Beside(sides, GUTTER, before=before)], outline=title, key="summary")


def _fitting(make: Callable[[int], Block], width: float, room: float) -> Block:
    """A list of as many lines as the page holds; where it holds too few, the whole one goes over to the next."""
    shorter = (make(shown) for shown in range(SHOWN, _LEAST_SHOWN - 1, -1))
    return next((block for block in shorter if block.height(width) <= room), None) or make(SHOWN)


def _lists(kit: Kit, paper: AssessmentPaper) -> tuple[Callable[[int], Block], Callable[[int], Block]]:
    """The short lists at the foot, each made with as many lines as asked for; they say how many more there are."""
    words, findings = kit.words, [finding for cluster in paper.clusters for finding in cluster.findings]

    def left(shown: int) -> Block:
        if paper.last_cycle is None or len(findings) < paper.not_in_compliance:  # a variant shows the publicly reported ones alone
            return Stack([*section(kit, words("reports.summary.public"), 0.0), found_public(kit, findings, shown)])
        return Stack([*section(kit, words("reports.summary.again"), 0.0), found_again(kit, findings, shown)])

    def right(shown: int) -> Block:
        if kit.hides("gaps" if paper.last_cycle is None else "resolved"):
            return Stack([])
        if paper.last_cycle is None:
            return Stack([*section(kit, words("reports.summary.without"), 0.0), without_result(kit, paper.gaps, paper.asked, shown)])
        heading = words.about("reports.summary.resolved_since", paper.last_cycle.cycle)
        return Stack([*section(kit, heading, 0.0), resolved_list(kit, paper.resolved, shown)])

    return left, right


def _lead(kit: Kit, paper: AssessmentPaper) -> list[str | Span]:
    words, last, now = kit.words, paper.last_cycle, paper.not_in_compliance
    if not paper.asked:
        return [words("reports.assessment.nothing_asked")]
    if last is None:
        points = [point for cluster in paper.clusters for point in cluster.points if point.asked]
        out = sum(1 for point in points if point.not_in_compliance)
        first = words.count("reports.summary.first", now, asked=words.number(paper.asked))
        if not now:
            return [strong(first)]
        return [strong(first), " " + words("reports.summary.points", out=words.number(out), points=words.number(len(points)))]
    change = now - last.not_in_compliance
    if change == 0:
        first = words.about("reports.summary.same", last.cycle)
    else:
        first = words.count_about("reports.summary.fewer" if change < 0 else "reports.summary.more", abs(change), last.cycle)
    return [first + " ", words.count("reports.summary.remain", last.repeated, now=words.number(now))]


def _side_note(kit: Kit, paper: AssessmentPaper) -> str:
    words = kit.words
    parts = [words("reports.summary.counts")]
    if paper.not_asked:
        parts.append(words.count("reports.summary.not_asked", paper.not_asked, whole=words.number(paper.questions)))
    if paper.gaps:
        parts.append(words.count("reports.summary.gaps", len(paper.gaps)))
    return " ".join(parts)


def _sum(kit: Kit, paper: AssessmentPaper) -> list[Block]:
    words, last, now = kit.words, paper.last_cycle, paper.not_in_compliance
    if last is None or not paper.asked:
        return []
    if last.not_in_compliance - last.resolved + last.new != now:
        kit.note("reports.check.sum", f"{last.not_in_compliance} − {last.resolved} + {last.new} ≠ {now}")
        return [SectionRule(), nothing(kit, words("reports.summary.sum_open"))]
    public = sum(1 for cluster in paper.clusters for finding in cluster.findings if finding.is_public)
    detail = words(
        "reports.summary.now", asked=words.number(paper.asked), repeated=words.number(last.repeated), public=words.number(public)
    )
    here = words.number(paper.head.cycle) if paper.head.cycle is not None else ""
    return [
        SectionRule(),
        Sum(
            kit.setter,
            [
                Term(words.number(last.not_in_compliance), words.about("reports.summary.then", last.cycle)),
                Term(words.number(last.resolved), words("reports.summary.resolved"), "−"),
                Term(words.number(last.new), words("reports.summary.new", cycle=here), "+"),
                Term(words.number(now), detail, "="),
            ],
        ),
    ]


def _table(kit: Kit, paper: AssessmentPaper) -> Table:
    words, last, number = kit.words, paper.last_cycle, next(kit.tables)
    figures = [words("reports.summary.not_in_compliance")]
    if last is None:
        figures.append(words("reports.summary.points_out"))
    else:
        figures.append(words.about("reports.cycle", last.cycle))
        figures += [words("reports.summary.resolved_head"), words("reports.summary.repeated"), words("reports.summary.new_head")]
    widest = words("reports.of", part=words.number(paper.not_in_compliance), whole=words.number(paper.asked))
    most = max(cluster.asked for cluster in paper.clusters)
    for gap in (CELL_GAP, 0.75 * CELL_GAP, _FIGURE_GAP):  # as wide as the bars leave it
        sizes = [figure_width(kit, name, 10 * MM, gap, widest if index == 0 else "") for index, name in enumerate(figures)]
        sizes[-1] = figure_width(kit, figures[-1], 7 * MM, 0.0)
        bar = TEXT_WIDTH - _NAMES - sum(sizes)
        if bar - gap >= most * MM:
            break
    scale = scale_for(most, bar - gap, 1.0)
    unit = scale_words(kit, words("reports.scale", scale=words.number(scale)))
    titles: list[Title] = [(0, words("reports.summary.cluster"), False), (2, unit, False)]
    titles += [(3 + index, name, True) for index, name in enumerate(figures)]
    head = head_row(kit, titles)
    head.cells[0] = Cell(head.cells[0].block, 0, 2)
    columns_ = Columns([5 * MM, _NAMES - 5 * MM, bar, *sizes], gap)

    def caption(continued: bool) -> Block:
        says = words("reports.summary.caption_first") if last is None else words.about("reports.summary.caption", last.cycle)
        return table_caption(kit, number, says, continued)

    return Table(columns_, head, _rows(kit, paper, scale, 3 + len(sizes)), caption=caption, before=2 * LINE)


def _rows(kit: Kit, paper: AssessmentPaper, scale: float, width: int) -> list[Row]:
    """Clusters under their groups, and the total."""
    rows: list[Row] = []
    group = ""
    for cluster in paper.clusters:
        if cluster.group and cluster.group != group:
            title = Para(kit.setter, cluster.group, TABLE.strong.with_(colour=PETROL))
            rows.append(Row([Cell(title, 0, width)], binds=True, top=6.0, is_section=True))
        group = cluster.group
        rows.append(_cluster_row(kit, cluster, scale, paper.last_cycle is not None))
    return [*rows, _total_row(kit, paper)]


def table_caption(kit: Kit, number: int, says: str, continued: bool) -> Para:
    """**Table 7** Findings, continued. Legend"""
    words = kit.words
    named = words("reports.table", number=words.number(number))
    text = words("reports.continued", text=says) if continued else says
    return Para(kit.setter, [Span(named, strong=True, colour=TABLE.colour), "  ", text], CAPTION)


def _cluster_row(kit: Kit, cluster: Cluster, scale: float, has_last: bool) -> Row:
    words, setter = kit.words, kit.setter
    figures = TABLE.with_(align="right")
    repeated = sum(point.repeated for point in cluster.points)
    new = sum(point.new for point in cluster.points)
    parts = [(repeated, Fill.SOLID), (new, Fill.HATCH)] if has_last else [(cluster.not_in_compliance, Fill.SOLID)]
    bar: Block = Ruler(cluster.asked, parts, scale)
    count: Rich = words.of(cluster.not_in_compliance, cluster.asked)
    if not cluster.asked:
        bar, count = Para(setter, words("reports.assessment.none_asked"), TABLE.with_(colour=SLATE)), words("reports.zero_asked")
    cells = [
        Cell(Para(setter, str(cluster.number), TABLE.with_(colour=PETROL)), 0),
        Cell(Para(setter, cluster.name, TABLE), 1),
        Cell(bar, 2, lower=1.4 if cluster.asked else 0.0),
        Cell(Para(setter, count, figures), 3),
    ]
    if has_last:
        then = [point.previous for point in cluster.points if point.previous is not None]
        resolved = sum(point.resolved for point in cluster.points)
        shown = (sum(then) if then else None, resolved, repeated, new)
        cells += [Cell(Para(setter, _figure(kit, value), figures), 4 + index) for index, value in enumerate(shown)]
    else:
        points = [point for point in cluster.points if point.asked]
        out = sum(1 for point in points if point.not_in_compliance)
        cells.append(Cell(Para(setter, words.of(out, len(points)) if points else "–", figures), 4))
    return Row(cells)


def _figure(kit: Kit, value: int | None) -> str:
    return "–" if value is None else kit.words.number(value)


def _total_row(kit: Kit, paper: AssessmentPaper) -> Row:
    words, setter, last = kit.words, kit.setter, paper.last_cycle
    figures = TABLE.strong.with_(align="right")
    whole = words("reports.of", part=words.number(paper.not_in_compliance), whole=words.number(paper.asked))
    cells = [Cell(Para(setter, words("reports.summary.all"), TABLE.strong), 1, 2), Cell(Para(setter, whole, figures), 3)]
    if last is not None:
        shown = (last.not_in_compliance, last.resolved, last.repeated, last.new)
        cells += [Cell(Para(setter, words.number(value), figures), 4 + index) for index, value in enumerate(shown)]
    else:
        points = [point for cluster in paper.clusters for point in cluster.points if point.asked]
        out = sum(1 for point in points if point.not_in_compliance)
        cells.append(Cell(Para(setter, words("reports.of", part=words.number(out), whole=words.number(len(points))), figures), 4))
    return Row(cells, is_total=True)


def _legend(kit: Kit, paper: AssessmentPaper) -> Block:
    words, last = kit.words, paper.last_cycle
    here = words.number(paper.head.cycle) if paper.head.cycle is not None else ""
    entries = [(Fill.SOLID, words("reports.legend.found"))]
    if last is not None:
        entries = [(Fill.SOLID, words.about("reports.legend.repeated", last.cycle))]
        entries.append((Fill.HATCH, words("reports.legend.new", cycle=here)))
    entries.append((Fill.EMPTY, words("reports.legend.in_compliance")))
    spans: list[str | Span] = []
    for fill, text in entries:
        spans += [Span(inline=Swatch(fill)), text.replace(" ", "\u00a0"), "      "]
    note = (
        words.count("reports.summary.not_asked_then", last.not_asked_then, asked=words.number(paper.asked))
        if last and last.not_asked_then
        else ""
    )
    left, right = Para(kit.setter, spans, CAPTION), Para(kit.setter, note, CAPTION.with_(align="end"))
    return Beside([(columns(8), left), (columns(4), right)], GUTTER, before=5.0)
