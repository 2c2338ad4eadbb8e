"""Every role tries every step of every kind of report in every state.

Three kinds are tried with records, where the page’s answers and the use cases say the same; of the others the rules are asked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from bwdesk.domain.access import Standing
from bwdesk.domain.assessment import Stage
from bwdesk.domain.edition import Edition
from bwdesk.domain.report import OF_MANY, Report, ReportKind, ReportState
from bwdesk.domain.report_life import OF_THE_DAY, Actor, Facts, Step, why_not
from bwdesk.errors import Refused
from bwdesk.store.photos import PhotoStore
from bwdesk.usecases.assessment import plan_assessment, start_assessment
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


@dataclass(frozen=True)
class Role:
    """Who sits at a desk: the person's name in the records, and what the office says the account is."""

    person: str
    standing: Standing


ROLES = {
    "advisor": Role("amina", Standing.STAFF),
    "assessor": Role("jonas", Standing.STAFF),
    "leader": Role("dara", Standing.TEAM_LEADER),
    "leader who assessed": Role("jonas", Standing.TEAM_LEADER),
    "leader who advises": Role("amina", Standing.TEAM_LEADER),
    "manager": Role("mira", Standing.MANAGER),
    "manager who assessed": Role("jonas", Standing.MANAGER),
    "administrator": Role("zoe", Standing.ADMINISTRATOR),
    "stranger": Role("zoe", Standing.STAFF),
}
LEADERS = {"leader", "leader who assessed", "leader who advises"}
MANAGERS = {"manager", "manager who assessed"}
AUTHORS = LEADERS | {"advisor", "assessor", "manager who assessed"}
JUDGES = {"leader"}
"""Of an assessment: who leads, and neither took part nor advises the factory."""

MAY: dict[str, dict[Step, set[str]]] = {
    "assessment": {
        Step.READY: AUTHORS, Step.TAKE_BACK: AUTHORS, Step.REVISE: AUTHORS, Step.RETURN: JUDGES, Step.APPROVE: JUDGES, Step.SEND: JUDGES,
        Step.RELEASE: JUDGES | {"manager"}, Step.WITHDRAW: JUDGES | {"manager"},
    },
    "plan": {
        Step.READY: LEADERS | {"advisor"}, Step.TAKE_BACK: LEADERS | {"advisor"}, Step.REVISE: LEADERS | {"advisor"},
        Step.RETURN: LEADERS, Step.APPROVE: LEADERS, Step.SEND: set(), Step.RELEASE: LEADERS | MANAGERS, Step.WITHDRAW: LEADERS | MANAGERS,
    },
    "visit": {
        Step.READY: LEADERS | {"advisor"}, Step.TAKE_BACK: LEADERS | {"advisor"}, Step.REVISE: LEADERS | {"advisor"},
        Step.RETURN: LEADERS | {"advisor"}, Step.APPROVE: LEADERS | {"advisor"}, Step.SEND: set(),
        Step.RELEASE: LEADERS | MANAGERS | {"advisor"}, Step.WITHDRAW: LEADERS | MANAGERS | {"advisor"},
    },
}  # fmt: skip
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
    """One record on one desk, at which everybody sits in turn: Amina advises and has visited, Jonas and Lina assessed."""
    jonas = make_desk("jonas", 2)
    desk.carry_to(jonas)
    running = jonas.do(start_assessment, jonas.do(plan_assessment, factory, cycle, frozenset({"jonas", "lina"}), TODAY, TODAY))
    jonas.do(lambda unit: write(unit, running, replace(running, stage=Stage.READY)))
    jonas.carry_to(desk)
    visit = desk.do(start_visit, factory.id)
    desk.wait(days=20)
    return desk, {"assessment": running.id, "plan": factory.id, "visit": visit.id}, PhotoStore(tmp_path / "photos", bytes(32))


def released(desk, photos, kind: str, thing_id: str) -> None:
    """The leader has released an edition."""
    sit(desk, ROLES["leader"])
    stands(desk, kind, thing_id, ReportState.COMMENTS if kind == "assessment" else ReportState.APPROVED)
    made = desk.ask(prepare, kind, thing_id, Step.RELEASE, "dara", [context(desk)], variants_of(kind))
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
    desk.do(lambda unit: write(unit, base, replace(report, state=state, comments_due_on=due)))


def tried(desk, photos, kind: str, thing_id: str, step: Step) -> str:
    """Takes a step and throws its transaction away; returns why it was refused, or nothing."""
    try:
        desk.do(lambda unit: _take(unit, desk, photos, kind, thing_id, step))
    except Refused as refused:
        return refused.key
    except Tried:
        return ""
    raise AssertionError("neither taken nor refused")


