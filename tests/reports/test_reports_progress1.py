"""Progress report 1 on paper: whose words stand on which page, and which side of the table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bwdesk.reports import gallery_progress1
from tests.reports.reading import letters, pages_of, printed, sample

OWN, FOUND = "In the factory’s own words", "What the programme verified and recorded"


@pytest.mark.parametrize("name", ["progress1", "progress1-nasty"])
def test_every_page_names_whose_words_stand_on_it(name):
    pages = pages_of(sample(name)[0])
    named = [(OWN in page, FOUND in page) for page in pages]
    assert named == sorted(named, reverse=True) and {(True, False), (False, True)} == set(named)


def test_own_words_and_findings_are_on_pages_of_their_own():
    first, *others = pages_of(sample("progress1")[0])
    assert "named a fire warden" in first and "The factory wrote nothing here." in first
    assert not any("named a fire warden" in page for page in others)
    assert "All six exits free at 10:40" in " ".join(others) and "All six exits free" not in first


def test_a_claim_is_never_counted_as_verified():
    said = " ".join(pages_of(sample("progress1")[0]))
    assert "One of 4 publicly reported issues is verified as solved. One more is solved in the factory’s words only." in said
    assert "The factory replies (not verified): We check every exit at seven." in said
    paper = gallery_progress1.progress1()
    none = replace(paper, claims=tuple(replace(one, is_verified=False) for one in paper.claims))
    assert "0 of 4 publicly reported issues are verified" in " ".join(pages_of(printed(none)[0]))


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ({"is_verified": True}, "is verified as solved."),
        ({"is_claimed": True}, "in the factory’s words only."),
        ({}, "is not verified as solved."),
    ],
)
def test_one_public_issue_is_told_as_one(state, told):
    paper = gallery_progress1.progress1()
    one = replace(paper.claims[0], **{"is_verified": False, "is_claimed": False} | state)
    said = " ".join(pages_of(printed(replace(paper, claims=(one,)))[0]))
    assert "The one publicly reported issue " in said and told in said and "One more" not in said


def test_what_is_not_there_is_said():
    said = " ".join(pages_of(sample("progress1-empty")[0]))
    assert "The factory has not handed in its words yet." in said and "No assessment of this cycle has been released" in said


def test_a_sentence_that_nothing_was_handed_in_takes_no_page_of_its_own():
    first, *_ = pages_of(sample("progress1-empty")[0])
    assert "has not handed in its words yet" in first and FOUND in first


def test_a_reply_in_another_direction_keeps_its_full_stop_at_its_end():
    paper = gallery_progress1.progress1()
    claims = tuple(replace(one, reply="Xylophone.", title="", factory_words="", programme_words="") for one in paper.claims)
    data, _ = printed(replace(paper, claims=claims), "ar")
    found = list(letters(data))
    (place, *_) = [(page, box) for page, char, box, _width in found if char == "X"]
    beside = [box for page, char, box, _width in found if page == place[0] and char == "." and abs(box[1] - place[1][1]) < 3]
    assert beside and all(box[0] > place[1][2] for box in beside), "to the right of the word that it ends"
