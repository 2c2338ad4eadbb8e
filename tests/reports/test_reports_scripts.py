"""Every script prints right and copies as it was written, in every report that takes notes; hostile text stays text."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from bwdesk.reports import gallery_assessment, gallery_plan, gallery_visit
from bwdesk.reports.gallery_texts import NASTY, NOTES
from bwdesk.reports.order import levels, visual
from bwdesk.reports.values import AgreedPoint, Cluster, Finding, NoteKind, NoteLine, Paper, PlanAction, Point, State
from bwdesk.reports.words import words_of
from bwdesk.texts import texts_of
from tests.reports.reading import pages_of, plain, poppler_text, printed, text_of

NOTO = Path("/usr/share/fonts/truetype/noto/NotoSansKhmer-Regular.ttf")
pytestmark = pytest.mark.skipif(not NOTO.exists(), reason="Noto is not installed on this machine")
RIGHT_TO_LEFT = ("ar", "ur")
DOCUMENT = Path(__file__).parents[2] / "docs" / "pdf.md"


def _papers(text: str) -> dict[str, Paper]:
    """The note in each report where a person's words are printed."""
    visit = gallery_visit.visit()
    plan = gallery_plan.plan()
    diagnosis = gallery_plan.diagnosis()
    cluster = Cluster(1, "Compensation", points=(Point("Paid leave", 4, 1, findings=(Finding("1.1", "Finding", text=text),)),))
    answer = replace(diagnosis.clusters[0].answers[0], comment=text)
    return {
        "visit": replace(visit, notes=(NoteLine(visit.started_at, NoteKind.NOTE, text),), agreed=(AgreedPoint(text),)),
        "briefing": replace(gallery_visit.briefing(), last_visit=text, open_items=()),
        "diagnosis": replace(diagnosis, clusters=(replace(diagnosis.clusters[0], answers=(answer,)),)),
        "assessment": replace(gallery_assessment.empty(), clusters=(cluster,)),
        "plan": replace(plan, issues=(replace(plan.issues[0], root_cause=text, actions=(PlanAction(text),)),)),
    }


@pytest.mark.parametrize("language", NOTES)
@pytest.mark.parametrize("kind", ["visit", "briefing", "diagnosis", "assessment", "plan"])
def test_a_note_copies_as_it_was_written(language: str, kind: str, tmp_path: Path) -> None:
    note = NOTES[language]
    data, result = printed(_papers(note)[kind])
    assert not result.checks
    copied = poppler_text(data, tmp_path)
    if copied is None:
        pytest.skip("pdftotext is not installed; pdfium cannot read every script")
    if language in RIGHT_TO_LEFT:
        bare = {word.strip("،.۔؛:") for word in note.split()}  # poppler moves commas on pages that are mostly left-to-right
        assert {word for word in bare if word not in copied} == set()
    else:
        assert plain(note).replace(" ", "") in copied.replace(" ", "")


@pytest.mark.parametrize("language", [name for name in NOTES if name not in RIGHT_TO_LEFT])
def test_a_note_is_found_by_another_reader_too(language: str) -> None:
    note = NOTES[language]
    text = text_of(printed(_papers(note)["plan"])[0])
    assert plain(note).replace(" ", "") in text.replace(" ", "")


def _found(note: str, text: str) -> str:
    """How far a note is found in what a reader copies, in the words of the table in docs/pdf.md."""
    if plain(note) in text:
        return "as typed"
    if plain(note).replace(" ", "") in text.replace(" ", ""):
        return "but for blanks"
    words = [word.strip("،.۔؛:") for word in note.split()]
    return "word by word" if all(word in text for word in words) else "most words"


def test_the_table_of_what_copies_says_what_is_so(tmp_path: Path) -> None:
    rows = re.findall(r"^\| ((?:`\w\w` ?)+) \| ([a-z ]+) \| ([a-z ]+) \|$", DOCUMENT.read_text("utf-8"), re.M)
    told = {code: (poppler, pdfium) for codes, poppler, pdfium in rows for code in re.findall(r"\w\w", codes)}
    assert told.keys() == NOTES.keys()
    worst = ("as typed", "but for blanks", "word by word", "most words").index
    for code, note in NOTES.items():
        files = [printed(_papers(note)[kind])[0] for kind in ("visit", "plan")]
        copied = [poppler_text(data, tmp_path) for data in files]
        by_poppler = max((_found(note, text) for text in copied if text is not None), key=worst, default=told[code][0])
        assert (by_poppler, max((_found(note, text_of(data)) for data in files), key=worst)) == told[code], code


