"""What people type and what is written become the same text, without losing what other scripts mean by their marks."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwdesk.domain.folding import fold_text, folded_words


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Đường thoát hiểm", "duong thoat hiem"),
        ("Łódź Øre ÆGIR Straße", "lodz ore aegir strasse"),
        ("Ўзбекистон Ёлка", "узбекистон елка"),
        ("ΆΘΗΝΑ", "αθηνα"),
        ("شَرِكَةُ الوادي", "شركه الوادي"),
        ("إلى أحمد آل", "الي احمد ال"),
        ("کراچی", "كراچي"),
        ("১২৩ ១២៣ ٤٥٦", "123 123 456"),
        ("ＡＢＣ ①", "abc 1"),
        ("co\u00adoperate\u200b", "cooperate"),
        ("it\u2019s", "it's"),
    ],
)
def test_written_and_typed_meet(written, typed):
    assert fold_text(written) == fold_text(typed)


@pytest.mark.parametrize("pair", [("ក្រុម", "ករុម"), ("কারখানা", "করখন"), ("தமிழ்", "தமழ"), ("कि", "क"), ("ไม่", "ไม")])
def test_marks_of_other_scripts_are_letters(pair):
    assert fold_text(pair[0]) != fold_text(pair[1])


@given(st.text(max_size=60))
def test_normal_form_and_folding_twice_change_nothing(text):
    once = fold_text(text)
    assert fold_text(unicodedata.normalize("NFD", text)) == once == fold_text(unicodedata.normalize("NFC", text))


@given(st.text(max_size=60))
def test_words_hold_no_spaces_and_nothing_but_words(text):
    for word in folded_words(text):
        assert word and not any(c.isspace() for c in word)


def test_words_are_cut_at_punctuation():
    assert folded_words("Exit 4 (2nd floor): tied/shut!") == ["exit", "4", "2nd", "floor", "tied", "shut"]
