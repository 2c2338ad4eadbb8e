"""Values of the assessment report: from the pair's working papers where they can be read, from released results elsewhere.

Counts are of leaves that were judged: a bar's length is what was asked and answered, its filled part what is not in compliance; what
was not verified or is still open stands beside, in no count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bwdesk.domain import tool as dt
from bwdesk.domain.assessing import categories_of, finding_numbers
from bwdesk.domain.assessment import Answer, Assessment, Result, Verdict
from bwdesk.domain.compliance import Standing, Verdicts, assessed, change, cycles_in_a_row, standing, standing_of
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.earlier import moved_in
from bwdesk.domain.evidence import Document, Photo
from bwdesk.domain.factory import Factory
from bwdesk.domain.report import reply_key
from bwdesk.domain.scope import factory_scope
from bwdesk.reports import values as v
from bwdesk.shipped import profile_of_cycle
from bwdesk.store.lists import unsettled_keys
from bwdesk.store.unit import Reader
from bwdesk.usecases.documents import documents_of_many
from bwdesk.usecases.earlier import earlier_findings
from bwdesk.usecases.factories import survivor_id
from bwdesk.usecases.papers import PaperContext, head_of, letter, lines_of, photos_of_paper, workforce
from bwdesk.usecases.papers_comments import comments_on_assessment
from bwdesk.usecases.photo_marks import photos_as_marked
from bwdesk.usecases.release import issue_id_of_result
from bwdesk.usecases.report_words import handed_in

LETTERS: Final = "DMWUO"


@dataclass(frozen=True, slots=True)
class _Said:
    """What is known of a finding, from an answer or a result; `owner_id` has its photos."""

    text: str
    places: frozenset[str]
    sources: frozenset[str]
    workers: v.WorkersConcerned
    reason: str
    owner_id: str


@dataclass(frozen=True, slots=True)
class _Case:
    """One assessment, put together from what this desk may read."""

    factory: Factory
    cycle: Cycle | None
    tool: dt.Tool
    standing: Standing
    said: Mapping[str, _Said]
    earlier: Sequence[tuple[int, Verdicts]]
    numbers: Mapping[str, str]
    photos: Mapping[str, list[Photo]]
    documents: Mapping[str, list[Document]]
    replies: Mapping[str, str]

    @property
    def before(self) -> Verdicts | None:
        return self.earlier[-1][1] if self.earlier else None


_FIGURES: Final = (dt.AnswerType.INTEGER, dt.AnswerType.CATEGORY, dt.AnswerType.PERCENT)
"""Answers that are figures."""

_IN_WORKING_PAPERS: Final = ("concerns", "information", "integrity", "strengths")
"""Parts of the report that no released result holds."""


def assessment_paper(reader: Reader, assessment_id: str, context: PaperContext) -> v.AssessmentPaper:
    """The assessment report, without names of assessors. Raises Refused (`thing.gone`) if nothing of it is here.

    It is a draft, before and after the results are released to the plan: nobody outside has been given it yet.
    """
    assessment = reader.get(Assessment, assessment_id)
    results = reader.find(Result, lambda r: r.assessment_id == assessment_id)
    if assessment is None or assessment.deleted:
        return _released(reader, assessment_id, results, context)
    answers = reader.find(Answer, lambda a: a.assessment_id == assessment_id)
    case = _from_answers(reader, assessment, answers, context)
    context = context.of(case.factory.country)
    days = [day for day in (assessment.first_day_on, assessment.last_day_on) if day]
    paper = v.AssessmentPaper(
        head=head_of(context, case.factory, case.cycle.number if case.cycle else None, v.State.DRAFT, case.tool.name),
        visited_on=tuple(dict.fromkeys(days)),
        workforce=workforce(case.factory),
        strengths=lines_of(assessment.key_strengths),
        integrity=_integrity(assessment, context),
        concerns=lines_of(assessment.concerns),
        information=_information(case.tool, answers, categories_of(assessment), context),
        comments=comments_on_assessment(reader, assessment.id, case.numbers),
    )
    return _counted(paper, case, context)


def _released(reader: Reader, assessment_id: str, results: list[Result], context: PaperContext) -> v.AssessmentPaper:
    """The report as the factory's own advisor can make it: from what was released. What only working papers hold it does not deny."""
    if not results:
        reader.need(Assessment, assessment_id)
    factory = reader.need(Factory, survivor_id(reader, results[0].scope.partition("/")[2]))
    context = context.of(factory.country)
    case = _case(reader, factory, results[0].cycle_id, context.tool(results[0].tool), assessment_id, _said_in_results(results), None)
    days = {r.assessed_on for r in results if r.assessed_on}
    head = head_of(context, factory, case.cycle.number if case.cycle else None, v.State.DRAFT, case.tool.name)
    comments = comments_on_assessment(reader, assessment_id, case.numbers)
    head = replace(head, withheld=_IN_WORKING_PAPERS if comments else (*_IN_WORKING_PAPERS, "comments"))
    paper = v.AssessmentPaper(head=head, visited_on=tuple(sorted(days)), workforce=workforce(factory), comments=comments)
    return _counted(paper, case, context)


