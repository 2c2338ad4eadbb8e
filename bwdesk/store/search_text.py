"""What of each kind of thing can be searched, and how a text becomes tokens: every two characters of a word, and how words begin.

A token is a pair of code points in hex ("65g78" is "ex"), with an `s` behind it where a word begins so ("65g78s", and "65s"). The index
needs no tokenizer that knows scripts, and two letters are found anywhere in a word, in Khmer as in English.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from bwdesk.domain.folding import folded_words
from bwdesk.domain.scope import scope_key

VERSION: Final = "1"
"""Changes when folding or tokens do: the index is then made anew."""

NAMES: Final = 0
TITLES: Final = 1
TEXTS: Final = 2

# kind: (tier, fields) of each part that is found by itself
SEARCHED: Final[Mapping[str, tuple[tuple[int, tuple[str, ...]], ...]]] = {
    "factory": (
        (NAMES, ("name", "local_name", "os_id")),
        (TEXTS, ("city", "address", "products", "buyers", "contact", "remark")),
    ),
    "person": ((NAMES, ("name",)),),
    "cycle": ((TEXTS, ("remark",)),),
    "committee": ((TITLES, ("name", "remark")),),
    "member": ((TITLES, ("title",)),),
    "visit": ((TEXTS, ("purpose", "not_seen", "close_remarks")),),
    "agenda_item": ((TEXTS, ("title",)),),
    "line": ((TEXTS, ("text",)),),
    "sitting": ((TEXTS, ("remark",)),),
    "diagnosis_answer": ((TEXTS, ("comment",)),),
    "target": ((TEXTS, ("wanted",)),),
    "assessment": ((TEXTS, ("key_strengths", "access", "documents_in_time", "managers_met", "interviews", "concerns")),),
    "answer": ((TEXTS, ("finding", "value", "places", "remark")),),
    "message": ((TEXTS, ("text",)),),
    "result": ((TEXTS, ("finding", "places")),),
    "issue": ((TITLES, ("title", "place", "owner")), (TEXTS, ("root_cause", "progress_note", "verified_note", "remark"))),
    "action": ((TEXTS, ("text", "owner")),),
    "photo": ((TEXTS, ("caption",)),),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a thing as the index holds it: folded words, each followed by a space and the first after one."""

    number: int
    tier: int
    folded: str


def parts_of(kind: str, values: Mapping[Any, Any]) -> list[Part]:
    """The parts of a thing that have words."""
    found = []
    for number, (tier, fields) in enumerate(SEARCHED.get(kind, ())):
        words = [word for name in fields for word in folded_words(said(values[name]))]
        if words:
            found.append(Part(number, tier, f" {' '.join(words)} "))
    return found


def said(value: Any) -> str:
    """A field's value as text; the elements of a set beside each other."""
    if isinstance(value, str):
        return value
    return " ".join(sorted(value)) if isinstance(value, Iterable) else ""


def tokens_of(folded: str, tier: int, scope: str) -> str:
    """What the index is given for a part: each token once."""
    grams = {token for word in folded.split() for token in _grams(word)}
    return " ".join([f"t{tier}", scope_token(scope), *grams])


def scope_token(scope: str) -> str:
    """The token by which a search is kept to one scope."""
    return "c" + "".join(c for c in scope_key(scope).lower() if c.isascii() and c.isalnum())


def _grams(word: str) -> Iterable[str]:
    codes = [f"{ord(character):x}" for character in word]
    yield codes[0] + "s"
    pairs = _pairs(codes)
    if pairs:
        yield pairs[0] + "s"
    yield from pairs


def _pairs(codes: Sequence[str]) -> list[str]:
    return [f"{first}g{second}" for first, second in pairwise(codes)]


def wanted(word: str, *, at_start: bool) -> list[str]:
    """The tokens a part must have for a typed word to stand in it; more than these have to be looked at."""
    codes = [f"{ord(character):x}" for character in word]
    pairs = _pairs(codes)
    if not pairs:
        return [codes[0] + "s"]
    return list(dict.fromkeys([pairs[0] + "s", *pairs[1:]] if at_start else pairs))
