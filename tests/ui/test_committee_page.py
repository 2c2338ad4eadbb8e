"""The committee's page in a real window over a real encrypted file: keys in, records out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bwdesk.domain.committee import Member, Selection, Sex, Side
from bwdesk.domain.meeting import Ballot, Election, Meeting, Rating
from bwdesk.domain.report import OWN_WORDS, Section
from bwdesk.ui.pages.committee.page import CommitteeDesk
from bwdesk.ui.pages.factory.page import FactoryWorkspace
from bwdesk.usecases.committee import add_member
from bwdesk.usecases.committee_page import committee_page
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.meetings import add_meeting, words_draft
from bwdesk.usecases.papers import PaperContext
from bwdesk.usecases.papers_progress1 import progress1_paper
from bwdesk.usecases.plan import add_issue
from tests.fakes.bench import TODAY, result, stored

BEGAN = date(2026, 5, 8)


@pytest.fixture
def factory(bench):
    made = result(bench.desk.do(add_factory, "Golden Thread Ltd", "BD"))
    cycle = result(bench.desk.do(register_factory, made, BEGAN))
    result(bench.desk.do(add_issue, cycle, "Exits blocked"))
    for title, side in (("Sewer", Side.WORKERS), ("Cutter", Side.WORKERS), ("HR manager", Side.MANAGEMENT)):
        result(bench.desk.do(add_member, made.id, title, side, Sex.WOMAN, False, Selection.ELECTED, BEGAN))
    return made


@pytest.fixture
def page(bench, shown, factory):
    def make(tab: str = "members", **where: str) -> CommitteeDesk:
        made = shown(CommitteeDesk(bench), 1200, 800)
        made.went = []
        made.go.connect(lambda place, args: made.went.append((place, args)))
        made.opened(factory=factory.id, tab=tab, **where)
        made.focus_first()
        QApplication.processEvents()
        return made

    return make


def rest(qtbot) -> None:
    qtbot.wait(20)


def test_rules_that_fail_are_said_with_the_profiles_numbers_and_law(page):
    said = " ".join(page().rules.sentences)
    assert "3 members; at least 6 are usual." in said
    assert "How many women work in the factory is not known" in said
    assert "a meeting every 61 days" in said
    assert "Bangladesh Labour Act 2006" in said
    assert f"{(TODAY - BEGAN).days - 61} days late" in said


def test_members_are_added_made_chair_and_taken_off_here(page, bench, qtbot):
    made = page()
    made.new.trigger()
    qtbot.keyClicks(made.member.title, "Head mechanic")
    made.member.side.setCurrentIndex(made.member.side.findData(Side.MANAGEMENT))
    QTest.keyClick(made.member.title, Qt.Key.Key_Return)
    rest(qtbot)
    assert "Head mechanic" in {m.title for m in stored(bench, Member)}
    made.member.leave()
    chosen = made.lists["members"].current_key()
    QTest.keyClick(made.lists["members"], Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot)
    assert [m.is_chair for m in stored(bench, Member) if m.id == chosen] == [True]
    QTest.keyClick(made.lists["members"], Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot)
    assert chosen not in {m.id for m in stored(bench, Member)}


def test_a_meeting_in_few_keys(page, bench, qtbot):
    made = page("meetings")
    made.new.trigger()
    rest(qtbot)
    there = made.meeting.there
    assert there.current_key()
    QTest.keyClick(there, Qt.Key.Key_Space)
    rest(qtbot)
    QTest.keyClick(there, Qt.Key.Key_Down)
    QTest.keyClick(there, Qt.Key.Key_Space)
    rest(qtbot)
    (meeting,) = stored(bench, Meeting)
    assert (meeting.held_on, len(meeting.member_ids)) == (TODAY, 2)
    QTest.keyClick(there, Qt.Key.Key_Space)
    rest(qtbot)
    assert len(stored(bench, Meeting)[0].member_ids) == 1


def test_what_is_typed_of_a_meeting_stands_without_a_button(page, bench, factory, qtbot):
    result(bench.desk.do(add_meeting, factory.id, TODAY - timedelta(days=3)))
    made = page("meetings")
    qtbot.keyClicks(made.meeting.decisions, "Water on line 9")
    made.meeting.decisions.settle()
    for key, text in (("guests", "2"), ("issues", "V-1"), ("sent_on", TODAY.isoformat())):
        field = made.meeting.facts[key]
        field.clear()
        qtbot.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)
        rest(qtbot)
    (meeting,) = stored(bench, Meeting)
    assert (meeting.decisions, meeting.guests, len(meeting.issue_ids), meeting.sent_on) == ("Water on line 9", 2, 1, TODAY)
    field = made.meeting.facts["issues"]
    field.clear()
    qtbot.keyClicks(field, "X-9")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "X-9" in made.meeting.message.text()
    assert len(stored(bench, Meeting)[0].issue_ids) == 1


def test_minutes_that_were_being_typed_come_back(page, bench, factory, qtbot):
    meeting = result(bench.desk.do(add_meeting, factory.id, TODAY))
    bench.desk.keep_draft(words_draft(factory.id, meeting.id, "minutes"), "Opened at two", 13)
    rest(qtbot)
    made = page("meetings")
    assert made.meeting.minutes.plain() == "Opened at two"
    made.leaving()
    rest(qtbot)
    assert stored(bench, Meeting)[0].minutes == "Opened at two"


def test_an_election_is_counted(page, bench, qtbot):
    made = page("elections")
    made.new.trigger()
    rest(qtbot)
    for key, text in (("entitled", "1190"), ("voted", "871")):
        made.election.counts[key].clear()
        qtbot.keyClicks(made.election.counts[key], text)
    made.election.method.setCurrentIndex(made.election.method.findData(Ballot.SHOW_OF_HANDS))
    made.election.keep.click()
    rest(qtbot)
    (election,) = stored(bench, Election)
    assert (election.voted, election.entitled, election.seats, election.method) == (871, 1190, None, Ballot.SHOW_OF_HANDS)
    assert made.election.isHidden()


def test_a_criterion_is_judged_by_a_digit_and_what_was_seen_is_typed(page, bench, qtbot):
    made = page("committee")
    QTest.keyClick(made.lists["committee"], Qt.Key.Key_3)
    rest(qtbot)
    assert [(r.criterion, r.step, r.judged_on) for r in stored(bench, Rating)] == [("open_election", 3, TODAY)]
    qtbot.keyClicks(made.note, "5 of 5 elected")
    QTest.keyClick(made.lists["committee"], Qt.Key.Key_Down)
    rest(qtbot)
    QTest.keyClick(made.lists["committee"], Qt.Key.Key_1)
    rest(qtbot)
    assert {r.criterion: (r.step, r.seen) for r in stored(bench, Rating)} == {
        "open_election": (3, "5 of 5 elected"), "workers_know_it": (1, ""),
    }  # fmt: skip
    QTest.keyClick(made.lists["committee"], Qt.Key.Key_0)
    rest(qtbot)
    assert [r.step for r in stored(bench, Rating) if r.criterion == "workers_know_it"] == [None]


def test_words_for_a_report_are_written_under_their_heading(page, bench, qtbot):
    made = page("words")
    qtbot.keyClicks(made.note, "Well balanced since May.")
    made.leaving()
    rest(qtbot)
    assert [(s.key, s.text) for s in stored(bench, Section)] == [("composition", "Well balanced since May.")]
    made._paper("progress2")
    assert made.went[-1][0] == "reports"
    assert made.went[-1][1]["kind"] == "progress2"


def test_what_the_factory_says_is_taken_down_as_its_own_words(page, bench, qtbot, factory):
    made = page("words")
    page_of_now = result(bench.desk.ask(committee_page, factory.id, TODAY))
    assert [row.key for row in page_of_now.words if row.kind == "progress1"] == list(OWN_WORDS)
    made.lists["words"].choose("progress1/systems")
    qtbot.keyClicks(made.note, "Overtime needs a signature.")
    made.leaving()
    rest(qtbot)
    (said,) = stored(bench, Section)
    assert (said.key, said.party, said.is_done) == ("systems", "factory", True)
    paper = result(bench.desk.ask(progress1_paper, factory.id, PaperContext(bench.texts, bench.desk.writer.now(), lambda _sha: b"")))
    assert paper.is_handed_in and [one.words for one in paper.own if one.words] == ["Overtime needs a signature."]


def test_the_workspace_leads_here(bench, shown, factory, qtbot):
    workspace = shown(FactoryWorkspace(bench), 1200, 760)
    went = []
    workspace.go.connect(lambda place, where: went.append((place, where)))
    workspace.opened(factory=factory.id)
    rest(qtbot)
    (lead,) = [action for action in workspace.actions() if action.shortcut().toString() == "G, C"]
    lead.trigger()
    assert went == [("committee", {"factory": factory.id})]
