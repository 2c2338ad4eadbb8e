"""Today: what is on now, this week, what waits for me, the threads of my factories."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import event

from bwdesk.domain.access import Standing
from bwdesk.domain.clock import WindowState
from bwdesk.domain.contact import Channel
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.ledgers import Book
from bwdesk.domain.plan import Issue, Progress
from bwdesk.domain.programme import Milestone
from bwdesk.domain.report_life import Step
from bwdesk.usecases.assessment import plan_assessment
from bwdesk.usecases.cycle_page import cycle_view
from bwdesk.usecases.drafts import keep_draft
from bwdesk.usecases.engagement import add_contact, explain_over_use
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.plan import add_issue, edit_issue, factory_says
from bwdesk.usecases.report_life import hand_in, take_step
from bwdesk.usecases.today import today_page
from bwdesk.usecases.visits import close_visit, edit_visit, plan_visit, start_visit
from tests.usecases.conftest import NOW, TODAY
from tests.usecases.test_report_editions import context
from tests.usecases.test_synthesis_editions import assess, sit


def test_a_day_with_nothing_planned(desk, factory):
    page = desk.ask(today_page, "amina", NOW)
    assert page.now is None and not page.week and not page.needs and not page.mine


def test_the_visit_of_today_with_what_to_look_at_before(desk, factory, cycle):
    late = desk.do(add_issue, cycle, "exits")
    desk.do(edit_issue, late, replace(late, due_on=TODAY - timedelta(days=8)))
    desk.do(factory_says, desk.do(add_issue, cycle, "labels"), Progress.DONE, "done")
    desk.do(add_issue, cycle, "water")
    visit = desk.do(plan_visit, factory.id, NOW + timedelta(hours=1))
    desk.do(plan_visit, factory.id, NOW + timedelta(days=3))
    now = desk.ask(today_page, "amina", NOW).now
    assert (now.visit.id, now.number, now.is_running, now.late, now.to_verify) == (visit.id, 1, False, 1, 1)
    assert [item.issue.title for item in now.items] == ["exits", "labels", "water"]
    desk.do(start_visit, factory.id, visit)
    assert desk.ask(today_page, "amina", NOW).now.is_running


def test_a_closed_visit_is_not_on_any_more(desk, factory, cycle):
    visit = desk.do(start_visit, factory.id)
    desk.do(close_visit, visit, visit, {})
    page = desk.ask(today_page, "amina", NOW)
    assert page.now is None and page.mine[0].days.used == 2


def test_this_week_holds_visits_and_ones_own_assessments(desk, factory, cycle):
    desk.do(plan_visit, factory.id, NOW + timedelta(days=4))
    desk.do(plan_visit, factory.id, NOW + timedelta(days=12))
    other = desk.do(add_factory, "Lotus", "BD")
    lotus = desk.do(register_factory, other, date(2026, 7, 1), "jonas")
    desk.do(plan_assessment, other, lotus, frozenset({"amina", "dara"}), TODAY + timedelta(days=1), TODAY + timedelta(days=2))
    page = desk.ask(today_page, "amina", NOW)
    assert [(item.kind, item.on) for item in page.week] == [
        ("assessment", TODAY + timedelta(days=1)), ("visit", TODAY + timedelta(days=4)),
    ]  # fmt: skip
    assert [f.name for _, f in page.assessing] == ["Lotus"] and [v.factory.name for v in page.mine] == ["Golden Thread Ltd"]
    assert not desk.ask(today_page, "jonas", NOW).assessing


def test_what_waits_for_me(desk, make_desk, factory, cycle):
    issue = desk.do(add_issue, cycle, "exits")
    desk.do(factory_says, issue, Progress.DONE)
    desk.do(plan_visit, factory.id, NOW - timedelta(days=26))
    desk.do(keep_draft, "visit/x/y", "half a sentence", 4)
    other = make_desk("jonas", 2)
    desk.carry_to(other)
    desk.do(edit_issue, desk.get(Issue, issue.id), replace(desk.get(Issue, issue.id), owner="HR"))
    other.do(edit_issue, other.get(Issue, issue.id), replace(other.get(Issue, issue.id), owner="Safety"))
    other.carry_to(desk)
    found = desk.ask(today_page, "amina", NOW).needs
    needs = {item.kind: item for item in found}
    assert needs["settle"].count == 1 and needs["settle"].factory.id == factory.id
    assert (needs["missed_visit"].count, needs["verify"].count) == (26, 1)
    late = {n.window.milestone for n in found if n.window is not None}
    assert late == {Milestone.FIRST_VISIT, Milestone.INTRO_SEMINAR} and needs["draft"].draft.text == "half a sentence"


def test_use_over_the_package_waits_until_a_reason_stands(desk, factory, cycle):
    quota = desk.ask(cycle_view, factory, TODAY).days.quota

    def over() -> list[tuple[Book, ...]]:
        return [item.books for item in desk.ask(today_page, "amina", NOW).needs if item.kind == "over"]

    desk.do(add_contact, cycle, Channel.CALL, "HR manager", "All of the package", half_days=quota)
    assert over() == [], "just used up"
    desk.do(add_contact, cycle, Channel.CALL, "HR manager", "Once more", half_days=1)
    assert over() == [(Book.VISIT_DAYS,)]
    desk.do(explain_over_use, desk.get(Cycle, cycle.id), Book.VISIT_DAYS, "Two weeks of fire safety")
    assert over() == []


def test_the_thread_of_a_cycle(desk, factory, cycle):
    visit = desk.do(start_visit, factory.id)
    desk.do(edit_visit, visit, replace(visit, started_at=NOW - timedelta(days=150)))
    desk.do(plan_visit, factory.id, NOW - timedelta(days=26))
    view = desk.ask(cycle_view, factory, TODAY)
    assert [(e.kind, e.state, e.number) for e in view.events if e.kind == "visit"] == [("visit", "done", 1), ("visit", "late", 2)]
    assert view.window(Milestone.ASSESSMENT).state is WindowState.LATE
    assert {e.kind for e in view.events if e.state in ("window", "late")} >= {"assessment", "progress"}
    assert list(view.events) == sorted(view.events, key=lambda e: e.on)


def of_many(desk, person, standing):
    """What of reports about many factories waits for a person, asked as that person."""
    sit(desk, person, standing)
    return [(one.kind, one.thing, one.waiting.name) for one in desk.ask(today_page, person, NOW).needs if one.waiting is not None]


def test_a_synthesis_handed_in_waits_for_who_may_approve_it_and_returned_for_its_author(desk):
    assess(desk, 6)
    sit(desk, "dara", Standing.TEAM_LEADER)
    desk.do(hand_in, "synthesis", "KH", context(desk))
    desk.do(hand_in, "portfolio", "amina", context(desk))
    both = [("approve", "KH", "KH"), ("approve", "amina", "amina")]
    assert of_many(desk, "dara", Standing.TEAM_LEADER) == [], "who handed it in does not judge it"
    assert sorted(of_many(desk, "mira", Standing.MANAGER)) == sorted(of_many(desk, "vuthy", Standing.TEAM_LEADER)) == both
    assert of_many(desk, "amina", Standing.STAFF) == of_many(desk, "root", Standing.ADMINISTRATOR) == []
    sit(desk, "mira", Standing.MANAGER)
    desk.do(take_step, "synthesis", "KH", Step.RETURN, reason="Which year?")
    desk.do(take_step, "portfolio", "amina", Step.APPROVE)
    assert of_many(desk, "mira", Standing.MANAGER) == of_many(desk, "vuthy", Standing.TEAM_LEADER) == []
    assert of_many(desk, "dara", Standing.TEAM_LEADER) == [("rework", "KH", "KH")]
    desk.do(hand_in, "synthesis", "KH", context(desk))
    assert of_many(desk, "dara", Standing.TEAM_LEADER) == [] and of_many(desk, "mira", Standing.MANAGER) == [("approve", "KH", "KH")]


def test_reports_of_many_take_one_statement_and_no_more_with_more_of_them(desk):
    def statements():
        said = []
        with desk.store.reading() as reader:
            event.listen(reader.connection, "before_cursor_execute", lambda *args: said.append(args[2]))
            today_page(reader, "mira", NOW)
        return sum("report.factory_id IN" in one for one in said), len(said)

    assess(desk, 6)
    sit(desk, "dara", Standing.TEAM_LEADER)
    before = statements()
    assert before[0] == 1
    desk.do(hand_in, "synthesis", "KH", context(desk))
    sit(desk, "mira", Standing.MANAGER)
    desk.do(take_step, "synthesis", "KH", Step.APPROVE)
    assert statements() == before
