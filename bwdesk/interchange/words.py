"""Words made comparable: for headings, country names, and names of factories. Pure text in, plain text out."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LETTERS_WITHOUT_PARTS: Final = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "’": "'"})
_ONE_SOUND: Final = str.maketrans(
    "ሐሑሒሓሔሕሖኀኁኂኃኄኅኆሠሡሢሣሤሥሦዐዑዒዓዔዕዖፀፁፂፃፄፅፆሃኣኻأإآٱىیکةہۃە",
    "ሀሁሂሀሄህሆሀሁሂሀሄህሆሰሱሲሳሴስሶአኡኢአኤእኦጸጹጺጻጼጽጾሀአሀااااييكهههه",
    "ـًٌٍَُِّْ",
)  # Amharic has several letters for one sound, Arabic and Urdu one letter in several characters; vowel marks are left out
_SPACED: Final = {"LATIN", "CYRILLIC", "GREEK", "ARABIC", "BENGALI", "DEVANAGARI", "SINHALA", "TAMIL", "ETHIOPIC", "HEBREW", "HANGUL"}


@lru_cache(maxsize=200_000)
def plain(text: str) -> str:
    """Lower case, without accents on Latin letters and without punctuation, single blanks between words."""
    if text.isascii():
        return " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split())
    letters: list[str] = []
    latin = False
    for character in unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS_WITHOUT_PARTS)):
        category = unicodedata.category(character)
        if category == "Mn" and latin:
            continue
        if category[0] in "LNM":
            latin = character.isascii() or (category[0] == "L" and script_of(character) == "LATIN")
            letters.append(character)
        elif category != "Cf":
            latin = False
            letters.append(" ")
    return " ".join(unicodedata.normalize("NFC", "".join(letters)).split())


def plain_heading(text: str) -> str:
    """A heading's words, with FactoryName, factory_name and "Factory  name" alike, and letters of one sound as one."""
    return plain(_CAMEL.sub(" ", text.replace("_", " "))).translate(_ONE_SOUND)


@lru_cache(maxsize=4096)
def script_of(character: str) -> str:
    """The script a letter belongs to, by the first word of its Unicode name; "" for what is no letter."""
    if not unicodedata.category(character).startswith(("L", "M")):
        return ""
    return unicodedata.name(character, "").split(" ")[0]


def main_script(text: str) -> str:
    """The script most letters of a text belong to, "" without letters."""
    counts: dict[str, int] = {}
    for character in text:
        script = script_of(character)
        if script and script != "COMBINING":
            counts[script] = counts.get(script, 0) + 1
    return max(counts, key=lambda script: counts[script]) if counts else ""


def is_written_without_blanks(text: str) -> bool:
    """Whether words of this text may stand inside longer ones: Khmer, Thai, Lao, Burmese, Chinese, Japanese."""
    return main_script(text) not in _SPACED and bool(main_script(text))
