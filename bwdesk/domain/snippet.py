"""Wording kept for next time: a text with slots, for one question or for all."""

from __future__ import annotations

import re
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
