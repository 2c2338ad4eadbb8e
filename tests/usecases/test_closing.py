"""Closing by both assessors, each on their own desk, over the same: what shuts, what opens it again, and that nothing goes around it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date

import pytest

from bwdesk.domain.access import Member, Reason, Standing, why_parked
from bwdesk.domain.access_facts import Paper
from bwdesk.domain.assessment import Answer, Assessment, Stage, Verdict
from bwdesk.domain.closing import content_mark
from bwdesk.domain.report import ReportState
from bwdesk.domain.report_life import Step
from bwdesk.domain.visit import Mark
from bwdesk.errors import Refused
from bwdesk.store.engine import open_desk
from bwdesk.texts import Texts
from bwdesk.ui.pages.settle.words import field_words, value_words
from bwdesk.usecases.assessment import (
    edit_assessment,
    mark_answer,
    plan_assessment,
    start_assessment,
    write_finding,
    write_process,
    write_remark,
)
from bwdesk.usecases.assessment_page import assessment_page
from bwdesk.usecases.closing import close_assessment, closing_of, closing_steps, reopen_assessment, reopen_draft
from bwdesk.usecases.drafts import draft, keep_draft
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.report_guard import Leaking
from bwdesk.usecases.report_life import hand_in, take_step
from bwdesk.usecases.settle import differences
from bwdesk.usecases.today import today_page
from bwdesk.usecases.undo import offers
from bwdesk.usecases.vault import count_files
from bwdesk.usecases.visit_lines import add_line
from bwdesk.usecases.visits import start_visit
from tests.fakes.assessed import EXITS, answered
from tests.usecases.conftest import KEY, NOW, TODAY, SmallDesk, meet
from tests.usecases.test_release_rights import LEADER, Facts
from tests.usecases.test_report_editions import context

PAIR = frozenset({"jonas", "lina"})
LATER = "OS-EMR-07"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A desk's file and the id of an assessment in it of which everything is answered. It is made once: a question set is long."""
    file = tmp_path_factory.mktemp("closing") / "whole.db"
    store = open_desk(file, KEY, create=True)
    amina = SmallDesk(store, "amina", 1)
    factory = amina.do(add_factory, "Golden Thread Ltd", "KH")
    cycle = amina.do(register_factory, factory, date(2026, 5, 8))
    running = amina.do(start_assessment, amina.do(plan_assessment, factory, cycle, PAIR, TODAY, TODAY))
    amina.do(answered, running)
    store.close()
    return file, running.id


@pytest.fixture
def pair(whole, tmp_path):
    """(Jonas's desk, Lina's desk, assessment): everything is answered, and both hold it."""
    file, assessment_id = whole
    desks = []
    for number, person in enumerate(("jonas", "lina"), 2):
        shutil.copy(file, tmp_path / f"{person}.db")
        desks.append(SmallDesk(open_desk(tmp_path / f"{person}.db", KEY), person, number))
    yield (*desks, desks[0].get(Assessment, assessment_id))
    for one in desks:
        one.store.close()


def close(desk, assessment) -> Assessment:
    page = desk.ask(assessment_page, assessment.id)
    return desk.do(close_assessment, page.assessment, content_mark(page.assessment, page.known.answers.values()))


def closed(desk, assessment) -> tuple[set[str], set[str]]:
    """Who has closed what stands, and who something that changed."""
    found = desk.ask(closing_of, desk.get(Assessment, assessment.id))
    return set(found.by), set(found.before)


def test_each_closes_on_their_own_desk_and_it_comes_together(pair):
    jonas, lina, assessment = pair
    close(jonas, assessment)
    close(lina, assessment)
    assert closed(jonas, assessment) == ({"jonas"}, set())
    meet(jonas, lina)
    for desk in (jonas, lina):
        assert closed(desk, assessment) == ({"jonas", "lina"}, set())
        assert {(one.what, one.name) for one in desk.ask(closing_steps, assessment.id)} == {("closed", "jonas"), ("closed", "lina")}


