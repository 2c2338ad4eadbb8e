"""Values of progress report 2: the committee, the learning plan, the plan month by month, what is advised; drafted from the records.

What a person wrote under a heading stands beside the records; written recommendations take the place of the drafted ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bwdesk import shipped
from bwdesk.domain.committee import Sex
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.learning import Need, Participants, Seat, Seminar, Training, covers, heads, package
from bwdesk.domain.plan import Issue, Progress, Verified, days_late, is_open
from bwdesk.domain.report import ReportKind
from bwdesk.domain.visit import DAY, Visit, visit_days
from bwdesk.reports import values_progress as v
from bwdesk.reports.values_base import People, State
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader
from bwdesk.usecases.committee_page import CommitteePage, committee_page
from bwdesk.usecases.history import Step, day_told, history_of_many
from bwdesk.usecases.learning_page import topics_of
from bwdesk.usecases.papers import PaperContext, factory_word, head_of, lines_of, people, programme_word
from bwdesk.usecases.papers_committee import committee_facts, written_sections
from bwdesk.usecases.plan_page import PlanRow, plan_page

MONTHS: Final = 6
ADVICE: Final = 6
WEAK: Final = 2
"""The step from which down a criterion becomes a recommendation."""


def progress_paper(reader: Reader, factory_id: str, context: PaperContext) -> v.ProgressPaper:
    """Progress report 2 of a factory's cycle as it stands today. Raises Refused (`thing.gone`)."""
    page = committee_page(reader, factory_id, context.today)
    context = context.of(page.factory.country)
    rows = plan_page(reader, page.factory.id, page.factory.country, context.today).rows
    paper = replace(
        records(reader, page, rows, context),
        sections=written_sections(reader, page, ReportKind.PROGRESS2, context),
        public=tuple(_public(row, context) for row in rows if row.question is not None and row.question.is_public),
    )
    paper = replace(paper, advice=_advice(page, rows, paper, context))
    return _counted(paper)


def records(reader: Reader, page: CommitteePage, rows: Sequence[PlanRow], context: PaperContext) -> v.ProgressPaper:
    """What the records of a cycle tell in both progress reports: committee, plan by months, learning, visits."""
    paper = v.ProgressPaper(
        head=head_of(context, page.factory, page.cycle.number if page.cycle else None, State.DRAFT),
        as_of=context.today,
        facts=committee_facts(page, context),
        months=months([row.issue for row in rows], _steps(reader, rows), page.cycle, context),
        late_known=_late_known(rows, page.cycle, context.today),
    )
    return _with_services(reader, paper, page, context.texts.code)


# the plan, month by month ------------------------------------------------------------------------------------------------------------


def _steps(reader: Reader, rows: Sequence[PlanRow]) -> Mapping[str, list[Step]]:
    steps: dict[str, list[Step]] = {}
    for step in history_of_many(reader, [row.issue.id for row in rows]):
        steps.setdefault(step.thing, []).append(step)
    return steps


def month_ends(today: date, began: date | None) -> tuple[date, ...]:
    """The last days of the months up to today, at most six of the cycle, and today as the last."""
    ends = [today]
    at = today.replace(day=1) - timedelta(days=1)
    while len(ends) < MONTHS and (began is None or at >= began):
        ends.append(at)
        at = at.replace(day=1) - timedelta(days=1)
    return tuple(reversed(ends))


def months(issues: Sequence[Issue], steps: Mapping[str, Sequence[Step]], cycle: Cycle | None, context: PaperContext) -> tuple[v.Month, ...]:
    """The plan at the end of each month; every month counts all of today's issues, those not noted yet as not started."""
    if not issues:
        return ()
    ends = month_ends(context.today, cycle.started_on if cycle is not None else None)
    stands = [_standings(issue, steps.get(issue.id, ()), ends, context) for issue in issues]
    return tuple(
        v.Month(end, *(sum(1 for one in stands if one[n] == kind) for kind in ("verified", "done", "in_progress", "not_started")))
        for n, end in enumerate(ends)
    )


