"""What the tables of a synthesis share: a figure in words or as "too few", a bar with the figure under it, a plain table of figures."""

from __future__ import annotations

from bwdesk.reports.cells import Cell, Columns
from bwdesk.reports.charts import Fill, Ruler, scale_for
from bwdesk.reports.compose import Rich
from bwdesk.reports.layout import Block, Stack
from bwdesk.reports.page import TEXT_WIDTH, Kit
from bwdesk.reports.parts import Title, head_row
from bwdesk.reports.shaped import Para
from bwdesk.reports.style import LINE, MM, SLATE, TABLE
from bwdesk.reports.tables import Row, Table
from bwdesk.reports.values_synthesis import Grid, Share

ENOUGH_FOR_PERCENT = 50
_NAMES = 58 * MM
_LARGEST = 4.0


def share_words(kit: Kit, share: Share, *, halves: bool = False) -> Rich:
    """**12** of 200, a plain number, a dash without data, or that too few factories stand behind it."""
    words = kit.words
    if share.is_withheld:
        return words("trends.withheld")
    if share.part is None:
        return "–"
    if halves:
        part = words.number(share.part / 2)
        return part if share.whole is None else words("reports.of", part=part, whole=words.number(share.whole / 2))
    return words.number(share.part) if share.whole is None else words.of(share.part, share.whole)


def figure(kit: Kit, share: Share, *, halves: bool = False) -> Para:
    """A figure at the right edge of its column; what is not there in slate."""
    style = TABLE.with_(align="right")
    return Para(kit.setter, share_words(kit, share, halves=halves), style if share.part is not None else style.with_(colour=SLATE))


def percent(kit: Kit, share: Share) -> str:
    """Whole per cent, from fifty on; nothing below."""
    if not has_percent(share) or share.part is None or share.whole is None:
        return ""
    return kit.words("synthesis.percent", number=kit.words.number((share.part * 200 + share.whole) // (2 * share.whole)))


def has_percent(share: Share) -> bool:
    """Whether a figure is large enough to be told per cent."""
    return share.part is not None and share.whole is not None and share.whole >= ENOUGH_FOR_PERCENT


def bar(share: Share, scale: float) -> Ruler | None:
    """The ruler of a figure: the outline is all, the ink what it counts, and hatched what is over."""
    if share.part is None:
        return None
    whole = share.part if share.whole is None else share.whole
    most = max(share.part, whole)
    return Ruler(most, [(min(share.part, whole), Fill.SOLID), (max(0, share.part - whole), Fill.HATCH)], scale) if most else None


def bar_cell(kit: Kit, share: Share, scale: float, *, halves: bool = False) -> Block:
    """The figure, and its bar over it."""
    style = TABLE if share.part is not None else TABLE.with_(colour=SLATE)
    told = Para(kit.setter, share_words(kit, share, halves=halves), style, before=2.0)
    drawn = bar(share, scale)
    return Stack([drawn, told]) if drawn is not None else Stack([Para(kit.setter, share_words(kit, share, halves=halves), style)])


def longest(shares: list[Share]) -> int:
    """The longest bar that stands for one of them."""
    return max((max(one.part or 0, one.whole or 0) for one in shares if one.part is not None), default=1) or 1


def grid_table(kit: Kit, grid: Grid) -> Table:
    """Words and a bar for each column; all bars of the table have one scale."""
    count = max(1, len(grid.columns))
    step = (TEXT_WIDTH - _NAMES) / count
    scale = scale_for(longest([one for line in grid.rows for one in line.figures]), step - 5 * MM, _LARGEST)
    titles: list[Title] = [(place, words, False) for place, words in enumerate(grid.columns, 1)]
    rows = [
        Row(
            [
                Cell(Para(kit.setter, line.words, TABLE.strong), 0),
                *(Cell(bar_cell(kit, one, scale, halves=grid.halves), place, lower=1.4) for place, one in enumerate(line.figures, 1)),
            ]
        )
        for line in grid.rows
    ]
    return Table(Columns([_NAMES, *[step] * (count - 1), 0.0], 4 * MM), head_row(kit, titles), rows, after=LINE)
