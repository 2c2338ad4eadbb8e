"""How blocks flow over pages: headings stay with their block, tables break well, nothing is laid out for ever."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from bwdesk.reports.cells import Cell, Columns
from bwdesk.reports.flow import Page, laid_out, paginate
from bwdesk.reports.layout import Beside, Block, Chapter, Frame, Space, Stack
from bwdesk.reports.pen import Pen
from bwdesk.reports.tables import Row, Table

FRAME = Frame(600, 800, 50, 50, 400, 500)


class Box(Block):
    """A block of a size that can be cut or not."""

    def __init__(self, size: float, name: str = "", *, keep: bool = False, is_soft: bool = False) -> None:
        self.size, self.name, self.keep, self.is_soft = size, name, keep, is_soft

    def height(self, width: float) -> float:
        return self.size

    def cut(self, width: float, room: float, force: bool) -> tuple[Block, Block] | None:
        if not self.is_soft or room < 10:
            return None
        return Box(room, self.name, is_soft=True), Box(self.size - room, self.name, is_soft=True)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        return

    def names(self, width: float) -> Iterator[tuple[str, float]]:
        if self.name:
            yield self.name, 0.0


def flowed(blocks: Sequence[Block], foot: Block | None = None) -> list[Page]:
    return list(paginate(Chapter("", list(blocks), foot=foot), FRAME))


def named(pages: list[Page]) -> list[list[str]]:
    return [[name for placed in page.blocks for name, _ in placed.block.names(page.frame.width)] for page in pages]


def table(count: int, size: float = 40.0, **options: bool) -> Table:
    rows = [Row([Cell(Box(size, f"{n}"), 0)], top=0, foot=0, keys=(f"r{n}",)) for n in range(count)]
    return Table(Columns([400.0]), None, rows)


def test_blocks_go_on_to_the_next_page() -> None:
    assert named(flowed([Box(300, "a"), Box(150, "b"), Box(100, "c")])) == [["a", "b"], ["c"]]


def test_a_heading_moves_on_with_its_block() -> None:
    pages = named(flowed([Box(440, "a"), Box(30, "heading", keep=True), Box(200, "b")]))
    assert pages == [["a"], ["heading", "b"]]


def test_headings_in_a_row_move_together() -> None:
    pages = named(flowed([Box(430, "a"), Box(10, "rule", keep=True), Box(20, "heading", keep=True), Box(100, "b")]))
    assert pages == [["a"], ["rule", "heading", "b"]]


def chapters(*heights: float, is_soft: bool = False, **options: Any) -> list[tuple[Chapter, Frame]]:
    """Chapters "a", "b" … of a heading and a block; all but the first may follow."""
    found = []
    for place, height in enumerate(heights):
        name = "abc"[place]
        blocks = [Box(30, f"heading {name}", keep=True), Box(height, name, is_soft=is_soft)]
        found.append((Chapter(name, list(blocks), **({"follows": True} | options if place else {})), FRAME))
    return found


def test_a_short_chapter_begins_where_the_page_holds_it_whole() -> None:
    (page,) = laid_out(chapters(200, 150))
    assert named([page]) == [["heading a", "a", "heading b", "b"]]
    assert [chapter.title for chapter in page.chapters] == ["a", "b"] and page.begun[1][1] == page.blocks[2].top > 230
    assert [len(page.begun) for page in laid_out(chapters(150, 80, 60))] == [3]


def test_a_chapter_that_would_be_parted_begins_a_page_of_its_own() -> None:
    apart = [["heading a", "a"], ["heading b", "b"]]
    assert named(list(laid_out(chapters(200, 260, is_soft=True)))) == apart
    assert named(list(laid_out(chapters(200, 100, follows=False)))) == apart
    footed = list(laid_out(chapters(200, 100, foot=Box(200, "foot"))))
    assert named(footed) == [apart[0], [*apart[1], "foot"]], "nor has its foot room under it"
    (first, frame), *others = chapters(200, 100)
    ended = list(laid_out([(replace(first, foot=Box(20, "foot")), frame), *others]))
    assert named(ended) == [[*apart[0], "foot"], apart[1]], "what has a foot ends there"
    wide = [(chapter, replace(FRAME, width=400.0 + 10 * place)) for place, (chapter, _) in enumerate(chapters(200, 100))]
    assert named(list(laid_out(wide))) == apart, "a sheet of another shape"


def test_a_page_is_not_left_nearly_empty() -> None:
    long = Chapter("b", [Box(30, "heading b", keep=True), table(14)], follows=True)
    pages = list(laid_out([*chapters(60), (long, FRAME)]))
    assert named(pages)[0][:4] == ["heading a", "a", "heading b", "r0"] and named(pages)[1][-1] == "r13"
    assert [chapter.title for chapter in pages[1].chapters] == ["b"]
    assert named(list(laid_out(chapters(60, 460)))) == [["heading a", "a"], ["heading b", "b"]], "what cannot be cut keeps its page"


def test_a_page_that_is_handed_on_by_itself_holds_one_chapter_and_its_overflow_is_shared() -> None:
    (short, frame), after = chapters(60, 60)
    short.stands_alone = True
    assert named(list(laid_out([(short, frame), after]))) == [["heading a", "a"], ["heading b", "b"]]
    (long, frame), after = chapters(440, 60)
    long.stands_alone = True
    long.blocks.append(Box(40, "rest"))
    assert named(list(laid_out([(long, frame), after]))) == [["heading a", "a"], ["rest", "heading b", "b"]]


def test_the_foot_of_a_chapter_that_follows_hangs_at_the_bottom() -> None:
    pages = list(laid_out([*chapters(200, 100, foot=Box(40, "foot")), *chapters(0, 10)[1:]]))
    assert named(pages) == [["heading a", "a", "heading b", "b", "foot"], ["heading b", "b"]]
    assert pages[0].blocks[-1].top == pytest.approx(FRAME.height - 40)


def test_space_vanishes_at_the_head_of_a_page() -> None:
    pages = flowed([Box(500, "a"), Space(50), Box(10, "b")])
    assert pages[1].blocks[0].top == 0


def test_a_soft_block_is_cut_and_nothing_of_it_is_lost() -> None:
    pages = flowed([Box(1730, "a", is_soft=True)])
    assert sum(placed.block.height(400) for page in pages for placed in page.blocks) == pytest.approx(1730)
    assert len(pages) == 4


def test_a_hard_block_higher_than_a_page_is_placed_once() -> None:
    assert named(flowed([Box(10, "a"), Box(900, "b"), Box(10, "c")])) == [["a"], ["b"], ["c"]]


def test_a_foot_hangs_at_the_bottom_of_the_last_page() -> None:
    pages = flowed([Box(100, "a")], foot=Box(120, "foot"))
    assert len(pages) == 1
    assert pages[0].blocks[-1].top == pytest.approx(380)


def test_a_foot_that_does_not_fit_takes_rows_along() -> None:
    pages = flowed([table(11)], foot=Box(200, "foot"))
    assert len(pages) == 2
    assert named(pages)[1][:-1] == ["r9", "r10"]
    assert named(pages)[1][-1] == "foot"


def test_the_last_page_of_a_table_has_three_rows() -> None:
    pages = named(flowed([table(13)]))
    assert [len(page) for page in pages] == [10, 3]


def test_a_table_of_a_few_low_rows_is_not_broken_for_the_last_one() -> None:
    assert named(flowed([Box(430, "a"), Box(10, "heading", keep=True), table(4, 20.0)])) == [["a"], ["heading", "r0", "r1", "r2", "r3"]]
    assert named(flowed([Box(380, "a"), table(5, 20.0)])) == [["a", "r0", "r1", "r2", "r3", "r4"]]
    assert named(flowed([Box(390, "a"), table(7, 20.0)])) == [["a", "r0", "r1", "r2", "r3"], ["r4", "r5", "r6"]]
    assert named(flowed([Box(350, "a"), table(4, 45.0)])) == [["a", "r0", "r1", "r2"], ["r3"]], "high rows leave too large a gap"


def test_a_section_keeps_its_first_row() -> None:
    rows = [Row([Cell(Box(60), 0)], top=0, foot=0, keys=(f"{n}",), binds=n == 7, is_section=n == 7) for n in range(12)]
    pages = named(flowed([Table(Columns([400.0]), None, rows)]))
    assert pages[0][-1] == "6"
    assert pages[1][0] == "7"


def test_head_and_caption_stand_on_every_part() -> None:
    seen: list[bool] = []

    def caption(continued: bool) -> Block:
        seen.append(continued)
        return Box(20)

    head = Row([Cell(Box(20), 0)], top=0, foot=0)
    rows = [Row([Cell(Box(100), 0)], top=0, foot=0, keys=(f"{n}",)) for n in range(10)]
    pages = flowed([Table(Columns([400.0]), head, rows, caption=caption)])
    assert len(pages) == 3
    assert seen[0] is False
    assert seen.count(True) >= 2


def test_a_page_that_ends_inside_a_table_says_what_follows() -> None:
    told: list[list[str]] = []

    def remark(left: Sequence[Row]) -> Block:
        told.append([key for row in left for key in row.keys])
        return Box(10)

    rows = [Row([Cell(Box(100), 0)], top=0, foot=0, keys=(f"{n}",)) for n in range(9)]
    flowed([Table(Columns([400.0]), None, rows, remark=remark)])
    assert ["4", "5", "6", "7", "8"] in told


def test_a_row_higher_than_a_page_is_cut_and_goes_on() -> None:
    tall = Row([Cell(Box(20, "number"), 0), Cell(Box(1300, "text", is_soft=True), 1)], top=0, foot=0, keys=("x",), repeats=(0,))
    pages = named(flowed([Box(100, "before"), Table(Columns([50.0, 350.0]), None, [tall])]))
    assert len(pages) == 3
    assert pages[0] == ["before", "x"]


def test_a_row_that_cannot_be_cut_still_ends() -> None:
    rows = [Row([Cell(Box(900, "a"), 0)], top=0, foot=0), Row([Cell(Box(10, "b"), 0)], top=0, foot=0)]
    assert len(flowed([Table(Columns([400.0]), None, rows)])) == 2


def test_side_by_side_is_cut_at_one_height() -> None:
    block = Beside([(200, Box(700, "a", is_soft=True)), (196, Box(80, "b"))], 4)
    pages = flowed([block])
    assert [round(page.blocks[0].block.height(400)) for page in pages] == [500, 200]


def test_a_whole_stack_is_not_parted() -> None:
    pages = named(flowed([Box(450, "a"), Stack([Box(30, "b"), Box(40, "c")], whole=True)]))
    assert pages == [["a"], ["b", "c"]]
