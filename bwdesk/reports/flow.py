"""How blocks flow over pages; a page is a list of blocks with their places.

Layout comes first and drawing second, so that "Page 3 of 12" and "findings 7.7 to 7.11 on page 13" are known when they are drawn.
Every block either fits a page or can be cut: there is no layout that never ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from bwdesk.reports.layout import TINY, Block, Chapter, Frame, Space, Stack
from bwdesk.reports.style import LINE

_COMPANY = 80.0  # points of text that keep a foot company on its page
_BETWEEN = 3 * LINE  # between two chapters on one page
_SPARSE = 1 / 4  # of a page: what is no higher is not left alone on it


@dataclass
class PlacedBlock:
    block: Block
    top: float


@dataclass
class Page:
    """`begun`: the chapters that begin on it, each with its place from the top of the frame (pt)."""

    frame: Frame
    chapter: Chapter
    begun: list[tuple[Chapter, float]] = field(default_factory=list)
    blocks: list[PlacedBlock] = field(default_factory=list)
    used: float = 0.0
    after: float = 0.0

    @property
    def chapters(self) -> list[Chapter]:
        """All of which something stands on it."""
        return [self.chapter, *(chapter for chapter, _top in self.begun if chapter is not self.chapter)]


def laid_out(chapters: Iterable[tuple[Chapter, Frame]]) -> Iterator[Page]:
    """The pages of a paper. A chapter that follows begins under the one before where the rest of that page holds it whole, and
    where that page is nearly empty."""
    last: Page | None = None
    for chapter, frame in chapters:
        parts = _under(last, chapter, frame) if last is not None else []
        if not parts:
            if last is not None:
                yield last
            parts = list(paginate(chapter, frame))
        yield from parts[:-1]
        last = parts[-1]
    if last is not None:
        yield last


def _under(page: Page, chapter: Chapter, frame: Frame) -> list[Page]:
    """A page with a chapter under what stands there, and the pages it goes on to; none where it begins a page of its own."""
    has_foot = any(one.foot is not None for one in page.chapters)
    if any(one.stands_alone for one, _top in page.begun):
        return []
    if not chapter.follows or has_foot or page.frame != frame or not (page.blocks and chapter.blocks):
        return []
    shared = replace(page, blocks=list(page.blocks), after=max(page.after, _BETWEEN))
    top = shared.used + max(shared.after, chapter.blocks[0].before)
    foot = [chapter.foot] if chapter.foot is not None else []
    needed = Stack([*chapter.blocks, *foot]).height(frame.width)
    if top + needed > frame.height + TINY and page.used > _SPARSE * frame.height:
        return []
    shared.begun = [*page.begun, (chapter, top)]
    parts = list(paginate(chapter, frame, shared))
    return parts if len(parts[0].blocks) > len(page.blocks) else []


def paginate(chapter: Chapter, frame: Frame, page: Page | None = None) -> Iterator[Page]:
    """Lays a chapter out, a page at a time, on from a page or anew.

    The foot hangs at the bottom of the last page and gets a page of its own when it must.
    """
    page = page or Page(frame, chapter, [(chapter, 0.0)])
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
            parts[0].before = block.before
            _place(page, parts[0])
            waiting.append(parts[1])
        elif page.blocks:
            waiting.append(block)
            _take_back_headings(page, waiting)
        else:
            _place(page, block)
        yield page
        page = Page(frame, chapter)
    if chapter.foot is not None:
        height = chapter.foot.height(frame.width)
        if page.used + max(page.after, chapter.foot.before) + height > frame.height + TINY and page.blocks:
            carried = _carried_over(page)
            yield page
            page = Page(frame, chapter)
            for block in carried:
                _place(page, block)
        page.blocks.append(PlacedBlock(chapter.foot, max(0.0, frame.height - height)))
    if page.blocks or page.begun:
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
