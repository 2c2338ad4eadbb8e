"""Answers that were read before something done on the page was written: they take nothing away, and what is read afterwards is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bwdesk.domain.assessment import Answer, Verdict
from bwdesk.domain.diagnosis import Target
from bwdesk.domain.visit import Line
from bwdesk.runtime.lanes import InlineLane
from bwdesk.ui.pages.assess.assessment import AssessmentPage
from bwdesk.ui.pages.assess.sitting import SittingPage
from bwdesk.ui.pages.visit.page import VisitNotebook
from bwdesk.usecases.assessment import plan_assessment
from bwdesk.usecases.diagnosis import start_sitting
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.visits import start_visit
from tests.fakes.bench import TODAY, no_pin, result, stored

ME, JONAS, MIRA = f"{1:032x}", f"{2:032x}", f"{9:032x}"


class SlowLane(InlineLane):
    """Reads at once, as the real lane may, and tells what it read only when it is let."""

    def __init__(self):
        self.waiting = []

    def send(self, job, done, failed, rank=1):
        super().send(job, lambda found: self.waiting.append(lambda: done(found)), failed, rank)

    def tell(self):
        waiting, self.waiting = self.waiting, []
        for one in waiting:
            one()


@pytest.fixture
def cycle(bench):
    factory = result(bench.desk.do(add_factory, "Lotus Apparels Ltd", "BD"))
    return factory, result(bench.desk.do(register_factory, factory, date(2026, 8, 1), MIRA))


@pytest.fixture
def slow(bench):
    """From here on what pages ask for is told late."""
    lane = SlowLane()
    kept = bench.desk.lanes

    def begin():
        bench.desk.lanes = replace(kept, read=lane)
        return lane

    yield begin
    bench.desk.lanes = kept


def settle():
    for _ in range(4):
        QApplication.processEvents()


def let_all(lane):
    """Tells what was read, and what is asked for because of it, until nothing waits."""
    settle()
    for _ in range(20):
        lane.tell()
        settle()
        if not lane.waiting:
            return
    raise AssertionError("the page asks for ever")


def test_a_line_is_not_taken_off_the_notes(bench, cycle, shown, slow, qtbot):
    visit = result(bench.desk.do(start_visit, cycle[0].id))
    page = shown(VisitNotebook(bench), 1100, 800)
    page.opened(visit=visit.id)
    settle()
    page.focus_first()
    lane = slow()
    page.reload()
    qtbot.keyClicks(page.notebook, "Two of six exits are blocked")
    page.notebook.settle()
    lane.tell()  # read before the line was written
    assert page.notebook.toPlainText() == "Two of six exits are blocked"
    let_all(lane)
    assert page.notebook.toPlainText() == "Two of six exits are blocked"
    assert [one.line.text for one in page._shown.lines] == ["Two of six exits are blocked"], "what is read afterwards is shown"
    bench.desk.lanes = replace(bench.desk.lanes, read=InlineLane())
    assert [line.text for line in stored(bench, Line)] == ["Two of six exits are blocked"]


def test_the_words_of_a_finding_are_typed_on(bench, cycle, shown, slow, qtbot):
    factory, running = cycle
    assessment = result(bench.desk.do(plan_assessment, factory, running, frozenset({ME, JONAS}), TODAY, date(2026, 11, 24)))
    page = shown(AssessmentPage(bench, no_pin), 1100, 800)
    page.opened(assessment=assessment.id)
    settle()
    page.focus_first()
    lane = slow()
    page.reload()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    note = page.question.finding.note
    assert QApplication.focusWidget() is note
    qtbot.keyClicks(note, "Two workers ")
    lane.tell()  # read before the answer: without it there is no finding to write
    settle()
    assert QApplication.focusWidget() is note and note.isVisible()
    qtbot.keyClicks(QApplication.focusWidget(), "of 13")
    page.settle()
    let_all(lane)
    bench.desk.lanes = replace(bench.desk.lanes, read=InlineLane())
    (answer,) = stored(bench, Answer)
    assert (answer.verdict, answer.finding, answer.sources) == (Verdict.NON_COMPLIANT, "Two workers of 13", frozenset())


def test_dots_add_up(bench, cycle, shown, slow, qtbot):
    factory, running = cycle
    sitting = result(bench.desk.do(start_sitting, factory, running, TODAY, frozenset({"CL"})))
    page = shown(SittingPage(bench), 1100, 800)
    page.opened(sitting=sitting.id)
    settle()
    page.focus_first()
    lane = slow()
    page.reload()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_M)
    lane.tell()
    settle()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_M)
    let_all(lane)
    bench.desk.lanes = replace(bench.desk.lanes, read=InlineLane())
    (target,) = stored(bench, Target)
    assert target.management_votes == 2
