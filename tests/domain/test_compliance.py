"""Non-compliance is computed: gates, summaries, points, rates with their denominators, what repeats."""

from __future__ import annotations

import csv
import random
import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwdesk import shipped
from bwdesk.domain.assessment import Answer, Result, Verdict
from bwdesk.domain.compliance import (
    Counts,
    PointStatus,
    Rate,
    assessed,
    change,
    counts_of,
    cycles_in_a_row,
    latest,
    point_rate,
    point_status,
    points_between,
    question_rate,
    repeated,
    standing,
    standing_of,
    summary_verdict,
)
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.tool import Tool

FIGURES = Path(__file__).parents[3] / "shared" / "samples" / "7-figures" / "compliance-figures-sample.csv"
C, NC, NA, NV, OPEN = Verdict.COMPLIANT, Verdict.NON_COMPLIANT, Verdict.NOT_APPLICABLE, Verdict.NOT_VERIFIED, Verdict.OPEN

TOOL = shipped.tool("BGD 2026.1")
leaf_verdicts = st.lists(st.sampled_from(Verdict), max_size=8)
whole_sets = st.dictionaries(st.sampled_from([q.code for q in TOOL.answerable()]), st.sampled_from(Verdict), max_size=60)


def answer(question: str, verdict: Verdict = OPEN, *, value: str = "", repeat: str = "", deleted: bool = False) -> Answer:
    return Answer(
        id=question + repeat,
        scope="assessment/1",
        assessment_id="1",
        question=question,
        repeat=repeat,
        verdict=verdict,
        value=value,
        deleted=deleted,
    )


def result(factory: str, assessment: str, question: str, verdict: Verdict, on: date | None = date(2026, 5, 1)) -> Result:
    return Result(
        id=f"{assessment}-{question}",
        scope=factory_scope(factory),
        assessment_id=assessment,
        cycle_id=f"{factory}-c",
        question=question,
        verdict=verdict,
        tool=TOOL.name,
        assessed_on=on,
    )


# Summaries and points ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("leaves", "status", "summary"),
    [
        ([C, C], PointStatus.COMPLIANT, C),
        ([C, NA], PointStatus.COMPLIANT, C),
        ([NA, NA], PointStatus.NOT_APPLICABLE, NA),
        ([NC, OPEN, NV], PointStatus.NON_COMPLIANT, NC),
        ([C, NV], PointStatus.INCOMPLETE, NV),
        ([C, NV, OPEN], PointStatus.INCOMPLETE, OPEN),
        ([NA, OPEN], PointStatus.INCOMPLETE, OPEN),
    ],
)
def test_points_and_summaries_follow_their_leaves(leaves: list[Verdict], status: PointStatus, summary: Verdict) -> None:
    assert point_status(leaves) is status
    assert summary_verdict(leaves) is summary


def test_a_summary_is_computed_and_never_counted() -> None:
    found = standing(TOOL, [answer("CO-OTW-01", NC), answer("CO-OTW-P1", C)])
    assert found.verdict("CO-OTW-P1") is NC
    assert found.points["CO-OTW"] is PointStatus.NON_COMPLIANT
    assert found.counts(point="CO-OTW") == Counts(non_compliant=1, open=3)
    assert [q.code for q in found.findings()] == ["CO-OTW-01"]


def test_stage_and_information_questions_count_nowhere() -> None:
    plain = standing(TOOL, [])
    found = standing(TOOL, [answer("CH-DDD-S2", NC), answer("OS-INF-01", value="7"), answer("LE-LEA-S1", NC)])
    assert found.verdict("CH-DDD-S2") is NC
    assert found.counts() == plain.counts()
    assert found.points == plain.points


def test_what_a_gate_closes_is_not_applicable_whatever_was_answered_before() -> None:
    found = standing(TOOL, [answer("OS-CHE-G1", value="no"), answer("OS-CHE-03", NC)])
    assert found.verdict("OS-CHE-03") is NA
    assert found.points["OS-CHE"] is PointStatus.NOT_APPLICABLE
    assert found.point_counts("OS").not_applicable == 1


def test_an_unsettled_verdict_is_a_gap() -> None:
    answers = [answer(leaf.code, C) for leaf in TOOL.leaves(point="OS-WEL")] + [answer("OS-CHE-G1", value="no")]
    assert standing(TOOL, answers).points["OS-WEL"] is PointStatus.COMPLIANT
    found = standing(TOOL, answers, frozenset({"OS-WEL-02", "OS-CHE-G1"}))
    assert found.points["OS-WEL"] is PointStatus.INCOMPLETE
    assert found.counts(point="OS-WEL") == Counts(compliant=4, open=1)
    assert found.verdict("OS-CHE-01") is OPEN  # the gate itself is disputed


