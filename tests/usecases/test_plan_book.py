"""The plan as a workbook for the factory and back: written, filled and re-saved by another program, judged, taken in, undone."""

from __future__ import annotations

import time
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from bwdesk.domain.plan import Issue, Progress, Verified
from bwdesk.errors import IntakeRefused, Refused
from bwdesk.interchange.plan_book import PROGRESS, SHOWN, plan_book, write_plan_book
from bwdesk.runtime.intake import Intake
from bwdesk.texts import Texts
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.plan import add_issue, edit_issue, factory_says, remove_issue
from bwdesk.usecases.plan_book import Part, judge_plan_book, plan_book_out, take_plan_book
from bwdesk.usecases.undo import offers, undo
from tests.usecases.conftest import TODAY

SAMPLES = Path(__file__).parents[3] / "shared" / "samples" / "6-bad-input"
OWNER, DUE, SAYS, NOTE, ON = 3, 4, 5, 6, 7


@pytest.fixture
def cycle(desk):
    return desk.do(register_factory, desk.do(add_factory, "Golden Thread Ltd", "KH"), date(2026, 5, 8))


@pytest.fixture
def book(desk, cycle, tmp_path):
    """A workbook of two issues, as it leaves the desk."""
    desk.do(add_issue, cycle, "Exits blocked")
    desk.do(add_issue, cycle, "=HYPERLINK(1)")
    return written(desk, cycle, tmp_path / "plan.xlsx")


def written(desk, cycle, path, rtl=False):
    out = desk.ask(plan_book_out, cycle.factory_id, TODAY, Texts("en"))
    write_plan_book(path, [f"H {key}" for key in SHOWN], out.rows, [code.replace("_", " ") for code in PROGRESS], out.name, rtl)
    return path


def filled(path, cells):
    """What the factory does: fills cells in another program, which saves the file its own way."""
    book = openpyxl.load_workbook(path)
    for (row, column), value in cells.items():
        book.active.cell(row, column).value = value
    back = path.with_name("back.xlsx")
    book.save(back)
    return back


def judged(desk, cycle, path):
    return desk.ask(judge_plan_book, cycle.factory_id, plan_book(path))


def issues(desk):
    return {i.title: i for i in desk.ask(lambda reader: reader.find(Issue, lambda one: one.title != ""))}


def test_only_what_the_factory_fills_is_open_and_nothing_runs(book):
    sheet = openpyxl.load_workbook(book).active
    assert sheet.protection.sheet
    assert sheet.row_dimensions[1].hidden
    assert sheet.column_dimensions["I"].hidden
    assert [sheet.cell(3, column).protection.locked for column in range(1, 9)] == [True, True, False, False, False, False, False, True]
    (choices,) = sheet.data_validations.dataValidation
    assert choices.formula1 == '"not started,in progress,done,changed"'
    assert "E3" in choices.sqref
    cell = sheet.cell(4, 2)
    assert cell.value == "=HYPERLINK(1)"
    assert b"<f" not in zipfile.ZipFile(book).read("xl/worksheets/sheet1.xml").replace(b"<formula1>", b"")
    assert cell.quotePrefix


def test_a_workbook_nobody_filled_brings_nothing(desk, cycle, book):
    found = judged(desk, cycle, book)
    assert (found.changes, found.refusals, found.same, found.moved) == ((), (), 2, 0)


def test_what_the_factory_says_is_taken_and_never_stands_as_verified_and_twice_adds_nothing(desk, cycle, book):
    cells = {(3, OWNER): "HR manager", (3, DUE): date(2026, 12, 4), (3, SAYS): "done", (3, NOTE): "Cleared", (3, 8): "verified"}
    back = filled(book, {**cells, (5, 2): "Fans broken", (5, SAYS): "in progress"})
    found = judged(desk, cycle, back)
    assert [(c.row, c.part, c.is_both) for c in found.changes] == [
        (3, Part.OWNER, False), (3, Part.DUE_ON, False), (3, Part.SAYS, False), (5, Part.NEW, False)
    ]  # fmt: skip
    assert desk.do(take_plan_book, found.cycle, found.changes, TODAY) == 4
    known = issues(desk)
    exits = known["Exits blocked"]
    assert (exits.owner, exits.due_on, exits.progress, exits.progress_note) == ("HR manager", date(2026, 12, 4), Progress.DONE, "Cleared")
    assert (exits.progress_on, exits.verified) == (TODAY, Verified.NOT_YET)
    assert known["Fans broken"].progress is Progress.IN_PROGRESS
    assert judged(desk, cycle, back).changes == ()


