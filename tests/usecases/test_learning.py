"""Learning at a real desk: attendance in halves, over the package only with a reason, seminars by factory, the learning plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bwdesk.domain.committee import Member, Sex, Side
from bwdesk.domain.factory import Role
from bwdesk.domain.learning import Audience, Invitation, Met, Need, Participants, Seat, Seminar, Training
from bwdesk.domain.naming import bears_own_id
from bwdesk.domain.plan import Origin
from bwdesk.errors import Refused
from bwdesk.usecases.committee import add_member, member_left
from bwdesk.usecases.factories import add_factory, assign_person, register_factory
from bwdesk.usecases.learning import (
    add_needs,
    copy_group,
    count_people,
    edit_training,
    hold_training,
    plan_training,
    remove_training,
    set_present,
)
from bwdesk.usecases.learning_page import learning_page
from bwdesk.usecases.learning_who import who_was_there
from bwdesk.usecases.plan import add_issue
from bwdesk.usecases.seminars import count_seats, hold_seminar, invite, plan_seminar
from bwdesk.usecases.undo import offers, undo
from tests.usecases.conftest import TODAY

HELD = date(2026, 9, 14)
WOMEN, MEN = (Audience.WORKER, Sex.WOMAN), (Audience.WORKER, Sex.MAN)


@pytest.fixture
def mine(desk, factory, cycle):
    desk.do(assign_person, factory, "amina", Role.ADVISOR, date(2026, 5, 1))
    return factory


@pytest.fixture
def training(desk, mine, cycle):
    return desk.do(plan_training, cycle, "Exits and fire drills", "OS-EMR", HELD, 2, expected=10)


@pytest.fixture
def page(desk, mine):
    return lambda: desk.ask(learning_page, mine.id, "amina", TODAY)


def issue(desk, cycle, question, title="Exit blocked"):
    return desk.do(add_issue, cycle, title, Origin.VISIT, question, question[:2])


def fresh(desk, thing):
    return desk.get(type(thing), thing.id)


def test_what_is_planned_is_expected_and_what_was_held_is_counted(desk, training, page):
    assert (page().package.planned, page().package.done, page().package.left) == (20, 0, 30)
    desk.do(count_people, training, {WOMEN: 6, MEN: 1})
    desk.do(hold_training, training, HELD)
    found = page()
    assert (found.package.planned, found.package.done, found.package.left) == (0, 14, 16)
    assert [(row.people, row.halves, row.on) for row in found.events] == [(7, 14, HELD)]


def test_members_are_ticked_and_others_counted(desk, mine, training):
    sewer = desk.do(add_member, mine.id, "Sewing operator", Side.WORKERS, Sex.WOMAN)
    desk.do(set_present, training, sewer, True)
    desk.do(count_people, training, {WOMEN: 3, MEN: 2})
    who = desk.ask(who_was_there, training.id, "amina", TODAY)
    assert (who.people, who.women, who.halves) == (6, 4, 12)
    assert [(row.member.title, row.is_present) for row in who.members] == [("Sewing operator", True)]
    desk.do(set_present, training, sewer, False)
    desk.do(count_people, training, {MEN: 0})
    who = desk.ask(who_was_there, training.id, "amina", TODAY)
    assert (who.people, who.women) == (3, 3)
    desk.do(set_present, training, sewer, True)
    assert desk.ask(who_was_there, training.id, "amina", TODAY).people == 4


def test_over_the_package_is_refused_until_a_reason_stands(desk, training, page):
    desk.do(count_people, training, {WOMEN: 18})
    assert desk.ask(who_was_there, training.id, "amina", TODAY).over == 6
    with pytest.raises(Refused) as refused:
        desk.do(hold_training, training, HELD)
    assert (refused.value.key, refused.value.field, refused.value.params["by"]) == ("learning.over", "over_reason", "3")
    assert fresh(desk, training).held_on is None
    held = desk.do(hold_training, training, HELD, "New exits were built in August")
    assert held.over_reason == "New exits were built in August"
    assert page().package.over == 6


def test_what_was_bought_apart_is_never_over(desk, cycle, mine, page):
    extra = desk.do(plan_training, cycle, "Supervisory skills", "", HELD, 4, is_extra=True)
    desk.do(count_people, extra, {WOMEN: 30})
    desk.do(hold_training, extra, HELD)
    assert (page().package.extra, page().package.done, page().package.over) == (120, 0, 0)


def test_the_group_of_last_time_comes_without_those_who_left(desk, mine, cycle, training):
    stays = desk.do(add_member, mine.id, "Cutter", Side.WORKERS, Sex.MAN)
    left = desk.do(add_member, mine.id, "Line chief", Side.MANAGEMENT, Sex.WOMAN)
    for member in (stays, left):
        desk.do(set_present, training, member, True)
    desk.do(count_people, training, {WOMEN: 5})
    held = desk.do(hold_training, training, HELD)
    desk.do(member_left, left, date(2026, 10, 1))
    later = desk.do(plan_training, cycle, "Chemicals", "OS-CHM", date(2026, 11, 2))
    desk.do(count_people, later, {MEN: 2})
    who = desk.ask(who_was_there, later.id, "amina", TODAY)
    assert who.last is not None and who.last.id == held.id
    desk.do(copy_group, later, who.last)
    who = desk.ask(who_was_there, later.id, "amina", TODAY)
    assert who.counts == {WOMEN: 5, MEN: 2}
    assert [row.member.title for row in who.members if row.is_present] == ["Cutter"]


def test_a_training_taken_off_the_list_takes_its_people_and_undo_brings_them_back(desk, training):
    desk.do(count_people, training, {WOMEN: 4})
    desk.do(remove_training, training)
    assert desk.ask(lambda r: r.find(Participants)) == []
    desk.do(undo, desk.ask(offers, "amina", "amina-laptop").undo.txn)
    assert [p.count for p in desk.ask(lambda r: r.find(Participants))] == [4]
    assert [t.title for t in desk.ask(lambda r: r.find(Training))] == ["Exits and fire drills"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"), ({"half_days": 0}, "half_days"), ({"expected": -1}, "expected"),
        ({"quiz_asked": 10, "quiz_after": 11}, "quiz_after"), ({"quiz_before": 1}, "quiz_asked"),
    ],
)  # fmt: skip
def test_a_training_that_cannot_be_is_refused_on_its_field(desk, training, change, field):
    with pytest.raises(Refused) as refused:
        desk.do(edit_training, training, replace(training, **change))
    assert refused.value.field == field
    assert fresh(desk, training) == training


def test_a_seminar_counts_people_by_factory_and_in_the_ledger_of_each(desk, mine, page):
    other = desk.do(add_factory, "Blue Hem", "KH")
    desk.do(register_factory, other, date(2026, 5, 8), "amina")
    made = desk.do(plan_seminar, "KH", "Exits", "OS", HELD, 2, invited=[mine.id, other.id])
    desk.do(count_seats, made, mine.id, {WOMEN: 2, (Audience.MANAGER, Sex.MAN): 1})
    held = desk.do(hold_seminar, made, HELD)
    assert {i.factory_id: i.came for i in desk.ask(lambda r: r.find(Invitation))} == {mine.id: True, other.id: False}
    found = page()
    assert [(e.asked, e.came, e.people, e.halves) for e in found.events] == [(2, 1, 3, 6)]
    assert (found.package.seminars, found.package.seminar_quota) == (1, 4)
    assert desk.ask(learning_page, other.id, "amina", TODAY).package.seminars == 0
    desk.do(count_seats, held, mine.id, {WOMEN: 0, (Audience.MANAGER, Sex.MAN): 0})
    assert page().package.seminars == 0


def test_a_factory_that_came_unasked_is_put_on_the_list(desk, mine):
    made = desk.do(plan_seminar, "KH", "Exits", "OS", HELD)
    desk.do(count_seats, made, mine.id, {WOMEN: 2})
    who = desk.ask(who_was_there, made.id, "amina", TODAY)
    assert [(g.factory.id, g.is_asked, g.people) for g in who.guests] == [(mine.id, True, 2)]


def test_an_invitation_is_taken_back_and_given_again(desk, mine):
    made = desk.do(plan_seminar, "KH", "Exits", "OS", HELD, invited=[mine.id])
    desk.do(invite, made, mine.id, False)
    assert desk.ask(lambda r: r.find(Invitation)) == []
    desk.do(invite, made, mine.id, True, 5)
    assert [i.expected for i in desk.ask(lambda r: r.find(Invitation))] == [5]


def test_ids_of_seminars_follow_from_their_scope(desk, mine):
    made = desk.do(plan_seminar, "KH", "Exits", "OS", HELD, invited=[mine.id])
    desk.do(count_seats, made, mine.id, {WOMEN: 2})
    for cls in (Seminar, Invitation, Seat):
        for thing in desk.ask(lambda r, cls=cls: r.find(cls)):
            first = desk.ask(lambda r, key=thing.id: r.operations_of(key))[0]
            assert bears_own_id(first), cls


def test_open_issues_ask_for_learning_until_the_plan_or_a_seminar_takes_care_of_it(desk, mine, cycle, page):
    other = desk.do(add_factory, "Blue Hem", "KH")
    theirs = desk.do(register_factory, other, date(2026, 5, 8), "amina")
    one, two = issue(desk, cycle, "OS-EMR-06"), issue(desk, cycle, "WT-OTM-01", "Overtime")
    issue(desk, theirs, "OS-EMR-02")
    found = page()
    assert [(w.suggestion.topic, w.names) for w in found.wanted] == [
        ("OS-EMR", ("Blue Hem", "Golden Thread Ltd")), ("WT-OTM", ("Golden Thread Ltd",)),
    ]  # fmt: skip
    assert [s.topic for s in found.suggested] == ["OS-EMR", "WT-OTM"]
    desk.do(add_needs, cycle, [(s.topic, s.issue_ids) for s in found.suggested])
    desk.do(plan_seminar, "KH", "Exits", "OS", date(2026, 12, 1))
    found = page()
    assert found.suggested == ()
    assert [w.suggestion.topic for w in found.wanted] == ["WT-OTM"]
    assert [(row.need.topic, row.met, row.open_issues) for row in found.needs] == [("WT-OTM", Met.OPEN, 1), ("OS-EMR", Met.PLANNED, 1)]
    assert {i for n in desk.ask(lambda r: r.find(Need)) for i in n.issue_ids} == {one.id, two.id}


def test_what_was_held_on_a_topic_counts_as_done_for_the_need(desk, mine, cycle, training, page):
    desk.do(add_needs, cycle, [("OS-EMR", []), ("WT-OTM", [])])
    desk.do(hold_training, training, HELD)
    assert {row.need.topic: (row.met, row.held) for row in page().needs} == {
        "OS-EMR": (Met.DONE, ("Exits and fire drills",)), "WT-OTM": (Met.OPEN, ()),
    }  # fmt: skip
    seminar = desk.do(plan_seminar, "KH", "Hours", "WT", HELD)
    desk.do(count_seats, seminar, mine.id, {WOMEN: 1})
    desk.do(hold_seminar, seminar, HELD)
    assert {row.need.topic: row.held for row in page().needs}["WT-OTM"] == ("Hours",)


def test_a_topic_of_the_plan_is_not_written_twice(desk, mine, cycle):
    desk.do(add_needs, cycle, [("OS-EMR", ["a"])])
    desk.do(add_needs, cycle, [("OS-EMR", ["b"])])
    assert [n.issue_ids for n in desk.ask(lambda r: r.find(Need))] == [frozenset({"a", "b"})]


def test_two_laptops_note_the_same_people_once(make_desk, desk, mine, training):
    member = desk.do(add_member, mine.id, "Cutter", Side.WORKERS, Sex.MAN)
    other = make_desk("jonas", 2)
    desk.carry_to(other)
    for one in (desk, other):
        one.do(set_present, training, one.get(Member, member.id), True)
    other.carry_to(desk)
    assert desk.ask(who_was_there, training.id, "amina", TODAY).people == 1
