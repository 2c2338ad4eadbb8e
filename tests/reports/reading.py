"""How tests read a paper that was made: its pages' text, where every letter stands, its fonts, as a reader program sees them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2

from bwdesk.reports.gallery import SAMPLES
from bwdesk.reports.press import make
from bwdesk.reports.values import Paper, PaperResult
from bwdesk.texts import texts_of

_DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")

TWINS = {"synthesis-large", "synthesis-rtl", "portfolio-public", "visit-letter", "progress1-rtl", "certificate-rtl", "recovery-rtl"}
TWINS |= {"visit-digits", "assessment-digits", "progress2-digits", "visit-two", "visit-two-rtl", "plan-two", "assessment-two"}
"""Papers whose every part another one tries."""


def printed(paper: Paper, language: str = "en") -> tuple[bytes, PaperResult]:
    out = BytesIO()
    result = make(paper, texts_of(language), out)
    return out.getvalue(), result


@cache
def sample(name: str) -> tuple[bytes, PaperResult]:
    """A paper of the gallery, made once for all tests."""
    language, values = SAMPLES[name]
    return printed(values(), language)


def pages_of(data: bytes) -> list[str]:
    """Text of each page by pdfium, blanks and line ends made one blank each."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [plain(page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def lines_of(data: bytes) -> list[str]:
    """Lines of the first page as they stand."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [line.strip() for line in document[0].get_textpage().get_text_range().splitlines() if line.strip()]
    finally:
        document.close()


def text_of(data: bytes) -> str:
    return " ".join(pages_of(data))


def poppler_text(data: bytes, folder: Path) -> str | None:
    """Text by pdftotext, which reads what is meant (ActualText) in every script; None where poppler is not installed."""
    if shutil.which("pdftotext") is None:
        return None
    path = folder / "read.pdf"
    path.write_bytes(data)
    done = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True)
    return plain(done.stdout.decode("utf-8"))


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", _DIRECTIONS.sub("", text)).strip()


def letters(data: bytes) -> Iterator[tuple[int, str, tuple[float, float, float, float], float]]:
    """Page, character, its box (left, bottom, right, top in points) and the page's width, for every visible character."""
    document = pypdfium2.PdfDocument(data)
    try:
        for number, page in enumerate(document, 1):
            text = page.get_textpage()
            everything = text.get_text_range()
            width = page.get_width()
            for index in range(text.count_chars()):
                box = text.get_charbox(index)
                if box[2] > box[0]:
                    yield number, everything[index : index + 1], box, width
    finally:
        document.close()


def outline_of(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [item.get_title() for item in document.get_toc()]
    finally:
        document.close()
