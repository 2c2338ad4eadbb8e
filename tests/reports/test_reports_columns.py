"""Columns of tables: no word of the programme is broken in one while another has width to spare."""

from __future__ import annotations

import pytest

from bwdesk.reports.cells import Cell, Columns
from bwdesk.reports.charts import Ruler
from bwdesk.reports.charts_steps import ScaleHead
from bwdesk.reports.committee_parts import SCALE
from bwdesk.reports.fonts import font_folders, font_set
from bwdesk.reports.gallery import SAMPLES
from bwdesk.reports.page import kit_for
from bwdesk.reports.parts import Hanging, two_lined
from bwdesk.reports.pen import Pen
from bwdesk.reports.shaped import Para
from bwdesk.reports.style import TABLE, TABLE_HEAD
from bwdesk.reports.tables import Row, Table
from bwdesk.reports.words import words_of
from bwdesk.texts import languages, texts_of
from tests.reports.reading import printed


def test_a_column_gets_what_its_longest_word_lacks_from_those_that_have_it_to_spare() -> None:
    setter = kit_for(words_of(texts_of("es")), font_set(font_folders())).setter
    word = Para(setter, "formuladas", TABLE)
    drawing = Ruler(3, [], 4.0)
    table = Table(Columns([30.0, 100.0, 60.0, 200.0]), None, [Row([Cell(word, 0), Cell(drawing, 1), Cell(Para(setter, "a b", TABLE), 3)])])
    table.height(390.0)
    widths = table.columns.widths
    assert len(word.lines(table.columns.place(table.rows[0].cells[0])[1])) == 1
    assert widths[1] == 100.0, "a drawing keeps its column"
    assert sum(widths) == 390.0 and widths[3] < 200.0 and table.columns.starts[1] == widths[0]
    endless = Table(Columns([30.0, 0.0]), None, [Row([Cell(Para(setter, "Donaudampfschifffahrt" * 9, TABLE), 0)])])
    endless.height(390.0)
    assert endless.columns.widths == [30.0, 360.0], "a word without an end is broken"


@pytest.mark.parametrize("language", sorted(languages()))
def test_the_head_over_rates_takes_two_lines_at_most(language: str) -> None:
    kit = kit_for(words_of(texts_of(language)), font_set(font_folders()))
    said = kit.words("synthesis.col.judged")
    wide = two_lined(kit, said, 0.0, 0.0)
    assert len(Para(kit.setter, said, TABLE_HEAD).lines(wide)) <= 2
    assert two_lined(kit, said, 500.0, 0.0) == 500.0


def test_a_figure_is_not_parted_where_other_columns_have_width_to_spare() -> None:
    setter = kit_for(words_of(texts_of("km")), font_set(font_folders())).setter
    figure = Para(setter, "៤ ក្នុងចំណោម ៦៥", TABLE.with_(align="right"))
    table = Table(Columns([44.0, 300.0]), None, [Row([Cell(figure, 0), Cell(Para(setter, "a b", TABLE), 1)])])
    table.height(344.0)
    assert len(figure.lines(table.columns.place(table.rows[0].cells[0])[1])) == 1
    assert figure.narrowest < 44.0, "its longest word alone would have fitted"


def test_a_low_row_does_not_begin_a_table_alone_at_the_foot_of_a_page() -> None:
    setter = kit_for(words_of(texts_of("en")), font_set(font_folders())).setter
    table = Table(Columns([0.0]), None, [Row([Cell(Para(setter, f"row {number}", TABLE), 0)]) for number in range(6)])
    row = table.height(200.0) / 6
    assert table.cut(200.0, row + 1, False) is None
    parts = table.cut(200.0, 2 * row + 1, False)
    assert parts is not None and [len(part.rows) for part in parts if isinstance(part, Table)] == [2, 4]
    assert table.cut(200.0, row + 1, True) is not None, "on a page of its own it goes on"


@pytest.mark.parametrize("code", ["en", "es", "fr", "id", "am", "es+fr", "en+si"])
@pytest.mark.parametrize("kind", ["plan", "diagnosis", "progress2", "committee", "synthesis"])
def test_no_word_of_the_programme_is_broken_in_a_table(kind: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tables: list[Table] = []
    build = Table._draw_cells

    def noted(self: Table, pen: Pen, row: Row, x: float, top: float, *, at_foot: bool) -> None:
        tables.append(self)
        build(self, pen, row, x, top, at_foot=at_foot)

    monkeypatch.setattr(Table, "_draw_cells", noted)
    printed(SAMPLES[kind][1](), code)
    assert tables
    for table in tables:
        for cell in table.head.cells if table.head is not None else ():
            least = cell.block.narrowest
            if least is not None:
                assert least <= table._place(table.head, cell)[1] + 0.01, (kind, code)


@pytest.mark.parametrize("code", [*languages(), "es+fr", "ta+si"])
def test_no_name_of_a_step_is_broken(code: str) -> None:
    kit = kit_for(words_of(texts_of(code)), font_set(font_folders()))
    head = ScaleHead(kit.setter, [kit.words(f"committee.step.{name}") for name in SCALE])
    head.height(133.0)
    assert all(name.narrowest <= head._room(133.0) for name in head._names)


@pytest.mark.parametrize("code", ["ta", "ar", "ur"])
def test_no_word_of_a_briefing_is_broken_in_its_tables(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long word may take up to half of a narrow table."""
    tables: list[Table] = []
    build = Table.draw

    def noted(self: Table, pen: Pen, x: float, top: float, width: float) -> None:
        tables.append(self)
        build(self, pen, x, top, width)

    monkeypatch.setattr(Table, "draw", noted)
    printed(SAMPLES["briefing"][1](), code)
    cells = [(table, cell) for table in tables for row in table.rows for cell in row.cells]
    assert cells
    for table, cell in cells:
        assert (cell.block.narrowest or 0.0) <= table.columns.place(cell)[1] + 0.02, code


def test_a_short_answer_is_not_parted_where_the_question_beside_it_has_width_to_spare() -> None:
    setter = kit_for(words_of(texts_of("si")), font_set(font_folders())).setter
    word = Para(setter, texts_of("si")("reports.reply.in_order"), TABLE)
    answer = Hanging(Para(setter, "–", TABLE), word, 11.0, after=0.0, unparted=word.longest)
    table = Table(Columns([200.0, 60.0]), None, [Row([Cell(Para(setter, "a b", TABLE), 0), Cell(answer, 1)])])
    table.height(260.0)
    assert len(word.lines(table.columns.place(table.rows[0].cells[1])[1] - 11.0)) == 1
    assert answer.narrowest is not None and answer.narrowest < 60.0, "its longest word alone would have fitted"
