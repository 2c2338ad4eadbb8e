"""Values of the committee report and of progress report 2. Sections come in the profile's order, by key; their words are people's."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from bwdesk.reports.values_base import UNSAID, PaperHead, People


@dataclass(frozen=True)
class Criterion:
    """A criterion on the scale 1 to 4 (no, partly, largely, fully); None is not judged. `seen`: what was seen, in words."""

    name: str
    seen: str = ""
    step: int | None = None
    last_step: int | None = None


@dataclass(frozen=True)
class CriteriaTable:
    """The criteria of a family. `last_cycle`: the cycle the open dots are of; None where nothing was judged before."""

    items: tuple[Criterion, ...] = ()
    judged_on: date | None = None
    last_cycle: int | None = None


@dataclass(frozen=True)
class Member:
    """A member by job title. Side, sex, and how chosen are words of the paper's language."""

    title: str
    side: str
    sex: str = ""
    chosen: str = ""
    chosen_on: date | None = None
    term_ends_on: date | None = None
    is_chair: bool = False


@dataclass(frozen=True)
class Verdict:
    """A rule and whether it is kept, in words; `is_breach` where a rule is broken, `is_met` where all is well."""

    words: str
    is_met: bool = True
    is_breach: bool = False


@dataclass(frozen=True)
class Ballot:
    """An election. Counts not known are None."""

    on: date
    method: str
    seats: int | None = None
    candidates: int | None = None
    candidates_women: int | None = None
    entitled: int | None = None
    voted: int | None = None
    run_by: str = ""
    remark: str = ""


@dataclass(frozen=True)
class HeldMeeting:
    """A meeting: members there of all who sat that day, by side. `issues` are labels of the plan."""

    on: date
    management: int
    management_all: int
    workers: int
    workers_all: int
    women: int
    guests: int = 0
    has_minutes: bool = False
    decisions: str = ""
    issues: tuple[str, ...] = ()
    sent_on: date | None = None


@dataclass(frozen=True)
class Rhythm:
    """Meetings held of those that the rule asks for; `late_days` past the day the next one was due."""

    held: int
    expected: int
    every_days: int
    with_minutes: int
    late_days: int
    last_on: date | None = None


@dataclass(frozen=True)
class CommitteeFacts:
    """The committee as the records have it. `law` is the profile's words for what its rules rest on."""

    name: str = ""
    formed_on: date | None = None
    members: tuple[Member, ...] = ()
    management: int = 0
    workers: int = 0
    women: int = 0
    workers_women: int = 0
    workforce: People = field(default_factory=People)
    verdicts: tuple[Verdict, ...] = ()
    law: str = ""
    elections: tuple[Ballot, ...] = ()
    meetings: tuple[HeldMeeting, ...] = ()
    rhythm: Rhythm | None = None
    criteria: CriteriaTable = CriteriaTable()
    grievance: CriteriaTable = CriteriaTable()


@dataclass(frozen=True)
class Written:
    """A section of a report by key: its title, and what was written under it ("" where nothing was)."""

    key: str = field(metadata=UNSAID)
    title: str
    words: str = ""


@dataclass(frozen=True)
class CommitteePaper:
    head: PaperHead
    as_of: date
    sections: tuple[Written, ...] = ()
    facts: CommitteeFacts = CommitteeFacts()


@dataclass(frozen=True)
class Month:
    """How the plan stood at the end of a month; the four counts add up to the same total in every month."""

    on: date
    verified: int
    says_done: int
    in_progress: int
    not_started: int

    @property
    def total(self) -> int:
        return self.verified + self.says_done + self.in_progress + self.not_started


@dataclass(frozen=True)
class LearningLine:
    """A topic of the learning plan. Person-days planned are not known where no training was planned."""

    topic: str
    planned: float | None = None
    done: float = 0.0
    people: People = field(default_factory=People)
    is_done: bool = False
    note: str = ""


@dataclass(frozen=True)
class PublicIssue:
    """A publicly reported issue and its two words, in the paper's language."""

    number: str
    title: str
    factory: str
    programme: str


@dataclass(frozen=True)
class Advice:
    """A recommendation, to whom, and the records it comes from. `is_drafted`: worked out from the records, not written by a person."""

    words: str
    whom: str = ""
    source: str = ""


@dataclass(frozen=True)
class ProgressPaper:
    """Progress report 2 of a cycle, until `as_of`. `late_known`: issues first noted after the first month shown."""

    head: PaperHead
    as_of: date
    sections: tuple[Written, ...] = ()
    facts: CommitteeFacts = CommitteeFacts()
    months: tuple[Month, ...] = ()
    late_known: int = 0
    learning: tuple[LearningLine, ...] = ()
    person_days: int | None = None
    person_days_extra: float = 0.0
    seminars_done: int = 0
    seminars: int | None = None
    visits: int = 0
    visit_days: float = 0.0
    visit_quota: float = 0.0
    public: tuple[PublicIssue, ...] = ()
    advice: tuple[Advice, ...] = ()
    drafted: int = 0
    sections_all: int = 0


@dataclass(frozen=True)
class Claim:
    """A publicly reported issue: what the factory says of it and replies, and apart from that what the programme found, how and when."""

    number: str
    title: str
    factory: str
    factory_on: date | None = None
    factory_words: str = ""
    reply: str = ""
    programme: str = ""
    programme_on: date | None = None
    method: str = ""
    programme_words: str = ""
    is_verified: bool = False
    is_claimed: bool = False


@dataclass(frozen=True)
class FirstProgressPaper(ProgressPaper):
    """Progress report 1. `own` are the factory's parts, its words only where it has handed them in; `sections` come from records.

    `has_assessment`: the report of the cycle's assessment is out, so that there are publicly reported issues to speak of.
    """

    own: tuple[Written, ...] = ()
    claims: tuple[Claim, ...] = ()
    is_handed_in: bool = False
    has_assessment: bool = False
