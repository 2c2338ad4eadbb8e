"""The demo factory goes in one act, whatever was recorded about it since and by whom; nothing else goes, and one undo brings it back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bwdesk.demo.sample import demo_factory
from bwdesk.domain.assessment import Answer, Verdict
from bwdesk.domain.factory import Factory
from bwdesk.domain.kinds import KINDS
from bwdesk.domain.plan import Issue
from bwdesk.domain.visit import Line
from bwdesk.errors import Refused
from bwdesk.shipped import tool
from bwdesk.usecases.assessment import mark_answer, plan_assessment, start_assessment
from bwdesk.usecases.cycle_page import cycle_view
from bwdesk.usecases.drafts import drafts, keep_draft
from bwdesk.usecases.factories import merge_factories, register_factory, unmerge_factory
from bwdesk.usecases.plan import edit_issue
from bwdesk.usecases.sample import remove_sample, sample_of
from bwdesk.usecases.today import today_page
from bwdesk.usecases.undo import offers, redo, undo
from bwdesk.usecases.visit_lines import add_line
from bwdesk.usecases.visit_typing import draft_key
from bwdesk.usecases.visits import start_visit
from tests.usecases.conftest import TODAY, meet


@pytest.fixture
def sample(desk) -> Factory:
    return desk.get(Factory, desk.do(demo_factory, "Demo factory, nothing real", TODAY))


def everything(desk) -> dict[str, object]:
    """Every thing that is not removed, by id."""
    return {thing.id: thing for spec in KINDS.values() for thing in desk.ask(lambda reader, spec=spec: reader.find(spec.cls))}


def undone(desk, use_case, side):
    found = getattr(desk.ask(offers, desk.writer.person, desk.writer.device), side)
    desk.do(use_case, found.txn)
    return found.act


def test_it_goes_with_all_that_came_since_and_comes_back_by_one_undo(desk, sample, factory, cycle):
    visit = desk.do(start_visit, factory.id)
    kept = desk.do(add_line, visit, "A real note").line
    later = desk.do(start_visit, sample.id)
    trial = desk.do(add_line, later, "Trying things on").line
    before = everything(desk)
    assert desk.ask(sample_of, "amina") == sample.id
    desk.do(remove_sample, sample.id)
    left = everything(desk)
    assert kept.id in left and factory.id in left and cycle.id in left
    assert {sample.id, later.id, trial.id} <= before.keys() - left.keys()
    assert {getattr(thing, "factory_id", factory.id) for thing in left.values()} == {factory.id}
    shown = desk.ask(today_page, "amina", desk.ids.moment)
    assert [view.factory.id for view in shown.mine] == [factory.id]
    assert desk.ask(sample_of, "amina") == ""
    assert undone(desk, undo, "undo") == "act.sample.remove"
    assert everything(desk) == before
    assert desk.ask(sample_of, "amina") == sample.id
    assert undone(desk, redo, "redo") == "act.sample.remove"
    assert everything(desk) == left


def test_an_assessment_of_it_goes_with_its_working_papers(desk, sample, make_desk):
    jonas = make_desk("jonas", 2)
    meet(desk, jonas)
    opened = jonas.ask(cycle_view, sample, TODAY).cycle
    running = jonas.do(start_assessment, jonas.do(plan_assessment, sample, opened, frozenset({"jonas", "lina"}), TODAY, TODAY))
    jonas.do(mark_answer, None, running, tool(running.tool).leaves("OS")[0].code, Verdict.COMPLIANT)
    meet(desk, jonas)
    assert desk.ask(lambda reader: reader.find(Answer))
    desk.do(remove_sample, sample.id)
    assert everything(desk) == {}


def test_a_colleagues_edit_does_not_keep_it_nor_stand_in_the_way_of_undo(desk, sample, make_desk):
    jonas = make_desk("jonas", 2)
    meet(desk, jonas)
    issue = jonas.ask(lambda reader: reader.find(Issue))[0]
    jonas.do(edit_issue, issue, replace(issue, owner="Store keeper"))
    meet(desk, jonas)
    assert jonas.ask(sample_of, "jonas") == "", "it is offered to the person whose factory it is"
    desk.do(remove_sample, sample.id)
    meet(desk, jonas)
    assert everything(jonas) == {}
    undone(desk, undo, "undo")
    assert desk.get(Issue, issue.id).owner == "Store keeper"


def test_what_was_being_typed_there_is_forgotten_and_nothing_else(desk, sample, factory, cycle):
    trial, real = desk.do(start_visit, sample.id), desk.do(start_visit, factory.id)
    for visit in (trial, real):
        desk.do(keep_draft, draft_key(visit.id, "a" * 32), "Half a sen", 10)
    desk.do(remove_sample, sample.id)
    assert [one.key for one in desk.ask(drafts)] == [draft_key(real.id, "a" * 32)]


def test_a_real_factory_is_never_taken_for_one(desk, sample, factory, cycle):
    before = everything(desk)
    with pytest.raises(Refused) as refused:
        desk.do(remove_sample, factory.id)
    assert refused.value.key == "sample.is_real"
    desk.do(merge_factories, sample, factory)
    with pytest.raises(Refused) as refused:
        desk.do(remove_sample, sample.id)
    assert refused.value.key == "sample.joined"
    desk.do(unmerge_factory, desk.get(Factory, factory.id))
    assert everything(desk).keys() == before.keys()
    desk.do(remove_sample, sample.id)
    assert desk.ask(lambda reader: reader.find(Line)) == []
    assert desk.get(Factory, factory.id).deleted is False
    with pytest.raises(Refused) as refused:
        desk.do(remove_sample, sample.id)
    assert refused.value.key == "thing.gone"


def test_without_a_demo_factory_nothing_is_offered(desk, factory):
    desk.do(register_factory, factory, TODAY)
    assert desk.ask(sample_of, "amina") == ""
