"""What the assessment page shows: a cell for every question with who answered it last, progress, gaps, and the past of one question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bwdesk import shipped
from bwdesk.domain.assessing import Advice, Gap, advice, answers_by_slot, categories_of, finding_numbers, gaps, is_answered, next_gap, slots
from bwdesk.domain.assessment import Answer, Assessment, Message, Result, Verdict
from bwdesk.domain.compliance import Standing, standing
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.evidence import Photo
from bwdesk.domain.factory import Factory
from bwdesk.domain.plan import Issue
from bwdesk.domain.programme import Profile
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.tool import Question, Tool
from bwdesk.store.lists import Stamp, photo_counts, stamps, unsettled_keys
from bwdesk.store.unit import Reader
from bwdesk.usecases.factories import survivor_id


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in the map: one question (or one repeat of it), its answer as it stands, who gave it last and when.

    `unsettled`: keys of the answer on which the two differ ("judgement", "finding" …). `is_skipped`: behind a closed gate.
    """

    question: Question
    repeat: str
    answer: Answer | None
    author: str
    at: datetime | None
    unsettled: frozenset[str]
    is_gap: bool
    is_skipped: bool
    photos: int
    messages: int

    @property
    def verdict(self) -> Verdict:
        """What the map shows; questions of fact that are answered by a value count as compliant there."""
        if self.is_skipped:
            return Verdict.NOT_APPLICABLE
        return self.answer.verdict if self.answer else Verdict.OPEN

    @property
    def differs(self) -> bool:
        """The two have answered the same question differently."""
        return bool(self.unsettled)


@dataclass(frozen=True, slots=True)
class AssessmentPage:
    """An assessment as it stands. `gaps` are what stands between it and review; `counts` are cells by what the map shows."""

    assessment: Assessment
    factory: Factory | None
    cycle: Cycle | None
    tool: Tool
    profile: Profile
    cells: tuple[Cell, ...]
    gaps: tuple[Gap, ...]
    standing: Standing
    numbers: Mapping[str, str]
    last_arrived: Stamp | None

    @property
    def done(self) -> int:
        return sum(not cell.is_gap for cell in self.cells)

    @property
    def total(self) -> int:
        return len(self.cells)

    @property
    def differing(self) -> int:
        return sum(cell.differs for cell in self.cells)

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """Cells by verdict; cells answered by a value are counted as compliant."""
        return Counter(Verdict.COMPLIANT if _is_fact(cell) else cell.verdict for cell in self.cells)

    def next_gap(self, question: str = "", repeat: str = "") -> Gap | None:
        """The gap after the question in focus."""
        return next_gap(self.gaps, self.tool, question, repeat)

    def advice(self, cell: Cell) -> tuple[Advice, ...]:
        """What the evidence of a finding could still gain."""
        return advice(cell.question, cell.answer, cell.photos) if cell.answer else ()


def _is_fact(cell: Cell) -> bool:
    return not cell.question.takes_verdict and bool(cell.answer and cell.answer.value) and cell.verdict is Verdict.OPEN


def assessment_page(reader: Reader, assessment_id: str, person: str = "") -> AssessmentPage:
    """All of an assessment. `person`: who looks; `last_arrived` is then the newest answer of somebody else."""
    assessment = reader.need(Assessment, assessment_id)
    tool, profile = shipped.tool(assessment.tool), _profile(reader, assessment)
    answers = reader.find(Answer, lambda a: a.assessment_id == assessment_id)
    differing = _unsettled(reader, assessment, answers)
    unsettled = frozenset(a.question for a in answers if "judgement" in differing.get(a.id, ()))
    found = gaps(assessment, tool, answers, profile, unsettled=unsettled)
    cells, last = _cells(reader, assessment, tool, answers, differing, person)
    result = standing(tool, answers, unsettled)
    return AssessmentPage(
        assessment=assessment,
        factory=reader.get(Factory, survivor_id(reader, assessment.factory_id)),
        cycle=reader.get(Cycle, assessment.cycle_id),
        tool=tool,
        profile=profile,
        cells=cells,
        gaps=found,
        standing=result,
        numbers=finding_numbers(tool, [q.code for q in result.findings()]),
        last_arrived=last,
    )


def assessment_gaps(reader: Reader, assessment_id: str) -> tuple[Gap, ...]:
    """The ready check: everything that stands between an assessment and its review."""
    return assessment_page(reader, assessment_id).gaps


def _profile(reader: Reader, assessment: Assessment) -> Profile:
    cycle = reader.get(Cycle, assessment.cycle_id)
    return shipped.profile(cycle.profile) if cycle else shipped.profile()


