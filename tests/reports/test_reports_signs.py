"""Lists, sentences and labels on paper have the signs of its language: commas, full stops, colons."""

from __future__ import annotations

import pytest

from bwdesk.reports.gallery import SAMPLES
from bwdesk.reports.words import words_of
from bwdesk.texts import sides, texts_of
from tests.reports.reading import printed, text_of


@pytest.mark.parametrize(
    ("code", "comma", "stop", "colon"),
    [("en", ", ", ".", ": "), ("am", "፣ ", "።", "፦ "), ("ur", "، ", "۔", ": "), ("fr", ", ", ".", "\u00a0: "), ("bn", ", ", "।", ": ")],
)
def test_each_language_has_its_own_signs(code: str, comma: str, stop: str, colon: str) -> None:
    words = words_of(texts_of(code))
    assert words.commas(["1", "2"]) == f"1{comma}2"
    assert words.ended("A") == f"A{stop}"
    assert words.labelled("A", "2") == f"A{colon}2"
    assert words.ended("A" + stop) == "A" + stop and words.ended("") == "", "no second stop, and none after nothing"


def test_of_two_languages_each_side_has_its_own() -> None:
    words = words_of(texts_of("en+am"))
    assert sides(words.ended(words("reports.draft"))) == (words.both[0]("reports.draft") + ".", words.both[1]("reports.draft") + "።")
    assert sides(words.labelled(words("reports.draft"), "7.1"))[1].endswith("፦ 7.1")


@pytest.mark.parametrize("name", ["assessment-draft", "plan", "synthesis"])
def test_no_latin_stop_ends_an_amharic_sentence(name: str) -> None:
    text = text_of(printed(SAMPLES[name][1](), "am")[0])
    ends = [at for at, letter in enumerate(text[:-1]) if letter == "." and "\u1200" <= text[at - 1] <= "\u137f" and text[at + 1] == " "]
    assert not [text[at - 12 : at + 8] for at in ends if text[at - 1] != "ቁ"], "ቁ. is short for number"
