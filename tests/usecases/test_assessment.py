"""An assessment from its pair to release: one key an answer, two laptops, what is missing, what the factory gets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bwdesk.domain.assessing import Missing, categories_of
from bwdesk.domain.assessment import Answer, Assessment, Result, Source, Stage, Verdict
from bwdesk.domain.factory import Role
from bwdesk.domain.plan import Issue, Origin
from bwdesk.domain.tool import CHOICES, AnswerType
from bwdesk.errors import Refused
from bwdesk.shipped import profile, tool
from bwdesk.usecases.assess_time import time_by_cluster
from bwdesk.usecases.assessment import (
    add_message,
    answer_id,
    answer_later,
    close_message,
    edit_assessment,
    mark_answer,
    pair_remarks,
    plan_assessment,
    set_places,
    set_workers,
    start_assessment,
    toggle_source,
    write_finding,
    write_process,
    write_value,
)
from bwdesk.usecases.assessment_page import assessment_page, question_past
from bwdesk.usecases.factories import assign_person
from bwdesk.usecases.photos import StoredPhoto, attach_photos, photos_of
from bwdesk.usecases.plan_page import plan_page
from bwdesk.usecases.release import release_results
from bwdesk.usecases.settle import differences, settle
from bwdesk.usecases.writing import write
from tests.usecases.conftest import TODAY, meet

PAIR = frozenset({"jonas", "lina"})
DAYS = (date(2026, 11, 23), date(2026, 11, 24))


@pytest.fixture
def jonas(make_desk, desk, factory, cycle):
    other = make_desk("jonas", 2)
    desk.carry_to(other)
    return other


@pytest.fixture
def running(jonas, factory, cycle) -> Assessment:
    planned = jonas.do(plan_assessment, factory, cycle, PAIR, *DAYS)
    return jonas.do(start_assessment, planned)


@pytest.fixture
def leaf(running) -> str:
    return next(q for q in tool(running.tool).leaves() if not q.gate).code


def answer_everything(desk, assessment, non_compliant=frozenset()) -> Assessment:
    """Every question of the tool; gates first, so that what they open is asked."""
    fields = dict.fromkeys(("key_strengths", "access", "documents_in_time", "managers_met", "interviews"), "as agreed")
    assessment = desk.do(edit_assessment, assessment, replace(assessment, category_names="sewers, helpers", **fields))
    while open_cells := [c for c in desk.ask(assessment_page, assessment.id).cells if c.is_gap]:
        for cell in open_cells:
            _answer(desk, assessment, cell, non_compliant)
    return assessment


def _answer(desk, assessment, cell, non_compliant) -> None:
    code, repeat = cell.question.code, cell.repeat
    if not cell.question.takes_verdict:
        kind = cell.question.answer
        value = "no" if kind is AnswerType.YES_NO else CHOICES[kind][0] if kind in CHOICES else "1"
        desk.do(write_value, cell.answer, assessment, code, value, repeat)
        return
    verdict = Verdict.NON_COMPLIANT if code in non_compliant else Verdict.COMPLIANT
    answer = desk.do(mark_answer, cell.answer, assessment, code, verdict, "", repeat)
    if verdict is Verdict.NON_COMPLIANT:
        desk.do(write_finding, answer, assessment, code, f"found on {code}", repeat)


def handed_in(desk, assessment) -> Assessment:
    """As it stands once it is closed and handed in (test_closing.py)."""
    return desk.do(lambda unit: write(unit, assessment, replace(assessment, stage=Stage.READY)))


def test_the_pair_is_two_people_who_do_not_advise_the_factory(jonas, factory, cycle):
    for pair, key in ((frozenset({"jonas"}), "pair_needed"), (frozenset({"jonas", "amina"}), "advisor_in_pair")):
        with pytest.raises(Refused, match=key):
            jonas.do(plan_assessment, factory, cycle, pair, *DAYS)
    with pytest.raises(Refused, match="ends_before_begin"):
        jonas.do(plan_assessment, factory, cycle, PAIR, DAYS[1], DAYS[0])
    assert not jonas.ask(pair_remarks, factory.id, PAIR, TODAY)


def test_an_assessment_is_frozen_to_its_tool_and_lives_in_its_own_scope(running, factory):
    assert (running.tool, running.scope, running.stage) == ("KHM 2026.1", f"assessment/{running.id}", Stage.RUNNING)


def test_one_key_answers_and_another_changes_it(jonas, running, leaf):
    first = jonas.do(mark_answer, None, running, leaf, Verdict.COMPLIANT)
    quick = jonas.do(mark_answer, None, running, leaf, Verdict.NON_COMPLIANT)
    assert first.id == quick.id == answer_id(running.id, leaf)
    assert quick.verdict is Verdict.NON_COMPLIANT and len(quick.heads["judgement"]) == 1


def test_quick_keys_before_the_first_answer_came_back_add_up(jonas, running, leaf):
    jonas.do(toggle_source, None, running, leaf, Source.DOCUMENT)
    jonas.do(mark_answer, None, running, leaf, Verdict.NON_COMPLIANT)
    answer = jonas.do(toggle_source, None, running, leaf, Source.WORKERS)
    assert answer.sources == {"D", "W"} and answer.verdict is Verdict.NON_COMPLIANT
    assert jonas.do(toggle_source, answer, running, leaf, Source.WORKERS).sources == {"D"}


def test_later_is_a_gap_until_it_is_answered(jonas, running, leaf):
    later = jonas.do(answer_later, None, running, leaf)
    cell = next(c for c in jonas.ask(assessment_page, running.id).cells if c.question.code == leaf)
    assert cell.is_gap and cell.answer.do_later
    assert not jonas.do(mark_answer, later, running, leaf, Verdict.COMPLIANT).do_later


def test_what_fits_no_question_is_refused(jonas, running, leaf):
    questions = tool(running.tool).questions
    summary = next(q for q in questions if not q.is_answered_by_people).code
    gate = next(q for q in questions if q.answer is AnswerType.YES_NO).code
    for use_case, arguments, key in (
        (mark_answer, (None, running, summary, Verdict.COMPLIANT), "summary_computed"),
        (mark_answer, (None, running, gate, Verdict.COMPLIANT), "no_verdict"),
        (write_value, (None, running, gate, "perhaps"), "value_unfit"),
        (mark_answer, (None, running, "XX-XXX-01", Verdict.COMPLIANT), "no_question"),
        (set_workers, (None, running, leaf, 5, 3), "workers_count"),
    ):
        with pytest.raises(Refused, match=key):
            jonas.do(use_case, *arguments)


def test_places_and_workers(jonas, running, leaf):
    answer = jonas.do(set_places, None, running, leaf, frozenset({" 2nd  floor ", ""}))
    answer = jonas.do(set_workers, answer, running, leaf, 240, 900, 200, "sewers")
    assert (answer.places, answer.workers_concerned, answer.women_concerned, answer.worker_group) == ({"2nd floor"}, 240, 200, "sewers")


def test_the_map_tells_who_answered_and_where_the_two_differ(jonas, make_desk, running, leaf):
    lina = make_desk("lina", 3)
    jonas.carry_to(lina)
    others = [q.code for q in tool(running.tool).leaves() if not q.gate][1]
    jonas.do(mark_answer, None, running, leaf, Verdict.COMPLIANT)
    lina.do(mark_answer, None, running, leaf, Verdict.NON_COMPLIANT)
    lina.do(mark_answer, None, running, others, Verdict.COMPLIANT)
    meet(jonas, lina)
    page = jonas.ask(assessment_page, running.id, "jonas")
    cells = {c.question.code: c for c in page.cells}
    assert cells[leaf].differs and cells[leaf].is_gap and page.differing == 1
    assert (cells[others].author, cells[others].differs) == ("lina", False)
    assert page.last_arrived.author == "lina"
    assert page.next_gap().question == page.gaps[0].question
    one = jonas.ask(differences, "jonas")[0]
    assert [(s.is_mine, s.value["verdict"]) for s in one.sides] == [(True, "compliant"), (False, "non_compliant")]
    jonas.do(settle, one.kind, one.thing.id, one.key, one.heads, one.sides[1].value)
    meet(jonas, lina)
    for desk in (jonas, lina):
        assert desk.get(Answer, one.thing.id).verdict is Verdict.NON_COMPLIANT
        assert not desk.ask(differences, "jonas")


def test_remarks_between_the_two(jonas, running, leaf):
    message = jonas.do(add_message, running, leaf, "check 3rd floor")
    past = jonas.ask(question_past, running, leaf, answer_id(running.id, leaf))
    assert [m.text for m in past.messages] == ["check 3rd floor"] and past.stamps[message.id].author == "jonas"
    jonas.do(close_message, message)
    assert not next(c for c in jonas.ask(assessment_page, running.id).cells if c.question.code == leaf).messages


def test_what_is_missing_is_told_before_the_first_answer(jonas, running):
    page = jonas.ask(assessment_page, running.id)
    assert page.gaps[0].why is Missing.FIELD and page.done == 0
    assert categories_of(page.assessment) == profile().categories("KH"), "those of its country"


def test_release_gives_results_and_issues_to_the_factory_once(jonas, make_desk, desk, running, leaf, factory):
    whole = answer_everything(jonas, running, frozenset({leaf}))
    answer = jonas.get(Answer, answer_id(running.id, leaf))
    jonas.do(attach_photos, answer, [StoredPhoto("a" * 64, "b" * 64, 2048, 1536, 400_000)])
    ready = handed_in(jonas, whole)
    with pytest.raises(Refused, match="own_release"):
        jonas.do(release_results, ready)
    dara = make_desk("dara", 4)
    jonas.carry_to(dara)
    issues = dara.do(release_results, dara.get(Assessment, running.id))
    assert [(i.question, i.title, i.origin) for i in issues] == [(leaf, f"found on {leaf}", Origin.ASSESSMENT)]
    dara.do(release_results, dara.get(Assessment, running.id))
    assert len(dara.ask(lambda r: r.find(Issue))) == 1
    results = dara.ask(lambda r: r.find(Result))
    assert {r.scope for r in results} == {f"factory/{factory.id}"}
    assert [r.question for r in results if r.verdict is Verdict.NON_COMPLIANT] == [leaf]
    assert len({r.question for r in results}) == len(results) > 200
    assert [photo.scope for photo in dara.ask(photos_of, issues[0].id)] == [f"factory/{factory.id}"]
    with pytest.raises(Refused, match="released"):
        dara.do(mark_answer, None, dara.get(Assessment, running.id), leaf, Verdict.COMPLIANT)
    plan = dara.ask(plan_page, factory.id, "KH", TODAY)
    assert plan.rows[0].label == f"{tool(running.tool).cluster(leaf[:2]).position}.1"


def test_the_advisor_does_not_release(desk, jonas, running, factory):
    handed_in(jonas, answer_everything(jonas, running))
    jonas.carry_to(desk)
    with pytest.raises(Refused, match="advisor_release"):
        desk.do(release_results, desk.get(Assessment, running.id))


def test_a_former_advisor_in_the_pair_is_worth_a_remark(jonas, factory, cycle):
    jonas.do(assign_person, factory, "jonas", Role.ADVISOR, date(2026, 6, 1))
    jonas.do(assign_person, factory, "amina", Role.ADVISOR, date(2026, 9, 1))
    assert [r.person_id for r in jonas.ask(pair_remarks, factory.id, PAIR, TODAY)] == ["jonas"]


def test_the_time_of_the_clusters_is_told_by_when_answers_were_written(jonas, running):
    codes = {cluster: [q.code for q in tool(running.tool).leaves(cluster) if not q.gate] for cluster in ("OS", "CO")}
    for number, (minutes, cluster) in enumerate(((0, "OS"), (20, "OS"), (10, "CO"), (600, "CO"))):
        jonas.wait(minutes=minutes)
        jonas.do(mark_answer, None, running, codes[cluster][number], Verdict.COMPLIANT)
    times = jonas.ask(time_by_cluster, running.id)
    assert (times["OS"].taken, times["CO"].taken) == (20, 10), "the night counts for nothing"
    before = times["OS"].planned
    assert before > 0 and list(times) == [c.code for c in tool(running.tool).clusters if c.code in times]
    with pytest.raises(Refused, match=r"assessment\.time_plan"):
        jonas.do(write_process, jonas.get(Assessment, running.id), "time_plan", "safety 4 hours")
    jonas.do(write_process, jonas.get(Assessment, running.id), "time_plan", f"OS {before + 60}")
    assert jonas.ask(time_by_cluster, running.id)["OS"].left == before + 60 - 20
