"""Blocks: what stands on a page, laid out from the start side, one under the other or side by side. `flow.py` brings them onto pages."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bwdesk.reports.pen import Pen

TINY = 0.01


class Block(ABC):
    """A rectangle of the page. `before`, `after`: distances to neighbours (the larger one counts); `keep`: stays with the next."""

    before: float = 0.0
    after: float = 0.0
    keep: bool = False

    @property
    def rise(self) -> float:
        """How much lower than Latin its first line stands (pt): its neighbours in a row of a table come down to it."""
        return 0.0

    @property
    def narrowest(self) -> float | None:
        """The least width (pt) in which no word is broken; None where it is drawn to a width that was chosen before."""
        return None

    @property
    def unparted(self) -> float:
        """The width (pt) that keeps a figure, or a word or two that answer, on one line; 0 of all else."""
        return 0.0

    @abstractmethod
    def height(self, width: float) -> float:
        """Height in points when laid out in `width`."""

    def least(self, width: float) -> float:
        """Height of the smallest first part that may stand alone at the foot of a page."""
        return self.height(width)

    def cut(self, width: float, room: float, force: bool) -> tuple[Block, Block] | None:
        """Two blocks, the first not higher than `room`; None when it cannot be. With `force` the first may be as small as one line."""
        return None

    def shed(self, width: float) -> tuple[Block, Block] | None:
        """Gives up a small last part that goes over to the next page, so that a foot does not stand there alone."""
        return None

    @abstractmethod
    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draws itself `x` from the start side and `top` from the head of the page."""

    def names(self, width: float) -> Iterator[tuple[str, float]]:
        """Names that other places may refer to, each with how far down it begins (pt) when laid out in `width`."""
        return iter(())


@dataclass
class Space(Block):
    """Blank height; vanishes at the head of a page."""

    size: float

    @property
    def narrowest(self) -> float | None:
        return 0.0

    def height(self, width: float) -> float:
        return self.size

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        return


class Stack(Block):
    """Blocks one under the other; cut between them or inside one."""

    @property
    def rise(self) -> float:
        return self.blocks[0].rise if self.blocks else 0.0

    @property
    def narrowest(self) -> float | None:
        found = [block.narrowest for block in self.blocks]
        return None if None in found else max((one for one in found if one is not None), default=0.0)

    def __init__(
        self, blocks: Sequence[Block], *, whole: bool = False, before: float = 0.0, after: float = 0.0, keep: bool = False
    ) -> None:
        self.blocks = list(blocks)
        self.whole = whole
        self.before, self.after, self.keep = before, after, keep

    def height(self, width: float) -> float:
        total = 0.0
        for index, block in enumerate(self.blocks):
            total += self._gap(index) + block.height(width)
        return total

    def least(self, width: float) -> float:
        if self.whole or not self.blocks:
            return self.height(width)
        total = 0.0
        for index, block in enumerate(self.blocks):
            total += self._gap(index)
            if not block.keep:
                return total + block.least(width)
            total += block.height(width)
        return total

    def cut(self, width: float, room: float, force: bool) -> tuple[Block, Block] | None:
        if self.whole and not force:
            return None
        used = 0.0
        for index, block in enumerate(self.blocks):
            used += self._gap(index)
            height = block.height(width)
            if used + height <= room + TINY:
                used += height
                continue
            parts = block.cut(width, room - used, force and index == 0)
            if parts is not None:
                return self._part([*self.blocks[:index], parts[0]]), self._part([parts[1], *self.blocks[index + 1 :]])
            while index > 0 and self.blocks[index - 1].keep:
                index -= 1
            if index == 0:
                return None
            return self._part(self.blocks[:index]), self._part(self.blocks[index:])
        return None

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        for index, block in enumerate(self.blocks):
            top += self._gap(index)
            block.draw(pen, x, top, width)
            top += block.height(width)

    def names(self, width: float) -> Iterator[tuple[str, float]]:
        top = 0.0
        for index, block in enumerate(self.blocks):
            top += self._gap(index)
            yield from ((name, top + down) for name, down in block.names(width))
            top += block.height(width)

    def _gap(self, index: int) -> float:
        return max(self.blocks[index - 1].after, self.blocks[index].before) if index else 0.0

    def _part(self, blocks: list[Block]) -> Stack:
        return Stack(blocks)


