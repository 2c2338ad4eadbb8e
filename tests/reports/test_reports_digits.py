"""Figures in the digits of a country: counts, days, times and pages; never codes, and never what a person typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bwdesk.domain.factory import Factory
from bwdesk.domain.programme import DIGITS
from bwdesk.reports import gallery_assessment, gallery_synthesis
from bwdesk.reports.words import Words
from bwdesk.texts import Texts
from bwdesk.usecases.papers import PaperContext, head_of
from tests.reports.reading import printed, text_of

NOW = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "digits", "number", "day", "time"),
    [
        ("bn", "beng", "১২,৩৪,৫৬৭.৫", "২৩", "০৯:০৫"),
        ("ar", "arab", "١٬٢٣٤٬٥٦٧٫٥", "٢٣", "٠٩:٠٥"),
        ("ur", "arabext", "۱٬۲۳۴٬۵۶۷٫۵", "۲۳", "۰۹:۰۵"),
        ("km", "khmr", "១.២៣៤.៥៦៧,៥", "២៣", "០៩:០៥"),
    ],
)
def test_counts_days_and_times_stand_in_the_digits_asked_for(language: str, digits: str, number: str, day: str, time: str) -> None:
    own, western = Words(Texts(language), digits), Words(Texts(language))
    assert own.number(1234567.5) == number
    assert day in own.day(date(2026, 11, 23)).split("\u00a0")
    assert day in own.short_day(date(2026, 11, 23))
    assert own.time(NOW) == time
    assert not set("0123456789") & set(own.moment(NOW) + own.count("reports.women", 12))
    zero = DIGITS[digits]
    assert not set(map(chr, range(zero, zero + 10))) & set(western.moment(NOW) + western.number(1234567.5))


def test_a_papers_digits_are_those_of_its_country_and_language() -> None:
    dhaka = Factory(id="f", scope="factory/f", name="Meghna", country="BD")

    def digits(language: str) -> str:
        return head_of(PaperContext(Texts(language), NOW, lambda _: b""), dhaka, 1).digits

    assert (digits("bn"), digits("en"), digits("ar")) == ("beng", "", "")
    context = PaperContext(Texts("bn"), NOW, lambda _: b"").of(dhaka.country)
    assert "২০২৬" in context.words.day(NOW.date())
    assert "৩" in context.say("trends.cycle", number=3)


def test_codes_and_what_people_typed_keep_their_digits() -> None:
    paper = gallery_assessment.official()
    paper = replace(paper, head=replace(paper.head, digits="khmr", short="KH-2026-7Q4M", factory="Unit 7 Garments", edition=2))
    text = text_of(printed(paper, "km")[0])
    finding = next(one for cluster in paper.clusters for one in cluster.findings)
    for kept in ("KH-2026-7Q4M", "Unit 7 Garments", "KHM 2025.1", finding.number, finding.code):
        assert kept in text, kept
    assert "១៨" in text, "pages are counted in Khmer digits"


def test_the_figures_of_a_name_are_no_count() -> None:
    words = Words(Texts("bn"), "beng")
    assert "SHA-256" in words("reports.documents.note")
    assert "৫৪ × ৩৩" in words("reports.visit.stamp")
    assert "54 × 33" in Words(Texts("bn"))("reports.visit.stamp")


def test_an_edition_is_counted_in_the_digits_of_its_paper() -> None:
    paper = gallery_assessment.official()
    paper = replace(paper, head=replace(paper.head, digits="khmr", edition=2))
    text = text_of(printed(paper, "km")[0])
    assert "ទី ២" in text or "ទី២" in text
    assert "ទី 2" not in text and "ទី2" not in text


def test_khmer_joins_its_and_to_words_but_not_to_figures() -> None:
    words = Words(Texts("km"))
    days = words.days([date(2026, 11, 23), date(2026, 11, 24)])
    assert "និង 24" in days
    assert "និង ២៤" in Words(Texts("km"), "khmr").days([date(2026, 11, 23), date(2026, 11, 24)])
    assert words.listed(["កម្មករ", "សហជីព"]) == "កម្មករ និង\u200bសហជីព"


def test_a_synthesis_numbers_its_clusters_as_its_tables_do() -> None:
    paper = gallery_synthesis.synthesis()
    text = text_of(printed(replace(paper, head=replace(paper.head, digits="beng")), "bn")[0])
    name = paper.clusters[-1].name
    assert f"{'০১২৩৪৫৬৭৮৯'[paper.clusters[-1].number]} {name}" in text
    assert f"{paper.clusters[-1].number} {name}" not in text


def test_french_counts_the_first_of_a_month_as_such() -> None:
    """Nothing else is changed: not the eleventh, not another language."""
    words = Words(Texts("fr"))
    first, second, eleventh = (date(2026, 6, day) for day in (1, 2, 11))
    assert (words.day(first), words.short_day(first)) == ("1er\u00a0juin\u00a02026", "1er\u00a0juin\u00a02026")
    assert words.days([first, second]) == "1er et 2\u00a0juin\u00a02026" and words.day(eleventh) == "11\u00a0juin\u00a02026"
    assert Words(Texts("es")).short_day(first).startswith("1\u00a0jun")


def test_a_cycle_is_not_parted_from_its_number() -> None:
    for language in ("en", "fr", "es"):
        assert Words(Texts(language)).about_cycles("reports.tag.repeated", [1]).endswith("\u00a01")


def test_a_word_that_arabic_joins_to_the_next_one_keeps_its_figure() -> None:
    assert "لـ\u00a04\u00a0أسئلة" in Words(Texts("ar")).count("reports.summary.gaps", 4)
