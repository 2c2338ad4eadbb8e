"""Values of the self-diagnosis summary and of the improvement plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bwdesk.domain.assessment import Verdict
from bwdesk.domain.committee import Member
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.diagnosis import Sitting, Voice
from bwdesk.domain.earlier import BEFORE
from bwdesk.domain.factory import Factory
from bwdesk.domain.plan import Action, Origin
from bwdesk.domain.tool import Question, Tool
from bwdesk.domain.visit import Attendance, Room, Visit, room
from bwdesk.reports import values as v
from bwdesk.shipped import profile_of_cycle
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader
from bwdesk.usecases.committee import committee_of_factory
from bwdesk.usecases.diagnosis import DiagnosisRow, SittingPage, sitting_page, sittings_of_factory
from bwdesk.usecases.factories import last_cycle, survivor_id
from bwdesk.usecases.history import Step, day_told, history_of_many
from bwdesk.usecases.papers import PaperContext, factory_word, head_of, people, programme_word
from bwdesk.usecases.plan_page import PlanRow, labels_of_factory, plan_page

REPLIES: Final[Mapping[Verdict, v.Reply]] = {
    Verdict.COMPLIANT: v.Reply.IN_ORDER,
    Verdict.NON_COMPLIANT: v.Reply.NOT_IN_ORDER,
    Verdict.NOT_APPLICABLE: v.Reply.NOT_APPLICABLE,
    Verdict.NOT_VERIFIED: v.Reply.UNSURE,
    Verdict.OPEN: v.Reply.NONE,
}
_ORIGINS: Final[Mapping[Origin, v.Origin]] = {
    Origin.SELF_DIAGNOSIS: v.Origin.DIAGNOSIS,
    Origin.ASSESSMENT: v.Origin.ASSESSMENT,
    Origin.VISIT: v.Origin.VISIT,
    Origin.EARLIER: v.Origin.EARLIER,
}


def diagnosis_paper(reader: Reader, sitting_id: str, context: PaperContext) -> v.DiagnosisPaper:
    """The summary of a sitting. Raises Refused (`thing.gone`) if there is none."""
    page = sitting_page(reader, sitting_id)
    sitting = page.sitting
    factory = reader.need(Factory, survivor_id(reader, sitting.factory_id))
    cycle = reader.get(Cycle, sitting.cycle_id)
    context = context.of(factory.country)
    page = _in_words(page, context.tool(page.tool.name))
    committee = committee_of_factory(reader, factory.id, context.today)
    labels = labels_of_factory(reader, factory.id, sitting.cycle_id)
    earlier = [s for s in sittings_of_factory(reader, factory.id) if (s.held_on, s.id) <= (sitting.held_on, sitting.id)]
    return v.DiagnosisPaper(
        head=head_of(context, factory, cycle.number if cycle else None, v.State.DRAFT, sitting.tool),
        committee=(committee.committee.name if committee.committee else "") or context.say(committee.rules.name),
        sittings=tuple(_sitting(reader, s) for s in earlier if s.cycle_id == sitting.cycle_id),
        clusters=tuple(_clusters(page)),
        chosen=tuple(_chosen(row, labels) for row in page.rows if row.issue_id is not None),
        has_last_time=any(row.last_time is not None for row in page.rows),
        sections=profile_of_cycle(cycle).sections["diagnosis"],
    )


def _in_words(page: SittingPage, tool: Tool) -> SittingPage:
    return replace(
        page, tool=tool, rows=tuple(replace(row, sides=replace(row.sides, question=tool.question(row.question.code))) for row in page.rows)
    )


def _sitting(reader: Reader, sitting: Sitting) -> v.Sitting:
    found = reader.find(Attendance, lambda a: a.visit_id == (sitting.visit_id or "")) if sitting.visit_id else []
    members = things_where(reader, Member, "id", [a.member_id for a in found if a.member_id])
    heads = room(found, members)
    visit = reader.get(Visit, sitting.visit_id) if sitting.visit_id else None
    minutes = None
    if visit is not None and visit.started_at and visit.closed_at:
        minutes = int((visit.closed_at - visit.started_at).total_seconds() // 60)
    return v.Sitting(sitting.held_on, _side(heads, ("management",)), _side(heads, ("workers", "union")), minutes)


def _side(heads: Room, sides: Sequence[str]) -> v.People:
    """Heads of some sides; not known, rather than nobody, where no one was recorded at all."""
    if not heads.heads:
        return v.People()
    counts = {"woman": 0, "man": 0, "unstated": 0}
    for (side, sex), count in heads.heads.items():
        if side.value in sides:
            counts[sex.value] += count
    return people(counts["woman"], counts["man"], counts["unstated"])


def _clusters(page: SittingPage) -> list[v.DiagnosisCluster]:
    found: dict[str, list[v.DiagnosisAnswer]] = {}
    for row in page.rows:
        found.setdefault(row.question.cluster, []).append(_answer(row))
    return [v.DiagnosisCluster(page.tool.cluster(code).name, tuple(answers)) for code, answers in found.items()]


def _answer(row: DiagnosisRow) -> v.DiagnosisAnswer:
    def reply(voice: Voice) -> v.Reply:
        return REPLIES[row.sides.verdict(voice)]

    agreed = row.sides.comments.get(Voice.AGREED, "")
    others = [text for voice, text in row.sides.comments.items() if voice is not Voice.AGREED]
    return v.DiagnosisAnswer(
        code=row.question.code, question=row.question.text or row.question.title, management=reply(Voice.MANAGEMENT),
        workers=reply(Voice.WORKERS), agreed=reply(Voice.AGREED), comment=agreed or " / ".join(others),
        target=row.target.wanted if row.target else "", target_on=row.target.due_on if row.target else None,
        last_time=REPLIES[row.last_time] if row.last_time else v.Reply.NONE,
    )  # fmt: skip


def _chosen(row: DiagnosisRow, labels: Mapping[str, str]) -> v.ChosenIssue:
    target = row.target
    has_votes = target is not None and bool(target.management_votes or target.workers_votes)
    return v.ChosenIssue(
        number=labels.get(row.issue_id or "", ""), title=row.question.title or row.question.text, code=row.question.code,
        why=row.sides.comments.get(Voice.AGREED, ""), target=target.wanted if target else "", target_on=target.due_on if target else None,
        management_votes=target.management_votes if target and has_votes else None,
        worker_votes=target.workers_votes if target and has_votes else None,
    )  # fmt: skip


# --- the plan ------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Past:
    """What happened to issues, by issue id."""

    steps: Mapping[str, Sequence[Step]]


def plan_paper(reader: Reader, factory_id: str, context: PaperContext) -> v.PlanPaper:
    """The improvement plan of a factory as it stands today."""
    factory = reader.need(Factory, survivor_id(reader, factory_id))
    context = context.of(factory.country)
    cycle = last_cycle(reader, factory.id)
    page = plan_page(reader, factory.id, factory.country, context.today)
    steps: dict[str, list[Step]] = {}
    for step in history_of_many(reader, [row.issue.id for row in page.rows]):
        steps.setdefault(step.thing, []).append(step)
    past = _Past(steps)
    asked = {question.code: question for question in context.tool(page.tool.name).questions}
    return v.PlanPaper(
        head=head_of(context, factory, cycle.number if cycle else None, tool=page.tool.name),
        as_of=context.today,
        ranked_on=_ranked_on(past, context),
        issues=tuple(_issue(row, _asked(row, asked), cycle, past, context) for row in page.rows),
        sections=profile_of_cycle(cycle).sections["plan"],
    )


def _ranked_on(past: _Past, context: PaperContext) -> date | None:
    """The last day on which the committee agreed an order."""
    days = [s.at for steps in past.steps.values() for s in steps if any(c.field == "rank" for c in s.changes) and not s.is_first]
    return context.local(max(days)).date() if days else None


def _asked(row: PlanRow, asked: Mapping[str, Question]) -> Question | None:
    """The question of an issue, in the paper's language."""
    return asked.get(row.question.code, row.question) if row.question is not None else None


