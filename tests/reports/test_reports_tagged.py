"""Papers as programs that read aloud, and archives, find them: headings, tables, figures in reading order; PDF/A-2a; the same bytes."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pikepdf
import pytest
from PIL import Image, ImageCms

from bwdesk.paths import RESOURCES
from bwdesk.reports import gallery_assessment, gallery_progress, gallery_visit
from bwdesk.reports.committee_parts import SCALE
from bwdesk.reports.gallery import SAMPLES
from bwdesk.reports.press import make
from bwdesk.reports.read_back import texts_of_file
from bwdesk.reports.values import Paper
from bwdesk.texts import Texts, texts_of
from tests.reports.reading import TWINS
from tests.reports.tagged import Node, broken_rules, tree_of

PAPERS = [name for name in SAMPLES if name not in TWINS]


@cache
def printed(name: str) -> bytes:
    language, values = SAMPLES[name]
    return _made(values, language)


def _made(values: Callable[[], Paper], language: str) -> bytes:
    out = io.BytesIO()
    make(values(), texts_of(language), out)
    return out.getvalue()


@cache
def tree(name: str) -> Node:
    return tree_of(printed(name))


@pytest.mark.parametrize("name", PAPERS)
def test_all_that_is_painted_is_an_element_or_decoration(name: str) -> None:
    root = tree(name)
    assert root.role == "Document"
    for leaf in root.all("P", "H1", "H2", "H3", "Lbl", "Link"):
        assert all(part.role == "Link" for part in leaf.parts), "a paragraph holds words and links only"


@pytest.mark.parametrize("name", PAPERS)
def test_headings_begin_at_the_top_and_skip_no_level(name: str) -> None:
    levels = [int(head.role[1]) for head in tree(name).all("H1", "H2", "H3")]
    assert levels, "a paper has a heading"
    assert levels[0] == 1
    assert all(later <= before + 1 for before, later in pairwise(levels))


@pytest.mark.parametrize("name", PAPERS)
def test_rows_of_a_table_are_equally_wide_and_heads_say_what_they_head(name: str) -> None:
    for table in tree(name).all("Table"):
        rows = [part for part in table.parts if part.role == "TR"]
        assert {part.role for part in table.parts} <= {"TR", "Caption"}
        widths = {sum(int(cell.said.get("ColSpan", 1)) for cell in row.parts) for row in rows}
        assert len(widths) == 1
        heads = [cell for row in rows for cell in row.parts if cell.role == "TH"]
        assert heads
        assert all(cell.said["Scope"] in ("/Column", "/Row") for cell in heads)


@pytest.mark.parametrize("name", [name for name in PAPERS if "nasty" not in name])
def test_the_rules_of_pdf_a_hold(name: str) -> None:
    assert broken_rules(printed(name)) == []


def test_the_rules_are_seen_to_be_broken() -> None:
    """The check finds what is not so: another title in XMP, a font taken out, no profile."""
    with pikepdf.open(io.BytesIO(printed("visit"))) as pdf:
        pdf.docinfo.Title = pikepdf.String("Another")
        del pdf.Root.OutputIntents
        font = next(iter(pdf.pages[0].Resources.Font.values()))
        del font.DescendantFonts[0].FontDescriptor.FontFile2
        out = io.BytesIO()
        pdf.save(out)
    found = broken_rules(out.getvalue())
    assert "Title differs from dc:title" in found
    assert "output intent" in found
    assert any("is not embedded" in rule for rule in found)


def test_a_photo_is_a_figure_with_its_caption_in_words() -> None:
    said = [figure.alt for figure in tree("assessment").all("Figure")]
    photos = [
        photo
        for cluster in gallery_assessment.official().clusters
        for point in cluster.points
        for f in point.findings
        for photo in f.photos
    ]
    assert photos
    for photo in photos:
        assert any(photo.number in alt and photo.text in alt for alt in said)


def test_a_scale_says_in_words_what_its_dots_say() -> None:
    said = [figure.alt for figure in tree("committee").all("Figure")]
    judged = [one for one in gallery_progress.committee().facts.criteria.items if one.step is not None]
    assert judged
    for one in judged:
        words = f"now: {_step(one.step)}" + (f"; cycle\u00a02: {_step(one.last_step)}" if one.last_step else "")
        assert words in said


def _step(step: int | None) -> str:
    return Texts("en")(f"committee.step.{SCALE[(step or 0) - 1]}")


def test_a_table_over_pages_is_one_and_its_head_is_read_once() -> None:
    paper = gallery_visit.visit_with_notes()
    notes = tuple(replace(paper.notes[0], text=f"line {number} of the notebook") for number in range(400))
    root = tree_of(_made(lambda: replace(paper, notes=notes), "en"))
    table = max(root.all("Table"), key=lambda table: len(table.parts))
    heads = [row for row in table.parts if all(cell.role == "TH" for cell in row.parts)]
    assert len(heads) == 1
    assert [cell.words for row in table.parts for cell in row.parts[2:]][1:] == [note.text for note in notes]


def test_the_profile_of_colours_is_the_one_that_pillow_makes() -> None:
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    shipped = (RESOURCES / "papers" / "srgb.icc").read_bytes()
    made[24:36] = shipped[24:36]  # the day it was made
    assert shipped == bytes(made)


def test_contents_lead_by_links_that_say_where() -> None:
    root = tree("assessment")
    links = [link for link in root.all("Link") if link.links]
    assert links
    assert all(link.text.strip() for link in links)


def test_a_picture_in_colours_of_print_makes_no_claim_of_an_archive() -> None:
    out = io.BytesIO()
    Image.new("CMYK", (60, 40), (0, 80, 80, 0)).save(out, "JPEG")
    paper = gallery_visit.visit_with_notes()
    photo = replace(paper.photos[0], jpeg=out.getvalue(), width=60, height=40)
    data = _made(lambda: replace(paper, photos=(photo,)), "en")
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_metadata() as said:
        assert "pdfaid:part" not in said


@pytest.mark.parametrize("name", ["visit-notes", "progress2-rtl"])
def test_the_same_values_make_the_same_bytes_in_another_process(name: str) -> None:
    told = subprocess.run(
        [sys.executable, "-c", _PRINT, name], capture_output=True, check=True, timeout=60, env={**os.environ, "PYTHONHASHSEED": "7"}
    )
    assert told.stdout.decode().strip() == hashlib.sha256(printed(name)).hexdigest()


_PRINT = """
import hashlib, io, sys
from bwdesk.reports.gallery import SAMPLES
from bwdesk.reports.press import make
from bwdesk.reports.read_back import texts_of_file
from bwdesk.texts import Texts, texts_of
language, values = SAMPLES[sys.argv[1]]
out = io.BytesIO()
make(values(), texts_of(language), out)
print(hashlib.sha256(out.getvalue()).hexdigest())
"""


def test_the_look_before_a_release_reads_what_only_programs_read() -> None:
    """Words of pictures and the XMP metadata are looked through for names, as the pages are."""
    said = texts_of_file(printed("assessment"))
    figures = [text for where, text in said.items() if where.startswith("file.words")]
    assert any(figure.alt in figures for figure in tree("assessment").all("Figure"))
    assert any("Assessment report" in text for where, text in said.items() if where.startswith("file.xmp"))
