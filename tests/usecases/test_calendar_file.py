"""An advisor's calendar: what stands in it, what is taken out of it, and that no assessment can be read from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bwdesk.domain.programme import Milestone
from bwdesk.texts import Texts
from bwdesk.usecases.assessment import plan_assessment
from bwdesk.usecases.calendar_file import calendar_file, calendar_of
from bwdesk.usecases.engagement import waive_milestone
from bwdesk.usecases.visits import edit_visit, plan_visit, start_visit
from tests.usecases.conftest import NOW, TODAY

TEXTS = Texts()


def test_visits_and_windows_keep_their_ids_when_they_move(desk, factory, cycle):
    visit = desk.do(plan_visit, factory.id, NOW + timedelta(days=3))
    before = {e.key: e for e in desk.ask(calendar_of, "amina", TODAY, TEXTS)}
    assert before[visit.id].begins == NOW + timedelta(days=3)
    assert before[f"{cycle.id}.renewal"].begins == date(2027, 5, 7)
    desk.do(edit_visit, visit, replace(visit, planned_at=NOW + timedelta(days=9)))
    after = {e.key: e for e in desk.ask(calendar_of, "amina", TODAY, TEXTS)}
    assert after.keys() == before.keys()
    assert after[visit.id].begins == NOW + timedelta(days=9)


def test_what_was_cancelled_or_set_aside_is_told_as_off(desk, factory, cycle):
    visit = desk.do(plan_visit, factory.id, NOW + timedelta(days=3))
    desk.do(edit_visit, visit, replace(visit, deleted=True))
    desk.do(waive_milestone, cycle, Milestone.INTRO_SEMINAR, "Held already")
    events = {e.key: e for e in desk.ask(calendar_of, "amina", TODAY, TEXTS)}
    assert events[visit.id].summary == f"Visit: {factory.name}", "a cancelled visit has no number"
    assert events[visit.id].is_off and events[f"{cycle.id}.intro_seminar"].is_off
    assert not events[f"{cycle.id}.first_visit"].is_off


def test_no_assessment_can_be_read_from_it(desk, factory, cycle):
    """The calendar is the same letter by letter whenever the assessment is, or whether there is one at all."""
    begun = desk.do(start_visit, factory.id)
    desk.do(edit_visit, begun, replace(begun, started_at=datetime(2026, 6, 1, 3, tzinfo=UTC)))
    now = NOW
    words = {e.key: e.description for e in desk.ask(calendar_of, "amina", TODAY, TEXTS)}
    assert "100 days from the first visit on 2026-06-01" in words[f"{cycle.id}.self_diagnosis"]
    without = desk.ask(calendar_file, "amina", now, TEXTS)
    desk.do(plan_assessment, factory, cycle, frozenset({"jonas", "dara"}), date(2026, 9, 8), date(2026, 9, 9))
    assert desk.ask(calendar_file, "amina", now, TEXTS) == without
    assert "ssessment" not in without


def test_it_holds_the_factories_one_advises_only(desk, factory, cycle):
    assert "BEGIN:VEVENT" in desk.ask(calendar_file, "amina", NOW, TEXTS)
    assert "BEGIN:VEVENT" not in desk.ask(calendar_file, "jonas", NOW, TEXTS)
