"""In focus: clusters, points and questions with what they are out of, how they spread, and what became of the time before; by cycle too."""

from __future__ import annotations

from collections.abc import Sequence

from bwdesk.reports.assessment_summary import table_caption
from bwdesk.reports.cells import Cell, Columns
from bwdesk.reports.charts import scale_for
from bwdesk.reports.compose import Span
from bwdesk.reports.layout import Block, Space, Stack
from bwdesk.reports.page import TEXT_WIDTH, Kit
from bwdesk.reports.parts import Title, head_row, nothing, scale_words, section, two_lined
from bwdesk.reports.shaped import Para
from bwdesk.reports.style import LINE, MM, PETROL, SLATE, TABLE
from bwdesk.reports.synthesis_tables import bar, bar_cell, figure, has_percent, longest, percent
from bwdesk.reports.tables import Row, Table
from bwdesk.reports.values_synthesis import FocusCluster, FocusPoint, FocusRow, Share, SynthesisPaper

_BAR = 34 * MM
_FIGURES = {"judged": 21 * MM, "percent": 11 * MM, "before": 19 * MM, "after": 19 * MM}
_CLUSTERS = {"points": 23 * MM, "spread": 20 * MM, "before": 21 * MM, "after": 21 * MM}
_CLUSTER_BAR = 33 * MM
_CHANGE = ("before", "after")
_TOP = 10
_GAP = 2 * MM


def cluster_table(kit: Kit, paper: SynthesisPaper) -> list[Block]:
    """One row a cluster: points non-compliant of points judged, the spread over factories, and the change of the same factories."""
    words, setter = kit.words, kit.setter
    shown = [cluster for cluster in paper.clusters if cluster.row.now.whole]
    if not shown:
        return [nothing(kit, words("synthesis.nothing_judged"))]
    number = next(kit.tables)
    most = longest([one.row.now for one in shown])
    scale = scale_for(most, _CLUSTER_BAR - 4 * MM, 1.0)
    names = [name for name in _CLUSTERS if name not in _CHANGE or _has_change([one.row for one in shown])]
    titles: list[Title] = [
        (0, words("reports.summary.cluster"), False),
        (2, scale_words(kit, words("synthesis.scale.points", most=words.number(most))), False),
    ]
    titles += [(3 + place, words(f"synthesis.col.{name}"), True) for place, name in enumerate(names)]
    head = head_row(kit, titles)
    head.cells[0] = Cell(head.cells[0].block, 0, 2)
    widths = [_CLUSTERS[name] for name in names]
    rows = []
    for one in shown:
        cells = [
            Cell(Para(setter, words.number(one.number), TABLE.with_(colour=PETROL)), 0),
            Cell(Para(setter, one.name, TABLE), 1),
            Cell(bar(one.row.now, scale) or Space(0), 2, lower=1.4),
        ]
        figures = {
            "points": figure(kit, one.row.now), "spread": Para(setter, _spread(kit, one.spread), TABLE.with_(align="right")),
            "before": figure(kit, one.row.before), "after": figure(kit, one.row.after),
        }  # fmt: skip
        cells += [Cell(figures[name], place) for place, name in enumerate(names, 3)]
        rows.append(Row(cells))
    return [
        Table(
            Columns((6 * MM, TEXT_WIDTH - 6 * MM - _CLUSTER_BAR - sum(widths), _CLUSTER_BAR, *widths), _GAP),
            head,
            rows,
            caption=lambda on: table_caption(kit, number, _caption(kit, "synthesis.caption.clusters", names), on),
            after=LINE,
        )
    ]


def _spread(kit: Kit, spread: tuple[int, int, int] | None) -> str:
    if spread is None:
        return "–"
    low, middle, high = (kit.words.number(one) for one in spread)
    return kit.words("synthesis.spread", low=low, middle=middle, high=high)


def top_table(kit: Kit, paper: SynthesisPaper) -> list[Block]:
    """The questions where the largest share of factories is non-compliant."""
    words = kit.words
    found = [(row, cluster) for cluster in paper.clusters for point in cluster.points for row in point.questions if row.now.part]
    found.sort(key=lambda pair: (-(pair[0].now.part or 0) / (pair[0].now.whole or 1), -(pair[0].now.whole or 0)))
    if not found:
        return [nothing(kit, words("synthesis.none_found"))]
    scale = _scale(paper)
    names = _figures([row for row, _ in found[:_TOP]])
    rows = [_row(kit, row, scale, names, under=cluster.name) for row, cluster in found[:_TOP]]
    return [_focus(kit, paper, rows, names, _caption(kit, "synthesis.caption.top", names))]


