"""Papers in two languages: the programme's words in both, what a person wrote once, whole, on the page and the same bytes each time."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest

from bwdesk.question_words import tool_in
from bwdesk.reports import assessment_cover, briefing, visit
from bwdesk.reports.flow import paginate
from bwdesk.reports.fonts import font_folders, font_set
from bwdesk.reports.gallery import SAMPLES
from bwdesk.reports.page import kit_for, portrait
from bwdesk.reports.plan import _GAP, _ISSUE_COLUMNS, _action_columns
from bwdesk.reports.press import make
from bwdesk.reports.shaped import Para
from bwdesk.reports.style import LINE, MM, PLAN
from bwdesk.reports.twins import parts_of
from bwdesk.reports.values import AssessmentPaper, BriefingPaper, PlanPaper, VisitPaper
from bwdesk.reports.words import hash_groups, words_of
from bwdesk.texts import CLOSE, MIDDLE, OPEN, Pair, flat, joined, side, sides, texts_of
from tests.reports.reading import outline_of, pages_of, printed, text_of
from tests.reports.test_reports_soiled import _all_on_the_page

PRINTED = (("visit", "km+en"), ("plan", "en+vi"), ("committee", "ar+en"), ("certificate", "en+ur"))


@pytest.mark.parametrize(("kind", "code"), PRINTED)
def test_a_paper_in_two_languages_stays_on_its_pages(kind: str, code: str) -> None:
    data, result = printed(SAMPLES[kind][1](), code)
    assert not [check for check in result.checks if check.key == "reports.check.no_glyph"]
    assert _all_on_the_page(data)
    assert not any(mark in text for mark in (OPEN, MIDDLE, CLOSE) for text in (text_of(data), *outline_of(data)))


def test_the_programmes_words_stand_in_both_and_a_persons_words_once() -> None:
    paper = SAMPLES["visit"][1]()
    texts = texts_of("en+vi")
    assert isinstance(texts, Pair)
    once, again = BytesIO(), BytesIO()
    make(paper, texts, once)
    make(paper, texts_of("en+vi"), again)
    assert once.getvalue() == again.getvalue()
    text = text_of(once.getvalue())
    for words in (texts.first, texts.second):
        assert words("reports.visit.agreed") in text
    assert text.count("Cutting room: all 18 cutters wear their mesh gloves") == 1


def test_sentences_are_joined_of_both_and_taken_apart_again() -> None:
    texts = texts_of("en+fr")
    words = words_of(texts)
    said = words.count("reports.women", 1184)
    assert sides(said) == (words_of(texts_of("en")).count("reports.women", 1184), words_of(texts_of("fr")).count("reports.women", 1184))
    assert flat(joined("one", "un")) == "one / un"
    assert joined("same", "same") == "same"
    assert texts.code == "en+fr"
    assert texts_of("fr+fr").code == "fr"
    listed = words.commas(["A-1", "B-2"])
    assert OPEN not in listed, "codes are said once"


def test_a_label_stays_on_the_line_of_what_a_person_wrote() -> None:
    label = joined("Reply:", "Réponse :")
    (part,) = parts_of([label, " typed by somebody"])
    assert not part.second
    assert "".join(span.text for span in part.first) == "Reply: / \u2068Réponse :\u2069 typed by somebody"
    long = joined("A sentence. " * 9, "Une phrase. " * 9)
    told = parts_of([long, " ", "typed by somebody " * 9])
    assert [bool(part.second) for part in told] == [True, False]
    (figures,) = parts_of(joined("1,184", "1 184"))
    assert not figures.second, "figures stand once"


def test_no_day_and_no_state_of_a_plan_is_broken_in_its_column() -> None:
    paper = SAMPLES["plan"][1]()
    assert isinstance(paper, PlanPaper)
    for code in ("en", "ur", "en+ur", "en+km"):
        kit = kit_for(words_of(texts_of(code)), font_set(font_folders()))
        inside = _action_columns(kit, paper.issues)
        days = {action.due for issue in paper.issues for action in issue.actions if action.due}
        state = _ISSUE_COLUMNS[4] - _GAP - sum(inside[:3])
        assert days and inside[1] == pytest.approx(23 * MM) and state >= 7 * MM, "what is to be done gives way, nothing else"
        for word in {kit.words(f"reports.action.{action.state}") for issue in paper.issues for action in issue.actions}:
            assert len(Para(kit.setter, word, PLAN).lines(state)) == len(code.split("+")), (code, word)
        for day in sorted(days):
            lines = Para(kit.setter, kit.words.short_day(day), PLAN).lines(inside[2] - _GAP)
            assert len(lines) == len(code.split("+")), (code, day)


def test_questions_stand_in_both() -> None:
    english, both = tool_in("KHM 2026.1", "en"), tool_in("KHM 2026.1", "en+km")
    assert [side(one.text, 0) for one in both.questions] == [one.text for one in english.questions]
    assert any(side(one.text, 1) != one.text for one in both.questions)


@pytest.mark.parametrize("code", ["en+ar", "en+km", "en+bn", "fr+ar", "es+am", "vi+en"])
def test_the_cover_of_an_assessment_in_two_languages_is_one_page(code: str) -> None:
    data, made = printed(SAMPLES["assessment"][1](), code)
    pages = pages_of(data)
    assert pages[0].count(" ".join(hash_groups(made.content_hash)[:9].split())) >= 2, "in the facts, and in the footer"
    assert "Working time" in pages[0]


@pytest.mark.parametrize("code", ["ar+ta", "km+ta", "ta+km", "ta+ur", "ur+ta", "am+ur", "si+bn"])
def test_so_is_one_with_clusters_in_both_and_nothing_on_it_is_cut(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The longest scripts, with the names that the question set has in them."""
    cut: list[int] = []
    monkeypatch.setattr(Para, "_shortened", lambda _self, laid, _width: cut.append(len(laid)) or laid)
    names = {int(cluster.position): cluster.name for cluster in tool_in("KHM 2026.1", code).clusters}
    kit = kit_for(words_of(texts_of(code)), font_set(font_folders()))
    for name in ("assessment", "assessment-draft"):
        paper = SAMPLES[name][1]()
        assert isinstance(paper, AssessmentPaper)
        assert all(sides(names[cluster.number])[1:] for cluster in paper.clusters)
        paper = replace(paper, clusters=tuple(replace(one, name=names[one.number]) for one in paper.clusters))
        frame = portrait(paper.head.page)
        pages = list(paginate(assessment_cover.cover(kit, paper, "7b935645" * 2), replace(frame, height=frame.height - kit.foot)))
        assert len(pages) == 1
    assert not cut


