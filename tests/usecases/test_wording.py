"""Wording kept from one factory and offered in another: nothing that tells the factory, and nobody else's."""

from __future__ import annotations

from datetime import date

import pytest

from bwdesk.domain.packs import pack_text
from bwdesk.domain.snippet import Snippet, slots, slotted
from bwdesk.errors import Refused
from bwdesk.shipped import tool
from bwdesk.usecases.assessment import blank_answer, plan_assessment, set_places, start_assessment, write_finding
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.library_packs import add_pack
from bwdesk.usecases.question_page import question_page
from bwdesk.usecases.undo import offers, undo
from bwdesk.usecases.wording import SlotNames, add_wording, edit_wording, forget_wording, keep_wording, wording_draft, wordings
from tests.usecases.conftest import TODAY

NAMES = SlotNames("factory", "where", "number")


@pytest.fixture
def running(desk, factory, cycle):
    return _begin(desk, factory, cycle)


def _begin(desk, factory, cycle):
    planned = desk.do(plan_assessment, factory, cycle, frozenset({"jonas", "lina"}), TODAY, TODAY)
    return desk.do(start_assessment, planned)


def _wordings(desk, country=""):
    """Without those that come with the program."""
    return [w for w in desk.ask(wordings, TODAY, country) if "wording@" not in w.source]


def _code(assessment) -> str:
    return next(q for q in tool(assessment.tool).leaves() if not q.gate).code


def _other(desk):
    other = desk.do(add_factory, "Another Mill", "BD")
    return _begin(desk, other, desk.do(register_factory, other, date(2026, 8, 1), "mira"))


def test_kept_wording_is_offered_in_another_factory_without_what_tells_the_first(desk, factory, running):
    code = _code(running)
    text = f"At {factory.name.upper()}, exits on the 2nd Floor were blocked for 13 workers since 12/05/2026."
    answer = desk.do(set_places, None, running, code, frozenset({"2nd floor"}))
    answer = desk.do(write_finding, answer, running, code, text)
    desk.do(keep_wording, running, answer, NAMES)
    there = _other(desk)
    offered = desk.ask(question_page, there, code, "").wording
    assert offered == "At [factory], exits on the [where] were blocked for [number] workers since [number]."
    assert desk.ask(question_page, there, "another question", "").wording == ""
    (kept,) = desk.ask(lambda reader: reader.find(Snippet))
    assert kept.scope == f"user/{desk.writer.person}"


def test_keeping_again_replaces_and_nothing_is_refused(desk, running):
    code = _code(running)
    with pytest.raises(Refused, match=r"snippet\.nothing"):
        desk.do(keep_wording, running, blank_answer(running, code), NAMES)
    answer = None
    for words in ("First words.", "Better words."):
        answer = desk.do(write_finding, answer, running, code, words)
        desk.do(keep_wording, running, answer, NAMES)
    assert [one.text for one in desk.ask(lambda reader: reader.find(Snippet))] == ["Better words."]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Sewing sewings (Sewing  line)", "[where] sewings ([where])"),
        ("[how many] of 1,200 (80%) by B2", "[how many] of [number] ([number]) by [number]"),
        ("", ""),
    ],
)
def test_whole_words_longer_first_and_slots_stay(text, made):
    assert slotted(text, [("sewing", "where"), ("Sewing line", "where"), (" ", "where")], "number") == made
    assert [made[first] for first, _ in slots(made)] == ["["] * made.count("[")


LENT = """{"name": "words-kh", "version": "2026.1", "country": "KH", "title": "Words", "limits": "Only words.", "valid_from": "2026-01-01"}
---
## exits | Exits
source: Our own words
as_of: 2026-01-01
wording: QUESTION

[number] of [number] exits were blocked.

## any | Thanks
source: Our own words
as_of: 2026-01-01
wording:

We thank [whom].

## law | Only to read
source: Act
as_of: 2026-01-01

Nothing.

## old | Old words
source: Our own words
as_of: 2026-01-01
until: 2026-06-30
wording:

Said no more.
"""


def test_a_pack_lends_words_in_its_country_and_ones_own_come_first(desk, factory, running):
    code = _code(running)
    desk.do(add_pack, pack_text(LENT.replace("QUESTION", code)), (factory.scope,))
    lent = [(w.question, w.title, w.source) for w in _wordings(desk, "KH")]
    assert lent == [("", "Thanks", "Words (words-kh@2026.1)"), (code, "Exits", "Words (words-kh@2026.1)")]
    assert _wordings(desk, "VN") == []
    assert desk.ask(question_page, running, code, "").wording == "[number] of [number] exits were blocked."
    there = _other(desk)
    assert desk.ask(question_page, there, code, "").wording == "", "the pack is of another country"
    answer = desk.do(write_finding, None, running, code, "My own words.")
    desk.do(keep_wording, running, answer, NAMES)
    assert desk.ask(question_page, running, code, "").wording == "My own words."
    assert [w.title for w in _wordings(desk, "KH")] == ["", "Thanks", "Exits"]


def test_own_texts_are_added_changed_and_forgotten_and_it_is_undone(desk, running):
    one = desk.do(add_wording, " Closing ", "We thank [whom].\n")
    assert (one.title, one.text, one.question, one.scope) == ("Closing", "We thank [whom].", "", f"user/{desk.writer.person}")
    desk.do(lambda unit: unit.keep_draft(wording_draft(one.id), {"text": "We", "caret": 2}))
    desk.do(edit_wording, one.id, "Closing", "We thank [whom] for [what].")
    assert desk.ask(lambda reader: reader.drafts("wording/")) == {}
    assert desk.ask(wordings, TODAY)[0].text == "We thank [whom] for [what]."
    desk.do(forget_wording, one.id)
    assert _wordings(desk) == []
    offer = desk.ask(offers, desk.writer.person, desk.writer.device).undo
    assert offer.act == "act.snippet.forget"
    desk.do(undo, offer.txn)
    assert len(_wordings(desk)) == 1
    for title, text, key in (("", " ", "no_words"), ("x" * 121, "y", "too_long"), ("x", "y" * 4_001, "too_long")):
        for refused in ((add_wording, title, text), (edit_wording, one.id, title, text)):
            with pytest.raises(Refused, match=rf"snippet\.{key}"):
                desk.do(*refused)
