"""Every kind of paper in every language there are words for: it prints on the page, every letter has a font, heads are in the language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bwdesk.reports import gallery_assessment
from bwdesk.reports.gallery import IN_LANGUAGES, SAMPLES
from bwdesk.reports.words import NARROW, Words
from bwdesk.texts import Texts, languages
from tests.reports.reading import pages_of, printed
from tests.reports.test_reports_soiled import _all_on_the_page

WHOLE = ("ar", "km")
"""Languages tried with every kind: right to left, and a script that needs the most shaping. The others are tried with two kinds."""
SHORT = ("visit", "plan")
SHOWN = {
    f"{kind}-{code}": SAMPLES[kind][1] for kind in IN_LANGUAGES for code in languages() if code != "en" and (code in WHOLE or kind in SHORT)
}


@pytest.mark.parametrize("name", SHOWN)
def test_every_kind_in_every_language(name: str) -> None:
    language, values = name.rpartition("-")[2], SHOWN[name]
    data, result = printed(values(), language)
    assert not [check for check in result.checks if check.key == "reports.check.no_glyph"]
    assert _all_on_the_page(data)
    assert f"/Lang ({language}" in data.decode("latin-1") or language.encode() in data


@pytest.mark.parametrize("language", [code for code in languages() if code != "en"])
def test_the_words_that_papers_print_are_there(language: str) -> None:
    english, there = Texts(), Texts(language)
    for key in ("reports.visit.title", "reports.assessment.title", "reports.plan.title", "reports.progress2.title"):
        if english.has(key):
            assert there(key) != english(key), key


@pytest.mark.parametrize("language", ["es", "fr", "si", "ta"])
def test_the_foot_of_a_draft_for_comments_keeps_its_hash_where_a_language_is_long(language: str) -> None:
    """The tool goes down to the second line, and the day where that is not enough: by the hash a copy is told from another."""
    draft = gallery_assessment.draft()
    paper = replace(draft, head=replace(draft.head, comments_until=date(2026, 11, 29)))
    data, result = printed(paper, language)
    marks = "".join(pages_of(data)[3].split()).replace("\u202f", "")
    assert result.content_hash.upper() in marks


@pytest.mark.parametrize("language", languages())
def test_the_number_of_a_cycle_is_never_parted_from_its_word(language: str) -> None:
    words = Words(Texts(language))
    for said in (words.about_cycles("reports.tag.repeated", [7]), words("reports.plan.carried", origin="X", cycle="7")):
        assert f"{NARROW}7" in said or f"7{NARROW}" in said, said
