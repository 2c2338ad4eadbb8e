"""What a push brought comes back as "the next of them": expanded to ids, and refused where it does not add up."""

from __future__ import annotations

import pytest

from bwdesk.errors import NoAnswer
from bwdesk.server.pages import NOTHING, _codes
from bwdesk.store.log import Entry
from bwdesk.sync.log_pages import with_ids
from bwdesk.sync.wire import Page

A, B, C, D = (letter * 32 for letter in "abcd")


def entry(one: str, *, brief: bool = True) -> Entry:
    return Entry(1, one, "{}", "{}", None, b"", brief)


def test_ids_are_put_back_in_their_places():
    page = Page("factory/x", own=bytes([2, 0, 1, 2]), ids=bytes.fromhex(C))
    found = with_ids(page, [A, B])
    assert found.own == bytes([1, 0, 1, 1]) and found.ids.hex() == A + C + B
    assert with_ids(Page("factory/x", own=bytes([1, 0]), ids=bytes.fromhex(C)), []).ids.hex() == C, "older servers"


@pytest.mark.parametrize(("own", "ids", "pushed"), [([2, 2], "", [A]), ([2, 1], "", [A]), ([2], C, [A]), ([2], "", [])])
def test_what_does_not_add_up_is_no_answer(own, ids, pushed):
    with pytest.raises(NoAnswer):
        with_ids(Page("factory/x", own=bytes(own), ids=bytes.fromhex(ids)), pushed)


def test_only_what_comes_in_the_order_of_the_push_is_told_by_its_place():
    entries = [entry(A), entry(D), entry(B, brief=False), entry(C)]
    assert list(_codes(entries, (A, C))) == [2, 1, 0, 2]
    assert list(_codes(entries, ())) == [1, 1, 0, 1], "a desk that does not know it is told the ids"
    assert list(_codes(entries, (C, A))) == [1, 1, 0, 2]
    assert not NOTHING.by_place
