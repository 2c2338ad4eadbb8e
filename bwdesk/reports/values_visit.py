"""Values of the visit record and of the briefing before a visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bwdesk.reports.values_base import Fact, FactoryWord, PaperHead, People, Photo, ProgrammeWord, sections_of


class NoteKind(StrEnum):
    """What a line of the visit notebook was marked as."""

    NOTE = "note"
    FINDING = "finding"
    ACTION = "action"
    QUOTE = "quote"
    QUESTION = "question"
    GOOD = "good"


@dataclass(frozen=True)
class Present:
    """Who was in the room, by side ("management", "workers", "union", "programme" …), with job titles, never names of workers."""

    side: str
    people: People
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class NoteLine:
    """A line of the notebook; `at` is local."""

    at: datetime | None
    kind: NoteKind
    text: str
    mode: str = ""


@dataclass(frozen=True)
class AgreedPoint:
    """What was agreed in the room. `issue` is the number in the plan ("7.11", "SD-6"), empty for a point of its own."""

    what: str
    who: str = ""
    by: date | None = None
    by_words: str = ""
    issue: str = ""


@dataclass(frozen=True)
class Signed:
    """A signature of a visit. `strokes`: points in thousandths of the width of the pad, none when it was given on paper.

    `side`: "management", "workers", "union" or "guest". `digest`: of what was signed; `is_changed`: it was changed afterwards.
    """

    side: str
    name: str
    role: str = ""
    signed_on: date | None = None
    digest: str = ""
    strokes: tuple[tuple[tuple[int, int], ...], ...] = ()
    is_changed: bool = False


@dataclass(frozen=True)
class VisitPaper:
    """The visit record left at the factory on the day. `mode` is "in_person", "virtual" or "hybrid"; days may be halves."""

    head: PaperHead
    number: int | None
    mode: str
    started_at: datetime
    ended_at: datetime | None = None
    days_today: float | None = None
    days_used: float | None = None
    days_quota: float | None = None
    next_visit: str = ""
    present: tuple[Present, ...] = ()
    did: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    talked: tuple[str, ...] = ()
    not_seen: tuple[str, ...] = ()
    agreed: tuple[AgreedPoint, ...] = ()
    advisor_will: tuple[str, ...] = ()
    notes: tuple[NoteLine, ...] = ()
    photos: tuple[Photo, ...] = ()
    signatures: tuple[Signed, ...] = ()
    sections: tuple[str, ...] = sections_of("visit")


@dataclass(frozen=True)
class Ledger:
    """What a cycle's package holds and what is used of it. `name` is in the paper's language; `quota` None: no limit is known."""

    name: str
    used: float
    quota: float | None


@dataclass(frozen=True)
class OpenItem:
    """An issue of the plan that is still open. `factory` and `programme` are kept apart; `late_days` > 0 when the due day has passed."""

    number: str
    title: str
    owner: str = ""
    due: date | None = None
    late_days: int = 0
    factory: FactoryWord = FactoryWord.NOT_STARTED
    programme: ProgrammeWord = ProgrammeWord.NOT_VERIFIED
    is_public: bool = False
    last_words: str = ""


@dataclass(frozen=True)
class Promise:
    """What somebody promised at the last visit. `by_programme`: the advisor's own promise."""

    what: str
    who: str = ""
    by: date | None = None
    is_kept: bool | None = None
    by_programme: bool = False


@dataclass(frozen=True)
class BriefingPaper:
    """One page for the advisor before going in. Not for the factory."""

    head: PaperHead
    visit_number: int | None
    mode: str
    planned_at: datetime
    purpose: str = ""
    facts: tuple[Fact, ...] = ()
    last_visit_on: date | None = None
    last_visit: str = ""
    open_items: tuple[OpenItem, ...] = ()
    promises: tuple[Promise, ...] = ()
    people: tuple[Present, ...] = ()
    ledgers: tuple[Ledger, ...] = ()
    windows: tuple[Fact, ...] = ()
    questions: tuple[str, ...] = ()
    sections: tuple[str, ...] = sections_of("briefing")
