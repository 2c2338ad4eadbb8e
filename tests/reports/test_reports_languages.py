"""Every kind of paper in every language there are words for: it prints on the page, every letter has a font, heads are in the language."""

from __future__ import annotations

import pytest

from bwdesk.reports.gallery import IN_LANGUAGES, SAMPLES
from bwdesk.texts import Texts, languages
from tests.reports.reading import printed
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
