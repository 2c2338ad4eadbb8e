"""From one year to the next: which cycle counts, lapse and return, a factory that left early, what renews it; any profile."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bwdesk import shipped
from bwdesk.domain.clock import CycleFacts, WindowState, WorkingDays, clock, cycle_ends
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.programme import Milestone
from bwdesk.domain.programme_reader import profile_of
from bwdesk.domain.renewal import Standing, billed, engagement, last_day, next_start, running

WINDOWS = shipped.profile().windows
ONE = Cycle(id="c1", scope="factory/f", factory_id="f", number=1, started_on=date(2026, 5, 8))
DAY = timedelta(days=1)


def second(started_on: date, **fields: object) -> Cycle:
    return Cycle(id="c2", scope="factory/f", factory_id="f", number=2, started_on=started_on, **fields)  # type: ignore[arg-type]


def test_the_next_cycle_begins_the_day_after_or_on_the_day_of_return() -> None:
    assert next_start(ONE, WINDOWS, date(2027, 4, 20)) == date(2027, 5, 8)
    assert next_start(ONE, WINDOWS, date(2027, 8, 1)) == date(2027, 8, 1)
    assert next_start(replace(ONE, ended_on=date(2026, 9, 1)), WINDOWS, date(2026, 9, 1)) == date(2026, 9, 2)


def test_a_registered_next_cycle_counts_from_the_day_it_begins() -> None:
    two = second(date(2027, 5, 8))
    assert running([two, ONE], date(2027, 5, 7)) is ONE
    assert running([two, ONE], date(2027, 5, 8)) is two
    assert running([ONE], date(2026, 1, 1)) is ONE
    assert running([], date(2026, 1, 1)) is None


def test_how_a_factory_stands() -> None:
    def stands(cycles: list[Cycle], today: date) -> tuple[Standing, date | None, int]:
        now = running(cycles, today)
        assert now is not None
        found = engagement(cycles, now, WINDOWS, today)
        return found.standing, found.since, found.away_days

    two = second(date(2027, 5, 8))
    assert stands([ONE], date(2026, 5, 7))[0] is Standing.AHEAD
    assert stands([ONE], date(2027, 3, 7)) == (Standing.RUNNING, None, 0)
    assert stands([ONE], date(2027, 3, 8)) == (Standing.RENEWABLE, None, 0)
    assert stands([ONE, two], date(2027, 4, 1)) == (Standing.RENEWED, date(2027, 5, 8), 0)
    assert stands([ONE, two], date(2027, 6, 1)) == (Standing.RUNNING, None, 0)
    assert stands([ONE], date(2027, 5, 8)) == (Standing.LAPSED, date(2027, 5, 8), 0)
    assert stands([ONE, second(date(2027, 5, 18))], date(2027, 6, 1)) == (Standing.RUNNING, None, 10)
    left = replace(ONE, ended_on=date(2026, 9, 1))
    assert stands([left], date(2026, 9, 1))[0] is Standing.RUNNING
    assert stands([left], date(2026, 9, 2)) == (Standing.LEFT, date(2026, 9, 1), 0)


def test_the_first_payment_renews_nothing() -> None:
    paid = replace(ONE, invoiced_on=date(2026, 5, 1), paid_on=date(2026, 5, 20))
    assert billed(paid, None, WINDOWS) == (None, None)
    assert billed(paid, second(date(2027, 5, 8), invoiced_on=date(2027, 3, 10), paid_on=date(2027, 4, 2)), WINDOWS) == (
        date(2027, 3, 10),
        date(2027, 4, 2),
    )
    assert billed(replace(ONE, invoiced_on=date(2027, 3, 9)), None, WINDOWS) == (date(2027, 3, 9), None)


@given(st.dates(date(1990, 1, 1), date(2080, 1, 1)), st.integers(-800, 800))
def test_cycles_never_overlap_and_a_renewal_in_time_leaves_no_gap(started_on: date, later: int) -> None:
    one, today = replace(ONE, started_on=started_on), started_on + timedelta(days=later)
    begins = next_start(one, WINDOWS, today)
    assert begins > last_day(one, WINDOWS)
    assert begins == max(last_day(one, WINDOWS) + DAY, today)


def test_another_programme_has_other_years_quotas_and_milestones() -> None:
    """Nothing of the shipped profile is in code: a short programme with other months and fewer milestones."""
    plain = json.loads((shipped.PROFILES / "bw-2026.json").read_text("utf-8"))
    other = copy.deepcopy(plain)
    other["name"] = "short-2027"
    other["windows"] |= {
        "cycle_months": 6, "diagnosis_days": 40, "assessment_month_from": 2, "assessment_month_to": 2, "release_days": 10,
        "progress1_month": 3, "progress2_month": 5, "renewal_month": 6,
    }  # fmt: skip
    other["quotas"] |= {"visit_days_first": 3, "visit_days_later": 2, "seminars": 1, "initial_visits_later": 0}
    other["milestones"] = ["registration", "first_visit", "initial_visits", "assessment", "renewal"]
    other["calendars"][""] = {"weekend": ["friday", "saturday"]}
    profile = profile_of(other)
    start = date(2027, 1, 31)
    facts = CycleFacts(number=2, started_on=start, first_visit_on=start)
    days = WorkingDays(profile.weekend("KH"), lambda _day: False)
    found = {w.milestone: w for w in clock(facts, profile, days, start)}
    assert list(found) == [Milestone(one) for one in other["milestones"]]
    assert (found[Milestone.ASSESSMENT].opens_on, found[Milestone.ASSESSMENT].due_on) == (date(2027, 2, 28), date(2027, 3, 30))
    assert (found[Milestone.ASSESSMENT].since, found[Milestone.ASSESSMENT].numbers) == (start, (2, 2)), "its reason says its own months"
    assert found[Milestone.RENEWAL].due_on == cycle_ends(start, profile.windows) == date(2027, 7, 30)
    assert (found[Milestone.INITIAL_VISITS].state, found[Milestone.INITIAL_VISITS].because) == (
        WindowState.NOT_APPLICABLE,
        "clock.no_initial_visits",
    )
    assert (profile.quotas.visit_days(1), profile.quotas.visit_days(2), profile.quotas.seminars) == (3, 2, 1)
