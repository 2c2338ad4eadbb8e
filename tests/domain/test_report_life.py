"""The life of a report: from state to state, and who may take which step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bwdesk.domain.report import Report, ReportKind, ReportState
from bwdesk.domain.report_life import Actor, Facts, Step, after, steps_for, why_not

DAY = date(2026, 11, 23)
REPORT = Report(id="1" * 32, scope="factory/" + "2" * 32, kind=ReportKind.PROGRESS2, subject_id="3" * 32)
ASSESSED = replace(REPORT, kind=ReportKind.ASSESSMENT)
LEADER, ADVISOR, ASSESSOR, MANAGER, NOBODY = Actor(leads=True), Actor(advises=True), Actor(took_part=True), Actor(manages=True), Actor()
FACTS = Facts(DAY)


def at(state: ReportState, report: Report = REPORT) -> Report:
    return replace(report, state=state)


def test_the_whole_way_of_an_assessment_report() -> None:
    report, way = ASSESSED, []
    for step, actor in (
        (Step.READY, ASSESSOR), (Step.RETURN, LEADER), (Step.READY, ASSESSOR), (Step.APPROVE, LEADER), (Step.SEND, LEADER),
        (Step.RELEASE, LEADER), (Step.WITHDRAW, MANAGER), (Step.REVISE, ASSESSOR),
    ):  # fmt: skip
        assert why_not(step, report, actor, FACTS) == ""
        report = replace(report, state=after(step))
        way.append(report.state.value)
    assert way == ["ready", "returned", "ready", "approved", "comments", "released", "withdrawn", "draft"]


def test_gaps_hold_up_ready_for_review_and_nothing_else() -> None:
    gaps = replace(FACTS, gaps=3)
    for state in ReportState:
        held = {step for step, why in steps_for(at(state), LEADER, gaps).items() if why == "report.gaps"}
        assert held == ({Step.READY} if state in (ReportState.DRAFT, ReportState.RETURNED) else set())


@pytest.mark.parametrize("step", [Step.RETURN, Step.APPROVE])
def test_a_leader_who_assessed_does_not_judge_it(step: Step) -> None:
    took_part = Actor(leads=True, took_part=True)
    assert why_not(step, at(ReportState.READY, ASSESSED), took_part, FACTS) == "report.own_assessment"
    assert why_not(step, at(ReportState.READY, ASSESSED), Actor(leads=True, advises=True), FACTS) == "report.own_factory"
    assert why_not(step, at(ReportState.READY, ASSESSED), LEADER, FACTS) == ""


def test_an_assessment_report_waits_for_the_factory() -> None:
    sent = replace(at(ReportState.COMMENTS, ASSESSED), comments_due_on=DAY)
    assert why_not(Step.RELEASE, at(ReportState.APPROVED, ASSESSED), LEADER, FACTS) == "report.not_sent"
    assert why_not(Step.RELEASE, sent, LEADER, FACTS) == "report.comments_open", "the last day is the factory's"
    later = replace(FACTS, today=DAY + timedelta(days=1))
    assert why_not(Step.RELEASE, sent, LEADER, replace(later, open_comments=1)) == "report.comments_unanswered"
    assert why_not(Step.RELEASE, sent, LEADER, later) == ""
    assert why_not(Step.SEND, at(ReportState.APPROVED), LEADER, FACTS) == "report.no_comments"


@pytest.mark.parametrize("actor", [NOBODY, ADVISOR, ASSESSOR])
def test_only_those_who_lead_release(actor: Actor) -> None:
    assert why_not(Step.RELEASE, at(ReportState.APPROVED), actor, FACTS) == "report.leader_only"
    assert why_not(Step.RELEASE, at(ReportState.APPROVED), MANAGER, FACTS) == ""
    assert why_not(Step.APPROVE, at(ReportState.READY), MANAGER, FACTS) == "report.leader_only", "a manager releases and withdraws"


def test_an_assessment_is_handed_in_closed_and_goes_on_only_if_it_still_is() -> None:
    assert why_not(Step.READY, at(ReportState.DRAFT, ASSESSED), ASSESSOR, replace(FACTS, is_closed=False)) == "report.not_closed"
    assert why_not(Step.READY, at(ReportState.DRAFT, ASSESSED), ASSESSOR, replace(FACTS, is_closed=False, gaps=2)) == "report.gaps"
    opened = replace(FACTS, was_opened=True)
    for step, state in ((Step.APPROVE, ReportState.READY), (Step.SEND, ReportState.APPROVED), (Step.RELEASE, ReportState.COMMENTS)):
        assert why_not(step, at(state, ASSESSED), LEADER, opened) == "report.opened_since"
    assert why_not(Step.RETURN, at(ReportState.READY, ASSESSED), LEADER, opened) == ""


def test_the_record_left_on_the_day_is_the_advisors_own() -> None:
    visit = replace(REPORT, kind=ReportKind.VISIT)
    assert why_not(Step.APPROVE, at(ReportState.READY, visit), ADVISOR, FACTS) == ""
    assert why_not(Step.RELEASE, at(ReportState.APPROVED, visit), ADVISOR, FACTS) == ""


def test_no_step_leads_out_of_another_state_and_reasons_are_given() -> None:
    assert why_not(Step.APPROVE, at(ReportState.DRAFT), LEADER, FACTS) == "report.not_now"
    assert why_not(Step.WITHDRAW, at(ReportState.RELEASED), LEADER, replace(FACTS, has_reason=False)) == "report.reason"


FACTORY = Actor(is_factory=True)


def test_the_factory_releases_its_own_report_and_does_nothing_else() -> None:
    may = {
        (kind, state, step)
        for kind in ReportKind
        for state in ReportState
        for step, why in steps_for(replace(REPORT, kind=kind, state=state), FACTORY, FACTS).items()
        if not why
    }
    s = ReportState
    assert may == {
        (ReportKind.PROGRESS1, state, step)
        for step, states in {
            Step.READY: (s.DRAFT, s.RETURNED), Step.TAKE_BACK: (s.READY, s.RETURNED), Step.RELEASE: (s.READY, s.APPROVED, s.COMMENTS),
            Step.REVISE: (s.RELEASED, s.WITHDRAWN),
        }.items()
        for state in states
    }  # fmt: skip


def test_at_a_desk_the_factorys_report_waits_for_approval_as_before() -> None:
    own = replace(REPORT, kind=ReportKind.PROGRESS1)
    assert why_not(Step.RELEASE, at(ReportState.READY, own), LEADER, FACTS) == "report.not_now"
    assert why_not(Step.RELEASE, at(ReportState.APPROVED, own), LEADER, FACTS) == ""
    assert why_not(Step.RELEASE, at(ReportState.APPROVED, own), ADVISOR, FACTS) == "report.leader_only"
