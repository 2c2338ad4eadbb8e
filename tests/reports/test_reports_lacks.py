"""What of the question set a language of a paper has no words for is counted, said at the end of the paper, and told to who prints it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bwdesk.question_words import lacked, tool_in
from bwdesk.reports import gallery_plan
from bwdesk.reports.lacks import lacks_of
from bwdesk.reports.values import DiagnosisAnswer, DiagnosisCluster, DiagnosisPaper, WordsLacked
from bwdesk.runtime.papers import print_paper
from bwdesk.texts import side, texts_of
from tests.fakes.untranslated import untranslated
from tests.reports.reading import pages_of, printed

TOOL = "KHM 2026.1"
LACKED = {"km": ("OS-MGT-07",), "fr": ("OS-", "CL-", "DI-"), "am": ("OS-", "CL-", "DI-")}
"""Beginnings of codes of questions, by language."""


@pytest.fixture(autouse=True)
def before_all_was_translated() -> Iterator[None]:
    """Khmer lacks one question, two others most."""
    with untranslated(LACKED):
        yield


def paper(code: str) -> DiagnosisPaper:
    """Two questions that Khmer has, and one that it lacks, under their cluster."""
    tool, lacking = tool_in(TOOL, code), lacked(TOOL, "km")
    own = {one.code: one.text for one in tool_in(TOOL, "en").questions}
    has = [one for one in tool.questions if own[one.code] not in lacking][:2]
    asked = [*has, next(one for one in tool.questions if own[one.code] in lacking)]
    answers = tuple(DiagnosisAnswer(one.code, one.text, comment="Typed by somebody") for one in asked)
    base = gallery_plan.diagnosis()
    cluster = DiagnosisCluster(tool.cluster(has[0].cluster).name, answers)
    return replace(base, head=replace(base.head, tool=TOOL), clusters=(cluster,), chosen=())


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", ()),
        ("km", (("km", 1, 4),)),
        ("en+km", (("km", 1, 4),)),
        ("km+en", (("km", 1, 4),)),
        ("en+am", (("am", 3, 4),)),
        ("fr+km", (("fr", 3, 4), ("km", 1, 4))),
    ],
)
def test_questions_and_headings_that_stand_in_english_are_counted_by_language(
    code: str, expected: tuple[tuple[str, int, int], ...]
) -> None:
    assert lacks_of(paper(code), code) == tuple(WordsLacked(*one) for one in expected)


def test_the_last_page_says_it_in_both_languages_and_the_desk_in_its_own() -> None:
    data, _ = printed(paper("en+km"), "en+km")
    *before, last = pages_of(data)
    said = texts_of("en")("reports.lacks", language="ខ្មែរ", count=1, of=4)
    assert said in last and not any(said in page for page in before)
    assert side(texts_of("en+km")("reports.lacks", language="", count=1, of=4), 1)[-30:-5] in last
    made = print_paper("diagnosis", "1", paper("en+km"), texts_of("en+km"), lambda jpeg, _: jpeg, home="fr")
    assert made.checks == (texts_of("fr")("reports.lacks", language="\u2068ខ្មែរ\u2069", count=1, of=4),)
    assert not printed(paper("en"), "en")[1].lacks


def test_a_paper_without_a_question_set_has_nothing_to_lack() -> None:
    assert lacks_of(gallery_plan.diagnosis(), "en+km") == ()


def test_a_word_that_is_the_same_in_both_languages_is_not_lacking() -> None:
    tool = tool_in(TOOL, "fr")
    same = next(one for one in tool.clusters if one.code == "DI")
    assert same.name == tool_in(TOOL, "en").cluster("DI").name == "Discrimination"
    assert same.name not in lacked(TOOL, "fr")
    assert not {one.name for one in tool.clusters} & lacked(TOOL, "fr")


def test_a_question_in_the_papers_digits_is_one_of_the_set() -> None:
    base, own = paper("km"), tool_in(TOOL, "km", digits="khmr")
    answers = tuple(replace(one, question=own.question(one.code).text) for one in base.clusters[0].answers)
    assert any("១៨" in one.question for one in answers)
    there = replace(base, head=replace(base.head, digits="khmr"), clusters=(replace(base.clusters[0], answers=answers),))
    assert lacks_of(there, "km") == (WordsLacked("km", 1, 4),)
    assert lacks_of(base, "km") == (WordsLacked("km", 1, 4),)