@pytest.mark.parametrize("code", ["en+am", "es+fr", "ur+en", "ur+ta", "km+vi"])
def test_a_certificate_in_two_languages_is_one_page(code: str) -> None:
    assert printed(SAMPLES["certificate"][1](), code)[1].pages == 1


def test_the_state_on_a_cover_is_said_in_both() -> None:
    assert "OFICIAL / OFFICIEL" in pages_of(printed(SAMPLES["assessment"][1](), "es+fr")[0])[0]


@pytest.mark.parametrize("code", ["es+fr", "vi+en", "es+am"])
def test_the_footer_names_the_question_set_whole_in_both(code: str) -> None:
    for page in pages_of(printed(SAMPLES["assessment"][1](), code)[0]):
        assert page.count("KHM 2025.1") >= 2


def test_a_tag_in_both_languages_stands_once() -> None:
    paper = SAMPLES["plan"][1]()
    assert isinstance(paper, PlanPaper)
    public = sum(issue.is_public for issue in paper.issues)
    assert public and text_of(printed(paper, "es+fr")[0]).count("PÚBLICO / PUBLIC") == public


@pytest.mark.parametrize("code", ["es+fr", "km+en"])
def test_a_briefing_keeps_its_distances_in_two_languages(code: str) -> None:
    paper = SAMPLES["briefing"][1]()
    assert isinstance(paper, BriefingPaper)
    kit = kit_for(words_of(texts_of(code)), font_set(font_folders()))
    (chapter,) = briefing.build(kit, paper, "")[1]
    page = next(paginate(chapter, replace(portrait(paper.head.page), height=500.0)))
    facts, columns = page.blocks[-2:]
    assert columns.top - facts.top - facts.block.height(page.frame.width) == pytest.approx(2 * LINE), "also where they are cut"


def test_what_the_advisor_promised_stands_once_and_each_language_has_its_blank() -> None:
    paper = SAMPLES["visit"][1]()
    assert isinstance(paper, VisitPaper)
    text = text_of(printed(paper, "en+fr")[0])
    assert paper.advisor_will and all(text.count(will) == 1 for will in paper.advisor_will)
    kit = kit_for(words_of(texts_of("en+fr")), font_set(font_folders()))
    (told,) = parts_of(list(visit._differently(kit)))
    assert [sum(span.inline is not None for span in spans) for spans in (told.first, told.second)] == [2, 2]


def test_months_stand_in_both() -> None:
    text = text_of(printed(SAMPLES["progress2"][1](), "es+fr")[0])
    assert "agosto de 2025" in text and "août 2025" in text, "each sentence its own month"
    assert "sept" in text and "déc." in text, "under the columns too"
