"""A visit record keeps to its page: its lines, its air and the place of the stamp give way, its pictures by a little."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bwdesk.reports import gallery_photos as scenes
from bwdesk.reports import gallery_visit
from bwdesk.reports.gallery_texts import NOTES
from bwdesk.reports.values import Photo
from bwdesk.texts import languages
from tests.reports.reading import printed


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