def focus_tables(kit: Kit, paper: SynthesisPaper) -> list[Block]:
    """A table for each cluster: its points in the tool's order, in each its questions by rate."""
    scale = _scale(paper)
    names = _figures([row for cluster in paper.clusters for point in cluster.points for row in (point.row, *point.questions)])
    blocks: list[Block] = []
    for cluster in paper.clusters:
        title = kit.words("synthesis.cluster", number=kit.words.number(cluster.number), name=cluster.name)
        blocks += section(kit, title, 2 * LINE if blocks else LINE)
        rows = [row for point in cluster.points for row in _point_rows(kit, point, scale, names)]
        if rows:
            caption = _caption(kit, "synthesis.caption.focus", names, cluster=cluster.name)
            blocks.append(_focus(kit, paper, rows, names, caption))
        else:
            blocks.append(nothing(kit, kit.words("synthesis.nothing_judged")))
    return blocks


def _has_change(rows: list[FocusRow]) -> bool:
    return any(one.part is not None for row in rows for one in (row.before, row.after))


def _figures(rows: list[FocusRow]) -> list[str]:
    """The columns of figures: rates, and the time before and now, where a row has any."""
    names = ["judged"]
    names += ["percent"] if any(has_percent(row.now) for row in rows) else []
    return names + list(_CHANGE) if _has_change(rows) else names


def _caption(kit: Kit, key: str, names: Sequence[str], **said: str) -> str:
    """What a table counts, and of whom the time before and now is where it stands there."""
    told = kit.words(key, **said)
    whose = kit.words("synthesis.caption.same" if said else "synthesis.caption.change")
    return f"{kit.words.ended(told)} {whose}" if _CHANGE[0] in names else told


def _scale(paper: SynthesisPaper) -> float:
    """One scale for all in-focus bars of the paper, so that they can be laid beside each other."""
    return scale_for(_most(paper), _BAR - 4 * MM, 2.0)


def _most(paper: SynthesisPaper) -> int:
    rows = [row for cluster in paper.clusters for point in cluster.points for row in (point.row, *point.questions)]
    return longest([row.now for row in rows])


def _focus(kit: Kit, paper: SynthesisPaper, rows: list[Row], names: Sequence[str], says: str) -> Table:
    words, number = kit.words, next(kit.tables)
    titles: list[Title] = [
        (0, words("synthesis.col.what"), False),
        (1, scale_words(kit, words("synthesis.scale.factories", most=words.number(_most(paper)))), False),
    ]
    figures = [words(f"synthesis.col.{name}") for name in names]
    titles += [(2 + place, title, True) for place, title in enumerate(figures)]
    caption = table_caption(kit, number, says, False), table_caption(kit, number, says, True)
    widths = [two_lined(kit, title, _FIGURES[name], _GAP) for name, title in zip(names, figures, strict=True)]
    columns = Columns((TEXT_WIDTH - _BAR - sum(widths), _BAR, *widths), _GAP)
    return Table(columns, head_row(kit, titles), rows, caption=lambda goes_on: caption[goes_on], after=LINE)


def _point_rows(kit: Kit, point: FocusPoint, scale: float, names: Sequence[str]) -> list[Row]:
    """A point, its questions under it, and how many more were kept everywhere or are withheld."""
    words = kit.words
    rest = [words.count("synthesis.kept", point.kept)] if point.kept else []
    rest += [words.count("synthesis.few", point.few)] if point.few else []
    head = _row(kit, point.row, scale, names, is_point=True)
    rows = [head, *(_row(kit, one, scale, names) for one in point.questions)]
    if rest:
        rows[-1].binds = True
        rows.append(Row([Cell(Para(kit.setter, " ".join(rest), TABLE.with_(colour=SLATE)), 0, 2 + len(names))]))
    head.binds = len(rows) > 1
    return rows