def _take(unit, desk, photos, kind: str, thing_id: str, step: Step) -> None:
    if step in (Step.SEND, Step.RELEASE):
        made = prepare(unit, kind, thing_id, step, unit.person, [context(desk)], variants_of(kind), "Something")
        files = _files(made, photos)
        _ = send_for_comments(unit, made, files) if step is Step.SEND else release(unit, made, files, ())
    elif step is Step.WITHDRAW:
        (edition,) = editions_of_report(unit, subject_of(unit, kind, thing_id).report_id)
        withdraw(unit, kind, thing_id, edition, REASON, context(desk))
    elif step is Step.READY:
        hand_in(unit, kind, thing_id, context(desk))
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


@pytest.mark.parametrize("kind", ["assessment", "plan", "visit"])
def test_every_role_tries_every_step_in_every_state(record, kind, monkeypatch):
    desk, things, photos = record
    monkeypatch.setattr("bwdesk.usecases.report_life.gaps_of", lambda _reader, _subject: ())
    monkeypatch.setattr("bwdesk.usecases.report_page.gaps_of", lambda _reader, _subject: ())
    monkeypatch.setattr("bwdesk.usecases.report_life._closing", lambda _reader, _subject: (True, False))
    thing_id, wrong = things[kind], []
    released(desk, photos, kind, thing_id)
    for state in ReportState:
        sit(desk, ROLES["leader"])
        stands(desk, kind, thing_id, state)
        for name, role in ROLES.items():
            sit(desk, role)
            page: ReportPage = desk.ask(report_page, kind, thing_id, role.person, desk.writer.now())
            for step in Step:
                why = tried(desk, photos, kind, thing_id, step)
                said = page.steps.get(step, "report.not_now")
                if said != why:
                    wrong.append(f"{state}: {name}, {step}: the page says {said or 'yes'}, the use case {why or 'yes'}")
                is_due = state in FROM[step] and not (kind == "assessment" and step is Step.RELEASE and state is ReportState.APPROVED)
                if (why == "") != (is_due and name in MAY[kind][step]):
                    wrong.append(f"{state}: {name}, {step}: {why or 'taken'}")
    assert not wrong, "\n".join(wrong)
    assert len(editions_of(desk, kind, thing_id)) == 1, "what was only tried left nothing behind"


ACTORS = {
    "advisor": Actor(advises=True), "leader": Actor(leads=True), "leader who advises": Actor(leads=True, advises=True),
    "manager": Actor(manages=True), "stranger": Actor(),
}  # fmt: skip


@pytest.mark.parametrize("kind", [kind for kind in ReportKind if kind not in OF_MANY and kind.value not in MAY])
def test_of_every_other_kind_the_rules_are_those_of_its_like(kind):
    may, wrong = MAY["visit" if kind in OF_THE_DAY else "plan"], []
    for state in ReportState:
        report = Report(id="a" * 32, scope="factory/" + "b" * 32, kind=kind, subject_id="c" * 32, state=state)
        for name, actor in ACTORS.items():
            for step in Step:
                why = why_not(step, report, actor, Facts(TODAY))
                if (why == "") != (state in FROM[step] and name in may[step]):
                    wrong.append(f"{state}: {name}, {step}: {why or 'taken'}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("kind", ReportKind)
def test_a_reader_of_the_factory_takes_steps_with_its_own_report_alone(kind):
    may = {Step.READY, Step.TAKE_BACK, Step.RELEASE, Step.REVISE} if kind is ReportKind.PROGRESS1 else set()
    wrong = []
    for state in ReportState:
        report = Report(id="a" * 32, scope="factory/" + "b" * 32, kind=kind, subject_id="c" * 32, state=state)
        for step in Step:
            is_due = state in FROM[step] or (step is Step.RELEASE and state is ReportState.READY)
            why = why_not(step, report, Actor(is_factory=True), Facts(TODAY))
            if (why == "") != (is_due and step in may):
                wrong.append(f"{state}: {step}: {why or 'taken'}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("kind", sorted(OF_MANY))
def test_reports_about_many_are_taken_by_who_leads_and_approved_by_another(kind):
    wrong = []
    for state in ReportState:
        report = Report(id="a" * 32, scope="country/KH", kind=kind, subject_id="KH", state=state)
        for name, actor in {**ACTORS, "leader who handed it in": Actor(leads=True, handed_in=True)}.items():
            for step in Step:
                may = (actor.leads or actor.manages) and step is not Step.SEND and not (step is Step.APPROVE and actor.handed_in)
                why = why_not(step, report, actor, Facts(TODAY))
                if (why == "") != (state in FROM[step] and may):
                    wrong.append(f"{state}: {name}, {step}: {why or 'taken'}")
    assert not wrong, "\n".join(wrong)


def editions_of(desk, kind: str, thing_id: str) -> list[Edition]:
    return desk.ask(lambda reader: editions_of_report(reader, subject_of(reader, kind, thing_id).report_id))
