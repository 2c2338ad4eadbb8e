"""The committee report and progress report 2 on paper: what they say, in the profile's order, and what they survive."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from bwdesk.reports import gallery_progress
from bwdesk.reports.charts_steps import _apart
from tests.reports.reading import printed, text_of


def words_of(paper: object) -> str:
    return re.sub(r"\s+", " ", text_of(printed(paper, "en")[0]))


def test_progress_says_figures_with_what_they_are_out_of() -> None:
    said = words_of(gallery_progress.progress2())
    assert "15 of 31 issues are verified as solved." in said
    assert "The next meeting is 6 days late." in said
    assert "All 31 issues in every column." in said
    assert "8 (5 w, 3 m)" in said
    assert "Rule broken. The sides are not equal" in said


def test_letters_for_women_and_men_are_explained_where_a_figure_uses_them() -> None:
    paper = gallery_progress.progress2()
    assert "w women, m men" in words_of(replace(paper, seminars=None))
    unheld = words_of(replace(paper, learning=(), seminars=4, seminars_done=1))
    assert "Seminars attended: 1 of 4." in unheld and "w women" not in unheld


def test_sections_stand_in_the_profiles_order() -> None:
    paper = gallery_progress.progress2()
    turned = replace(paper, sections=tuple(reversed(paper.sections)))
    for one in (paper, turned):
        said = words_of(one)
        places = [said.index(section.title) for section in one.sections]
        assert places == sorted(places)


def test_a_heading_of_another_profile_prints_what_was_written_under_it() -> None:
    paper = gallery_progress.progress2()
    other = gallery_progress.Written("visits_abroad", "Visits abroad", "Two buyers came.")
    assert "Visits abroad Two buyers came." in words_of(replace(paper, sections=(other, *paper.sections)))


def test_ten_thousand_characters_are_all_printed() -> None:
    facts = gallery_progress.facts()
    seen = " ".join(f"w{n}" for n in range(1700))
    first = replace(facts.criteria.items[0], seen=seen)
    paper = replace(
        gallery_progress.committee(), facts=replace(facts, criteria=replace(facts.criteria, items=(first, *facts.criteria.items[1:])))
    )
    said = set(words_of(paper).split())
    assert {f"w{n}" for n in range(1700)} <= said


def test_names_of_low_parts_stay_a_line_apart_and_inside_the_chart() -> None:
    places = _apart([150.0, 3.0, 2.0, 1.0], 5.4)
    assert min(places) >= 5.4
    assert all(below - above >= 10.8 for below, above in pairwise(places))
