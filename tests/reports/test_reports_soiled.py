"""Every paper of the gallery with nasty content in every field that holds words: it prints, whole, and says what no font has."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

import pypdfium2
import pytest

from bwdesk.reports.gallery import SAMPLES
from bwdesk.reports.values import Paper
from tests.reports.reading import TWINS, letters, printed, text_of

WORD = "Q" + "abcdefghij" * 20 + "Q"
SOIL = f" <b>&amp; $& </para> \x00\x07\u202e\u202c {WORD} \U0001f600 \U0010fffd"
LONG = ("word " * 2_000)[:9_990] + " the-end."
CLEAN = [name for name in SAMPLES if "nasty" not in name and name not in TWINS]
WITH_A_BODY = [name for name in CLEAN if not name.endswith(("-rtl", "-letter", "-empty")) and name not in ("recovery", "briefing")]
"""Papers whose words must all be there: not the head alone, whose lines end in "…", nor the briefing, which is one page by design."""


def _each(value: Any, change: Any) -> Any:
    """A copy of a paper's values with `change` done to every text that holds words; keys and codes have no blank and stay."""
    if type(value) is str:
        return change(value) if " " in value else value
    if isinstance(value, tuple):
        return tuple(_each(one, change) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _each(getattr(value, field.name), change) for field in fields(value)})
    return value


def _body(paper: Paper, change: Any) -> Paper:
    soiled: Paper = _each(paper, change)
    return replace(soiled, head=paper.head)


def _all_on_the_page(data: bytes) -> bool:
    document = pypdfium2.PdfDocument(data)
    try:
        sizes = [page.get_size() for page in document]
    finally:
        document.close()
    for page, char, (left, bottom, right, top), _ in letters(data):
        width, height = sizes[page - 1]
        if char.strip() and not (left >= -1 and right <= width + 1 and bottom >= -1 and top <= height + 1):
            return False
    return True


@pytest.mark.parametrize("name", CLEAN)
def test_nasty_words_in_every_field_of_every_paper_print_on_the_page(name: str) -> None:
    language, values = SAMPLES[name]
    data, result = printed(_each(values(), lambda text: text + SOIL), language)
    told = {check.detail for check in result.checks if check.key == "reports.check.no_glyph"}
    assert {"U+1F600", "U+10FFFD"} <= told, "what no font has is told"
    assert _all_on_the_page(data)
    if name in WITH_A_BODY:
        text = text_of(data)
        assert "[U+1F600]" in text, "and stands on the paper as its code point"
        assert "<b>" in text
        assert WORD in text.replace(" ", "").replace("\ufffe", ""), "a long word is broken, not cut"


@pytest.mark.parametrize("name", WITH_A_BODY)
def test_a_note_of_ten_thousand_characters_in_every_paper_prints_to_its_end(name: str) -> None:
    language, values = SAMPLES[name]
    found: list[str] = []

    def keep(text: str) -> str:
        found.append(text)
        return text

    _body(values(), keep)
    longest = max(found, key=len)
    data, _ = printed(_body(values(), lambda text: LONG if text == longest else text), language)
    assert "the-end." in text_of(data).replace(" ", "").replace("\ufffe", "-"), longest
    assert _all_on_the_page(data)
