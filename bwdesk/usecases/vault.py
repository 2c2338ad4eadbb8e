"""The interview vault of an assessment: groups heard, notes by topic, findings that cite a group, done against wanted.

All of it lies in a scope of the assessing pair. Nothing here is searched, shown on Today, printed, or logged; what leaves it is a source
mark on an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bwdesk import shipped
from bwdesk.domain.assessing import categories_of
from bwdesk.domain.assessment import Answer, Assessment
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Factory
from bwdesk.domain.interview import SOURCES, Done, Interview, InterviewNote, Tally, can_be_cited, tally
from bwdesk.domain.naming import scoped_id
from bwdesk.domain.programme import Profile
from bwdesk.domain.scope import vault_scope
from bwdesk.domain.tool import Tool
from bwdesk.errors import Refused
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.assessment import answer_id, blank_answer
from bwdesk.usecases.closing import check_open
from bwdesk.usecases.drafts import VAULT_DRAFTS, Draft, drafts
from bwdesk.usecases.factories import survivor_id
from bwdesk.usecases.people import names_of
from bwdesk.usecases.settle import Difference, decide, differences, left_words, with_value
from bwdesk.usecases.writing import act, own_earlier, write

MOST_PEOPLE = 500
"""Heads of one group at most; more is a slip of the key."""


@dataclass(frozen=True, slots=True)
class VaultPage:
    """All that the page shows. `notes` by (interview id, topic), own and the other's; `names` of their authors by id;
    `findings`: codes of the questions that have one, in tool order; `differences`: what the two wrote differently of one group,
    `left`: words typed for what is settled meanwhile."""

    assessment: Assessment
    factory: Factory | None
    tool: Tool
    small_group: int
    groups: tuple[Interview, ...]
    notes: Mapping[tuple[str, str], tuple[InterviewNote, ...]]
    names: Mapping[str, str]
    tally: Tally
    files: Done
    drafts: tuple[Draft, ...]
    findings: tuple[str, ...]
    differences: tuple[Difference, ...]
    left: tuple[Draft, ...]


def vault_page(reader: Reader, assessment_id: str, person: str) -> VaultPage:
    """What the vault of an assessment holds. Raises Refused (`vault.not_yours`) for anybody but its two assessors."""
    assessment = reader.need(Assessment, assessment_id)
    _check_own(assessment, person)
    factory = reader.get(Factory, survivor_id(reader, assessment.factory_id))
    profile = _profile(reader, assessment)
    scope = vault_scope(assessment.id)
    groups = sorted(things_where(reader, Interview, "scope", [scope]), key=lambda one: (one.held_on, one.id))
    by_topic: dict[tuple[str, str], list[InterviewNote]] = {}
    for note in things_where(reader, InterviewNote, "scope", [scope]):
        by_topic.setdefault((note.interview_id, note.topic), []).append(note)
    workers = factory.workers_total if factory is not None else None
    sample = profile.sample(workers) if workers is not None else None
    names, differing = names_of(reader), tuple(differences(reader, person, scope))
    return VaultPage(
        assessment=assessment, factory=factory, tool=shipped.tool(assessment.tool), small_group=profile.small_group, groups=tuple(groups),
        notes={key: tuple(sorted(some, key=lambda one: one.author_id != person)) for key, some in by_topic.items()},
        names={one: names.of(one) for one in assessment.assessors},
        tally=tally(
            groups, sample.interviews if sample else None, workers, factory.workers_women if factory else None, categories_of(assessment)
        ),
        files=Done(assessment.files_seen or 0, sample.files if sample else None),
        findings=_findings(reader, assessment),
        differences=differing, left=left_words(reader, differing, assessment.id),
        drafts=tuple(drafts(reader, f"{VAULT_DRAFTS}{assessment.id}/")),
    )  # fmt: skip


def _findings(reader: Reader, assessment: Assessment) -> tuple[str, ...]:
    tool = shipped.tool(assessment.tool)
    found = {a.question for a in reader.find(Answer, lambda a: a.assessment_id == assessment.id) if a.finding.strip()}
    return tuple(sorted((code for code in found if tool.has(code)), key=tool.order))


def note_draft(assessment_id: str, interview_id: str, field: str) -> str:
    """The key under which words of the vault are kept while they are typed; `field`: a topic, or `red_flag`."""
    return f"{VAULT_DRAFTS}{assessment_id}/{interview_id}/{field}"


@act("act.vault.group")
def put_group(unit: Unit, assessment: Assessment, base: Interview | None, edited: Interview) -> Interview:
    """A group heard, new (`base` None) or changed. Refused when its numbers cannot be, or findings cite it and it would be too small."""
    _check_own(assessment, unit.person)
    _check_group(unit, assessment, edited)
    return write(unit, base, edited if edited.id else replace(edited, id=unit.new_id()))


def _check_group(reader: Reader, assessment: Assessment, edited: Interview) -> None:
    if not 1 <= edited.people <= MOST_PEOPLE:
        raise Refused("vault.people", field="people", most=MOST_PEOPLE)
    if edited.women is not None and not 0 <= edited.women <= edited.people:
        raise Refused("vault.women", field="women")
    if edited.questions and (edited.deleted or not can_be_cited(edited, _profile(reader, assessment).small_group)):
        raise Refused("vault.cited", field="people", count=len(edited.questions))


@act("act.settle")
def settle_in_vault(unit: Unit, assessment: Assessment, difference: Difference, value: Any) -> None:
    """Decides what the two assessors wrote differently. Refused outside this vault, and where the group could not be so."""
    _check_own(assessment, unit.person)
    thing = unit.need(type(difference.thing), difference.thing.id)
    if thing.scope != vault_scope(assessment.id):
        raise Refused("vault.not_yours")
    if isinstance(thing, Interview):
        _check_group(unit, assessment, with_value(thing, difference.key, value))
    decide(unit, difference.kind, thing.id, difference.key, difference.heads, value)


def new_group(assessment: Assessment, **fields: object) -> Interview:
    """A group of an assessment as a form has it before it stands: without an id."""
    return Interview(id="", scope=vault_scope(assessment.id), assessment_id=assessment.id, **fields)  # type: ignore[arg-type]


@act("act.vault.remove")
def remove_group(unit: Unit, assessment: Assessment, base: Interview) -> Interview:
    """Takes a group out, with its notes. Refused while findings cite it."""
    _check_own(assessment, unit.person)
    if base.questions:
        raise Refused("vault.cited", count=len(base.questions))
    for note in things_where(unit, InterviewNote, "interview_id", [base.id]):
        write(unit, note, replace(note, deleted=True))
    return write(unit, base, replace(base, deleted=True))


@act("act.vault.note")
def write_note(unit: Unit, assessment: Assessment, interview: Interview, topic: str, text: str) -> InterviewNote:
    """What this person wrote down of a group on a topic; its draft goes with it."""
    _check_own(assessment, unit.person)
    unit.drop_draft(note_draft(assessment.id, interview.id, topic))
    blank = InterviewNote(
        id=scoped_id("interview_note", interview.scope, interview.id, topic, unit.person), scope=interview.scope,
        interview_id=interview.id, topic=topic, author_id=unit.person,
    )  # fmt: skip
    held = own_earlier(unit, blank) or unit.get(InterviewNote, blank.id)
    return write(unit, held, replace(held or blank, text=text, deleted=False))


@act("act.vault.red_flag")
def write_red_flag(unit: Unit, assessment: Assessment, base: Interview, text: str) -> Interview:
    """A confidential word of warning, apart from findings; its draft goes with it."""
    _check_own(assessment, unit.person)
    unit.drop_draft(note_draft(assessment.id, base.id, "red_flag"))
    return write(unit, base, replace(base, red_flag=text))


@act("act.vault.cite")
def cite_group(unit: Unit, assessment: Assessment, base: Interview, question: str) -> Interview:
    """The finding on a question rests on what a group said: the answer gets the mark of its source, the link stays in the vault.

    Doing it again takes the link away; the mark stays, it may rest on others. Refused for a group below the profile's small group, and
    where there is no finding.
    """
    _check_own(assessment, unit.person)
    if question in base.questions:
        return write(unit, base, replace(base, questions=base.questions - {question}))
    small = _profile(unit, assessment).small_group
    if not can_be_cited(base, small):
        raise Refused("vault.small_group", people=base.people, small=small)
    if not shipped.tool(assessment.tool).has(question):
        raise Refused("vault.no_question", field="question")
    answer = own_earlier(unit, blank_answer(assessment, question)) or unit.get(Answer, answer_id(assessment.id, question))
    if answer is None or not answer.finding.strip():
        raise Refused("vault.no_finding", field="question", question=question)
    mark = SOURCES[base.heard].value
    if mark not in answer.sources:
        check_open(unit, assessment)
        write(unit, answer, replace(answer, sources=answer.sources | {mark}))
    return write(unit, base, replace(base, questions=base.questions | {question}))


@act("act.vault.files")
def count_files(unit: Unit, base: Assessment, files: int | None) -> Assessment:
    """How many personnel and pay files were looked into."""
    _check_own(base, unit.person)
    check_open(unit, base)
    if files is not None and not 0 <= files <= 10_000:
        raise Refused("vault.files", field="files")
    return write(unit, base, replace(base, files_seen=files))


def _check_own(assessment: Assessment, person: str) -> None:
    if person not in assessment.assessors:
        raise Refused("vault.not_yours")


def _profile(reader: Reader, assessment: Assessment) -> Profile:
    return shipped.profile_of_cycle(reader.get(Cycle, assessment.cycle_id))
