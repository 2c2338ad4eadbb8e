"""What people do with a report as a whole: hand it in, return it with remarks, approve it, answer what the factory says to it.

Fixed editions, their release and withdrawal: report_editions.py. Rules: domain/report_life.py.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from bwdesk import shipped
from bwdesk.calendars import day_in, is_holiday_in
from bwdesk.domain.assessing import Gap
from bwdesk.domain.assessment import Assessment, Stage
from bwdesk.domain.clock import WorkingDays
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.edition import Variant
from bwdesk.domain.report import FactoryComment, Remark, Report, ReportKind
from bwdesk.domain.report_life import OWN, Facts, Step, after, why_not
from bwdesk.errors import Refused
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.assessment_page import assessment_gaps
from bwdesk.usecases.closing import closing_of, open_again
from bwdesk.usecases.papers import PaperContext
from bwdesk.usecases.report_guard import check_values, check_words
from bwdesk.usecases.report_subject import Subject, actor_of, report_at, subject_of
from bwdesk.usecases.synthesis_checks import Lack, lacks_of
from bwdesk.usecases.writing import act, write


def gaps_of(reader: Reader, subject: Subject) -> tuple[Gap, ...]:
    """What is missing before a report can be handed in; of an assessment only, and where its working papers are."""
    is_here = subject.kind is ReportKind.ASSESSMENT and reader.get(Assessment, subject.subject_id) is not None
    return assessment_gaps(reader, subject.subject_id) if is_here else ()


def facts_of(
    reader: Reader,
    subject: Subject,
    now: datetime,
    *,
    has_reason: bool = True,
    gaps: tuple[Gap, ...] | None = None,
    lacks: tuple[Lack, ...] | None = None,
) -> Facts:
    """What the next step of a report hangs on. `gaps` and `lacks` where they are known already."""
    report_id = subject.report_id
    comments = reader.find(FactoryComment, lambda c: c.report_id == report_id)
    missing = gaps_of(reader, subject) if gaps is None else gaps
    missing_of_many = sum(one.holds for one in (lacks_of(reader, subject, now) if lacks is None else lacks))
    unanswered = sum(not one.taken.strip() for one in comments)
    is_closed, was_opened = _closing(reader, subject)
    return Facts(
        day_in(subject.country, now), len(missing) + missing_of_many, unanswered, has_reason, is_closed or bool(missing), was_opened
    )


def _closing(reader: Reader, subject: Subject) -> tuple[bool, bool]:
    """Whether both assessors have closed an assessment in the making, and whether what one had closed does not stand any more."""
    found = reader.get(Assessment, subject.subject_id) if subject.kind is ReportKind.ASSESSMENT else None
    if found is None or found.stage is Stage.RELEASED:
        return True, False
    closed = closing_of(reader, found)
    return closed.is_whole, bool(found.closed_by) and not closed.is_whole


def comments_due(reader: Reader, subject: Subject, sent_at: datetime) -> date:
    """The last day for the factory's comments: so many working days of its country after the day there on which they were asked for."""
    cycle = reader.get(Cycle, subject.cycle_id)
    profile = shipped.profile_of_cycle(cycle)
    country = subject.country
    return WorkingDays(profile.weekend(country), is_holiday_in(country)).after(
        day_in(country, sent_at), profile.windows.comment_working_days
    )


def reason_draft(report_id: str) -> str:
    """The key under which a reason for returning or withdrawing is kept while it is typed."""
    return f"report/{report_id}/reason"


def answer_draft(report_id: str, thing_id: str) -> str:
    """The key under which the answer to a remark or a comment is kept while it is typed."""
    return f"report/{report_id}/answer/{thing_id}"


def comment_draft(report_id: str) -> str:
    """The key under which a comment of the factory is kept while it is taken down."""
    return f"report/{report_id}/comment"


@act("act.report.step")
def hand_in(unit: Unit, kind: str, thing_id: str, guard: PaperContext, base: Report | None = None) -> Report:
    """Hands a report in for review; an assessment once both have closed it. `base` is the report as the page showed it.

    Looks for words that must not get to the factory (or, of one about many, to anybody), over the paper that `guard` makes: the vault
    lies on the assessing pair's laptops alone, so nobody can look for them later. Raises Leaking, or Refused with why the rules
    say no (`report.…`).
    """
    subject = subject_of(unit, kind, thing_id)
    report = checked_step(unit, subject, Step.READY)
    check_values(unit, subject, Variant.FACTORY if subject.factory is not None else Variant.PUBLIC, guard)
    assessment = _papers_of(unit, subject)
    if assessment is not None:
        write(unit, assessment, replace(assessment, stage=Stage.READY))
    return stand(unit, base or unit.get(Report, report.id), report, Step.READY)


