"""Good practice shared with a country: from a visit's line, without the factory, read and quoted by others, taken back."""

from __future__ import annotations

import pytest

from bwdesk.domain.library import Practice
from bwdesk.domain.visit import Line, Mark, Visit
from bwdesk.errors import Refused
from bwdesk.texts import Texts
from bwdesk.usecases.factories import add_factory
from bwdesk.usecases.library import find_articles, library_page, quote_into_note
from bwdesk.usecases.practice import practice_offered, share_practice, take_back_practice
from bwdesk.usecases.practice_shelf import practice_shelves
from bwdesk.usecases.undo import offers, undo
from bwdesk.usecases.visit_lines import add_line
from bwdesk.usecases.visits import start_visit
from tests.usecases.conftest import NOW, TODAY

EN = Texts("en")


@pytest.fixture
def offered(desk, factory, cycle):
    visit = desk.do(start_visit, factory.id)
    desk.do(add_line, visit, "A suggestion box by the canteen, emptied weekly", Mark.GOOD_PRACTICE)
    desk.do(add_line, visit, "Nothing special")
    (one,) = desk.ask(practice_offered)
    return one


def test_a_line_is_shared_with_the_country_once_and_without_the_factory(desk, offered, factory):
    practice = desk.do(share_practice, offered, "Suggestion box", offered.line.text)
    assert (practice.scope, practice.origin_id, practice.seen_on) == ("country/KH", offered.line.id, TODAY)
    assert desk.ask(practice_offered) == ()
    with pytest.raises(Refused) as refusal:
        desk.do(share_practice, offered, "Again", "words")
    assert refusal.value.key == "practice.shared_already"


@pytest.mark.parametrize(
    ("title", "text", "key"),
    [
        ("Box at GOLDEN thread ltd", "words", "practice.names_factory"),
        ("Box", "As Golden-Thread does.", "practice.names_factory"),
        ("Box", "As ក្រុមហ៊ុន ខ្សែមាស does", "practice.names_factory"),
        ("", "words", "practice.words"),
        ("Box", "x" * 4_001, "practice.words"),
    ],
)
def test_what_names_the_factory_or_says_nothing_is_refused(desk, offered, title, text, key):
    with pytest.raises(Refused) as refusal:
        desk.do(share_practice, offered, title, text)
    assert refusal.value.key == key
    assert desk.ask(lambda reader: reader.find(Practice)) == []


def test_names_from_the_records_and_closed_words_are_refused_as_on_public_papers(desk, offered, factory):
    visit = desk.ask(lambda reader: reader.find(Visit))[0]
    desk.do(add_line, visit, "Sok Dara, line leader", Mark.PERSON)
    desk.do(add_line, visit, "we only dare to write because nobody reads the box alone", Mark.QUOTE)
    desk.do(add_factory, "Lotus Garments (Phnom Penh)", "KH")
    desk.do(add_factory, "Best", "KH")

    def refusal(text):
        with pytest.raises(Refused) as refused:
            desk.do(share_practice, offered, "Box", text)
        return refused.value.key, refused.value.params["name"]

    assert refusal("Emptied by Dara Sok every week.") == ("practice.names_person", "Sok Dara")
    assert refusal("As at Lotus Garments, Phnom Penh.")[1] == "Lotus Garments (Phnom Penh)"
    assert refusal("They only dare to write because nobody reads the box alone.")[0] == "practice.closed_words"
    assert desk.ask(lambda reader: reader.find(Practice)) == []
    desk.do(share_practice, offered, "Box", "Best by the canteen.\n\nDara empties it.")


def test_the_search_over_everything_finds_it_by_words_and_cluster_and_shows_its_lines(desk, offered):
    desk.do(share_practice, offered, "Suggestion box", "By the canteen.\n\nEmptied weekly,\nread by both sides.  ", "OS")
    (row,) = desk.ask(find_articles, TODAY, "canteen both occupational", EN)
    assert row.article.text == "By the canteen.\n\nEmptied weekly,\nread by both sides."
    assert row.article.source == "Good practice seen by the programme in KH: Occupational safety and health"


def test_a_colleague_reads_and_quotes_it_and_taking_back_is_undone(desk, make_desk, offered, factory):
    desk.do(share_practice, offered, "Suggestion box", "A box by the canteen.")
    other = make_desk("bora", seed=2)
    desk.carry_to(other)
    shelves = other.ask(practice_shelves, EN)
    (row,) = other.ask(library_page, TODAY, NOW, "canteen", shelves).rows
    assert (row.article.title, row.pack.title, row.is_outdated) == ("Suggestion box", "Good practice shared in KH", False)
    other.do(quote_into_note, row.article.ref, "", TODAY, False, shelves)
    quoted = [n for n in other.ask(lambda reader: reader.find(Line)) if n.cites]
    assert [n.cites for n in quoted] == [row.article.ref]
    assert factory.name not in quoted[0].text
    desk.do(take_back_practice, row.article.id)
    assert desk.ask(practice_shelves, EN) == ()
    desk.do(undo, desk.ask(offers, desk.writer.person, desk.writer.device).undo.txn)
    assert len(desk.ask(practice_shelves, EN)) == 1