def _standings(issue: Issue, steps: Sequence[Step], ends: Sequence[date], context: PaperContext) -> list[str]:
    """How an issue stood on each of the days, told from its history; the last day as it stands now."""
    facts: dict[str, object] = {}
    told: list[tuple[date, str]] = []
    for step in steps:
        changed = {c.field: c.new for c in step.changes if c.field in ("progress", "verified", "progress_on", "verified_on")}
        if changed:
            facts |= changed
            which = "verified_on" if "verified" in changed or "verified_on" in changed else "progress_on"
            told.append((day_told(which, facts, context.local(step.at).date()), _standing(facts)))
    if not told:  # a laptop that holds no history of it still has the days of the last words
        told = [(issue.progress_on, _standing({"progress": issue.progress.value}))] if issue.progress_on is not None else []
        if issue.verified_on is not None:
            told.append((issue.verified_on, _standing({"progress": issue.progress.value, "verified": issue.verified.value})))
    told.sort(key=lambda pair: pair[0])
    found = []
    for end in ends[:-1]:
        before = [kind for day, kind in told if day <= end]
        found.append(before[-1] if before else "not_started")
    return [*found, _standing({"progress": issue.progress.value, "verified": issue.verified.value})]


def _standing(facts: Mapping[str, object]) -> str:
    if facts.get("verified") == Verified.VERIFIED.value:
        return "verified"
    progress = facts.get("progress", Progress.NOT_STARTED.value)
    if progress == Progress.NOT_STARTED.value:
        return "not_started"
    is_back = facts.get("verified") == Verified.REOPENED.value
    return "done" if progress == Progress.DONE.value and not is_back else "in_progress"


def _late_known(rows: Sequence[PlanRow], cycle: Cycle | None, today: date) -> int:
    first = month_ends(today, cycle.started_on if cycle is not None else None)[0]
    return sum(1 for row in rows if row.issue.since_on is not None and row.issue.since_on > first)


def _public(row: PlanRow, context: PaperContext) -> v.PublicIssue:
    return v.PublicIssue(
        row.label, row.issue.title, context.say(f"reports.factory.{factory_word(row.issue)}"),
        context.say(f"reports.programme.{programme_word(row.issue)}"),
    )  # fmt: skip


# services ----------------------------------------------------------------------------------------------------------------------------


def _with_services(reader: Reader, paper: v.ProgressPaper, page: CommitteePage, language: str) -> v.ProgressPaper:
    """Visits, trainings and seminars of the cycle, against what the package holds. `language`: of the names of topics."""
    cycle = page.cycle
    if cycle is None:
        return paper
    quotas = shipped.profile_of_cycle(cycle).quotas
    visits = reader.find(Visit, lambda visit: visit.cycle_id == cycle.id)
    days = visit_days(visits, cycle.number, quotas)
    trainings = reader.find(Training, lambda t: t.cycle_id == cycle.id, order=lambda t: t.planned_on)
    noted = things_where(reader, Participants, "training_id", [t.id for t in trainings])
    seats = reader.find(Seat, lambda seat: seat.factory_id == page.factory.id)
    seminars = _attended(reader, seats, cycle)
    counted = {t.id: sum(p.count for p in noted if p.training_id == t.id and not p.deleted) for t in trainings}
    ledger = package(trainings, counted, quotas, len(seminars))
    needs = reader.find(Need, lambda n: n.cycle_id == cycle.id, order=lambda n: n.pos)
    return replace(
        paper,
        learning=_learning(needs, trainings, noted, seats, topics_of(page.factory.country, paper.as_of, language)),
        person_days=quotas.training_person_days,
        person_days_extra=ledger.extra / 2,
        seminars_done=len(seminars),
        seminars=quotas.seminars,
        visits=sum(1 for one in visits if one.started_at is not None),
        visit_days=days.used / DAY,
        visit_quota=days.quota / DAY,
    )


def _attended(reader: Reader, seats: Sequence[Seat], cycle: Cycle) -> tuple[Seminar, ...]:
    """Seminars of the cycle that the factory had people at."""
    found = things_where(reader, Seminar, "id", {seat.seminar_id for seat in seats if seat.count > 0})
    return tuple(s for s in found if s.held_on is not None and s.held_on >= cycle.started_on and not s.deleted)