# --- what was found ------------------------------------------------------------------------------------------------------------------


def _from_answers(reader: Reader, assessment: Assessment, answers: list[Answer], context: PaperContext) -> _Case:
    factory = reader.need(Factory, survivor_id(reader, assessment.factory_id))
    differing = {thing for thing, key in unsettled_keys(reader, assessment.scope) if key == "judgement"}
    unsettled = frozenset(a.question for a in answers if a.id in differing)
    said = {
        a.question: _Said(
            a.finding, a.places, a.sources, v.WorkersConcerned(a.workers_concerned, a.workers_of, a.women_concerned, None, a.worker_group),
            a.reason, a.id,
        )
        for a in answers
        if not a.repeat
    }  # fmt: skip
    tool = context.of(factory.country).tool(assessment.tool)
    return _case(reader, factory, assessment.cycle_id, tool, assessment.id, said, standing(tool, answers, unsettled))


def _said_in_results(results: Iterable[Result]) -> dict[str, _Said]:
    return {
        r.question: _Said(r.finding, r.places, r.sources, v.WorkersConcerned(), "", issue_id_of_result(r.assessment_id, r.question))
        for r in results
    }


def _case(
    reader: Reader, factory: Factory, cycle_id: str, tool: dt.Tool, assessment_id: str, said: dict[str, _Said], stands: Standing | None
) -> _Case:
    results = reader.find(Result, lambda r: r.scope == factory_scope(factory.id))
    cycles = {c.id: c for c in reader.find(Cycle, lambda c: c.factory_id == factory.id)}
    number = cycles[cycle_id].number if cycle_id in cycles else 0
    released = assessed(results)
    if stands is None:
        own = next(one for one in released if one.assessment_id == assessment_id)
        stands = standing_of(tool, own.verdicts)
    earlier = [
        (cycles[one.cycle_id].number, one.verdicts) for one in released if one.cycle_id in cycles and one.assessment_id != assessment_id
    ]
    earlier += [(of, verdicts) for of, verdicts in moved_in(earlier_findings(reader, factory.id)) if of not in dict(earlier)]
    findings = [q.code for q in stands.findings()]
    owners = [said[code].owner_id for code in findings if code in said]
    return _Case(
        factory=factory,
        cycle=cycles.get(cycle_id),
        tool=tool,
        standing=stands,
        said=said,
        earlier=sorted((one for one in earlier if not number or one[0] < number), key=lambda one: one[0]),
        numbers=finding_numbers(tool, findings),
        photos=photos_as_marked(reader, owners),
        documents=documents_of_many(reader, owners),
        replies=_replies(reader, factory.id, cycle_id, assessment_id, findings),
    )


def _replies(reader: Reader, factory_id: str, cycle_id: str, assessment_id: str, findings: Iterable[str]) -> dict[str, str]:
    """What the factory handed in as its reply to a finding, by question."""
    handed = handed_in(reader, factory_id, cycle_id)
    keys = {code: reply_key(issue_id_of_result(assessment_id, code)) for code in findings}
    return {code: handed[key].text.strip() for code, key in keys.items() if key in handed}


