"""Wording kept from one factory and offered in another: nothing that tells the factory, and nobody else's."""

from __future__ import annotations

from datetime import date

import pytest

from bwdesk.domain.snippet import Snippet, slots, slotted
from bwdesk.errors import Refused
from bwdesk.shipped import tool
from bwdesk.usecases.assessment import blank_answer, plan_assessment, set_places, start_assessment, write_finding
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.question_page import question_page
from bwdesk.usecases.wording import SlotNames, keep_wording
from tests.usecases.conftest import TODAY

NAMES = SlotNames("factory", "where", "number")


@pytest.fixture
def running(desk, factory, cycle):
    return _begin(desk, factory, cycle)


def _begin(desk, factory, cycle):
    planned = desk.do(plan_assessment, factory, cycle, frozenset({"jonas", "lina"}), TODAY, TODAY)
    return desk.do(start_assessment, planned)


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
