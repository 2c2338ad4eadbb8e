"""What every paper keeps: whole files, the same bytes for the same values, embedded fonts, its state on each page, no cut letters."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from bwdesk.errors import StoreProblem
from bwdesk.reports import gallery_assessment, gallery_plan, gallery_visit
from bwdesk.reports.gallery import SAMPLES
from bwdesk.reports.page import Stopped
from bwdesk.reports.press import make
from bwdesk.reports.values import Cluster, LastCycle, Photo, Point, State, content_hash
from bwdesk.texts import Texts
from tests.house.checkout import ROOT
from tests.reports.reading import letters, lines_of, outline_of, pages_of, plain, printed, sample, text_of

MM = 72 / 25.4
QUICK = ("visit", "briefing", "diagnosis", "assessment-draft", "plan")


def test_a_long_tool_version_leaves_the_content_hash_whole() -> None:
    paper = gallery_visit.visit()
    data, result = printed(replace(paper, head=replace(paper.head, tool="KHM 2025.1 with the supplement for washing and dyeing " * 5)))
    digest = result.content_hash.upper()
    grouped = " ".join(digest[at : at + 4] for at in range(0, 16, 4))
    assert all(grouped in page for page in pages_of(data))


@pytest.mark.parametrize("name", QUICK)
def test_same_values_same_bytes(name: str) -> None:
    language, values = SAMPLES[name]
    assert printed(values(), language)[0] == sample(name)[0]


def test_same_bytes_in_another_process() -> None:
    code = (
        "import sys; from io import BytesIO; from bwdesk.reports.gallery import SAMPLES; from bwdesk.reports.press import make;"
        "from bwdesk.texts import Texts; out = BytesIO(); make(SAMPLES['diagnosis'][1](), Texts('en'), out);"
        "import hashlib; sys.stdout.write(hashlib.sha256(out.getvalue()).hexdigest())"
    )
    env = {**os.environ, "PYTHONHASHSEED": "4711", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=env, cwd=ROOT)
    assert done.stdout.decode() == hashlib.sha256(sample("diagnosis")[0]).hexdigest()


@pytest.mark.parametrize("name", SAMPLES)
def test_every_font_is_embedded(name: str) -> None:
    data, _ = sample(name)
    with pikepdf.open(BytesIO(data)) as pdf:
        fonts = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"]
        inner = [font for font in fonts if font.Subtype == "/CIDFontType2"]
        assert inner
        assert all("/FontFile2" in font.FontDescriptor for font in inner)
        assert len(fonts) == 2 * len(inner), "each is the inside of one font, and there is no other"


@pytest.mark.parametrize("name", SAMPLES)
def test_no_letter_leaves_the_margins(name: str) -> None:
    language = SAMPLES[name][0]
    data, _ = sample(name)
    outside = []
    for page, char, (left, low, right, high), width in letters(data):
        is_wide = width > 700
        start, end = (18 * MM if is_wide else 24 * MM), (18 * MM if is_wide else 15 * MM)
        if width == 612:
            end = 21 * MM
        if language in ("ar", "ur") and not is_wide:
            start, end = end, start
        height = {595: 841.9, 842: 595.3, 612: 792.0, 792: 612.0}[round(width)]
        if char.strip() and (left < start - 4 or right > width - end + 4 or low < 12 * MM or high > height - 12 * MM):
            outside.append((page, char, round(left), round(low)))
    assert not outside[:5]


@pytest.mark.parametrize("name", ["visit", "briefing", "visit-empty", "visit-letter"])
def test_one_page_where_it_fits(name: str) -> None:
    assert sample(name)[1].pages == 1


def test_a_long_visit_keeps_its_sign_block_with_points_above_it() -> None:
    points = tuple(replace(point, what=f"{point.what} ({index})") for index in range(4) for point in gallery_visit.visit().agreed)
    pages = pages_of(printed(replace(gallery_visit.visit(), agreed=points))[0])
    assert len(pages) == 2
    assert "For the management" in pages[1]
    assert "For the management" not in pages[0]
    assert pages[1].count("(3)") >= 2


def test_pages_are_numbered_to_the_last() -> None:
    data, result = sample("plan")
    for number, page in enumerate(pages_of(data), 1):
        assert f"Page {number} of {result.pages}" in page


def test_a_draft_says_so_on_every_page() -> None:
    data, _ = sample("assessment-draft")
    for number, page in enumerate(pages_of(data), 1):
        assert "Draft, for comments until 16 July 2025." in page
        assert "DRAFT" in page, f"page {number} has no tag"


def test_a_draft_that_was_sent_to_nobody_is_not_for_the_factory() -> None:
    """It counts out small groups: it neither asks for comments nor has a field for the factory's receipt."""
    sent = gallery_assessment.draft()
    own = replace(sent, head=replace(sent.head, comments_until=None))
    asks, receipt = "for the factory to comment on", "Stamp and date of receipt"
    assert all(asks in page for page in pages_of(printed(sent)[0])) and receipt in pages_of(printed(sent)[0])[0]
    for page in pages_of(printed(own)[0]):
        assert "DRAFT" in page and "Internal: for the people who work with this factory." in page
        assert asks not in page and "for comments" not in page and receipt not in page


