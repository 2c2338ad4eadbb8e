"""Countries as lists write them: ISO letters, or a name in any language of the programme; answered as ISO 3166-1 alpha-2.

The names come from the Unicode CLDR data in Babel. Spellings that CLDR does not have stand below.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from bwdesk.interchange.words import plain

_LANGUAGES: Final = (
    *("fr", "es", "vi", "id", "km", "bn", "ar", "ur", "si", "ta", "am", "mg", "pt", "zh", "zh_Hant", "ko", "ja", "hi", "ne", "my"),
    *("lo", "th", "ms", "fil", "uz", "ru", "tr", "de", "it", "nl", "pl", "fa", "sw", "ro", "cs", "bg", "uk", "el", "he", "sv", "da"),
)
_ALSO_CALLED: Final = {
    "AE": ("uae", "u a e", "emirates"),
    "BD": ("people s republic of bangladesh", "bangla desh", "b desh"),
    "BO": ("plurinational state of bolivia",),
    "CD": ("dr congo", "drc", "democratic republic of the congo"),
    "CI": ("ivory coast",),
    "CN": ("pr china", "p r china", "prc", "p r c", "people s republic of china", "mainland china", "china mainland", "china prc"),
    "CZ": ("czech republic",),
    "EG": ("arab republic of egypt",),
    "ET": ("federal democratic republic of ethiopia",),
    "GB": ("great britain", "england", "scotland", "wales", "northern ireland", "u k"),
    "HK": ("hong kong", "hongkong", "hong kong sar"),
    "HT": ("republic of haiti",),
    "ID": ("republic of indonesia", "ri"),
    "IR": ("islamic republic of iran", "iran islamic republic of"),
    "JO": ("hashemite kingdom of jordan",),
    "KH": ("kingdom of cambodia", "kampuchea"),
    "KP": ("dprk", "democratic people s republic of korea", "korea north"),
    "KR": ("korea", "republic of korea", "korea south", "korea republic of", "s korea", "rok"),
    "LA": ("lao", "lao pdr", "lao p d r", "lao people s democratic republic"),
    "LK": ("democratic socialist republic of sri lanka", "srilanka", "ceylon"),
    "MK": ("macedonia", "fyrom"),
    "MM": ("burma", "union of myanmar"),
    "MO": ("macao", "macau"),
    "NL": ("holland", "the netherlands"),
    "PH": ("the philippines", "republic of the philippines"),
    "PK": ("islamic republic of pakistan",),
    "RU": ("russian federation",),
    "SA": ("ksa", "kingdom of saudi arabia"),
    "SZ": ("swaziland",),
    "TH": ("kingdom of thailand",),
    "TR": ("turkey", "turkiye", "republic of turkey"),
    "TW": ("taiwan roc", "taiwan province of china", "chinese taipei", "republic of china"),
    "TZ": ("united republic of tanzania",),
    "US": ("usa", "u s a", "u s", "united states of america", "america"),
    "VN": ("viet nam", "socialist republic of vietnam", "socialist republic of viet nam", "s r vietnam"),
}
_NO_COUNTRIES: Final = frozenset({"EA", "EU", "EZ", "IC", "QO", "UN", "XA", "XB", "ZZ"})
_PARTS: Final = re.compile(r"[()\[\]/|,;:–—]|\s-\s|\n")


@cache
def country_code(text: str) -> str | None:
    """The ISO letters of a country given by code or name, None for what is no country known to us."""
    name = plain(text)
    if not name:
        return None
    found = _of_name(name)
    if found is None:
        parts = {_of_name(plain(part)) for part in _PARTS.split(text) if plain(part)} - {None}
        found = parts.pop() if len(parts) == 1 else None
    return found


@cache
def iso_codes() -> frozenset[str]:
    """All ISO 3166-1 alpha-2 codes (and XK, in use for Kosovo)."""
    return frozenset(code for code in _territories("en") if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES)


@cache
def names_in(language: str) -> dict[str, str]:
    """Every country by its ISO letters, named in a language of the desk (in English, where CLDR does not know the language)."""
    from babel.core import Locale, UnknownLocaleError  # see _english

    try:
        named = dict(Locale.parse(language).territories)
    except (UnknownLocaleError, ValueError):
        named = {}
    return {code: named.get(code) or name for code, name in _territories("en").items() if code in iso_codes()}


def code_in(language: str, text: str) -> str | None:
    """The ISO letters of a country given by letters, or by its name in one language or in English. Unlike `country_code` at once."""
    name = plain(text)
    if len(name) == 2 and name.upper() in iso_codes():
        return name.upper()
    return _own(language).get(name) or _english().get(name)


@cache
def _own(language: str) -> dict[str, str]:
    return {plain(name): code for code, name in names_in(language).items()}


def _of_name(name: str) -> str | None:
    if len(name) == 2 and name.upper() in iso_codes():
        return name.upper()
    first = _english()
    if name in first:
        return first[name]
    without_article = name.removeprefix("the ").removeprefix("republic of ").removesuffix(" the")
    return first.get(without_article) or _all_languages().get(name)


@cache
def _english() -> dict[str, str]:
    from babel.core import get_global  # with its data files 30 ms, and only lists need it

    names = {plain(name): code for code, name in _territories("en").items() if code in iso_codes()}
    for alias, codes in get_global("territory_aliases").items():
        if len(codes) == 1 and alias.isalpha() and codes[0] in iso_codes():
            names.setdefault(alias.lower(), codes[0])
    for code, others in _ALSO_CALLED.items():
        names.update(dict.fromkeys(others, code))
    return names


@cache
def _all_languages() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in _territories(language).items():
            if code in iso_codes():
                names.setdefault(plain(name), code)
    return names


def _territories(language: str) -> dict[str, str]:
    from babel import Locale  # see _english

    return dict(Locale.parse(language).territories)
