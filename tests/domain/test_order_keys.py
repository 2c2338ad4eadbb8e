"""Keys that keep lines in order: always room between, short after thousands, the same on two laptops."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bwdesk.domain.order_keys import key_at, key_between


@given(st.lists(st.floats(0, 1), max_size=80))
def test_lines_put_anywhere_keep_their_order(places):
    keys: list[str] = []
    for place in places:
        at = round(place * len(keys))
        keys.insert(at, key_at(keys, at))
    assert keys == sorted(keys) and len(set(keys)) == len(keys)


def test_writing_on_at_the_end_keeps_keys_short():
    key = ""
    for _ in range(5_000):
        following = key_between(key, "")
        assert following > key
        key = following
    assert len(key) <= 4


def test_the_same_place_gives_the_same_key():
    assert key_between("00G8", "00WG") == key_between("00G8", "00WG")


def test_a_line_always_fits_before_the_first():
    key = key_between("", "")
    for _ in range(200):
        before = key_between("", key)
        assert "" < before < key
        key = before


def test_where_two_people_left_no_room_the_new_one_comes_right_after():
    assert key_between("00G8", "00G8") > "00G8"
    assert key_at(["00G8", "00G8"], 1) > "00G8"