class Beside(Block):
    """Blocks side by side, tops level; cut through all of them at one height."""

    def __init__(
        self,
        parts: Sequence[tuple[float, Block]],
        gap: float,
        *,
        whole: bool = False,
        before: float = 0.0,
        after: float = 0.0,
        keep: bool = False,
    ) -> None:
        self.parts = list(parts)
        self.gap = gap
        self.whole = whole
        self.before, self.after, self.keep = before, after, keep

    @property
    def rise(self) -> float:
        return max((block.rise for _, block in self.parts), default=0.0)

    def height(self, width: float) -> float:
        return max((block.height(share) for share, block in self.parts), default=0.0)

    def least(self, width: float) -> float:
        return self.height(width) if self.whole else max((block.least(share) for share, block in self.parts), default=0.0)

    def cut(self, width: float, room: float, force: bool) -> tuple[Block, Block] | None:
        if self.whole and not force:
            return None
        heads: list[tuple[float, Block]] = []
        tails: list[tuple[float, Block]] = []
        for share, block in self.parts:
            if block.height(share) <= room + TINY:
                heads.append((share, block))
                tails.append((share, Space(0)))
                continue
            parts = block.cut(share, room, force)
            if parts is None:
                return None
            heads.append((share, parts[0]))
            tails.append((share, parts[1]))
        return Beside(heads, self.gap), Beside(tails, self.gap)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        for share, block in self.parts:
            block.draw(pen, x, top, share)
            x += share + self.gap

    def names(self, width: float) -> Iterator[tuple[str, float]]:
        for share, block in self.parts:
            yield from block.names(share)


class Inset(Block):
    """A block moved in from the start side and narrowed to `size` (or to what is left)."""

    def __init__(self, block: Block, start: float, size: float | None = None) -> None:
        self.block, self.start, self.size = block, start, size
        self.before, self.after, self.keep = block.before, block.after, block.keep

    @property
    def rise(self) -> float:
        return self.block.rise

    def height(self, width: float) -> float:
        return self.block.height(self._width(width))

    def least(self, width: float) -> float:
        return self.block.least(self._width(width))

    def cut(self, width: float, room: float, force: bool) -> tuple[Block, Block] | None:
        parts = self.block.cut(self._width(width), room, force)
        return None if parts is None else (Inset(parts[0], self.start, self.size), Inset(parts[1], self.start, self.size))

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        self.block.draw(pen, x + self.start, top, self._width(width))

    def names(self, width: float) -> Iterator[tuple[str, float]]:
        return self.block.names(self._width(width))

    def _width(self, width: float) -> float:
        return self.size if self.size is not None else width - self.start


@dataclass(frozen=True)
class Frame:
    """Where blocks may stand on a page: from the start side and from the top, in points."""

    page_width: float
    page_height: float
    start: float
    top: float
    width: float
    height: float


@dataclass
class Chapter:
    """What begins on a new page: its name in the header, its blocks, what hangs at the foot of its last page, its place in the outline.

    `above`: what stands in the outline before it, on the same page. `follows`: it begins under the chapter before it where the rest of
    that page holds it whole. `stands_alone`: nothing follows on the page on which it begins, which is handed on by itself.
    """

    title: str
    blocks: list[Block]
    foot: Block | None = None
    is_wide: bool = False
    is_cover: bool = False
    outline: str = ""
    above: str = ""
    key: str = ""
    follows: bool = False
    stands_alone: bool = False
