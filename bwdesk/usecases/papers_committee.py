"""Values of the committee report: who sits, how they were chosen, when they met, how far the programme's criteria are met."""

from __future__ import annotations

from collections.abc import Sequence

from bwdesk.domain import committee as dc
from bwdesk.domain.meeting import Criteria, Election
from bwdesk.domain.report import ReportKind
from bwdesk.reports import values_progress as v
from bwdesk.reports.values_base import State
from bwdesk.store.unit import Reader
from bwdesk.usecases.committee_page import CommitteePage, CriterionRow, MeetingRow, committee_page
from bwdesk.usecases.factories import profile_of_factory
from bwdesk.usecases.papers import PaperContext, head_of, workforce


def committee_paper(reader: Reader, factory_id: str, context: PaperContext) -> v.CommitteePaper:
    """The committee report of a factory as it stands today. Raises Refused (`thing.gone`)."""
    page = committee_page(reader, factory_id, context.today)
    context = context.of(page.factory.country)
    return v.CommitteePaper(
        head=head_of(context, page.factory, page.cycle.number if page.cycle else None, State.DRAFT),
        as_of=context.today,
        sections=written_sections(reader, page, ReportKind.COMMITTEE, context),
        facts=committee_facts(page, context),
    )


def written_sections(reader: Reader, page: CommitteePage, kind: ReportKind, context: PaperContext) -> tuple[v.Written, ...]:
    """The sections of a report in the profile's order with what was written under each."""
    said = {row.key: row.section.text.strip() for row in page.words if row.kind is kind and row.section is not None}
    keys = profile_of_factory(reader, page.factory.id).sections.get(kind.value, ())
    return tuple(v.Written(key, context.say(f"report.section.{key}"), said.get(key, "")) for key in keys)


def committee_facts(page: CommitteePage, context: PaperContext) -> v.CommitteeFacts:
    """The committee in the paper's language."""
    view, seats = page.view, page.view.composition.seats
    committee = view.committee
    return v.CommitteeFacts(
        name=(committee.name if committee is not None else "") or context.say(view.rules.name),
        formed_on=committee.formed_on if committee is not None else None,
        members=tuple(_member(one, context) for one in view.members),
        management=seats.management,
        workers=seats.workers,
        women=seats.women,
        workers_women=seats.workers_women,
        workforce=workforce(page.factory),
        verdicts=_verdicts(page, context),
        law=view.rules.law,
        elections=tuple(_election(one, context) for one in page.elections),
        meetings=tuple(_meeting(row) for row in page.meetings_of_cycle(context.today)),
        rhythm=_rhythm(page),
        criteria=_table(page, Criteria.COMMITTEE, context),
        grievance=_table(page, Criteria.GRIEVANCE, context),
    )


def _member(member: dc.Member, context: PaperContext) -> v.Member:
    return v.Member(
        title=member.title, side=context.say(f"side.{member.side}"),
        sex="" if member.sex is dc.Sex.UNSTATED else context.say(f"sex.{member.sex}"),
        chosen="" if member.selection is dc.Selection.UNKNOWN else context.say(f"selection.{member.selection}"),
        chosen_on=member.chosen_on, term_ends_on=member.term_ends_on, is_chair=member.is_chair,
    )  # fmt: skip


def _verdicts(page: CommitteePage, context: PaperContext) -> tuple[v.Verdict, ...]:
    remarks = page.view.composition.remarks
    told = [
        v.Verdict(context.say(f"committee.remark.{r.key}", number=r.number, of=r.of), False, r.weight is dc.Weight.BREACH) for r in remarks
    ]
    return tuple(sorted(told, key=lambda one: not one.is_breach))


def _election(election: Election, context: PaperContext) -> v.Ballot:
    return v.Ballot(
        on=election.held_on, method=context.say(f"ballot.{election.method}"), seats=election.seats, candidates=election.candidates,
        candidates_women=election.candidates_women, entitled=election.entitled, voted=election.voted, run_by=election.run_by,
        remark=election.remark,
    )  # fmt: skip


def _meeting(row: MeetingRow) -> v.HeldMeeting:
    meeting, there = row.meeting, row.presence
    return v.HeldMeeting(
        on=meeting.held_on, management=there.management, management_all=there.management_all, workers=there.workers,
        workers_all=there.workers_all, women=there.women, guests=meeting.guests,
        has_minutes=bool(meeting.minutes_kept or meeting.minutes.strip()), decisions=meeting.decisions.strip(), issues=row.issues,
        sent_on=meeting.sent_on,
    )  # fmt: skip


def _rhythm(page: CommitteePage) -> v.Rhythm | None:
    found = page.rhythm
    if found is None:
        return None
    return v.Rhythm(found.held, found.expected, found.every_days, found.with_minutes, found.late_days, found.last_on)


def _table(page: CommitteePage, family: Criteria, context: PaperContext) -> v.CriteriaTable:
    rows: Sequence[CriterionRow] = page.criteria.get(family, ())
    days = [row.rating.judged_on for row in rows if row.rating.judged_on is not None]
    items = tuple(
        v.Criterion(criterion_name(family, row.rating.criterion, context), row.rating.seen.strip(), row.rating.step, row.last_step)
        for row in rows
    )
    return v.CriteriaTable(items, max(days, default=None), page.last_cycle)


def criterion_name(family: Criteria, criterion: str, context: PaperContext) -> str:
    """What a criterion is called."""
    return context.say(f"criterion.{family}.{criterion}")
