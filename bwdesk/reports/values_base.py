"""Values that every kind of paper uses: its head, people counted by sex, photos, the two words on an issue. Nothing is made here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from bwdesk.domain.evidence import PhotoMark
from bwdesk.domain.programme import PageSize
from bwdesk.domain.sections import SECTIONS

UNSAID = {"is_said": False}
"""Of a field that holds keys and no words: nothing of it stands on the paper (`domain.redaction`)."""


def sections_of(kind: str) -> Any:
    """A field of a paper: the keys of its sections in the profile's order; where nobody says otherwise, all in the usual one."""
    return field(default=SECTIONS[kind].known, metadata=UNSAID)


class State(StrEnum):
    """How far a paper has come; WORKING papers (plan, visit record) carry no tag."""

    WORKING = "working"
    DRAFT = "draft"
    OFFICIAL = "official"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class PaperHead:
    """What every paper says of itself. `printed_at` is local; `content_hash` (hex) is taken over the values when it is empty.

    `short` is the number of a released edition; it stands in every footer, with whether the file `is_signed` by a certificate.
    An edition that replaces another: `changes` are the words of who released it, `parts_changed` headings of what differs in this variant
    (None: not known), `withdrawn_on` and `withdrawn_why` what became of the one before.
    `withheld`: paths of what the variant leaves out, which says nothing of whether there was any (`variants.py`).
    `digits` are those the programme writes papers of this language and country in (`domain.programme.DIGITS`), empty for western ones;
    `page` is the sheet of the country. Neither is content.
    """

    factory: str
    printed_at: datetime
    factory_local: str = ""
    factory_code: str = ""
    place: str = ""
    programme: str = ""
    office: str = ""
    cycle: int | None = None
    state: State = State.WORKING
    comments_until: date | None = None
    edition: int = 1
    replaces_edition: int | None = None
    replaces_on: date | None = None
    withdrawn_on: date | None = None
    withdrawn_why: str = ""
    changes: str = ""
    parts_changed: tuple[str, ...] | None = None
    tool: str = ""
    author: str = ""
    readers: str = ""
    content_hash: str = ""
    short: str = ""
    is_signed: bool = False
    page: PageSize = PageSize.A4
    digits: str = ""
    withheld: tuple[str, ...] = ()

    @property
    def is_internal_draft(self) -> bool:
        """A draft that was sent to nobody: one for comments names the last day for them."""
        return self.state is State.DRAFT and self.comments_until is None


@dataclass(frozen=True)
class PrintedPaper:
    """A finished PDF: its bytes, its pages, and what programs read out of it, by place (read_back.py)."""

    data: bytes
    pages: int
    texts: Mapping[str, str]


@dataclass(frozen=True)
class People:
    """Heads by sex. A figure that is not known is None, never 0; `total` is used when the split is not known."""

    women: int | None = None
    men: int | None = None
    other: int | None = None
    total: int | None = None

    @property
    def known_total(self) -> int | None:
        if self.total is not None:
            return self.total
        parts = [n for n in (self.women, self.men, self.other) if n is not None]
        return sum(parts) if parts else None


@dataclass(frozen=True)
class Ring:
    """A ring laid on the copy of a photo: centre and half axes as shares of width and height (0…1)."""

    x: float
    y: float
    half_width: float
    half_height: float


@dataclass(frozen=True)
class Photo:
    """A picture, upright and stripped. `jpeg` is bytes or a callable that gives them when the page is made; `digest` is of the original.

    `mark`: what a person said of who can be recognised in it; variants go by it. `record`: the id of its record. Neither is printed.
    """

    number: str
    jpeg: bytes | Callable[[], bytes]
    place: str = ""
    code: str = ""
    text: str = ""
    taken_at: datetime | None = None
    digest: str = ""
    rings: tuple[Ring, ...] = ()
    width: int = 0
    height: int = 0
    mark: PhotoMark = field(default=PhotoMark.UNSEEN, metadata=UNSAID)
    record: str = field(default="", metadata=UNSAID)

    @property
    def may_leave(self) -> bool:
        """Whether it may stand in what leaves the programme and the factory."""
        return self.mark.is_cleared

    @property
    def may_reach_factory(self) -> bool:
        """Whether it may stand in the factory's own variant."""
        return self.mark is not PhotoMark.INSIDE


@dataclass(frozen=True)
class Fact:
    """One labelled line: the label in the paper's language, the value as it stands."""

    label: str
    value: str


class FactoryWord(StrEnum):
    """What the factory says of an issue (round marks)."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"


class ProgrammeWord(StrEnum):
    """What the programme found (square marks); a factory's "done" never changes it."""

    NOT_VERIFIED = "not_verified"
    VERIFIED = "verified"
    REOPENED = "reopened"
    NOT_APPLICABLE = "not_applicable"