def _learning(
    needs: Sequence[Need], trainings: Sequence[Training], noted: Sequence[Participants], seats: Sequence[Seat], topics: Mapping[str, str]
) -> tuple[v.LearningLine, ...]:
    """A line a need with what was held for it, then trainings that no need asked for."""
    lines, used = [], set()
    for need in needs:
        own = [t for t in trainings if t.id in need.done_by or covers(t.topic, need.topic)]
        own = [t for t in own if t.id not in used]
        used |= {t.id for t in own}
        came = [seat for seat in seats if seat.seminar_id in need.done_by]
        lines.append(
            _line(topics.get(need.topic, need.topic), own, [*(p for p in noted if p.training_id in {t.id for t in own}), *came], bool(came))
        )
    for training in trainings:
        if training.id not in used:
            lines.append(_line(training.title, [training], [p for p in noted if p.training_id == training.id], False))
    return tuple(lines)


def _line(topic: str, trainings: Sequence[Training], came: Sequence[Participants | Seat], by_seminar: bool) -> v.LearningLine:
    done = planned = 0
    for training in trainings:
        counted = sum(p.count for p in came if isinstance(p, Participants) and p.training_id == training.id and not p.deleted)
        halves = counted * training.half_days
        if training.held_on is not None:
            done += 0 if training.is_extra else halves
        planned += 0 if training.is_extra else (training.expected or counted) * training.half_days
    is_done = by_seminar or any(t.held_on is not None for t in trainings)
    return v.LearningLine(topic, planned / 2 if planned else None, done / 2, _people(came), is_done)


def _people(came: Iterable[Participants | Seat]) -> People:
    found = heads(came)
    if not found:
        return People()
    of = {sex: sum(n for (_, x), n in found.items() if x is sex) for sex in Sex}
    return people(of[Sex.WOMAN], of[Sex.MAN], of[Sex.UNSTATED])


# what is advised ---------------------------------------------------------------------------------------------------------------------


def _advice(page: CommitteePage, rows: Sequence[PlanRow], paper: v.ProgressPaper, context: PaperContext) -> tuple[v.Advice, ...]:
    """What a person wrote, a line each; else what the records ask for: weak criteria, late issues, topics nobody was trained in."""
    written = next((s.words for s in paper.sections if s.key == "recommendations"), "")
    if written:
        return tuple(v.Advice(line) for line in lines_of(written))
    told = [
        v.Advice(
            context.say("progress2.advice.criterion", name=item.name), context.say("reports.side.committee"),
            context.say("progress2.source.criterion", number=number),
        )
        for number, item in enumerate(paper.facts.criteria.items, 1)
        if item.step is not None and item.step <= WEAK
    ]  # fmt: skip
    late = [row for row in rows if is_open(row.issue) and days_late(row.issue, context.today, row.actions)]
    told += [
        v.Advice(
            context.say("progress2.advice.issue", title=row.issue.title), row.issue.owner,
            context.say("progress2.source.issue", label=row.label),
        )
        for row in late
    ]  # fmt: skip
    told += [
        v.Advice(context.say("progress2.advice.learning", topic=line.topic), context.say("reports.side.programme"))
        for line in paper.learning
        if not line.is_done
    ]
    rhythm = page.rhythm
    if rhythm is not None and rhythm.late_days:
        words = context.words.count("progress2.advice.meeting", rhythm.late_days)
        told.insert(0, v.Advice(words, context.say("reports.side.committee")))
    return tuple(told[:ADVICE])


def _counted(paper: v.ProgressPaper) -> v.ProgressPaper:
    """How many of the sections the records fill by themselves."""
    full = {
        "committee_role": bool(paper.facts.members),
        "committee_effect": any(c.step is not None for c in paper.facts.criteria.items) or bool(paper.facts.meetings),
        "learning_plan": bool(paper.learning or paper.seminars_done),
        "progress": bool(paper.months),
        "public_issues": True,
        "recommendations": bool(paper.advice),
    }
    filled = sum(1 for section in paper.sections if section.words or full.get(section.key, False))
    return replace(paper, drafted=filled, sections_all=len(paper.sections))
