"""Every role tries every step of every kind of report in every state, with records: the page’s answers and the use cases say the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from bwdesk.domain.access import Standing
from bwdesk.domain.assessment import Stage
from bwdesk.domain.edition import Edition
from bwdesk.domain.factory import Role as Works
from bwdesk.domain.page_reader import reader_author
from bwdesk.domain.report import OF_MANY, Report, ReportKind, ReportState
from bwdesk.domain.report_life import Step
from bwdesk.errors import Refused
from bwdesk.store.photos import PhotoStore
from bwdesk.usecases.assessment import plan_assessment, start_assessment
from bwdesk.usecases.diagnosis import start_sitting
from bwdesk.usecases.factories import assign_person
from bwdesk.usecases.learning import hold_training, plan_training
from bwdesk.usecases.paper_makers import MAKERS
from bwdesk.usecases.papers import PaperContext
from bwdesk.usecases.report_editions import editions_of_report, prepare, release, send_for_comments, withdraw
from bwdesk.usecases.report_guard import variants_of
from bwdesk.usecases.report_life import hand_in, take_step
from bwdesk.usecases.report_page import ReportPage, report_page
from bwdesk.usecases.report_seal import seal
from bwdesk.usecases.report_subject import report_at, subject_of
from bwdesk.usecases.visits import start_visit
from bwdesk.usecases.writing import write
from tests.usecases.conftest import TODAY
from tests.usecases.test_report_editions import context
from tests.usecases.test_synthesis_editions import assess


@dataclass(frozen=True)
class Role:
    """Who sits at a desk: the person's name in the records, and what the office says the account is."""

    person: str
    standing: Standing


ROLES = {
    "advisor": Role("amina", Standing.STAFF),
    "advisor of before": Role("sokha", Standing.STAFF),
    "assessor": Role("jonas", Standing.STAFF),
    "leader": Role("dara", Standing.TEAM_LEADER),
    "leader of this factory": Role("vuthy", Standing.STAFF),
    "leader who assessed": Role("jonas", Standing.TEAM_LEADER),
    "leader who advises": Role("amina", Standing.TEAM_LEADER),
    "manager": Role("mira", Standing.MANAGER),
    "manager who assessed": Role("jonas", Standing.MANAGER),
    "administrator": Role("zoe", Standing.ADMINISTRATOR),
    "stranger": Role("zoe", Standing.STAFF),
    "factory": Role(reader_author("f" * 32), Standing.STAFF),
}
HANDED_IN = "dara"
"""Whoever brought the report to where it stands."""

COUNTRY_LEADERS = {"leader", "leader who assessed", "leader who advises"}
LEADERS = COUNTRY_LEADERS | {"leader of this factory"}
MANAGERS = {"manager", "manager who assessed"}
AUTHORS = LEADERS | {"advisor"}
ASSESSED = AUTHORS | {"assessor", "manager who assessed"}
JUDGES = {"leader", "leader of this factory"}
"""Of an assessment: who leads, and neither took part nor advises the factory."""

MANY = COUNTRY_LEADERS | MANAGERS
OWN = {Step.READY, Step.TAKE_BACK, Step.RELEASE, Step.REVISE}
"""What the factory does with its own report, on the server's pages."""


def _rights(write: set[str], judge: set[str], release: set[str], send: set[str] | None = None) -> dict[Step, set[str]]:
    return {
        Step.READY: write, Step.TAKE_BACK: write, Step.REVISE: write, Step.RETURN: judge, Step.APPROVE: judge, Step.SEND: send or set(),
        Step.RELEASE: release, Step.WITHDRAW: release,
    }  # fmt: skip


OF_CYCLE = _rights(AUTHORS, LEADERS, LEADERS | MANAGERS)
LEFT_THERE = _rights(AUTHORS, AUTHORS, AUTHORS | MANAGERS)
ABOUT_MANY = {**_rights(MANY, MANY, MANY), Step.APPROVE: MANY - {"leader"}}
"""One of those who lead hands it in, and another approves."""

