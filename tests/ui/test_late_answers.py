"""Answers that were read before something done on the page was written: they take nothing away, and what is read afterwards is shown.

A key that turns something over waits for what stands: two that are faster than the file do not say the same twice.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bwdesk.domain.assessment import Answer, Verdict
from bwdesk.domain.committee import Member, Sex, Side
from bwdesk.domain.diagnosis import Target
from bwdesk.domain.learning import Participants
from bwdesk.domain.meeting import Meeting
from bwdesk.domain.visit import AgendaItem, Attendance, Line, Mode, Visit
from bwdesk.runtime.lanes import InlineLane
from bwdesk.ui.pages.assess.assessment import AssessmentPage
from bwdesk.ui.pages.assess.sitting import SittingPage
from bwdesk.ui.pages.committee.page import CommitteeDesk
from bwdesk.ui.pages.learn.page import LearnHome
from bwdesk.ui.pages.visit.page import VisitNotebook
from bwdesk.usecases.assessment import plan_assessment
from bwdesk.usecases.committee import add_member
from bwdesk.usecases.diagnosis import start_sitting
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.learning import plan_training
from bwdesk.usecases.meetings import add_meeting
from bwdesk.usecases.visits import add_agenda_item, start_visit
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


# ticks


@pytest.fixture
def member(bench, cycle):
    return result(bench.desk.do(add_member, cycle[0].id, "Sewer", Side.WORKERS, Sex.WOMAN))


def there(bench, kind):
    """What stands in the file of a kind, once it can be read again."""
    bench.desk.lanes = replace(bench.desk.lanes, read=InlineLane())
    return stored(bench, kind)


def twice(lane, qtbot, view, key=Qt.Key.Key_Space):
    """A key, and the same again before the first is shown."""
    qtbot.keyClick(view, key)
    settle()
    qtbot.keyClick(view, key)
    let_all(lane)


def test_a_tick_is_taken_back_by_the_same_key(bench, cycle, member, shown, slow, qtbot):
    visit = result(bench.desk.do(start_visit, cycle[0].id))
    result(bench.desk.do(add_agenda_item, visit, "Tour"))
    page = shown(VisitNotebook(bench), 1100, 800)
    page.opened(visit=visit.id)
    settle()
    lane = slow()
    page.agenda.list.setFocus()
    twice(lane, qtbot, page.agenda.list)
    page._toggle_room()
    page.room_panel.list.choose(member.id)
    twice(lane, qtbot, page.room_panel.list)
    assert [item.done_at for item in there(bench, AgendaItem)] == [None]
    assert there(bench, Attendance) == []


def in_the_room(bench, cycle, shown):
    """A visit's notebook, who is in the room open at the women of the workers' side."""
    page = shown(VisitNotebook(bench), 1100, 800)
    page.opened(visit=result(bench.desk.do(start_visit, cycle[0].id)).id)
    settle()
    page._toggle_room()
    page.room_panel.list.choose(f"{Side.WORKERS}-{Sex.WOMAN}")
    return page


def test_people_are_counted_as_often_as_the_key_is_pressed(bench, cycle, shown, slow, qtbot):
    page = in_the_room(bench, cycle, shown)
    lane = slow()
    for _ in range(3):
        qtbot.keyClick(page.room_panel.list, Qt.Key.Key_Plus)
    page.room_panel.list.choose(f"{Side.WORKERS}-{Sex.MAN}")
    qtbot.keyClick(page.room_panel.list, Qt.Key.Key_Plus)
    let_all(lane)
    assert {one.sex: one.count for one in there(bench, Attendance)} == {Sex.WOMAN: 3, Sex.MAN: 1}


def test_the_next_of_several_is_the_next_of_what_stands(bench, cycle, shown, slow):
    page = shown(VisitNotebook(bench), 1100, 800)
    page.opened(visit=result(bench.desk.do(start_visit, cycle[0].id)).id)
    settle()
    lane = slow()
    act = next(action for action in page.actions() if action.text() == page.texts("visit.act.mode"))
    act.trigger()
    act.trigger()
    let_all(lane)
    assert [one.mode for one in there(bench, Visit)] == [list(Mode)[2]]


def test_who_was_trained_is_ticked_and_taken_back(bench, cycle, member, shown, slow, qtbot):
    training = result(bench.desk.do(plan_training, cycle[1], "Fire drills", "OS-EMR", TODAY))
    page = shown(LearnHome(bench), 1200, 860)
    page.opened(factory=cycle[0].id, event=training.id)
    settle()
    assert page.panel.list.current_key() == member.id
    lane = slow()
    twice(lane, qtbot, page.panel.list)
    assert there(bench, Participants) == []


def test_a_committee_is_ticked_made_and_taken_back(bench, cycle, member, shown, slow, qtbot):
    result(bench.desk.do(add_meeting, cycle[0].id, TODAY))
    page = shown(CommitteeDesk(bench), 1200, 800)
    page.opened(factory=cycle[0].id, tab="meetings")
    settle()
    page.meeting.there.setFocus()
    lane = slow()
    twice(lane, qtbot, page.meeting.there)
    page.meeting.kept.click()
    page.meeting.kept.click()
    let_all(lane)
    (meeting,) = there(bench, Meeting)
    assert not meeting.member_ids and not meeting.minutes_kept
    page.opened(factory=cycle[0].id, tab="members")
    settle()
    lane = slow()
    act = next(action for action in page.actions() if action.text() == page.texts("committee.act.chair"))
    act.trigger()
    act.trigger()
    let_all(lane)
    assert [one.is_chair for one in there(bench, Member)] == [False]


def test_a_tick_waits_no_longer_when_the_one_before_was_refused(bench, cycle, shown, slow, qtbot, expected_failures):
    expected_failures.append("visit.people_count")
    page = in_the_room(bench, cycle, shown)
    lane = slow()
    qtbot.keyClick(page.room_panel.list, Qt.Key.Key_9)
    page.in_turn(lambda: page.room_panel._note(f"{Side.WORKERS}-{Sex.WOMAN}", "1" * 9))
    qtbot.keyClick(page.room_panel.list, Qt.Key.Key_Plus)
    let_all(lane)
    assert [one.count for one in there(bench, Attendance)] == [10]


def test_ticks_that_wait_when_the_page_is_left_are_not_lost(bench, cycle, shown, slow, qtbot):
    page = in_the_room(bench, cycle, shown)
    lane = slow()
    qtbot.keyClick(page.room_panel.list, Qt.Key.Key_Plus)
    qtbot.keyClick(page.room_panel.list, Qt.Key.Key_Plus)
    page.hide()
    let_all(lane)
    assert [one.count for one in there(bench, Attendance)] == [2]
