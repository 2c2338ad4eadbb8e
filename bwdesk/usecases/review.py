"""The team leader's review of an assessment: remarks at questions, and the author's answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bwdesk.domain.assessment import Assessment
from bwdesk.domain.report import Remark, ReportKind, ReportState
from bwdesk.domain.tool import Tool
from bwdesk.errors import Refused
from bwdesk.shipped import tool
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.drafts import Draft, drafts
from bwdesk.usecases.people import names_of
from bwdesk.usecases.report_life import add_remark, answer_remark, remarks_of
from bwdesk.usecases.report_subject import actor_of, report_at, subject_of
from bwdesk.usecases.writing import act, write


@dataclass(frozen=True, slots=True)
class Review:
    """Remarks to an assessment, in order of the tool. `is_author`: took part, and answers; `can_remark`: leads, and took no part.

    `by`: who returned it, while it stands returned.
    """

    report_id: str
    remarks: tuple[Remark, ...]
    by: str
    is_author: bool
    can_remark: bool
    drafts: tuple[Draft, ...]

    @property
    def waiting(self) -> tuple[Remark, ...]:
        """What waits for the person who looks: remarks without an answer for the author, answers for who leads."""
        return tuple(one for one in self.remarks if not one.is_closed and bool(one.answer.strip()) is not self.is_author)

    @property
    def open(self) -> tuple[Remark, ...]:
        return tuple(one for one in self.remarks if not one.is_closed)

    def at(self, question: str) -> tuple[Remark, ...]:
        """The remarks at a question, open ones first."""
        return tuple(one for one in self.remarks if one.question == question)

    def draft(self, key: str) -> tuple[str, int] | None:
        """What was being typed under a key when the program ended."""
        return next(((one.text, one.caret) for one in self.drafts if one.key == key), None)


def review_of(reader: Reader, assessment_id: str, person: str, today: date) -> Review:
    """The review of an assessment as a person sees it."""
    subject = subject_of(reader, ReportKind.ASSESSMENT, assessment_id)
    report = report_at(reader, subject)
    actor = actor_of(reader, subject, person, today)
    assessment = reader.need(Assessment, assessment_id)
    kept = tuple(drafts(reader, f"report/{report.id}/"))
    by = names_of(reader).of(report.state_by) if report.state is ReportState.RETURNED else ""
    remarks = sorted(remarks_of(reader, report.id), key=lambda one: (one.is_closed, _place(tool(assessment.tool), one), one.id))
    return Review(report.id, tuple(remarks), by, actor.took_part, actor.leads and not actor.took_part, kept)


def _place(asked: Tool, remark: Remark) -> int:
    return asked.order(remark.question) if asked.has(remark.question) else -1


def remark_draft(report_id: str, question: str) -> str:
    """The key under which a remark at a question ("": on the whole) is kept while it is typed."""
    return f"report/{report_id}/remark/{question}"


@act("act.report.remark")
def remark_on(unit: Unit, assessment_id: str, text: str, question: str = "") -> Remark:
    """A remark of who leads, at a question or on the whole; its draft goes with it. Refused (`review.not_leader`) for everybody else."""
    subject = subject_of(unit, ReportKind.ASSESSMENT, assessment_id)
    actor = actor_of(unit, subject, unit.person, unit.now.astimezone().date())
    if actor.took_part or not actor.leads:
        raise Refused("review.not_leader")
    unit.drop_draft(remark_draft(subject.report_id, question))
    return add_remark(unit, ReportKind.ASSESSMENT, assessment_id, text, question=question)


@act("act.report.answer_remark")
def answer_review(unit: Unit, assessment: Assessment, base: Remark, answer: str) -> Remark:
    """The author's answer; the remark stays open until who leads closes it. Refused (`review.not_author`) for everybody else."""
    if unit.person not in assessment.assessors:
        raise Refused("review.not_author")
    return answer_remark(unit, base, answer.strip(), is_closed=False)


@act("act.report.close_remark")
def close_remark(unit: Unit, base: Remark, is_closed: bool = True) -> Remark:
    """Who leads is content with an answer, or is not after all."""
    return write(unit, base, replace(base, is_closed=is_closed))
