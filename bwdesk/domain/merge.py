"""Text from two sides: what settles itself, what a person decides.

Three-way merge by tokens over the text both sides had seen: words where a script has spaces, grapheme clusters where it has none.
A word typed by either side is never dropped: what does not fit together is a conflict, with both passages kept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

_NO_SPACES: Final = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0x9FFF), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F),
                     (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))  # fmt: skip
_VIRAMA: Final = frozenset("\u1039\u17d2")
LEAST_SHARED: Final = 3
_JOINERS: Final = frozenset("\u200c\u200d")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of merged text. `same`: as both had it or one changed it; `overlap`: both changed it, and differently."""

    kind: Literal["same", "mine", "theirs", "overlap"]
    mine: str
    theirs: str

    @property
    def text(self) -> str:
        """What stands in the merged preview: overlapping passages one after the other."""
        if self.kind == "theirs":
            return self.theirs
        if self.kind != "overlap":
            return self.mine
        joint = "" if not self.mine or not self.theirs or self.mine[-1:].isspace() or self.theirs[:1].isspace() else " "
        return self.mine + joint + self.theirs


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome of a merge: `text` holds every typed word; `is_clean` when nobody needs to look."""

    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        return "".join(passage.text for passage in self.passages)

    @property
    def is_clean(self) -> bool:
        return all(passage.kind != "overlap" for passage in self.passages)


def merge_texts(base: str, mine: str, theirs: str) -> Merged:
    """Merges two edits of `base`. Equal edits count once."""
    if mine == theirs:
        return Merged((Passage("same", mine, theirs),))
    if base in (mine, theirs):
        kind: Literal["mine", "theirs"] = "theirs" if mine == base else "mine"
        return Merged((Passage(kind, mine, theirs),))
    b, m, t = tokens(base), tokens(mine), tokens(theirs)
    passages: list[Passage] = []
    for (b0, b1), (m0, m1), (t0, t1), stable in _regions(b, m, t):
        _add(passages, "".join(b[b0:b1]), "".join(m[m0:m1]), "".join(t[t0:t1]), stable=stable)
    return Merged(tuple(passages))


def shared_words(mine: str, theirs: str) -> str:
    """What two people wrote alike who started from nothing: stretches of at least three words (or clusters), in order."""
    m, t = tokens(mine), tokens(theirs)
    blocks = SequenceMatcher(None, m, t, autojunk=False).get_matching_blocks()
    alike = [m[block.a : block.a + block.size] for block in blocks]
    return "".join("".join(words) for words in alike if sum(_is_wordy(word[0]) for word in words) >= LEAST_SHARED)


def _add(passages: list[Passage], base: str, mine: str, theirs: str, *, stable: bool) -> None:
    if stable or mine == theirs:
        kind: Literal["same", "mine", "theirs", "overlap"] = "same"
    elif mine == base:
        kind = "theirs"
    elif theirs == base:
        kind = "mine"
    else:
        kind = "overlap"
    if mine or theirs:
        passages.append(Passage(kind, mine, theirs))


Span = tuple[int, int]


def _regions(b: Sequence[str], m: Sequence[str], t: Sequence[str]) -> list[tuple[Span, Span, Span, bool]]:
    """Cuts the three texts into stretches that all share (stable) and stretches somebody changed."""
    regions: list[tuple[Span, Span, Span, bool]] = []
    bi = mi = ti = 0
    for bs, ms, ts, size in _anchors(b, m, t):
        if bs > bi or ms > mi or ts > ti:
            regions.append(((bi, bs), (mi, ms), (ti, ts), False))
        regions.append(((bs, bs + size), (ms, ms + size), (ts, ts + size), True))
        bi, mi, ti = bs + size, ms + size, ts + size
    if bi < len(b) or mi < len(m) or ti < len(t):
        regions.append(((bi, len(b)), (mi, len(m)), (ti, len(t)), False))
    return regions


def _anchors(b: Sequence[str], m: Sequence[str], t: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Stretches of the base that stand unchanged on both sides: (base, mine, theirs, length)."""
    mine = SequenceMatcher(None, b, m, autojunk=False).get_matching_blocks()
    theirs = SequenceMatcher(None, b, t, autojunk=False).get_matching_blocks()
    anchors: list[tuple[int, int, int, int]] = []
    i = j = 0
    while i < len(mine) and j < len(theirs):
        start = max(mine[i].a, theirs[j].a)
        end = min(mine[i].a + mine[i].size, theirs[j].a + theirs[j].size)
        if start < end:
            anchors.append((start, mine[i].b + start - mine[i].a, theirs[j].b + start - theirs[j].a, end - start))
        if mine[i].a + mine[i].size < theirs[j].a + theirs[j].size:
            i += 1
        else:
            j += 1
    return anchors


def tokens(text: str) -> list[str]:
    """Words and the spaces between them; single clusters in scripts without spaces. Joined, they are the text again."""
    found: list[str] = []
    for character in text:
        if found and _belongs(found[-1], character):
            found[-1] += character
        else:
            found.append(character)
    return found


def _belongs(last: str, character: str) -> bool:
    end = last[-1]
    if unicodedata.category(character) in ("Mn", "Mc", "Me") or character in _JOINERS or end in _VIRAMA or end == "\u200d":
        return not end.isspace()
    if has_no_spaces(character) or has_no_spaces(end) or character == "\n" or end == "\n":
        return False
    return (character.isspace() and end.isspace()) or (_is_wordy(character) and _is_wordy(end))


def _is_wordy(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character)[0] == "M" or character in "_\u2019'" or character in _JOINERS


def has_no_spaces(character: str) -> bool:
    """True for letters of scripts that write words without spaces between them (Khmer, Thai, Lao, Burmese, CJK)."""
    code = ord(character)
    return any(low <= code <= high for low, high in _NO_SPACES)
