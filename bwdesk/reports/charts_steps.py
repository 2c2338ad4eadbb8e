"""Two charts of progress: a criterion on its scale of four steps, and the plan month by month. Black ink, figures beside every mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bwdesk.reports.charts import Fill, fill_box
from bwdesk.reports.compose import Typesetter
from bwdesk.reports.layout import TINY, Block
from bwdesk.reports.pen import Pen
from bwdesk.reports.shaped import Para, width_of
from bwdesk.reports.style import INK, MM, TABLE, TABLE_HEAD, WHITE

STEPS = 4
_SMALLEST = 6.5
_DOT = 4.0 * MM
_EDGE = 5.5 * MM  # room for the word over the first and the last step
_APART = 1.2 * MM  # between two words


def _tick(width: float, step: int) -> float:
    return _EDGE + (width - 2 * _EDGE) * (step - 1) / (STEPS - 1)


@dataclass
class DotScale(Block):
    """A full dot now, an open dot last cycle, a thick line between; one dot when nothing changed, none when not judged.

    `says` is the same in words, for who cannot see it.
    """

    now: int | None
    then: int | None = None
    says: str = ""

    def height(self, width: float) -> float:
        return 11.0

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        if not self.says:
            self._draw(pen, x, top, width)
            return
        with pen.figure(self.says, x, top, width, self.height(width)):
            self._draw(pen, x, top, width)

    def _draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        middle = top + 5.5
        pen.rule(x + _tick(width, 1), middle, _tick(width, STEPS) - _tick(width, 1), 0.6, INK)
        for step in range(1, STEPS + 1):
            pen.upright(x + _tick(width, step), middle - 2.8, 5.6, 0.6, INK)
        if self.now is not None and self.then is not None and self.now != self.then:
            low, high = sorted((self.now, self.then))
            pen.rule(x + _tick(width, low), middle, _tick(width, high) - _tick(width, low), 1.6, INK)
        if self.then is not None and self.then != self.now:
            _dot(pen, x + _tick(width, self.then), middle, is_full=False)
        if self.now is not None:
            _dot(pen, x + _tick(width, self.now), middle, is_full=True)


def _dot(pen: Pen, x: float, middle: float, *, is_full: bool, size: float = _DOT) -> None:
    left = pen.left(x - size / 2, size)
    pen.ellipse(left, middle - size / 2, size, size, fill=INK if is_full else WHITE, stroke=INK, line=0.9)


@dataclass(frozen=True)
class Dot:
    """A dot of the scale in a line of text, for the legend."""

    is_full: bool
    width: float = 4.2 * MM

    def draw(self, pen: Pen, left: float, baseline: float) -> None:
        size = 2.6 * MM
        left += (1.1 if pen.is_right_to_left else 0.5) * MM
        pen.ellipse(left, baseline - size + 0.4, size, size, fill=INK if self.is_full else WHITE, stroke=INK, line=0.9)


class ScaleHead(Block):
    """The names of the steps over their ticks, in smaller type where a word is wider than a step."""

    def __init__(self, setter: Typesetter, names: Sequence[str]) -> None:
        self._setter, self._said = setter, names
        self._names: list[Para] = []

    def height(self, width: float) -> float:
        room, style = self._room(width), TABLE.with_(align="center")
        if not self._names:
            longest = max(Para(self._setter, name, style).narrowest for name in self._said)
            style = replace(style, size=max(_SMALLEST, style.size * min(1.0, (room - TINY) / longest)))
            self._names = [Para(self._setter, name, style) for name in self._said]
        return max(para.height(self._share(para, width)) for para in self._names)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        tall = self.height(width)
        for step, para in enumerate(self._names, 1):
            share = self._share(para, width)
            para.draw(pen, x + _tick(width, step) - share / 2, top + tall - para.height(share), share)

    def _share(self, para: Para, width: float) -> float:
        """The width of one name, which stands apart from its neighbours where its words let it."""
        return max(self._room(width) - _APART, para.narrowest + TINY)

    def _room(self, width: float) -> float:
        return max(2 * _EDGE, (width - 2 * _EDGE) / (STEPS - 1))


@dataclass(frozen=True)
class Pile:
    """A column of the chart: its name, and a count for each of the fills, from the foot up."""

    name: str
    counts: tuple[int, ...]
    figures: tuple[str, ...]


_FILLS = (Fill.SOLID, Fill.HATCH, Fill.FOG, Fill.EMPTY)
_SMALL = 8.5  # points of height below which a figure stands beside its part


class Piles(Block):
    """Columns of equal height; the value stands in every part, the names of the parts at the last column. All totals are the same."""

    def __init__(self, setter: Typesetter, piles: Sequence[Pile], names: Sequence[str], tall: float = 56 * MM) -> None:
        self._setter, self._piles, self._tall = setter, piles, tall
        self._says = "; ".join(
            f"{pile.name}: " + ", ".join(f"{figure} {name}" for figure, name in zip(pile.figures, names, strict=False)) for pile in piles
        )
        told = [self._told(part, name) for part, name in enumerate(names)] if piles else list(names)
        self._names = [Para(setter, name, TABLE) for name in told]
        self._widths = [width_of(setter, name, TABLE) for name in told]
        self._feet = [Para(setter, pile.name, TABLE.with_(align="center")) for pile in piles]

    def _told(self, part: int, name: str) -> str:
        """The name of a part of the last column; where its figure does not fit into it, the figure too."""
        last = self._piles[-1]
        is_low = self._tall * last.counts[part] / max(1, sum(last.counts)) < _SMALL
        return f"{last.figures[part]} {name}" if is_low else name

    def height(self, width: float) -> float:
        return self._tall + max(15.0, 4.0 + max((foot.height(self._step(width)) for foot in self._feet), default=0.0))

    def _step(self, width: float) -> float:
        room = min(max(self._widths, default=0.0) + 6 * MM, width * 0.45)
        return min((width - room) / max(1, len(self._piles)), 16 * MM)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        with pen.figure(self._says, x, top, width, self.height(width)):
            self._draw(pen, x, top, width)

    def _draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        step = self._step(width)
        bar = step * 0.76
        for index, pile in enumerate(self._piles):
            self._draw_pile(pen, pile, x + index * step, top, bar)
            self._feet[index].draw(pen, x + index * step - step * 0.12, top + self._tall + 4, step)
        pen.rule(x, top + self._tall, step * len(self._piles), 1.0, INK)
        if self._piles:
            end = x + (len(self._piles) - 1) * step + bar
            self._draw_names(pen, self._piles[-1], end, top, width - (end - x))

    def _draw_pile(self, pen: Pen, pile: Pile, x: float, top: float, bar: float) -> None:
        foot, total = top + self._tall, max(1, sum(pile.counts))
        low: list[tuple[float, str]] = []
        for count, figure, fill in zip(pile.counts, pile.figures, _FILLS, strict=True):
            part = self._tall * count / total
            if not count:
                continue
            foot -= part
            fill_box(pen, fill, x, foot, bar, part)
            pen.rect(x, foot, bar, part, stroke=INK, line=0.9)
            if part < _SMALL:
                low.append((foot + part / 2, figure))
            else:
                self._figure(pen, figure, fill, (x, foot, bar, part))
        if pile is not self._piles[-1]:
            for at, (_, figure) in zip(_apart([middle for middle, _ in low], top + 5, 8.0), low, strict=True):
                Para(self._setter, figure, TABLE_HEAD).draw(pen, x + bar + 1.2, at - 5, 18)

    def _figure(self, pen: Pen, figure: str, fill: Fill, box: tuple[float, float, float, float]) -> None:
        x, top, bar, part = box
        style = TABLE_HEAD.with_(align="center")
        if fill is Fill.SOLID:
            style = style.with_(colour=WHITE)
        elif fill is Fill.HATCH:
            wide = width_of(self._setter, figure, style) + 4
            pen.rect(x + (bar - wide) / 2, top + part / 2 - 4.4, wide, 8.8, fill=WHITE)
        Para(self._setter, figure, style).draw(pen, x, top + part / 2 - 5, bar)

    def _draw_names(self, pen: Pen, pile: Pile, x: float, top: float, room: float) -> None:
        """At the middle of each part, at least a line apart and inside the chart; a part that is empty has no name."""
        named = []
        foot, total = top + self._tall, max(1, sum(pile.counts))
        for count, name in zip(pile.counts, self._names, strict=True):
            part = self._tall * count / total
            if count:
                named.append((foot - part / 2, name))
            foot -= part
        for at, (_, name) in zip(_apart([middle for middle, _ in named], top + 5.4), named, strict=True):
            pen.rule(x, at, 2.4 * MM, 0.6, INK)
            name.draw(pen, x + 3.2 * MM, at - 5.4, room - 3.2 * MM)


def _apart(middles: list[float], highest: float, line: float = 10.8) -> list[float]:
    """Heights from the foot up, moved up until they are a line apart, then down again from the top of the chart."""
    for index in range(1, len(middles)):
        middles[index] = min(middles[index], middles[index - 1] - line)
    for index in range(len(middles) - 1, -1, -1):
        above = middles[index + 1] + line if index + 1 < len(middles) else highest
        middles[index] = max(middles[index], above)
    return middles
