"""What the Assess pages show follows from the answers alone, read anew or worked on from what was touched; two people stay apart."""

from __future__ import annotations

from datetime import date

import pytest

from bwdesk.domain.assessment import Source, Verdict
from bwdesk.domain.diagnosis import Voice
from bwdesk.domain.tool_parts import joined_parts, repeats_of, split_parts
from bwdesk.usecases.assess_places import assess_places, offer_of, registered_factories, remarks_on_pair
from bwdesk.usecases.assessment import (
    PROCESS,
    add_message,
    answer_draft,
    drafts_of_assessment,
    mark_answer,
    plan_assessment,
    process_draft,
    start_assessment,
    toggle_source,
    write_finding,
    write_process,
    write_value,
)
from bwdesk.usecases.assessment_page import assessment_page, known_of, page_with
from bwdesk.usecases.diagnosis import answer_diagnosis, start_sitting
from bwdesk.usecases.drafts import drafts, keep_draft
from bwdesk.usecases.question_page import assessment_view, question_page
from tests.usecases.conftest import TODAY, meet

EXITS = "OS-EMR-06"


@pytest.fixture
def assessment(desk, factory, cycle):
    made = desk.do(plan_assessment, factory, cycle, frozenset({"jonas", "mira"}), TODAY, date(2026, 11, 24))
    return desk.do(start_assessment, made)


@pytest.fixture
def pair(make_desk, desk, assessment):
    jonas, mira = make_desk("jonas", 2), make_desk("mira", 3)
    for one in (jonas, mira):
        desk.carry_to(one)
    return jonas, mira


def test_a_page_worked_on_equals_a_page_read_anew(desk, assessment):
    page = desk.ask(assessment_page, assessment.id, "amina")
    desk.do(mark_answer, None, assessment, EXITS, Verdict.NON_COMPLIANT)
    desk.do(write_value, None, assessment, "OS-CHE-G1", "no")
    desk.do(add_message, assessment, EXITS, "Look at the third floor with me")
    ids = {thing for _, thing in desk.changes.things} | {a.id for a in desk.ask(known_of, assessment).answers.values()}
    worked = page_with(page, desk.ask(known_of, assessment, ids), ids)
    assert worked == desk.ask(assessment_page, assessment.id, "amina")
    skipped = [cell.question.code for cell in worked.cells if cell.is_skipped]
    assert skipped
    assert all(code.startswith("OS-CHE") for code in skipped)


def test_an_answer_that_is_gone_is_a_gap_again(desk, assessment):
    answer = desk.do(mark_answer, None, assessment, EXITS, Verdict.COMPLIANT)
    page = desk.ask(assessment_page, assessment.id)
    without = page_with(page, known_of_nothing(page), {answer.id})
    assert without.done == page.done - 1


def known_of_nothing(page):
    return type(page.known)({}, {}, {}, {}, page.known.threads)


def test_a_question_asked_once_for_each_union_is_answered_when_each_is_described(desk, assessment):
    desk.do(write_value, None, assessment, "FA-INF-01", "2")
    question = "FA-INF-03"
    before = cell_of(desk.ask(assessment_page, assessment.id), question)
    desk.do(write_value, None, assessment, question, "name: Garment Workers' Union", "1")
    half = cell_of(desk.ask(assessment_page, assessment.id), question)
    desk.do(write_value, None, assessment, question, "name: Free Union", "2")
    after = cell_of(desk.ask(assessment_page, assessment.id), question)
    assert (before.is_gap, half.is_gap, after.is_gap) == (True, True, False)
    assert after.is_fact


def cell_of(page, code):
    return next(cell for cell in page.cells if cell.question.code == code)