def test_an_official_paper_carries_no_draft_tag() -> None:
    text = text_of(sample("assessment")[0])
    assert "DRAFT" not in text
    assert "Edition 2, official, 26 August 2025." in text


def test_a_withdrawn_paper_says_so_on_every_page() -> None:
    paper = replace(gallery_plan.plan(), head=gallery_visit.head(State.WITHDRAWN))
    assert all("WITHDRAWN" in page for page in pages_of(printed(paper)[0]))


def test_the_content_hash_is_over_what_is_said_not_when() -> None:
    paper = gallery_visit.visit()
    later = replace(paper, head=replace(paper.head, printed_at=paper.head.printed_at.replace(hour=23)))
    other = replace(paper, good=(*paper.good, "One more"))
    assert content_hash(paper) == content_hash(later)
    assert content_hash(paper) != content_hash(other)
    data, result = printed(paper)
    assert result.content_hash == content_hash(paper)
    digits = content_hash(paper).upper()
    assert " ".join(digits[at : at + 4] for at in (0, 4, 8, 12)) in text_of(data)


def test_a_photo_without_a_digest_counts_by_its_bytes() -> None:
    one, other = (replace(gallery_visit.visit(), photos=(Photo("1", data),)) for data in (b"a", b"b"))
    assert content_hash(one) != content_hash(other)


def test_lines_break_alike_on_a4_and_letter() -> None:
    found = []
    for name in ("visit", "visit-letter"):
        lines = lines_of(sample(name)[0])
        start = next(index for index, line in enumerate(lines) if line.startswith("What we did"))
        end = next(index for index, line in enumerate(lines) if line.startswith("Added by hand"))
        found.append(lines[start:end])
    assert len(found[0]) > 12
    assert found[0] == found[1]


def test_the_outline_names_the_chapters() -> None:
    outline = outline_of(sample("assessment")[0])
    assert outline[:3] == ["Assessment report", "Contents", "Summary of results"] and outline[3].endswith("Child labour")
    assert "Photographs" not in outline, "they stand in the chapter of their cluster"
    assert len(outline) == 15


def test_the_file_names_its_title_and_language() -> None:
    data, _ = sample("visit")
    with pikepdf.open(BytesIO(data)) as pdf:
        assert pdf.docinfo.Title == "Visit record, Kingfisher Bend Garments Co., Ltd."
        assert pdf.Root.Lang == "en"
        assert pdf.docinfo.CreationDate == "D:20250819151200+07'00'"


def test_page_references_are_links() -> None:
    document = pypdfium2.PdfDocument(sample("assessment")[0])
    try:
        page = document[2].get_textpage().get_text_range()
        assert re.search(r"5\.2 .*p\. 6", page)
        links = [pypdfium2.raw.FPDFLink_GetLinkAtPoint(document[2], 480, y) for y in range(150, 260, 4)]
        assert any(links)
    finally:
        document.close()


def test_the_contents_name_every_chapter_with_its_page_and_lead_there() -> None:
    data = sample("assessment")[0]
    contents, chapters = pages_of(data)[1], [name for name in outline_of(data) if name not in ("Assessment report", "Contents")]
    assert len(chapters) > 12
    document = pypdfium2.PdfDocument(data)
    try:
        toc = {item.get_title(): item.get_dest().get_index() for item in document.get_toc()}
        count = sum(bool(pypdfium2.raw.FPDFLink_GetLinkAtPoint(document[1], 480, y)) for y in range(100, 760))
    finally:
        document.close()
    missing = [name for name in chapters if name != "Photographs" and f"{plain(name)} p. {toc[name] + 1}" not in contents]
    assert not missing, contents
    assert count > 5 * len(chapters), "every line is a link"