def test_deleted_answers_and_repeats_do_not_speak_for_the_question() -> None:
    found = standing(TOOL, [answer("OS-WEL-01", NC, deleted=True), answer("OS-WEL-02", NC, repeat="line 2")])
    assert found.findings() == ()


@given(whole_sets)
def test_denominators_add_up(verdicts: dict[str, Verdict]) -> None:
    found = standing_of(TOOL, verdicts)
    whole = found.counts()
    assert whole.total == len(TOOL.leaves()) == whole.judged + whole.not_applicable + whole.not_verified + whole.open
    clusters = [c.code for c in TOOL.clusters]
    assert sum(found.counts(c).non_compliant for c in clusters) == whole.non_compliant == len(found.findings())
    assert sum(found.point_counts(c).total for c in clusters) == found.point_counts().total == 37
    for point in TOOL.compliance_points():
        has_breach = found.counts(point=point.code).non_compliant > 0
        assert (found.points[point.code] is PointStatus.NON_COMPLIANT) == has_breach


@given(leaf_verdicts)
def test_order_does_not_matter_and_one_breach_decides(leaves: list[Verdict]) -> None:
    shuffled = leaves[:]
    random.Random(len(leaves)).shuffle(shuffled)
    assert point_status(shuffled) is point_status(leaves)
    assert counts_of(shuffled) == counts_of(leaves)
    assert point_status([*leaves, NC]) is PointStatus.NON_COMPLIANT
    assert point_status([*leaves, NA]) is point_status(leaves)


# Rates ---------------------------------------------------------------------------------------------------------------------------


def test_percentages_are_rounded_once_half_away_from_zero() -> None:
    assert [Rate(part, 200).percent for part in (0, 1, 3, 12, 199, 200)] == [0, 1, 2, 6, 100, 100]
    assert Rate(0, 0).percent is None
    assert Rate(0, 5).percent == 0
    assert points_between(Rate(1, 200), Rate(0, 200)) == 1
    assert points_between(Rate(0, 200), Rate(1, 200)) == -1
    assert points_between(Rate(1, 3), Rate(1, 6)) == 17
    assert points_between(Rate(1, 3), Rate(0, 0)) is None


def test_a_threshold_is_compared_with_the_unrounded_share() -> None:
    assert Rate(49, 99).percent == 49
    assert Rate(100, 201).percent == 50
    assert not Rate(100, 201).is_above(Fraction(1, 2))
    assert Rate(101, 201).is_above(Fraction(1, 2))
    assert not Rate(0, 0).is_above(Fraction(0))


@given(st.integers(0, 500), st.integers(1, 500))
def test_percent_is_the_nearest_whole_number(part: int, whole: int) -> None:
    percent = Rate(part, whole).percent
    assert percent is not None
    assert abs(Fraction(part * 100, whole) - percent) <= Fraction(1, 2)
    if Fraction(part * 100, whole) % 1 == Fraction(1, 2):
        assert percent > Fraction(part * 100, whole)


def test_question_rate_counts_factories_judged_in_their_latest_assessment() -> None:
    results = [
        result("f1", "a1", "OS-WEL-01", NC, date(2025, 5, 1)),
        result("f1", "a2", "OS-WEL-01", C, date(2026, 5, 1)),
        result("f2", "a3", "OS-WEL-01", NC),
        result("f3", "a4", "OS-WEL-01", NA),
        result("f4", "a5", "OS-WEL-01", NV),
        result("f5", "a6", "OS-WEL-02", NC),
    ]
    assert question_rate(latest(results), "OS-WEL-01") == Rate(1, 2)
    assert question_rate(latest(results), "OS-WEL-03") == Rate(0, 0)
    random.Random(4).shuffle(results)
    assert question_rate(latest(results), "OS-WEL-01") == Rate(1, 2)


def test_a_question_dropped_from_the_latest_assessment_is_not_taken_from_an_older_one() -> None:
    results = [result("f1", "a1", "OS-WEL-01", NC, date(2025, 5, 1)), result("f1", "a2", "OS-WEL-02", C, date(2026, 5, 1))]
    assert question_rate(latest(results), "OS-WEL-01") == Rate(0, 0)