def test_two_people_are_told_apart_on_one_question(pair, assessment):
    jonas, mira = pair
    for one, verdict, words in ((jonas, Verdict.NON_COMPLIANT, "One exit locked"), (mira, Verdict.COMPLIANT, "All free")):
        answer = one.do(mark_answer, None, assessment, EXITS, verdict)
        answer = one.do(write_finding, answer, assessment, EXITS, words)
        one.do(toggle_source, answer, assessment, EXITS, Source.OBSERVED)
    meet(jonas, mira)
    cell = cell_of(mira.ask(assessment_page, assessment.id, "mira"), EXITS)
    assert cell.unsettled == {"judgement", "finding"}
    assert cell.is_gap
    around = mira.ask(question_page, assessment, EXITS, cell.answer.id)
    (other,) = around.others("mira")
    assert (other.author, other.verdict, other.finding) == ("jonas", Verdict.NON_COMPLIANT, "One exit locked")
    assert other.sources == {"O"}
    assert around.of("mira").verdict is Verdict.COMPLIANT


def test_a_draft_goes_with_what_it_became(desk, assessment):
    answer = desk.do(mark_answer, None, assessment, EXITS, Verdict.NON_COMPLIANT)
    desk.do(keep_draft, answer_draft(assessment.id, answer.id, "finding"), "Two of six", 10)
    desk.do(keep_draft, process_draft(assessment.id, "access"), "At the gate at", 14)
    assert [one.text for one in desk.ask(assessment_view, assessment.id, "amina").drafts] == ["Two of six", "At the gate at"]
    desk.do(write_finding, answer, assessment, EXITS, "Two of six exits blocked")
    desk.do(write_process, assessment, "access", "At the gate at 08:10")
    assert desk.ask(drafts, drafts_of_assessment(assessment.id)) == []
    assert desk.ask(assessment_page, assessment.id).assessment.access == "At the gate at 08:10"


def test_only_fields_of_the_process_are_written_as_process(desk, assessment):
    assert "tool" not in PROCESS
    with pytest.raises(ValueError, match="tool"):
        desk.do(write_process, assessment, "tool", "GLO 2026.1")


def test_what_there_is_to_go_on_with(desk, factory, cycle, assessment):
    sitting = desk.do(start_sitting, factory, cycle, TODAY, frozenset({"OS", "WT"}))
    desk.do(answer_diagnosis, None, sitting, EXITS, Voice.AGREED, Verdict.NON_COMPLIANT)
    desk.do(answer_diagnosis, None, sitting, EXITS, Voice.WORKERS, Verdict.NON_COMPLIANT)
    for places in (desk.ask(assess_places), desk.ask(assess_places, factory.id)):
        (one,), (other,) = places.assessments, places.sittings
        assert (one.assessment.id, one.done, one.factory) == (assessment.id, 0, factory)
        assert (other.sitting.id, other.done) == (sitting.id, 1)
        assert other.total > 50
    assert [r.cycle for r in desk.ask(registered_factories)] == [cycle]


def test_a_new_one_begins_from_the_factory_and_its_people(desk, factory, cycle):
    offer = desk.ask(offer_of, factory.id, "amina", "Amina Rahman", TODAY)
    assert (offer.factory, offer.cycle, offer.people) == (factory, cycle, (("amina", "Amina Rahman"),))
    assert offer.advisor_ids == {"amina"}
    remarks = desk.ask(remarks_on_pair, factory.id, ["amina", "jonas"], TODAY)
    assert [remark.is_bar for remark in remarks] == [True]


def test_parts_are_lines_that_can_be_read_and_come_back():
    parts = ("name", "women members", "men members")
    value = joined_parts(parts, {"men members": "40", "name": "Garment\nWorkers' Union"})
    assert value == "name: Garment Workers' Union\nmen members: 40"
    assert split_parts(parts, value) == {"name": "Garment Workers' Union", "men members": "40"}


def test_words_that_name_no_part_are_not_lost():
    assert split_parts(("name", "days"), "typed elsewhere\ndays: 3\nof the week") == {"name": "typed elsewhere", "days": "3 of the week"}


def test_repeats_are_in_the_order_of_their_numbers(desk, assessment):
    for number in ("10", "2", "1"):
        desk.do(write_value, None, assessment, "FA-INF-07", "reason: pay", number)
    answers = desk.ask(known_of, assessment).answers.values()
    assert repeats_of(answers, "FA-INF-07") == ("1", "2", "10")