@act("act.report.step")
def take_step(
    unit: Unit, kind: str, thing_id: str, step: Step, base: Report | None = None, reason: str = "", section: str = "",
    question: str = "", guard: PaperContext | None = None,
) -> Report:  # fmt: skip
    """Moves a report one step on. Handing in is `hand_in`; sending, release and withdrawal: report_editions.py.

    `section` or `question`: what of the report the reason for its return is about. With `guard` the factory is told the reason for the
    return of a report of its own, once it was looked through for what must not leave (raises Leaking); without, the programme keeps it.
    A returned assessment is opened again with the leader's reason, one that was taken back stays closed. `base` is the report as the
    page showed it. Raises Refused with why the rules say no (`report.…`), and nothing is written.
    """
    if step in (Step.READY, Step.SEND, Step.RELEASE, Step.WITHDRAW):
        raise ValueError(step)
    subject = subject_of(unit, kind, thing_id)
    report = checked_step(unit, subject, step, reason)
    assessment = _papers_of(unit, subject)
    if step is Step.RETURN:
        is_told = subject.kind in OWN and guard is not None
        if guard is not None and is_told:
            check_words(unit, subject, {"reason": reason}, guard)
        unit.drop_draft(reason_draft(report.id))
        _remark(unit, report, reason, section, question, for_factory=is_told)
        if assessment is not None:
            open_again(unit, assessment, reason)
    elif step is Step.TAKE_BACK and assessment is not None:
        write(unit, assessment, replace(assessment, stage=Stage.RUNNING))
    return stand(unit, base or unit.get(Report, report.id), report, step)


def checked_step(
    reader: Reader, subject: Subject, step: Step, reason: str = "", *, person: str = "", now: datetime | None = None
) -> Report:
    """The report, once the rules have let a person take the step now. In a transaction both are known. Raises Refused."""
    if isinstance(reader, Unit):
        person, now = person or reader.person, now or reader.now
    if now is None or not person:
        raise ValueError("who, and when")
    report, today = report_at(reader, subject), now.astimezone().date()
    known = None if step is Step.READY else ()  # what a report lacks holds up handing it in, and is counted for nothing else
    facts = facts_of(reader, subject, now, has_reason=bool(reason.strip()), gaps=known, lacks=known)
    why = why_not(step, report, actor_of(reader, subject, person, today), facts)
    if why:
        raise Refused(why, count=facts.gaps or facts.open_comments, day=report.comments_due_on or facts.today)
    return report


def stand(unit: Unit, base: Report | None, report: Report, step: Step, due: date | None = None) -> Report:
    """Writes where a report stands after a step, by whom and since when."""
    kept = due or (report.comments_due_on if step not in (Step.READY, Step.TAKE_BACK, Step.REVISE) else None)
    edited = replace(report, state=after(step), state_by=unit.person, state_at=unit.now, comments_due_on=kept)
    return write(unit, base, edited)


def _papers_of(unit: Unit, subject: Subject) -> Assessment | None:
    """The working papers that go with a report: shut while it is judged. None once they are released, and where there are none."""
    found = unit.get(Assessment, subject.subject_id) if subject.kind is ReportKind.ASSESSMENT else None
    return None if found is None or found.stage is Stage.RELEASED else found


# --- remarks of the reviewer, comments of the factory --------------------------------------------------------------------------------


def _remark(unit: Unit, report: Report, text: str, section: str = "", question: str = "", *, for_factory: bool = False) -> Remark:
    remark = Remark(
        id=unit.new_id(), scope=report.scope, report_id=report.id, section=section, question=question, text=text, for_factory=for_factory
    )  # fmt: skip
    return write(unit, None, remark)


@act("act.report.remark")
def add_remark(unit: Unit, kind: str, thing_id: str, text: str, section: str = "", question: str = "") -> Remark:
    """A reviewer's remark to the author; `section` or `question` says where. It is never printed."""
    if not text.strip():
        raise Refused("report.remark_empty")
    return _remark(unit, report_at(unit, subject_of(unit, kind, thing_id)), text.strip(), section, question)


@act("act.report.answer_remark")
def answer_remark(unit: Unit, base: Remark, answer: str, *, is_closed: bool = True) -> Remark:
    """What became of a remark; closed, or open for more talk."""
    unit.drop_draft(answer_draft(base.report_id, base.id))
    return write(unit, base, replace(base, answer=answer, is_closed=is_closed))


@act("act.report.comment")
def add_comment(
    unit: Unit, kind: str, thing_id: str, text: str, said_by: str = "", question: str = "", section: str = ""
) -> FactoryComment:
    """What the factory says to a report, written down as it came; `section` or `question` says to which part of it.

    Refused when it was not asked, or its days are over.
    """
    subject = subject_of(unit, kind, thing_id)
    report, today = report_at(unit, subject), day_in(subject.country, unit.now)
    if not text.strip():
        raise Refused("report.remark_empty")
    if report.comments_due_on is None:
        raise Refused("report.not_sent")
    if today > report.comments_due_on:
        raise Refused("report.comments_over", day=report.comments_due_on)
    unit.drop_draft(comment_draft(report.id))
    comment = FactoryComment(
        id=unit.new_id(), scope=report.scope, report_id=report.id, section=section, question=question, text=text, said_by=said_by,
        said_on=today,
    )  # fmt: skip
    return write(unit, None, comment)


@act("act.report.take_comment")
def take_comment(unit: Unit, base: FactoryComment, taken: str) -> FactoryComment:
    """The programme's answer to a comment: what was changed, or why not."""
    if not taken.strip():
        raise Refused("report.remark_empty")
    unit.drop_draft(answer_draft(base.report_id, base.id))
    return write(unit, base, replace(base, taken=taken.strip()))


def remarks_of(reader: Reader, report_id: str) -> list[Remark]:
    """The remarks to a report, open ones first."""
    return sorted(reader.find(Remark, lambda r: r.report_id == report_id), key=lambda r: (r.is_closed, r.id))