def test_figures_beyond_all_sense_still_fit_the_page() -> None:
    points = (Point("Everything", 40_000, 39_999, 39_999, 0, 1), Point("Nothing", 0, 0))
    cluster = Cluster(1, "Large", points=points)
    paper = replace(gallery_assessment.empty(), clusters=(cluster,), assessors=" ".join(["endless"] * 900))
    data, _ = printed(paper)
    assert all(box[1] > 12 * MM and box[2] < 195 * MM for _, char, box, _ in letters(data) if char.strip())
    assert "39,999 of 40,000" in text_of(data)


def test_the_sum_of_cycles_must_add_up() -> None:
    wrong = replace(gallery_assessment.official(), last_cycle=LastCycle(2, 36, 18, 18, 6))
    data, result = printed(wrong)
    assert "reports.check.sum" in {check.key for check in result.checks}
    assert "the sum is left out" in text_of(data)
    assert "36 −" not in text_of(data)


def test_a_photo_that_cannot_be_read_is_named_and_its_place_kept() -> None:
    data, result = sample("visit-notes")
    assert ("reports.check.photo_unreadable", "V-6.4") in {(check.key, check.detail) for check in result.checks}
    assert "This photograph cannot be shown" in text_of(data)


def test_photos_are_asked_for_and_shrunk_when_a_way_is_given() -> None:
    original = gallery_visit.photos("V-1")[0]
    assert isinstance(original.jpeg, bytes)
    asked: list[tuple[int, int]] = []

    def shrink(data: bytes, width: int, height: int) -> bytes:
        asked.append((width, height))
        return data

    supplied = replace(original, jpeg=lambda: original.jpeg, digest="1")  # type: ignore[arg-type,return-value]
    out = BytesIO()
    make(replace(gallery_visit.visit(), photos=(supplied,)), Texts("en"), out, shrink=shrink)
    assert asked == [(654, 436)]
    assert original.jpeg in out.getvalue()


def test_a_paper_can_be_called_off_and_leaves_nothing(tmp_path: Path) -> None:
    out = tmp_path / "plan.pdf"
    out.write_bytes(b"the old one")
    told: list[int] = []
    with pytest.raises(Stopped):
        make(gallery_plan.plan(), Texts("en"), out, progress=lambda done, whole: told.append(done), cancelled=lambda: len(told) >= 3)
    assert told == [1, 2, 3]
    assert out.read_bytes() == b"the old one"
    assert [path.name for path in tmp_path.iterdir()] == ["plan.pdf"]


def test_a_paper_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem) as refused:
        make(gallery_visit.visit(), Texts("en"), tmp_path / "no such folder" / "visit.pdf")
    assert refused.value.key == "papers.cannot_write"


def test_progress_counts_to_the_last_page() -> None:
    told: list[tuple[int, int]] = []
    result = make(gallery_plan.plan(), Texts("en"), BytesIO(), progress=lambda done, whole: told.append((done, whole)))
    assert told[-1] == (result.pages, result.pages)


@pytest.mark.parametrize("name", ["visit-empty", "assessment-empty"])
def test_empty_sections_say_so(name: str) -> None:
    text = text_of(sample(name)[0])
    sentences = {
        "visit-empty": ("No points were agreed at this visit.", "Nothing was written down.", "nobody was recorded",
            "next visit not agreed yet"),
        "assessment-empty": (
            "No question has a result yet.", "No key strengths were written down.", "No information question was answered.",
            "The factory has made no comments.", "This edition has been given to nobody yet.", "No question of this cluster was asked.",
        ),
    }[name]  # fmt: skip
    assert [sentence for sentence in sentences if sentence not in text] == []


def test_a_briefing_counts_what_it_cannot_show() -> None:
    text = text_of(sample("briefing")[0])
    found = re.search(r"(\d+) more open issues stand in the plan", text)
    assert found is not None
    shown = len(re.findall(r"Time records and the overtime consent form", text))
    assert shown + int(found.group(1)) == 18


def test_both_words_on_an_issue_are_printed_apart() -> None:
    text = text_of(sample("plan")[0])
    assert "Factory says" in text
    assert "Programme found" in text
    assert "Reopened" in text


def test_days_are_printed_as_they_are_given() -> None:
    paper = replace(gallery_plan.plan(), as_of=date(2026, 2, 28))
    assert "State of 28 February 2026." in text_of(printed(paper)[0])
