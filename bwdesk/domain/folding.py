"""Text made comparable for finding: what looks or sounds the same to a person who searches becomes the same text.

Latin, Greek and Cyrillic letters lose case and marks (đ, ø, ł and their kin too), so that Vietnamese is found with and without
marks and in any normal form. Marks of Khmer, Bengali, Arabic and all other scripts are letters to their readers and stay; only what
writers leave out at will goes: Arabic vowel signs and the stretching tatweel, invisible joiners. Digits of any script become 0-9.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_PLAIN: Final = {
    "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ø": "o", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th", "ƒ": "f", "ŋ": "n",
    "ʻ": "'", "ʼ": "'", "‘": "'", "’": "'", "ʹ": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-",
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ۃ": "ه", "ة": "ه",
}  # fmt: skip
_ARABIC_SIGNS: Final = (range(0x0610, 0x061B), range(0x0640, 0x0641), range(0x064B, 0x0660), range(0x0670, 0x0671), range(0x06D6, 0x06EE))
_WESTERN_MARKS: Final = (range(0x0300, 0x0370), range(0x1AB0, 0x1B00), range(0x1DC0, 0x1E00), range(0x20D0, 0x2100), range(0xFE20, 0xFE30))
_UNSEEN: Final = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def fold_text(text: str) -> str:
    """The text as it is compared when people search. Lines and spaces are kept."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", text).casefold().translate(_FOLDED))


def folded_words(text: str) -> list[str]:
    """The words of a text, folded, cut where it has neither letter, digit nor mark."""
    return fold_text(text).translate(_SPACED).split()


class _Folded(dict[int, str]):
    """What each character of a decomposed text becomes; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = _fold_one(chr(code))
        return self[code]


class _Spaced(dict[int, str]):
    """Every character that stands in no word becomes a space."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = character if character.isalnum() or unicodedata.category(character)[0] == "M" else " "
        return self[code]


def _fold_one(character: str) -> str:
    code = ord(character)
    if character in _UNSEEN or any(code in signs for signs in (*_ARABIC_SIGNS, *_WESTERN_MARKS)):
        return ""
    digit = unicodedata.digit(character, None)
    return _PLAIN.get(character, character) if digit is None else str(digit)


_FOLDED: Final = _Folded()
_SPACED: Final = _Spaced()
