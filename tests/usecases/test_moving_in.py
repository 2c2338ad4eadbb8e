"""Last year moved in from workbooks as advisors keep them: recognised, matched, judged by cell, taken in once, undone, and read again."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from bwdesk.domain.assessment import Verdict
from bwdesk.domain.earlier import EarlierFinding
from bwdesk.domain.plan import Action, Issue, Origin, Progress, Verified
from bwdesk.errors import IntakeRefused, Refused
from bwdesk.interchange.earlier import earlier_book, earlier_columns, earlier_rows
from bwdesk.interchange.sheet import Book
from bwdesk.runtime.intake import Intake
from bwdesk.shipped import tool_for
from bwdesk.texts import Texts, texts_of
from bwdesk.usecases.assessment import mark_answer, plan_assessment, start_assessment
from bwdesk.usecases.assessment_page import question_past
from bwdesk.usecases.moving_in import judge_earlier, take_earlier
from bwdesk.usecases.papers import PaperContext
from bwdesk.usecases.papers_assessment import assessment_paper
from bwdesk.usecases.papers_plan import plan_paper
from bwdesk.usecases.plan import add_issue, edit_issue, remove_issue
from bwdesk.usecases.plan_page import plan_page
from bwdesk.usecases.settle import differences
from bwdesk.usecases.undo import offers, undo
from tests.reports.reading import printed, text_of
from tests.usecases.conftest import TODAY, meet

SAMPLES = Path(__file__).parents[3] / "shared" / "samples" / "6-bad-input"
THEN = date(2025, 11, 14)
HEADINGS = (
    "Question No.",
    "Compliance question",
    "Result",
    "Finding",
    "Corrective action",
    "Responsible person",
    "Deadline",
    "Status",
    "Comments",
)
TOOL = tool_for("KH", TODAY)
FIRST, SECOND, THIRD = [q for q in TOOL.leaves() if q.title][:3]


def book_of(path, rows, headings=HEADINGS, before=()):
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    book.active.append(["for the file"])
    sheet = book.create_sheet("CAP 2025")
    for row in (*before, headings, *rows):
        sheet.append(list(row))
    book.save(path)
    return path


def read(path, mapping=None):
    book = earlier_book(path)
    sheet = book.sheets[book.best]
    return earlier_rows(sheet, mapping or earlier_columns(sheet))


def judged(desk, cycle, rows, day=THEN, chosen=None):
    return desk.ask(judge_earlier, cycle.factory_id, "KH", rows, day, chosen or {})


@pytest.fixture
def path(tmp_path):
    rows = [
        (FIRST.code, "", "NC", "Two workers under age", "Remediation plan", "HR manager", date(2026, 3, 1), "In progress", "school found"),
        (SECOND.code.replace("-", " ").lower(), "", "compliant", "", "", "", None, "", ""),
        ("7", f"{THIRD.title}!", "Non-compliant", "Fans broken", "", "", "", "closed", ""),
    ]
    return book_of(tmp_path / "last year.xlsx", rows, before=(["Golden Thread Ltd"], []))


def everything(desk):
    def query(reader):
        return reader.find(EarlierFinding), reader.find(Issue), reader.find(Action)

    return desk.ask(query)


def test_sheet_heading_and_columns_are_recognised(path):
    book = earlier_book(path)
    assert book.sheets[book.best].name == "CAP 2025"
    assert list(earlier_columns(book.sheets[book.best]).values()) == [
        "code", "question", "verdict", "finding", "action", "owner", "due_on", "progress", "note"
    ]  # fmt: skip
    first = read(path).rows[0]
    assert (first.row, first.verdict, first.due_on, first.progress) == (4, Verdict.NON_COMPLIANT, date(2026, 3, 1), Progress.IN_PROGRESS)


def test_findings_and_what_was_open_are_moved_in_and_twice_adds_nothing(desk, cycle, path):
    rows = read(path).rows
    found = judged(desk, cycle, rows)
    assert [(r.question.code, r.is_sure, r.becomes_finding, r.becomes_issue) for r in found.rows] == [
        (FIRST.code, True, True, True), (SECOND.code, True, True, False), (THIRD.code, True, True, False)
    ]  # fmt: skip
    assert desk.do(take_earlier, cycle, found.rows, "last year.xlsx") == 3
    findings, issues, actions = everything(desk)
    assert {(e.question, e.verdict, e.finding, e.assessed_on, e.cycle_number, e.source) for e in findings} == {
        (FIRST.code, Verdict.NON_COMPLIANT, "Two workers under age", THEN, 0, "last year.xlsx"),
        (SECOND.code, Verdict.COMPLIANT, "", THEN, 0, "last year.xlsx"),
        (THIRD.code, Verdict.NON_COMPLIANT, "Fans broken", THEN, 0, "last year.xlsx"),
    }
    (issue,) = issues
    assert (issue.origin, issue.title, issue.owner, issue.due_on) == (
        Origin.EARLIER,
        "Two workers under age",
        "HR manager",
        date(2026, 3, 1),
    )
    assert (issue.progress, issue.progress_note, issue.verified) == (Progress.IN_PROGRESS, "school found", Verified.NOT_YET)
    assert [(a.issue_id, a.text) for a in actions] == [(issue.id, "Remediation plan")]
    again = judged(desk, cycle, rows)
    assert all(r.is_held for r in again.rows)
    assert desk.do(take_earlier, cycle, found.rows, "last year.xlsx") == 0
    assert [len(some) for some in everything(desk)] == [3, 1, 1]


def test_a_row_is_known_again_though_its_issue_has_another_title_now(desk, cycle, path):
    rows = read(path).rows
    desk.do(take_earlier, cycle, judged(desk, cycle, rows).rows, "last year.xlsx")
    _, (issue,), _ = everything(desk)
    desk.do(edit_issue, issue, replace(issue, title="Age of workers is not checked"))
    again = judged(desk, cycle, rows)
    assert all(r.is_held for r in again.rows)
    assert desk.do(take_earlier, cycle, again.rows, "last year.xlsx") == 0
    assert [one.title for one in everything(desk)[1]] == ["Age of workers is not checked"]


def test_what_two_laptops_move_in_from_one_workbook_is_one_issue_with_nothing_to_settle(desk, make_desk, cycle, path):
    other = make_desk("jonas", seed=2)
    desk.carry_to(other)
    for one in (desk, other):
        one.do(take_earlier, cycle, judged(one, cycle, read(path).rows).rows, "last year.xlsx")
    meet(desk, other)
    for one in (desk, other):
        assert [issue.title for issue in everything(one)[1]] == ["Two workers under age"]
        assert [action.text for action in everything(one)[2]] == ["Remediation plan"]
        assert one.ask(differences, "amina") == []


def test_an_issue_that_was_removed_is_offered_again_and_comes_back_as_its_row_says(desk, cycle, path):
    rows = read(path).rows
    desk.do(take_earlier, cycle, judged(desk, cycle, rows).rows, "last year.xlsx")
    _, (issue,), _ = everything(desk)
    desk.do(remove_issue, desk.do(edit_issue, issue, replace(issue, title="Something else")))
    found = judged(desk, cycle, rows).rows
    assert [r.is_new for r in found] == [True, False, False]
    assert desk.do(take_earlier, cycle, found, "last year.xlsx") == 1
    assert [(one.id, one.title) for one in everything(desk)[1]] == [(issue.id, "Two workers under age")]
    assert [one.text for one in everything(desk)[2]] == ["Remediation plan"]


def test_one_undo_takes_it_all_back_and_it_can_be_taken_in_again(desk, cycle, path):
    rows = judged(desk, cycle, read(path).rows).rows
    desk.do(take_earlier, cycle, rows, "last year.xlsx")
    offer = desk.ask(offers, desk.writer.person, desk.writer.device)
    assert offer.undo.act == "act.earlier.take"
    desk.do(undo, offer.undo.txn)
    assert everything(desk) == ([], [], [])
    assert desk.do(take_earlier, cycle, rows, "last year.xlsx") == 3
    assert [len(some) for some in everything(desk)] == [3, 1, 1]


def test_words_that_are_only_alike_write_nothing_before_a_person_confirms(desk, cycle, tmp_path):
    words = " ".join(FIRST.text.split()[:-2])
    rows = read(book_of(tmp_path / "p.xlsx", [("1", words, "NC", "seen", "", "", "", "", "")])).rows
    (row,) = judged(desk, cycle, rows).rows
    assert (row.question.code, row.is_sure, row.becomes_finding) == (FIRST.code, False, False)
    (row,) = judged(desk, cycle, rows, chosen={rows[0].row: FIRST.code}).rows
    assert (row.is_sure, row.becomes_finding) == (True, True)
    (row,) = judged(desk, cycle, rows, chosen={rows[0].row: ""}).rows
    assert (row.question, row.becomes_finding, row.becomes_issue) == (None, False, True)


def test_columns_are_mapped_by_hand_where_no_heading_says_it(desk, cycle, tmp_path):
    path = book_of(tmp_path / "p.xlsx", [(FIRST.code, "Guards missing")], headings=("A", "B"))
    book = earlier_book(path)
    sheet = next(s for s in book.sheets if s.name == "CAP 2025")
    assert earlier_columns(sheet) == {}
    (row,) = earlier_rows(sheet, {0: "code", 1: "finding"}).rows
    assert (row.code, row.finding) == (FIRST.code, "Guards missing")


def test_mistakes_are_named_by_cell_and_the_rest_is_read(tmp_path):
    rows = [
        (FIRST.code, "", "maybe", "x", "", "", "", "", ""),
        (FIRST.code, "", "NC", "x", "#REF!", "", "soon", "nearly", "y" * 2001),
        ("", "", "NC", "", "do", "", "", "", ""),
    ]
    found = read(book_of(tmp_path / "p.xlsx", rows))
    assert {(n.column, n.key) for n in found.refusals} == {
        ("C2", "earlier.no_verdict"), ("E3", "plan_back.formula"), ("G3", "plan_back.not_a_day"), ("H3", "earlier.no_progress"),
        ("I3", "plan_back.too_long"), ("", "earlier.nothing"),
    }  # fmt: skip
    assert [(r.row, r.action, r.progress, r.note) for r in found.rows] == [(3, "", "", "")]


def test_a_row_without_a_day_or_of_a_day_to_come_is_refused_whole(desk, cycle, path):
    rows = read(path).rows
    for day in (None, date(2030, 1, 1)):
        with pytest.raises(Refused) as refusal:
            desk.do(take_earlier, cycle, judged(desk, cycle, rows, day).rows, "p")
        assert refusal.value.key == "earlier.day"
    assert everything(desk) == ([], [], [])


def test_two_rows_of_one_question_are_one_finding_with_the_words_of_both(desk, cycle, tmp_path):
    rows = [
        (FIRST.code, "", "C", "", "", "", "", "", ""),
        (FIRST.code, "", "NC", "one", "a", "", "", "", ""),
        (FIRST.code, "", "", "two", "b", "", "", "", ""),
    ]
    desk.do(take_earlier, cycle, judged(desk, cycle, read(book_of(tmp_path / "p.xlsx", rows)).rows).rows, "p")
    (finding,), issues, _ = everything(desk)
    assert (finding.verdict, finding.finding) == (Verdict.NON_COMPLIANT, "one\ntwo")
    assert {i.title for i in issues} == {"one", "two"}


def test_last_time_and_repeated_read_what_was_moved_in(desk, factory, cycle, path):
    desk.do(take_earlier, cycle, judged(desk, cycle, read(path).rows).rows, "last year.xlsx")
    issue = desk.do(add_issue, cycle, "Again", question=FIRST.code)
    rows = {row.issue.id: row for row in desk.ask(plan_page, factory.id, "KH", TODAY).rows}
    assert rows[issue.id].found_before == (2025,)
    assert [row.found_before for key, row in rows.items() if key != issue.id] == [()], "an issue repeats nothing by its own finding"


def test_the_pane_of_a_question_and_the_paper_of_the_assessment_read_it_too(desk, make_desk, factory, cycle, path):
    desk.do(take_earlier, cycle, judged(desk, cycle, read(path).rows).rows, "last year.xlsx")
    other = make_desk("jonas", seed=2)
    desk.carry_to(other)
    paper = other.do(start_assessment, other.do(plan_assessment, factory, cycle, frozenset({"jonas", "lina"}), TODAY))
    other.do(mark_answer, None, paper, FIRST.code, Verdict.NON_COMPLIANT)
    other.do(mark_answer, None, paper, THIRD.code, Verdict.COMPLIANT)
    (before,) = other.ask(question_past, paper, FIRST.code, "").earlier
    assert (before.assessed_on, before.verdict) == (THEN, Verdict.NON_COMPLIANT)
    assert (before.finding, before.source) == ("Two workers under age", "last year.xlsx")
    context = PaperContext(Texts("en"), datetime(2026, 11, 23, 9, tzinfo=UTC), lambda _sha256: b"")
    last = other.ask(assessment_paper, paper.id, context).last_cycle
    assert (last.cycle, last.not_in_compliance, last.resolved, last.repeated, last.new) == (0, 2, 1, 1, 0)


@pytest.mark.parametrize(
    ("language", "before", "never"),
    [("en", "before bw desk", r"cycles? 0"), ("fr", "avant bw desk", r"cycles? 0"),
     ("en+km", "មុន bw desk", r"cycles? 0|វដ្តទី 0")],
)  # fmt: skip
def test_papers_say_before_bw_desk_and_know_no_cycle_of_nought(desk, make_desk, factory, cycle, path, language, before, never):
    desk.do(take_earlier, cycle, judged(desk, cycle, read(path).rows).rows, "last year.xlsx")
    other = make_desk("jonas", seed=2)
    desk.carry_to(other)
    assessment = other.do(start_assessment, other.do(plan_assessment, factory, cycle, frozenset({"jonas", "lina"}), TODAY))
    other.do(mark_answer, None, assessment, FIRST.code, Verdict.NON_COMPLIANT)
    other.do(mark_answer, None, assessment, THIRD.code, Verdict.COMPLIANT)
    other.do(add_issue, cycle, "Again", question=FIRST.code)
    context = PaperContext(texts_of(language), datetime(2026, 11, 23, 9, tzinfo=UTC), lambda _sha256: b"")
    for made in (other.ask(assessment_paper, assessment.id, context), other.ask(plan_paper, factory.id, context)):
        data, _ = printed(made, language)
        said = text_of(data).casefold()
        assert before in said
        assert not re.search(never, said)


def test_a_sheet_longer_than_any_plan_is_refused(tmp_path):
    rows = [(FIRST.code, "", "NC", str(n), "", "", "", "", "") for n in range(2_001)]
    with pytest.raises(IntakeRefused) as refusal:
        read(book_of(tmp_path / "p.xlsx", rows))
    assert refusal.value.key == "intake.earlier_too_long"


def test_hostile_files_are_a_sentence_each_or_a_list_to_map_within_five_seconds():
    files = sorted(path for path in SAMPLES.rglob("*") if path.is_file())
    if not files:
        pytest.skip("the samples are not here")
    refused = 0
    with Intake() as intake:
        for path in files:
            begun = time.monotonic()
            try:
                book = intake.run("earlier_book", path)
                assert isinstance(book, Book)
                sheet = book.sheets[book.best]
                assert len(intake.run("earlier_rows", sheet, earlier_columns(sheet)).rows) <= len(sheet.rows)
            except IntakeRefused:
                refused += 1
            assert time.monotonic() - begun < 5, path.name
    assert refused > len(files) // 2
