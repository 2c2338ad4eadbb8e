"""A paper in a language whose words nobody has reviewed says so once, on its last page, in that language and in English."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdfium2
import pytest

from bwdesk.reports import gallery_plan
from bwdesk.reports.fonts import font_folders, font_set
from bwdesk.reports.page import TEXT_WIDTH, kit_for
from bwdesk.reports.press import make
from bwdesk.reports.shaped import width_of
from bwdesk.reports.style import RUNNING
from bwdesk.reports.words import words_of
from bwdesk.texts import Texts, languages, standing, texts_of

SAID = {"Wording", "draft", "translation"}  # a reader's program may order them otherwise beside Arabic
PO = """msgid ""
msgstr ""
"Language: {code}\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

"""


def pages(texts: Texts) -> list[str]:
    out = io.BytesIO()
    make(gallery_plan.plan(), texts, out)
    with pypdfium2.PdfDocument(out.getvalue()) as file:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in file]


def test_a_draft_language_is_named_so_on_the_last_page_only() -> None:
    *before, last = pages(Texts("ar"))
    assert before and set(re.findall(r"\w+", last)) >= SAID
    assert not any("Wording" in page for page in before)


def test_french_and_english_both_fit_on_the_line() -> None:
    last = pages(Texts("fr"))[-1]
    for language in ("fr", "en"):
        assert " ".join(Texts(language)("reports.draft_words").split()) in last


def test_a_paper_in_two_drafts_says_it_in_both_and_in_english_only_where_that_fits() -> None:
    sentences = {code: " ".join(Texts(code)("reports.draft_words").split()) for code in ("en", "fr", "vi", "am")}
    cut = pages(texts_of("am+vi"))[-1]
    assert sentences["am"] in cut and sentences["vi"] in cut and "…" not in cut.partition(sentences["am"])[2]
    beside = pages(texts_of("en+fr"))[-1]
    assert sentences["fr"] in beside and beside.count(sentences["en"]) == 1


@pytest.mark.parametrize("code", [code for code in languages() if code != "en"])
def test_two_drafts_have_room_on_one_line_in_any_pair(code: str) -> None:
    kit = kit_for(words_of(texts_of(code)), font_set(font_folders()))
    assert width_of(kit.setter, kit.words("reports.draft_words"), RUNNING) <= TEXT_WIDTH / 2 - 2, "beside another and a blank"


def test_english_papers_say_nothing_of_drafts() -> None:
    assert not any("Wording" in page for page in pages(Texts("en")))


def test_what_a_draft_lacks_is_english_and_what_was_reviewed_is_no_draft(tmp_path: Path) -> None:
    for code, body in (
        ("en", 'msgid "a.one"\nmsgstr "One"\n\nmsgid "a.two"\nmsgstr "Two"\n'),
        ("fr", '#, fuzzy\nmsgid "a.one"\nmsgstr "Un"\n'),
    ):
        (tmp_path / code).mkdir()
        (tmp_path / code / "a.po").write_text(PO.format(code=code) + body, "utf-8")
    texts = Texts("fr", tmp_path)
    assert (texts("a.one"), texts("a.two"), texts.is_draft) == ("Un", "Two", True)
    assert standing("fr", tmp_path)._asdict() == {"sentences": 1, "whole": 2, "drafts": 1}
    assert standing("fr", tmp_path).percent == 50
    reviewed = tmp_path / "fr" / "a.po"
    reviewed.write_text(reviewed.read_text("utf-8").replace("#, fuzzy\n", ""), "utf-8")
    (tmp_path / "fr" / "bwdesk.mo").unlink()
    assert not Texts("fr", tmp_path).is_draft
