"""Recording an assessment: the pair, one key for an answer, findings, sources, places, remarks between the two, process integrity.

Working papers live in the scope of the assessment: the factory's own advisor never gets them before release.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from bwdesk import shipped
from bwdesk.domain.assess_time import plan_of
from bwdesk.domain.assessing import Pairing, PairingRemark, pairing_remarks
from bwdesk.domain.assessment import Answer, Assessment, Message, Source, Stage, Verdict
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Factory
from bwdesk.domain.scope import assessment_scope
from bwdesk.domain.thing import natural_id
from bwdesk.errors import Refused
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.closing import check_open
from bwdesk.usecases.factories import assignments_of_factory
from bwdesk.usecases.writing import act, own_earlier, write


@act("act.assessment.plan")
def plan_assessment(
    unit: Unit, factory: Factory, cycle: Cycle, assessors: frozenset[str], first_day_on: date, last_day_on: date | None = None
) -> Assessment:
    """The assessment of a cycle with its pair, frozen to the tool version that holds on its first day.

    It begins with the categories of workers of its country. Refused when an assessor is the factory's advisor, or without exactly two.
    Another one of the same cycle gets the next number.
    """
    _check_pair(unit, factory.id, assessors, first_day_on)
    if last_day_on is not None and last_day_on < first_day_on:
        raise Refused("assessment.ends_before_begin", field="last_day_on")
    number = 1 + max((a.number for a in unit.find(Assessment, lambda a: a.cycle_id == cycle.id)), default=0)
    assessment_id = natural_id(Assessment, cycle.id, number)
    assessment = Assessment(
        id=assessment_id, scope=assessment_scope(assessment_id), factory_id=factory.id, cycle_id=cycle.id, number=number,
        country=factory.country, tool=shipped.tool_for(factory.country, first_day_on).name, assessors=assessors,
        first_day_on=first_day_on, last_day_on=last_day_on,
        category_names=", ".join(shipped.profile(cycle.profile).categories(factory.country)),
    )  # fmt: skip
    return write(unit, unit.get(Assessment, assessment_id), assessment)


@act("act.assessment.edit")
def edit_assessment(unit: Unit, base: Assessment, edited: Assessment) -> Assessment:
    """Changes of days, pair, category names, key strengths and process integrity. Tool and stage stay."""
    if (edited.tool, edited.stage) != (base.tool, base.stage):
        raise Refused("assessment.tool_fixed", field="tool")
    check_open(unit, base)
    if edited.assessors != base.assessors:
        _check_pair(unit, base.factory_id, edited.assessors, edited.first_day_on or unit.now.astimezone().date())
    return write(unit, base, edited)


@act("act.assessment.start")
def start_assessment(unit: Unit, base: Assessment) -> Assessment:
    """The first day begins; its date is today's when none was planned."""
    if base.stage is not Stage.PLANNED:
        return base
    return write(unit, base, replace(base, stage=Stage.RUNNING, first_day_on=base.first_day_on or unit.now.astimezone().date()))


PROCESS: Final = ("key_strengths", "access", "documents_in_time", "managers_met", "interviews", "concerns", "category_names", "time_plan")
"""Fields about the assessment as a whole that are typed: what is strong in this factory, and how the two days went."""


@act("act.assessment.edit")
def write_process(unit: Unit, base: Assessment, field: str, text: str) -> Assessment:
    """The words of one field of PROCESS; their draft goes with it. A plan of times that cannot be read is refused."""
    if field not in PROCESS:
        raise ValueError(field)
    check_open(unit, base)
    if field == "time_plan":
        plan_of(text, shipped.tool(base.tool))
    unit.drop_draft(process_draft(base.id, field))
    edited = replace(base, **{field: text})  # type: ignore[arg-type]  # the fields of PROCESS are texts
    return write(unit, base, edited)


def drafts_of_assessment(assessment_id: str) -> str:
    """What the keys of all drafts of an assessment begin with."""
    return f"assessment/{assessment_id}/"


def process_draft(assessment_id: str, field: str) -> str:
    """The key under which a field of PROCESS is kept while it is typed."""
    return f"{drafts_of_assessment(assessment_id)}{field}"


def answer_draft(assessment_id: str, answer: str, field: str) -> str:
    """The key under which a field of an answer (by its id) is kept while it is typed."""
    return f"{drafts_of_assessment(assessment_id)}{answer}/{field}"


def _check_pair(reader: Reader, factory_id: str, assessors: frozenset[str], on: date) -> None:
    remarks = pair_remarks(reader, factory_id, assessors, on)
    if any(remark.is_bar for remark in remarks):
        raise Refused("assessment.advisor_in_pair", field="assessors")
    if any(remark.what is Pairing.NOT_TWO for remark in remarks):
        raise Refused("assessment.pair_needed", field="assessors")


def pair_remarks(reader: Reader, factory_id: str, assessors: frozenset[str], on: date) -> tuple[PairingRemark, ...]:
    """What to think about before a pair goes: an advisor in it (that bars), one who once advised, the same pair again."""
    earlier = reader.find(Assessment, lambda a: a.factory_id == factory_id)
    return pairing_remarks(assessors, factory_id, assignments_of_factory(reader, factory_id), earlier, on)


# --- answers -------------------------------------------------------------------------------------------------------------------------


def answer_id(assessment_id: str, question: str, repeat: str = "") -> str:
    """The id of the answer to a question: the same on both laptops."""
    return natural_id(Answer, assessment_id, question, repeat)


