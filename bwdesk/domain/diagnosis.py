"""Self-diagnosis with the committee: management, workers and agreed answers side by side; targets; what goes into the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bwdesk.domain.assessment import Verdict
from bwdesk.domain.thing import Thing, group, words


class Voice(StrEnum):
    """Whose answer: each side's own, and the one both agree on."""

    MANAGEMENT = "management"
    WORKERS = "workers"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting(Thing):
    """One sitting of the self-diagnosis (scope `factory/<id>`), on chosen clusters of one tool version."""

    factory_id: str
    cycle_id: str
    number: int
    held_on: date
    tool: str
    clusters: frozenset[str] = frozenset()
    visit_id: str | None = None
    remark: str = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosisAnswer(Thing):
    """One voice's answer to a question (id from sitting, question, voice)."""

    sitting_id: str
    question: str
    voice: Voice
    verdict: Verdict = group("judgement", Verdict.OPEN)
    reason: str = group("judgement", "")
    comment: str = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Thing):
    """What the committee wants on a question, by when; dots per side; `is_chosen` puts it into the plan (id from sitting, question)."""

    sitting_id: str
    question: str
    wanted: str = words()
    due_on: date | None = None
    management_votes: int = 0
    workers_votes: int = 0
    is_chosen: bool = False
