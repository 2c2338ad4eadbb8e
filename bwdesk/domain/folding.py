"""Text made comparable for finding: what looks or sounds the same to a person who searches becomes the same text.

Latin, Greek and Cyrillic letters lose case and marks (đ, ø, ł and their kin too), so that Vietnamese is found with and without
marks and in any normal form. Marks of Khmer, Bengali, Arabic and all other scripts are letters to their readers and stay; only what
writers leave out at will goes: Arabic vowel signs and the stretching tatweel, invisible joiners. Digits of any script become 0-9.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_PLAIN: Final = {
    "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ø": "o", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th", "ƒ": "f", "ŋ": "n",
    "ʻ": "'", "ʼ": "'", "‘": "'", "’": "'", "ʹ": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ؤ": "و", "ئ": "ي",
}  # fmt: skip
_ARABIC_SIGNS: Final = frozenset(map(chr, (*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, 0x0640, *range(0x06D6, 0x06EE))))
_UNSEEN: Final = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069")
_FOLDED_MARKS: Final = ("LATIN", "GREEK", "CYRILLIC")


def fold_text(text: str) -> str:
    """The text as it is compared when people search. Lines and spaces are kept."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    kept: list[str] = []
    loses_marks = True
    for character in decomposed:
        kind = _kind(character)
        if kind == "mark":
            if not loses_marks:
                kept.append(character)
        elif kind != "gone":
            folded = _folded(character)
            if kind != "space":
                loses_marks = kind == "western"
            kept.append(folded)
    return unicodedata.normalize("NFC", "".join(kept))


def folded_words(text: str) -> list[str]:
    """The words of a folded text, cut where it has neither letter, digit nor mark."""
    return "".join(c if _is_wordy(c) else " " for c in fold_text(text)).split()


@lru_cache(maxsize=4096)
def _is_wordy(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character)[0] == "M"


@lru_cache(maxsize=4096)
def _kind(character: str) -> str:
    """`western` (its marks go), `mark`, `space`, `gone`, or `other` (its marks stay)."""
    if character in _ARABIC_SIGNS or character in _UNSEEN:
        return "gone"
    if unicodedata.category(character)[0] == "M":
        return "mark"
    if character.isspace():
        return "space"
    return "western" if unicodedata.name(character, "").startswith(_FOLDED_MARKS) or character.isascii() else "other"


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    digit = unicodedata.digit(character, None)
    return character if digit is None else str(digit)