def test_it_waits_for_the_other_one_on_today_until_both_have_closed_it(pair):
    jonas, lina, assessment = pair

    def waits(desk, person) -> list[str]:
        return [item.thing for item in desk.ask(today_page, person, NOW).needs if item.kind == "close"]

    assert waits(jonas, "jonas") == waits(lina, "lina") == []
    close(jonas, assessment)
    jonas.carry_to(lina)
    assert waits(jonas, "jonas") == [] and waits(lina, "lina") == [assessment.id]
    close(lina, assessment)
    assert waits(lina, "lina") == []


def test_it_is_handed_in_once_both_have_closed_it_and_not_before(pair):
    jonas, lina, assessment = pair
    for desk in (jonas, lina):
        with pytest.raises(Refused, match=r"report\.not_closed"):
            jonas.do(hand_in, "assessment", assessment.id, context(jonas))
        close(desk, assessment)
        lina.carry_to(jonas)
    assert jonas.do(hand_in, "assessment", assessment.id, context(jonas)).state is ReportState.READY
    assert jonas.get(Assessment, assessment.id).stage is Stage.READY
    with pytest.raises(ValueError, match="ready"):
        jonas.do(take_step, "assessment", assessment.id, Step.READY)


def test_handing_in_an_assessment_looks_for_what_must_not_leave(pair):
    jonas, lina, assessment = pair
    jonas.do(add_line, jonas.do(start_visit, assessment.factory_id), "Sok Dara, sewing, line 5", Mark.PERSON)
    jonas.do(write_finding, jonas_answer(jonas, assessment), assessment, EXITS, "Told by Sok Dara: exit 4 is locked")
    meet(jonas, lina)
    close(jonas, assessment)
    close(lina, assessment)
    lina.carry_to(jonas)
    with pytest.raises(Leaking):
        jonas.do(hand_in, "assessment", assessment.id, context(jonas))
    assert jonas.get(Assessment, assessment.id).stage is Stage.RUNNING


def jonas_answer(desk, assessment) -> Answer:
    return next(one for one in desk.ask(lambda r: r.find(Answer)) if one.question == EXITS and one.assessment_id == assessment.id)


def test_answers_are_shut_by_the_first_closing(pair):
    jonas, lina, assessment = pair
    close(lina, assessment)
    lina.carry_to(jonas)
    answer = jonas_answer(jonas, assessment)
    for act in (
        lambda: jonas.do(write_finding, answer, assessment, EXITS, "Exits 4 and 5 are locked"),
        lambda: jonas.do(mark_answer, None, assessment, LATER, Verdict.NON_COMPLIANT),
        lambda: jonas.do(write_remark, answer, assessment, EXITS, "look again"),
        lambda: jonas.do(write_process, assessment, "concerns", "none"),
        lambda: jonas.do(edit_assessment, assessment, replace(assessment, last_day_on=date(2026, 11, 25))),
        lambda: jonas.do(count_files, assessment, 12),
    ):
        with pytest.raises(Refused, match=r"assessment\.closed") as why:
            act()
        assert why.value.params["name"] == "lina"


def test_words_that_arrive_late_open_what_was_closed_without_them(pair):
    jonas, lina, assessment = pair
    close(jonas, assessment)
    lina.do(write_finding, jonas_answer(lina, assessment), assessment, EXITS, "Exits 4 and 5 are locked")
    close(lina, assessment)
    meet(jonas, lina)
    assert closed(jonas, assessment) == closed(lina, assessment) == ({"lina"}, {"jonas"})
    with pytest.raises(Refused, match=r"report\.not_closed"):
        lina.do(hand_in, "assessment", assessment.id, context(lina))
    close(jonas, assessment)
    assert closed(jonas, assessment) == ({"jonas", "lina"}, set())


