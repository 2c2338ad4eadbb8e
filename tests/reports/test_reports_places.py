"""Where sections and findings begin: named by what stands on the page, in every kind, so that a person can go there."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from bwdesk.domain.edition import Variant
from bwdesk.reports.edition_parts import title_of
from bwdesk.reports.gallery import SAMPLES, variant_of
from bwdesk.reports.press import make
from bwdesk.texts import texts_of
from tests.reports.reading import pages_of


def printed(paper, code="en"):
    out = io.BytesIO()
    result = make(paper, texts_of(code), out)
    return result.places, [" ".join(text.split()) for text in pages_of(out.getvalue())]


@pytest.mark.parametrize("kind", ["visit-notes", "diagnosis", "assessment", "plan", "committee", "progress1", "progress2", "synthesis"])
def test_every_place_is_on_the_page_that_it_names(kind):
    places, pages = printed(SAMPLES[kind][1]())
    assert len(places) > 2 and all(1 <= one.page <= len(pages) for one in places)
    for one in places:
        known = {"factory", "visit", "sittings", "headline"}  # stand under the title itself
        words = " ".join(one.title.replace("  ", " ").split())
        assert one.section in known or words in pages[one.page - 1] or one.section.startswith("issue."), (one, pages[one.page - 1][:200])


@pytest.mark.parametrize("kind", ["visit-notes", "diagnosis", "assessment", "plan", "committee", "progress2", "synthesis"])
def test_so_it_is_in_any_order_of_sections(kind):
    """A part that stands on none of the pages that have a name of their own is not named."""
    for change in (lambda keys: keys[::-1], lambda keys: (*keys[1::2], *keys[::2])):
        paper = SAMPLES[kind][1]()
        places, pages = printed(replace(paper, sections=change(paper.sections)))
        assert places
        for one in places:
            words = " ".join(one.title.replace("  ", " ").split())
            assert one.section in ("factory", "visit", "headline") or words in pages[one.page - 1] or one.section.startswith("issue."), one


def test_findings_stand_under_their_cluster_by_number_and_code():
    paper = SAMPLES["assessment"][1]()
    places, pages = printed(paper)
    for finding in (f for c in paper.clusters for f in c.findings if f.code):
        place = next(one for one in places if one.question == finding.code)
        assert place.title.startswith(finding.number) and finding.number in pages[place.page - 1]
    at = [one.section for one in places].index("cluster.7")
    assert places[at + 1].question, "its first finding"


def test_no_place_is_named_that_a_variant_leaves_out():
    paper = variant_of("assessment", Variant.PUBLIC)
    assert {"strengths", "comments", "open"}.isdisjoint(one.section for one in printed(paper)[0])


def test_places_are_the_same_in_a_language_that_no_search_finds_words_in():
    paper = SAMPLES["progress2"][1]()
    assert [one.section for one in printed(paper, "ar")[0]] == [one.section for one in printed(replace(paper))[0]]
    assert title_of("progress", "progress2", texts_of("fr"), {}) != title_of("progress", "progress2", texts_of("en"), {})
