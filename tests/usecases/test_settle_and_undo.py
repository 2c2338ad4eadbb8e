"""Differences between two laptops, settled and opened again; undo and redo by act, across a restart, never over a colleague's work."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bwdesk.domain.factory import Factory
from bwdesk.domain.plan import Action, Issue, Origin
from bwdesk.domain.visit import Line, Mark
from bwdesk.errors import Refused
from bwdesk.usecases.drafts import draft, drafts, drop_draft, keep_draft
from bwdesk.usecases.factories import edit_factory
from bwdesk.usecases.photos import StoredPhoto, attach_photos
from bwdesk.usecases.plan import add_action, add_issue, edit_action, edit_issue, rank_issues
from bwdesk.usecases.settle import differences, reopen, settle
from bwdesk.usecases.undo import offers, redo, undo
from bwdesk.usecases.visit_lines import add_line, edit_line, mark_line
from bwdesk.usecases.visits import start_visit
from tests.usecases.conftest import meet

LAPTOP = ("amina", "amina-laptop")


@pytest.fixture
def jonas(make_desk, desk, factory):
    other = make_desk("jonas", 2)
    desk.carry_to(other)
    return other


def edit_both(desk, jonas, factory, mine, theirs):
    desk.do(edit_factory, factory, replace(factory, **mine))
    jonas.do(edit_factory, jonas.get(Factory, factory.id), replace(factory, **theirs))
    meet(desk, jonas)


def go_back(desk):
    desk.do(undo, desk.ask(offers, *LAPTOP).undo.txn)


def test_one_field_changed_on_both_sides_is_shown_with_what_both_started_from(desk, jonas, factory):
    edit_both(desk, jonas, factory, {"city": "Kandal"}, {"city": "Takhmau"})
    for one, person in ((desk, "amina"), (jonas, "jonas")):
        (difference,) = one.ask(differences, person)
        assert (difference.key, difference.base, difference.merged) == ("city", "", None)
        assert difference.sides[0].author == person and difference.sides[0].is_mine


def test_words_of_both_sides_are_previewed_together(desk, jonas, factory):
    base = desk.do(edit_factory, factory, replace(factory, remark="2 of 6 exits blocked in finishing."))
    meet(desk, jonas)
    theirs = {"remark": "2 of 6 exits locked since March in finishing."}
    edit_both(desk, jonas, base, {"remark": "2 of 6 exits obstructed by racks in finishing."}, theirs)
    (difference,) = desk.ask(differences, "amina")
    assert difference.base == "2 of 6 exits blocked in finishing."
    assert "by racks" in difference.merged.text and "locked since March" in difference.merged.text


def test_what_both_wrote_alike_from_nothing_is_suggested_once(desk, jonas, factory):
    mine = "Finishing: 2 of 6 exits blocked; exit 4 tied shut with wire. About 240 people work here."
    theirs = "Finishing: 2 of 6 exits blocked; one locked with a padlock. About 240 people work here."
    edit_both(desk, jonas, factory, {"remark": mine}, {"remark": theirs})
    (difference,) = desk.ask(differences, "amina")
    assert difference.base == ""
    assert difference.merged.text == (
        "Finishing: 2 of 6 exits blocked; exit 4 tied shut with wire one locked with a padlock. About 240 people work here."
    )
    assert [p.kind for p in difference.merged.passages] == ["same", "overlap", "same"]


def test_edits_in_different_places_of_a_text_settle_themselves(desk, jonas, factory):
    base = desk.do(edit_factory, factory, replace(factory, remark="First paragraph.\nSecond paragraph."))
    meet(desk, jonas)
    edit_both(
        desk, jonas, base, {"remark": "First long paragraph.\nSecond paragraph."}, {"remark": "First paragraph.\nSecond short paragraph."}
    )
    assert not desk.ask(differences, "amina")
    assert desk.get(Factory, factory.id).remark == "First long paragraph.\nSecond short paragraph."


def test_a_decision_stands_on_both_sides_and_can_be_taken_back(desk, jonas, factory):
    edit_both(desk, jonas, factory, {"city": "Kandal"}, {"city": "Takhmau"})
    (difference,) = desk.ask(differences, "amina")
    desk.do(settle, difference.kind, factory.id, "city", difference.heads, "Takhmau")
    meet(desk, jonas)
    assert [d.get(Factory, factory.id).city for d in (desk, jonas)] == ["Takhmau", "Takhmau"]
    desk.do(reopen, "factory", factory.id, "city")
    meet(desk, jonas)
    assert sorted(side.value for side in jonas.ask(differences, "jonas")[0].sides) == ["Kandal", "Takhmau"]
    with pytest.raises(Refused, match="nothing_to_reopen"):
        desk.do(reopen, "factory", factory.id, "city")


def test_undo_of_a_decision_opens_it_again(desk, jonas, factory):
    edit_both(desk, jonas, factory, {"city": "Kandal"}, {"city": "Takhmau"})
    (difference,) = desk.ask(differences, "amina")
    desk.do(settle, difference.kind, factory.id, "city", difference.heads, "Phnom Penh")
    assert desk.ask(offers, *LAPTOP).undo.act == "act.settle"
    go_back(desk)
    assert len(desk.ask(differences, "amina")) == 1


def test_a_value_that_does_not_fit_settles_nothing(desk, jonas, factory):
    edit_both(desk, jonas, factory, {"workers_women": 3}, {"workers_women": 4})
    (difference,) = desk.ask(differences, "amina")
    with pytest.raises(Refused, match="unfit"):
        desk.do(settle, difference.kind, factory.id, "workers_women", difference.heads, "many")
    assert len(desk.ask(differences, "amina")) == 1


def test_undo_and_redo_go_back_and_forth_act_by_act(desk, factory, cycle):
    issue = desk.do(add_issue, cycle, "one")
    issue = desk.do(edit_issue, issue, replace(issue, title="two"))
    desk.do(edit_issue, issue, replace(issue, title="three"))

    def title():
        found = desk.get(Issue, issue.id)
        return None if found.deleted else found.title

    seen = [title()]
    for _ in range(3):
        go_back(desk)
        seen.append(title())
    assert seen == ["three", "two", "one", None]
    back = []
    while (offer := desk.ask(offers, *LAPTOP).redo) is not None:
        back.append(offer.act)
        desk.do(redo, offer.txn)
        seen.append(title())
    assert seen[4:] == ["one", "two", "three"]
    assert back == ["act.issue.add", "act.issue.edit", "act.issue.edit"]
    go_back(desk)
    assert title() == "two" and desk.ask(offers, *LAPTOP).redo is not None
    desk.do(edit_issue, desk.get(Issue, issue.id), replace(desk.get(Issue, issue.id), owner="HR"))
    assert desk.ask(offers, *LAPTOP).redo is None


def test_one_act_is_undone_whole(desk, factory, cycle):
    issues = [desk.do(add_issue, cycle, f"issue {n}") for n in range(3)]
    desk.do(rank_issues, issues)
    go_back(desk)
    assert [desk.get(Issue, i.id).rank for i in issues] == [None, None, None]


def test_undoing_a_mark_takes_line_and_issue_back(desk, factory, cycle):
    visit = desk.do(start_visit, factory.id)
    line = desk.do(add_line, visit, "exit blocked").line
    issue = desk.do(mark_line, line, Mark.FINDING).issue
    go_back(desk)
    assert desk.get(Line, line.id).mark is Mark.NOTE and desk.get(Issue, issue.id).deleted
    desk.do(redo, desk.ask(offers, *LAPTOP).redo.txn)
    assert desk.get(Line, line.id).mark is Mark.FINDING and not desk.get(Issue, issue.id).deleted


def test_undo_never_takes_away_a_colleagues_work(desk, jonas, factory):
    desk.do(edit_factory, factory, replace(factory, city="Kandal"))
    meet(desk, jonas)
    jonas.do(edit_factory, jonas.get(Factory, factory.id), replace(jonas.get(Factory, factory.id), city="Takhmau"))
    meet(desk, jonas)
    with pytest.raises(Refused, match="changed_since"):
        go_back(desk)
    assert desk.get(Factory, factory.id).city == "Takhmau"


def test_only_ones_own_acts_on_this_device_are_offered(desk, jonas, factory):
    jonas.do(edit_factory, jonas.get(Factory, factory.id), replace(factory, city="Takhmau"))
    meet(desk, jonas)
    assert desk.ask(offers, *LAPTOP).undo.act == "act.factory.add"
    assert desk.ask(offers, "amina", "another-laptop").undo is None


def test_only_the_last_act_is_undone(desk, factory):
    first = desk.ask(offers, *LAPTOP).undo
    desk.do(edit_factory, factory, replace(factory, city="Kandal"))
    with pytest.raises(Refused, match="not_last"):
        desk.do(undo, first.txn)


def test_typed_words_come_back_after_undo_of_an_edit(desk, factory, cycle):
    visit = desk.do(start_visit, factory.id)
    line = desk.do(add_line, visit, "exit blocked").line
    desk.do(edit_line, line, replace(line, text="exit free"))
    go_back(desk)
    assert desk.get(Line, line.id).text == "exit blocked"


def test_what_is_being_typed_is_kept_and_given_back(desk):
    desk.do(keep_draft, "visit/1/2", "Two of six", 4)
    desk.do(keep_draft, "visit/1/2", "Two of six exits", 16)
    found = desk.ask(draft, "visit/1/2")
    assert (found.text, found.caret) == ("Two of six exits", 16)
    assert [d.key for d in desk.ask(drafts, "visit/")] == ["visit/1/2"]
    desk.do(drop_draft, "visit/1/2")
    assert desk.ask(draft, "visit/1/2") is None


# photos around a difference


def put_photo(unit, kind, owner, digest):
    """A photo whose bytes lie elsewhere."""
    return attach_photos(unit, unit.need(kind, owner.id), [StoredPhoto(digest * 64, digest * 64, 10, 10, 10)])


def test_a_promise_shows_the_photo_of_the_line_it_was_found_in_and_those_of_its_issue(desk, jonas, factory, cycle):
    visit = desk.do(start_visit, factory.id)
    line = desk.do(add_line, visit, "Exit four is blocked").line
    issue = desk.do(add_issue, cycle, "Exit blocked", Origin.VISIT)
    issue = desk.do(edit_issue, issue, replace(issue, line_id=line.id))
    action = desk.do(add_action, issue, "Clear it")
    meet(desk, jonas)
    desk.do(put_photo, Line, line, "a")
    jonas.do(put_photo, Issue, issue, "b")
    for one, owner in ((desk, "Maintenance"), (jonas, "Warehouse")):
        held = one.get(Action, action.id)
        one.do(edit_action, held, replace(held, owner=owner))
    meet(desk, jonas)
    (difference,) = desk.ask(differences, "amina")
    assert [[p.sha256[0] for p in side.photos] for side in difference.sides] == [["a"], ["b"]]
    assert difference.photos == ()
    assert [[p.sha256[0] for p in side.photos] for side in jonas.ask(differences, "jonas")[0].sides] == [["b"], ["a"]]
