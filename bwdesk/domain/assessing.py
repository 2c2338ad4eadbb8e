"""Rules of an assessment in the making: what is still missing, where to go next, how findings are numbered, who may assess whom.

The values are in `assessment`, results in `compliance`. Missing evidence never stops anybody; "ready for review" lists what is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bwdesk.domain.assessment import Answer, Assessment, Source, Stage, Verdict
from bwdesk.domain.factory import Assignment, Role
from bwdesk.domain.programme import Profile
from bwdesk.domain.tool import AnswerType, Question, QuestionKind, Tool, whole_number
from bwdesk.domain.typed_lists import parted

PROCESS_FIELDS = ("key_strengths", "access", "documents_in_time", "managers_met", "interviews")
"""Fields of the assessment that must be filled before review; `concerns` may stay empty when there are none."""


class Missing(StrEnum):
    """Why something is on the gap list; the sentences are `gap.<value>`."""

    ANSWER = "answer"
    REASON = "reason"
    FINDING = "finding"
    UNSETTLED = "unsettled"
    BEHIND_GATE = "behind_gate"
    VALUE = "value"
    FIELD = "field"
    PAIR = "pair"
    DAYS = "days"
    CATEGORIES = "categories"
    CATEGORY_GONE = "category_gone"
    EACH = "each"


class Advice(StrEnum):
    """What a finding could still gain; the sentences are `advice.<value>`. Advice never stops a review."""

    ONE_SOURCE = "one_source"
    SOURCE_SUGGESTED = "source_suggested"
    NO_PHOTO = "no_photo"
    NO_PLACE = "no_place"
    COUNTS = "counts"
    ZERO_TOLERANCE = "zero_tolerance"


@dataclass(frozen=True)
class Slot:
    """A place for one answer: a question, and for questions asked per worker category the category."""

    question: Question
    repeat: str = ""


@dataclass(frozen=True)
class Gap:
    """Something missing, in tool order. `question` "" is about the assessment itself, `field` then names what."""

    why: Missing
    question: str = ""
    repeat: str = ""
    field: str = ""


def slots(tool: Tool, answers: Iterable[Answer], categories: Sequence[str] = ()) -> tuple[Slot, ...]:
    """What is to be answered, in tool order: gates applied, questions per category once for each category.

    A category that is named no more, and for which a value still stands, keeps its slot: nothing is lost by another name.
    """
    given = list(answers)
    found: list[Slot] = []
    for question in tool.asked(given):
        if question.answer is AnswerType.CATEGORY:
            still = sorted(a.repeat for a in given if a.question == question.code and a.repeat and a.value.strip() and not a.deleted)
            found.extend(Slot(question, category) for category in dict.fromkeys([*categories, *still]))
        else:
            found.append(Slot(question))
    return tuple(found)


def is_answered(question: Question, answer: Answer | None) -> bool:
    """Whether a slot is no longer empty. Facts are answered by a value, or by saying that they do not apply or could not be verified."""
    if answer is None or answer.deleted:
        return False
    if question.takes_verdict:
        return answer.verdict is not Verdict.OPEN
    return bool(answer.value.strip()) or answer.verdict in (Verdict.NOT_APPLICABLE, Verdict.NOT_VERIFIED)


def answers_by_slot(answers: Iterable[Answer]) -> Mapping[tuple[str, str], Answer]:
    """Answers by question and repeat."""
    return {(a.question, a.repeat): a for a in answers if not a.deleted}


def question_gaps(
    tool: Tool, answers: Iterable[Answer], profile: Profile, *, categories: Sequence[str] = (), unsettled: frozenset[str] = frozenset()
) -> tuple[Gap, ...]:
    """What is missing among the questions, in tool order: answers, reasons, findings, what is unsettled or stands behind a closed gate."""
    given = [a for a in answers if not a.deleted]
    by_slot = answers_by_slot(given)
    settled = [a for a in given if a.question not in unsettled]
    skipped = tool.skipped(settled)
    gaps = [
        Gap(why, slot.question.code, slot.repeat)
        for slot in slots(tool, settled, categories)
        for why in _faults(slot, by_slot, profile, unsettled, categories)
    ]
    gaps += [Gap(Missing.BEHIND_GATE, a.question, a.repeat) for a in given if a.question in skipped and a.verdict is Verdict.NON_COMPLIANT]
    return tuple(sorted(gaps, key=lambda gap: tool.order(gap.question)))


def _faults(
    slot: Slot, by_slot: Mapping[tuple[str, str], Answer], profile: Profile, unsettled: frozenset[str], categories: Sequence[str]
) -> Iterator[Missing]:
    answer = given(slot, by_slot)
    if slot.question.code in unsettled:
        yield Missing.UNSETTLED
    elif answer is None or not is_answered(slot.question, answer):
        yield Missing.ANSWER
    elif slot.question.answer is AnswerType.CATEGORY and slot.repeat not in categories:
        yield Missing.CATEGORY_GONE
    elif lacking(slot.question, by_slot):
        yield Missing.EACH
    elif slot.question.value_fault(answer.value) and not slot.question.takes_verdict:
        yield Missing.VALUE
    elif profile.needs_reason(answer.verdict) and not answer.reason.strip():
        yield Missing.REASON
    elif answer.verdict is Verdict.NON_COMPLIANT and not answer.finding.strip():
        yield Missing.FINDING


def given(slot: Slot, by_slot: Mapping[tuple[str, str], Answer]) -> Answer | None:
    """The answer of a slot; where a question is asked once for each union or strike, the first of them that is answered."""
    if slot.question.answer is not AnswerType.REPEAT:
        return by_slot.get((slot.question.code, slot.repeat))
    each = [answer for (code, _), answer in by_slot.items() if code == slot.question.code]
    return next((answer for answer in each if is_answered(slot.question, answer)), None)


def lacking(question: Question, by_slot: Mapping[tuple[str, str], Answer]) -> int:
    """How many unions, agreements or strikes that the question before it counted are not described yet; none once it is said of one
    that it could not be verified."""
    if question.answer is not AnswerType.REPEAT:
        return 0
    gate = by_slot.get((question.gate, "")) if question.gate else None
    wanted = whole_number(gate.value) if gate is not None else None
    told = [answer for (code, _), answer in by_slot.items() if code == question.code and is_answered(question, answer)]
    return 0 if any(answer.verdict is not Verdict.OPEN for answer in told) else max(0, (wanted or 0) - len(told))


def gaps(
    assessment: Assessment, tool: Tool, answers: Iterable[Answer], profile: Profile, *, unsettled: frozenset[str] = frozenset()
) -> tuple[Gap, ...]:
    """Everything that stands between an assessment and "ready for review": first the assessment itself, then its questions."""
    found: list[Gap] = []
    if len(assessment.assessors) != profile.quotas.assessors:
        found.append(Gap(Missing.PAIR, field="assessors"))
    if assessment.first_day_on is None or assessment.last_day_on is None or assessment.last_day_on < assessment.first_day_on:
        found.append(Gap(Missing.DAYS, field="last_day_on"))
    categories = categories_of(assessment)
    if not categories and any(q.answer is AnswerType.CATEGORY for q in tool.questions):
        found.append(Gap(Missing.CATEGORIES, field="category_names"))
    found += [Gap(Missing.FIELD, field=name) for name in PROCESS_FIELDS if not getattr(assessment, name).strip()]
    return (*found, *question_gaps(tool, answers, profile, categories=categories, unsettled=unsettled))


def categories_of(assessment: Assessment) -> tuple[str, ...]:
    """The worker categories of an assessment, as typed: each once."""
    return tuple(dict.fromkeys(parted(assessment.category_names)))


def next_gap(found: Sequence[Gap], tool: Tool, current: str = "", repeat: str = "") -> Gap | None:
    """The gap after the question in focus, in tool order, beginning again at the first; None when nothing is missing."""
    here = next((i for i, gap in enumerate(found) if (gap.question, gap.repeat) == (current, repeat)), None)
    if here is not None:
        return found[(here + 1) % len(found)]
    place = tool.order(current) if current else -1
    behind = (gap for gap in found if gap.question == current or (gap.question and tool.order(gap.question) > place))
    return next(behind, found[0] if found else None)


def finding_numbers(tool: Tool, findings: Iterable[str]) -> Mapping[str, str]:
    """The number of each finding by question code: cluster, then running in tool order ("7.1" … "7.11"). Other codes have none."""
    numbers: dict[str, str] = {}
    running: dict[str, int] = {}
    for code in sorted({code for code in findings if tool.has(code)}, key=tool.order):
        cluster = tool.question(code).cluster
        running[cluster] = running.get(cluster, 0) + 1
        numbers[code] = f"{tool.cluster(cluster).position}.{running[cluster]}"
    return numbers


# Evidence ------------------------------------------------------------------------------------------------------------------------


def advice(question: Question, answer: Answer, photos: int = 0) -> tuple[Advice, ...]:
    """What a non-compliant answer could still gain: a second kind of source, a suggested one, a photo of what was seen, places, counts."""
    if answer.verdict is not Verdict.NON_COMPLIANT:
        return ()
    found: list[Advice] = []
    if len(answer.sources) < 2:
        found.append(Advice.ONE_SOURCE)
    if suggested_sources(question, answer):
        found.append(Advice.SOURCE_SUGGESTED)
    if Source.OBSERVED in answer.sources and not photos:
        found.append(Advice.NO_PHOTO)
    if Source.OBSERVED in question.sources and not answer.places:
        found.append(Advice.NO_PLACE)
    if _counts_differ(answer):
        found.append(Advice.COUNTS)
    if question.zero_tolerance:
        found.append(Advice.ZERO_TOLERANCE)
    return tuple(found)


def suggested_sources(question: Question, answer: Answer | None) -> tuple[Source, ...]:
    """Kinds of evidence the tool suggests and the answer does not have yet."""
    used = answer.sources if answer is not None else frozenset()
    return tuple(source for source in question.sources if source not in used)


def _counts_differ(answer: Answer) -> bool:
    """Women among the workers concerned, and these among all: a part is never more than its whole."""
    parts = ((answer.women_concerned, answer.workers_concerned), (answer.workers_concerned, answer.workers_of))
    return any(part is not None and whole is not None and part > whole for part, whole in parts)


# Who may assess whom -------------------------------------------------------------------------------------------------------------


class Pairing(StrEnum):
    """A remark on a pair; the sentences are `pair.<value>`. Only `advises` bars: nobody assesses a factory they advise."""

    ADVISES = "advises"
    ONCE_ADVISED = "once_advised"
    SAME_PAIR = "same_pair"
    NOT_TWO = "not_two"


@dataclass(frozen=True)
class PairingRemark:
    """What is to be said of a pair, and of whom ("" of the pair)."""

    what: Pairing
    person_id: str = ""

    @property
    def is_bar(self) -> bool:
        return self.what is Pairing.ADVISES


def pairing_remarks(
    assessors: Iterable[str],
    factory_id: str,
    assignments: Iterable[Assignment],
    earlier: Iterable[Assessment],
    on: date,
    pair_size: int = 2,
) -> tuple[PairingRemark, ...]:
    """Remarks on a pair for an assessment of a factory on a day. `earlier`: the factory's other assessments; the newest one counts."""
    pair = frozenset(assessors)
    advising = [a for a in assignments if a.factory_id == factory_id and a.role is Role.ADVISOR and not a.deleted and a.from_on <= on]
    now = {a.person_id for a in advising if a.to_on is None or a.to_on >= on}
    once = {a.person_id for a in advising} - now
    remarks = [PairingRemark(Pairing.ADVISES, person) for person in sorted(pair & now)]
    remarks += [PairingRemark(Pairing.ONCE_ADVISED, person) for person in sorted(pair & once)]
    held = [a for a in earlier if not a.deleted and a.stage is not Stage.PLANNED and a.factory_id == factory_id]
    last = max(held, key=lambda a: (a.last_day_on or a.first_day_on or date.min, a.id), default=None)
    if last is not None and len(pair) == pair_size and pair == last.assessors:
        remarks.append(PairingRemark(Pairing.SAME_PAIR))
    if len(pair) != pair_size:
        remarks.append(PairingRemark(Pairing.NOT_TWO))
    return tuple(remarks)


def assesses(person_id: str, factory_id: str, assessments: Iterable[Assessment]) -> bool:
    """Whether somebody has an unreleased assessment of a factory, and so cannot become its advisor now."""
    return any(
        person_id in a.assessors and a.factory_id == factory_id and a.stage is not Stage.RELEASED and not a.deleted for a in assessments
    )


def may_approve(person_id: str, assessment: Assessment) -> bool:
    """A team leader does not approve an assessment in which they took part."""
    return person_id not in assessment.assessors


def stage_gaps(tool: Tool, answers: Iterable[Answer]) -> tuple[str, ...]:
    """Codes of the stage questions without an answer: they count in no rate, but feed the decision on a higher stage."""
    by_slot = answers_by_slot(answers)
    return tuple(q.code for q in tool.answerable() if q.kind is QuestionKind.STAGE and not is_answered(q, by_slot.get((q.code, ""))))
