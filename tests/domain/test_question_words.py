"""Questions in other languages: every code is one of the set, nothing is empty, and what is missing is shown as it was written."""

from __future__ import annotations

import pytest

from bwdesk.domain.programme import in_digits
from bwdesk.question_words import FOLDER, question_in, tool_in
from bwdesk.shipped import TOOLS, index, read_set, tool, tool_names
from bwdesk.texts import SOURCE_LANGUAGE, languages

SETS = [tool(name) for name in tool_names()]
CODES = {row.cells["code"] for stem in {one["set"] for one in index().values()} for row in read_set(TOOLS / stem)[1]} | {
    one.code for found in SETS for cluster in found.clusters for one in (cluster, *cluster.points)
}


def entries(language: str):
    from babel.messages.pofile import read_po

    found = []
    for path in (FOLDER / language).glob("*.po"):
        with path.open("rb") as stream:
            found += [one for one in read_po(stream, locale=language) if one.id]
    return found


@pytest.mark.parametrize("language", sorted(path.name for path in FOLDER.iterdir()))
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


def test_clusters_and_points_are_named_in_the_language_and_nothing_else_changes():
    french, plain = tool_in("KHM 2026.1", "fr"), tool("KHM 2026.1")
    assert french.cluster("WT").name == "Temps de travail"
    assert [q.code for q in french.questions] == [q.code for q in plain.questions]
    assert [c.code for c in french.clusters] == [c.code for c in plain.clusters]
    assert tool_in("KHM 2026.1", "xx") is plain


@pytest.mark.parametrize("language", sorted({*languages()} - {SOURCE_LANGUAGE}))
def test_every_language_has_every_question_with_its_short_name(language):
    has = {str(one.id) for one in entries(language)}
    asked = {question.code for found in SETS for question in found.questions}
    assert CODES | {f"{code}.title" for code in asked} <= has


def test_figures_of_questions_stand_in_the_digits_asked_for_and_those_of_names_stay():
    own, western = tool_in("BGD 2026.1", "bn", digits="beng"), tool_in("BGD 2026.1", "bn")
    assert (own.question("CL-DOC-03").title, western.question("CL-DOC-03").title) == (
        "১৮-এর কম বয়সী শ্রমিকের রেজিস্টার",
        "18-এর কম বয়সী শ্রমিকের রেজিস্টার",
    )
    assert [one.code for one in own.questions] == [one.code for one in western.questions]
    assert in_digits("SHA-256, C138, {n} of 12", "beng") == "SHA-256, C138, {n} of ১২"
    assert tool_in("BGD 2026.1", "xx", digits="beng") is tool("BGD 2026.1"), "the set's own words stay as they are"