def _row(kit: Kit, row: FocusRow, scale: float, names: Sequence[str], *, is_point: bool = False, under: str = "") -> Row:
    setter = kit.setter
    style = TABLE.strong.with_(colour=PETROL) if is_point else TABLE
    said: list[str | Span] = [row.words, *([Span(f"  {under}", colour=SLATE)] if under else [])]
    cells = [
        Cell(Para(setter, said, style), 0),
        Cell(bar(row.now, scale) or Space(0), 1, lower=1.4),
    ]
    figures = {
        "judged": figure(kit, row.now), "percent": Para(setter, percent(kit, row.now), TABLE.with_(align="right")),
        "before": figure(kit, row.before), "after": figure(kit, row.after),
    }  # fmt: skip
    cells += [Cell(figures[name], place) for place, name in enumerate(names, 2)]
    return Row(cells, top=6.0 if is_point else 3.0, repeats=(0,))


def trend_table(kit: Kit, paper: SynthesisPaper) -> Table:
    """Clusters and their points by number of the cycle: the same bars as on the screen, all to one scale."""
    words, setter = kit.words, kit.setter
    count = len(paper.cycles)
    names = 62 * MM
    step = (TEXT_WIDTH - names) / count
    points = [point.row for cluster in paper.clusters for point in cluster.points]
    scale = scale_for(longest([one for row in points for one in row.cycles]), step - 5 * MM, 2.0)
    titles: list[Title] = [(0, words("synthesis.col.point"), False)]
    titles += [(place, words("trends.cycle", number=words.number(cycle)), False) for place, cycle in enumerate(paper.cycles, 1)]
    rows: list[Row] = []
    for cluster in paper.clusters:
        shown = [point.row for point in cluster.points if _is_told(point.row)]
        if shown:
            rows.append(_cluster_row(kit, cluster))
        for row in shown:
            bars = [Cell(bar_cell(kit, one, scale), place, lower=1.4) for place, one in enumerate(row.cycles, 1)]
            rows.append(Row([Cell(Para(setter, row.words, TABLE), 0), *bars]))
    says = words("synthesis.caption.trends")
    table = next(kit.tables)
    return Table(
        Columns([names, *[step] * (count - 1), 0.0], _GAP), head_row(kit, titles), rows,
        caption=lambda goes_on: table_caption(kit, table, says, goes_on), after=LINE,
    )  # fmt: skip


def is_shown(paper: SynthesisPaper) -> bool:
    """Whether the trends have a figure at all."""
    points = [point.row for cluster in paper.clusters for point in cluster.points]
    return any(one.part is not None for row in (*points, *(cluster.row for cluster in paper.clusters)) for one in row.cycles)


def _is_told(row: FocusRow) -> bool:
    return any(one.part is not None or one.is_withheld for one in row.cycles)


def _cluster_row(kit: Kit, cluster: FocusCluster) -> Row:
    """The cluster with its counts of points, in figures."""
    setter, bold = kit.setter, TABLE.strong.with_(colour=PETROL)
    title = kit.words("synthesis.cluster", number=kit.words.number(cluster.number), name=cluster.name)
    cells = [Cell(Para(setter, title, bold), 0)]
    cells += [Cell(Para(setter, _points(kit, one), TABLE.strong), place) for place, one in enumerate(cluster.row.cycles, 1)]
    return Row(cells, binds=True, top=6.0, is_section=True)


def _points(kit: Kit, share: Share) -> str:
    if share.part is None:
        return kit.words("trends.withheld") if share.is_withheld else "–"
    return kit.words("synthesis.points_of", part=kit.words.number(share.part), whole=kit.words.number(share.whole or 0))


def factory_table(kit: Kit, paper: SynthesisPaper) -> Table:
    """The factories by name: for the people who work with them."""
    words, setter = kit.words, kit.setter
    names = ("factory", "cycle", "now", "then", "verified")
    titles: list[Title] = [(place, words(f"synthesis.col.{name}"), place > 0) for place, name in enumerate(names)]
    rows = []
    for one in paper.lines:
        said: list[Block] = [Para(setter, one.name, TABLE.strong)]
        said += [Para(setter, one.place, TABLE.with_(colour=SLATE))] if one.place else []
        cycle = words.number(one.cycle) if one.cycle is not None else "–"
        cells = [Cell(Stack(said), 0), Cell(Para(setter, cycle, TABLE.with_(align="right")), 1)]
        cells += [Cell(figure(kit, share), place) for place, share in enumerate((one.now, one.before, one.verified), 2)]
        rows.append(Row(cells, repeats=(0,)))
    return Table(Columns((76 * MM, 14 * MM, 28 * MM, 26 * MM, 0.0), _GAP), head_row(kit, titles), rows, after=LINE)
