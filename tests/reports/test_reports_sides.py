"""On which side lines begin: at the edge of the paper's own direction, also where somebody wrote in another. What is cut has no comma."""

from __future__ import annotations

from typing import cast

import pytest

from bwdesk.reports.fonts import font_folders, font_set
from bwdesk.reports.page import kit_for
from bwdesk.reports.pen import Pen
from bwdesk.reports.shaped import Para, width_of
from bwdesk.reports.style import BODY, RUNNING
from bwdesk.reports.words import words_of
from bwdesk.texts import texts_of

LATIN, ARABIC = "The racks leave the exits by Friday", "تُبعَد الرفوف عن المخارج قبل يوم الجمعة"


class Sheet:
    """Says where the start side of a paper is."""

    def __init__(self, *, is_right_to_left: bool) -> None:
        self.is_right_to_left = is_right_to_left

    def left(self, x: float, width: float) -> float:
        return 500.0 - x - width if self.is_right_to_left else x


@pytest.mark.parametrize(("code", "is_right"), [("ar", True), ("ur", True), ("am", False), ("en", False)])
def test_lines_of_a_column_begin_on_one_side_in_whatever_script_and_however_many(code: str, is_right: bool) -> None:
    kit, pen = kit_for(words_of(texts_of(code)), font_set(font_folders())), cast(Pen, Sheet(is_right_to_left=is_right))
    starts = set()
    for text in (LATIN, LATIN * 4, ARABIC, ARABIC * 4):
        para = Para(kit.setter, text, BODY)
        starts |= {round(para._left(pen, line, 40.0, 230.0) + (line.width if is_right else 0.0), 3) for line in para.lines(230.0)}
    assert starts == {460.0 if is_right else 40.0}


def test_the_second_language_of_a_paper_begins_on_its_own_side() -> None:
    kit, pen = kit_for(words_of(texts_of("en+ar")), font_set(font_folders())), cast(Pen, Sheet(is_right_to_left=False))
    para = Para(kit.setter, kit.words("synthesis.method.change"), BODY)
    beside = [line.beside for line in para.lines(460.0) if line.beside is not None and line.beside.atoms]
    assert len(beside) > 1
    assert {round(para._left(pen, line, 250.0, 210.0) + line.width, 3) for line in beside} == {460.0}


def test_a_line_that_is_cut_ends_in_no_comma() -> None:
    for code, comma in (("en", ","), ("ar", "،"), ("am", "፣")):
        kit = kit_for(words_of(texts_of(code)), font_set(font_folders()))
        room = width_of(kit.setter, f"Lotus Garments{comma} BD20", RUNNING)
        (line,) = Para(kit.setter, f"Lotus Garments{comma} BD2024168RBPRS7", RUNNING, max_lines=1, limit=room).lines(room)
        assert "".join(atom.run.glyphs.text for atom in line.atoms if atom.run is not None) == "Lotus Garments…"