def _counted(paper: v.AssessmentPaper, case: _Case, context: PaperContext) -> v.AssessmentPaper:
    """The paper with what counts: clusters, the sum against the last cycle, what is resolved, what is open."""
    verdicts = case.standing.verdicts
    return replace(
        paper,
        clusters=tuple(_clusters(case, context)),
        last_cycle=_last_cycle(case),
        not_asked=sum(verdicts.get(q.code) is Verdict.NOT_APPLICABLE for q in case.tool.leaves()),
        resolved=_resolved(case),
        gaps=tuple(_gaps(case, context)),
        sections=profile_of_cycle(case.cycle).sections["assessment"],
    )


def _clusters(case: _Case, context: PaperContext) -> Iterable[v.Cluster]:
    for cluster in case.tool.clusters:
        points = case.tool.compliance_points(cluster.code)
        if points:
            yield v.Cluster(
                number=int(cluster.position),
                name=cluster.name,
                group=context.say(f"basis.{cluster.basis}"),
                points=tuple(_point(case, point, context) for point in points),
            )


def _point(case: _Case, point: dt.Point, context: PaperContext) -> v.Point:
    leaves = case.tool.leaves(point=point.code)
    counts = case.standing.counts(point=point.code)
    before = case.before
    found = [q for q in leaves if case.standing.verdict(q.code) is Verdict.NON_COMPLIANT]
    judged = {q.code for q in leaves if case.standing.verdict(q.code) not in (Verdict.OPEN, Verdict.NOT_VERIFIED)}
    then = {code for code in judged if before is not None and before.get(code) is Verdict.NON_COMPLIANT}
    repeated = sum(q.code in then for q in found)
    settled = (Verdict.COMPLIANT, Verdict.NOT_APPLICABLE)
    return v.Point(
        name=point.name,
        asked=counts.judged,
        not_in_compliance=counts.non_compliant,
        repeated=repeated,
        new=len(found) - repeated if before is not None else 0,
        previous=len(then) if before is not None else None,
        resolved=sum(case.standing.verdict(code) in settled for code in then),
        not_asked_why=context.say("paper.not_applicable") if counts.total and counts.not_applicable == counts.total else "",
        open_questions=counts.open + counts.not_verified,
        findings=tuple(_finding(case, q, q.code in then, context) for q in found),
    )


def _finding(case: _Case, question: dt.Question, is_repeated: bool, context: PaperContext) -> v.Finding:
    said = case.said.get(question.code)
    number = case.numbers[question.code]
    now = (case.cycle.number if case.cycle else 0, case.standing.verdicts)
    row = cycles_in_a_row(question.code, [*case.earlier, now]) if is_repeated else ()
    places = context.words.commas(sorted(said.places)) if said else ""
    photos = case.photos.get(said.owner_id, []) if said else []
    return v.Finding(
        number=number,
        title=question.title or question.text,
        code=question.code,
        text=said.text if said else "",
        evidence="".join(one for one in LETTERS if said and one in said.sources),
        places=places,
        workers=said.workers if said else v.WorkersConcerned(),
        law=question.references,
        is_public=question.is_public,
        is_new=case.before is not None and not is_repeated,
        repeated_in=row[:-1] if row else (),
        photos=photos_of_paper(context, [(number + letter(i), p) for i, p in enumerate(photos)], places, question.code),
        documents=_documents(number, case.documents.get(said.owner_id, []) if said else []),
        reply=case.replies.get(question.code, "") if question.is_public else "",
    )


def _documents(finding: str, documents: Sequence[Document]) -> tuple[v.Document, ...]:
    """Documents under the number of their finding."""
    return tuple(v.Document(f"{finding}-{n}", one.caption.strip(), one.pages, one.sha256) for n, one in enumerate(documents, 1))


