"""Learning on a synthesis: trainings and seminars by topic, and who came, in figures without bars, for their units differ."""

from __future__ import annotations

from collections.abc import Sequence

from bwdesk.reports.cells import Cell, Columns
from bwdesk.reports.layout import Block
from bwdesk.reports.page import TEXT_WIDTH, Kit
from bwdesk.reports.parts import Title, head_row, nothing, paragraphs, section
from bwdesk.reports.shaped import Para
from bwdesk.reports.style import LINE, MM, PETROL, SLATE, TABLE
from bwdesk.reports.synthesis_tables import figure
from bwdesk.reports.tables import Row, Table
from bwdesk.reports.values_synthesis import Learning, Line, Share, TopicRow

_NAMES = 60 * MM
_GAP = 3 * MM
_WIDTHS = {"synthesis.topics.women": 32 * MM}
"""A figure with what it is out of needs more than a plain one."""
_TOPICS = ("learn.col.factories", "synthesis.topics.held", "learn.col.people", "synthesis.topics.women", "learn.col.days")
_AUDIENCES = ("synthesis.audiences.trainings", "synthesis.topics.women", "synthesis.audiences.seminars", "synthesis.topics.women")


def learning_tables(kit: Kit, learning: Learning) -> list[Block]:
    """Trainings and seminars by topic; who came, where anybody did."""
    blocks: list[Block] = []
    for name, rows in (("trainings", learning.trainings), ("seminars", learning.seminars)):
        blocks += _opened(kit, f"synthesis.{name}")
        blocks.append(_topic_table(kit, rows) if rows else nothing(kit, kit.words(f"synthesis.{name}.none")))
    if not learning.audiences:
        return blocks
    return [*blocks, *_opened(kit, "synthesis.audiences", *_unstated(kit, learning.unstated)), _audience_table(kit, learning.audiences)]


def _opened(kit: Kit, key: str, *more: str) -> list[Block]:
    blocks = [*section(kit, kit.words(key)), *paragraphs(kit, [kit.words(f"{key}.says"), *more])]
    for block in blocks:
        block.keep = True
    return blocks


def _unstated(kit: Kit, share: Share) -> list[str]:
    if share.is_withheld:
        return [kit.words("synthesis.unstated.few")]
    return [kit.words.count("synthesis.unstated", share.part)] if share.part else []


def _topic_table(kit: Kit, rows: Sequence[TopicRow]) -> Table:
    made = []
    for at, one in enumerate(rows):
        goes_on = at + 1 < len(rows) and rows[at + 1].is_part
        made.append(_topic_row(kit, one, goes_on))
        if not goes_on and (few := _few_over(rows, at)):
            made.append(Row([Cell(Para(kit.setter, kit.words.count("synthesis.topics.few", few), TABLE.with_(colour=SLATE)), 0, 6)]))
    return _table(kit, _TOPICS, made)


def _few_over(rows: Sequence[TopicRow], at: int) -> int:
    """How many topics are withheld of the cluster that ends with a row."""
    while rows[at].is_part and at:
        at -= 1
    return rows[at].few


def _topic_row(kit: Kit, one: TopicRow, goes_on: bool) -> Row:
    style = TABLE if one.is_part else TABLE.strong
    if not one.is_part and not one.is_total:
        style = style.with_(colour=PETROL)
    cells = [Cell(Para(kit.setter, one.words, style), 0)]
    last = len(one.figures)
    cells += [Cell(figure(kit, share, halves=place == last), place) for place, share in enumerate(one.figures, 1)]
    return Row(cells, binds=goes_on, top=3.0 if one.is_part else 6.0, is_total=one.is_total, repeats=(0,))


def _audience_table(kit: Kit, lines: Sequence[Line]) -> Table:
    rows = []
    for line in lines:
        cells = [Cell(Para(kit.setter, line.words, TABLE.strong), 0)]
        rows.append(Row([*cells, *(Cell(figure(kit, share), place) for place, share in enumerate(line.figures, 1))]))
    return _table(kit, _AUDIENCES, rows)


def _table(kit: Kit, columns: Sequence[str], rows: Sequence[Row]) -> Table:
    """Words, and figures in equal columns of which the keys are given."""
    wide = [_WIDTHS.get(key, 0.0) for key in columns]
    step = (TEXT_WIDTH - _NAMES - sum(wide)) / wide.count(0.0)
    titles: list[Title] = [(place, kit.words(key), True) for place, key in enumerate(columns, 1)]
    return Table(Columns([_NAMES, *(own or step for own in wide)], _GAP), head_row(kit, titles), rows, after=LINE)
