"""Urdu's words stand as high as they are long: their lines have the room that their ink needs, and covers keep their one page."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from bwdesk.question_words import tool_in
from bwdesk.reports import gallery_assessment
from bwdesk.reports.assessment_cover import cover
from bwdesk.reports.cells import Cell, Columns
from bwdesk.reports.flow import paginate
from bwdesk.reports.fonts import font_folders, font_set
from bwdesk.reports.layout import Block, Stack
from bwdesk.reports.page import Kit, kit_for, portrait
from bwdesk.reports.parts import Hanging
from bwdesk.reports.shaped import Para
from bwdesk.reports.style import BODY, COVER_TITLE_OF_TWO, H1, TABLE, TextStyle
from bwdesk.reports.tables import Row, Table
from bwdesk.reports.words import words_of
from bwdesk.texts import texts_of

TALL, LOW = "تشخیصی جائزے کی رپورٹ", "اور"


def kit(code: str) -> Kit:
    return kit_for(words_of(texts_of(code)), font_set(font_folders()))


def ink(para: Para, width: float) -> list[tuple[float, float]]:
    """From where to where the ink of each line goes (pt from the top of the paragraph)."""
    found, top = [], 0.0
    for line in para.lines(width):
        runs = [atom.run for atom in line.atoms if atom.run is not None]
        base = top + line.base
        found.append((min(base - run.glyphs.top * run.size for run in runs), max(base + run.glyphs.foot * run.size for run in runs)))
        top += line.leading
    return found


@pytest.mark.parametrize("style", [COVER_TITLE_OF_TWO, H1, BODY, TABLE])
def test_ink_stays_in_its_own_lines(style: TextStyle) -> None:
    for code in ("ur", "en+ur", "ur+en"):
        para = Para(kit(code).setter, kit(code).words("reports.assessment.title") + f" {TALL} {TALL}", style)
        lines = ink(para, 160.0)
        assert len(lines) > 1 and lines[0][0] >= 0 and lines[-1][1] <= para.height(160.0)
        assert all(upper[1] <= lower[0] for upper, lower in pairwise(lines))


def test_a_low_word_takes_less_room_than_a_high_one() -> None:
    setter = kit("ur").setter
    low, high = Para(setter, LOW, BODY), Para(setter, TALL, BODY)
    assert low.height(200.0) < high.height(200.0) and low.rise < high.rise


def test_first_lines_of_a_row_share_a_baseline() -> None:
    setter = kit("ur").setter
    blocks: list[Block] = [Para(setter, "12", TABLE), Stack([Para(setter, TALL, TABLE)]), Para(setter, LOW, TABLE)]
    row = Row([Cell(block, at) for at, block in enumerate(blocks)])
    table = Table(Columns([150.0, 150.0, 150.0]), None, [row])
    bases = {round(table._lower(row, cell) + TABLE.base + cell.block.rise, 3) for cell in row.cells}
    assert len(bases) == 1
    assert table.height(450.0) >= row.top + row.foot + blocks[1].height(141.0)


def test_a_mark_and_a_table_inside_a_cell_share_the_baseline_of_their_neighbours() -> None:
    setter = kit("ur").setter
    high = Para(setter, TALL, TABLE)
    hanging = Hanging(Para(setter, "1", TABLE), high, 20.0)
    inner = Table(Columns([80.0, 0.0]), None, [Row([Cell(Para(setter, "2", TABLE), 0), Cell(high, 1)], top=3.0)])
    assert hanging.rise == inner.rise == high.rise > 0
    assert hanging.height(150.0) == high.height(130.0), "the mark comes down, and no line is added"


@pytest.mark.parametrize("code", ["en", "ur", "en+ur", "ur+en", "ar+ur", "ta+si", "si+ta", "en+km", "bn+en", "am+en", "es+fr"])
def test_the_cover_of_an_assessment_is_one_page_with_its_clusters_in_both_languages(code: str) -> None:
    paper = gallery_assessment.official()
    named = zip(paper.clusters, tool_in("KHM 2026.1", code).clusters, strict=False)
    paper = replace(paper, clusters=tuple(replace(one, name=own.name) for one, own in named))
    made = kit(code)
    frame = portrait(paper.head.page)
    (page,) = paginate(cover(made, paper, "7B93 5645 238B 4BF2"), replace(frame, height=frame.height - made.foot))
    assert page.blocks


def test_a_figure_and_a_second_blank_have_a_full_blank() -> None:
    def blanks(text: str) -> list[float]:
        return [atom.width for atom in kit("ur").setter.compose(text, BODY).rows[0] if atom.is_blank]

    between, before, after, two = blanks(f"{LOW} {LOW}"), blanks(f"{LOW} 23"), blanks(f"23 {LOW}"), blanks(f"{LOW}  {LOW}")
    assert between[0] < before[0] == after[0] and two[0] == 2 * after[0]
