"""Time by cluster: shared out by the profile, typed by the pair, counted from when answers were written."""

from __future__ import annotations

import copy
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwdesk import shipped
from bwdesk.domain.assess_time import ClusterTime, plan_of, planned_minutes, taken_minutes
from bwdesk.domain.assessment import Assessment
from bwdesk.domain.programme_reader import profile_of
from bwdesk.errors import Refused

TOOL, PROFILE = shipped.tool("KHM 2026.1"), shipped.profile()
RULES = PROFILE.assessment_time
MINUTE = 60_000


def assessment(time_plan: str = "", last: int = 24, assessors: frozenset[str] = frozenset({"jonas", "lina"})) -> Assessment:
    return Assessment(
        id="a", scope="assessment/a", factory_id="f", cycle_id="c", number=1, country="KH", tool=TOOL.name, assessors=assessors,
        first_day_on=date(2026, 11, 23), last_day_on=date(2026, 11, last), time_plan=time_plan,
    )  # fmt: skip


def test_the_profile_shares_out_the_days_of_all_people() -> None:
    planned = planned_minutes(assessment(), TOOL, PROFILE)
    whole = 2 * 2 * RULES.minutes_a_day
    assert whole - len(planned) < sum(planned.values()) <= whole
    assert planned["OS"] == max(planned.values())
    assert planned_minutes(assessment(last=23), TOOL, PROFILE)["OS"] == planned["OS"] // 2


def test_another_profile_plans_other_times() -> None:
    plain = json.loads((shipped.PROFILES / "bw-2026.json").read_text("utf-8"))
    other = copy.deepcopy(plain)
    other["assessment_time"] = {"minutes_a_day": 100, "pause_minutes": 5, "shares": {"OS": 1, "WT": 3}}
    planned = planned_minutes(assessment(), TOOL, profile_of(other))
    assert {code: minutes for code, minutes in planned.items() if minutes} == {"OS": 100, "WT": 300}
    other["assessment_time"] = {"minutes_a_day": 100, "pause_minutes": 5, "shares": {"OS": 0}}
    with pytest.raises(Refused) as refused:
        profile_of(other)
    assert [fault.path for fault in refused.value.params["faults"]] == ["assessment_time.shares"]


def test_what_the_pair_typed_holds_for_its_cluster_alone() -> None:
    assert plan_of("os 300፣ CO፦ 90፤WT 20", TOOL) == {"OS": 300, "CO": 90, "WT": 20}
    planned = planned_minutes(assessment("os 300,\nCO: 90"), TOOL, PROFILE)
    assert (planned["OS"], planned["CO"]) == (300, 90) and planned["WT"] == planned_minutes(assessment(), TOOL, PROFILE)["WT"]
    assert planned_minutes(assessment("whatever a newer program writes"), TOOL, PROFILE) == planned_minutes(assessment(), TOOL, PROFILE)


@pytest.mark.parametrize("typed", ["OS", "XX 20", "OS twenty", "300 OS", "OS 10001", "OS 1 2", "OS -5"])
def test_a_plan_that_cannot_be_read_is_refused_by_its_entry(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        plan_of(f"CO 90, {typed}", TOOL)
    assert refused.value.key == "assessment.time_plan" and refused.value.params["entry"] == typed


def test_the_time_between_two_answers_of_one_person_is_the_later_ones() -> None:
    written = [("jonas", 0, "OS"), ("jonas", 5 * MINUTE, "OS"), ("jonas", 12 * MINUTE, "CO"), ("lina", 6 * MINUTE, "CO"),
               ("lina", 9 * MINUTE, "OS")]  # fmt: skip
    assert taken_minutes(written, RULES) == {"OS": 5 + 3, "CO": 7}


def test_a_long_pause_is_nobodys_time() -> None:
    pause = RULES.pause_minutes
    assert taken_minutes([("jonas", 0, "OS"), ("jonas", pause * MINUTE, "OS")], RULES) == {"OS": pause}
    assert taken_minutes([("jonas", 0, "OS"), ("jonas", pause * MINUTE + 1, "OS")], RULES) == {}


def test_what_is_left_goes_below_nought() -> None:
    assert ClusterTime("OS", 100, 130).left == -30


@given(st.lists(st.tuples(st.sampled_from(["a", "b"]), st.integers(0, 2 * 24 * 60 * MINUTE), st.sampled_from(["OS", "CO", "WT"]))))
def test_however_it_was_written_no_minute_is_counted_twice(written: list[tuple[str, int, str]]) -> None:
    span = sum(max(at) - min(at) for who in ("a", "b") if (at := [at for author, at, _ in written if author == who]))
    taken = taken_minutes(written, RULES)
    assert sum(taken.values()) <= span / MINUTE + 2
    assert taken == taken_minutes(written[::-1], RULES) or len({at for _, at, _ in written}) < len(written)
