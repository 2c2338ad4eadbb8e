"""The life of a report: which step leads from which state to which, and who may take it. Pure; records and words are elsewhere.

Source: domain notes "programme" §12 (report states, roles and rights). A list of gaps holds up one step only: ready for review.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from bwdesk.domain.report import OF_MANY, Report, ReportKind, ReportState


class Step(StrEnum):
    """What can be done with a report as a whole."""

    READY = "ready"
    TAKE_BACK = "take_back"
    RETURN = "return"
    APPROVE = "approve"
    SEND = "send"
    RELEASE = "release"
    WITHDRAW = "withdraw"
    REVISE = "revise"


_S = ReportState

_LEADS: Final[Mapping[Step, tuple[frozenset[ReportState], ReportState]]] = {
    Step.READY: (frozenset({_S.DRAFT, _S.RETURNED}), _S.READY),
    Step.TAKE_BACK: (frozenset({_S.READY, _S.RETURNED}), _S.DRAFT),
    Step.RETURN: (frozenset({_S.READY, _S.APPROVED, _S.COMMENTS}), _S.RETURNED),
    Step.APPROVE: (frozenset({_S.READY}), _S.APPROVED),
    Step.SEND: (frozenset({_S.APPROVED}), _S.COMMENTS),
    Step.RELEASE: (frozenset({_S.APPROVED, _S.COMMENTS}), _S.RELEASED),
    Step.WITHDRAW: (frozenset({_S.RELEASED}), _S.WITHDRAWN),
    Step.REVISE: (frozenset({_S.RELEASED, _S.WITHDRAWN}), _S.DRAFT),
}

_ON: Final[Mapping[ReportState, Step]] = {
    _S.DRAFT: Step.READY, _S.RETURNED: Step.READY, _S.READY: Step.APPROVE, _S.COMMENTS: Step.RELEASE, _S.WITHDRAWN: Step.REVISE,
}  # fmt: skip

OF_THE_DAY: Final = frozenset({ReportKind.VISIT, ReportKind.CERTIFICATE})
"""Papers that are left at the factory on the day: who advises it approves and releases them; buyers never get them."""

COMMENTED: Final = frozenset({ReportKind.ASSESSMENT})
"""Kinds that go to the factory for comments before they are released."""

OWN: Final = frozenset({ReportKind.PROGRESS1})
"""Kinds that the factory itself writes and releases, without anybody's approval; a desk releases them on its behalf."""

_FACTORY_TAKES: Final = frozenset({Step.READY, Step.TAKE_BACK, Step.RELEASE, Step.REVISE})


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks, as the rules see them. `leads`: team leader of this factory or country; `took_part`: assessed; `advises` the factory.

    `handed_in`: it waits for review, and this person handed it in (of kinds about many factories alone). `is_factory`: the factory's own
    reader, on the server's pages.
    """

    leads: bool = False
    manages: bool = False
    took_part: bool = False
    advises: bool = False
    handed_in: bool = False
    is_factory: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What a step hangs on: gaps counted, comments of the factory not yet answered, today, whether a reason was given; of an assessment,
    whether both assessors have closed it, and whether it was opened or changed after one of them had."""

    today: date
    gaps: int = 0
    open_comments: int = 0
    has_reason: bool = True
    is_closed: bool = True
    was_opened: bool = False


def after(step: Step) -> ReportState:
    """The state a step leads to."""
    return _LEADS[step][1]


def next_step(kind: ReportKind, state: ReportState) -> Step | None:
    """The step that leads on towards a released edition; None once it is released."""
    if state is _S.APPROVED:
        return Step.SEND if kind in COMMENTED else Step.RELEASE
    return _ON.get(state)


def ahead(kind: ReportKind, state: ReportState) -> tuple[ReportState, ...]:
    """The states still to come until the report is released; none once it was."""
    found: list[ReportState] = []
    while state not in (_S.RELEASED, _S.WITHDRAWN) and (step := next_step(kind, state)) is not None:
        state = after(step)
        found.append(state)
    return tuple(found)


def why_not(step: Step, report: Report, actor: Actor, facts: Facts) -> str:
    """The text key (`error.<key>`) of why a step cannot be taken; empty if it can."""
    if report.state not in _from(step, actor):
        return "report.not_now"
    return _why_not_them(step, report, actor) or _why_not_yet(step, report, facts)


def steps_for(report: Report, actor: Actor, facts: Facts) -> Mapping[Step, str]:
    """The steps that lead on from where a report stands, each with why this person cannot take it (empty: they can)."""
    return {step: why_not(step, report, actor, facts) for step in Step if report.state in _from(step, actor)}


def _from(step: Step, actor: Actor) -> frozenset[ReportState]:
    """The states from which somebody can take a step: what the factory has handed in of its own it releases, approved or not."""
    states = _LEADS[step][0]
    return states | {_S.READY} if actor.is_factory and step is Step.RELEASE else states


def _why_not_them(step: Step, report: Report, actor: Actor) -> str:
    if actor.is_factory:
        return "" if report.kind in OWN and step in _FACTORY_TAKES else "report.not_author"
    if report.kind in OF_MANY:
        return _why_not_of_many(step, actor)
    if step in (Step.READY, Step.TAKE_BACK, Step.REVISE):
        return "" if actor.leads or actor.took_part or actor.advises else "report.not_author"
    is_commented = report.kind in COMMENTED
    if is_commented and actor.took_part:
        return "report.own_assessment"
    if is_commented and actor.advises:
        return "report.own_factory"
    if report.kind in OF_THE_DAY and actor.advises:
        return ""
    if step in (Step.RELEASE, Step.WITHDRAW) and actor.manages:
        return ""
    return "" if actor.leads else "report.leader_only"


def _why_not_of_many(step: Step, actor: Actor) -> str:
    """Those who lead the country write, judge and release; one approves what another has handed in."""
    if not (actor.leads or actor.manages):
        return "report.country_leader_only"
    return "report.own_hand_in" if step is Step.APPROVE and actor.handed_in else ""


def _why_not_yet(step: Step, report: Report, facts: Facts) -> str:
    if step is Step.READY and facts.gaps:
        return "report.gaps"
    if step is Step.READY and not facts.is_closed:
        return "report.not_closed"
    if step in (Step.APPROVE, Step.SEND, Step.RELEASE) and facts.was_opened:
        return "report.opened_since"
    if step is Step.SEND and report.kind not in COMMENTED:
        return "report.no_comments"
    if step in (Step.RETURN, Step.WITHDRAW) and not facts.has_reason:
        return "report.reason"
    if step is Step.RELEASE and report.kind in COMMENTED:
        return _why_comments_hold(report, facts)
    return ""


def _why_comments_hold(report: Report, facts: Facts) -> str:
    """An assessment report waits out its comment days, and every comment has an answer."""
    if report.state is not ReportState.COMMENTS:
        return "report.not_sent"
    if report.comments_due_on is not None and facts.today <= report.comments_due_on:
        return "report.comments_open"
    return "report.comments_unanswered" if facts.open_comments else ""
