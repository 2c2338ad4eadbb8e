"""Blocks and how they flow over pages. Blocks are laid out from the start side; a page is a list of blocks with their places.

Layout comes first and drawing second, so that "Page 3 of 12" and "findings 7.7 to 7.11 on page 13" are known when they are drawn.
Every block either fits a page or can be cut: there is no layout that never ends.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bwdesk.reports.pen import Pen

TINY = 0.01
_COMPANY = 80.0  # points of text that keep a foot company on its page


class Block(ABC):
    """A rectangle of the page. `before`, `after`: distances to neighbours (the larger one counts); `keep`: stays with the next."""

    before: float = 0.0
    after: float = 0.0
    keep: bool = False

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

    def names(self) -> Iterator[str]:
        """Names that other places may refer to by page."""
        return iter(())


@dataclass
class Space(Block):
    """Blank height; vanishes at the head of a page."""

    size: float

    def height(self, width: float) -> float:
        return self.size

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        return


class Stack(Block):
    """Blocks one under the other; cut between them or inside one."""

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

    def names(self) -> Iterator[str]:
        for block in self.blocks:
            yield from block.names()

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

    def names(self) -> Iterator[str]:
        for _, block in self.parts:
            yield from block.names()


class Inset(Block):
    """A block moved in from the start side and narrowed to `size` (or to what is left)."""

    def __init__(self, block: Block, start: float, size: float | None = None) -> None:
        self.block, self.start, self.size = block, start, size
        self.before, self.after, self.keep = block.before, block.after, block.keep

    def height(self, width: float) -> float:
        return self.block.height(self._width(width))

    def least(self, width: float) -> float:
        return self.block.least(self._width(width))

    def cut(self, width: float, room: float, force: bool) -> tuple[Block, Block] | None:
        parts = self.block.cut(self._width(width), room, force)
        return None if parts is None else (Inset(parts[0], self.start, self.size), Inset(parts[1], self.start, self.size))

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        self.block.draw(pen, x + self.start, top, self._width(width))

    def names(self) -> Iterator[str]:
        return self.block.names()

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
    """What begins on a new page: its name in the header, its blocks, what hangs at the foot of its last page, its place in the outline."""

    title: str
    blocks: list[Block]
    foot: Block | None = None
    is_wide: bool = False
    is_cover: bool = False
    outline: str = ""
    level: int = 0
    key: str = ""


@dataclass
class PlacedBlock:
    block: Block
    top: float


@dataclass
class Page:
    frame: Frame
    chapter: Chapter
    is_first: bool
    blocks: list[PlacedBlock] = field(default_factory=list)
    used: float = 0.0
    after: float = 0.0


def paginate(chapter: Chapter, frame: Frame) -> Iterator[Page]:
    """Lays a chapter out, a page at a time; the foot hangs at the bottom of the last page and gets a page of its own when it must."""
    page = Page(frame, chapter, True)
    waiting = list(reversed(chapter.blocks))
    while waiting:
        block = waiting.pop()
        if isinstance(block, Space) and not page.blocks:
            continue
        if _fits(page, block, waiting, frame):
            _place(page, block)
            continue
        parts = block.cut(frame.width, _room(page, block), not page.blocks)
        if parts is not None:
            _place(page, parts[0])
            waiting.append(parts[1])
        elif page.blocks:
            waiting.append(block)
            _take_back_headings(page, waiting)
        else:
            _place(page, block)
        yield page
        page = Page(frame, chapter, False)
    if chapter.foot is not None:
        height = chapter.foot.height(frame.width)
        if page.used + max(page.after, chapter.foot.before) + height > frame.height + TINY and page.blocks:
            carried = _carried_over(page)
            yield page
            page = Page(frame, chapter, False)
            for block in carried:
                _place(page, block)
        page.blocks.append(PlacedBlock(chapter.foot, max(0.0, frame.height - height)))
    if page.blocks or page.is_first:
        yield page


def _room(page: Page, block: Block) -> float:
    gap = max(page.after, block.before) if page.blocks else 0.0
    return page.frame.height - page.used - gap


def _fits(page: Page, block: Block, waiting: list[Block], frame: Frame) -> bool:
    room = _room(page, block) - block.height(frame.width)
    if room < -TINY:
        return False
    follower, gap = block, 0.0
    for following in reversed(waiting):
        if not follower.keep:
            return True
        gap += max(follower.after, following.before)
        needed = following.height(frame.width) if following.keep else following.least(frame.width)
        if room < gap + needed - TINY:
            return not page.blocks
        gap += needed
        follower = following
    return True


def _place(page: Page, block: Block) -> None:
    top = page.used + (max(page.after, block.before) if page.blocks else 0.0)
    page.blocks.append(PlacedBlock(block, top))
    page.used = top + block.height(page.frame.width)
    page.after = block.after


def _take_back_headings(page: Page, waiting: list[Block]) -> None:
    """A heading does not stay behind alone when its block has moved on."""
    while len(page.blocks) > 1 and page.blocks[-1].block.keep:
        waiting.append(page.blocks.pop().block)


def _carried_over(page: Page) -> list[Block]:
    """Takes the last blocks of a full page along to the page of the foot, up to a few rows of a table."""
    carried: list[Block] = []
    while page.blocks:
        block = page.blocks[-1].block
        parts = block.shed(page.frame.width)
        if parts is None and len(page.blocks) == 1:
            break
        page.blocks.pop()
        if parts is not None:
            _replace_last(page, parts[0])
            return [parts[1], *carried]
        carried.insert(0, block)
        if sum(b.height(page.frame.width) for b in carried) > _COMPANY and not page.blocks[-1].block.keep:
            break
    _replace_last(page, None)
    return carried


def _replace_last(page: Page, block: Block | None) -> None:
    last = page.blocks[-1] if page.blocks else None
    page.used = last.top + last.block.height(page.frame.width) if last else 0.0
    page.after = last.block.after if last else 0.0
    if block is not None:
        _place(page, block)
