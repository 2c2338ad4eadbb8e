"""Progress report 1 from records: the factory's words only when it handed them in, claims apart from what was verified."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bwdesk.domain.assessment import Result, Verdict
from bwdesk.domain.edition import Variant
from bwdesk.domain.plan import Method, Origin, Progress, Verified
from bwdesk.domain.report import Party, Report, ReportKind, Section, reply_key
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.thing import natural_id
from bwdesk.shipped import tool_for
from bwdesk.texts import Texts
from bwdesk.usecases.paper_list import paper_list
from bwdesk.usecases.papers import PaperContext
from bwdesk.usecases.papers_progress1 import progress1_paper
from bwdesk.usecases.plan import add_issue, factory_says, verify_issue
from bwdesk.usecases.release import issue_id_of_result, result_id
from bwdesk.usecases.report_guard import paper_of_variant
from bwdesk.usecases.report_words import report_id, section_id
from tests.usecases.conftest import NOW, TODAY


@pytest.fixture
def context() -> PaperContext:
    return PaperContext(Texts("en"), NOW, lambda _sha: b"")


def written(unit, factory_id: str, cycle_id: str, key: str, text: str, party: Party, is_done: bool) -> Section:
    scope, report = factory_scope(factory_id), report_id(factory_id, ReportKind.PROGRESS1, cycle_id)
    if unit.get(Report, report) is None:
        unit.add(Report(id=report, scope=scope, kind=ReportKind.PROGRESS1, subject_id=cycle_id, factory_id=factory_id, cycle_id=cycle_id))
    found = Section(id=section_id(factory_id, report, key), scope=scope, report_id=report, key=key, text=text, party=party, is_done=is_done)
    return unit.add(found)


def from_assessment(unit, issue, question: str):
    return unit.put(
        issue, replace(issue, origin=Origin.ASSESSMENT, origin_id=natural_id("assessment", issue.factory_id), question=question)
    )


@pytest.fixture
def issues(desk, factory, cycle):
    questions = tool_for(factory.country, TODAY).questions
    public = [q.code for q in questions if q.is_public][:2]
    closed = next(q.code for q in questions if not q.is_public)
    made = [desk.do(add_issue, cycle, title) for title in ("Exits blocked", "Overtime unpaid", "No tea room", "Noted at a visit")]
    found = [desk.do(from_assessment, one, code) for one, code in zip(made, [*public, closed], strict=False)]
    return [*found, made[3]]


def test_words_stand_on_the_paper_once_the_factory_handed_them_in(desk, factory, cycle, context):
    desk.do(written, factory.id, cycle.id, "overview", "We moved the racks", Party.FACTORY, True)
    desk.do(written, factory.id, cycle.id, "systems", "Still being typed", Party.FACTORY, False)
    desk.do(written, factory.id, cycle.id, "learning", "An advisor wrote this", Party.PROGRAMME, True)
    paper = desk.ask(progress1_paper, factory.id, context)
    assert {one.key: one.words for one in paper.own} == {
        "overview": "We moved the racks", "social_dialogue": "", "systems": "", "learning": "", "feedback": "",
    }  # fmt: skip
    assert [one.key for one in paper.sections] == ["plan", "training", "committee", "visits", "public_issues"]
    assert not any(one.words for one in paper.sections), "nobody's own words stand among the records"


def test_nothing_is_said_for_a_factory_that_handed_nothing_in(desk, factory, cycle, context):
    desk.do(written, factory.id, cycle.id, "overview", "Not ready", Party.FACTORY, False)
    paper = desk.ask(progress1_paper, factory.id, context)
    assert not paper.is_handed_in and not any(one.words for one in paper.own) and not paper.has_assessment


def test_claims_are_apart_from_what_was_verified(desk, factory, cycle, issues, context):
    exits, overtime, *_ = issues
    exits = desk.do(factory_says, exits, Progress.DONE, "racks moved")
    desk.do(verify_issue, exits, Verified.VERIFIED, Method.VISIT, "seen free")
    desk.do(factory_says, overtime, Progress.DONE, "paid in June")
    desk.do(written, factory.id, cycle.id, reply_key(overtime.id), "We paid all 40 people.", Party.FACTORY, True)
    claims = {one.title: one for one in desk.ask(progress1_paper, factory.id, context).claims}
    assert set(claims) == {"Exits blocked", "Overtime unpaid"}, "public questions of the assessment, and no others"
    seen, said = claims["Exits blocked"], claims["Overtime unpaid"]
    assert (seen.is_verified, seen.is_claimed, seen.method, seen.programme_words) == (True, False, "seen at a visit", "seen free")
    assert (said.is_verified, said.is_claimed, said.programme, said.reply) == (False, True, "Not yet verified", "We paid all 40 people.")


def test_it_is_offered_in_every_cycle(desk, factory, cycle):
    assert "progress1" in {p.kind for p in desk.ask(paper_list, factory.id, "", "amina", TODAY).papers}


def test_a_reply_stands_beside_its_finding_in_the_public_variant(desk, factory, cycle, context):
    code = next(q.code for q in tool_for(factory.country, TODAY).questions if q.is_public)
    assessment = natural_id("assessment", cycle.id, 1)

    def released(unit) -> None:
        unit.add(
            Result(
                id=result_id(assessment, code), scope=factory_scope(factory.id), assessment_id=assessment, cycle_id=cycle.id,
                question=code, verdict=Verdict.NON_COMPLIANT, tool=tool_for(factory.country, TODAY).name, assessed_on=TODAY,
            )
        )  # fmt: skip

    desk.do(released)
    key = reply_key(issue_id_of_result(assessment, code))
    kept = desk.do(written, factory.id, cycle.id, key, "We paid all 40 people.", Party.FACTORY, False)
    assert replies(desk, assessment, context) == [""], "kept on the page, and not handed in"
    desk.do(lambda unit: unit.put(kept, replace(kept, is_done=True)))
    assert replies(desk, assessment, context) == ["We paid all 40 people."]


def replies(desk, assessment: str, context: PaperContext) -> list[str]:
    paper = desk.ask(paper_of_variant, "assessment", assessment, Variant.PUBLIC, context)
    return [one.reply for cluster in paper.clusters for point in cluster.points for one in point.findings]
