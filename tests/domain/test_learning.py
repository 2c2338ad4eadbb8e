"""Rules of learning: person-days in halves, the package of a cycle, what open issues ask for, and the quiz."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bwdesk import shipped
from bwdesk.domain.committee import Member, Sex, Side
from bwdesk.domain.learning import (
    Audience,
    Met,
    Need,
    Package,
    Participants,
    Training,
    audience_of,
    covers,
    days_of,
    halves_of,
    heads,
    met,
    over_with,
    package,
    quiz_faults,
    suggestions,
    topic_of,
)
from bwdesk.domain.plan import Issue, Origin, Verified

QUOTAS = shipped.profile("bw-2026").quotas
DAY = date(2026, 9, 1)
SCOPE = "factory/f"


def training(number, half_days=2, held=True, **more):
    return Training(
        id=f"t{number}",
        scope=SCOPE,
        factory_id="f",
        cycle_id="c",
        title="Exits",
        half_days=half_days,
        held_on=DAY if held else None,
        **more,
    )


def issue(number, factory="f", question="OS-EMR-06", **more):
    return Issue(
        id=f"i{number}", scope=f"factory/{factory}", factory_id=factory, cycle_id="c", origin=Origin.VISIT, question=question,
        cluster=more.pop("cluster", question[:2]), **more,
    )  # fmt: skip


def people(number, audience, sex, count, **more):
    return Participants(id=f"p{number}", scope=SCOPE, training_id="t1", audience=audience, sex=sex, count=count, **more)


def test_people_are_counted_by_audience_and_sex_without_what_was_taken_back():
    found = heads(
        [
            people(1, Audience.WORKER, Sex.WOMAN, 6),
            people(2, Audience.WORKER, Sex.WOMAN, 1, member_id="m"),
            people(3, Audience.MANAGER, Sex.MAN, 2, deleted=True),
            people(4, Audience.MANAGER, Sex.MAN, 0),
        ]
    )
    assert found == {(Audience.WORKER, Sex.WOMAN): 7}


def test_seven_people_for_a_day_and_a_half_are_ten_and_a_half_person_days():
    assert days_of(halves_of(7, 3)) == 10.5


def test_the_package_counts_what_was_held_and_keeps_what_was_bought_apart():
    found = package(
        [training(1, 2), training(2, 1), training(3, 2, is_extra=True), training(4, 2, held=False, expected=6), training(5, deleted=True)],
        {"t1": 8, "t2": 5, "t3": 20, "t5": 9},
        QUOTAS,
    )
    assert found == Package(quota=30, done=21, planned=12, extra=40, seminar_quota=4, seminars=0)
    assert (found.left, found.over) == (9, 0)


def test_over_the_package_says_by_how_much():
    ledger = package([training(1, 2)], {"t1": 14}, QUOTAS)
    more = training(2, 2)
    assert over_with(ledger, more, 1) == 0
    assert over_with(ledger, more, 4) == 6
    assert over_with(ledger, replace(more, is_extra=True), 4) == 0
    assert over_with(package([training(1, 2)], {"t1": 14}, QUOTAS), training(1, 2), 18, counted=28) == 6


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 10), st.booleans(), st.booleans()), max_size=12))
def test_every_half_day_stands_in_one_column(rows):
    trainings = [training(n, half, held, is_extra=extra) for n, (_, half, held, extra) in enumerate(rows)]
    heads_of = {f"t{n}": count for n, (count, *_) in enumerate(rows)}
    ledger = package(trainings, heads_of, QUOTAS)
    held = sum(count * half for count, half, was_held, _ in rows if was_held)
    assert ledger.done + ledger.extra == held
    assert ledger.left - ledger.over == ledger.quota - ledger.done


def test_committee_members_count_as_managers_or_representatives():
    def member(side):
        return Member(id="m", scope=SCOPE, committee_id="k", title="Sewing", side=side)

    assert [audience_of(member(side)) for side in (Side.MANAGEMENT, Side.WORKERS, Side.UNION)] == [
        Audience.MANAGER, Audience.REPRESENTATIVE, Audience.REPRESENTATIVE,
    ]  # fmt: skip


def test_an_issue_asks_for_its_point_or_its_cluster():
    assert topic_of(issue(1)) == "OS-EMR"
    assert topic_of(issue(1, question="", cluster="WT")) == "WT"
    assert topic_of(issue(1, question="", cluster="")) == ""


def test_a_topic_covers_itself_and_the_points_of_its_cluster():
    assert covers("OS", "OS-EMR")
    assert covers("OS-EMR", "OS-EMR")
    assert not covers("OS-EMR", "OS")
    assert not covers("", "OS")
    assert not covers("O", "OS-EMR")


def test_most_factories_come_first_and_closed_or_planned_issues_ask_for_nothing():
    issues = [
        issue(1, "a"), issue(2, "b"), issue(3, "a", "WT-OTM-01"), issue(4, "a", "WT-OTM-02"), issue(5, "c", verified=Verified.VERIFIED),
        issue(6, "c", question="", cluster=""), issue(7, "a", "CM-PAY-01"),
    ]  # fmt: skip
    found = suggestions(issues, known=["CM"])
    assert [(s.topic, s.factory_ids, s.issue_ids) for s in found] == [
        ("OS-EMR", ("a", "b"), ("i1", "i2")),
        ("WT-OTM", ("a",), ("i3", "i4")),
    ]


def test_a_need_is_done_by_what_was_held_and_planned_by_what_is_to_come():
    need = Need(id="n", scope=SCOPE, factory_id="f", cycle_id="c", topic="OS-EMR")
    assert met(need, [], []) is Met.OPEN
    assert met(need, [], ["OS"]) is Met.PLANNED
    linked = replace(need, done_by=frozenset({"t1"}))
    assert met(linked, ["t1"], []) is Met.DONE
    assert met(linked, [], []) is Met.OPEN


def test_the_quiz_names_the_field_that_cannot_be():
    assert quiz_faults(50, 20, 41) == ""
    assert quiz_faults(None, None, None) == ""
    assert quiz_faults(None, 3, None) == "quiz_asked"
    assert quiz_faults(10, 11, 5) == "quiz_before"
    assert quiz_faults(10, 5, 11) == "quiz_after"
    assert quiz_faults(-1, None, None) == "quiz_asked"