def test_point_rate_leaves_out_incomplete_and_not_applicable() -> None:
    leaves = [leaf.code for leaf in TOOL.leaves(point="OS-WEL")]

    def whole(factory: str, first: Verdict, others: Verdict) -> list[Result]:
        return [result(factory, f"a-{factory}", code, first if code == leaves[0] else others) for code in leaves]

    results = whole("f1", NC, C) + whole("f2", C, C) + whole("f3", NV, C) + whole("f4", NA, NA) + whole("f5", NC, OPEN)
    assert point_rate(latest(results), "OS-WEL", shipped.tool) == Rate(2, 3)
    assert point_rate(latest(results), "CO-PRE", shipped.tool) == Rate(0, 0)
    assert point_rate(latest([]), "OS-WEL", shipped.tool).percent is None


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 3), st.sampled_from(Verdict)), max_size=30), st.randoms())
def test_rates_do_not_depend_on_the_order_of_arrival(rows: list[tuple[int, int, Verdict]], rng: random.Random) -> None:
    unique = {(f, n): result(f"f{f}", f"a{f}-{n}", "OS-WEL-01", v, date(2020 + n, 1, 1)) for f, n, v in rows}
    results = list(unique.values())
    before = (assessed(results), question_rate(latest(results), "OS-WEL-01"), point_rate(latest(results), "OS-WEL", shipped.tool))
    rng.shuffle(results)
    assert before == (assessed(results), question_rate(latest(results), "OS-WEL-01"), point_rate(latest(results), "OS-WEL", shipped.tool))
    assert before[1].whole <= len({f for f, _, _ in rows})


# Published figures ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(12, 200, 6), (74, 132, 56), (6, 25, 24), (80, 153, 52), (1, 200, 1), (97, 200, 49), (53091, 103846, 51), (119002, 500000, 24)],
)
def test_rates_of_published_counts(part: int, whole: int, percent: int) -> None:
    assert Rate(part, whole).percent == percent


def test_the_published_compliance_figures_come_out() -> None:
    if not FIGURES.exists():
        pytest.skip("the published figures lie beside the project and are absent here")
    seen = 0
    with FIGURES.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if not (row["numerator"] and row["denominator"]):
                continue
            seen += 1
            part, whole = int(row["numerator"]), int(row["denominator"])
            stated = re.search(r"(\d+(?:\.\d+)?) ?%", row["check"])
            if stated is None:
                match = re.search(r"= (\d+\.\d+) exactly", row["check"])
                assert match is not None, row["id"]
                text = match[1]
            else:
                text = stated[1]
            share = Rate(part, whole).share
            assert share is not None
            digits = len(text.partition(".")[2])
            assert abs(share * 100 - Fraction(text)) <= Fraction(1, 2 * 10**digits), row["id"]
            assert Rate(part, whole).percent == int(Fraction(text) + Fraction(1, 2)), row["id"]
            if row["n_factories"] and int(row["n_factories"]) == whole and row["published_value"].isdigit():
                assert Rate(part, whole).percent == int(row["published_value"]), row["id"]
    assert seen >= 3


# From cycle to cycle -------------------------------------------------------------------------------------------------------------


def test_what_repeats_and_for_how_long() -> None:
    one, two, three = {"A": NC, "B": NC}, {"A": NC, "B": C}, {"A": NC, "B": NC, "X": NC}
    assert repeated(three, two) == {"A"}
    assert cycles_in_a_row("A", [(3, three), (1, one), (2, two)]) == (1, 2, 3)
    assert cycles_in_a_row("B", [(3, three), (1, one), (2, two)]) == (3,)
    assert cycles_in_a_row("C", [(3, three)]) == ()


def test_the_sum_from_last_cycle_to_now() -> None:
    before = {"OS-WEL-01": NC, "OS-WEL-02": NC, "OS-WEL-03": NC, "OS-WEL-04": C, "GONE-01": NC}
    now = {"OS-WEL-01": C, "OS-WEL-02": NC, "OS-WEL-03": NV, "OS-WEL-04": NC, "OS-WEL-05": NC}
    found = change(TOOL, now, before)
    assert (found.before, found.resolved, found.unchecked, found.new, found.now, found.first_asked) == (4, 1, 2, 2, 3, 1)


@given(whole_sets, whole_sets)
def test_the_sum_always_adds_up(now: dict[str, Verdict], before: dict[str, Verdict]) -> None:
    found = change(TOOL, now, before)
    assert found.before - found.resolved - found.unchecked + found.new == found.now


def test_tools_of_two_countries_stand_beside_each_other() -> None:
    def tools(name: str) -> Tool:
        return shipped.tool(name)

    glo = shipped.tool("GLO 2026.1")
    foreign = [
        Result(id=f"x-{q.code}", scope=factory_scope("f9"), assessment_id="x", cycle_id="c", question=q.code, verdict=C, tool=glo.name)
        for q in glo.leaves(point="CO-PRE")
    ]
    assert point_rate(latest(foreign), "CO-PRE", tools) == Rate(0, 1)
