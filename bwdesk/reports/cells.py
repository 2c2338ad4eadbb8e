"""Cells of a table and the columns they stand in. A column that a word is too long for takes width from those that have it to spare."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bwdesk.reports.layout import TINY, Block

CELL_GAP = 8.504  # 3 mm between columns
_HEAD_GAP = 3.5
_LONGEST = 0.5  # share of the table: a longer word is broken, whatever its column
_KEPT = 0.6  # share of its width that a column keeps when it gives


@dataclass(frozen=True)
class Cell:
    """A block in a column, or over several; `lower` moves it down (bars sit on the height of small letters).

    `is_figures`: in a head, ends exactly where the figures under it end. `is_again`: said before, in the row's part on another page.
    """

    block: Block
    column: int
    span: int = 1
    lower: float = 0.0
    is_figures: bool = False
    is_again: bool = False


class Columns:
    """Widths of the columns in points, gap included. A last width of 0 takes what the table leaves.

    `is_fixed`: other tables stand on the same columns, no word changes them.
    """

    def __init__(self, widths: Sequence[float], gap: float = CELL_GAP, *, is_fixed: bool = False) -> None:
        self.widths = list(widths)
        self.gap = gap
        self._is_open = self.widths[-1] == 0
        self._needs: list[float | None] = [0.0] * len(self.widths)
        self._wishes = [0.0] * len(self.widths)
        self._is_settled = is_fixed
        self.starts: list[float] = []
        self._start()

    def learn(self, head: Iterable[Cell], body: Iterable[Cell]) -> None:
        """Takes in the longest words of a table's cells; a column of drawings stays as wide as it is."""
        if self._is_settled:
            return
        for is_head, cells in ((True, head), (False, body)):
            for cell in cells:
                least, known = cell.block.narrowest, self._needs[cell.column]
                if least is None:
                    self._needs[cell.column : cell.column + cell.span] = [None] * cell.span
                elif cell.span == 1 and known is not None:
                    gap = self._gap_after(cell, is_head=is_head)
                    self._needs[cell.column] = max(known, least + gap)
                    if not is_head:
                        self._wishes[cell.column] = max(self._wishes[cell.column], cell.block.unparted + gap)

    def fit(self, width: float) -> None:
        if self._is_open:
            self.widths[-1] = width - self.starts[-1]
        if not self._is_settled:
            self._is_settled = True
            self._settle(sum(self.widths), self._needs)
            wished = zip(self._needs, self._wishes, strict=True)
            self._settle(sum(self.widths), [need if need is None else max(need, wish) for need, wish in wished])

    def place(self, cell: Cell, *, is_head: bool = False) -> tuple[float, float]:
        """Start and width of a cell's block; words of a head may come nearer to each other."""
        whole = sum(self.widths[cell.column : cell.column + cell.span])
        return self.starts[cell.column], whole - self._gap_after(cell, is_head=is_head)

    def _gap_after(self, cell: Cell, *, is_head: bool) -> float:
        if cell.column + cell.span == len(self.widths):
            return 0.0
        return min(self.gap, _HEAD_GAP) if is_head and not cell.is_figures else self.gap

    def _settle(self, whole: float, needs: Sequence[float | None]) -> None:
        """Gives columns what they need, where others have it to spare: for their longest word, then for whole figures."""
        known = [(at, need) for at, need in enumerate(needs) if need is not None and need <= _LONGEST * whole]
        for at, need in known:
            lacking = need + TINY - self.widths[at]
            spare = {other: self.widths[other] - max(least, _KEPT * self.widths[other]) for other, least in known if other != at}
            if lacking > TINY and sum(one for one in spare.values() if one > 0) >= lacking:
                for other in sorted(spare, key=lambda one: -spare[one]):
                    given = max(0.0, min(lacking, spare[other]))
                    self.widths[other] -= given
                    self.widths[at] += given
                    lacking -= given
        self._start()

    def _start(self) -> None:
        self.starts = [sum(self.widths[:index]) for index in range(len(self.widths))]
