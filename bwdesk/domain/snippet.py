"""Wording kept for next time: a text with slots, for one question or for all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bwdesk.domain.thing import Thing, limited, words

SLOT: Final = re.compile(r"\[([^\[\]\n]{0,60})\]")
"""A slot to be filled: square brackets around what belongs there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet(Thing):
    """One's own wording (scope `user/<id>`), with slots in square brackets. An empty `question` fits all."""

    question: str = limited(40)
    title: str = ""
    text: str = words()


def slots(text: str) -> tuple[tuple[int, int], ...]:
    """Where the slots of a text stand: (first, after last) character of each."""
    return tuple(match.span() for match in SLOT.finditer(text))


def slotted(text: str, blanks: Iterable[tuple[str, str]], number: str) -> str:
    """A text with slots for what belongs to one factory: each (words, name of its slot) of `blanks`, and everything with a digit in it.

    Slots that stand in the text stay as they are. Whole words only, in capitals or not; longer words go first.
    """
    names = {" ".join(words.split()).casefold(): name for words, name in blanks if words.strip()}
    ordered = sorted(names, key=len, reverse=True)
    known = "|".join(r"(?<!\w)" + r"\s+".join(map(re.escape, words.split())) + r"(?!\w)" for words in ordered)
    pattern = re.compile("|".join(part for part in (SLOT.pattern, known, r"\w*\d(?:[\w.,:/-]*\w)?%?") if part), re.IGNORECASE)

    def slot(match: re.Match[str]) -> str:
        found = match.group()
        if SLOT.fullmatch(found):
            return found
        return f"[{names.get(' '.join(found.split()).casefold(), number)}]"

    return pattern.sub(slot, text)
