"""Slips of the pen on the recovery sheet are noticed, and the group is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwdesk.errors import Refused
from bwdesk.keys.recovery_code import ALPHABET, GROUPS, new_code, secret_of

codes = st.builds(new_code)


def test_codes_differ_and_read_back_in_any_dress():
    one, two = new_code(), new_code()
    assert one != two
    assert len(one.split("-")) == GROUPS
    assert secret_of(one) == secret_of(one.lower().replace("-", " ")) == secret_of(one.replace("-", "").replace("0", "o").replace("1", "l"))
    assert secret_of(one) != secret_of(two)


@given(codes, st.integers(0, GROUPS * 5 - 1), st.sampled_from(ALPHABET))
def test_one_wrong_symbol_is_noticed_in_its_group(code, at, symbol):
    symbols = list(code.replace("-", ""))
    if symbols[at] == symbol:
        return
    symbols[at] = symbol
    with pytest.raises(Refused) as refused:
        secret_of("".join(symbols))
    assert refused.value.key == "keys.recovery_group"
    assert refused.value.params["group"] == at // 5 + 1


@given(codes, st.integers(0, GROUPS - 1), st.integers(0, 3))
def test_two_neighbours_swapped_are_noticed(code, group, at):
    symbols = list(code.replace("-", ""))
    at += group * 5
    if symbols[at] == symbols[at + 1]:
        return
    symbols[at], symbols[at + 1] = symbols[at + 1], symbols[at]
    with pytest.raises(Refused):
        secret_of("".join(symbols))


@given(codes, st.permutations(range(GROUPS)))
def test_groups_in_another_order_are_noticed(code, order):
    groups = code.split("-")
    if list(order) == sorted(order):
        return
    with pytest.raises(Refused):
        secret_of("-".join(groups[i] for i in order))


@pytest.mark.parametrize("typed", ["", "ABCDE", new_code() + "0", new_code()[:-1]], ids=["none", "few", "long", "short"])
def test_a_wrong_length_says_so(typed):
    with pytest.raises(Refused) as refused:
        secret_of(typed)
    assert refused.value.key == "keys.recovery_length"