def test_nobody_closes_what_they_have_not_seen_what_is_not_theirs_or_what_is_not_whole(pair, desk):
    jonas, lina, assessment = pair
    page = jonas.ask(assessment_page, assessment.id)
    seen = content_mark(page.assessment, page.known.answers.values())
    lina.do(write_finding, jonas_answer(lina, assessment), assessment, EXITS, "Exits 4 and 5 are locked")
    lina.carry_to(jonas)
    with pytest.raises(Refused, match=r"assessment\.close_changed"):
        jonas.do(close_assessment, assessment, seen)
    jonas.carry_to(desk)
    with pytest.raises(Refused, match=r"assessment\.close_pair"):
        close(desk, assessment)
    with pytest.raises(Refused, match=r"assessment\.close_pair"):
        desk.do(reopen_assessment, assessment, "because")
    jonas.do(mark_answer, jonas_answer(jonas, assessment), assessment, EXITS, Verdict.OPEN)
    with pytest.raises(Refused, match=r"assessment\.not_whole"):
        close(jonas, assessment)
    assert jonas.get(Assessment, assessment.id).closed_by == frozenset()


def test_what_the_two_differ_on_is_settled_before_it_is_closed(pair):
    jonas, lina, assessment = pair
    for desk, words in ((jonas, "Exit 4 is chained"), (lina, "Exit 4 is walled up")):
        desk.do(write_finding, jonas_answer(desk, assessment), assessment, EXITS, words)
    meet(jonas, lina)
    with pytest.raises(Refused, match=r"assessment\.close_unsettled"):
        close(jonas, assessment)


def test_it_is_opened_again_with_a_reason_that_stands_in_its_history(pair):
    jonas, lina, assessment = pair
    close(lina, assessment)
    lina.carry_to(jonas)
    with pytest.raises(Refused, match=r"assessment\.reopen_reason"):
        jonas.do(reopen_assessment, assessment, "  ")
    jonas.do(keep_draft, reopen_draft(assessment.id), "Exit 5 was for", 14)
    jonas.do(reopen_assessment, assessment, "Exit 5 was forgotten")
    assert jonas.ask(draft, reopen_draft(assessment.id)) is None
    jonas.do(write_finding, jonas_answer(jonas, assessment), assessment, EXITS, "Exits 4 and 5 are locked")
    assert closed(jonas, assessment) == (set(), {"lina"})
    steps = [(one.what, one.name, one.why) for one in jonas.ask(closing_steps, assessment.id)]
    assert steps == [("closed", "lina", ""), ("reopened", "jonas", "Exit 5 was forgotten")]
    jonas.do(write_finding, jonas_answer(jonas, assessment), assessment, EXITS, "Exit 4 is locked")
    assert closed(jonas, assessment) == (set(), {"lina"}), "the old words back are not closed by the old closing"


def test_two_who_open_it_again_apart_settle_whose_reason_stands(pair):
    jonas, lina, assessment = pair
    close(jonas, assessment)
    meet(jonas, lina)
    jonas.do(reopen_assessment, assessment, "Exit 5 was forgotten")
    lina.do(reopen_assessment, assessment, "The fire drill was on another day")
    meet(jonas, lina)
    (found,) = jonas.ask(differences, "jonas")
    assert field_words(found, Texts()) == "Why it was opened again"
    said = [value_words(side.value, Texts()) for side in found.sides]
    assert said == ["Exit 5 was forgotten", "The fire drill was on another day"], "without ids and times"
    assert {one.why for one in jonas.ask(closing_steps, assessment.id)} == {"", *said}, "the history has both"