def test_words_of_a_note_stay_apart(tmp_path: Path) -> None:
    copied = poppler_text(printed(_papers(NOTES["vi"])["visit"])[0], tmp_path)
    if copied is None:
        pytest.skip("pdftotext is not installed")
    assert NOTES["vi"] in copied


def test_mark_up_is_printed_as_it_stands() -> None:
    text = text_of(printed(_papers(NASTY[0])["plan"])[0])
    assert NASTY[0] in text


def test_a_decomposed_text_copies_as_it_was_written(tmp_path: Path) -> None:
    import unicodedata

    note = unicodedata.normalize("NFD", "trưởng chuyền được trả lương")
    copied = poppler_text(printed(_papers(note)["visit"])[0], tmp_path)
    if copied is None:
        pytest.skip("pdftotext is not installed")
    assert note in copied


def test_characters_without_a_font_are_named() -> None:
    data, result = printed(_papers("ok \U0001f600 \ue000")["visit"])
    assert {check.detail for check in result.checks if check.key == "reports.check.no_glyph"} == {"U+1F600", "U+E000"}
    assert "ok [U+1F600] [U+E000]" in text_of(data)


def test_ten_thousand_letters_run_over_pages_and_none_is_lost() -> None:
    words = " ".join(f"w{index:04}" for index in range(1700))
    assert len(words) > 10_000
    for kind, paper in _papers(words).items():
        pages = pages_of(printed(paper)[0])
        text = " ".join(pages)
        missing = [word for word in words.split() if word not in text]
        assert not missing, kind


def test_a_word_of_two_hundred_letters_is_broken_not_cut() -> None:
    word = "".join(chr(97 + index % 26) for index in range(200))
    for kind, paper in _papers(word).items():
        assert word in text_of(printed(paper)[0]).replace(" ", "").replace("\ufffe", ""), kind


def test_four_hundred_findings_and_three_hundred_photos_print() -> None:
    paper = gallery_assessment.nasty(400, 300)
    data, result = printed(paper)
    pages = pages_of(data)
    assert result.pages > 100
    assert len(pages) == result.pages
    assert "7.400" in " ".join(pages)
    assert data.count(b"/Subtype /Image") == 1, "the same picture is embedded once"


def test_right_to_left_papers_are_mirrored() -> None:
    from tests.reports.reading import letters

    data, _ = printed(replace(gallery_assessment.official(), head=gallery_visit.head(State.OFFICIAL)), "ar")
    lefts = [box[0] for page, char, box, _ in letters(data) if page == 2 and char.strip()]
    rights = [box[2] for page, char, box, _ in letters(data) if page == 2 and char.strip()]
    width = 595.28
    assert min(lefts) > 45.35 - 2
    assert max(rights) < width - 68.03 + 2
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"


def test_what_a_person_wrote_in_other_letters_is_set_apart() -> None:
    urdu, english = words_of(texts_of("ur")), words_of(texts_of("en"))
    assert urdu.commas(["Store keeper", "10"]) == "\u2068Store keeper\u2069\u060c 10", "the figure stays behind the comma"
    assert urdu.labelled("پتا", "218 Veng Sreng Boulevard").endswith("\u2068218 Veng Sreng Boulevard\u2069")
    assert english.commas(["Store keeper", "10"]) == "Store keeper, 10"
    assert "\u2068" in english.commas(["مصنع", "10"])


@pytest.mark.parametrize("code", ["ar", "ur"])
def test_a_list_of_letters_runs_as_its_sentence_does(code: str) -> None:
    words = words_of(texts_of(code))
    said = words("reports.evidence.legend", letters=words.commas(words(f"reports.evidence.{letter}") for letter in "DMWUO"))
    shown = "".join(said[index] for index in visual(levels(said, 1)))
    assert [sign for sign in shown if sign in "DMWUO"] == list("OUWMD"), "as the boxes stand, the first at the right"
