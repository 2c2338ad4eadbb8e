"""Where a line may end."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwdesk.reports.breaks import ZERO_SPACE, clusters, units
from bwdesk.reports.khmer import best
from tests.house.test_house_words import catalogue


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


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("កើតឡើងម្តងទៀត", ("កើតឡើង", "ម្តង", "ទៀត")),
        ("ដែលមានមនុស្សធ្វើការ", ("ដែល", "មាន", "មនុស្ស", "ធ្វើការ")),
        ("គ្មានចម្លើយទេ។", ("គ្មាន", "ចម្លើយ", "ទេ។")),
        ("ភ្លាមៗដល់", ("ភ្លាមៗ", "ដល់")),
        ("ឬកម្មការិនី", ("ឬ", "កម្មការិនី")),
        ("ដែលរកឃើញពេលនេះ", ("ដែល", "រកឃើញ", "ពេលនេះ")),
        ("របៀបផ្លាស់ប្តូរ", ("របៀប", "ផ្លាស់ប្តូរ")),
        ("របៀបផ្លាស់ប្ដូរ", ("របៀប", "ផ្លាស់ប្ដូរ")),
    ],
)
def test_khmer_lines_end_between_words(line: str, parts: tuple[str, ...]) -> None:
    assert units(line) == parts


def test_a_name_that_is_no_word_breaks_by_spelling_beside_words_that_are_known() -> None:
    found = units("រោងចក្រស្រីមុំវិចិត្រានេះ")
    assert found[0].startswith("រោងចក្រ") and "".join(found) == "រោងចក្រស្រីមុំវិចិត្រានេះ"
    assert len(found) > 1


def test_nearly_all_of_the_khmer_catalogue_is_known_words() -> None:
    runs = [
        run
        for message in catalogue("km").values()
        for text in (message.string if isinstance(message.string, tuple) else (message.string,))
        for run in re.findall("[\u1780-\u17d3\u17d7]+", text.replace(ZERO_SPACE, " "))
    ]
    pieces = [(size, is_known) for run in runs for size, is_known in _pieces(clusters(run))]
    assert sum(size for size, is_known in pieces if is_known) > 0.98 * sum(size for size, _ in pieces)


def _pieces(parts: tuple[str, ...]) -> list[tuple[int, bool]]:
    sizes, found, at = best(parts), [], 0
    while at < len(parts):
        found.append(sizes[at])
        at += sizes[at][0]
    return found


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
