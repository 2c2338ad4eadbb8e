"""The committee report and progress report 2 from real records: what is told, what is filled by itself, months from history."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bwdesk.domain.committee import Selection, Sex, Side
from bwdesk.domain.learning import Audience, Training
from bwdesk.domain.meeting import Criteria, Rating
from bwdesk.domain.plan import Method, Progress, Verified
from bwdesk.domain.report import ReportKind
from bwdesk.reports.press import make
from bwdesk.texts import Texts
from bwdesk.usecases.committee import add_member
from bwdesk.usecases.committee_page import committee_page
from bwdesk.usecases.factories import edit_factory, register_factory
from bwdesk.usecases.learning import add_needs, count_people, hold_training, plan_training
from bwdesk.usecases.meetings import add_election, add_meeting, blank_rating, edit_meeting, judge, set_there, write_meeting, write_seen
from bwdesk.usecases.paper_list import paper_list
from bwdesk.usecases.papers import PaperContext
from bwdesk.usecases.papers_committee import committee_paper
from bwdesk.usecases.papers_progress import month_ends, months, progress_paper
from bwdesk.usecases.plan import add_issue, factory_says, verify_issue
from bwdesk.usecases.report_words import write_section
from bwdesk.usecases.visits import start_visit
from tests.usecases.conftest import NOW, TODAY


@pytest.fixture
def context() -> PaperContext:
    return PaperContext(Texts("en"), NOW, lambda _sha: b"")


@pytest.fixture
def committee(desk, factory, cycle):
    desk.do(edit_factory, factory, replace(factory, workers_total=100, workers_women=80))
    members = [
        desk.do(add_member, factory.id, f"Sewer {n}", Side.WORKERS, Sex.MAN, False, Selection.ELECTED, date(2026, 3, 1)) for n in range(5)
    ]
    managers = [desk.do(add_member, factory.id, f"Manager {n}", Side.MANAGEMENT, Sex.WOMAN) for n in range(4)]
    desk.do(add_election, factory.id, date(2026, 3, 1))
    meeting = desk.do(add_meeting, factory.id, date(2026, 6, 1), [m.id for m in members])
    meeting = desk.do(write_meeting, meeting, "decisions", "Water on line 9")
    return members, managers, meeting


def printed(paper) -> bytes:
    out = io.BytesIO()
    make(paper, Texts("en"), out)
    return out.getvalue()


def test_the_page_judges_seats_women_and_rhythm(desk, factory, cycle, committee):
    page = desk.ask(committee_page, factory.id, TODAY)
    assert {r.key for r in page.view.composition.remarks} == {"sides_unequal", "few_women"}
    assert (page.rhythm.held, page.rhythm.late_days) == (1, (TODAY - date(2026, 6, 1)).days - 31)
    (row,) = page.meetings
    assert (row.presence.workers, row.presence.workers_all, row.presence.management, row.presence.management_all) == (5, 5, 0, 4)
    assert [len(page.criteria[family]) for family in Criteria] == [7, 8]


def test_the_committee_report_says_what_is_broken(desk, factory, cycle, committee, context):
    paper = desk.ask(committee_paper, factory.id, context)
    assert [(" ".join(one.words.split()), one.is_breach) for one in paper.facts.verdicts] == [
        ("The sides are not equal: 5 for the workers, 4 for management.", True),
        ("0 of 5 worker members are women: fewer than in the workforce.", False),
    ]
    assert [s.key for s in paper.sections] == ["composition", "elections", "meetings", "criteria", "grievance"]
    assert paper.facts.meetings[0].decisions == "Water on line 9"
    assert len(printed(paper)) > 5_000


def test_last_cycles_step_stands_beside_todays(desk, factory, cycle, context):
    desk.do(judge, blank_rating(cycle, Criteria.COMMITTEE, "follows_up"), 2, TODAY)
    later = desk.do(register_factory, factory, cycle.started_on + timedelta(days=366))
    rating = desk.do(write_seen, blank_rating(later, Criteria.COMMITTEE, "follows_up"), "38 of 52 done")
    desk.do(judge, desk.get(Rating, rating.id), 3, TODAY)
    found = desk.ask(committee_paper, factory.id, context).facts.criteria
    assert found.last_cycle == 1
    assert [(c.step, c.last_step, c.seen) for c in found.items if c.step] == [(3, 2, "38 of 52 done")]


def test_months_are_told_from_history(desk, factory, cycle, context):
    one, two = desk.do(add_issue, cycle, "Exits blocked"), desk.do(add_issue, cycle, "No guards")
    one = desk.do(factory_says, one, Progress.DONE, "racks moved")
    desk.wait(days=40)
    one = desk.do(verify_issue, one, Verified.VERIFIED, Method.VISIT, "seen free")
    desk.do(factory_says, two, Progress.IN_PROGRESS, "")
    later = replace(context, now=NOW + timedelta(days=40))
    found = desk.ask(progress_paper, factory.id, later).months
    assert [(m.on, m.verified, m.says_done, m.in_progress, m.not_started) for m in found[-3:]] == [
        (date(2026, 11, 30), 0, 1, 0, 1),
        (date(2026, 12, 31), 0, 1, 0, 1),
        (date(2027, 1, 2), 1, 0, 1, 0),
    ]
    assert {m.total for m in found} == {2}


def test_months_without_history_use_the_days_of_the_last_words(desk, factory, cycle, context):
    issue = desk.do(add_issue, cycle, "Exits blocked")
    told = replace(issue, progress=Progress.DONE, progress_on=date(2026, 9, 10), verified=Verified.VERIFIED, verified_on=date(2026, 10, 5))
    found = months([told], {}, cycle, context)
    assert [(m.not_started, m.says_done, m.verified) for m in found[-4:]] == [(1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 0, 1)]


def test_month_ends_begin_with_the_cycle():
    assert month_ends(date(2026, 3, 10), date(2026, 1, 15)) == (date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 10))
    assert len(month_ends(date(2026, 12, 31), date(2020, 1, 1))) == 6


def test_a_first_draft_is_filled_from_the_records(desk, factory, cycle, committee, context):
    _members, managers, meeting = committee
    desk.do(set_there, desk.ask(committee_page, factory.id, TODAY).meetings[0].meeting, managers[0].id, True)
    desk.do(judge, blank_rating(cycle, Criteria.COMMITTEE, "management_supports"), 2, TODAY)
    issue = desk.do(add_issue, cycle, "Exits blocked")
    desk.do(start_visit, factory.id)
    desk.do(add_needs, cycle, [("OS-EMR", [issue.id])])
    training = desk.do(plan_training, cycle, "Fire wardens", "OS-EMR", TODAY)
    desk.do(count_people, training, {(Audience.WORKER, Sex.WOMAN): 4})
    desk.do(hold_training, desk.get(Training, training.id), TODAY)
    paper = desk.ask(progress_paper, factory.id, context)
    assert paper.sections_all == 6
    assert paper.drafted / paper.sections_all >= 0.8
    (line,) = paper.learning
    assert (line.done, line.people.women, line.is_done) == (4.0, 4, True)
    assert [a.source for a in paper.advice] == ["", "criterion 6"], "a late meeting, then a weak criterion"
    assert (paper.visits, paper.visit_quota) == (1, 8)
    assert len(printed(paper)) > 5_000
    desk.do(edit_meeting, meeting, replace(meeting, guests=1))


def test_written_words_take_the_place_of_the_drafted_advice(desk, factory, cycle, committee, context):
    desk.do(write_section, factory.id, ReportKind.PROGRESS2, cycle.id, "recommendations", "Name a deputy\n\nAsk 60 workers again")
    assert [a.words for a in desk.ask(progress_paper, factory.id, context).advice] == ["Name a deputy", "Ask 60 workers again"]


def test_both_are_offered(desk, factory, cycle, committee):
    offered = {p.kind: p for p in desk.ask(paper_list, factory.id, "", "amina", TODAY).papers}
    assert (offered["committee"].count, offered["progress2"].number) == (1, 1)
