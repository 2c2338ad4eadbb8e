"""The words of every paper, page by page, against golden texts that a person has read beside the pictures.

After a change that is meant: BWDESK_WRITE_GOLDEN=1 pytest tests/papers, then read the difference before committing it.
"""

from __future__ import annotations

import os
from difflib import unified_diff
from pathlib import Path

import pypdfium2
import pytest

from bwdesk.domain.edition import Variant
from bwdesk.reports.fonts import Cut, font_folders, font_set
from bwdesk.reports.gallery import variant_of, variants_that_leave_out
from tests.reports.reading import printed, sample

HERE = Path(__file__).parent
NAMES = (
    "visit",
    "visit-notes",
    "briefing",
    "diagnosis",
    "assessment",
    "assessment-draft",
    "plan",
    "progress1",
    "visit-digits",
    "diagnosis-two",
    "committee",
    "progress2",
    "certificate-names",
    "synthesis",
    "portfolio",
)


def _same_type() -> bool:
    """Golden texts were written with the regular and bold cuts of Noto; other cuts break lines and pages elsewhere."""
    fonts = font_set(font_folders())
    return fonts.latin(Cut.NARROW).name == fonts.latin(Cut.LIGHT).name == "NotoSans-Regular" and not fonts.missing()


@pytest.mark.parametrize("name", NAMES)
def test_words_are_those_of_the_golden_text(name: str) -> None:
    if not _same_type():
        pytest.skip("other cuts or fonts than those of fonts-noto-core and fonts-droid-fallback are installed")
    _hold(name, sample(name)[0])


@pytest.mark.parametrize(("kind", "variant"), [one for one in variants_that_leave_out() if one[0] in ("assessment", "plan")])
def test_so_are_those_of_every_variant(kind: str, variant: str) -> None:
    if not _same_type():
        pytest.skip("other cuts or fonts than those of fonts-noto-core and fonts-droid-fallback are installed")
    _hold(f"{kind}-for-{variant}", printed(variant_of(kind, Variant(variant)))[0])


def _hold(name: str, data: bytes) -> None:
    lines = _lines(data)
    golden = HERE / f"{name}.txt"
    if os.environ.get("BWDESK_WRITE_GOLDEN"):
        golden.write_text("\n".join(lines) + "\n", "utf-8")
    expected = golden.read_text("utf-8").splitlines()
    difference = list(unified_diff(expected, lines, "golden", "printed", lineterm="", n=1))
    assert not difference, "\n".join(difference[:40])


def _lines(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        found: list[str] = []
        for number, page in enumerate(document, 1):
            found.append(f"── page {number}")
            text = page.get_textpage().get_text_range()
            found += [line.strip() for line in text.splitlines() if line.strip()]
        return found
    finally:
        document.close()
