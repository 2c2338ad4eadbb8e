"""Trends: denominators, the panel, half-life and ages, and that nothing withheld can be worked out."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bwdesk import shipped
from bwdesk.domain.assessment import Verdict
from bwdesk.domain.compliance import Rate
from bwdesk.domain.ledgers import Book, Ledger
from bwdesk.domain.plan import Issue, Origin, Verified
from bwdesk.domain.trends import (
    Assessed,
    Cell,
    ages,
    cluster_lines,
    following_starts,
    half_life,
    half_lives,
    is_carried,
    ledger_sums,
    panel,
    plan_figures,
    point_lines,
    question_lines,
    shown_parts,
)

TODAY = date(2026, 11, 23)
TOOL = shipped.tool_for("KH", TODAY)
LEAVES = TOOL.leaves()
POINT = LEAVES[0].point
OF_POINT = [leaf.code for leaf in TOOL.leaves(point=POINT)]
C, NC, NV = Verdict.COMPLIANT, Verdict.NON_COMPLIANT, Verdict.NOT_VERIFIED


def seen(factory, cycle, verdicts):
    return Assessed(factory, cycle, TOOL.name, verdicts)


def issue(number, *, open_days=None, closed_after=None, cluster="OSH", **told):
    since = TODAY - timedelta(days=open_days if open_days is not None else 400)
    if closed_after is not None:
        told |= {"verified": Verified.VERIFIED, "verified_on": since + timedelta(days=closed_after)}
    told = {"origin": Origin.VISIT, "factory_id": "f", "cycle_id": "c1"} | told
    return Issue(id=f"{number:032x}", scope="factory/f", title="x", since_on=since, cluster=cluster, **told)


def test_each_question_and_cycle_has_its_own_denominator():
    code = LEAVES[0].code
    of = [seen("a", 1, {code: NC}), seen("b", 1, {code: C}), seen("c", 1, {code: NV}), seen("d", 1, {}), seen("a", 2, {code: C})]
    (line,) = question_lines(of, [code])
    assert line.cells == {1: Cell(Rate(1, 2), 2), 2: Cell(Rate(0, 1), 1)}
    (none,) = question_lines(of, ["nothing asks this"])
    assert none.cells[1].rate.percent is None


def test_an_incomplete_point_counts_nowhere_and_a_cluster_has_counts():
    whole = dict.fromkeys(OF_POINT, C)
    of = [seen("a", 1, whole | {OF_POINT[0]: NC}), seen("b", 1, whole), seen("c", 1, whole | {OF_POINT[0]: NV})]
    (line,) = point_lines(of, [POINT], lambda _name: TOOL)
    assert line.cells[1] == Cell(Rate(1, 2), 2)
    (cluster,) = cluster_lines(of, [LEAVES[0].cluster], lambda _name: TOOL)
    assert cluster.cells[1] == Cell(Rate(1, 2), 2)


def test_the_panel_keeps_factories_that_were_there_all_along():
    of = [seen("a", 1, {}), seen("a", 2, {}), seen("b", 1, {}), seen("c", 2, {}), seen("a", 3, {})]
    assert {(one.factory_id, one.cycle) for one in panel(of, (1, 2))} == {("a", 1), ("a", 2)}


def test_half_life_counts_open_issues_as_long_as_they_are_open():
    closed = [issue(n, closed_after=days) for n, days in enumerate((10, 20, 30, 40))]
    assert half_life(closed, TODAY) == 20
    assert half_life([*closed, *(issue(9 + n, open_days=300) for n in range(4))], TODAY) == 40
    assert half_life([*closed, *(issue(9 + n, open_days=300) for n in range(5))], TODAY) is None
    assert half_life([*closed, *(issue(9 + n, open_days=5) for n in range(5))], TODAY) == 20
    assert half_life([], TODAY) is None
    assert half_lives([*closed, issue(7, open_days=9, cluster="HR")], TODAY) == {"HR": None, "OSH": 20}


def test_ages_are_of_open_issues_by_origin():
    days = (0, 30, 31, 365, 366)
    found = ages([*(issue(n, open_days=one) for n, one in enumerate(days)), issue(9, closed_after=3)], TODAY)
    assert found[Origin.VISIT] == (2, 1, 0, 1, 1)
    assert found[Origin.ASSESSMENT] == (0, 0, 0, 0, 0)


def test_plan_and_ledgers_by_cycle():
    issues = [issue(1, closed_after=5), issue(2, verified=Verified.REOPENED), issue(3, cycle_id="c2", factory_id="g")]
    first, second = plan_figures(issues, {"c1": 1, "c2": 2}, {"c1": TODAY}, TODAY).values()
    assert (first.issues, first.verified, first.reopened, first.open, first.carried, first.factories) == (2, 1, 1, 1, 1, 1)
    assert (second.issues, second.open) == (1, 1)
    sums = ledger_sums([(1, [Ledger(Book.VISIT_DAYS, 4, 0, 16)]), (1, [Ledger(Book.VISIT_DAYS, 6, 0, 16)])])
    assert sums == {1: {Book.VISIT_DAYS: Rate(10, 32)}}


def test_what_was_open_when_the_next_cycle_began_is_carried():
    starts = following_starts([("c2", "f", 2, TODAY), ("c1", "f", 1, date(2025, 11, 23)), ("x1", "g", 1, TODAY)])
    assert starts == {"c1": TODAY}
    open_one, just_closed, closed = issue(1), issue(2, closed_after=400), issue(3, closed_after=399)
    assert [is_carried(one, TODAY, TODAY) for one in (open_one, just_closed, closed)] == [True, True, False]
    assert not is_carried(open_one, TODAY + timedelta(days=1), TODAY)
    assert not is_carried(open_one, None, TODAY)


def test_a_figure_over_few_is_withheld_but_not_ones_own():
    assert Cell(Rate(1, 4), 4).is_withheld(5)
    assert not Cell(Rate(1, 4), 4).is_withheld(5, is_own=True)
    assert not Cell(Rate(1, 5), 5).is_withheld(5)
    assert not Cell(Rate(0, 0), 0).is_withheld(5)


@given(st.dictionaries(st.sampled_from(["KH", "BD", "VN", "PK", "LK"]), st.integers(0, 9)), st.integers(2, 6))
def test_nothing_withheld_can_be_worked_out(factories, least):
    shown, has_total = shown_parts(factories, least)
    withheld = {key: count for key, count in factories.items() if count and key not in shown}
    assert all(factories[key] >= least for key in shown)
    if has_total and withheld:
        rest = sum(factories.values()) - sum(factories[key] for key in shown)
        assert rest >= least
        assert len(withheld) >= 2
    if not withheld:
        assert has_total == (sum(factories.values()) >= least)