def _unsettled(reader: Reader, assessment: Assessment, answers: list[Answer]) -> dict[str, frozenset[str]]:
    ids = {a.id for a in answers}
    found: dict[str, set[str]] = {}
    for thing, key in unsettled_keys(reader, assessment.scope):
        if thing in ids:
            found.setdefault(thing, set()).add(key)
    return {thing: frozenset(keys) for thing, keys in found.items()}


def _cells(
    reader: Reader, assessment: Assessment, tool: Tool, answers: list[Answer], differing: Mapping[str, frozenset[str]], person: str
) -> tuple[tuple[Cell, ...], Stamp | None]:
    by_slot, who = answers_by_slot(answers), _last_hands(reader, answers)
    photos = photo_counts(reader, [a.id for a in answers])
    thread = Counter(m.question for m in reader.find(Message, lambda m: m.assessment_id == assessment.id) if not m.is_closed)
    skipped = tool.skipped(a for a in answers if "judgement" not in differing.get(a.id, ()))
    cells = []
    asked = {(slot.question.code, slot.repeat) for slot in slots(tool, answers, categories_of(assessment))}
    places = [*asked, *((code, "") for code in skipped)]
    for code, repeat in sorted(places, key=lambda place: (tool.order(place[0]), place[1])):
        question, answer = tool.question(code), by_slot.get((code, repeat))
        stamp = who.get(answer.id) if answer else None
        keys = differing.get(answer.id, frozenset()) if answer else frozenset()
        is_gap = code not in skipped and (not is_answered(question, answer) or "judgement" in keys)
        cells.append(
            Cell(
                question, repeat, answer, stamp.author if stamp else "", stamp.at if stamp else None, keys, is_gap, code in skipped,
                photos.get(answer.id, 0) if answer else 0, thread.get(code, 0),
            )
        )  # fmt: skip
    theirs = [stamp for stamp in who.values() if stamp.author != person]
    return tuple(cells), max(theirs, key=lambda s: s.at, default=None)


def _last_hands(reader: Reader, answers: list[Answer]) -> dict[str, Stamp]:
    """Who gave each answer last, by answer id: the newest head of its judgement or value."""
    heads = {a.id: (*a.heads.get("judgement", ()), *a.heads.get("value", ())) for a in answers}
    known = stamps(reader, [one for some in heads.values() for one in some])
    found = {}
    for answer_id, some in heads.items():
        written = [known[one] for one in some if one in known]
        if written:
            found[answer_id] = max(written, key=lambda s: s.at)
    return found


# --- one question --------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a released assessment of an earlier cycle said."""

    cycle: int
    assessed_on: date | None
    verdict: Verdict
    finding: str


@dataclass(frozen=True, slots=True)
class QuestionPast:
    """What the pane shows of the question in focus: earlier results, its issues in the plan, the pair's thread, photos."""

    earlier: tuple[Earlier, ...]
    issues: tuple[Issue, ...]
    messages: tuple[Message, ...]
    stamps: Mapping[str, Stamp]
    photos: tuple[Photo, ...]


def question_past(reader: Reader, assessment: Assessment, question: str, answer_id: str) -> QuestionPast:
    """The past of one question, newest first; who wrote each message stands in `stamps` by message id."""
    scope = factory_scope(assessment.factory_id)
    cycles = {c.id: c.number for c in reader.find(Cycle, lambda c: c.factory_id == assessment.factory_id)}
    results = reader.find(Result, lambda r: (r.question == question) & (r.scope == scope))
    earlier = [Earlier(cycles.get(r.cycle_id, 0), r.assessed_on, r.verdict, r.finding) for r in results if r.assessment_id != assessment.id]
    messages = reader.find(Message, lambda m: (m.assessment_id == assessment.id) & (m.question == question))
    heads = {m.id: m.heads.get("text", ()) for m in messages}
    known = stamps(reader, [one for some in heads.values() for one in some])
    by_message = {m_id: known[some[0]] for m_id, some in heads.items() if some and some[0] in known}
    messages.sort(key=lambda m: (by_message[m.id].at.timestamp() if m.id in by_message else 0.0, m.id))
    issues = reader.find(Issue, lambda i: (i.question == question) & (i.factory_id == assessment.factory_id))
    return QuestionPast(
        earlier=tuple(sorted(earlier, key=lambda e: (e.cycle, e.assessed_on or date.min), reverse=True)),
        issues=tuple(sorted(issues, key=lambda i: (i.since_on or date.min, i.id), reverse=True)),
        messages=tuple(messages),
        stamps=by_message,
        photos=tuple(reader.find(Photo, lambda p: p.owner_id == answer_id, order=lambda p: p.pos)),
    )


def assessments_of_factory(reader: Reader, factory_id: str) -> list[Assessment]:
    """The assessments of a factory that this desk may read, newest first."""
    found = reader.find(Assessment, lambda a: a.factory_id == factory_id)
    return sorted(found, key=lambda a: (a.first_day_on or date.min, a.number, a.id), reverse=True)
