"""Signatures of a visit: bounded at the door, bound to what the record said, and told on paper when the record changed afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bwdesk.domain.committee import Sex, Side
from bwdesk.domain.edition import Variant
from bwdesk.domain.plan import Action
from bwdesk.domain.report import ReportKind, Signature
from bwdesk.domain.strokes import MOST_POINTS, MOST_STROKES, read_strokes, strokes_text
from bwdesk.domain.visit import Mark, Visit
from bwdesk.errors import Refused
from bwdesk.texts import Texts
from bwdesk.usecases.papers import PaperContext
from bwdesk.usecases.papers_visit import visit_paper
from bwdesk.usecases.plan import edit_action
from bwdesk.usecases.report_guard import protected_words
from bwdesk.usecases.report_subject import Subject, subject_of
from bwdesk.usecases.signing import MOST_SIGNATURES, remove_signature, sign_visit, signatures_of
from bwdesk.usecases.visit_lines import add_line
from bwdesk.usecases.visits import close_visit, count_present, edit_visit, plan_visit, start_visit
from tests.reports.reading import printed, text_of
from tests.usecases.conftest import NOW, TODAY

DRAWN = (((10, 20), (300, 40)), ((500, 10),))


@pytest.fixture
def visit(desk, factory, cycle) -> Visit:
    return desk.do(start_visit, factory.id)


def signed(desk, visit):
    return desk.ask(signatures_of, desk.get(Visit, visit.id))


def test_a_signature_keeps_its_strokes_and_what_was_signed(desk, visit):
    desk.do(sign_visit, visit, Side.WORKERS, "  Pich  Sokunthea ", "operator", DRAWN)
    (one,) = signed(desk, visit)
    assert (one.signature.name, one.strokes, one.is_changed) == ("Pich Sokunthea", DRAWN, False)
    assert len(one.signature.digest) == 64 and one.signature.scope == visit.scope


@pytest.mark.parametrize(
    "strokes",
    [
        (((0, 0),),) * (MOST_STROKES + 1),
        (((0, 0),) * (MOST_POINTS + 1),),
        (((1001, 0),),),
        (((0, -1),),),
        ((),),
        (((0.5, 1),),),
        (((1, 2, 3),),),
    ],
)
def test_strokes_that_do_not_fit_are_refused(desk, visit, strokes):
    with pytest.raises(Refused, match="strokes"):
        desk.do(sign_visit, visit, Side.WORKERS, "Pich Sokunthea", "", strokes)


@pytest.mark.parametrize(
    "text", ["{", "7", "[7]", "[[7]]", "[[[1]]]", "[[[1,true]]]", '[[["a","b"]]]', "[" * 90_000, "[[[5000,1]]]", '{"a":1}']
)
def test_strokes_of_another_desk_that_do_not_fit_are_none(text):
    assert read_strokes(text) == ()
    assert read_strokes(strokes_text(DRAWN)) == DRAWN


def test_nobody_signs_without_a_name_twice_too_often_or_before_the_visit(desk, factory, cycle, visit):
    with pytest.raises(Refused, match="name_needed"):
        desk.do(sign_visit, visit, Side.MANAGEMENT, "  ", "", ())
    with pytest.raises(Refused, match="too_long"):
        desk.do(sign_visit, visit, Side.MANAGEMENT, "a" * 201, "", ())
    with pytest.raises(Refused, match="not_begun"):
        desk.do(sign_visit, desk.do(plan_visit, factory.id, NOW), Side.MANAGEMENT, "Chhay Veasna", "", ())
    kept = [desk.do(sign_visit, visit, Side.MANAGEMENT, f"Chhay Veasna {n}", "", ()) for n in range(MOST_SIGNATURES)]
    with pytest.raises(Refused, match="too_many"):
        desk.do(sign_visit, visit, Side.MANAGEMENT, "Chhay Veasna", "", ())
    desk.do(remove_signature, kept[0])
    assert len(signed(desk, visit)) == MOST_SIGNATURES - 1


def test_later_changes_of_what_was_said_are_told_and_later_life_is_not(desk, visit):
    promise = desk.do(add_line, visit, "Racks go by Monday", Mark.ACTION).action
    desk.do(sign_visit, visit, Side.MANAGEMENT, "Chhay Veasna", "HR manager", DRAWN)
    desk.do(add_line, visit, "they fear the night shift", Mark.QUOTE)
    desk.do(edit_action, promise, replace(desk.get(Action, promise.id), done_on=TODAY))
    stands = desk.get(Visit, visit.id)
    desk.do(close_visit, stands, stands, {"signatures": "all"})
    assert [one.is_changed for one in signed(desk, visit)] == [False]
    desk.do(count_present, visit, Side.WORKERS, Sex.WOMAN, 3)
    assert [one.is_changed for one in signed(desk, visit)] == [True]
    desk.do(sign_visit, visit, Side.WORKERS, "Pich Sokunthea", "", ())
    assert [one.is_changed for one in signed(desk, visit)] == [True, False]
    stands = desk.get(Visit, visit.id)
    desk.do(edit_visit, stands, replace(stands, not_seen="Dye store"))
    assert [one.is_changed for one in signed(desk, visit)] == [True, True]


def test_who_signed_is_protected_everywhere_but_on_the_factorys_copy_of_that_record(desk, factory, cycle, visit):
    desk.do(sign_visit, visit, Side.WORKERS, "Pich Sokunthea", "", DRAWN)
    later = desk.do(start_visit, factory.id)
    desk.do(sign_visit, later, Side.WORKERS, "Pich Sokunthea", "", ())
    desk.do(sign_visit, later, Side.WORKERS, "Keo Ratha", "", ())
    desk.do(sign_visit, later, Side.GUEST, "Amina Rahman", "Enterprise advisor", ())

    def names(variant, about):
        subject: Subject = desk.ask(subject_of, ReportKind.VISIT.value, about.id)
        return {one.words for one in desk.ask(protected_words, subject, variant, TODAY, str) if one.kind == "signature"}

    for variant in (Variant.BUYER, Variant.PUBLIC):
        assert names(variant, visit) == {"Pich Sokunthea", "Keo Ratha"}
    assert names(Variant.FACTORY, visit) == {"Keo Ratha"}
    assert names(Variant.FACTORY, later) == set()
    assert len(desk.ask(lambda reader: reader.find(Signature, lambda s: s.scope == visit.scope))) == 4


def test_the_paper_shows_name_side_role_date_and_mark_and_says_what_changed_afterwards(desk, visit):
    desk.do(sign_visit, visit, Side.MANAGEMENT, "Chhay Veasna", "HR manager", DRAWN)
    (before,) = signed(desk, visit)
    desk.do(add_line, visit, "Said afterwards")
    desk.do(sign_visit, visit, Side.WORKERS, "Pich Sokunthea", "Cutter", ())
    context = PaperContext(Texts("en"), NOW, lambda _sha256: b"")
    paper = desk.ask(visit_paper, visit.id, context)
    data, _ = printed(paper)
    said = text_of(data)
    assert f"signed before later changes, mark {before.signature.digest[:8]}" in said
    assert "Chhay Veasna; HR manager; 23 November 2026" in said and "Pich Sokunthea; Cutter; 23 November 2026; signed on paper" in said
    assert [one.strokes for one in paper.signatures] == [DRAWN, ()]
