"""Charts of papers: bars that are rulers, squares that are questions, a sum in figures. Drawn to scale, never smoothed or coloured.

A bar's length can be measured: the scale in millimetres stands in the table's head, and the count beside every bar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bwdesk.reports.compose import Typesetter
from bwdesk.reports.layout import Block, Stack
from bwdesk.reports.pen import Pen
from bwdesk.reports.shaped import Para
from bwdesk.reports.style import CAPTION, FOG, INK, MM, PETROL, SUM_FIGURE, WHITE, Align, TextStyle

_OUTLINE = 0.9  # thinner ones do not live through two photocopies
_TICKS_APART = 1.2
_SCALES = (4.0, 3.0, 2.0, 1.0, 0.5, 0.25, 0.1)


class Fill(Enum):
    SOLID = "solid"
    HATCH = "hatch"
    FOG = "fog"
    EMPTY = "empty"


def scale_for(most: int, width: float, largest: float) -> float:
    """Millimetres for one question: the largest handy scale at which the longest bar fits `width` points."""
    handy = (scale for scale in _SCALES if scale <= largest and most * scale * MM <= width)
    return next(handy, width / MM / max(1, most))


def fill_box(pen: Pen, fill: Fill, x: float, top: float, width: float, height: float) -> None:
    if fill is Fill.SOLID:
        pen.rect(x, top, width, height, fill=INK)
    elif fill is Fill.FOG:
        pen.rect(x, top, width, height, fill=FOG)
    elif fill is Fill.HATCH:
        pen.hatch(x, top, width, height, INK, 0.42 * MM, 1.0 * MM)


@dataclass
class Ruler(Block):
    """A bar whose outline is all asked, with a tick for each and a full tick each ten; `parts` fill it from the start.

    Where ticks would touch, one stands for ten (a hundred, a thousand): a bar full of full ticks looks hatched.
    """

    asked: int
    parts: Sequence[tuple[int, Fill]]
    scale: float
    bar: float = 8.6

    def height(self, width: float) -> float:
        return self.bar

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        step = self.scale * MM
        at = x
        for count, fill in self.parts:
            if count:
                fill_box(pen, fill, at, top, count * step, self.bar)
                if fill is not Fill.SOLID:
                    pen.upright(at + count * step, top, self.bar, _OUTLINE, INK)
                at += count * step
        filled = sum(count for count, _ in self.parts)
        every = 1 if step > _TICKS_APART else next((one for one in (10, 100, 1000, 10_000) if one * step > 2 * _TICKS_APART), 100_000)
        for tick in range((filled // every + 1) * every, self.asked, every):
            if tick % (10 * every) == 0:
                pen.upright(x + tick * step, top, self.bar, 0.5, INK)
            else:
                pen.upright(x + tick * step, top + self.bar * 0.72, self.bar * 0.28, 0.5, INK)
        pen.rect(x, top, self.asked * step, self.bar, stroke=INK, line=_OUTLINE)


@dataclass
class Squares(Block):
    """One square for each question asked, the first `filled` of them black."""

    asked: int
    filled: int
    size: float = 2.6 * MM
    step: float = 3.59 * MM

    def height(self, width: float) -> float:
        rows = -(-self.asked // self._a_row(width))
        return max(1, rows) * self.step

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        a_row = self._a_row(width)
        for index in range(self.asked):
            at, down = x + (index % a_row) * self.step, top + (index // a_row) * self.step
            if index < self.filled:
                pen.rect(at, down, self.size, self.size, fill=INK)
            else:
                pen.rect(at + 0.3, down + 0.3, self.size - 0.6, self.size - 0.6, stroke=PETROL, line=0.6)

    def _a_row(self, width: float) -> int:
        return max(1, min(31, int((width + self.step - self.size) / self.step)))


@dataclass(frozen=True)
class Swatch:
    """A bit of a bar in a line of text, for the legend."""

    fill: Fill
    width: float = 6.2 * MM

    def draw(self, pen: Pen, left: float, baseline: float) -> None:
        size, height = self.width - 3.2, 2.4 * MM
        x, top = pen.left(left + (self.width - size if pen.is_right_to_left else 0.0), size), baseline - 2.1 * MM
        fill_box(pen, self.fill, x, top, size, height)
        pen.rect(x, top, size, height, stroke=INK, line=_OUTLINE)
        if self.fill is Fill.EMPTY:
            for tick in range(1, 5):
                pen.upright(x + tick * size / 5, top + height * 0.7, height * 0.3, 0.35, INK)


@dataclass(frozen=True)
class Term:
    """A figure of a sum with the words under it; `sign` stands before it."""

    figure: str
    words: str
    sign: str = ""


class Sum(Block):
    """36 − 18 + 5 = 23, each figure with its words. The caller has seen that it adds up."""

    def __init__(self, setter: Typesetter, terms: Sequence[Term]) -> None:
        figure: Align = "right" if setter.is_right_to_left else "start"
        self._signs = [Para(setter, term.sign, TextStyle(18, 32, SUM_FIGURE.cut)) if term.sign else None for term in terms]
        self._parts = [
            Stack([Para(setter, term.figure, SUM_FIGURE.with_(align=figure)), Para(setter, term.words, CAPTION, before=3.0)])
            for term in terms
        ]

    def height(self, width: float) -> float:
        return max(part.height(self._size(width, index)) for index, part in enumerate(self._parts))

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        step = self._step(width)
        for index, (sign, part) in enumerate(zip(self._signs, self._parts, strict=True)):
            part.draw(pen, x + index * step, top, self._size(width, index))
            if sign is not None:
                sign.draw(pen, x + index * step - 9.2 * MM, top + 1.5, 8 * MM)

    def _step(self, width: float) -> float:
        return width * 0.23 if len(self._parts) == 4 else width / len(self._parts)

    def _size(self, width: float, index: int) -> float:
        step = self._step(width)
        return width - index * step if index == len(self._parts) - 1 else step - 10 * MM


@dataclass
class DayBoxes(Block):
    """A ledger: one box for each unit of the quota, filled as far as it is used; what is over stands outside the frame, hatched."""

    used: float
    quota: float
    size: float = 2.9 * MM
    step: float = 3.5 * MM

    def height(self, width: float) -> float:
        return -(-self._count() // self._a_row(width)) * self.step - (self.step - self.size)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        a_row = self._a_row(width)
        for index in range(self._count()):
            at, down = x + index % a_row * self.step, top + index // a_row * self.step
            share = min(1.0, max(0.0, self.used - index))
            is_over = index >= self.quota
            pen.rect(at, down, self.size, self.size, fill=WHITE)
            fill_box(pen, Fill.HATCH if is_over else Fill.SOLID, at, down, self.size * share, self.size)
            pen.rect(at + 0.3, down + 0.3, self.size - 0.6, self.size - 0.6, stroke=INK, line=0.6)

    def _count(self) -> int:
        whole = max(self.used, self.quota)
        return min(60, int(whole) + (whole > int(whole)))

    def _a_row(self, width: float) -> int:
        return max(1, int((width + self.step - self.size) / self.step))
