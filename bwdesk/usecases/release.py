"""What the factory gets when an assessment's report is released (report_editions.py): results, and issues of its plan."""

from __future__ import annotations

from dataclasses import replace

from bwdesk import shipped
from bwdesk.domain.assessing import Missing, answers_by_slot, may_approve
from bwdesk.domain.assessment import Answer, Assessment, Result, Stage, Verdict
from bwdesk.domain.compliance import standing
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.evidence import Photo
from bwdesk.domain.plan import Issue, Origin
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.thing import Thing, natural_id
from bwdesk.domain.tool import Question, Tool
from bwdesk.errors import Refused
from bwdesk.store.lists import existing_ids, unsettled_keys
from bwdesk.store.unit import Unit
from bwdesk.usecases.factories import advisor_of
from bwdesk.usecases.photo_marks import photos_as_marked
from bwdesk.usecases.writing import write, write_new


def result_id(assessment_id: str, question: str) -> str:
    """The id of a released result, whoever releases it."""
    return natural_id(Result, assessment_id, question)


def issue_id_of_result(assessment_id: str, question: str) -> str:
    """The id of the issue that a finding becomes at release."""
    return natural_id(Issue, "assessment", assessment_id, question)


def release_results(unit: Unit, base: Assessment) -> list[Issue]:
    """Gives the results to the factory: one Result for each question judged, one issue of the plan for each finding, with its photos.

    By a reviewer who took no part and does not advise the factory; refused otherwise, before the assessment is ready, or while the two
    differ. Doing it twice is doing it once.
    """
    _check_release(unit, base)
    tool = shipped.tool(base.tool)
    answers = unit.find(Answer, lambda a: a.assessment_id == base.id)
    by_slot = answers_by_slot(answers)
    verdicts = standing(tool, answers).verdicts
    judged = [q for q in tool.answerable() if q.takes_verdict and verdicts.get(q.code, Verdict.OPEN) is not Verdict.OPEN]
    found = [q for q in tool.leaves() if verdicts.get(q.code) is Verdict.NON_COMPLIANT]
    things: list[Thing] = [_result(base, tool, q, verdicts[q.code], by_slot.get((q.code, ""))) for q in judged]
    issues = [_issue(unit, base, q, by_slot[q.code, ""]) for q in found]
    things += [*issues, *_photos(unit, base, {by_slot[q.code, ""].id: q.code for q in found})]
    held: set[str] = set()
    for cls in (Result, Issue, Photo):
        held |= existing_ids(unit, cls, [t.id for t in things if type(t) is cls]).keys()
    write_new(unit, [thing for thing in things if thing.id not in held])
    write(unit, base, replace(base, stage=Stage.RELEASED))
    return issues


def _check_release(unit: Unit, base: Assessment) -> None:
    today = unit.now.astimezone().date()
    if not may_approve(unit.person, base):
        raise Refused("assessment.own_release")
    if advisor_of(unit, base.factory_id, today) == unit.person:
        raise Refused("assessment.advisor_release")
    if base.stage not in (Stage.READY, Stage.RELEASED):
        raise Refused("assessment.release_not_ready")
    if unsettled_keys(unit, base.scope):
        raise Refused("assessment.release_unsettled", why=Missing.UNSETTLED.value)


def _result(base: Assessment, tool: Tool, question: Question, verdict: Verdict, answer: Answer | None) -> Result:
    is_finding = verdict is Verdict.NON_COMPLIANT and answer is not None
    return Result(
        id=result_id(base.id, question.code), scope=factory_scope(base.factory_id), assessment_id=base.id, cycle_id=base.cycle_id,
        question=question.code, verdict=verdict, finding=answer.finding if is_finding and answer else "",
        places=answer.places if is_finding and answer else frozenset(), sources=answer.sources if is_finding and answer else frozenset(),
        tool=tool.name, assessed_on=base.last_day_on or base.first_day_on,
    )  # fmt: skip


def _issue(unit: Unit, base: Assessment, question: Question, answer: Answer) -> Issue:
    cycle = unit.get(Cycle, base.cycle_id)
    return Issue(
        id=issue_id_of_result(base.id, question.code), scope=factory_scope(base.factory_id), factory_id=base.factory_id,
        cycle_id=cycle.id if cycle else base.cycle_id, origin=Origin.ASSESSMENT, origin_id=base.id, question=question.code,
        cluster=question.cluster, title=answer.finding.strip() or question.title or question.text, place=", ".join(sorted(answer.places)),
        since_on=base.last_day_on or base.first_day_on,
    )  # fmt: skip


def _photos(unit: Unit, base: Assessment, codes: dict[str, str]) -> list[Photo]:
    """The photos of findings, again on their issues, marked as they are: the working papers stay closed, the bytes are the same."""
    return [
        replace(
            photo, id=natural_id(Photo, "released", photo.id), scope=factory_scope(base.factory_id), owner_kind="issue",
            owner_id=issue_id_of_result(base.id, codes[photo.owner_id]), heads={},
        )
        for photos in photos_as_marked(unit, codes).values()
        for photo in photos
    ]  # fmt: skip
