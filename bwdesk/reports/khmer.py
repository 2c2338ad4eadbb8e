"""Khmer words, so that lines end between them: Khmer writes none apart.

`resources/papers/khmer.txt` holds the words of the program's own texts and question set and some of the factory floor; one word a line.
What stands in no list breaks by spelling (`breaks.py`). Small ត and small ដ look alike and count as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from bwdesk.paths import RESOURCES
from bwdesk.reports.scripts import script_of

_LONGEST = 12  # clusters of a word
_SMALL_TA, _SMALL_DA = "\u17d2\u178f", "\u17d2\u178a"


@cache
def _words() -> frozenset[str]:
    return frozenset(_alike((RESOURCES / "papers" / "khmer.txt").read_text("utf-8")).split())


def _alike(text: str) -> str:
    return text.replace(_SMALL_TA, _SMALL_DA)


def word_ends(parts: Sequence[str]) -> dict[int, bool]:
    """By the index of a cluster: whether a known word ends before it and another begins, or it stands inside one; else no entry.

    Of all ways to part the clusters it takes that with the fewest left over, then that with the fewest words.
    """
    if not any(_is_khmer(part) for part in parts):
        return {}
    sizes = best(parts)
    found: dict[int, bool] = {}
    at, was_known = 0, False
    while at < len(parts):
        size, is_known = sizes[at]
        if is_known and was_known:
            found[at] = True
        found |= dict.fromkeys(range(at + 1, at + size), False)
        at, was_known = at + size, is_known
    return found


def best(parts: Sequence[str]) -> list[tuple[int, bool]]:
    """From each cluster on: how many make the first piece, and whether that is a known word."""
    known, parts, count = _words(), [_alike(part) for part in parts], len(parts)
    costs = [(0, 0)] * (count + 1)
    sizes = [(1, False)] * count
    for at in reversed(range(count)):
        left, words = costs[at + 1]
        costs[at] = (left + 1, words)
        for size in range(1, min(_LONGEST, count - at) + 1):
            left, words = costs[at + size]
            if (left, words + 1) <= costs[at] and "".join(parts[at : at + size]) in known:
                costs[at], sizes[at] = (left, words + 1), (size, True)
    return sizes


def _is_khmer(part: str) -> bool:
    script = script_of(ord(part[0]))
    return script is not None and script.name == "khmer"