def _issue(row: PlanRow, question: Question | None, cycle: Cycle | None, past: _Past, context: PaperContext) -> v.PlanIssue:
    issue = row.issue
    carried = row.cycle if cycle is not None and row.cycle and row.cycle != cycle.number else None
    details = [issue.place, *([question.title] if question and question.title != issue.title else [])]
    return v.PlanIssue(
        number=row.label,
        title=issue.title,
        origin=_ORIGINS[issue.origin],
        rank=issue.rank,
        code=issue.question,
        details=context.words.semicolons(part for part in details if part),
        origin_on=issue.since_on,
        carried_from=carried,
        repeated_in=((BEFORE,) if row.found_before else ()) + row.repeated,
        is_public=bool(question and question.is_public),
        root_cause=issue.root_cause,
        actions=tuple(_action(a) for a in row.actions),
        factory=factory_word(issue),
        factory_on=issue.progress_on,
        factory_words=issue.progress_note,
        programme=programme_word(issue),
        programme_on=issue.verified_on,
        programme_words=issue.verified_note,
        history=tuple(_history(past.steps.get(issue.id, ()), context)),
    )


def _action(action: Action) -> v.PlanAction:
    return v.PlanAction(action.text, action.owner, action.due_on, state=v.ActionState.DONE if action.done_on else v.ActionState.OPEN)


def _history(steps: Sequence[Step], context: PaperContext) -> list[v.PlanHistory]:
    """What the factory said and the programme verified, by the days they speak of; other edits are no history of an issue on paper."""
    told, facts = [], dict[str, object]()
    for step in steps:
        changed = {change.field: change.new for change in step.changes}
        facts |= changed
        for field, note, key in (("progress", "progress_note", "progress"), ("verified", "verified_note", "verified")):
            if (field in changed or note in changed) and not step.is_first:
                state = context.say(f"{key}.{changed[field]}") if field in changed else ""
                said = str(changed.get(note) or "")
                words = context.words.labelled(state, said) if state and said else state or said
                day = day_told(f"{field}_on", facts, context.local(step.at).date())
                told.append(v.PlanHistory(day, words, by_programme=field == "verified"))
    return sorted(told, key=lambda one: one.on)
