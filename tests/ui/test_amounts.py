"""Numbers on screen: one kind of digits, and the decimal mark of the language."""

from __future__ import annotations

from datetime import date

import pytest

from bwdesk.texts import Texts
from bwdesk.ui.amounts import days_words, megabytes
from bwdesk.ui.look import locale_of, make_look
from bwdesk.ui.when import day_words


@pytest.mark.parametrize(("language", "said"), [("en", "3.5"), ("fr", "3,5"), ("vi", "3,5"), ("ar", "3.5"), ("bn", "3.5")])
def test_half_days_have_the_mark_of_the_language(language, said):
    assert days_words(7, Texts(language)) == said
    assert days_words(6, Texts(language)) == "3"
    assert megabytes(3_460_000, Texts(language)) == said


@pytest.mark.parametrize("language", ["ar", "bn", "ur", "km"])
def test_dates_and_numbers_have_the_digits_of_the_sentences_around_them(language):
    said = day_words(make_look(language=language), date(2026, 11, 23)) + locale_of(language).toString(1_234_567)
    assert {mark for mark in said if mark.isdigit()} == set("1234567")


def test_sinhala_days_go_by_the_months_of_work_and_not_by_the_moon():
    look = make_look(language="si")
    months = [day_words(look, date(2026, month, 23)) for month in range(1, 13)]
    assert months == [f"23 {name}" for name in "ජන පෙබ මාර්තු අප්‍රේල් මැයි ජූනි ජූලි අගෝ සැප් ඔක් නොවැ දෙසැ".split()]
    assert day_words(make_look(language="bn"), date(2026, 11, 23)) == "23 নভে"
