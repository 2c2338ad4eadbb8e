"""Figures of many factories: nothing that is shown, added or subtracted, tells of a group smaller than the rule allows."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwdesk.domain.compliance import Rate
from bwdesk.domain.synthesis import Run, added, kept_runs, quarters, seen, shown_groups

LEAST = 3
runs = st.dictionaries(
    st.tuples(st.sets(st.integers(1, 4), min_size=1).map(lambda found: tuple(sorted(found))), st.booleans()), st.integers(1, 7), max_size=6
)


def people(sizes: dict[Run, int]) -> tuple[dict[str, dict[int, bool]], dict[str, int]]:
    """Factories of each run, non-compliant by turns; their latest assessment judged the row, or came after it."""
    own, latest = {}, {}
    for run, size in sizes.items():
        for number in range(size):
            key = f"{run}{number}"
            own[key] = {cycle: (number + cycle) % 2 == 0 for cycle in run[0]}
            latest[key] = run[0][-1] if run[1] else 9
    return own, latest


def sums(sizes: dict[Run, int]) -> list[dict[tuple[str, int], int]]:
    """What is published of a row, as the factories and cycles that each figure adds up."""
    own, latest = people(sizes)
    found = seen(own, latest, range(1, 5), LEAST)
    told = []
    kept = kept_runs(sizes, LEAST)
    members = {run: [f"{run}{n}" for n in range(size)] for run, size in sizes.items()}
    if found.now is not None:
        told.append({(f, run[0][-1]): 1 for run in sizes if run[1] for f in members[run]})
    for place, rate in ((-2, found.before), (-1, found.after)):
        if rate is not None:
            told.append({(f, run[0][place]): 1 for run in kept if run[1] and len(run[0]) > 1 for f in members[run]})
    told += [
        {(f, cycle): 1 for run in kept if cycle in run[0] for f in members[run]} for cycle, rate in found.cycles.items() if rate is not None
    ]
    return [one for one in told if one]


@given(runs)
def test_no_sum_or_difference_of_two_figures_tells_of_fewer(sizes):
    for one in sums(sizes):
        assert len({factory for factory, _ in one}) >= LEAST
    for one, other in combinations(sums(sizes), 2):
        for weight in (1, -1):
            rest = {key: one.get(key, 0) + weight * other.get(key, 0) for key in {*one, *other}}
            left = {factory for (factory, _), count in rest.items() if count}
            assert not left or len(left) >= LEAST


@given(runs)
def test_no_combination_of_figures_singles_out_a_factory(sizes):
    """By rows reduced as far as they go: a figure that is left over fewer factories than the rule allows would be a leak."""
    told = sums(sizes)
    keys = sorted({key for one in told for key in one})
    rows = [[Fraction(one.get(key, 0)) for key in keys] for one in told]
    lead = 0
    for column in range(len(keys)):
        pivot = next((n for n in range(lead, len(rows)) if rows[n][column]), None)
        if pivot is None:
            continue
        rows[lead], rows[pivot] = rows[pivot], rows[lead]
        rows[lead] = [value / rows[lead][column] for value in rows[lead]]
        for n in range(len(rows)):
            if n != lead and rows[n][column]:
                rows[n] = [a - rows[n][column] * b for a, b in zip(rows[n], rows[lead], strict=True)]
        lead += 1
    for row in rows[:lead]:
        assert len({key[0] for key, value in zip(keys, row, strict=True) if value}) >= LEAST


def test_the_same_factories_are_compared_and_cycles_have_their_own_denominators():
    own = {f"a{n}": {1: True, 2: n == 0} for n in range(3)} | {f"b{n}": {1: False} for n in range(4)}
    found = seen(own, {key: max(judged) for key, judged in own.items()}, (1, 2, 3), LEAST)
    assert (found.now, found.before, found.after) == (Rate(1, 7), Rate(3, 3), Rate(1, 3))
    assert found.cycles == {1: Rate(3, 7), 2: Rate(1, 3), 3: Rate(0, 0)}


def test_a_small_rest_takes_the_smallest_run_with_it():
    own = {f"a{n}": {1: True, 2: True} for n in range(5)} | {"late": {1: False}}
    found = seen(own, {key: max(judged) for key, judged in own.items()}, (1, 2), LEAST)
    assert found.now == Rate(5, 6)
    assert (found.before, found.cycles[1]) == (None, None)


def test_too_few_are_withheld_and_no_data_is_none():
    few = seen({"a": {1: True}}, {"a": 1}, (1,), LEAST)
    assert (few.now, few.cycles[1], few.before) == (None, None, Rate(0, 0))
    assert seen({}, {}, (1,), LEAST).now == Rate(0, 0)


@pytest.mark.parametrize(("counts", "found"), [((), None), ((4,), (4, 4, 4)), ((1, 2, 3, 4), (1, 2, 3)), ((9, 0, 0, 0, 5), (0, 0, 5))])
def test_quarters_are_numbers_that_were_counted(counts, found):
    assert quarters(counts) == found


@given(st.dictionaries(st.integers(), st.sets(st.integers(0, 9).map(str)), max_size=6))
def test_what_is_withheld_of_a_whole_is_of_enough_factories(behind):
    shown = shown_groups(behind, LEAST)
    hidden = [set(own) for key, own in behind.items() if own and key not in shown]
    assert all(len(behind[key]) >= LEAST for key in shown)
    assert not hidden or not shown or (len(hidden) >= 2 and len(set().union(*hidden)) >= LEAST)


def test_a_cluster_adds_up_what_its_points_show():
    assert added([Rate(1, 5), None, Rate(2, 6)]) == Rate(3, 11)
    assert added([None, Rate(0, 0)]) is None and added([]) == Rate(0, 0)
