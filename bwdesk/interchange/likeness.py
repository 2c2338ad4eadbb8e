"""Factories that look alike, offered to a person, who says whether they are one; nothing is ever merged from here.

Names are compared without legal forms, within one country. So that 7,000 rows against 30,000 factories take seconds, only names
that share rare letter triples are compared (`_Index`), and the comparing itself is rapidfuzz's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from bwdesk.interchange.identity import KnownFactory
from bwdesk.interchange.sheet import TELL_EVERY, Tell
from bwdesk.interchange.words import plain

OFFERED_FROM: Final = 85.0
"""Score from which a pair is offered; 100 is the same name."""

_LEGAL: Final = re.compile(
    r"\b(?:ltd|limited|ltda|pvt|pte|private|public|plc|co|coy|company|corp|corporation|inc|incorporated|llc|llp|lp|jsc|joint stock|pt|tbk"
    r"|cv|ud|sdn|bhd|s ?a|s ?a ?r ?l|sas|s ?r ?l|s ?p ?a|s ?a ?e|gmbh|b ?v|nv|ag|kg|oy|ab|as|fze|fzc|fzco|w ?l ?l|est|tnhh|mtv|cp|ctcp|cty"
    r"|cong ty|mot thanh vien|co phan|sociedad anonima|de c ?v|c por a|the|and|et|y|dan|va|m s|messrs|regd)\b"
    r"|লিমিটেড|লিঃ|কোম্পানি|কোং|ش م م|ش م ل|ذ م م|شركة|ក្រុមហ៊ុន|股份有限公司|有限责任公司|有限公司|公司"
)
_COMMON: Final = frozenset(
    (
        *("garment", "garments", "apparel", "apparels", "fashion", "fashions", "textile", "textiles", "factory", "industries", "industry"),
        *("international", "intl", "group", "enterprise", "enterprises", "manufacturing", "mfg", "knit", "knitwear", "wear", "wears"),
        *("clothing", "may", "confection", "confections", "mills", "unit", "export", "exports", "trading", "global"),
        *("bangladesh", "cambodia", "vietnam", "bd"),
    )
)
_NUMBERS: Final = re.compile(r"\d+|\b[ivx]{1,4}\b")
_ROMAN: Final = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "x": "10"}
_RAREST: Final = 8  # letter triples of a name that are looked up
_MOST_HOLDERS: Final = 1_000  # triples that more names share tell nothing
_COMPARED: Final = 20  # names compared in full for each row


@dataclass(frozen=True, slots=True)
class Likeness:
    """A pair that may be one factory: ids of the candidate and the known one, and how alike they are (0–100)."""

    candidate: str
    known: str
    score: float


def near_duplicates(
    candidates: Sequence[KnownFactory], known: Sequence[KnownFactory], offered_from: float = OFFERED_FROM, tell: Tell | None = None
) -> list[Likeness]:
    """Pairs of a candidate and a known factory that look alike, the likest first. A factory is no duplicate of itself (by id), and
    where both sides hold the same factories each pair is given once."""
    indexes: dict[str, _Index] = {}
    for factory in known:
        indexes.setdefault(factory.country, _Index()).add(factory)
    pairs: dict[frozenset[str], Likeness] = {}
    for place, candidate in enumerate(candidates):
        if tell is not None and place % TELL_EVERY == 0:
            tell(place, len(candidates))
        index = indexes.get(candidate.country)
        for score, factory_id in index.like(candidate, offered_from) if index else ():
            pairs.setdefault(frozenset((candidate.id, factory_id)), Likeness(candidate.id, factory_id, round(score, 1)))
    return sorted(pairs.values(), key=lambda pair: (-pair.score, pair.candidate, pair.known))


def bare_name(name: str) -> str:
    """A name without legal forms, case, accents and punctuation; the plain name where nothing else is in it."""
    words = plain(name)
    bare = " ".join(_LEGAL.sub(" ", words).split())
    return bare or words


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    bare: str
    local: str
    core: str
    numbers: frozenset[str]
    address: str
    os_id: str


def _entry(factory: KnownFactory) -> _Entry:
    bare = bare_name(factory.name)
    words = bare.split()
    core = " ".join(word for word in words if word not in _COMMON and not word.isdigit()) or bare
    numbers = frozenset(_ROMAN.get(number, number.lstrip("0")) for number in _NUMBERS.findall(" ".join(words[1:])))
    local = bare_name(factory.local_name) if factory.local_name else ""
    return _Entry(factory.id, bare, local, core, numbers, plain(f"{factory.address} {factory.city}"), factory.os_id)


class _Index:
    """The factories of one country by the letter triples of their names."""

    def __init__(self) -> None:
        self._entries: list[_Entry] = []
        self._holders: dict[str, list[int]] = {}

    def add(self, factory: KnownFactory) -> None:
        entry = _entry(factory)
        for triple in _triples(entry):
            self._holders.setdefault(triple, []).append(len(self._entries))
        self._entries.append(entry)

    def like(self, candidate: KnownFactory, offered_from: float) -> list[tuple[float, str]]:
        entry = _entry(candidate)
        holders = sorted((self._holders[triple] for triple in _triples(entry) if triple in self._holders), key=len)
        shared: Counter[int] = Counter()
        for place, holding in enumerate(holders[:_RAREST]):
            if place < 2 or len(holding) <= _MOST_HOLDERS:
                shared.update(holding)
        found = []
        for place, _ in shared.most_common(_COMPARED):
            other = self._entries[place]
            if other.id != entry.id and (score := _score(entry, other)) >= offered_from:
                found.append((score, other.id))
        return found


def _triples(entry: _Entry) -> set[str]:
    triples: set[str] = set()
    for text in (entry.core, entry.local):
        joined = text.replace(" ", "")
        padded = f" {joined} "
        triples.update(padded[place : place + 3] for place in range(len(padded) - 2) if joined)
    return triples


def _score(one: _Entry, other: _Entry) -> float:
    """Likeness of two factories: of their names, less where unit numbers differ or addresses have nothing in common."""
    if one.os_id and one.os_id == other.os_id:
        return 100.0
    name = _name_likeness(one, other)
    if one.local and other.local:
        if one.local.replace(" ", "") == other.local.replace(" ", ""):
            name = max(name, 97.0)
        elif name >= 75:
            name = max(name, (name + fuzz.ratio(one.local, other.local)) / 2)
    if one.numbers != other.numbers:
        name -= 20 if one.numbers and other.numbers else 6  # unit 2 and unit 3; unit 2 and the mother factory
    if one.address and other.address:
        address = fuzz.token_set_ratio(one.address, other.address)
        name += 4 if address > 85 else -4 if address < 40 else 0
    return max(0.0, min(100.0, name))


def _name_likeness(one: _Entry, other: _Entry) -> float:
    joined = fuzz.ratio(one.bare.replace(" ", ""), other.bare.replace(" ", ""))
    core = fuzz.token_sort_ratio(one.core, other.core)
    if joined < 55 and core < 70:
        return max(joined, core)
    name = max(joined, fuzz.token_sort_ratio(one.bare, other.bare) - 1, 0.3 * joined + 0.7 * core - 2)
    if one.core != other.core and fuzz.ratio(one.core, other.core) < 75:
        name -= 12  # alike only in the words every factory has
    if joined < 95:  # no mere difference in blanks
        mine, theirs = one.core.split(), other.core.split()
        lonely = [any(not _has_twin(word, others) for word in words) for words, others in ((mine, theirs), (theirs, mine))]
        name -= 18 if all(lonely) else 4 if any(lonely) else 0
    return name


def _has_twin(word: str, others: Sequence[str]) -> bool:
    """Whether a word stands in another name too, misspelt at most: one letter from four on, one more for every five."""
    allowed = 0 if len(word) < 4 else max(1, len(word) // 5)
    return any(OSA.distance(word, other, score_cutoff=allowed) <= allowed for other in others)
