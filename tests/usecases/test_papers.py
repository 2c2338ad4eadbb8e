"""Papers from records: what is on them, what must never be, and that every one of them prints."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bwdesk.domain.assessment import Assessment, Source, Stage, Verdict
from bwdesk.domain.committee import Sex, Side
from bwdesk.domain.diagnosis import Target, Voice
from bwdesk.domain.plan import Issue, Method, Origin, Progress, Verified
from bwdesk.domain.visit import Mark
from bwdesk.question_words import question_in
from bwdesk.reports import values as v
from bwdesk.reports.press import make
from bwdesk.shipped import tool, tool_for
from bwdesk.texts import Texts, texts_of
from bwdesk.usecases.assessment import (
    mark_answer,
    plan_assessment,
    set_places,
    start_assessment,
    toggle_source,
    write_finding,
    write_remark,
    write_value,
)
from bwdesk.usecases.committee import add_member
from bwdesk.usecases.diagnosis import answer_diagnosis, choose_issue, comment_diagnosis, give_dots, set_target, start_sitting
from bwdesk.usecases.papers import PaperContext
from bwdesk.usecases.papers_assessment import assessment_paper
from bwdesk.usecases.papers_plan import diagnosis_paper, plan_paper
from bwdesk.usecases.papers_visit import briefing_paper, visit_paper
from bwdesk.usecases.photos import StoredPhoto, attach_photos
from bwdesk.usecases.plan import add_action, add_issue, edit_issue, factory_says, rank_issues, verify_issue
from bwdesk.usecases.release import release_results
from bwdesk.usecases.visit_lines import add_line, promise_on_line
from bwdesk.usecases.visits import close_visit, fill_agenda, plan_visit, set_agenda_done, set_present, start_visit
from bwdesk.usecases.writing import write
from tests.reports.reading import text_of
from tests.usecases.conftest import NOW, TODAY

KHMER = "ច្រកចេញត្រូវបានបិទ"


@pytest.fixture
def context() -> PaperContext:
    return PaperContext(Texts(), NOW, lambda sha256: b"", "amina", "Cambodia office")


def printed(paper) -> bytes:
    out = io.BytesIO()
    make(paper, Texts(), out)
    return out.getvalue()


def say(paper) -> str:
    return repr(paper)


@pytest.fixture
def visit(desk, factory, cycle):
    sewer = desk.do(add_member, factory.id, "Sewer, line 3", Side.WORKERS, Sex.WOMAN)
    visit = desk.do(start_visit, factory.id)
    desk.do(set_present, visit, sewer, None, True)
    desk.do(add_line, visit, "Tour of finishing", Mark.CLUSTER)
    finding = desk.do(add_line, visit, KHMER, Mark.FINDING)
    desk.do(attach_photos, finding.line, [StoredPhoto("a" * 64, "b" * 64, 2048, 1536, 400_000)])
    action = desk.do(add_line, visit, "Clear both exits", Mark.ACTION).action
    desk.do(
        promise_on_line, action, replace(action, owner="Production manager", due_on=TODAY + timedelta(days=4), issue_id=finding.issue.id)
    )
    own = desk.do(add_line, visit, "Send the guard list", Mark.ACTION).action
    desk.do(promise_on_line, own, replace(own, owner="advisor"))
    desk.do(add_line, visit, "Fire drill in four minutes", Mark.GOOD_PRACTICE)
    desk.do(add_line, visit, "the supervisor shouts", Mark.QUOTE)
    desk.do(add_line, visit, "is door 4 opened at night?", Mark.QUESTION)
    items = desk.do(fill_agenda, visit, ["Committee"])
    desk.do(set_agenda_done, items[0], True)
    return desk.do(close_visit, visit, replace(visit, half_days=1, next_on=date(2026, 12, 15), not_seen="Dye store"), {})


def test_the_visit_record(desk, visit, context):
    paper = desk.ask(visit_paper, visit.id, context)
    assert (paper.number, paper.days_today, paper.days_used, paper.days_quota) == (1, 0.5, 0.5, 8)
    assert (paper.did, paper.good, paper.not_seen) == (("Committee", "Tour of finishing"), ("Fire drill in four minutes",), ("Dye store",))
    assert [(p.what, p.who, p.issue) for p in paper.agreed] == [("Clear both exits", "Production manager", "V-1")]
    assert paper.advisor_will == ("Send the guard list",)
    assert [(p.side, p.people.women, p.roles) for p in paper.present] == [("workers", 1, ("Sewer, line 3",))]
    assert [(p.number, p.code, p.text) for p in paper.photos] == [("V1.1", "V-1", KHMER)]
    assert paper.next_visit.replace("\u00a0", " ") == "15 December 2026"
    assert len(printed(paper)) > 5_000


def test_quotes_and_questions_stay_off_the_factorys_paper(desk, visit, context):
    assert "shouts" not in say(desk.ask(visit_paper, visit.id, context))
    assert "door 4" not in say(desk.ask(visit_paper, visit.id, context))


def test_the_briefing_before_the_next_visit(desk, factory, visit, context):
    desk.wait(days=10)
    planned = desk.do(plan_visit, factory.id, NOW + timedelta(days=20), purpose="exits")
    later = replace(context, now=NOW + timedelta(days=10))
    paper = desk.ask(briefing_paper, planned.id, later)
    assert (paper.visit_number, paper.purpose, paper.last_visit) == (2, "exits", "Tour of finishing")
    assert [(i.number, i.title) for i in paper.open_items] == [("V-1", KHMER)]
    assert [(p.what, p.is_kept, p.by_programme) for p in paper.promises] == [
        ("Clear both exits", False, False), ("Send the guard list", None, True),
    ]  # fmt: skip
    assert paper.questions == ("is door 4 opened at night?",)
    assert [(ledger.used, ledger.quota) for ledger in paper.ledgers] == [(0.5, 8)]
    assert "ssessment" not in say(paper.windows)
    assert len(printed(paper)) > 5_000


def test_the_self_diagnosis_summary(desk, factory, cycle, context):
    sitting = desk.do(start_sitting, factory, cycle, TODAY, frozenset({"OS"}))
    code = tool(sitting.tool).leaves("OS")[0].code
    desk.do(answer_diagnosis, None, sitting, code, Voice.MANAGEMENT, Verdict.COMPLIANT)
    agreed = desk.do(answer_diagnosis, None, sitting, code, Voice.AGREED, Verdict.NON_COMPLIANT)
    desk.do(comment_diagnosis, agreed, sitting, code, Voice.AGREED, "racks come back at night")
    target = desk.do(set_target, None, sitting, code, "free for a month", date(2026, 12, 20))
    target = desk.do(give_dots, target, sitting, code, 3, 5)
    desk.do(choose_issue, desk.get(Target, target.id), sitting, code)
    paper = desk.ask(diagnosis_paper, sitting.id, context)
    first = paper.clusters[0].answers[0]
    assert (first.management, first.workers, first.agreed) == (v.Reply.IN_ORDER, v.Reply.NONE, v.Reply.NOT_IN_ORDER)
    (chosen,) = paper.chosen
    assert [(one.management, one.workers) for one in paper.sittings] == [(v.People(), v.People())], "nobody was recorded, not nobody came"
    assert (chosen.number, chosen.why, chosen.management_votes, chosen.worker_votes) == ("SD-1", "racks come back at night", 3, 5)
    assert len(printed(paper)) > 5_000


def test_the_improvement_plan_keeps_both_words_apart(desk, factory, cycle, context):
    issue = desk.do(add_issue, cycle, "Exits blocked")
    issue = desk.do(edit_issue, issue, replace(issue, root_cause="no floor plan", owner="Production manager", due_on=TODAY))
    desk.do(add_action, issue, "clear exits", due_on=TODAY)
    issue = desk.do(factory_says, issue, Progress.DONE, "racks moved")
    issue = desk.do(verify_issue, issue, Verified.REOPENED, Method.VISIT, "back at night")
    desk.do(rank_issues, [issue])
    paper = desk.ask(plan_paper, factory.id, context)
    (one,) = paper.issues
    assert (one.number, one.rank, one.factory, one.programme) == ("V-1", 1, v.FactoryWord.DONE, v.ProgrammeWord.REOPENED)
    assert [(h.words.partition(": ")[2], h.by_programme) for h in one.history] == [("racks moved", False), ("back at night", True)]
    assert paper.ranked_on == TODAY and one.actions[0].what == "clear exits"
    assert len(printed(paper)) > 5_000


def test_the_history_of_an_issue_stands_on_the_days_that_were_named(desk, factory, cycle, context):
    issue = desk.do(add_issue, cycle, "Exits blocked")
    issue = desk.do(verify_issue, issue, Verified.NOT_YET, note="to be seen at night")
    issue = desk.do(factory_says, issue, Progress.DONE, "racks moved", TODAY - timedelta(days=9))
    desk.do(verify_issue, issue, Verified.VERIFIED, Method.VISIT, "seen free", TODAY - timedelta(days=2))
    (one,) = desk.ask(plan_paper, factory.id, context).issues
    told = [(TODAY - timedelta(days=9), False), (TODAY - timedelta(days=2), True), (TODAY, True)]
    assert [(h.on, h.by_programme) for h in one.history] == told
    assert (one.factory_on, one.programme_on) == (told[0][0], told[1][0])


def test_the_assessment_draft_counts_and_keeps_remarks_off(desk, make_desk, factory, cycle, context):
    jonas = make_desk("jonas", 2)
    desk.carry_to(jonas)
    running = jonas.do(plan_assessment, factory, cycle, frozenset({"jonas", "lina"}), TODAY, TODAY + timedelta(days=1))
    running = jonas.do(start_assessment, running)
    sets = tool(running.tool)
    bad, good, doubt = [q.code for q in sets.leaves("OS") if not q.gate][:3]
    answer = jonas.do(mark_answer, None, running, bad, Verdict.NON_COMPLIANT)
    answer = jonas.do(write_finding, answer, running, bad, KHMER)
    answer = jonas.do(set_places, answer, running, bad, frozenset({"Finishing"}))
    answer = jonas.do(toggle_source, answer, running, bad, Source.OBSERVED)
    jonas.do(write_remark, answer, running, bad, "owner was nervous")
    jonas.do(mark_answer, None, running, good, Verdict.COMPLIANT)
    jonas.do(mark_answer, None, running, doubt, Verdict.NOT_VERIFIED, "no_documents")
    paper = jonas.ask(assessment_paper, running.id, context)
    cluster = next(c for c in paper.clusters if c.findings)
    (finding,) = cluster.findings
    assert (finding.number, finding.text, finding.places, finding.evidence) == (f"{cluster.number}.1", KHMER, "Finishing", "O")
    assert (paper.asked, paper.not_in_compliance, paper.last_cycle, paper.head.state) == (2, 1, None, v.State.DRAFT)
    why = {gap.code: gap.why for gap in paper.gaps}
    assert why[doubt] == Texts()("reason.no_documents") and len(paper.gaps) == len(sets.leaves()) - 2
    assert paper.questions == len(sets.leaves()), "those without a result are questions too"
    assert "nervous" not in say(paper)
    assert paper.assessors == "", "the paper says that they are two, not who"
    assert len(printed(paper)) > 20_000


def test_the_assessment_stays_a_draft_after_release_to_the_plan(desk, make_desk, factory, cycle, context):
    jonas = make_desk("jonas", 2)
    desk.carry_to(jonas)
    running = jonas.do(start_assessment, jonas.do(plan_assessment, factory, cycle, frozenset({"jonas", "lina"}), TODAY))
    code = next(q.code for q in tool(running.tool).leaves("OS") if not q.gate)
    jonas.do(mark_answer, None, running, code, Verdict.NON_COMPLIANT)
    jonas.do(lambda unit: write(unit, running, replace(running, stage=Stage.READY)))
    dara = make_desk("dara", 3)
    jonas.carry_to(dara)
    dara.do(release_results, dara.get(Assessment, running.id))
    for one in (dara, jonas):
        dara.carry_to(one)
        paper = one.ask(assessment_paper, running.id, context)
        assert (paper.head.state, paper.recipients) == (v.State.DRAFT, ())
    dara.carry_to(desk)
    with desk.store.writing(desk.writer, "test") as unit:  # the factory's advisor never reads working papers
        held = unit.need(Assessment, running.id)
        unit.put(held, replace(held, deleted=True))
    paper = desk.ask(assessment_paper, running.id, context)
    assert paper.head.state is v.State.DRAFT
    text, texts = text_of(printed(paper)), Texts()
    assert texts("reports.back.withheld") in text, "what stands in the working papers alone is not said to be empty"
    assert not [
        key for key in ("strengths", "integrity", "concerns", "information", "comments") if texts(f"reports.back.{key}_none") in text
    ]


def test_the_plan_paper_says_where_each_issue_comes_from(desk, factory, cycle, context):
    for origin in Origin:
        desk.do(add_issue, cycle, f"Found by {origin}", origin)
    issues = desk.ask(plan_paper, factory.id, context).issues
    said = {issue.title.removeprefix("Found by "): Texts("en")(f"reports.origin.{issue.origin}") for issue in issues}
    assert said == {
        "self_diagnosis": "Self-diagnosis", "assessment": "Assessment", "visit": "Advisory visit", "earlier": "Earlier plan",
    }  # fmt: skip


def test_the_plan_paper_of_an_empty_plan(desk, factory, context):
    assert desk.ask(plan_paper, factory.id, context).issues == ()
    assert not desk.ask(lambda r: r.find(Issue))


def test_a_summary_in_khmer_asks_in_khmer_what_was_translated(desk, factory, cycle, context):
    sitting = desk.do(start_sitting, factory, cycle, TODAY, frozenset({"OS"}))
    asked = {}
    for language in ("en", "km"):
        paper = desk.ask(diagnosis_paper, sitting.id, replace(context, texts=Texts(language)))
        asked[language] = {a.code: a.question for cluster in paper.clusters for a in cluster.answers}
    assert asked["en"].keys() == asked["km"].keys()
    assert "ច្រកចេញ" in asked["km"]["OS-EMR-06"] and asked["en"]["OS-EMR-06"].startswith("Can every exit")


def test_the_plan_names_its_questions_in_the_papers_language(desk, factory, cycle, context):
    code = next(q.code for q in tool_for(factory.country, TODAY).leaves("OS") if question_in("km", q.code))
    desk.do(add_issue, cycle, "Racks before the exit", question=code)
    (told,) = desk.ask(plan_paper, factory.id, replace(context, texts=texts_of("km"))).issues
    assert told.title == "Racks before the exit", "as it was written"
    assert question_in("km", f"{code}.title") in told.details


def test_a_share_says_that_it_is_one_and_questions_hold_the_papers_digits(desk, make_desk, factory, cycle, context):
    jonas = make_desk("jonas", 2)
    desk.carry_to(jonas)
    running = jonas.do(start_assessment, jonas.do(plan_assessment, factory, cycle, frozenset({"jonas", "lina"}), TODAY))
    for code, typed in (("FA-INF-02", " 22"), ("CH-INF-01", "1 184"), ("OS-INF-01", "17")):
        jonas.do(write_value, None, running, code, typed)
    told = {}
    for language in ("en", "km"):
        paper = jonas.ask(assessment_paper, running.id, replace(context, texts=texts_of(language)))
        told[language] = {fact.label: fact.value for part in paper.information for fact in part.rows}
    assert told["en"] == {"Union membership": "22 %", "All workers": "1,184", "Work accidents in 12 months": "17"}
    assert list(told["km"].values()) == ["២២ %", "១.១៨៤", "១៧"]
    assert [label for label in told["km"] if "១២" in label] and not [label for label in told["km"] if "12" in label]
