"""Before the closing meeting: findings by cluster, never where they come from, no small groups; the factory's words taken down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from bwdesk.domain.assessment import Answer, Assessment, Source, Stage, Verdict
from bwdesk.errors import Refused
from bwdesk.shipped import tool
from bwdesk.ui.pages.assess.page import AssessPlace
from bwdesk.ui.pages.preclosing.page import PreclosingPage
from bwdesk.usecases.assessment import mark_answer, plan_assessment, set_workers, toggle_source, write_finding, write_remark
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.preclosing import presentation_of, take_down
from bwdesk.usecases.writing import write
from tests.fakes.bench import TODAY, no_pin, result, stored

FINDINGS = ("Two exits are blocked by racks", "Wages of May were paid in July")


@pytest.fixture
def assessment(bench) -> Assessment:
    factory = result(bench.desk.do(add_factory, "Golden Thread", "KH"))
    cycle = result(bench.desk.do(register_factory, factory, date(2026, 8, 1), "d" * 32))
    paper = result(bench.desk.do(plan_assessment, factory, cycle, frozenset({bench.me.id, "lina"}), TODAY))
    leaves = [q for q in tool(paper.tool).leaves() if not q.gate]
    codes = [leaves[0].code, next(q.code for q in leaves if q.cluster != leaves[0].cluster)]
    for code, words, concerned, women in zip(codes, FINDINGS, (3, 40), (1, 38), strict=True):
        answer = result(bench.desk.do(mark_answer, None, paper, code, Verdict.NON_COMPLIANT))
        answer = result(bench.desk.do(write_finding, answer, paper, code, words))
        answer = result(bench.desk.do(toggle_source, answer, paper, code, Source.WORKERS))
        answer = result(bench.desk.do(set_workers, answer, paper, code, concerned, 400, women))
        result(bench.desk.do(write_remark, answer, paper, code, "told by the night shift"))
    return paper


@pytest.fixture
def page(bench, shown, assessment):
    found = shown(PreclosingPage(bench), 1200, 760)
    found.opened(assessment=assessment.id)
    found.focus_first()
    QApplication.processEvents()
    return found


def said(page) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_nothing_shown_tells_where_a_finding_comes_from_nor_counts_a_small_group(bench, page, assessment):
    shown_values = result(bench.desk.ask(presentation_of, assessment.id))
    assert [one.finding for one in shown_values.findings] == list(FINDINGS)
    assert "night shift" not in repr(shown_values) and not {"sources", "remark"} & set(dir(shown_values.findings[0]))
    first, second = shown_values.findings
    assert (first.concerned, first.of, first.women) == (None, None, None)
    assert (second.concerned, second.of, second.women) == (40, 400, None), "two men could be worked out"
    for one in shown_values.findings:
        page.list.choose(one.answer_id)
        QApplication.processEvents()
        assert one.finding in said(page) and "night" not in said(page) and "3 workers" not in said(page)
    assert "40 workers concerned of 400" in said(page)


def test_the_factorys_words_are_taken_down_by_finding(bench, page, qtbot):
    page.write()
    qtbot.keyClicks(page.words, "The racks will go today")
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert FINDINGS[1] in said(page) and page.words.plain() == ""
    words = {one.finding: one.factory_words for one in stored(bench, Answer)}
    assert words == {FINDINGS[0]: "The racks will go today", FINDINGS[1]: ""}
    page.words.setFocus()
    qtbot.keyClicks(page.words, "We paid late")
    page.leaving()
    assert {one.factory_words for one in stored(bench, Answer)} == {"The racks will go today", "We paid late"}


def test_nothing_is_taken_down_after_release_nor_by_others(bench, assessment):
    answer = stored(bench, Answer)[0]
    paper = stored(bench, Assessment)[0]

    def refused(unit) -> str:
        with pytest.raises(Refused) as why:
            take_down(unit, answer.id, "x")
        return why.value.key

    paper = result(bench.desk.do(lambda unit: write(unit, paper, replace(paper, stage=Stage.RELEASED))))
    assert result(bench.desk.do(refused)) == "assessment.released"
    result(bench.desk.do(lambda unit: write(unit, paper, replace(paper, assessors=frozenset({"jonas", "lina"})))))
    assert result(bench.desk.do(refused)) == "preclosing.not_yours"


def test_the_key_leads_from_the_assessment(bench, shown, assessment, qtbot):
    place = shown(AssessPlace(bench, no_pin), 1200, 760)
    place.opened(assessment=assessment.id)
    QApplication.processEvents()
    went = []
    place.go.connect(lambda where, args: went.append((where, args)))
    qtbot.keyClick(place.assessment, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert went == [("preclosing", {"assessment": assessment.id})]
