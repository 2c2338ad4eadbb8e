"""The year of a factory: renewed, lapsed, left, paid; milestones set aside; contacts that count or do not; buyers and what they read."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bwdesk import shipped
from bwdesk.domain.buyers import Buyer
from bwdesk.domain.clock import WindowState
from bwdesk.domain.committee import Sex
from bwdesk.domain.contact import Channel
from bwdesk.domain.cycle import Cycle, CycleReason
from bwdesk.domain.factory import Factory, Role
from bwdesk.domain.learning import Audience
from bwdesk.domain.ledgers import Book
from bwdesk.domain.programme import Milestone
from bwdesk.domain.renewal import Standing
from bwdesk.errors import Refused
from bwdesk.store.lists import unsettled_keys
from bwdesk.usecases.committee import committee_of_factory
from bwdesk.usecases.cycle_page import cycle_view
from bwdesk.usecases.engagement import (
    add_contact,
    explain_over_use,
    leave_programme,
    note_payment,
    note_slcp,
    remove_contact,
    renew_factory,
    stay_after_all,
    unwaive_milestone,
    waive_milestone,
)
from bwdesk.usecases.factories import advisor_of, assign_person, merge_factories, register_factory, unmerge_factory
from bwdesk.usecases.seminars import count_seats, hold_seminar, plan_seminar
from bwdesk.usecases.supply import add_buyer, buyers_of_factory, let_read, remove_buyer, withdraw_reading
from bwdesk.usecases.undo import offers, undo
from bwdesk.usecases.writing import write
from tests.usecases.conftest import TODAY


def book(view, wanted):
    return next(one for one in view.ledgers if one.book is wanted)


def test_the_next_cycle_follows_and_its_advisor_stays(desk, factory, cycle):
    desk.do(assign_person, factory, "jonas", Role.ADVISOR, date(2026, 10, 1))
    made = desk.do(renew_factory, factory, date(2027, 4, 1))
    assert (made.number, made.started_on) == (2, date(2027, 5, 8))
    assert desk.ask(advisor_of, factory.id, date(2027, 6, 1)) == "jonas"
    assert desk.ask(cycle_view, factory, date(2027, 4, 1)).cycle.number == 1
    assert desk.ask(cycle_view, factory, date(2027, 5, 8)).cycle.number == 2
    assert desk.ask(cycle_view, factory, date(2027, 4, 1)).engagement.standing is Standing.RENEWED
    with pytest.raises(Refused, match="renewed_already"):
        desk.do(renew_factory, factory, date(2027, 4, 2))


def test_a_cycle_goes_by_the_profile_of_its_first_day_and_all_of_it_is_data(desk, factory, cycle, monkeypatch, tmp_path):
    """A second profile, put beside the first as a file: half a year, other months, quotas, committee; nothing else is changed."""
    other = json.loads((shipped.PROFILES / "bw-2026.json").read_text("utf-8"))
    (tmp_path / "bw-2026.json").write_text(json.dumps(other))
    other |= {"name": "short-2027", "valid_from": "2027-05-01", "milestones": ["first_visit", "assessment", "renewal"]}
    other["windows"] |= {"cycle_months": 6, "assessment_month_from": 2, "assessment_month_to": 2, "progress1_month": 3}
    other["windows"] |= {"progress2_month": 5, "renewal_month": 6}
    other["quotas"] |= {"visit_days_first": 3, "visit_days_later": 2, "seminars": 1, "assessment_days": 1}
    other["committees"][""] |= {"seats_from": 4, "seats_to": 6}
    (tmp_path / "short-2027.json").write_text(json.dumps(other))
    monkeypatch.setattr(shipped, "PROFILES", tmp_path)
    assert [shipped.profile_on(day).name for day in (date(2020, 1, 1), date(2027, 4, 30), date(2027, 5, 1))] == [
        "bw-2026", "bw-2026", "short-2027",
    ]  # fmt: skip
    made = desk.do(renew_factory, factory, date(2027, 4, 1))
    assert (cycle.profile, made.profile, made.started_on) == ("bw-2026", "short-2027", date(2027, 5, 8))
    before, after = (desk.ask(cycle_view, factory, day) for day in (date(2027, 5, 7), date(2027, 5, 8)))
    assert (before.ends_on, after.ends_on) == (date(2027, 5, 7), date(2027, 11, 7))
    assert (len(before.windows), len(after.windows)) == (12, 3)
    assert [book(before, Book.VISIT_DAYS).quota, book(after, Book.VISIT_DAYS).quota] == [16, 4]
    assert [book(before, Book.ASSESSMENT).quota, book(after, Book.ASSESSMENT).quota] == [8, 4]
    assert desk.ask(committee_of_factory, factory.id, date(2027, 5, 8)).rules.seats_to == 6
    third = desk.do(register_factory, factory, date(2027, 12, 1))
    assert (third.number, third.profile) == (3, "short-2027"), "in a year of twelve months that day would still be taken"


def test_a_renewal_is_undone_by_its_name_and_made_again(desk, factory, cycle):
    desk.do(renew_factory, factory, date(2027, 4, 1))
    offer = desk.ask(offers, "amina", "amina-laptop").undo
    assert offer.act == "act.cycle.renew"
    desk.do(undo, offer.txn)
    assert [c.number for c in desk.ask(lambda r: r.find(Cycle))] == [1]
    assert desk.do(renew_factory, factory, date(2027, 4, 1)).number == 2
    assert len(desk.ask(lambda r: r.find(Cycle))) == 2


def test_a_lapse_is_seen_and_a_factory_comes_back(desk, factory, cycle):
    lapsed = desk.ask(cycle_view, factory, date(2027, 7, 1))
    assert (lapsed.engagement.standing, lapsed.engagement.since) == (Standing.LAPSED, date(2027, 5, 8))
    assert desk.do(renew_factory, factory, date(2027, 7, 1)).started_on == date(2027, 7, 1)
    back = desk.ask(cycle_view, factory, date(2027, 7, 1))
    assert (back.cycle.number, back.engagement.standing, back.engagement.away_days) == (2, Standing.RUNNING, 54)
    assert back.window(Milestone.INTRO_SEMINAR).state is WindowState.NOT_APPLICABLE
    assert book(back, Book.VISIT_DAYS).quota == 12


def test_a_factory_without_a_cycle_is_not_renewed(desk, factory):
    with pytest.raises(Refused, match="none_yet"):
        desk.do(renew_factory, factory, TODAY)


def test_leaving_early_needs_a_reason_and_ends_what_is_due(desk, factory, cycle):
    for day, reason, key in ((date(2026, 9, 1), " ", "reason_needed"), (date(2028, 1, 1), "sold", "day_outside")):
        with pytest.raises(Refused, match=key):
            desk.do(leave_programme, cycle, day, reason)
    left = desk.do(leave_programme, cycle, date(2026, 9, 1), "The factory was sold")
    view = desk.ask(cycle_view, factory, TODAY)
    assert (view.engagement.standing, view.engagement.since) == (Standing.LEFT, date(2026, 9, 1))
    assert not view.pressing
    desk.do(stay_after_all, left)
    assert desk.ask(cycle_view, factory, TODAY).pressing


def test_payment_of_the_next_year_renews(desk, factory, cycle):
    with pytest.raises(Refused, match="paid_before"):
        desk.do(note_payment, cycle, "1200", "B-1", date(2026, 5, 10), date(2026, 5, 9))
    desk.do(note_payment, cycle, "USD 1,200", "B-1", date(2026, 5, 1), date(2026, 5, 10))
    assert desk.ask(cycle_view, factory, TODAY).window(Milestone.RENEWAL).state is WindowState.AHEAD
    two = desk.do(renew_factory, factory, date(2027, 3, 20))
    desk.do(note_payment, two, "USD 1,200", "B-2", date(2027, 3, 21), date(2027, 4, 3))
    view = desk.ask(cycle_view, factory, date(2027, 4, 4))
    assert [view.window(m).done_on for m in (Milestone.INVOICE, Milestone.RENEWAL)] == [date(2027, 3, 21), date(2027, 4, 3)]


def test_slcp_has_a_step_only_when_the_factory_is_in(desk, cycle):
    assert desk.do(note_slcp, cycle, True, 2).slcp_step == 2
    assert desk.do(note_slcp, desk.get(Cycle, cycle.id), False, 2).slcp_step is None
    with pytest.raises(Refused, match="slcp_step"):
        desk.do(note_slcp, cycle, True, 4)


def test_a_milestone_is_set_aside_with_a_reason(desk, factory, cycle):
    with pytest.raises(Refused, match="reason_needed"):
        desk.do(waive_milestone, cycle, Milestone.INTRO_SEMINAR, "")
    waived = desk.do(waive_milestone, cycle, Milestone.INTRO_SEMINAR, "Held by the association")
    waived = desk.do(waive_milestone, waived, Milestone.PROGRESS1, " The buyer asked for none ")
    view = desk.ask(cycle_view, factory, TODAY)
    window = view.window(Milestone.INTRO_SEMINAR)
    assert (window.state, window.because) == (WindowState.NOT_APPLICABLE, "clock.waived")
    assert view.why_aside(Milestone.INTRO_SEMINAR) == "Held by the association"
    assert view.why_aside(Milestone.PROGRESS1) == "The buyer asked for none"
    desk.do(unwaive_milestone, waived, Milestone.INTRO_SEMINAR)
    view = desk.ask(cycle_view, factory, TODAY)
    assert view.window(Milestone.INTRO_SEMINAR).state is WindowState.LATE
    assert (view.why_aside(Milestone.INTRO_SEMINAR), view.why_aside(Milestone.PROGRESS1)) == ("", "The buyer asked for none")


def test_one_reason_of_an_earlier_program_stands_at_what_it_set_aside(desk, factory, cycle):
    desk.do(write, cycle, replace(cycle, waived=frozenset({"comments"}), waived_reason="As agreed"))
    desk.do(waive_milestone, desk.get(Cycle, cycle.id), Milestone.PROGRESS1, "No buyer yet")
    view = desk.ask(cycle_view, factory, TODAY)
    assert [view.why_aside(m) for m in (Milestone.COMMENTS, Milestone.PROGRESS1)] == ["As agreed", "No buyer yet"]


def test_two_laptops_that_set_a_milestone_aside_keep_both_reasons_to_settle(desk, make_desk, cycle):
    other = make_desk("jonas", 2)
    desk.carry_to(other)
    desk.do(waive_milestone, cycle, Milestone.INTRO_SEMINAR, "Held by the association")
    other.do(waive_milestone, other.get(Cycle, cycle.id), Milestone.INTRO_SEMINAR, "The ministry held it")
    other.carry_to(desk)
    (reason,) = desk.ask(lambda reader: reader.find(CycleReason))
    assert desk.ask(unsettled_keys, cycle.scope) == {(reason.id, "text")}


def test_contacts_count_as_visit_days_only_when_said(desk, factory, cycle):
    desk.do(add_contact, cycle, Channel.CALL, "HR manager", "Asked for the fire drill records")
    half = desk.do(add_contact, cycle, Channel.VIDEO, "Committee", "Worked on the plan", half_days=1)
    view = desk.ask(cycle_view, factory, TODAY)
    assert (view.days.used, book(view, Book.VISIT_DAYS).used, len(view.contacts)) == (1, 1, 2)
    desk.do(remove_contact, half)
    assert desk.ask(cycle_view, factory, TODAY).days.used == 0
    with pytest.raises(Refused, match="words_needed"):
        desk.do(add_contact, cycle, Channel.CALL, " ", " ")


def test_over_use_takes_a_reason_for_each_ledger(desk, factory, cycle):
    quota = desk.ask(cycle_view, factory, TODAY).days.quota
    desk.do(add_contact, cycle, Channel.CALL, "HR manager", "After the fire", half_days=quota + 1)
    for number in range(5):
        made = desk.do(plan_seminar, "KH", f"Fire safety {number}", "", date(2026, 6, 2), invited=[factory.id])
        desk.do(count_seats, made, factory.id, {(Audience.MANAGER, Sex.WOMAN): 2})
        desk.do(hold_seminar, made, date(2026, 6, 2))
    with pytest.raises(Refused, match="reason_needed"):
        desk.do(explain_over_use, cycle, Book.VISIT_DAYS, " ")
    assert desk.ask(cycle_view, factory, TODAY).unexplained == (Book.VISIT_DAYS, Book.SEMINARS)
    desk.do(explain_over_use, cycle, Book.VISIT_DAYS, "Two more days after the fire")
    view = desk.ask(cycle_view, factory, TODAY)
    assert (view.unexplained, view.why_over(Book.VISIT_DAYS)) == ((Book.SEMINARS,), "Two more days after the fire")


def test_a_seminar_counts_where_people_came(desk, factory, cycle):
    made = desk.do(plan_seminar, "KH", "Introduction", "", date(2026, 6, 2), is_introduction=True, invited=[factory.id])
    assert desk.ask(cycle_view, factory, TODAY).window(Milestone.INTRO_SEMINAR).state is WindowState.LATE
    desk.do(count_seats, made, factory.id, {(Audience.MANAGER, Sex.WOMAN): 2})
    desk.do(hold_seminar, made, date(2026, 6, 2))
    view = desk.ask(cycle_view, factory, TODAY)
    assert book(view, Book.SEMINARS).used == 2
    assert view.window(Milestone.INTRO_SEMINAR).done_on == date(2026, 6, 2)


def test_buyers_read_what_they_are_let_read(desk, factory):
    supply = desk.do(add_buyer, factory, " Northern  Wear ", 2019)
    again = desk.do(add_factory_of_same_country, factory)
    desk.do(add_buyer, again, "northern wear")
    assert [b.name for b in desk.ask(lambda r: r.find(Buyer))] == ["Northern Wear"]
    with pytest.raises(Refused, match="there_already"):
        desk.do(add_buyer, factory, "Northern Wear")
    with pytest.raises(Refused, match="kinds_needed"):
        desk.do(let_read, factory, supply.buyer_id, {"visit"}, TODAY)
    given = desk.do(let_read, factory, supply.buyer_id, {"assessment"}, TODAY, TODAY + timedelta(days=30), "General manager")
    (row,) = desk.ask(buyers_of_factory, factory.id, TODAY)
    assert (row.reads, row.supply.since_year) == ({"assessment"}, 2019)
    desk.do(withdraw_reading, given, TODAY)
    (row,) = desk.ask(buyers_of_factory, factory.id, TODAY)
    assert not row.reads and len(row.given) == 1
    desk.do(remove_buyer, supply, TODAY)
    assert desk.ask(buyers_of_factory, factory.id, TODAY) == ()


def test_buyers_of_two_entries_that_are_one_factory_are_its_buyers(desk, factory):
    other = desk.do(add_factory_of_same_country, factory)
    own = desk.do(add_buyer, factory, "Northern Wear", 2019)
    twice = desk.do(add_buyer, other, "Northern Wear")
    desk.do(let_read, other, twice.buyer_id, {"plan"}, TODAY)
    kept, gone = desk.do(let_read, factory, own.buyer_id, {"assessment"}, TODAY), desk.do(add_buyer, other, "Southern Wear")
    desk.do(merge_factories, desk.get(Factory, factory.id), desk.get(Factory, other.id))
    north, south = desk.ask(buyers_of_factory, factory.id, TODAY)
    assert (north.supply.id, north.reads, south.supply.id, south.reads) == (own.id, {"assessment", "plan"}, gone.id, frozenset())
    desk.do(withdraw_reading, next(one for one in north.given if one.id != kept.id), TODAY)
    north, _ = desk.ask(buyers_of_factory, factory.id, TODAY)
    assert north.reads == {"assessment"}
    desk.do(remove_buyer, north.supply, TODAY)
    assert [row.buyer.name for row in desk.ask(buyers_of_factory, factory.id, TODAY)] == ["Southern Wear"]
    desk.do(unmerge_factory, desk.get(Factory, other.id))
    assert [row.buyer.name for row in desk.ask(buyers_of_factory, other.id, TODAY)] == ["Southern Wear"]


def add_factory_of_same_country(unit, factory: Factory) -> Factory:
    from bwdesk.usecases.factories import add_factory

    return add_factory(unit, "Second", factory.country)
