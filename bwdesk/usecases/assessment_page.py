"""What the assessment page shows: a cell for every question with who answered it last, progress, gaps, and the past of one question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypeVar

from bwdesk import shipped
from bwdesk.domain.assessing import (
    Advice,
    Gap,
    Slot,
    advice,
    answers_by_slot,
    categories_of,
    finding_numbers,
    gaps,
    given,
    is_answered,
    lacking,
    next_gap,
    slots,
)
from bwdesk.domain.assessment import Answer, Assessment, Message, Result, Verdict
from bwdesk.domain.closing import Closing, closing
from bwdesk.domain.compliance import Standing, standing
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.earlier import EarlierFinding
from bwdesk.domain.evidence import Document, Photo
from bwdesk.domain.factory import Factory
from bwdesk.domain.plan import Issue
from bwdesk.domain.programme import Profile
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.tool import Question, Tool
from bwdesk.store.lists import Stamp, photo_counts, stamps, things_where, unsettled_keys
from bwdesk.store.unit import Reader
from bwdesk.usecases.documents import documents_of
from bwdesk.usecases.factories import survivor_id

T = TypeVar("T")

JUDGED: Final = frozenset({"judgement", "value"})
"""Keys of an answer that make it a gap while two people differ on them; wording may differ until the evening."""


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

    @property
    def is_fact(self) -> bool:
        """A question of fact that is answered by a value."""
        is_valued = bool(self.answer and self.answer.value.strip())
        return not self.question.takes_verdict and is_valued and self.verdict is Verdict.OPEN


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored about answers of an assessment: the answers, their last hands, what is unsettled, photos (all by answer id);
    open messages by question."""

    answers: Mapping[str, Answer]
    hands: Mapping[str, Stamp]
    differing: Mapping[str, frozenset[str]]
    photos: Mapping[str, int]
    threads: Mapping[str, int]

    def with_newer(self, newer: Known, ids: Collection[str]) -> Known:
        """The same with what is newly known of the answers `ids`; of those it does not name there is none any more."""

        def joined(old: Mapping[str, T], new: Mapping[str, T]) -> dict[str, T]:
            return {key: value for key, value in old.items() if key not in ids} | dict(new)

        return Known(
            joined(self.answers, newer.answers), joined(self.hands, newer.hands), joined(self.differing, newer.differing),
            joined(self.photos, newer.photos), newer.threads,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class AssessmentPage:
    """An assessment as it stands for `person`. `gaps` are what stands between it and review; `counts` are cells by what the map shows."""

    assessment: Assessment
    factory: Factory | None
    cycle: Cycle | None
    tool: Tool
    profile: Profile
    person: str
    known: Known
    cells: tuple[Cell, ...]
    gaps: tuple[Gap, ...]
    standing: Standing
    numbers: Mapping[str, str]
    closing: Closing

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
        return Counter(Verdict.COMPLIANT if cell.is_fact else cell.verdict for cell in self.cells)

    @property
    def last_arrived(self) -> Stamp | None:
        """The newest answer of somebody else."""
        theirs = [stamp for stamp in self.known.hands.values() if stamp.author != self.person]
        return max(theirs, key=lambda s: s.at, default=None)

    def next_gap(self, question: str = "", repeat: str = "") -> Gap | None:
        """The gap after the question in focus."""
        return next_gap(self.gaps, self.tool, question, repeat)

    def advice(self, cell: Cell) -> tuple[Advice, ...]:
        """What the evidence of a finding could still gain."""
        return advice(cell.question, cell.answer, cell.photos) if cell.answer else ()


def assessment_page(reader: Reader, assessment_id: str, person: str = "") -> AssessmentPage:
    """All of an assessment. `person`: who looks; `last_arrived` is then the newest answer of somebody else."""
    assessment = reader.need(Assessment, assessment_id)
    return _page(
        assessment,
        reader.get(Factory, survivor_id(reader, assessment.factory_id)),
        reader.get(Cycle, assessment.cycle_id),
        person,
        known_of(reader, assessment),
    )


def page_with(page: AssessmentPage, newer: Known, ids: Collection[str]) -> AssessmentPage:
    """The page after some answers changed: everything that follows from them is worked out anew, nothing is read."""
    return _page(page.assessment, page.factory, page.cycle, page.person, page.known.with_newer(newer, ids))


def _page(assessment: Assessment, factory: Factory | None, cycle: Cycle | None, person: str, known: Known) -> AssessmentPage:
    tool = shipped.tool(assessment.tool)
    profile = shipped.profile_of_cycle(cycle)
    answers = list(known.answers.values())
    unsettled = frozenset(a.question for a in answers if known.differing.get(a.id, frozenset()) & JUDGED)
    result = standing(tool, answers, unsettled)
    return AssessmentPage(
        assessment=assessment,
        factory=factory,
        cycle=cycle,
        tool=tool,
        profile=profile,
        person=person,
        known=known,
        cells=_cells(assessment, tool, known),
        gaps=gaps(assessment, tool, answers, profile, unsettled=unsettled),
        standing=result,
        numbers=finding_numbers(tool, [q.code for q in result.findings()]),
        closing=closing(assessment, answers),
    )


def assessment_gaps(reader: Reader, assessment_id: str) -> tuple[Gap, ...]:
    """The ready check: everything that stands between an assessment and its review."""
    return assessment_page(reader, assessment_id).gaps


def known_of(reader: Reader, assessment: Assessment, ids: Collection[str] | None = None) -> Known:
    """What is stored about all answers of an assessment, or about some of them by id."""
    if ids is None:
        answers = reader.find(Answer, lambda a: a.assessment_id == assessment.id)
    else:
        answers = [a for a in things_where(reader, Answer, "id", ids) if a.assessment_id == assessment.id]
    thread = Counter(m.question for m in reader.find(Message, lambda m: m.assessment_id == assessment.id) if not m.is_closed)
    return Known(
        answers={a.id: a for a in answers},
        hands=_last_hands(reader, answers),
        differing=_unsettled(reader, assessment, answers),
        photos=photo_counts(reader, [a.id for a in answers]),
        threads=thread,
    )


def _unsettled(reader: Reader, assessment: Assessment, answers: list[Answer]) -> dict[str, frozenset[str]]:
    ids = {a.id for a in answers}
    found: dict[str, set[str]] = {}
    for thing, key in unsettled_keys(reader, assessment.scope):
        if thing in ids:
            found.setdefault(thing, set()).add(key)
    return {thing: frozenset(keys) for thing, keys in found.items()}


def _cells(assessment: Assessment, tool: Tool, known: Known) -> tuple[Cell, ...]:
    answers, differing = known.answers.values(), known.differing
    by_slot = answers_by_slot(answers)
    skipped = tool.skipped(a for a in answers if not differing.get(a.id, frozenset()) & JUDGED)
    asked = [*slots(tool, answers, categories_of(assessment)), *(Slot(tool.question(code)) for code in skipped)]
    cells = []
    for slot in sorted(asked, key=lambda slot: tool.order(slot.question.code)):
        question, code = slot.question, slot.question.code
        answer = given(slot, by_slot)
        stamp = known.hands.get(answer.id) if answer else None
        keys = differing.get(answer.id, frozenset()) if answer else frozenset()
        is_gap = code not in skipped and (not is_answered(question, answer) or bool(keys & JUDGED) or lacking(question, by_slot) > 0)
        photos = known.photos.get(answer.id, 0) if answer else 0
        author, at = (stamp.author, stamp.at) if stamp else ("", None)
        cells.append(Cell(question, slot.repeat, answer, author, at, keys, is_gap, code in skipped, photos, known.threads.get(code, 0)))
    return tuple(cells)


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
    """What a released assessment of an earlier cycle said, or what was moved in from before; `source` names that workbook."""

    cycle: int
    assessed_on: date | None
    verdict: Verdict
    finding: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class QuestionPast:
    """What is shown around the question in focus: earlier results, its issues in the plan, the pair's thread, photos, documents."""

    earlier: tuple[Earlier, ...]
    issues: tuple[Issue, ...]
    messages: tuple[Message, ...]
    stamps: Mapping[str, Stamp]
    photos: tuple[Photo, ...]
    documents: tuple[Document, ...]


def question_past(reader: Reader, assessment: Assessment, question: str, answer_id: str) -> QuestionPast:
    """The past of one question, newest first; who wrote each message stands in `stamps` by message id."""
    scope = factory_scope(assessment.factory_id)
    cycles = {c.id: c.number for c in reader.find(Cycle, lambda c: c.factory_id == assessment.factory_id)}
    results = reader.find(Result, lambda r: (r.question == question) & (r.scope == scope))
    earlier = [Earlier(cycles.get(r.cycle_id, 0), r.assessed_on, r.verdict, r.finding) for r in results if r.assessment_id != assessment.id]
    moved = reader.find(EarlierFinding, lambda e: (e.question == question) & (e.scope == scope))
    earlier += [Earlier(e.cycle_number or 0, e.assessed_on, e.verdict, e.finding, e.source) for e in moved]
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
        documents=documents_of(reader, answer_id),
    )


def assessments_of_factory(reader: Reader, factory_id: str) -> list[Assessment]:
    """The assessments of a factory that this desk may read, newest first."""
    found = reader.find(Assessment, lambda a: a.factory_id == factory_id)
    return sorted(found, key=lambda a: (a.first_day_on or date.min, a.number, a.id), reverse=True)
