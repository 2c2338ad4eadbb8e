"""A team leader's remarks to the authors and back: who may, in which order they stand, and among whose needs of today."""

from __future__ import annotations

import pytest

from bwdesk.domain.report_life import Step
from bwdesk.errors import Refused
from bwdesk.shipped import tool
from bwdesk.usecases.drafts import keep_draft
from bwdesk.usecases.report_life import take_step
from bwdesk.usecases.review import answer_review, close_remark, remark_draft, remark_on, review_of
from bwdesk.usecases.today import today_page
from tests.usecases.conftest import NOW, TODAY, meet
from tests.usecases.test_report_editions import assessed as assessed


def needs(desk, person: str) -> list[tuple[str, int]]:
    return [(one.kind, one.count) for one in desk.ask(today_page, person, NOW).needs if one.kind in ("returned", "answered")]


def test_remarks_go_to_the_authors_and_their_answers_come_back(assessed):
    jonas, dara, assessment = assessed
    first, second = [q.code for q in tool(assessment.tool).leaves() if not q.gate][:2]
    dara.do(keep_draft, remark_draft(dara.ask(review_of, assessment.id, "dara", TODAY).report_id, second), "Which", 5)
    dara.do(remark_on, assessment.id, "Which exits?", second)
    dara.do(remark_on, assessment.id, "Seen by whom?", first)
    assert dara.ask(review_of, assessment.id, "dara", TODAY).drafts == ()
    dara.do(take_step, "assessment", assessment.id, Step.RETURN, None, "Please look at my remarks")
    meet(jonas, dara)
    review = jonas.ask(review_of, assessment.id, "jonas", TODAY)
    assert [one.question for one in review.remarks] == ["", first, second] and review.by and review.is_author and not review.can_remark
    assert len(review.waiting) == 3 and needs(jonas, "jonas") == [("returned", 3)] and needs(dara, "dara") == []
    (asked,) = review.at(first)
    jonas.do(answer_review, assessment, asked, "Both of us, on day one")
    assert needs(jonas, "jonas") == [("returned", 2)]
    meet(jonas, dara)
    assert needs(dara, "dara") == [("answered", 1)]
    leader = dara.ask(review_of, assessment.id, "dara", TODAY)
    assert [one.question for one in leader.waiting] == [first] and leader.can_remark
    dara.do(close_remark, leader.waiting[0])
    assert needs(dara, "dara") == [] and len(dara.ask(review_of, assessment.id, "dara", TODAY).open) == 2


def test_nobody_remarks_on_their_own_work_nor_answers_for_the_authors(assessed):
    jonas, dara, assessment = assessed
    with pytest.raises(Refused, match=r"review\.not_leader"):
        jonas.do(remark_on, assessment.id, "Well done")
    remark = dara.do(remark_on, assessment.id, "Which exits?")
    with pytest.raises(Refused, match=r"review\.not_author"):
        dara.do(answer_review, assessment, remark, "The west one")


def test_remarks_wait_for_the_authors_only_once_the_report_is_returned(assessed):
    jonas, dara, assessment = assessed
    dara.do(remark_on, assessment.id, "Which exits?")
    meet(jonas, dara)
    assert jonas.ask(review_of, assessment.id, "jonas", TODAY).by == "" and needs(jonas, "jonas") == []
    dara.do(take_step, "assessment", assessment.id, Step.RETURN, None, "See the remarks")
    meet(jonas, dara)
    assert needs(jonas, "jonas") == [("returned", 2)]