def test_one_undo_takes_it_all_back(desk, cycle, book):
    back = filled(book, {(3, OWNER): "HR manager", (4, OWNER): "Mechanic", (5, 2): "Fans broken"})
    found = judged(desk, cycle, back)
    desk.do(take_plan_book, found.cycle, found.changes, TODAY)
    offer = desk.ask(offers, desk.writer.person, desk.writer.device)
    assert offer.undo is not None
    desk.do(undo, offer.undo.txn)
    assert {title: issue.owner for title, issue in issues(desk).items()} == {"Exits blocked": "", "=HYPERLINK(1)": ""}


def test_what_changed_on_both_sides_is_shown_as_both(desk, cycle, book):
    back = filled(book, {(3, OWNER): "HR manager", (3, SAYS): "done", (4, SAYS): "done"})
    exits = issues(desk)["Exits blocked"]
    exits = desk.do(edit_issue, exits, replace(exits, owner="Owner's son"))
    desk.do(factory_says, exits, Progress.IN_PROGRESS, "half", TODAY)
    found = judged(desk, cycle, back)
    assert [(c.row, c.part, c.is_both) for c in found.changes] == [
        (3, Part.OWNER, True), (3, Part.SAYS, True), (4, Part.SAYS, False)
    ]  # fmt: skip
    assert (found.changes[0].theirs.owner, found.changes[0].ours.owner) == ("HR manager", "Owner's son")
    assert found.moved == 1


def test_an_emptied_cell_says_nothing_and_a_change_here_stays(desk, cycle, tmp_path):
    issue = desk.do(add_issue, cycle, "Exits blocked")
    issue = desk.do(edit_issue, issue, replace(issue, owner="HR manager"))
    path = written(desk, cycle, tmp_path / "plan.xlsx")
    desk.do(edit_issue, issue, replace(issue, due_on=TODAY))
    found = judged(desk, cycle, filled(path, {(3, OWNER): None}))
    assert found.changes == ()
    assert found.moved == 1


def test_mistakes_are_named_by_cell(desk, cycle, book):
    cells = {(3, DUE): "soon", (3, SAYS): "nearly", (4, NOTE): "x" * 2001, (4, OWNER): "#REF!", (6, OWNER): "nobody"}
    found = judged(desk, cycle, filled(book, cells))
    assert {(n.column, n.key) for n in found.refusals} == {
        ("D3", "plan_back.not_a_day"), ("E3", "plan_back.no_choice"), ("F4", "plan_back.too_long"), ("C4", "plan_back.formula"),
        ("B6", "plan_back.no_title"),
    }  # fmt: skip
    assert found.changes == ()


def test_a_formula_without_a_saved_value_changes_nothing(desk, cycle, book):
    assert judged(desk, cycle, filled(book, {(3, NOTE): '=HYPERLINK("x")'})).changes == ()


def test_moved_columns_and_rows_of_a_day_typed_as_text_are_read(desk, cycle, book):
    sheet = openpyxl.load_workbook(book)
    sheet.active.move_range("A3:Q4", rows=5)
    sheet.active.cell(8, DUE).value = "4.12.2026"
    sheet.save(book)
    (change,) = judged(desk, cycle, book).changes
    assert (change.row, change.theirs.due_on) == (8, date(2026, 12, 4))


def test_an_issue_taken_off_and_one_that_stands_twice_are_told(desk, cycle, book):
    identity = openpyxl.load_workbook(book).active.cell(3, 9).value
    desk.do(remove_issue, desk.get(Issue, identity))
    back = filled(book, {(5, 9): openpyxl.load_workbook(book).active.cell(4, 9).value, (5, 2): "copied"})
    assert {(n.row, n.key) for n in judged(desk, cycle, back).refusals} == {(3, "plan_back.gone"), (5, "plan_back.twice")}


def test_a_workbook_of_another_factory_is_refused(desk, cycle, book):
    other = desk.do(register_factory, desk.do(add_factory, "Silver Needle", "KH"), date(2026, 5, 8))
    with pytest.raises(Refused) as refusal:
        judged(desk, other, book)
    assert refusal.value.key == "plan_back.other_factory"


def test_hostile_files_are_a_sentence_each_within_five_seconds():
    files = sorted(path for path in SAMPLES.rglob("*") if path.is_file())
    if not files:
        pytest.skip("the samples are not here")
    with Intake() as intake:
        for path in files:
            begun = time.monotonic()
            with pytest.raises(IntakeRefused):
                intake.run("plan_book", path)
            assert time.monotonic() - begun < 5, path.name