def _last_cycle(case: _Case) -> v.LastCycle | None:
    if case.before is None:
        return None
    moved = change(case.tool, case.standing.verdicts, case.before)
    return v.LastCycle(  # compared over what was judged both times
        cycle=case.earlier[-1][0], not_in_compliance=moved.before - moved.unchecked, resolved=moved.resolved,
        repeated=moved.now - moved.new, new=moved.new, not_asked_then=moved.first_asked,
    )  # fmt: skip


def _resolved(case: _Case) -> tuple[v.Resolved, ...]:
    before = case.before or {}
    settled = (Verdict.COMPLIANT, Verdict.NOT_APPLICABLE)
    return tuple(
        v.Resolved(q.title or q.text)
        for q in case.tool.leaves()
        if before.get(q.code) is Verdict.NON_COMPLIANT and case.standing.verdict(q.code) in settled
    )


def _gaps(case: _Case, context: PaperContext) -> Iterable[v.Gap]:
    for question in case.tool.leaves():
        verdict = case.standing.verdict(question.code)
        if verdict in (Verdict.OPEN, Verdict.NOT_VERIFIED):
            said = case.said.get(question.code)
            reason = said.reason if said and verdict is Verdict.NOT_VERIFIED else ""
            yield v.Gap(question.code, question.text or question.title, _reason(reason, context))


def _reason(reason: str, context: PaperContext) -> str:
    key = f"reason.{reason}"
    return context.say(key) if reason and context.texts.has(key) else reason


# --- what stands beside --------------------------------------------------------------------------------------------------------------


def _integrity(assessment: Assessment, context: PaperContext) -> tuple[v.Fact, ...]:
    said = [
        (f"paper.integrity.{name}", getattr(assessment, name)) for name in ("access", "documents_in_time", "managers_met", "interviews")
    ]
    facts = [v.Fact(context.say(key), " ".join(value.split())) for key, value in said if value.strip()]
    if assessment.first_day_on and assessment.last_day_on:
        days = (assessment.last_day_on - assessment.first_day_on).days + 1
        facts.append(v.Fact(context.say("paper.integrity.person_days"), context.words.number(days * len(assessment.assessors))))
    return tuple(facts)


def _information(tool: dt.Tool, answers: Iterable[Answer], categories: Sequence[str], context: PaperContext) -> tuple[v.Information, ...]:
    """Answers that never are findings, under their headings; categories of workers in the order they are named."""
    place = {name: number for number, name in enumerate(categories)}
    given: dict[str, list[Answer]] = {}
    for answer in answers:
        if not answer.deleted and answer.value.strip():
            given.setdefault(answer.question, []).append(answer)
    for some in given.values():
        some.sort(key=lambda a: (place.get(a.repeat, len(place)), len(a.repeat), a.repeat, a.id))
    found = []
    for cluster in tool.clusters:
        for point in cluster.points:
            facts = tuple(
                v.Fact(question.title or question.text, _value(question, given[question.code], context))
                for question in tool.answerable(cluster.code)
                if question.point == point.code and not question.takes_verdict and question.code in given
            )
            if facts:
                found.append(v.Information(point.name, facts))
    return tuple(found)


def _value(question: dt.Question, answers: list[Answer], context: PaperContext) -> str:
    parts = []
    for answer in answers:
        shown = _shown(question, answer.value, context)
        words = f" ({' '.join(answer.finding.split())})" if answer.finding.strip() else ""
        parts.append(context.words.labelled(answer.repeat, shown + words) if answer.repeat else shown + words)
    return context.words.semicolons(parts)


def _shown(question: dt.Question, value: str, context: PaperContext) -> str:
    """A choice in the paper's words, a count or a share in its figures, all else as it was typed."""
    if question.answer in dt.CHOICES and context.texts.has(f"value.{value}"):
        return context.say(f"value.{value}")
    number = dt.whole_number(value) if question.answer in _FIGURES else None
    if number is None:
        return " ".join(value.split())
    figure = context.words.number(number)
    return context.words("synthesis.percent", number=figure) if question.answer is dt.AnswerType.PERCENT else figure
