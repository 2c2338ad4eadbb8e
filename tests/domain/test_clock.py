"""The cycle clock: windows with a state and a reason; months of any length, weekends of any country, late first visits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwdesk import shipped
from bwdesk.domain.clock import (
    CycleFacts,
    Window,
    WindowState,
    WorkingDays,
    add_months,
    clock,
    cycle_ends,
    month_ends,
    month_of,
    month_starts,
)
from bwdesk.domain.programme import Milestone
from bwdesk.texts import Texts

PROFILE = shipped.profile()
FRIDAY = WorkingDays(frozenset({4}), lambda _day: False)
EVERY_DAY = WorkingDays(frozenset(), lambda _day: False)
START = date(2026, 1, 15)
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
PLAIN = CycleFacts(number=1, started_on=START)


def window(facts: CycleFacts, milestone: Milestone, today: date, working: WorkingDays = EVERY_DAY) -> Window:
    return next(w for w in clock(facts, PROFILE, working, today) if w.milestone is milestone)


# Months --------------------------------------------------------------------------------------------------------------------------


def test_months_end_where_the_calendar_does() -> None:
    assert add_months(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert add_months(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert add_months(date(2028, 2, 29), 12) == date(2029, 2, 28)
    assert month_starts(date(2026, 8, 31), 7) == date(2027, 2, 28)
    assert cycle_ends(date(2028, 2, 29), PROFILE.windows) == date(2029, 2, 27)
    assert cycle_ends(date(2026, 3, 1), PROFILE.windows) == date(2027, 2, 28)


@given(days, st.integers(1, 24))
def test_months_of_a_cycle_follow_without_gap_or_overlap(start: date, number: int) -> None:
    assert month_starts(start, 1) == start
    assert month_ends(start, number) + timedelta(days=1) == month_starts(start, number + 1)
    assert month_starts(start, number) <= month_ends(start, number)
    assert month_of(start, month_starts(start, number)) == number
    assert month_of(start, month_ends(start, number)) == number


# Working days --------------------------------------------------------------------------------------------------------------------


def test_five_working_days_in_a_country_that_rests_on_friday() -> None:
    thursday = date(2026, 11, 26)
    assert FRIDAY.after(thursday, 5) == date(2026, 12, 2)
    holiday = WorkingDays(frozenset({4}), lambda day: day == date(2026, 11, 30))
    assert holiday.after(thursday, 5) == date(2026, 12, 3)
    assert FRIDAY.at_or_after(date(2026, 11, 27)) == date(2026, 11, 28)
    assert FRIDAY.at_or_after(thursday) == thursday


@given(days, st.integers(1, 30), st.frozensets(st.integers(0, 6), max_size=2), st.frozensets(st.integers(0, 60), max_size=10))
def test_counted_days_are_working_days(start: date, count: int, weekend: frozenset[int], holidays: frozenset[int]) -> None:
    off = {start + timedelta(days=n) for n in holidays}
    working = WorkingDays(weekend, lambda day: day in off)
    end = working.after(start, count)
    assert working.is_working(end)
    between = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(working.is_working(day) for day in between) == count


# Windows -------------------------------------------------------------------------------------------------------------------------


def test_before_the_first_visit_what_hangs_on_it_waits() -> None:
    for milestone in (Milestone.SELF_DIAGNOSIS, Milestone.ASSESSMENT):
        found = window(PLAIN, milestone, START)
        assert (found.state, found.because, found.due_on) == (WindowState.WAITING, "clock.waits_first_visit", None)
    assert window(PLAIN, Milestone.FIRST_VISIT, START).state is WindowState.OPEN
    assert window(PLAIN, Milestone.FIRST_VISIT, date(2026, 2, 1)).state is WindowState.DUE
    late = window(PLAIN, Milestone.FIRST_VISIT, date(2026, 2, 20))
    assert (late.state, late.days) == (WindowState.LATE, -6)


def test_a_hundred_days_and_the_third_and_fourth_month() -> None:
    facts = replace(PLAIN, first_visit_on=date(2026, 1, 31))
    diagnosis = window(facts, Milestone.SELF_DIAGNOSIS, date(2026, 2, 1))
    assert (diagnosis.opens_on, diagnosis.due_on, diagnosis.state) == (date(2026, 1, 31), date(2026, 5, 11), WindowState.OPEN)
    assessment = window(facts, Milestone.ASSESSMENT, date(2026, 2, 1))
    assert (assessment.opens_on, assessment.due_on, assessment.state) == (date(2026, 3, 31), date(2026, 5, 30), WindowState.AHEAD)
    assert assessment.because == "clock.assessment"
    assert window(facts, Milestone.ASSESSMENT, date(2026, 5, 30)).days == 0
    assert window(facts, Milestone.ASSESSMENT, date(2026, 5, 31)).state is WindowState.LATE


def test_a_late_first_visit_moves_what_hangs_on_it_and_says_why() -> None:
    facts = replace(PLAIN, first_visit_on=date(2026, 4, 10))
    moved = {w.milestone: w for w in clock(facts, PROFILE, EVERY_DAY, date(2026, 4, 11))}
    plain = {w.milestone: w for w in clock(replace(PLAIN, first_visit_on=START), PROFILE, EVERY_DAY, date(2026, 4, 11))}
    hanging = {Milestone.INITIAL_VISITS, Milestone.SELF_DIAGNOSIS, Milestone.ASSESSMENT}
    for milestone, found in moved.items():
        if milestone in hanging:
            assert found.because == "clock.late_first_visit"
            assert found.opens_on != plain[milestone].opens_on
        elif milestone is not Milestone.FIRST_VISIT:
            assert found == plain[milestone]
    assert moved[Milestone.FIRST_VISIT].state is WindowState.DONE
    assert moved[Milestone.FIRST_VISIT].was_late


def test_the_report_is_due_after_28_days_moved_to_a_working_day() -> None:
    facts = replace(PLAIN, first_visit_on=START, assessment_to_on=date(2026, 4, 10))
    assert (date(2026, 4, 10) + timedelta(days=28)).strftime("%a") == "Fri"
    report = window(facts, Milestone.REPORT, date(2026, 4, 12), FRIDAY)
    assert (report.due_on, report.because, report.state) == (date(2026, 5, 9), "clock.report_moved", WindowState.OPEN)
    assert window(facts, Milestone.REPORT, date(2026, 4, 12)).due_on == date(2026, 5, 8)
    assert (report.since, report.numbers) == (date(2026, 4, 10), (28, 28)), "the day it is counted from, and how many days"
    assert window(PLAIN, Milestone.REPORT, START).because == "clock.waits_assessment"


def test_comments_run_five_working_days_from_sending() -> None:
    facts = replace(PLAIN, comments_sent_on=date(2026, 11, 26))
    assert window(facts, Milestone.COMMENTS, date(2026, 11, 27), FRIDAY).due_on == date(2026, 12, 2)
    assert window(PLAIN, Milestone.COMMENTS, START).state is WindowState.WAITING


@pytest.mark.parametrize(
    ("released", "due", "because"),
    [
        (date(2026, 5, 10), date(2026, 6, 14), "clock.progress1"),
        (date(2026, 6, 1), date(2026, 7, 1), "clock.progress1_after_release"),
    ],
)
def test_progress_report_1_is_due_at_the_later_day(released: date, due: date, because: str) -> None:
    found = window(replace(PLAIN, released_on=released), Milestone.PROGRESS1, date(2026, 6, 2))
    assert (found.opens_on, found.due_on, found.because) == (released, due, because)


def test_progress_report_2_comes_in_month_11_and_never_before_the_first_is_due() -> None:
    early = window(replace(PLAIN, released_on=date(2026, 5, 10)), Milestone.PROGRESS2, date(2026, 6, 1))
    assert (early.opens_on, early.due_on, early.because) == (date(2026, 11, 15), date(2026, 12, 14), "clock.progress2")
    late = window(replace(PLAIN, released_on=date(2026, 11, 1)), Milestone.PROGRESS2, date(2026, 11, 20))
    assert (late.opens_on, late.because) == (date(2026, 12, 1), "clock.progress2_after_progress1")
    assert late.state is WindowState.AHEAD
    waiting = window(PLAIN, Milestone.PROGRESS2, date(2026, 11, 20))
    assert (waiting.state, waiting.because) == (WindowState.WAITING, "clock.waits_progress1")


def test_renewal_lapses_when_month_12_ends_unpaid() -> None:
    assert window(PLAIN, Milestone.RENEWAL, date(2026, 11, 14)).state is WindowState.AHEAD
    assert window(PLAIN, Milestone.RENEWAL, date(2026, 11, 15)).state is WindowState.OPEN
    assert window(PLAIN, Milestone.RENEWAL, date(2027, 1, 14)).state is WindowState.DUE
    lapsed = window(PLAIN, Milestone.RENEWAL, date(2027, 1, 15))
    assert (lapsed.state, lapsed.because) == (WindowState.LATE, "clock.lapsed")
    assert window(replace(PLAIN, renewed_on=date(2026, 12, 1)), Milestone.RENEWAL, date(2027, 1, 15)).state is WindowState.DONE


def test_what_does_not_apply_says_so_and_lets_the_others_go_on() -> None:
    facts = replace(PLAIN, waived=frozenset({Milestone.PROGRESS1}))
    assert window(facts, Milestone.PROGRESS1, START).state is WindowState.NOT_APPLICABLE
    assert window(facts, Milestone.PROGRESS2, date(2026, 11, 20)).state is WindowState.OPEN


def test_what_is_done_later_than_today_is_not_done_yet() -> None:
    facts = replace(PLAIN, first_visit_on=date(2026, 1, 20))
    assert window(facts, Milestone.FIRST_VISIT, date(2026, 1, 19)).state is WindowState.OPEN
    assert window(facts, Milestone.FIRST_VISIT, date(2026, 1, 20)).state is WindowState.DONE


def test_a_returning_factory_goes_its_own_way() -> None:
    new, again = replace(PLAIN, first_visit_on=START), replace(PLAIN, number=2, first_visit_on=START)
    assert window(new, Milestone.INTRO_SEMINAR, START).state is WindowState.OPEN
    intro = window(again, Milestone.INTRO_SEMINAR, START)
    assert (intro.state, intro.because) == (WindowState.NOT_APPLICABLE, "clock.returning")
    assert window(again, Milestone.INITIAL_VISITS, START).because == "clock.initial_visits_again"
    assert window(again, Milestone.FIRST_VISIT, START).because == "clock.first_visit_again"


def test_a_factory_that_left_has_nothing_due_any_more() -> None:
    facts = replace(PLAIN, first_visit_on=START, ended_on=date(2026, 3, 1))
    assert window(facts, Milestone.SELF_DIAGNOSIS, date(2026, 3, 1)).state is WindowState.OPEN
    gone = {w.state for w in clock(facts, PROFILE, EVERY_DAY, date(2026, 3, 2))}
    assert gone == {WindowState.DONE, WindowState.NOT_APPLICABLE}


facts_of_any_cycle = st.builds(
    CycleFacts,
    number=st.integers(1, 5),
    started_on=days,
    first_visit_on=st.none() | days,
    assessment_to_on=st.none() | days,
    comments_sent_on=st.none() | days,
    released_on=st.none() | days,
    progress1_on=st.none() | days,
    renewed_on=st.none() | days,
    initial_visit_on=st.none() | days,
    ended_on=st.none() | days,
    waived=st.frozensets(st.sampled_from(Milestone), max_size=2),
)


@given(facts_of_any_cycle, days, st.frozensets(st.integers(0, 6), max_size=2))
def test_windows_are_whole_and_explain_themselves(facts: CycleFacts, today: date, weekend: frozenset[int]) -> None:
    texts = Texts()
    found = clock(facts, PROFILE, WorkingDays(weekend, lambda _day: False), today)
    assert tuple(w.milestone for w in found) == PROFILE.milestones
    for one in found:
        assert texts.has(one.because), one.because
        said = texts(one.because)
        assert one.since is not None or "{day}" not in said, "a reason that names a day has one"
        assert one.numbers[0] > 0 or "{number}" not in said
        if one.opens_on and one.due_on:
            assert one.opens_on <= one.due_on
        if one.state in (WindowState.OPEN, WindowState.DUE):
            assert one.opens_on is not None
            assert one.due_on is not None
            assert one.opens_on <= today <= one.due_on
        if one.state is WindowState.LATE:
            assert one.days is not None
            assert one.days < 0
        if one.state is WindowState.DONE:
            assert one.done_on is not None
            assert one.done_on <= today


@given(facts_of_any_cycle, days)
def test_time_alone_never_reopens_a_window(facts: CycleFacts, today: date) -> None:
    order = [WindowState.AHEAD, WindowState.OPEN, WindowState.DUE, WindowState.LATE, WindowState.DONE]
    for before, after in zip(clock(facts, PROFILE, FRIDAY, today), clock(facts, PROFILE, FRIDAY, today + timedelta(days=1)), strict=True):
        if before.state in order and after.state in order:
            assert order.index(before.state) <= order.index(after.state)
