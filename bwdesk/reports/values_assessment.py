"""Values of the assessment report. Counts are of questions that can be out of compliance, summary questions left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from bwdesk.reports.values_base import Fact, PaperHead, People, Photo, sections_of


@dataclass(frozen=True)
class WorkersConcerned:
    """How many workers, of how many, by sex; `words` where a count is not known ("all who pass line 5")."""

    count: int | None = None
    of: int | None = None
    women: int | None = None
    men: int | None = None
    words: str = ""


@dataclass(frozen=True)
class Document:
    """A document that a finding rests on. `text` is what the assessors call it; the name of its file stands nowhere. `digest` in hex."""

    number: str
    text: str = ""
    pages: int | None = None
    digest: str = ""


@dataclass(frozen=True)
class Finding:
    """A question that is not in compliance. `number` is its name everywhere ("7.11"); `evidence` holds the letters used of D M W U O.

    `reply`: what the factory handed in as its reply to a publicly reported issue.
    """

    number: str
    title: str
    code: str = ""
    text: str = ""
    evidence: str = ""
    places: str = ""
    workers: WorkersConcerned = field(default_factory=WorkersConcerned)
    law: tuple[str, ...] = ()
    is_public: bool = False
    is_new: bool = False
    repeated_in: tuple[int, ...] = ()
    photos: tuple[Photo, ...] = ()
    documents: tuple[Document, ...] = ()
    reply: str = ""


@dataclass(frozen=True)
class Point:
    """A compliance point with its counts of questions (leaves only). `previous`: the last cycle's count, None without one."""

    name: str
    asked: int
    not_in_compliance: int
    repeated: int = 0
    new: int = 0
    previous: int | None = None
    resolved: int = 0
    not_asked_why: str = ""
    open_questions: int = 0
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Cluster:
    """A cluster of the tool; `group` is the heading it stands under (core labour standards, national law)."""

    number: int
    name: str
    group: str = ""
    lead: str = ""
    points: tuple[Point, ...] = ()

    @property
    def asked(self) -> int:
        return sum(point.asked for point in self.points)

    @property
    def not_in_compliance(self) -> int:
        return sum(point.not_in_compliance for point in self.points)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for point in self.points for finding in point.findings)


@dataclass(frozen=True)
class LastCycle:
    """What became of the last cycle's findings. `not_in_compliance` − `resolved` + `new` must be today's count."""

    cycle: int
    not_in_compliance: int
    resolved: int
    repeated: int
    new: int
    not_asked_then: int = 0


@dataclass(frozen=True)
class Resolved:
    """A question that was out of compliance last cycle and is not any more."""

    title: str


@dataclass(frozen=True)
class Gap:
    """A question without a result: not verified or not answered yet, with the reason."""

    code: str
    question: str
    why: str = ""


@dataclass(frozen=True)
class Information:
    """Answers that never are findings (workforce, unions, accidents …), under a heading."""

    heading: str
    rows: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Comment:
    """What the factory said of a finding, and the programme's answer."""

    number: str
    words: str
    answer: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Recipient:
    """Somebody this edition goes to; `kind` is "factory", "committee", "buyer" … in the paper's language."""

    name: str
    kind: str = ""
    on: date | None = None


@dataclass(frozen=True)
class AssessmentPaper:
    """The assessment report. Counts are of questions; summary questions and information questions are left out of them."""

    head: PaperHead
    visited_on: tuple[date, ...] = ()
    is_announced: bool = False
    workforce: People = field(default_factory=People)
    assessors: str = ""
    clusters: tuple[Cluster, ...] = ()
    last_cycle: LastCycle | None = None
    not_asked: int = 0
    resolved: tuple[Resolved, ...] = ()
    gaps: tuple[Gap, ...] = ()
    strengths: tuple[str, ...] = ()
    integrity: tuple[Fact, ...] = ()
    concerns: tuple[str, ...] = ()
    information: tuple[Information, ...] = ()
    method: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    sections: tuple[str, ...] = sections_of("assessment")

    @property
    def asked(self) -> int:
        return sum(cluster.asked for cluster in self.clusters)

    @property
    def questions(self) -> int:
        """All that are counted where they have a result: asked, not asked, and without a result."""
        return self.asked + self.not_asked + sum(point.open_questions for cluster in self.clusters for point in cluster.points)

    @property
    def not_in_compliance(self) -> int:
        return sum(cluster.not_in_compliance for cluster in self.clusters)
