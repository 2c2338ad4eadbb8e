"""Tables: horizontal rules only, heads repeated on every page, rows that stay whole, sections that keep their first row.

Laid out in columns from the start side; the pen mirrors them for right-to-left papers, figures stay right-aligned in their column.
A row that is higher than a page is cut through all its cells; everything else moves to the next page whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Literal

from bwdesk.reports.cells import Cell, Columns
from bwdesk.reports.layout import TINY, Block
from bwdesk.reports.pen import Pen
from bwdesk.reports.style import HAIRLINE, INK, MID, SLATE
from bwdesk.reports.tags import Attribute

RowRule = Literal["hair", "slate", "ink", "dotted", "none"]
TOP, FOOT = 3.0, 3.2
_TALL = 430.0  # a row higher than this would not fit every page, and is cut where it stands
_LOW = 60.0  # a row lower than this does not begin a table alone at the foot of a page
_FEW = 90.0  # what may move on for the sake of a last row or two
_WORTH_CUTTING = 110.0  # room that a first part of a tall row must find


@dataclass
class Row:
    """`keys` name what stands in the row for page references; `binds`: not parted from the next row.

    `repeats`: columns said again where a row that is higher than a page goes on. `at_foot`: its cells end on one line, as those of a head
    do (the head of a table that lies in a cell).
    """

    cells: list[Cell]
    rule: RowRule = "hair"
    keys: tuple[str, ...] = ()
    binds: bool = False
    top: float = TOP
    foot: float = FOOT
    is_total: bool = False
    is_section: bool = False
    rule_from: int = 0
    repeats: tuple[int, ...] = ()
    at_foot: bool = False
    cached: float = -1.0
    tag: object = field(default_factory=object)


Remark = Callable[[Sequence[Row]], Block | None]


class Table(Block):
    """`caption(continued)` and `head` stand over every part; `remark(rows left)` gives the line under a part that goes on."""

    def __init__(
        self,
        columns: Columns,
        head: Row | None,
        rows: Sequence[Row],
        *,
        caption: Callable[[bool], Block] | None = None,
        remark: Remark | None = None,
        is_continued: bool = False,
        head_line: float = 1.0,
        last_line: float = 0.75,
        before: float = 0.0,
        after: float = 0.0,
        keep: bool = False,
    ) -> None:
        self.columns, self.head, self.rows = columns, head, list(rows)
        columns.learn(head.cells if head is not None else (), (cell for row in rows for cell in row.cells))
        self._caption, self._remark, self._is_continued = caption, remark, is_continued
        self._head_line, self._last_line = head_line, last_line
        self._title = caption(is_continued) if caption else None
        self._note: Block | None = None
        self._tag: object = object()
        self.before, self.after, self.keep = before, after, keep

    @property
    def rise(self) -> float:
        """Of a table inside a cell, the rise of its first row."""
        return max((cell.block.rise for cell in self.rows[0].cells), default=0.0) if self.head is None and self.rows else 0.0

    def height(self, width: float) -> float:
        note = self._note.height(width) + self._note.before if self._note else 0.0
        return self._top(width) + sum(self._row_height(row) for row in self.rows) + note

    def least(self, width: float) -> float:
        total = self._top(width)
        for row in self.rows:
            if not row.binds:
                return total + min(self._row_height(row), self._smallest(row))
            total += self._row_height(row)
        return total

    def cut(self, width: float, room: float, force: bool) -> tuple[Block, Block] | None:
        limit = room - self._top(width) - self._note_room(width)
        count, used = 0, 0.0
        for row in self.rows:
            height = self._row_height(row)
            if used + height > limit + TINY:
                break
            count, used = count + 1, used + height
        count = self._well_broken(count, force)
        is_tall = count < len(self.rows) and self._row_height(self.rows[count]) > _TALL
        if count and not is_tall and not self._is_stretched(count):
            return self._parts(self.rows[:count], self.rows[count:], width)
        parts = self._cut_in_row(width, limit, count, force)
        if parts is None and count and not self._is_stretched(count):
            return self._parts(self.rows[:count], self.rows[count:], width)
        return parts

    def shed(self, width: float) -> tuple[Block, Block] | None:
        self.columns.fit(width)
        count = self._bound(len(self.rows) - 2)
        return self._parts(self.rows[:count], self.rows[count:], width) if count >= 2 else None

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """What is said for the page's end only is not read aloud; a table without a head inside a cell is part of the cell."""
        self.columns.fit(width)
        is_inner = self.head is None and pen.tags.innermost.role in ("TD", "TH")
        with nullcontext() if is_inner else pen.tags.element("Table", self._tag):
            self._draw(pen, x, top, width)

    def _draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        if self._title is not None:
            with pen.tags.artifact() if self._is_continued else pen.tags.element("Caption", (self._tag, "caption")):
                self._title.draw(pen, x, top, width)
            top += self._title.height(width) + 2.5
        if self.head is not None:
            height = self._row_height(self.head)
            with pen.tags.artifact() if self._is_continued else nullcontext():
                self._draw_cells(pen, self.head, x, top, at_foot=True)
            top += height
            pen.rule(x, top, width, self._head_line, INK)
        for index, row in enumerate(self.rows):
            if row.is_total:
                pen.rule(x, top, width, 0.75, INK)
            self._draw_cells(pen, row, x, top, at_foot=row.at_foot)
            top += self._row_height(row)
            self._draw_rule(pen, row, x, top, width, index == len(self.rows) - 1)
        if self._note is not None:
            with pen.tags.artifact():
                self._note.draw(pen, x, top + self._note.before, width)

    def names(self, width: float) -> Iterator[tuple[str, float]]:
        """Those of rows; the first row begins with the table's own head."""
        top = self._top(width)
        for number, row in enumerate(self.rows):
            yield from ((key, top if number else 0.0) for key in row.keys)
            top += self._row_height(row)

    def _top(self, width: float) -> float:
        self.columns.fit(width)
        title = self._title.height(width) + 2.5 if self._title else 0.0
        return title + (self._row_height(self.head) if self.head else 0.0)

    def _row_height(self, row: Row) -> float:
        if row.cached < 0:
            inner = max((self._lower(row, cell) + cell.block.height(self._place(row, cell)[1]) for cell in row.cells), default=0.0)
            row.cached = row.top + inner + row.foot
        return row.cached

    def _lower(self, row: Row, cell: Cell) -> float:
        """How far a cell stands under the top of its row: by its own wish, and so that first lines share a baseline."""
        return cell.lower + (0.0 if row is self.head else max(other.block.rise for other in row.cells) - cell.block.rise)

    def _place(self, row: Row, cell: Cell) -> tuple[float, float]:
        return self.columns.place(cell, is_head=row is self.head)

    def _smallest(self, row: Row) -> float:
        return row.top + row.foot + 60.0

    def _note_room(self, width: float) -> float:
        note = self._remark(self.rows[-1:]) if self._remark and self.rows else None
        return note.height(width) + note.before if note else 0.0

    def _well_broken(self, count: int, force: bool) -> int:
        """Moves the break up: no section without its first row, at least three rows on the last page, no low row alone on the first.

        A table of so few low rows that none or one would stay is not broken; high rows are not moved for the sake of the last ones.
        """
        if count and len(self.rows) - count < 3:
            stay = max(len(self.rows) - 3, 0)
            if count > 5 or (sum(self._row_height(row) for row in self.rows[stay:count]) < _FEW and (stay > 1 or not force)):
                count = stay if stay > 1 else 0
        if count == 1 and len(self.rows) > 3 and not force and self._row_height(self.rows[0]) < _LOW:
            return 0
        return self._bound(count)

    def _bound(self, count: int) -> int:
        """The break moved up to where no row is parted from the next one that it binds to."""
        while count and self.rows[count - 1].binds:
            count -= 1
        return count

    def _is_stretched(self, count: int) -> bool:
        """Nothing but section rows would stay."""
        return all(row.is_section for row in self.rows[:count])

    def _cut_in_row(self, width: float, limit: float, count: int, force: bool) -> tuple[Block, Block] | None:
        at = next((index for index in range(count, len(self.rows)) if not self.rows[index].is_section), None)
        if at is None or not (force or self._row_height(self.rows[at]) > _TALL):
            return None
        used = sum(self._row_height(row) for row in self.rows[:at])
        if not force and limit - used < _WORTH_CUTTING:
            return None
        parts = self._split_row(self.rows[at], limit - used)
        has_no_room = parts is None or self._row_height(parts[0]) > limit - used + TINY
        if has_no_room and count and not self._is_stretched(count):  # it begins on the next page
            return None
        if parts is None:
            if not force:
                return None
            return self._parts(self.rows[: at + 1], self.rows[at + 1 :], width) if at + 1 < len(self.rows) else None
        return self._parts([*self.rows[:at], parts[0]], [parts[1], *self.rows[at + 1 :]], width)

    def _split_row(self, row: Row, room: float) -> tuple[Row, Row] | None:
        heads: list[Cell] = []
        tails: list[Cell] = []
        inner = room - row.top - row.foot
        for cell in row.cells:
            size = self.columns.place(cell)[1]
            lower = self._lower(row, cell)
            if cell.block.height(size) + lower <= inner + TINY:
                heads.append(cell)
                continue
            parts = cell.block.cut(size, inner - lower, True)
            if parts is None:
                heads.append(cell)
                continue
            heads.append(Cell(parts[0], cell.column, cell.span, cell.lower))
            tails.append(Cell(parts[1], cell.column, cell.span))
        if not tails:
            return None
        cut = {cell.column for cell in tails}
        tails += [replace(cell, is_again=True) for cell in row.cells if cell.column in row.repeats and cell.column not in cut]
        return (
            replace(row, cells=heads, rule="none", cached=-1.0),
            replace(row, cells=tails, keys=(), cached=-1.0),
        )

    def _parts(self, first: list[Row], rest: list[Row], width: float) -> tuple[Block, Block]:
        upper = self._like(first, self._is_continued)
        lower = self._like(rest, True)
        lower.after = self.after
        upper.before = self.before
        if self._remark is not None:
            upper._note = self._remark(rest)
        return upper, lower

    def _like(self, rows: list[Row], is_continued: bool) -> Table:
        table = Table(
            self.columns,
            self.head,
            rows,
            caption=self._caption,
            remark=self._remark,
            is_continued=is_continued,
            head_line=self._head_line,
            last_line=self._last_line,
        )
        table._tag = self._tag
        return table

    def _draw_cells(self, pen: Pen, row: Row, x: float, top: float, *, at_foot: bool) -> None:
        """Cells in the order of their columns; a column that nothing stands in has an empty cell, so that every row has all."""
        if pen.tags.innermost.role != "Table":
            for cell in row.cells:
                self._draw_cell(pen, row, cell, x, top, at_foot)
            return
        with pen.tags.element("TR", row.tag):
            end = last = 0
            for cell in sorted(row.cells, key=lambda cell: cell.column):
                self._tag_gap(pen, row, end, cell.column)
                last = cell.column if cell.column >= end else last
                with pen.tags.artifact() if cell.is_again else self._tagged(pen, row, last, cell.span):
                    self._draw_cell(pen, row, cell, x, top, at_foot)
                end = max(end, cell.column + cell.span)
            self._tag_gap(pen, row, end, len(self.columns.widths))

    def _tag_gap(self, pen: Pen, row: Row, start: int, end: int) -> None:
        if start < end:
            with self._tagged(pen, row, start, end - start):
                return

    def _tagged(self, pen: Pen, row: Row, column: int, span: int) -> AbstractContextManager[object]:
        """The element of a cell: a head over its column, a label (the first cell of a table without a head) beside its row, or a cell."""
        said: dict[str, Attribute] = {"ColSpan": span} if span > 1 else {}
        role = "TD"
        if row is self.head or (self.head is None and column == 0):
            role, said["Scope"] = "TH", "Column" if row is self.head else "Row"
        return pen.tags.element(role, (row.tag, column), owner="Table" if said else "", attributes=said)

    def _draw_cell(self, pen: Pen, row: Row, cell: Cell, x: float, top: float, at_foot: bool) -> None:
        start, size = self._place(row, cell)
        inner = self._row_height(row) - row.top - row.foot
        down = inner - cell.block.height(size) if at_foot else self._lower(row, cell)
        cell.block.draw(pen, x + start, top + row.top + down, size)

    def _draw_rule(self, pen: Pen, row: Row, x: float, top: float, width: float, is_last: bool) -> None:
        if is_last:
            if self._last_line:
                pen.rule(x, top, width, self._last_line, INK)
            return
        start = self.columns.starts[row.rule_from]
        if row.is_total or row.rule == "ink":
            pen.rule(x, top, width, 0.75, INK)
        elif row.rule == "slate":
            pen.rule(x + start, top, width - start, 0.5, SLATE)
        elif row.rule == "hair":
            pen.rule(x + start, top, width - start, 0.35, HAIRLINE)
        elif row.rule == "dotted":
            pen.rule(x + start, top, width - start, 0.45, MID, (0.9, 1.3))