MAY: dict[ReportKind, dict[Step, set[str]]] = {
    ReportKind.ASSESSMENT: _rights(ASSESSED, JUDGES, JUDGES | {"manager"}, JUDGES),
    ReportKind.PROGRESS1: {step: names | {"factory"} if step in OWN else names for step, names in OF_CYCLE.items()},
    **dict.fromkeys((ReportKind.DIAGNOSIS, ReportKind.COMMITTEE, ReportKind.PLAN, ReportKind.PROGRESS2), OF_CYCLE),
    **dict.fromkeys((ReportKind.VISIT, ReportKind.CERTIFICATE), LEFT_THERE),
    **dict.fromkeys((ReportKind.SYNTHESIS, ReportKind.PORTFOLIO), ABOUT_MANY),
}
"""Who may take which step once the report has come to it (domain notes "programme" §12)."""

FROM = {
    Step.READY: {ReportState.DRAFT, ReportState.RETURNED},
    Step.TAKE_BACK: {ReportState.READY, ReportState.RETURNED},
    Step.RETURN: {ReportState.READY, ReportState.APPROVED, ReportState.COMMENTS},
    Step.APPROVE: {ReportState.READY},
    Step.SEND: {ReportState.APPROVED},
    Step.RELEASE: {ReportState.APPROVED, ReportState.COMMENTS},
    Step.WITHDRAW: {ReportState.RELEASED},
    Step.REVISE: {ReportState.RELEASED, ReportState.WITHDRAWN},
}
REASON = "It was about another factory"


class Tried(Exception):
    """The step was taken; what it wrote is thrown away."""


@pytest.fixture
def record(desk, make_desk, factory, cycle, tmp_path):
    """One record on one desk, at which everybody sits in turn: Amina advises after Sokha and has visited, Jonas and Lina assessed."""
    jonas = make_desk("jonas", 2)
    desk.carry_to(jonas)
    running = jonas.do(start_assessment, jonas.do(plan_assessment, factory, cycle, frozenset({"jonas", "lina"}), TODAY, TODAY))
    jonas.do(lambda unit: write(unit, running, replace(running, stage=Stage.READY)))
    jonas.carry_to(desk)
    for person, role in (("sokha", Works.ADVISOR), ("amina", Works.ADVISOR), ("vuthy", Works.TEAM_LEADER)):
        desk.do(assign_person, factory, person, role, TODAY)
        desk.wait(minutes=1)
    training = desk.do(plan_training, cycle, "Supervisory skills", "supervisors", TODAY)
    things = {
        "visit": desk.do(start_visit, factory.id).id,
        "diagnosis": desk.do(start_sitting, factory, cycle, TODAY, frozenset({"OS"})).id,
        "committee": factory.id, "assessment": running.id, "plan": factory.id, "progress1": factory.id, "progress2": factory.id,
        "certificate": desk.do(hold_training, training, TODAY).id, "synthesis": "KH", "portfolio": "amina",
    }  # fmt: skip
    desk.wait(days=20)
    return desk, things, PhotoStore(tmp_path / "photos", bytes(32))


def released(desk, photos, kind: str, thing_id: str) -> None:
    """The leader has released an edition."""
    sit(desk, ROLES["leader"])
    stands(desk, kind, thing_id, ReportState.COMMENTS if kind == "assessment" else ReportState.APPROVED)
    made = desk.ask(prepare, kind, thing_id, Step.RELEASE, ROLES["leader"].person, [context(desk)], variants_of(kind))
    desk.do(release, made, seal(made, photos.put), ())


def sit(desk, role: Role) -> None:
    """Another person at the same desk."""
    desk.writer = replace(desk.writer, person=role.person)
    desk.do(lambda unit: unit.set_fact("standing", role.standing))


def stands(desk, kind: str, thing_id: str, state: ReportState) -> None:
    """Puts a report into a state, its comment days over."""
    report = desk.ask(lambda reader: report_at(reader, subject_of(reader, kind, thing_id)))
    base = desk.get(Report, report.id)
    due = TODAY + timedelta(days=5) if state is ReportState.COMMENTS else None
    desk.do(lambda unit: write(unit, base, replace(report, state=state, state_by=HANDED_IN, comments_due_on=due)))


