"""Answers for SLCP: only what is released, only where the factory shares, and nothing said of a mapping that nobody published."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from bwdesk.domain.assessment import Result, Verdict
from bwdesk.domain.cycle import Cycle
from bwdesk.errors import IntakeRefused, Refused
from bwdesk.interchange.export import write_table
from bwdesk.interchange.slcp import slcp_references
from bwdesk.shipped import slcp_sections, tool_for, tool_names
from bwdesk.shipped import tool as shipped_tool
from bwdesk.texts import Texts
from bwdesk.usecases.engagement import note_slcp
from bwdesk.usecases.slcp import COLUMNS, section_of, slcp_codes, slcp_file
from bwdesk.usecases.writing import write_new
from tests.usecases.conftest import TODAY

TOOL = tool_for("KH", TODAY)


@pytest.fixture
def shared(desk, cycle):
    return desk.do(note_slcp, cycle, True, 1)


def released(desk, cycle, codes, assessment="a1", on=date(2026, 9, 1), verdict=Verdict.NON_COMPLIANT):
    results = [
        Result(
            id=f"{number:031x}{assessment[-1]}", scope=cycle.scope, assessment_id=assessment, cycle_id=cycle.id, question=code,
            verdict=verdict, finding="=HYPERLINK(1)", tool=TOOL.name, assessed_on=on,
        )
        for number, code in enumerate(codes)
    ]  # fmt: skip
    desk.do(write_new, results)


def test_the_newest_released_assessment_goes_out_in_the_tools_order(desk, shared, tmp_path):
    codes = [q.code for q in TOOL.leaves()]
    released(desk, shared, codes[:1], "a1", date(2026, 8, 1))
    released(desk, shared, [codes[9], codes[0]], "a2")
    told = desk.ask(slcp_file, shared, Texts("en"))
    column = COLUMNS.index("code")
    assert [row[column] for row in told.rows] == [codes[0], codes[9]]
    assert {row[COLUMNS.index("step")] for row in told.rows} == {1}
    assert all(row[COLUMNS.index("reference")] == "" for row in told.rows), "no reference is invented"
    path = tmp_path / "slcp.xlsx"
    assert write_table(path, told.headings, told.rows) == 2
    sheet = openpyxl.load_workbook(path).active
    assert sheet.cell(2, COLUMNS.index("finding") + 1).value == "=HYPERLINK(1)"
    assert sheet.cell(2, COLUMNS.index("finding") + 1).data_type == "s"


def test_the_offices_own_mapping_fills_the_references(desk, shared, tmp_path):
    """Headings in any language, several references in a cell or in rows; the table that was saved is such a list once it is filled in."""
    codes = [q.code for q in TOOL.leaves()][:3]
    released(desk, shared, codes)
    listed = tmp_path / "list.csv"
    lines = (
        "Mã SLCP,Ghi chú,Mã",
        f"WW-XX-1; WW-XX-2,hai,{codes[0]}",
        f"WW-XX-1,,{codes[1]}",
        f"WW-XX-1,lại,{codes[1]}",
        "WW-YY-9,,ZZ-NON-01",
    )
    listed.write_text("\n".join(lines), "utf-8")
    found = slcp_references(listed, slcp_codes())
    assert found.pairs == ((codes[0], "WW-XX-1"), (codes[0], "WW-XX-2"), (codes[1], "WW-XX-1"))
    told = desk.ask(slcp_file, shared, Texts("en"), found.pairs)
    code, reference = COLUMNS.index("code"), COLUMNS.index("reference")
    assert [(row[code], row[reference]) for row in told.rows] == [*found.pairs, (codes[2], "")]
    assert (told.answers, told.mapped) == (3, 2)
    write_table(tmp_path / "table.xlsx", told.headings, told.rows)
    again = slcp_references(tmp_path / "table.xlsx", slcp_codes())
    assert (again.pairs, again.without) == (found.pairs, 1)


def test_a_file_that_maps_nothing_is_refused(desk, shared, tmp_path):
    released(desk, shared, [TOOL.leaves()[0].code])
    told = desk.ask(slcp_file, shared, Texts("en"))
    write_table(tmp_path / "empty.xlsx", told.headings, told.rows)
    with pytest.raises(IntakeRefused) as refusal:
        slcp_references(tmp_path / "empty.xlsx", slcp_codes())
    assert refusal.value.key == "slcp.no_mapping", "our own table before it is filled in"


def test_it_is_refused_where_the_factory_does_not_share_or_nothing_is_released(desk, cycle):
    with pytest.raises(Refused) as refusal:
        desk.ask(slcp_file, cycle, Texts("en"))
    assert refusal.value.key == "slcp.not_shared"
    shared = desk.do(note_slcp, cycle, True, None)
    with pytest.raises(Refused) as refusal:
        desk.ask(slcp_file, shared, Texts("en"))
    assert refusal.value.key == "slcp.nothing_released"
    assert desk.get(Cycle, cycle.id).slcp_opt_in


def test_every_cluster_is_read_and_every_code_of_the_reading_is_the_tools():
    codes = {q.code for name in tool_names() for q in shipped_tool(name).leaves()}
    known = {part for code in codes for part in (code[:2], code[:6])}
    clusters = [c for name in tool_names() for c in shipped_tool(name).clusters]
    points = {c.code for c in clusters} | {p.code for c in clusters for p in c.points}
    assert {code[:2] for code in codes} <= set(slcp_sections())
    assert set(slcp_sections()) <= known | points
    assert section_of("OS-SYS-01") == "Management Systems"
    assert section_of("OS-CHE-01") == "Health and Safety"
    assert section_of("DI-GEN-01") == section_of("ZZ-ZZZ-01") == ""
