"""Meetings, elections, criteria and written sections: what is recorded, what is refused, how the rhythm is judged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bwdesk.domain.committee import Committee, Member, Sex, Side
from bwdesk.domain.meeting import Criteria, Election, Meeting, Rating, presence, rhythm
from bwdesk.domain.report import Report, ReportKind, Section
from bwdesk.errors import Refused
from bwdesk.usecases.committee import add_member, committee_id
from bwdesk.usecases.drafts import keep_draft
from bwdesk.usecases.meetings import (
    add_election,
    add_meeting,
    blank_rating,
    drafts_of_committee,
    edit_election,
    edit_meeting,
    judge,
    remove_meeting,
    set_there,
    words_draft,
    write_meeting,
    write_seen,
)
from bwdesk.usecases.report_words import section_draft, sections_of, write_section
from tests.usecases.conftest import TODAY, meet

BEGAN = date(2026, 5, 1)


def held(day: date, **facts: object) -> Meeting:
    return Meeting(id=f"{day:%Y%m%d}", scope="factory/f", factory_id="f", committee_id="c", held_on=day, **facts)


def test_a_committee_that_meets_every_month_is_in_time():
    months = [BEGAN + timedelta(days=30 * n) for n in range(1, 5)]
    found = rhythm([held(day) for day in months], BEGAN, months[-1] + timedelta(days=31), 31)
    assert (found.held, found.expected, found.late_days, found.is_kept) == (4, 4, 0, True)


def test_a_meeting_that_is_a_day_late_is_said():
    found = rhythm([held(BEGAN)], BEGAN, BEGAN + timedelta(days=32), 31)
    assert (found.late_days, found.next_due_on, found.is_kept) == (1, BEGAN + timedelta(days=31), False)
    assert rhythm([held(BEGAN)], BEGAN, BEGAN + timedelta(days=32), 61).late_days == 0


def test_meetings_before_and_after_do_not_count_and_gaps_are_measured():
    days = [BEGAN - timedelta(days=3), BEGAN + timedelta(days=70), BEGAN + timedelta(days=200)]
    found = rhythm([held(day) for day in days], BEGAN, BEGAN + timedelta(days=100), 31)
    assert (found.held, found.last_on, found.longest_gap) == (1, days[1], 70)
    never = rhythm([], BEGAN, BEGAN + timedelta(days=100), 31)
    assert (never.held, never.last_on, never.late_days, never.longest_gap) == (0, None, 69, 100)


def test_presence_is_out_of_those_who_sat_that_day():
    def member(name: str, side: Side, **facts: object) -> Member:
        return Member(id=name, scope="factory/f", committee_id="c", title=name, side=side, **facts)

    members = [
        member("m", Side.MANAGEMENT, sex=Sex.WOMAN), member("w", Side.WORKERS), member("u", Side.UNION, sex=Sex.WOMAN),
        member("left", Side.WORKERS, left_on=BEGAN), member("guest", Side.GUEST),
    ]  # fmt: skip
    found = presence(held(BEGAN, member_ids=frozenset({"m", "u"})), members)
    assert (found.management, found.management_all, found.workers, found.workers_all, found.women) == (1, 1, 1, 2, 2)


def test_two_laptops_mark_different_members(make_desk, factory):
    one, other = make_desk("sokha", 3), make_desk("bopha", 2)
    first, second = (one.do(add_member, factory.id, title, Side.WORKERS) for title in ("Sewer", "Cutter"))
    meeting = one.do(add_meeting, factory.id, TODAY)
    meet(one, other)
    one.do(set_there, one.get(Meeting, meeting.id), first.id, True)
    other.do(set_there, other.get(Meeting, meeting.id), second.id, True)
    meet(one, other)
    for desk in (one, other):
        assert desk.get(Meeting, meeting.id).member_ids == {first.id, second.id}


def test_a_meeting_from_minutes_to_the_authority(desk, factory):
    meeting = desk.do(add_meeting, factory.id, TODAY)
    assert desk.get(Committee, committee_id(factory.id)) is not None
    key = words_draft(factory.id, meeting.id, "minutes")
    desk.do(keep_draft, key, "Fire d", 6)
    assert desk.ask(drafts_of_committee, factory.id) == {(meeting.id, "minutes"): ("Fire d", 6)}
    meeting = desk.do(write_meeting, meeting, "minutes", "Fire drill agreed")
    assert desk.ask(drafts_of_committee, factory.id) == {}
    with pytest.raises(Refused, match="sent_before"):
        desk.do(edit_meeting, meeting, replace(meeting, sent_on=TODAY - timedelta(days=1)))
    desk.do(edit_meeting, meeting, replace(meeting, sent_on=TODAY, guests=2))
    kept = desk.get(Meeting, meeting.id)
    assert (kept.minutes, kept.sent_on, kept.guests) == ("Fire drill agreed", TODAY, 2)
    desk.do(remove_meeting, kept)
    assert desk.get(Meeting, meeting.id).deleted


def test_an_election_with_more_votes_than_voters_is_refused(desk, factory):
    election = desk.do(add_election, factory.id, TODAY)
    with pytest.raises(Refused, match="more_than_all"):
        desk.do(edit_election, election, replace(election, entitled=100, voted=101))
    desk.do(edit_election, election, replace(election, entitled=100, voted=71, candidates=9, candidates_women=4, seats=5))
    assert desk.get(Election, election.id).voted == 71


def test_a_criterion_is_judged_and_what_was_seen_stays(desk, factory, cycle):
    rating = blank_rating(cycle, Criteria.COMMITTEE, "follows_up")
    rating = desk.do(write_seen, rating, "38 of 52 decisions done")
    rating = desk.do(judge, rating, 3, TODAY)
    rating = desk.do(judge, rating, None, TODAY)
    kept = desk.get(Rating, rating.id)
    assert (kept.step, kept.judged_on, kept.seen) == (None, None, "38 of 52 decisions done")
    with pytest.raises(ValueError, match="5"):
        desk.do(judge, kept, 5, TODAY)


def test_words_of_a_report_make_the_report_and_drop_their_draft(desk, factory, cycle):
    section = desk.do(write_section, factory.id, ReportKind.PROGRESS2, cycle.id, "recommendations", "Name a deputy")
    desk.do(keep_draft, section_draft(section.report_id, "recommendations"), "Name a dep", 10)
    desk.do(write_section, factory.id, ReportKind.PROGRESS2, cycle.id, "recommendations", "Name two deputies")
    assert desk.get(Report, section.report_id).kind is ReportKind.PROGRESS2
    found = desk.ask(sections_of, factory.id, ReportKind.PROGRESS2, cycle.id)
    assert {key: s.text for key, s in found.items()} == {"recommendations": "Name two deputies"}
    assert desk.ask(lambda reader: reader.drafts("report/")) == {}
    assert desk.ask(sections_of, factory.id, ReportKind.COMMITTEE, cycle.id) == {}
    assert isinstance(found["recommendations"], Section)
