"""Closing an assessment, each assessor in their own name after their PIN, and opening it again with a reason that stands in its history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bwdesk.domain.assessment import Answer, Assessment, Stage
from bwdesk.domain.closing import Closing, closed_entry, closing, content_mark, who_closed
from bwdesk.errors import Refused
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.assessment_page import assessment_page
from bwdesk.usecases.history import Change, history_of
from bwdesk.usecases.people import names_of
from bwdesk.usecases.writing import act, write


def closing_of(reader: Reader, assessment: Assessment) -> Closing:
    """How far an assessment is closed."""
    answers = things_where(reader, Answer, "assessment_id", [assessment.id]) if assessment.closed_by else ()
    return closing(assessment, answers)


def check_open(reader: Reader, assessment: Assessment) -> None:
    """Refuses what would change an assessment that is released, handed in, or closed by one of the two. `assessment` may be stale."""
    stands = reader.get(Assessment, assessment.id) or assessment
    if stands.stage is Stage.RELEASED:
        raise Refused("assessment.released")
    if stands.stage is Stage.READY:
        raise Refused("assessment.handed_in")
    by = closing_of(reader, stands).by
    if by:
        raise Refused("assessment.closed", name=_names(reader, by))


def _names(reader: Reader, people: Iterable[str]) -> str:
    names = names_of(reader)
    return ", ".join(sorted(names.of(one) for one in people))


@act("act.assessment.close", is_final=True)
def close_assessment(unit: Unit, base: Assessment, seen: str) -> Assessment:
    """This person closes what they saw (`seen`: its content_mark); whoever calls has asked for the PIN. Closing twice is closing once.

    Refused for all but the pair, while something is missing or the two differ on anything, once it is handed in, and where something
    arrived that they have not seen.
    """
    stands = unit.need(Assessment, base.id)
    if unit.person not in stands.assessors:
        raise Refused("assessment.close_pair")
    if stands.stage is Stage.RELEASED:
        raise Refused("assessment.released")
    if stands.stage is Stage.READY:
        raise Refused("assessment.handed_in")
    page = assessment_page(unit, stands.id, unit.person)
    if page.gaps:
        raise Refused("assessment.not_whole", count=len(page.gaps))
    if page.differing:
        raise Refused("assessment.close_unsettled")
    mark = content_mark(stands, page.known.answers.values())
    if mark != seen:
        raise Refused("assessment.close_changed")
    return write(unit, stands, replace(stands, closed_by=stands.closed_by | {closed_entry(unit.person, mark)}))


@act("act.assessment.reopen", is_final=True)
def reopen_assessment(unit: Unit, base: Assessment, why: str) -> Assessment:
    """One of the pair opens what was closed, with a reason. Refused once it is handed in: then it is taken back first, or returned."""
    stands = unit.need(Assessment, base.id)
    if unit.person not in stands.assessors:
        raise Refused("assessment.close_pair")
    if stands.stage is Stage.RELEASED:
        raise Refused("assessment.released")
    if stands.stage is Stage.READY:
        raise Refused("assessment.handed_in")
    if not why.strip():
        raise Refused("assessment.reopen_reason", field="why")
    unit.drop_draft(reopen_draft(stands.id))
    return open_again(unit, stands, why)


def open_again(unit: Unit, stands: Assessment, why: str) -> Assessment:
    """Says why, by whom and when: whatever was closed before that is open."""
    edited = replace(stands, stage=Stage.RUNNING, reopened_why=why.strip(), reopened_by=unit.person, reopened_at=unit.now)
    return write(unit, stands, edited)


def reopen_draft(assessment_id: str) -> str:
    """The key under which the reason for opening it again is kept while it is typed."""
    return f"assessment/{assessment_id}/reopen"


@dataclass(frozen=True, slots=True)
class ClosingStep:
    """An assessment was closed by somebody, or opened again with a reason: by whom (a name), when (aware UTC)."""

    what: Literal["closed", "reopened"]
    name: str
    at: datetime
    why: str = ""


def closing_steps(reader: Reader, assessment_id: str) -> tuple[ClosingStep, ...]:
    """Every closing and opening of an assessment, oldest first, told from its operations."""
    names = names_of(reader)
    found: list[ClosingStep] = []
    for step in history_of(reader, assessment_id):
        why = next((str(one.new) for one in step.changes if one.field == "reopened_why" and one.new), "")
        if why or any(one.field == "reopened_at" for one in step.changes):
            found.append(ClosingStep("reopened", step.name, step.at, why or _kept_why(found)))
        found += [ClosingStep("closed", names.of(who_closed(one.element)), step.at) for one in step.changes if _closes(one)]
    return tuple(found)


def _closes(change: Change) -> bool:
    return change.field == "closed_by" and bool(change.element) and bool(change.new)


def _kept_why(found: list[ClosingStep]) -> str:
    """The reason of the opening before, where the same one was given again."""
    return next((one.why for one in reversed(found) if one.what == "reopened"), "")
