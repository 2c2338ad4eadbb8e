"""The plan: names of issues, their order, what is open, late, repeated, and what still needs an issue."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bwdesk.domain.plan import (
    Action,
    Issue,
    Origin,
    Progress,
    Verified,
    action_days_late,
    days_late,
    due_on,
    earlier_cycles,
    in_order,
    is_open,
    labels,
    suggested_clusters,
    waits_for_verification,
    without_issue,
)

TODAY = date(2026, 11, 25)
CYCLES = {"c1": 1, "c2": 2}
FINDINGS = {"a1": {"OS-EMR-06": "7.11", "OS-WPR-06": "7.2", "CO-OTW-04": "5.2"}, "a2": {"OS-EMR-06": "7.1"}}


def issue(key: str, origin: Origin = Origin.VISIT, **more: object) -> Issue:
    plain = Issue(id=key, scope="factory/f", factory_id="f", cycle_id="c1", origin=origin, since_on=date(2026, 5, 1))
    return replace(plain, **more)  # type: ignore[arg-type]


def action(key: str, due: date | None = None, **more: object) -> Action:
    plain = Action(id=key, scope="factory/f", factory_id="f", issue_id="i", due_on=due)
    return replace(plain, **more)  # type: ignore[arg-type]


def names(issues: Sequence[Issue], cycle: str = "c1") -> dict[str, str]:
    return dict(labels(issues, FINDINGS, cycle, CYCLES))


def test_issues_are_named_by_where_they_come_from() -> None:
    found = names(
        [
            issue("1", Origin.SELF_DIAGNOSIS),
            issue("2", Origin.SELF_DIAGNOSIS, since_on=date(2026, 4, 1)),
            issue("3", Origin.VISIT),
            issue("4", Origin.ASSESSMENT, origin_id="a1", question="OS-EMR-06"),
            issue("5", Origin.EARLIER),
            issue("6", Origin.ASSESSMENT, origin_id="a9", question="OS-EMR-06"),
        ]
    )
    assert found == {"1": "SD-2", "2": "SD-1", "3": "V-1", "4": "7.11", "5": "E-1", "6": "A-1"}


def test_findings_of_another_cycle_carry_its_number() -> None:
    old = issue("1", Origin.ASSESSMENT, origin_id="a1", question="OS-EMR-06")
    new = issue("2", Origin.ASSESSMENT, origin_id="a2", question="OS-EMR-06", cycle_id="c2")
    assert names([old, new], "c2") == {"1": "1/7.11", "2": "7.1"}


def test_a_number_is_never_given_again() -> None:
    issues = [issue("1"), issue("2"), issue("3")]
    gone = [issue("1", deleted=True), issue("2"), issue("3")]
    assert names(issues)["3"] == names(gone)["3"] == "V-3"


@given(st.lists(st.tuples(st.sampled_from(Origin), st.integers(1, 28)), max_size=15), st.randoms())
def test_names_are_unique_and_do_not_depend_on_the_order_of_arrival(drawn: list[tuple[Origin, int]], rng: random.Random) -> None:
    issues = [issue(f"{n:02}", origin, since_on=date(2026, 2, day)) for n, (origin, day) in enumerate(drawn)]
    before = names(issues)
    rng.shuffle(issues)
    assert names(issues) == before
    assert len(set(before.values())) == len(issues)
    later = issue("zz", since_on=date(2026, 3, 1))
    assert {key: names([*issues, later])[key] for key in before} == before


def test_the_plan_goes_by_rank_then_origin_then_number() -> None:
    issues = [
        issue("v", Origin.VISIT),
        issue("s", Origin.SELF_DIAGNOSIS, rank=2),
        issue("a", Origin.ASSESSMENT, origin_id="a1", question="OS-EMR-06"),
        issue("b", Origin.ASSESSMENT, origin_id="a1", question="OS-WPR-06"),
        issue("w", Origin.VISIT, rank=1),
        issue("x", Origin.VISIT, deleted=True),
    ]
    named = names(issues)
    assert [named[i.id] for i in in_order(issues, named)] == ["V-2", "SD-1", "7.2", "7.11", "V-1"]


def test_only_verification_closes_an_issue() -> None:
    assert is_open(issue("1", progress=Progress.DONE))
    assert waits_for_verification(issue("1", progress=Progress.DONE))
    assert not is_open(issue("1", verified=Verified.VERIFIED))
    assert is_open(issue("1", progress=Progress.DONE, verified=Verified.REOPENED))
    assert not waits_for_verification(issue("1", progress=Progress.DONE, verified=Verified.REOPENED))
    assert not is_open(issue("1", deleted=True))


def test_late_by_days() -> None:
    assert days_late(issue("1", due_on=date(2026, 11, 20)), TODAY) == 5
    assert days_late(issue("1", due_on=TODAY), TODAY) == 0
    assert days_late(issue("1"), TODAY) == 0
    assert days_late(issue("1", due_on=date(2026, 11, 20), progress=Progress.DONE), TODAY) == 0
    assert days_late(issue("1", due_on=date(2026, 11, 20), progress=Progress.DONE, verified=Verified.REOPENED), TODAY) == 5
    assert days_late(issue("1", due_on=date(2026, 11, 20), verified=Verified.VERIFIED), TODAY) == 0


def test_without_its_own_day_an_issue_is_due_with_its_last_open_action() -> None:
    actions = [
        action("a", date(2026, 11, 1)),
        action("b", date(2026, 11, 10)),
        action("c", date(2026, 12, 31), done_on=date(2026, 11, 2)),
        action("d", date(2027, 1, 1), issue_id="other"),
        action("e"),
    ]
    assert due_on(issue("i"), actions) == date(2026, 11, 10)
    assert days_late(issue("i"), TODAY, actions) == 15
    assert due_on(issue("i", due_on=TODAY), actions) == TODAY
    assert [action_days_late(a, TODAY) for a in actions] == [24, 15, 0, 0, 0]


def test_repeated_names_the_earlier_cycles() -> None:
    old, new = issue("1", question="OS-EMR-06"), issue("2", question="OS-EMR-06", cycle_id="c2")
    assert earlier_cycles(new, [old, new], CYCLES) == (1,)
    assert earlier_cycles(old, [old, new], CYCLES) == ()
    assert earlier_cycles(issue("3", cycle_id="c2"), [issue("4")], CYCLES) == ()


def test_findings_without_an_issue_are_named_once_and_deleted_ones_do_not_come_back() -> None:
    issues = [
        issue("1", Origin.ASSESSMENT, origin_id="a1", question="OS-EMR-06"),
        issue("2", Origin.ASSESSMENT, origin_id="a1", question="OS-WPR-06", deleted=True),
        issue("3", Origin.SELF_DIAGNOSIS, origin_id="s", question="CO-OTW-04"),
    ]
    assert without_issue(["OS-EMR-06", "OS-WPR-06", "CO-OTW-04"], "a1", issues) == ("CO-OTW-04",)


def test_clusters_to_begin_with() -> None:
    issues = [
        issue("1", cluster="OS"),
        issue("2", cluster="OS"),
        issue("3", cluster="WT"),
        issue("4", cluster="CO", verified=Verified.VERIFIED),
    ]
    assert suggested_clusters(issues) == (("OS", 2), ("WT", 1))