def blank_answer(assessment: Assessment, question: str, repeat: str = "") -> Answer:
    """What a form shows before a question was answered."""
    return Answer(
        id=answer_id(assessment.id, question, repeat), scope=assessment.scope, assessment_id=assessment.id, question=question, repeat=repeat
    )


@act("act.answer.mark")
def mark_answer(
    unit: Unit, base: Answer | None, assessment: Assessment, question: str, verdict: Verdict, reason: str = "", repeat: str = ""
) -> Answer:
    """One key: the verdict, and the reason where one is needed (asked for by the ready check, not here). `base`: as the form read it."""
    if not shipped.tool(assessment.tool).question(question).takes_verdict and verdict in (Verdict.COMPLIANT, Verdict.NON_COMPLIANT):
        raise Refused("assessment.no_verdict", field="verdict", question=question)
    return _put_answer(unit, assessment, base, question, repeat, verdict=verdict, reason=reason.strip(), do_later=False)


@act("act.answer.later")
def answer_later(unit: Unit, base: Answer | None, assessment: Assessment, question: str, repeat: str = "") -> Answer:
    """Sets a question aside for later; it stays a gap until it is answered."""
    return _put_answer(unit, assessment, base, question, repeat, do_later=True)


@act("act.answer.finding")
def write_finding(unit: Unit, base: Answer | None, assessment: Assessment, question: str, finding: str, repeat: str = "") -> Answer:
    """The finding's words; their draft goes with it."""
    unit.drop_draft(answer_draft(assessment.id, answer_id(assessment.id, question, repeat), "finding"))
    return _put_answer(unit, assessment, base, question, repeat, finding=finding)


@act("act.answer.value")
def write_value(unit: Unit, base: Answer | None, assessment: Assessment, question: str, value: str, repeat: str = "") -> Answer:
    """The value of an information question or gate, in place of "not applicable". Refused when it is none of the choices or no count."""
    fault = shipped.tool(assessment.tool).question(question).value_fault(value)
    if fault is not None:
        raise Refused("assessment.value_unfit", field="value", fault=fault)
    unit.drop_draft(answer_draft(assessment.id, answer_id(assessment.id, question, repeat), "value"))
    said = {"value": value.strip(), "verdict": Verdict.OPEN, "reason": ""}
    return _put_answer(unit, assessment, base, question, repeat, do_later=False, **said)


@act("act.answer.source")
def toggle_source(unit: Unit, base: Answer | None, assessment: Assessment, question: str, source: Source, repeat: str = "") -> Answer:
    """Adds a kind of evidence to an answer, or takes it away."""
    base = base or own_earlier(unit, blank_answer(assessment, question, repeat))
    held = base.sources if base else frozenset()
    return _put_answer(unit, assessment, base, question, repeat, sources=held ^ {source.value})


@act("act.answer.places")
def set_places(unit: Unit, base: Answer | None, assessment: Assessment, question: str, places: frozenset[str], repeat: str = "") -> Answer:
    """Where it was found."""
    tidy = frozenset(" ".join(place.split()) for place in places if place.strip())
    return _put_answer(unit, assessment, base, question, repeat, places=tidy)


@act("act.answer.workers")
def set_workers(
    unit: Unit,
    base: Answer | None,
    assessment: Assessment,
    question: str,
    concerned: int | None,
    of: int | None = None,
    women: int | None = None,
    group: str = "",
    repeat: str = "",
) -> Answer:
    """How many workers are concerned, of how many, how many of them women; blank is unknown."""
    for field, number, most in (("workers_concerned", concerned, of), ("women_concerned", women, concerned)):
        if number is not None and (number < 0 or (most is not None and number > most)):
            raise Refused("assessment.workers_count", field=field)
    return _put_answer(
        unit, assessment, base, question, repeat, workers_concerned=concerned, workers_of=of, women_concerned=women, worker_group=group
    )


@act("act.answer.remark")
def write_remark(unit: Unit, base: Answer | None, assessment: Assessment, question: str, remark: str, repeat: str = "") -> Answer:
    """A remark for the pair and the reviewing team leader; never printed. Its draft goes with it."""
    unit.drop_draft(answer_draft(assessment.id, answer_id(assessment.id, question, repeat), "remark"))
    return _put_answer(unit, assessment, base, question, repeat, remark=remark)


@act("act.answer.edit")
def edit_answer(unit: Unit, base: Answer | None, assessment: Assessment, edited: Answer) -> Answer:
    """Several fields of an answer at once."""
    check_open(unit, assessment)
    return write(unit, base, edited)


def _put_answer(unit: Unit, assessment: Assessment, base: Answer | None, question: str, repeat: str, **fields: object) -> Answer:
    check_open(unit, assessment)
    if not shipped.tool(assessment.tool).question(question).is_answered_by_people:
        raise Refused("assessment.summary_computed", question=question)
    base = base or own_earlier(unit, blank_answer(assessment, question, repeat))
    before = base or blank_answer(assessment, question, repeat)
    return write(unit, base, replace(before, deleted=False, **fields))  # type: ignore[arg-type]


# --- between the two -----------------------------------------------------------------------------------------------------------------


@act("act.message.add")
def add_message(unit: Unit, assessment: Assessment, question: str, text: str) -> Message:
    """A remark between the pair on a question."""
    if not text.strip():
        raise Refused("assessment.message_needed", field="text")
    message = Message(id=unit.new_id(), scope=assessment.scope, assessment_id=assessment.id, question=question, text=text.strip())
    return write(unit, None, message)


@act("act.message.close")
def close_message(unit: Unit, base: Message, is_closed: bool = True) -> Message:
    """Says that a remark is dealt with."""
    return write(unit, base, replace(base, is_closed=is_closed))
