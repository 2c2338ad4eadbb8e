"""What a team leader writes at release is what the server lets a team leader write; nothing of it is set aside."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bwdesk.domain.access import Member, Standing, why_parked
from bwdesk.domain.access_facts import Paper, Tie
from bwdesk.domain.assessment import Answer, Assessment, Stage, Verdict
from bwdesk.domain.factory import Role
from bwdesk.domain.operation import Operation
from bwdesk.shipped import tool
from bwdesk.usecases.assessment import mark_answer, plan_assessment, start_assessment, write_finding
from bwdesk.usecases.photos import StoredPhoto, attach_photos
from bwdesk.usecases.plan import add_issue
from bwdesk.usecases.release import release_results
from bwdesk.usecases.writing import write
from tests.usecases.conftest import TODAY

LEADER = Member("dara", Standing.TEAM_LEADER, frozenset({"KH"}))


class Facts:
    """What the server knows of one factory and its assessment."""

    def __init__(self, factory_id: str, paper: Paper) -> None:
        self._factory, self._paper = factory_id, paper

    def ties_of_factory(self, factory_id: str) -> tuple[Tie, ...]:
        return (Tie(factory_id, "amina", Role.ADVISOR, "KH", date(2026, 5, 8)),)

    def ties_of_people(self, ids: frozenset[str]) -> dict[str, tuple[Tie, ...]]:
        return {self._factory: tuple(tie for tie in self.ties_of_factory(self._factory) if tie.person_id in ids)}

    def country_of(self, factory_id: str) -> str | None:
        return "KH"

    def kept_of(self, factory_id: str) -> str:
        return factory_id

    def paper(self, assessment_id: str) -> Paper | None:
        return self._paper

    def papers_of_factory(self, factory_id: str) -> tuple[Paper, ...]:
        return (self._paper,)

    def case(self, alert_id: str) -> None:
        return None

    def has_assignment(self, assignment_id: str) -> bool:
        return False


@pytest.fixture
def released(desk, make_desk, factory, cycle) -> list[Operation]:
    jonas, dara = make_desk("jonas", 2), make_desk("dara", 3)
    desk.carry_to(jonas)
    running = jonas.do(start_assessment, jonas.do(plan_assessment, factory, cycle, frozenset({"jonas", "lina"}), TODAY, TODAY))
    code = next(q for q in tool(running.tool).leaves() if not q.gate).code
    answer = jonas.do(mark_answer, None, running, code, Verdict.NON_COMPLIANT)
    answer = jonas.do(write_finding, answer, running, code, "exits blocked")
    jonas.do(attach_photos, jonas.get(Answer, answer.id), [StoredPhoto("a" * 64, "b" * 64, 1, 1, 1)])
    jonas.do(lambda unit: write(unit, running, replace(running, stage=Stage.READY)))
    jonas.carry_to(dara)
    dara.do(release_results, dara.get(Assessment, running.id))
    return list(dara.changes.operations)


def facts_of(operations: list[Operation], factory_id: str) -> Facts:
    scope = next(op.scope for op in operations if op.kind == "assessment").partition("/")[2]
    return Facts(factory_id, Paper(scope, factory_id, "c" * 32, 1, "KH", frozenset({"jonas", "lina"}), Stage.READY))


def test_nothing_of_a_release_is_set_aside(released, factory):
    known = facts_of(released, factory.id)
    assert {op.kind for op in released} == {"result", "issue", "photo", "assessment"}
    assert [why_parked(LEADER, op, known, TODAY) for op in released if why_parked(LEADER, op, known, TODAY)] == []


def test_a_leader_writes_nothing_else_into_the_plan(desk, released, factory, cycle, make_desk):
    dara = make_desk("dara", 5)
    desk.carry_to(dara)
    dara.do(add_issue, cycle, "by hand")
    assert why_parked(LEADER, dara.changes.operations[0], facts_of(released, factory.id), TODAY) is not None
