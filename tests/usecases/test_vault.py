"""The interview vault: who gets in, which groups a finding may cite, done against wanted, and where none of it is to be found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bwdesk.domain.assessment import Answer, Assessment
from bwdesk.domain.interview import Done, Heard, Interview, InterviewNote, tally
from bwdesk.domain.scope import vault_scope
from bwdesk.errors import Refused
from bwdesk.shipped import profile, tool
from bwdesk.usecases.assessment import answer_id, plan_assessment, write_finding
from bwdesk.usecases.drafts import drafts, keep_draft
from bwdesk.usecases.find import find_everywhere, index_some
from bwdesk.usecases.settle import ToSettle, VaultToSettle, differences, to_settle
from bwdesk.usecases.today import today_page
from bwdesk.usecases.vault import (
    cite_group,
    count_files,
    new_group,
    note_draft,
    put_group,
    remove_group,
    settle_in_vault,
    vault_page,
    write_note,
    write_red_flag,
)
from tests.usecases.conftest import NOW, TODAY, meet

SAID = "the supervisor of line three withholds marmalade"


@pytest.fixture
def jonas(make_desk, desk, factory, cycle):
    other = make_desk("jonas", 2)
    desk.carry_to(other)
    return other


@pytest.fixture
def assessment(jonas, factory, cycle) -> Assessment:
    return jonas.do(plan_assessment, factory, cycle, frozenset({"jonas", "lina"}), TODAY)


@pytest.fixture
def leaf(assessment) -> str:
    return next(q for q in tool(assessment.tool).leaves() if not q.gate).code


def heard(jonas, assessment, people=6, women=None, **fields) -> Interview:
    group = new_group(assessment, held_on=TODAY, people=people, women=women, **fields)
    return jonas.do(put_group, assessment, None, group)


def test_a_finding_rests_on_a_group_of_five_and_gets_its_mark_but_on_no_smaller_one(jonas, assessment, leaf):
    small, large = heard(jonas, assessment, 4), heard(jonas, assessment, 5, heard=Heard.UNION)
    with pytest.raises(Refused, match=r"vault\.no_finding"):
        jonas.do(cite_group, assessment, large, leaf)
    jonas.do(write_finding, None, assessment, leaf, "Exits are locked at night")
    with pytest.raises(Refused, match=r"vault\.small_group") as why:
        jonas.do(cite_group, assessment, small, leaf)
    assert why.value.params == {"people": 4, "small": profile().small_group}
    cited = jonas.do(cite_group, assessment, large, leaf)
    assert cited.questions == {leaf}
    assert jonas.get(Answer, answer_id(assessment.id, leaf)).sources == {"U"}
    with pytest.raises(Refused, match=r"vault\.cited"):
        jonas.do(put_group, assessment, cited, replace(cited, people=4))
    with pytest.raises(Refused, match=r"vault\.cited"):
        jonas.do(remove_group, assessment, cited)
    freed = jonas.do(cite_group, assessment, cited, leaf)
    jonas.do(remove_group, assessment, freed)
    assert [one.id for one in jonas.ask(vault_page, assessment.id, "jonas").groups] == [small.id]


def test_only_the_two_assessors_get_in(desk, jonas, assessment):
    group = heard(jonas, assessment)
    desk.carry_to(jonas)
    jonas.carry_to(desk)
    with pytest.raises(Refused, match=r"vault\.not_yours"):
        desk.ask(vault_page, assessment.id, "amina")
    for act in (
        lambda: desk.do(put_group, assessment, group, replace(group, people=7)),
        lambda: desk.do(write_note, assessment, group, "c", "x"),
        lambda: desk.do(write_red_flag, assessment, group, "x"),
        lambda: desk.do(cite_group, assessment, group, "q"),
        lambda: desk.do(remove_group, assessment, group),
        lambda: desk.do(count_files, assessment, 3),
    ):
        with pytest.raises(Refused, match=r"vault\.not_yours"):
            act()


def test_numbers_that_cannot_be_are_refused(jonas, assessment):
    for people, women, key in ((0, None, "people"), (501, None, "people"), (5, 6, "women"), (5, -1, "women")):
        with pytest.raises(Refused, match=rf"vault\.{key}"):
            heard(jonas, assessment, people, women)


def test_both_write_on_the_same_topic_and_nothing_is_to_be_settled(make_desk, jonas, assessment):
    group = heard(jonas, assessment)
    lina = make_desk("lina", 3)
    meet(jonas, lina)
    jonas.do(write_note, assessment, group, "7", "paid late")
    lina.do(write_note, assessment, group, "7", "paid late in March")
    jonas.do(write_note, assessment, group, "7", "paid late twice")
    meet(jonas, lina)
    page = lina.ask(vault_page, assessment.id, "lina")
    assert [(one.author_id, one.text) for one in page.notes[group.id, "7"]] == [
        ("lina", "paid late in March"), ("jonas", "paid late twice"),
    ]  # fmt: skip
    assert lina.ask(differences, "lina") == []


def test_a_difference_on_a_group_is_on_no_other_page_and_ends_with_the_next_change(make_desk, jonas, assessment):
    group = heard(jonas, assessment, 6)
    lina = make_desk("lina", 3)
    meet(jonas, lina)
    jonas.do(put_group, assessment, group, replace(group, department=SAID))
    lina.do(put_group, assessment, group, replace(group, department="sewing"))
    meet(jonas, lina)
    assert len(jonas.ask(differences, "jonas", vault_scope(assessment.id))) == 1
    assert jonas.ask(differences, "jonas") == []
    assert not any(one.kind == "settle" for one in jonas.ask(today_page, "jonas", NOW).needs)
    (now,) = jonas.ask(vault_page, assessment.id, "jonas").groups
    jonas.do(put_group, assessment, now, replace(now, department="line 3"))
    assert jonas.ask(differences, "jonas", vault_scope(assessment.id)) == []


def differ(jonas, lina, group, mine, theirs):
    """Both change one group while apart."""
    for one, fields in ((jonas, mine), (lina, theirs)):
        one.do(put_group, one.get(Assessment, group.assessment_id), group, replace(group, **fields))
    meet(jonas, lina)


def test_what_both_told_differently_is_settled_in_the_vault_by_either_and_stands_on_both_laptops(make_desk, jonas, assessment):
    group = heard(jonas, assessment, 6)
    lina = make_desk("lina", 3)
    meet(jonas, lina)
    differ(jonas, lina, group, {"department": SAID, "red_flag": "afraid"}, {"department": "sewing", "red_flag": "very afraid"})
    page = jonas.ask(vault_page, assessment.id, "jonas")
    assert [(one.key, [side.value for side in one.sides]) for one in page.differences] == [
        ("department", [SAID, "sewing"]), ("red_flag", ["afraid", "very afraid"]),
    ]  # fmt: skip
    told = jonas.ask(to_settle, "jonas")
    assert told == ToSettle((), (VaultToSettle(assessment.id, "Golden Thread Ltd", 2),)), "elsewhere: how many and where, no word of it"
    jonas.do(settle_in_vault, assessment, page.differences[0], "sewing")
    lina.do(settle_in_vault, assessment, lina.ask(vault_page, assessment.id, "lina").differences[1], "very afraid")
    meet(jonas, lina)
    for one in (jonas, lina):
        assert (one.get(Interview, group.id).department, one.get(Interview, group.id).red_flag) == ("sewing", "very afraid")
        assert one.ask(vault_page, assessment.id, one.writer.person).differences == ()
        assert one.ask(to_settle, one.writer.person).vaults == ()


def test_what_is_settled_is_a_group_that_can_be(desk, make_desk, jonas, assessment, leaf):
    group = heard(jonas, assessment, 6)
    jonas.do(write_finding, None, assessment, leaf, "Exits are locked at night")
    group = jonas.do(cite_group, assessment, group, leaf)
    lina = make_desk("lina", 3)
    meet(jonas, lina)
    differ(jonas, lina, group, {"people": 7}, {"people": 5, "women": 5})
    (people,) = jonas.ask(vault_page, assessment.id, "jonas").differences
    for value, why in ((4, "women"), (0, "people")):
        with pytest.raises(Refused, match=rf"vault\.{why}"):
            jonas.do(settle_in_vault, assessment, people, value)
    meet(desk, jonas)
    with pytest.raises(Refused, match=r"vault\.not_yours"):
        desk.do(settle_in_vault, assessment, people, 7)
    other = replace(assessment, id="9" * 32)
    with pytest.raises(Refused, match=r"vault\.not_yours"):
        jonas.do(settle_in_vault, other, people, 7)
    jonas.do(settle_in_vault, assessment, people, 5)
    assert jonas.get(Interview, group.id).people == 5


def test_words_typed_for_what_is_to_stand_are_kept_with_the_vault_and_go_when_it_is_settled(make_desk, jonas, assessment):
    group = heard(jonas, assessment, 6)
    lina = make_desk("lina", 3)
    meet(jonas, lina)
    differ(jonas, lina, group, {"red_flag": "afraid of the guard"}, {"red_flag": "wants no visit"})
    (flag,) = jonas.ask(vault_page, assessment.id, "jonas").differences
    jonas.do(keep_draft, flag.draft_key, SAID, 3)
    (flag,) = jonas.ask(vault_page, assessment.id, "jonas").differences
    assert flag.draft == SAID and SAID not in repr(jonas.ask(today_page, "jonas", NOW))
    jonas.do(settle_in_vault, assessment, flag, "afraid")
    assert jonas.ask(drafts) == []


def test_words_typed_for_what_the_other_settled_meanwhile_are_given_back_in_the_vault_alone(make_desk, jonas, assessment):
    group = heard(jonas, assessment, 6)
    lina = make_desk("lina", 3)
    meet(jonas, lina)
    differ(jonas, lina, group, {"red_flag": "afraid of the guard"}, {"red_flag": "wants no visit"})
    (flag,) = jonas.ask(vault_page, assessment.id, "jonas").differences
    jonas.do(keep_draft, flag.draft_key, SAID, 3)
    lina.do(settle_in_vault, assessment, lina.ask(vault_page, assessment.id, "lina").differences[0], "afraid")
    meet(jonas, lina)
    page = jonas.ask(vault_page, assessment.id, "jonas")
    assert [one.text for one in page.left] == [SAID] and page.differences == ()
    assert jonas.ask(to_settle, "jonas").left == ()


def test_none_of_it_is_found_by_searching_nor_shown_on_today(jonas, assessment):
    group = heard(jonas, assessment, place=SAID, department=SAID, category=SAID)
    jonas.do(write_note, assessment, group, "7", SAID)
    jonas.do(write_red_flag, assessment, group, SAID)
    jonas.do(keep_draft, note_draft(assessment.id, group.id, "7"), SAID, 3)
    jonas.do(index_some, 10_000)
    assert jonas.ask(find_everywhere, "marmalade") == [] and jonas.ask(find_everywhere, "Golden") != []
    assert SAID not in repr(jonas.ask(today_page, "jonas", NOW))
    assert SAID in repr(jonas.ask(vault_page, assessment.id, "jonas"))
    jonas.do(write_note, assessment, group, "7", "less")
    assert SAID not in repr(jonas.ask(vault_page, assessment.id, "jonas").drafts)


def test_done_against_wanted_is_shared_out_by_sex_and_category():
    def one(people, women, category="", heard=Heard.WORKERS):
        return Interview(
            id="a" * 32, scope="vault/x", assessment_id="x", held_on=TODAY, people=people, women=women, category=category, heard=heard
        )

    found = tally(
        [one(6, 5, "Sewing"), one(4, None, "cutting"), one(9, 9, heard=Heard.MANAGERS)], 26, 400, 300, ("sewing", "Cutting", "Packing")
    )
    assert found.all == Done(10, 26) and not found.all.is_enough
    assert (found.women, found.men, found.unknown) == (Done(5, 20), Done(1, 6), 4)
    assert [(name, done.done, done.is_enough) for name, done in found.categories] == [
        ("sewing", 6, True), ("Cutting", 4, True), ("Packing", 0, False),
    ]  # fmt: skip
    assert tally([], None, None, None, ()).women == Done(0, None)


def test_files_looked_into_are_counted_on_the_assessment(jonas, assessment):
    jonas.do(count_files, assessment, 12)
    assert jonas.ask(vault_page, assessment.id, "jonas").files.done == 12
    with pytest.raises(Refused, match=r"vault\.files"):
        jonas.do(count_files, assessment, -1)


def test_a_group_that_is_taken_out_takes_its_notes_along(jonas, assessment):
    group = heard(jonas, assessment)
    jonas.do(write_note, assessment, group, "7", SAID)
    jonas.do(remove_group, assessment, group)
    assert jonas.ask(lambda r: r.find(InterviewNote)) == []
