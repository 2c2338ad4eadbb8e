"""Assessment: answers with findings and sources, recorded by two assessors; non-compliance is computed, never typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bwdesk.domain.thing import Thing, group, limited, words


class Verdict(StrEnum):
    """The answer scale (programme profile). `open` is not yet answered: a gap."""

    OPEN = "open"
    COMPLIANT = "compliant"
    NON_COMPLIANT = "non_compliant"
    NOT_APPLICABLE = "not_applicable"
    NOT_VERIFIED = "not_verified"


class Source(StrEnum):
    """Kinds of evidence behind an answer, by the letters used on screen and paper."""

    DOCUMENT = "D"
    MANAGEMENT = "M"
    WORKERS = "W"
    UNION = "U"
    OBSERVED = "O"


class Stage(StrEnum):
    """Where an assessment stands. What comes after `released` belongs to the reports."""

    PLANNED = "planned"
    RUNNING = "running"
    READY = "ready"
    RELEASED = "released"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(Thing):
    """An unannounced assessment by two people over two days (scope `assessment/<id>`; id from cycle and number).

    `closed_by`: who closed it by their PIN, and over what (domain/closing.py). `reopened_why`: why it was opened again, by whom, when.
    `files_seen`: personnel and pay files looked into. `time_plan`: minutes by cluster as typed, where the pair plans otherwise than
    the programme (domain/assess_time.py).
    """

    factory_id: str
    cycle_id: str
    number: int
    country: str
    tool: str
    assessors: frozenset[str] = frozenset()
    first_day_on: date | None = None
    last_day_on: date | None = None
    stage: Stage = Stage.PLANNED
    category_names: str = ""
    key_strengths: str = words()
    access: str = words()
    documents_in_time: str = words()
    managers_met: str = words()
    interviews: str = words()
    concerns: str = words()
    closed_by: frozenset[str] = frozenset()
    reopened_why: str = group("reopening", "")
    reopened_by: str = group("reopening", "")
    reopened_at: datetime | None = group("reopening", None)
    files_seen: int | None = None
    time_plan: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Thing):
    """The answer to one question of an assessment (id from assessment, question, repeat). `value` answers information questions.

    `factory_words`: what the factory said to the finding before the closing meeting, as taken down.
    """

    assessment_id: str
    question: str
    repeat: str = limited(80)
    verdict: Verdict = group("judgement", Verdict.OPEN)
    reason: str = group("judgement", "")
    value: str = limited(20_000)
    finding: str = words()
    places: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    workers_concerned: int | None = None
    workers_of: int | None = None
    women_concerned: int | None = None
    worker_group: str = ""
    remark: str = words()
    factory_words: str = words()
    do_later: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(Thing):
    """A remark between the pair on a question; never printed."""

    assessment_id: str
    question: str
    text: str = words()
    is_closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(Thing):
    """A released result of one question (scope `factory/<id>`; id from assessment, question): what working papers gave away at release."""

    assessment_id: str
    cycle_id: str
    question: str
    verdict: Verdict
    finding: str = words()
    places: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    tool: str = ""
    assessed_on: date | None = None
