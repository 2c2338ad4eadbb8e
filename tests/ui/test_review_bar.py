"""The review in an assessment's window: who returned it, from remark to remark by key, answers in place, hidden when turned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bwdesk.domain.assessment import Assessment, Stage
from bwdesk.domain.report import Remark, ReportState
from bwdesk.shipped import tool
from bwdesk.ui.pages.assess.assessment import AssessmentPage
from bwdesk.ui.pages.assess.sheet import FIELDS, key_of, key_of_field
from bwdesk.ui.parts.mark import Kind
from bwdesk.usecases.assessment import plan_assessment
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.report_life import add_remark
from bwdesk.usecases.report_subject import report_at, subject_of
from bwdesk.usecases.writing import write
from tests.fakes.bench import TODAY, no_pin, result, stored


def made(bench, pair) -> Assessment:
    factory = result(bench.desk.do(add_factory, "Golden Thread", "KH"))
    cycle = result(bench.desk.do(register_factory, factory, date(2026, 8, 1), "d" * 32))
    paper = result(bench.desk.do(plan_assessment, factory, cycle, frozenset(pair), TODAY))
    return result(bench.desk.do(lambda unit: write(unit, paper, replace(paper, stage=Stage.RUNNING))))


def returned(bench, paper, codes) -> None:
    report = result(bench.desk.ask(lambda r: report_at(r, subject_of(r, "assessment", paper.id))))
    result(bench.desk.do(lambda unit: write(unit, None, replace(report, state=ReportState.RETURNED, state_by="e" * 32))))
    for code in codes:
        result(bench.desk.do(add_remark, "assessment", paper.id, f"Say more about {code}", question=code))


def opened(bench, shown, paper):
    page = shown(AssessmentPage(bench, no_pin), 1100, 800)
    page.opened(assessment=paper.id)
    QApplication.processEvents()
    return page


@pytest.fixture
def author(bench, shown):
    """(page, codes) of one of the two, with two remarks to answer."""
    paper = made(bench, (bench.me.id, "lina"))
    leaves = [q.code for q in tool(paper.tool).leaves() if not q.gate]
    codes = [leaves[3], leaves[9]]
    returned(bench, paper, codes)
    return opened(bench, shown, paper), codes


def test_the_author_goes_from_remark_to_remark_and_answers_in_place(bench, author, qtbot):
    page, codes = author
    bar = page.head.remarks
    assert bar.isVisible() and "2 remarks" in bar.facts.text() and "2 to answer" in bar.facts.text()
    qtbot.keyClick(page, Qt.Key.Key_F9)
    QApplication.processEvents()
    assert page.current == key_of(codes[0]) and codes[0] in bar.said.text()
    qtbot.keyClick(page, Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(bar.answer, "Both exits on the west side")
    qtbot.keyClick(bar.answer, Qt.Key.Key_Return)
    QApplication.processEvents()
    answers = {one.question: (one.answer, one.is_closed) for one in stored(bench, Remark)}
    assert answers[codes[0]] == ("Both exits on the west side", False)
    assert "1 to answer" in bar.facts.text() and "Both exits" in bar.said.text()
    qtbot.keyClick(page, Qt.Key.Key_F9)
    QApplication.processEvents()
    assert page.current == key_of(codes[1]) and bar.answer.text() == ""


def test_going_on_with_half_an_answer_keeps_it_at_its_remark(bench, author, qtbot):
    page, codes = author
    page.go_to(key_of(codes[0]))
    QApplication.processEvents()
    page.head.remarks.write()
    qtbot.keyClicks(page.head.remarks.answer, "Half")
    page.go_to(key_of(codes[1]))
    QApplication.processEvents()
    assert {one.question: one.answer for one in stored(bench, Remark)} == {codes[0]: "Half", codes[1]: ""}


def test_a_remark_on_the_whole_is_answered_where_the_whole_is_told(bench, author, qtbot):
    page, _ = author
    paper = stored(bench, Assessment)[0]
    result(bench.desk.do(add_remark, "assessment", paper.id, "Too short as a whole"))
    QApplication.processEvents()
    qtbot.keyClick(page, Qt.Key.Key_F9)
    QApplication.processEvents()
    bar = page.head.remarks
    assert bar.question == "" and "Too short" in bar.said.text() and bar.answer.isVisible()


def _plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def test_all_remarks_stand_in_the_pane_what_waits_first_and_lead_to_their_question(bench, author, shown, qtbot):
    page, codes = author
    found = shown(page.assess_pane, 380, 700).remarks
    paper = stored(bench, Assessment)[0]
    result(bench.desk.do(add_remark, "assessment", paper.id, "Too short as a whole"))
    first = next(one for one in stored(bench, Remark) if one.question == codes[0])
    result(bench.desk.do(lambda unit: write(unit, first, replace(first, answer="Both exits on the west side"))))
    QApplication.processEvents()
    said = [(_plain(cell.text), _plain(cell.second), cell.mark) for cell in map(found._cell, found._rows.shown_values())]
    assert said == [
        (bench.texts("assess.about"), "Too short as a whole", Kind.WAITING),
        (codes[1], f"Say more about {codes[1]}", Kind.WAITING),
        (codes[0], f"Say more about {codes[0]} Answer: “Both exits on the west side”", Kind.GAP),
    ]
    for row, wanted in ((2, key_of(codes[0])), (1, key_of(codes[1])), (0, key_of_field(FIELDS[0]))):
        found.list.choose(found._rows.shown_values()[row].id)
        qtbot.keyClick(found.list, Qt.Key.Key_Return)
        assert page.current == wanted
    place = found.list.visualRect(found._rows.index(1, 0)).center()
    qtbot.mouseClick(found.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.current == key_of(codes[1])
    page.turned(True)
    assert not found.isVisible() and found._rows.rowCount() == 0, "not even its words stay"
    page.turned(False)
    assert found.isVisible()


def test_nothing_of_it_is_seen_when_the_screen_is_turned(author):
    page, _ = author
    page.turned(True)
    assert not page.head.remarks.isVisible()
    page.turned(False)
    assert page.head.remarks.isVisible()


def test_who_leads_writes_remarks_at_the_question_and_closes_answers(bench, shown, qtbot):
    paper = made(bench, ("jonas", "lina"))
    page = opened(bench, shown, paper)
    bar = page.head.remarks
    code = page.question.cell.question.code
    bar.write()
    qtbot.keyClicks(bar.answer, "Which line?")
    qtbot.keyClick(bar.answer, Qt.Key.Key_Return)
    QApplication.processEvents()
    (remark,) = stored(bench, Remark)
    assert (remark.question, remark.text) == (code, "Which line?") and bar.answer.text() == "" and "Which line?" in bar.said.text()
    assert bar.close_it.isHidden(), "there is no answer to be content with"
    result(bench.desk.do(lambda unit: write(unit, remark, replace(remark, answer="Line 3"))))
    QApplication.processEvents()
    assert "1 answer to look at" in bar.facts.text()
    bar.close_it.click()
    QApplication.processEvents()
    assert stored(bench, Remark)[0].is_closed and bar.close_it.text() == bench.texts("review.reopen")
