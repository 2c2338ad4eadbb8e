"""Self-diagnosis side by side, what it puts into the plan, and the plan in a meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bwdesk.domain.assessment import Verdict
from bwdesk.domain.diagnosis import Target, Voice
from bwdesk.domain.plan import Action, ActionKind, Issue, Method, Origin, Progress, Verified
from bwdesk.errors import Refused
from bwdesk.shipped import tool
from bwdesk.usecases.diagnosis import (
    answer_diagnosis,
    choose_issue,
    comment_diagnosis,
    give_dots,
    remove_sitting,
    set_target,
    sitting_page,
    start_sitting,
    unchoose_issue,
)
from bwdesk.usecases.plan import (
    add_action,
    add_issue,
    edit_issue,
    edit_issues,
    factory_says,
    move_action,
    rank_issues,
    remove_issue,
    set_action_done,
    verify_issue,
)
from bwdesk.usecases.plan_page import history_of_issue, plan_page
from tests.usecases.conftest import TODAY

CLUSTER = frozenset({"OS"})


@pytest.fixture
def sitting(desk, factory, cycle):
    return desk.do(start_sitting, factory, cycle, TODAY, CLUSTER)


@pytest.fixture
def code(sitting):
    return tool(sitting.tool).leaves("OS")[0].code


def test_three_voices_stand_side_by_side(desk, sitting, code):
    desk.do(answer_diagnosis, None, sitting, code, Voice.MANAGEMENT, Verdict.COMPLIANT)
    workers = desk.do(answer_diagnosis, None, sitting, code, Voice.WORKERS, Verdict.NON_COMPLIANT)
    desk.do(comment_diagnosis, workers, sitting, code, Voice.WORKERS, "racks at night")
    page = desk.ask(sitting_page, sitting.id)
    row = page.rows[0]
    assert row.sides.do_differ and row.sides.is_gap and not row.sides.is_answered and page.answered == 0
    assert row.sides.comments == {Voice.WORKERS: "racks at night"}
    assert len(page.rows) == len(tool(sitting.tool).leaves("OS"))
    with pytest.raises(Refused, match="has_answers"):
        desk.do(remove_sitting, sitting)


def test_a_sitting_needs_clusters_of_its_tool(desk, factory, cycle):
    for clusters, key in ((frozenset(), "clusters_needed"), (frozenset({"ZZ"}), "no_question")):
        with pytest.raises(Refused, match=key):
            desk.do(start_sitting, factory, cycle, TODAY, clusters)


def test_a_chosen_question_is_an_issue_with_its_origin_and_day(desk, sitting, code):
    target = desk.do(set_target, None, sitting, code, "all exits free", date(2026, 12, 1))
    target = desk.do(give_dots, target, sitting, code, 2, 5)
    issue = desk.do(choose_issue, target, sitting, code)
    assert (issue.origin, issue.origin_id, issue.question, issue.due_on) == (Origin.SELF_DIAGNOSIS, sitting.id, code, date(2026, 12, 1))
    assert desk.do(choose_issue, desk.get(Target, target.id), sitting, code).id == issue.id
    desk.do(set_target, desk.get(Target, target.id), sitting, code, "all exits free", date(2026, 12, 8))
    assert desk.get(Issue, issue.id).due_on == date(2026, 12, 8)
    assert [row.votes for row in desk.ask(sitting_page, sitting.id).gaps("OS")] == []
    desk.do(unchoose_issue, desk.get(Target, target.id), sitting)
    assert desk.get(Issue, issue.id).deleted
    again = desk.do(choose_issue, desk.get(Target, target.id), sitting, code)
    assert again.id == issue.id and not again.deleted


def test_the_next_sitting_shows_what_was_agreed_last_time(desk, factory, cycle, sitting, code):
    desk.do(answer_diagnosis, None, sitting, code, Voice.AGREED, Verdict.NON_COMPLIANT)
    desk.wait(days=30)
    later = desk.do(start_sitting, factory, cycle, TODAY + timedelta(days=30), CLUSTER)
    assert later.number == 2
    assert desk.ask(sitting_page, later.id).rows[0].last_time is Verdict.NON_COMPLIANT


def test_what_was_wanted_is_followed_up_in_the_next_sitting_and_what_changed_is_told(desk, factory, cycle, sitting, code):
    desk.do(answer_diagnosis, None, sitting, code, Voice.AGREED, Verdict.NON_COMPLIANT)
    wanted = desk.do(set_target, None, sitting, code, "Check papers of all who start", TODAY + timedelta(days=20))
    desk.wait(days=30)
    later = desk.do(start_sitting, factory, cycle, TODAY + timedelta(days=30), CLUSTER)
    row, *others = desk.ask(sitting_page, later.id).rows
    assert (row.wanted_then, row.target, row.has_changed) == (wanted, None, False)
    assert all(one.wanted_then is None for one in others)
    desk.do(answer_diagnosis, None, later, code, Voice.AGREED, Verdict.COMPLIANT)
    assert desk.ask(sitting_page, later.id).rows[0].has_changed
    assert desk.ask(sitting_page, sitting.id).rows[0].wanted_then is None, "a sitting does not look ahead"


def test_an_item_is_updated_in_a_meeting_with_one_choice_and_one_line(desk, factory, cycle):
    issue = desk.do(add_issue, cycle, "Exits blocked")
    said = desk.do(factory_says, issue, Progress.DONE, "racks moved")
    assert (said.progress, said.progress_note, said.progress_on, said.verified) == (Progress.DONE, "racks moved", TODAY, Verified.NOT_YET)
    page = desk.ask(plan_page, factory.id, "KH", TODAY)
    assert (page.open, page.to_verify, page.rows[0].label) == (1, 1, "V-1")
    with pytest.raises(Refused) as refused:
        desk.do(verify_issue, said, Verified.VERIFIED)
    assert refused.value.field == "method"
    desk.do(verify_issue, said, Verified.VERIFIED, Method.VISIT, "seen at night")
    after = desk.ask(plan_page, factory.id, "KH", TODAY)
    assert (after.open, after.closed, after.to_verify) == (0, 1, 0)


def test_actions_stand_in_their_order_and_make_an_issue_late(desk, factory, cycle):
    issue = desk.do(add_issue, cycle, "Exits blocked")
    first = desk.do(add_action, issue, "clear exits", due_on=TODAY - timedelta(days=8))
    desk.do(add_action, issue, "layout plan", ActionKind.SYSTEM)
    second = desk.do(add_action, issue, "mark floor")
    desk.do(move_action, second, 0)
    row = desk.ask(plan_page, factory.id, "KH", TODAY).rows[0]
    assert [a.text for a in row.actions] == ["mark floor", "clear exits", "layout plan"]
    assert (row.late, row.due) == (8, TODAY - timedelta(days=8))
    desk.do(set_action_done, desk.get(Action, first.id), TODAY)
    assert desk.ask(plan_page, factory.id, "KH", TODAY).rows[0].late == 0


def test_cells_are_filled_down_in_one_act(desk, factory, cycle):
    issues = [desk.do(add_issue, cycle, f"issue {n}") for n in range(3)]
    desk.do(edit_issues, [(i, replace(i, owner="HR manager")) for i in issues])
    assert len({op.txn for op in desk.changes.operations}) == 1 and len(desk.changes.operations) == 3
    with pytest.raises(Refused):
        desk.do(edit_issues, [(issues[0], replace(issues[0], title="x")), (issues[1], replace(issues[1], title=""))])
    assert desk.get(Issue, issues[0].id).title == "issue 0"


def test_the_committee_ranks_and_the_plan_follows(desk, factory, cycle):
    issues = [desk.do(add_issue, cycle, f"issue {n}") for n in range(3)]
    desk.do(rank_issues, [issues[2], issues[0]])
    assert [row.issue.title for row in desk.ask(plan_page, factory.id, "KH", TODAY).rows] == ["issue 2", "issue 0", "issue 1"]


def test_an_issue_keeps_its_origin_and_an_assessed_one_stays(desk, cycle):
    issue = desk.do(add_issue, cycle, "Exits blocked", Origin.ASSESSMENT, "OS-EMR-06")
    with pytest.raises(Refused, match="origin_fixed"):
        desk.do(edit_issue, issue, replace(issue, origin=Origin.VISIT))
    with pytest.raises(Refused, match="assessed_stays"):
        desk.do(remove_issue, issue)


def test_an_issue_tells_its_history(desk, cycle):
    issue = desk.do(add_issue, cycle, "Exits blocked")
    desk.do(factory_says, issue, Progress.DONE, "racks moved")
    desk.do(add_action, issue, "clear exits")
    steps = desk.ask(history_of_issue, issue.id)
    assert [(s.act, s.kind, s.is_first) for s in steps] == [
        ("act.issue.add", "issue", True), ("act.issue.says", "issue", False), ("act.action.add", "action", True),
    ]  # fmt: skip
    said = {change.field: (change.old, change.new) for change in steps[1].changes}
    assert said["progress"] == (None, "done") and said["progress_note"] == (None, "racks moved")
