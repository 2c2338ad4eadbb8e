"""Where a line may end. Clusters that never come apart, and the places between them where a line may break.

Scripts without spaces break at U+200B only where a writer has put any, else Khmer between words it knows (`khmer.py`), and all of it
that is in no list, Thai, Lao and Burmese between clusters as spelling allows; Chinese, Japanese and Korean between characters; all
others at spaces and after some hyphens. Numbers stay whole.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category

from bwdesk.reports.khmer import word_ends
from bwdesk.reports.scripts import script_of

ZERO_SPACE = "\u200b"
_JOINERS = "\u200c\u200d"
_STACKERS = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0c4d\u0ccd\u0d4d\u0dca"
_COENG = "\u17d2"
_BURMESE_STACK = "\u1039"
_NEVER_FIRST = frozenset(
    "។៕៖ៗ៘៙៚ะาำๅๆฯະາຳຽໆຯ၊။"
    + "、。，．・：；？！）］｝〉》」』】〕〗〙ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
    + ")]}»”’…,.;:!?%"
    + "।॥؟،؛۔"
)
_NEVER_LAST = frozenset("เแโใไເແໂໃໄ" + "（［｛〈《「『【〔〖〘" + "([{«“‘")
_KHMER_ENDINGS = frozenset("\u17cb\u17cd")  # signs that only a syllable's last consonant has
_FOLLOWING_VOWELS = frozenset("ะาำๅະາຳຽ")
_BURMESE_FINAL = re.compile("^[\u1000-\u1021\u103f](?:\u1037)?\u103a")
_GLUE = frozenset("\u00a0\u202f\u2060\ufeff\u2011")
_HANGUL_INNER = frozenset(map(chr, range(0x1160, 0x1200)))


@lru_cache(maxsize=1 << 15)
def clusters(word: str) -> tuple[str, ...]:
    """Splits text into pieces that are never torn apart: letter with its marks, Khmer subscripts, conjuncts, joined signs."""
    if word.isascii():
        return tuple(word)
    parts: list[str] = []
    for char in word:
        if parts and _joins(parts[-1], char):
            parts[-1] += char
        else:
            parts.append(char)
    return tuple(parts)


def _joins(before: str, char: str) -> bool:
    if category(char) in ("Mn", "Mc", "Me") or char in _JOINERS or char in _HANGUL_INNER:
        return True
    last = before[-1]
    if last == "\u200d":
        return True
    if last in (_COENG, _BURMESE_STACK):
        return script_of(ord(char)) is script_of(ord(last))
    if last in _STACKERS:
        return category(char) == "Lo" and script_of(ord(char)) is script_of(ord(last))
    if "\U0001f3fb" <= char <= "\U0001f3ff":
        return ord(before[0]) > 0x2000
    return len(before) == 1 and _is_flag(before) and _is_flag(char)


def _is_flag(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


@lru_cache(maxsize=1 << 15)
def units(word: str) -> tuple[str, ...]:
    """Splits a word (text without spaces) where a line may break; U+200B itself is dropped."""
    if word.isascii():
        return _ascii_units(word)
    done: list[str] = []
    for stretch in word.split(ZERO_SPACE):
        parts = clusters(stretch)
        if not parts:
            continue
        inside = ZERO_SPACE not in word
        known = word_ends(parts) if inside else {}
        start = 0
        for index in range(1, len(parts)):
            if known.get(index, True) and _may_break(parts, index, inside, known.get(index, False)):
                done.append("".join(parts[start:index]))
                start = index
        done.append("".join(parts[start:]))
    return tuple(done) or ("",)


def _may_break(parts: tuple[str, ...], index: int, inside: bool, is_known: bool) -> bool:
    left, right = parts[index - 1], parts[index]
    if left[-1] in _GLUE or right[0] in _GLUE or right[0] in _NEVER_FIRST or left[0] in _NEVER_LAST:
        return False
    if left[0].isdigit() and right[0].isdigit():
        return False
    if left[0] in "\u2013\u2014" or left[0] in "፡፣།་":
        return not right[0].isdigit()
    if left[0] == "-":
        return _hyphen_breaks("".join(parts[max(0, index - 3) : index - 1]), right)
    if is_known:
        return True
    one, other = script_of(ord(left[0])), script_of(ord(right[0]))
    if "han" in (one.name if one else "", other.name if other else ""):
        return True
    if one is None or one is not other or not one.breaks_inside or not inside:
        return False
    if _closes_syllable(one.name, parts, index):
        return False
    return _is_inside(parts, index)


def _closes_syllable(script: str, parts: tuple[str, ...], index: int) -> bool:
    """Whether the cluster at `index` is rather the end of a syllable than the start of one, as far as spelling tells."""
    left, right = parts[index - 1], parts[index]
    if script == "myanmar":
        return _BURMESE_FINAL.match(right) is not None
    if script == "khmer" and not _KHMER_ENDINGS.isdisjoint(right):
        return True
    if len(right) > 1:
        return False
    if script == "khmer":
        return any("\u17b6" <= char <= "\u17c5" for char in left)
    return index + 1 >= len(parts) or parts[index + 1][0] not in _FOLLOWING_VOWELS


def _is_inside(parts: tuple[str, ...], index: int) -> bool:
    """A lone cluster is not left at either end of a run of one script."""
    script = script_of(ord(parts[index][0]))
    before = index >= 2 and script_of(ord(parts[index - 2][0])) is script
    after = index + 1 >= len(parts) or script_of(ord(parts[index + 1][0])) is script
    return before and (after and index + 1 < len(parts))


def _ascii_units(word: str) -> tuple[str, ...]:
    if "-" not in word and "/" not in word:
        return (word,)
    done, start = [], 0
    for index in range(1, len(word)):
        left, right = word[index - 1], word[index]
        slash = left == "/" and len(word) > 15 and right.isalnum()
        if slash or (left == "-" and _hyphen_breaks(word[start : index - 1], right)):
            done.append(word[start:index])
            start = index
    done.append(word[start:])
    return tuple(done)


def _hyphen_breaks(before: str, right: str) -> bool:
    """After the hyphen of two words, not inside a code (OS-MGT-02), a range or a sign."""
    return len(before) >= 2 and before[-2:].isalpha() and before[-1:].islower() and right.isalpha()
