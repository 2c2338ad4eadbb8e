"""US Letter, where a country's paper is it: every kind prints inside the sheet, and the record is the same as on A4."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2
import pytest

from bwdesk.domain.factory import Factory
from bwdesk.domain.programme import PageSize
from bwdesk.reports import page as reports_page
from bwdesk.reports.gallery import IN_LANGUAGES, SAMPLES
from bwdesk.reports.page import portrait
from bwdesk.reports.style import MM
from bwdesk.reports.values import Paper, content_digest
from bwdesk.texts import Texts, texts_of
from bwdesk.usecases.papers import PaperContext, head_of
from tests.reports.reading import letters, pages_of, printed

KINDS = (*IN_LANGUAGES, "recovery")
SIDE, FOOT = 10 * MM, 12 * MM
"""What every printer leaves at the sides of a sheet, and above and below."""

NOW = datetime(2026, 11, 27, 9, 5, tzinfo=UTC)


def on(page: PageSize, kind: str) -> Paper:
    paper = SAMPLES[kind][1]()
    return replace(paper, head=replace(paper.head, page=page))


def outside(data: bytes) -> list[tuple[int | str, ...]]:
    """Letters, lines and pictures that leave the printable part of a Letter sheet, with their page."""
    found: list[tuple[int | str, ...]] = []
    document = pypdfium2.PdfDocument(data)
    try:
        sizes = [page.get_size() for page in document]
        assert {tuple(map(round, size)) for size in sizes} <= {(612, 792), (792, 612)}
        drawn = [(at, "drawn", thing.get_bounds()) for at, page in enumerate(document, 1) for thing in page.get_objects()]
    finally:
        document.close()
    for at, what, (left, low, right, high) in [*drawn, *((at, char, box) for at, char, box, _ in letters(data) if char.strip())]:
        width, height = sizes[at - 1]
        if left < SIDE or low < FOOT or right > width - SIDE or high > height - FOOT:
            found.append((at, what, round(left), round(low), round(right), round(high)))
    return found


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_prints_inside_a_letter_sheet(kind: str, language: str) -> None:
    data, result = printed(on(PageSize.LETTER, kind), language)
    assert not outside(data)[:5]
    assert result.pages == len(pages_of(data))


def test_what_leaves_the_sheet_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks laid out for A4 do not pass on a Letter sheet."""
    monkeypatch.setattr(reports_page, "portrait", lambda _: replace(portrait(PageSize.A4), page_width=612.0, page_height=792.0))
    assert {what for _, what, *_ in outside(printed(on(PageSize.LETTER, "diagnosis"))[0])} > {"drawn"}


@pytest.mark.parametrize("language", ["en", "es", "en+es", "es+fr"])
@pytest.mark.parametrize("kind", ["assessment", "assessment-draft"])
def test_the_cover_of_an_assessment_is_one_letter_page(kind: str, language: str) -> None:
    pages = pages_of(printed(on(PageSize.LETTER, kind), language)[0])
    assert texts_of(language.split("+")[0])("reports.contents") in pages[1]


@pytest.mark.parametrize("kind", KINDS)
def test_the_sheet_is_not_content(kind: str) -> None:
    a4, letter = on(PageSize.A4, kind), on(PageSize.LETTER, kind)
    assert content_digest(letter) == content_digest(a4)


def test_a_paper_keeps_the_digest_it_had_before_countries_had_sheets() -> None:
    assert content_digest(on(PageSize.A4, "visit")) == "60ff9632c2084198991cad3fe77acc70008c3ef0a487d9aa48873b63407be2f2"


def test_a_papers_sheet_is_that_of_its_country() -> None:
    context = PaperContext(Texts("es"), NOW, lambda _: b"")

    def sheet(country: str) -> PageSize:
        return head_of(context, Factory(id="f", scope="factory/f", name="Tela", country=country), 1).page

    assert [sheet(country) for country in ("NI", "GT", "SV", "HT", "KH", "")] == [PageSize.LETTER] * 3 + [PageSize.A4] * 3
    assert (context.page, context.of("NI").page) == (PageSize.A4, PageSize.LETTER)
