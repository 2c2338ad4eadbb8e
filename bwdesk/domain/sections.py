"""Which sections each kind of report has, and which of them no programme profile can leave out. Their order is data of the profile.
Of each part: which records fill it, whose words it is, and how it stands.

A cover, contents and a title stand in front of the sections. On progress report 1 all words of the factory's own stand before the
records, on a briefing each of the two columns has its own. A certificate and a recovery sheet are one page and have none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bwdesk.domain.report import OWN_WORDS, Party, ReportState


@dataclass(frozen=True, slots=True)
class Sections:
    """The sections of a kind by key, in the order they have where nobody says otherwise, and those that it cannot be without."""

    known: tuple[str, ...]
    needed: frozenset[str]


def _of(known: str, needed: str) -> Sections:
    return Sections(tuple(known.split()), frozenset(needed.split()))


_MANY: Final = "in_focus trends plan learning method sources"

SECTIONS: Final[Mapping[str, Sections]] = {
    "visit": _of("facts did good talked not_seen agreed by_hand signatures notes photos", "facts agreed signatures"),
    "briefing": _of("open_items promises ledgers windows people questions", "open_items"),
    "diagnosis": _of("sittings counts chosen differ answers", "answers"),
    "assessment": _of(
        "summary clusters photos strengths integrity concerns information gaps resolved documents method comments recipients",
        "clusters method comments",
    ),
    "plan": _of("plan history", "plan"),
    "committee": _of("composition elections meetings criteria grievance", "composition"),
    "progress1": _of(f"{' '.join(OWN_WORDS)} plan training committee visits public_issues", "overview public_issues"),
    "progress2": _of("committee_role committee_effect learning_plan progress public_issues recommendations", "progress"),
    "synthesis": _of(f"headline {_MANY}", "headline method"),
    "portfolio": _of(f"headline factories {_MANY}", "headline method"),
}
"""By kind of paper. Needed is what was signed, what the kind is named after, how it was found out, and what the factory said of it."""

_OF_MANY: Final = {
    "headline": "result", "factories": "factory", "in_focus": "result", "trends": "result", "plan": "issue",
    "learning": "training seminar visit", "sources": "edition",
}  # fmt: skip

_FILLED: Final[Mapping[str, Mapping[str, str]]] = {
    "visit": {
        "did": "agenda_item", "good": "line", "talked": "agenda_item", "not_seen": "visit", "agreed": "action", "notes": "line",
        "photos": "photo",
    },
    "diagnosis": {"sittings": "sitting", "chosen": "target", "differ": "diagnosis_answer", "cluster": "diagnosis_answer"},
    "assessment": {
        "summary": "answer", "cluster": "answer", "strengths": "assessment", "integrity": "assessment", "concerns": "assessment",
        "information": "answer", "open": "answer", "resolved": "result", "documents": "document", "comments": "factory_comment",
        "recipients": "delivery",
    },
    "plan": {"plan": "issue", "issue": "issue action", "history": "issue"},
    "committee": {"composition": "member", "elections": "election", "meetings": "meeting", "criteria": "rating", "grievance": "rating"},
    "progress1": {
        "plan": "issue", "training": "training seminar", "committee": "member meeting", "visits": "visit", "public_issues": "issue",
    },
    "progress2": {
        "committee_role": "member", "committee_effect": "meeting rating", "learning_plan": "training seminar visit", "progress": "issue",
        "public_issues": "issue", "recommendations": "issue rating",
    },
    "synthesis": _OF_MANY,
    "portfolio": _OF_MANY,
}  # fmt: skip


class PartState(StrEnum):
    """How a part of a report stands."""

    EMPTY = "empty"
    DRAFT = "draft"
    APPROVED = "approved"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


_STANDS: Final = {
    ReportState.APPROVED: PartState.APPROVED, ReportState.COMMENTS: PartState.APPROVED, ReportState.RELEASED: PartState.RELEASED,
    ReportState.WITHDRAWN: PartState.WITHDRAWN,
}  # fmt: skip


def part_state(state: ReportState, *, is_empty: bool) -> PartState:
    """How a part stands: empty, or as its report does, of which it is a draft until somebody approves it."""
    return PartState.EMPTY if is_empty else _STANDS.get(state, PartState.DRAFT)


def filled_from(kind: str, part: str) -> tuple[str, ...]:
    """The kinds of records that fill a part of a paper ("cluster.7" as every cluster); none of one that is there with its paper."""
    return tuple(_FILLED.get(kind, {}).get(part.partition(".")[0], "").split())


def party_of(kind: str, part: str) -> Party:
    """Whose words a part is: the factory's own in progress report 1, and what it said to the draft of an assessment report."""
    own = OWN_WORDS if kind == "progress1" else ("comments",) if kind == "assessment" else ()
    return Party.FACTORY if part in own else Party.PROGRAMME
