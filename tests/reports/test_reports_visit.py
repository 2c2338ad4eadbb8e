"""A visit record keeps to its page: its lines, its air and the place of the stamp give way, its pictures by a little."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bwdesk.reports import gallery_photos as scenes
from bwdesk.reports import gallery_visit
from bwdesk.reports.gallery_texts import NOTES
from bwdesk.reports.values import Photo, Ring, VisitPaper
from bwdesk.texts import languages
from tests.reports.reading import printed, text_of


def said(paper: VisitPaper) -> str:
    return text_of(printed(paper)[0])


@pytest.mark.parametrize("language", sorted({*languages()} - {"ur"}))
def test_a_record_of_five_points_is_one_page(language: str) -> None:
    paper = gallery_visit.visit()
    assert len(paper.agreed) == 5
    assert printed(paper, language)[1].pages == 1


@pytest.mark.parametrize("language", ["en", "km", "si"])
def test_five_pictures_with_long_words_stand_on_one_page(language: str) -> None:
    picture = scenes.jpeg(scenes.drums, 960, 640)
    photos = tuple(
        Photo(f"V5.{number}", picture, "", "V-2", "Two of six exits in finishing are blocked by racks; " * 2) for number in range(5)
    )
    paper = replace(gallery_visit.visit(), photos=(*photos[:4], replace(photos[4], text=NOTES["km"], digest="4be109aa77")))
    assert printed(paper, language)[1].pages == 2


def test_points_of_no_issue_have_no_column_of_issues_and_no_word_of_the_plan() -> None:
    paper = gallery_visit.visit()
    bare = replace(paper, agreed=tuple(replace(point, issue="") for point in paper.agreed))
    assert "those of the improvement plan" in said(paper)
    assert "those of the improvement plan" not in said(bare) and "5 points. Tick when done" in said(bare)


def test_pictures_of_a_visit_are_said_to_be_numbered_as_they_are_and_ringed_only_where_they_are() -> None:
    picture = scenes.jpeg(scenes.drums, 960, 640)
    plain = replace(gallery_visit.visit(), photos=(Photo("V5.1", picture, "", "V-2", "Drums"),))
    ringed = replace(plain, photos=(replace(plain.photos[0], rings=(Ring(0.5, 0.5, 0.1, 0.1),)),))
    assert "the number of the visit and its own" in said(plain) and "a letter" not in said(plain)
    assert "Rings were added" in said(ringed) and "Rings" not in said(plain)
