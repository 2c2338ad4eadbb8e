"""Where a line may end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwdesk.reports.breaks import clusters, units


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("exits", ("exits",)),
        ("decision-maker", ("decision-", "maker")),
        ("OS-MGT-02", ("OS-MGT-02",)),
        ("2019-2021", ("2019-2021",)),
        ("工厂的门。", ("工", "厂", "的", "门。")),
        ("（整理）", ("（整", "理）")),
        ("8\u00a0July", ("8\u00a0July",)),
        ("២០២៥", ("២០២៥",)),
        ("๑๒๕๖๘", ("๑๒๕๖๘",)),
    ],
)
def test_units(word: str, parts: tuple[str, ...]) -> None:
    assert units(word) == parts


def test_khmer_subscripts_are_never_torn_off() -> None:
    assert clusters("ក្រុម") == ("ក្រុ", "ម")
    for unit in units("ក្រុមហ៊ុនមានកម្មករធ្វើការថែមម៉ោង"):
        assert not unit.startswith("\u17d2")
        assert not unit.endswith("\u17d2")


def test_a_syllable_keeps_its_last_consonant() -> None:
    assert "ដាក់" in units("នៅដាក់ទំនិញ") or any("ដាក់" in unit for unit in units("នៅដាក់ទំនិញ"))
    assert all(not unit.startswith("ក់") for unit in units("នៅដាក់ទំនិញ"))


def test_break_marks_of_a_writer_are_the_only_ones() -> None:
    assert units("កម្មករ\u200bធ្វើការ\u200bថែមម៉ោង") == ("កម្មករ", "ធ្វើការ", "ថែមម៉ោង")


def test_thai_vowels_written_before_stay_with_their_consonant() -> None:
    for unit in units("คนงานเดินทางเข้าใจไปแล้ว"):
        assert unit[-1] not in "เแโใไ"


@given(st.text(alphabet="aé-/ក្រុមានកช้เา工（。\u00a0\u200bবাংলাক্ষ", max_size=30))
def test_nothing_is_lost_but_break_marks(word: str) -> None:
    word = word.replace(" ", "")
    assert "".join(units(word)) == word.replace("\u200b", "")
    assert "".join(clusters(word)) == word