def tried(desk, photos, kind: str, thing_id: str, step: Step, guard: PaperContext) -> str:
    """Takes a step and throws its transaction away; returns why it was refused, or nothing."""
    try:
        desk.do(_take, photos, kind, thing_id, step, guard)
    except Refused as refused:
        return refused.key
    except Tried:
        return ""
    raise AssertionError("neither taken nor refused")


def _take(unit, photos, kind: str, thing_id: str, step: Step, guard: PaperContext) -> None:
    if step in (Step.SEND, Step.RELEASE):
        made = prepare(unit, kind, thing_id, step, unit.person, [guard], variants_of(kind), "Something")
        files = _files(made, photos)
        _ = send_for_comments(unit, made, files) if step is Step.SEND else release(unit, made, files, ())
    elif step is Step.WITHDRAW:
        (edition,) = editions_of_report(unit, subject_of(unit, kind, thing_id).report_id)
        withdraw(unit, kind, thing_id, edition, REASON, guard)
    elif step is Step.READY:
        hand_in(unit, kind, thing_id, guard)
    else:
        take_step(unit, kind, thing_id, step, reason=REASON)
    raise Tried


_SEALED: dict[str, Any] = {}


def _files(made, photos):
    """Printing is slow and its rules are tried elsewhere: a file of each kind of step is printed once."""
    key = f"{made.subject.kind}{made.step}"
    if key not in _SEALED:
        _SEALED[key] = seal(made, photos.put)
    return _SEALED[key]


@pytest.mark.parametrize("kind", ReportKind)
def test_every_role_tries_every_step_in_every_state(record, kind, monkeypatch):
    desk, things, photos = record
    if kind in OF_MANY:
        assess(desk, 5)
    monkeypatch.setattr("bwdesk.usecases.report_life.gaps_of", lambda _reader, _subject: ())
    monkeypatch.setattr("bwdesk.usecases.report_page.gaps_of", lambda _reader, _subject: ())
    monkeypatch.setattr("bwdesk.usecases.report_life._closing", lambda _reader, _subject: (True, False))
    thing_id, guard, wrong = things[kind], context(desk), []
    released(desk, photos, kind.value, thing_id)
    for state in ReportState:
        sit(desk, ROLES["leader"])
        stands(desk, kind.value, thing_id, state)
        for name, role in ROLES.items():
            sit(desk, role)
            page: ReportPage = desk.ask(report_page, kind.value, thing_id, role.person, desk.writer.now())
            for step in Step:
                why = tried(desk, photos, kind.value, thing_id, step, guard)
                said = page.steps.get(step, "report.not_now")
                if said != why:
                    wrong.append(f"{state}: {name}, {step}: the page says {said or 'yes'}, the use case {why or 'yes'}")
                if (why == "") != (name in MAY[kind][step] and state in _from(kind, name, step)):
                    wrong.append(f"{state}: {name}, {step}: {why or 'taken'}")
    assert not wrong, "\n".join(wrong)
    assert len(editions_of(desk, kind.value, thing_id)) == 1, "what was only tried left nothing behind"


def _from(kind: ReportKind, name: str, step: Step) -> set[ReportState]:
    """The states in which a role finds a step: an assessment is released after its comments, the factory's own report without approval."""
    if step is not Step.RELEASE:
        return FROM[step]
    if kind is ReportKind.ASSESSMENT:
        return {ReportState.COMMENTS}
    return FROM[step] | {ReportState.READY} if name == "factory" else FROM[step]


@pytest.mark.parametrize("kind", sorted(MAKERS.keys() - {one.value for one in ReportKind}))
def test_a_paper_that_is_no_report_has_no_life(record, kind):
    """A briefing is for the advisor's own eyes: nobody hands it in, and no edition of it is made."""
    desk, things, photos = record
    for step in Step:
        assert tried(desk, photos, kind, things["visit"], step, context(desk)) == "paper.unknown"
    with pytest.raises(Refused, match=r"paper\.unknown"):
        desk.ask(report_page, kind, things["visit"], "amina", desk.writer.now())
    assert variants_of(kind) == ()


def editions_of(desk, kind: str, thing_id: str) -> list[Edition]:
    return desk.ask(lambda reader: editions_of_report(reader, subject_of(reader, kind, thing_id).report_id))
