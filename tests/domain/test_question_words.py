"""Questions in other languages: every code is one of the set, nothing is empty, and what is missing is shown as it was written."""

from __future__ import annotations

import pytest

from bwdesk.question_words import FOLDER, question_in, question_languages
from bwdesk.shipped import TOOLS, index, read_set

CODES = {row.cells["code"] for stem in {one["set"] for one in index().values()} for row in read_set(TOOLS / stem)[1]}


def entries(language: str):
    from babel.messages.pofile import read_po

    with (FOLDER / language / "questions.po").open("rb") as stream:
        return [one for one in read_po(stream, locale=language) if one.id]


@pytest.mark.parametrize("language", question_languages())
def test_every_entry_is_a_question_of_the_set_and_says_something(language):
    found = entries(language)
    assert found
    for one in found:
        assert str(one.id).removesuffix(".title") in CODES, one.id
        assert str(one.string).strip() and "\u202e" not in one.string, one.id


def test_a_question_is_found_in_its_language_and_nothing_is_made_up():
    assert question_in("km", "OS-MGT-01").endswith("ឬទេ?")
    assert question_in("km", "NO-SUCH-01") == ""
    assert question_in("xx", "OS-MGT-01") == ""
