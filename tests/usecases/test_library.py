"""The library at the desk: what a search leaves, where a quotation goes, and when it is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bwdesk.domain.packs import read_pack
from bwdesk.domain.visit import Line, Visit
from bwdesk.errors import Refused
from bwdesk.texts import Texts
from bwdesk.usecases.library import find_articles, library_page, quote_into_note
from bwdesk.usecases.visits import plan_visit, start_visit
from tests.usecases.conftest import NOW, TODAY

OLD = """{"name": "law-xx", "version": "2025.1", "country": "XX", "title": "Law", "limits": "Not the law.", "valid_from": "2025-01-01",
"valid_until": "2025-12-31"}
---
## hours | Hours
source: Act, section 3
as_of: 2025-01-01

Nine hours a day.
"""
EN = Texts("en")
PACKS = (read_pack(OLD),)


def lines(desk):
    with desk.store.reading() as reader:
        return reader.find(Line, lambda n: n.text != "")


def test_search_leaves_the_articles_that_hold_all_words(desk):
    found = desk.ask(library_page, TODAY, NOW, "equal value")
    assert [row.article.id for row in found.rows] == ["C100"]
    assert found.goes_to == ""
    assert len(desk.ask(library_page, TODAY, NOW).rows) == sum(len(p.articles) for p in found.packs)
    assert [row.article.id for row in desk.ask(find_articles, TODAY, "minimum age", EN, 1)] == ["C138"]
    assert desk.ask(find_articles, TODAY, "   ", EN) == []


def test_the_country_packs_ask_to_be_checked_after_its_last_day(desk):
    def old(on):
        return {row.pack.name for row in desk.ask(library_page, on, NOW).rows if row.is_outdated}

    assert old(date(2027, 6, 30)) == set()
    assert old(date(2027, 7, 1)) == {"cambodia", "vietnam"}


def test_a_passage_goes_into_the_running_visit_with_its_source(desk, factory, cycle):
    visit = desk.do(start_visit, factory.id)
    assert desk.ask(library_page, TODAY, NOW + timedelta(minutes=1)).goes_to == factory.name
    line = desk.do(quote_into_note, "ilo@2026.1/C155", "Safety measures cost workers\u2029nothing (article 21).", TODAY)
    (held,) = lines(desk)
    assert (held.id, held.visit_id, held.cites) == (line.id, visit.id, "ilo@2026.1/C155")
    assert held.text == (
        "Safety measures cost workers nothing (article 21)."
        " (ILO Convention No. 155, articles 13, 16, 19 and 21; ilo@2026.1/C155, 2026-01-01)"
    )


def test_a_visit_planned_for_today_begins_with_the_quotation(desk, factory, cycle):
    visit = desk.do(plan_visit, factory.id, NOW + timedelta(hours=1))
    desk.do(quote_into_note, "ilo@2026.1/C29", "", TODAY)
    assert desk.get(Visit, visit.id).started_at is not None
    assert lines(desk)[0].text.startswith("Forced labour is work that")


def test_nothing_is_written_without_a_visit_or_with_words_the_article_does_not_hold(desk, factory, cycle):
    def refusal(*args):
        with pytest.raises(Refused) as refused:
            desk.do(quote_into_note, *args)
        return refused.value.key

    assert refusal("ilo@2026.1/C29", "", TODAY) == "visit.none_today"
    desk.do(start_visit, factory.id)
    assert refusal("ilo@2026.1/C29", "Overtime is never forced.", TODAY) == "library.not_in_article"
    assert refusal("ilo@2020.1/C29", "", TODAY) == "library.unknown"
    assert not lines(desk)


def test_outdated_law_is_quoted_only_once_somebody_confirmed_it(desk, factory, cycle):
    desk.do(start_visit, factory.id)
    with pytest.raises(Refused) as refused:
        desk.do(quote_into_note, "law-xx@2025.1/hours", "", TODAY, packs=PACKS)
    assert refused.value.key == "library.outdated"
    assert not lines(desk)
    desk.do(quote_into_note, "law-xx@2025.1/hours", "", TODAY, True, packs=PACKS)
    assert lines(desk)[0].cites == "law-xx@2025.1/hours"
