"""What papers are made from: plain frozen values, filled by the use cases. No SQL, no Qt, no clock: times come in, already local.

Texts of people (notes, findings, actions) are printed exactly as they stand: nothing in them is mark-up. There is deliberately no
field for internal remarks, zero-tolerance suspicions or interview origins: what must not be on a paper cannot be handed to one.
Managers appear by job title, workers by number. A number always comes with the number it is out of.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date

from bwdesk.domain.evidence import PhotoMark
from bwdesk.domain.programme import PageSize
from bwdesk.reports.values_assessment import (
    AssessmentPaper,
    Cluster,
    Comment,
    Document,
    Finding,
    Gap,
    Information,
    LastCycle,
    Point,
    Recipient,
    Resolved,
    WorkersConcerned,
)
from bwdesk.reports.values_base import (
    Fact,
    FactoryWord,
    PaperHead,
    People,
    Photo,
    ProgrammeWord,
    Ring,
    State,
)
from bwdesk.reports.values_learning import CertificatePaper
from bwdesk.reports.values_plan import (
    ActionState,
    ChosenIssue,
    DiagnosisAnswer,
    DiagnosisCluster,
    DiagnosisPaper,
    Origin,
    PlanAction,
    PlanHistory,
    PlanIssue,
    PlanPaper,
    Reply,
    Sitting,
)
from bwdesk.reports.values_progress import CommitteePaper, FirstProgressPaper, ProgressPaper
from bwdesk.reports.values_synthesis import SynthesisPaper
from bwdesk.reports.values_visit import (
    AgreedPoint,
    BriefingPaper,
    Ledger,
    NoteKind,
    NoteLine,
    OpenItem,
    Present,
    Promise,
    Signed,
    VisitPaper,
)

__all__ = [
    "State",
    "PaperHead",
    "People",
    "Ring",
    "Photo",
    "Fact",
    "FactoryWord",
    "ProgrammeWord",
    "NoteKind",
    "Present",
    "NoteLine",
    "AgreedPoint",
    "Signed",
    "VisitPaper",
    "Ledger",
    "OpenItem",
    "Promise",
    "BriefingPaper",
    "Reply",
    "Origin",
    "ActionState",
    "Sitting",
    "DiagnosisAnswer",
    "DiagnosisCluster",
    "ChosenIssue",
    "DiagnosisPaper",
    "PlanAction",
    "PlanHistory",
    "PlanIssue",
    "PlanPaper",
    "WorkersConcerned",
    "Document",
    "Finding",
    "Point",
    "Cluster",
    "LastCycle",
    "Resolved",
    "Gap",
    "Information",
    "Comment",
    "Recipient",
    "AssessmentPaper",
    "CommitteePaper",
    "FirstProgressPaper",
    "ProgressPaper",
    "CertificatePaper",
    "RecoveryPaper",
    "SynthesisPaper",
    "Check",
    "Paper",
    "Part",
    "Place",
    "PaperResult",
    "WordsLacked",
    "content_digest",
    "content_hash",
]


@dataclass(frozen=True)
class RecoveryPaper:
    """The recovery sheet of a desk. `head.factory` is the person whose desk it is; `code` is as the keys give it, groups joined by "-"."""

    head: PaperHead
    code: str


Paper = (
    VisitPaper
    | BriefingPaper
    | DiagnosisPaper
    | AssessmentPaper
    | PlanPaper
    | CommitteePaper
    | FirstProgressPaper
    | ProgressPaper
    | CertificatePaper
    | SynthesisPaper
    | RecoveryPaper
)


@dataclass(frozen=True)
class Check:
    """Something a person should look at: `key` names the sentence, `detail` what it is about, `places` where it stands.

    `sign`: the characters themselves, where it is about characters.
    """

    key: str
    detail: str = ""
    places: tuple[Place, ...] = ()
    sign: str = ""


@dataclass(frozen=True)
class WordsLacked:
    """`count` questions and headings, of so many on a paper, that a language (its code) has no words for."""

    language: str
    count: int
    of: int


@dataclass(frozen=True)
class Place:
    """A section of a paper (`section`: the key of its part), or a finding in it (`question`: its code), and the page it begins on.

    `words`: of a place that a check names, the text that stands there.
    """

    title: str
    page: int
    section: str = ""
    question: str = ""
    words: str = ""


@dataclass(frozen=True)
class Part:
    """A part of a paper as it is listed beside it: its key, its heading, the page it begins on (from 1; 0 where it stands on none) and
    how far down that page, as a share of its height. `is_empty`: no record fills it."""

    key: str
    title: str
    page: int = 0
    top: float = 0.0
    is_empty: bool = False


@dataclass(frozen=True)
class PaperResult:
    """Pages made and what to look at; `content_hash` is the one printed in the footer (16 hex digits).

    `begins`: by the names of blocks, the page (from 1) where each begins, and how far down it, as a share of its height.
    """

    pages: int
    checks: tuple[Check, ...] = ()
    content_hash: str = ""
    lacks: tuple[WordsLacked, ...] = ()
    places: tuple[Place, ...] = ()
    begins: Mapping[str, tuple[int, float]] = field(default_factory=dict)


def content_hash(paper: Paper) -> str:
    """16 hex digits over everything the paper says, without the time of making and without picture bytes (their digests count)."""
    return content_digest(paper)[:16]


def content_digest(paper: Paper) -> str:
    """The same over 64 hex digits: the content digest of an edition."""
    text = json.dumps(_plain(paper), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


_UNSAID = frozenset(
    {"printed_at", "content_hash", "short", "is_signed", "digits", "withheld", "withdrawn_on", "withdrawn_why", "changes", "parts_changed"}
)


def _plain(value: object) -> object:
    if isinstance(value, Photo) and not value.digest and isinstance(value.jpeg, bytes):
        value = replace(value, digest=hashlib.sha256(value.jpeg).hexdigest())
    if isinstance(value, PaperHead):  # the sheet is not content; A4 stands for every one, as it did before there was another
        value = replace(value, page=PageSize.A4)
    if is_dataclass(value) and not isinstance(value, type):
        skipped: frozenset[str] = frozenset()
        if isinstance(value, Photo):  # its mark says where it may stand: another mark is another content; unmarked ones hash as before
            skipped = frozenset({"jpeg", "record"} if value.mark is not PhotoMark.UNSEEN else {"jpeg", "record", "mark"})
        elif isinstance(value, PaperHead):
            skipped = _UNSAID
        if isinstance(value, VisitPaper) and not value.signatures:  # an unsigned record keeps the hash it had before records were signed
            skipped = frozenset({"signatures"})
        if (order := getattr(value, "sections", ())) and order == getattr(
            type(value), "sections", ()
        ):  # nor does the usual order change one
            skipped |= {"sections"}
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value) if part.name not in skipped}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    return value
