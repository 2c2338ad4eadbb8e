"""Which way text runs: the same as the reference library says, isolates and brackets included."""

from __future__ import annotations

from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from bwdesk.reports.order import base_level, has_right_to_left, levels, visual

_LETTERS = "abאבجد12٣٤ .,-+$%()[]\u0301!\u064b\u2066\u2067\u2068\u2069"
_ISOLATES = "\u2066\u2067\u2068\u2069"


@given(st.text(alphabet=_LETTERS, min_size=1, max_size=16), st.sampled_from([0, 1]))
def test_order_is_that_of_the_reference(text: str, base: int) -> None:
    text += "a"  # the reference moves blanks at the end of a line, as our lines do when they are filled
    mine = "".join(text[index] for index in visual(levels(text, base)))
    reference = get_display(text, base_dir="LR"[base])
    assert _bare(mine) == _bare(reference)


def _bare(text: str) -> str:
    return "".join(char for char in text if char not in _ISOLATES)


def test_a_pair_of_brackets_keeps_one_direction() -> None:
    text = "تقرير (ملحق) abc"
    found = levels(text, 0)
    assert found[text.index("(")] == found[text.index(")")] == 1


def test_a_code_in_an_isolate_stays_whole() -> None:
    text = "الرمز \u2068OS-EMR-06\u2069 في"
    found = levels(text, 1)
    code = found[text.index("O") : text.index("6\u2069") + 1]
    assert set(code) == {2}


def test_the_first_strong_letter_decides() -> None:
    assert base_level("12 (שלום) abc", 0) == 1
    assert base_level("12 % –", 1) == 1
    assert base_level("\u2067עברית\u2069 abc", 0) == 0


def test_latin_has_no_right_to_left() -> None:
    assert not has_right_to_left("Tổ trưởng — ក ₫ 三")
    assert has_right_to_left("x ا")
