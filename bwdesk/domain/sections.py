"""Which sections each kind of report has, and which of them no programme profile can leave out. Their order is data of the profile.

A cover, contents and a title stand in front of the sections. On progress report 1 all words of the factory's own stand before the
records, on a briefing each of the two columns has its own. A certificate and a recovery sheet are one page and have none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bwdesk.domain.report import OWN_WORDS


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