def test_neither_closing_nor_opening_is_undone_nor_what_was_done_before_it(pair):
    jonas, _, assessment = pair
    jonas.do(write_finding, jonas_answer(jonas, assessment), assessment, EXITS, "Exits 4 and 5 are locked")
    assert jonas.ask(offers, "jonas", "jonas-laptop").undo is not None
    close(jonas, assessment)
    assert jonas.ask(offers, "jonas", "jonas-laptop").undo is None
    jonas.do(reopen_assessment, assessment, "Exit 5 was forgotten")
    assert jonas.ask(offers, "jonas", "jonas-laptop").undo is None
    jonas.do(write_finding, jonas_answer(jonas, assessment), assessment, EXITS, "Exit 5 is locked")
    assert jonas.ask(offers, "jonas", "jonas-laptop").undo.act == "act.answer.finding"


def test_taken_back_it_stays_closed_and_returned_it_is_open_with_the_leaders_reason(pair, make_desk):
    jonas, lina, assessment = pair
    close(jonas, assessment)
    close(lina, assessment)
    lina.carry_to(jonas)
    jonas.do(hand_in, "assessment", assessment.id, context(jonas))
    for refused in (lambda: close(jonas, assessment), lambda: jonas.do(reopen_assessment, assessment, "Exit 5")):
        with pytest.raises(Refused, match=r"assessment\.handed_in"):
            refused()
    jonas.do(take_step, "assessment", assessment.id, Step.TAKE_BACK)
    assert closed(jonas, assessment)[0] == PAIR
    jonas.do(hand_in, "assessment", assessment.id, context(jonas))
    dara = make_desk("dara", 4)
    jonas.carry_to(dara)
    dara.wait(hours=1)
    dara.do(take_step, "assessment", assessment.id, Step.RETURN, reason="Say which exits")
    written = [op for op in dara.changes.operations if op.kind == "assessment"]
    facts = Facts(assessment.factory_id, Paper(assessment.id, assessment.factory_id, assessment.cycle_id, 1, "KH", PAIR, Stage.READY))
    assert written and [why_parked(LEADER, op, facts, TODAY) for op in written] == [None]
    dara.carry_to(jonas)
    assert closed(jonas, assessment) == (set(), PAIR)
    assert jonas.ask(closing_steps, assessment.id)[-1].why == "Say which exits"
    jonas.do(write_finding, jonas_answer(jonas, assessment), assessment, EXITS, "Exits 4 and 5 are locked")


def test_what_was_opened_elsewhere_meanwhile_is_neither_approved_nor_sent(pair, make_desk):
    jonas, lina, assessment = pair
    close(jonas, assessment)
    close(lina, assessment)
    meet(jonas, lina)
    lina.do(reopen_assessment, assessment, "Exit 5 was forgotten")
    jonas.do(hand_in, "assessment", assessment.id, context(jonas))
    meet(jonas, lina)
    dara = make_desk("dara", 4)
    jonas.carry_to(dara)
    with pytest.raises(Refused, match=r"report\.opened_since"):
        dara.do(take_step, "assessment", assessment.id, Step.APPROVE)
    dara.do(take_step, "assessment", assessment.id, Step.RETURN, reason="Close it again")
    meet(dara, jonas)
    meet(jonas, lina)
    close(jonas, assessment)
    close(lina, assessment)
    meet(jonas, lina)
    jonas.do(hand_in, "assessment", assessment.id, context(jonas))
    jonas.carry_to(dara)
    assert dara.do(take_step, "assessment", assessment.id, Step.APPROVE).state is ReportState.APPROVED


def test_the_server_takes_a_closing_in_ones_own_name_only(pair):
    jonas, _, assessment = pair
    close(jonas, assessment)
    (own,) = jonas.changes.operations
    forged = own._replace(values={key.replace("jonas", "lina"): value for key, value in own.values.items()})
    facts = Facts(assessment.factory_id, Paper(assessment.id, assessment.factory_id, assessment.cycle_id, 1, "KH", PAIR, Stage.RUNNING))
    who = Member("jonas", Standing.STAFF, frozenset({"KH"}))
    assert why_parked(who, own, facts, TODAY) is None
    assert why_parked(who, forged, facts, TODAY) == Reason.READ_ONLY
