"""Visits and their notebook: lines, marks and what they become, order and time, people in the room, agenda, closing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bwdesk.domain.committee import Sex, Side
from bwdesk.domain.naming import bears_own_id
from bwdesk.domain.plan import Action, Issue, Origin, Progress
from bwdesk.domain.visit import AgendaItem, Attendance, Line, Mark, Mode, Visit
from bwdesk.errors import Refused
from bwdesk.usecases.committee import add_member, committee_of_factory, edit_member, member_left
from bwdesk.usecases.plan import edit_issue, factory_says
from bwdesk.usecases.visit_lines import add_line, backdate_line, edit_line, mark_line, move_line, paste_lines, quick_note, remove_line
from bwdesk.usecases.visit_page import visit_page
from bwdesk.usecases.visits import (
    add_agenda_item,
    close_visit,
    closing_remarks,
    count_present,
    edit_visit,
    fill_agenda,
    move_agenda_item,
    plan_visit,
    present_as_last_time,
    remove_visit,
    reopen_visit,
    set_agenda_done,
    set_present,
    start_visit,
    take_issues,
)
from tests.usecases.conftest import NOW, TODAY


@pytest.fixture
def visit(desk, factory, cycle) -> Visit:
    return desk.do(start_visit, factory.id)


@pytest.mark.parametrize("mark", [Mark.FINDING, Mark.ACTION])
def test_what_a_line_becomes_begins_under_an_id_that_no_server_sets_aside(desk, visit, mark):
    desk.do(add_line, visit, "Clear both exits by Friday", mark)
    begun = [op for op in desk.changes.operations if op.kind in ("issue", "action")]
    assert begun and all(bears_own_id(op) for op in begun)


def texts(desk, visit):
    return [shown.line.text for shown in desk.ask(visit_page, visit.id, TODAY).lines]


def test_a_visit_needs_a_cycle(desk, factory):
    with pytest.raises(Refused, match="no_cycle"):
        desk.do(start_visit, factory.id)


def test_a_planned_visit_begins_once(desk, factory, cycle):
    planned = desk.do(plan_visit, factory.id, NOW + timedelta(hours=1), Mode.HYBRID, "Exits")
    assert planned.started_at is None and planned.cycle_id == cycle.id
    begun = desk.do(start_visit, factory.id, planned)
    assert begun.started_at is not None and begun.mode is Mode.HYBRID
    assert desk.do(start_visit, factory.id, begun) == begun


def test_a_finding_line_is_an_issue_for_good(desk, visit, factory):
    written = desk.do(add_line, visit, "Two exits blocked", Mark.FINDING)
    issue = written.issue
    assert (issue.title, issue.origin, issue.origin_id, issue.line_id) == ("Two exits blocked", Origin.VISIT, visit.id, written.line.id)
    edited = desk.do(edit_line, written.line, replace(written.line, text="Three exits blocked"))
    assert edited.issue.title == "Three exits blocked"
    named = desk.do(edit_issue, edited.issue, replace(edited.issue, title="Exits kept free"))
    again = desk.do(edit_line, edited.line, replace(edited.line, text="Four exits blocked"))
    assert again.issue.title == named.title == "Exits kept free"


def test_taking_the_mark_away_takes_an_untouched_issue_off_and_marking_again_gives_it_back(desk, visit):
    written = desk.do(add_line, visit, "Two exits blocked", Mark.FINDING)
    plain = desk.do(mark_line, written.line, Mark.NOTE)
    assert plain.issue is None and desk.get(Issue, written.issue.id).deleted
    marked = desk.do(mark_line, plain.line, Mark.FINDING)
    assert marked.issue.id == written.issue.id and not marked.issue.deleted


def test_an_issue_that_was_worked_on_stays_when_its_line_is_unmarked_or_removed(desk, visit):
    written = desk.do(add_line, visit, "Two exits blocked", Mark.FINDING)
    desk.do(factory_says, written.issue, Progress.IN_PROGRESS, "racks out on Friday")
    unmarked = desk.do(mark_line, written.line, Mark.QUOTE)
    assert unmarked.issue is not None
    desk.do(remove_line, unmarked.line)
    assert not desk.get(Issue, written.issue.id).deleted


def test_a_finding_can_become_an_action(desk, visit):
    written = desk.do(add_line, visit, "Send the layout plan", Mark.FINDING)
    action = desk.do(mark_line, written.line, Mark.ACTION)
    assert action.action.text == "Send the layout plan" and action.issue is None
    assert desk.get(Issue, written.issue.id).deleted
    removed = desk.do(remove_line, action.line)
    assert removed.deleted and desk.get(Action, action.action.id).deleted


def test_a_finding_without_words_becomes_an_issue_with_its_first_ones(desk, visit):
    empty = desk.do(add_line, visit, "", Mark.FINDING)
    assert empty.issue is None
    assert desk.do(edit_line, empty.line, replace(empty.line, text="Exit locked")).issue.title == "Exit locked"


def test_lines_stand_where_they_are_put(desk, visit):
    first = desk.do(add_line, visit, "first").line
    desk.do(add_line, visit, "last")
    desk.do(add_line, visit, "second", after=first)
    assert texts(desk, visit) == ["first", "second", "last"]
    last = desk.ask(lambda r: r.find(Line, lambda n: n.text == "last"))[0]
    desk.do(move_line, last, 0)
    assert texts(desk, visit) == ["last", "first", "second"]
    moved = desk.do(backdate_line, first, NOW - timedelta(hours=2))
    assert moved.at == NOW - timedelta(hours=2)
    with pytest.raises(Refused):
        desk.do(backdate_line, moved, NOW + timedelta(days=1))


def test_pasted_text_becomes_lines_with_their_marks(desk, visit):
    desk.do(paste_lines, visit, "tour\n\n! exit 4 tied shut\n+84 123\n- send plan\n")
    lines = desk.ask(lambda r: r.find(Line, order=lambda n: n.pos))
    assert [(n.mark, n.text) for n in lines] == [
        (Mark.NOTE, "tour"), (Mark.FINDING, "exit 4 tied shut"), (Mark.NOTE, "+84 123"), (Mark.ACTION, "send plan"),
    ]  # fmt: skip
    assert desk.ask(lambda r: r.find(Issue))[0].title == "exit 4 tied shut"


def test_a_quick_note_goes_to_the_running_visit_else_to_the_one_planned_today(desk, factory, cycle):
    with pytest.raises(Refused, match="none_today"):
        desk.do(quick_note, "door 4")
    planned = desk.do(plan_visit, factory.id, NOW + timedelta(hours=2))
    note = desk.do(quick_note, "door 4")
    assert note.line.visit_id == planned.id and desk.get(Visit, planned.id).started_at is not None
    other = desk.do(start_visit, factory.id)
    assert desk.do(quick_note, "gate 2").line.visit_id == other.id
    desk.do(close_visit, other, other, {})
    assert desk.do(quick_note, "gate 3").line.visit_id == planned.id


def test_people_in_the_room_by_member_and_by_count(desk, visit, factory):
    chair = desk.do(add_member, factory.id, "Production manager", Side.MANAGEMENT, Sex.MAN)
    sewer = desk.do(add_member, factory.id, "Sewer, line 3", Side.WORKERS, Sex.WOMAN)
    here = desk.do(set_present, visit, chair, None, True)
    desk.do(set_present, visit, sewer, None, True)
    desk.do(count_present, visit, Side.GUEST, Sex.UNSTATED, 2, "buyer's team")
    room = desk.ask(visit_page, visit.id, TODAY).room
    assert (room.total, room.of(Side.WORKERS, Sex.WOMAN), room.missing_sides) == (4, 1, ())
    desk.do(set_present, visit, chair, here, False)
    desk.do(count_present, visit, Side.GUEST, Sex.UNSTATED, 0, "buyer's team")
    assert desk.ask(visit_page, visit.id, TODAY).room.missing_sides == (Side.MANAGEMENT,)
    desk.do(set_present, visit, chair, desk.get(Attendance, here.id), True)
    following = desk.do(start_visit, factory.id)
    copied = desk.do(present_as_last_time, following, desk.ask(lambda r: r.find(Attendance, lambda a: a.visit_id == visit.id)))
    assert len(copied) == 2 and not desk.do(present_as_last_time, following, copied)


def test_the_committee_with_parity(desk, factory, cycle):
    for title, side in (("HR manager", Side.MANAGEMENT), ("Ironer", Side.WORKERS)):
        desk.do(add_member, factory.id, title, side, Sex.WOMAN)
    view = desk.ask(committee_of_factory, factory.id, TODAY)
    assert view.composition.has_parity and [m.title for m in view.members] == ["HR manager", "Ironer"]
    desk.do(member_left, view.members[1], TODAY)
    later = desk.ask(committee_of_factory, factory.id, TODAY)
    assert not later.composition.has_parity and [m.title for m in later.former] == ["Ironer"]
    with pytest.raises(Refused):
        desk.do(edit_member, view.members[0], replace(view.members[0], title=""))


def test_the_agenda_from_template_and_open_issues(desk, visit):
    finding = desk.do(add_line, visit, "Exit blocked", Mark.FINDING)
    desk.do(fill_agenda, visit, ["Tour", "Committee"])
    desk.do(fill_agenda, visit, ["Tour"])
    desk.do(take_issues, visit, [finding.issue])
    desk.do(take_issues, visit, [finding.issue])
    desk.do(add_agenda_item, visit, "Next steps")
    items = desk.ask(lambda r: r.find(AgendaItem, order=lambda a: a.pos))
    assert [a.title for a in items] == ["Exit blocked", "Tour", "Committee", "Next steps"]
    desk.do(move_agenda_item, items[2], 0)
    assert desk.do(set_agenda_done, desk.get(AgendaItem, items[1].id), True).done_at is not None
    assert [a.title for a in desk.ask(visit_page, visit.id, TODAY).agenda] == ["Committee", "Exit blocked", "Tour", "Next steps"]


def test_closing_keeps_why_a_line_was_left_open_and_can_be_taken_back(desk, visit):
    closed = desk.do(
        close_visit, visit, replace(visit, half_days=2, next_on=date(2026, 12, 8)), {"signatures": "manager in a meeting", "x": ""}
    )
    assert closed.closed_at is not None and closing_remarks(closed) == {"signatures": "manager in a meeting"}
    assert desk.do(reopen_visit, closed).closed_at is None
    with pytest.raises(Refused) as refused:
        desk.do(edit_visit, visit, replace(visit, half_days=99))
    assert refused.value.field == "half_days"


def test_a_visit_with_lines_is_not_removed(desk, visit, factory):
    desk.do(add_line, visit, "first")
    with pytest.raises(Refused, match="has_lines"):
        desk.do(remove_visit, visit)
    planned = desk.do(plan_visit, factory.id, NOW + timedelta(days=3))
    assert desk.do(remove_visit, planned).deleted


def test_the_notebook_page_in_one_question(desk, visit, factory):
    desk.do(add_line, visit, "Exit blocked", Mark.FINDING)
    desk.wait(hours=1)
    following = desk.do(start_visit, factory.id)
    page = desk.ask(visit_page, following.id, TODAY)
    assert (page.number, page.last_visit.id, len(page.open_issues)) == (2, visit.id, 1)
    assert [n.text for n in page.last_lines] == ["Exit blocked"]
    assert list(page.labels.values()) == ["V-1"]
