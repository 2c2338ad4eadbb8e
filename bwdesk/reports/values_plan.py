"""Values of the self-diagnosis summary and of the improvement plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bwdesk.reports.values_base import FactoryWord, PaperHead, People, ProgrammeWord, sections_of


class Reply(StrEnum):
    """One side's answer in a self-diagnosis."""

    IN_ORDER = "in_order"
    PARTLY = "partly"
    NOT_IN_ORDER = "not_in_order"
    NOT_APPLICABLE = "not_applicable"
    UNSURE = "unsure"
    NONE = "none"


class Origin(StrEnum):
    """Where an issue of the improvement plan comes from."""

    ASSESSMENT = "assessment"
    DIAGNOSIS = "diagnosis"
    VISIT = "visit"
    EARLIER = "earlier"


class ActionState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Sitting:
    """One meeting of the committee on the self-diagnosis."""

    on: date
    management: People
    workers: People
    minutes: int | None = None


@dataclass(frozen=True)
class DiagnosisAnswer:
    """A question with the three answers side by side. `last_time` is the agreed answer of the last cycle."""

    code: str
    question: str
    management: Reply = Reply.NONE
    workers: Reply = Reply.NONE
    agreed: Reply = Reply.NONE
    comment: str = ""
    target: str = ""
    target_on: date | None = None
    last_time: Reply = Reply.NONE

    @property
    def sides_differ(self) -> bool:
        return Reply.NONE not in (self.management, self.workers) and self.management != self.workers


@dataclass(frozen=True)
class DiagnosisCluster:
    name: str
    answers: tuple[DiagnosisAnswer, ...] = ()


@dataclass(frozen=True)
class ChosenIssue:
    """An issue the committee chose; it stands in the plan under `number` ("SD-1"). Votes are None where nobody voted."""

    number: str
    title: str
    code: str = ""
    why: str = ""
    target: str = ""
    target_on: date | None = None
    management_votes: int | None = None
    worker_votes: int | None = None


@dataclass(frozen=True)
class DiagnosisPaper:
    head: PaperHead
    committee: str = ""
    sittings: tuple[Sitting, ...] = ()
    clusters: tuple[DiagnosisCluster, ...] = ()
    chosen: tuple[ChosenIssue, ...] = ()
    has_last_time: bool = False
    sections: tuple[str, ...] = sections_of("diagnosis")


@dataclass(frozen=True)
class PlanAction:
    """Owner by job title; `due_words` where there is no single day ("daily from 1 Sep")."""

    what: str
    owner: str = ""
    due: date | None = None
    due_words: str = ""
    state: ActionState = ActionState.OPEN


@dataclass(frozen=True)
class PlanHistory:
    """A step in an issue's life, in words; `by_programme` keeps the two authors apart."""

    on: date
    words: str
    by_programme: bool = False


@dataclass(frozen=True)
class PlanIssue:
    number: str
    title: str
    origin: Origin
    rank: int | None = None
    code: str = ""
    details: str = ""
    origin_on: date | None = None
    carried_from: int | None = None
    repeated_in: tuple[int, ...] = ()
    is_public: bool = False
    root_cause: str = ""
    actions: tuple[PlanAction, ...] = ()
    factory: FactoryWord = FactoryWord.NOT_STARTED
    factory_on: date | None = None
    factory_words: str = ""
    programme: ProgrammeWord = ProgrammeWord.NOT_VERIFIED
    programme_on: date | None = None
    programme_words: str = ""
    history: tuple[PlanHistory, ...] = ()


@dataclass(frozen=True)
class PlanPaper:
    head: PaperHead
    as_of: date
    ranked_on: date | None = None
    issues: tuple[PlanIssue, ...] = ()
    sections: tuple[str, ...] = sections_of("plan")
