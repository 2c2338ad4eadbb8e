"""The OS ID of a factory in Open Supply Hub: its form and its check character, judged offline.

Fifteen characters: two letters of the country, year and day of the year it was given (7 digits), five random characters and one
check character, the last thirteen in Crockford's base 32 (programme.md §4.3). Nothing here asks a network, and nothing refuses a
factory: a wrong OS ID is worth a warning only.
"""

from __future__ import annotations

import re
from typing import Final

LENGTH: Final = 15
_SYMBOLS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES: Final = {symbol: value for value, symbol in enumerate(_SYMBOLS)}
_SHAPE: Final = re.compile(rf"[A-Z]{{2}}[0-9]{{4}}[0-3][0-9]{{2}}[{_SYMBOLS}]{{6}}")
_READ_AS: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SEPARATORS: Final = re.compile(r"[\s\-\u00a0\u2010-\u2015_.]+")


def tidy_os_id(text: str) -> str:
    """An OS ID as people type it, in its one form: upper case, no blanks or hyphens, and O, I, L read as 0, 1, 1."""
    plain = _SEPARATORS.sub("", text).upper()
    if len(plain) != LENGTH:
        return plain
    return plain[:2] + plain[2:].translate(_READ_AS)


def check_character(first_fourteen: str) -> str:
    """The check character of the other fourteen; raises ValueError where a character has no place there."""
    if len(first_fourteen) != LENGTH - 1:
        raise ValueError("an OS ID has fourteen characters before its check character")
    try:
        rest = sum(_VALUES[character] for character in first_fourteen[2:])
    except KeyError:
        raise ValueError("a character that base 32 does not have") from None
    return _SYMBOLS[(ord(first_fourteen[0]) + ord(first_fourteen[1]) + rest) % len(_SYMBOLS)]


def is_valid_os_id(text: str) -> bool:
    """Whether a tidied OS ID has the form and the check character that belong to it."""
    return _SHAPE.fullmatch(text) is not None and check_character(text[:-1]) == text[-1]


def os_id_country(text: str) -> str | None:
    """The ISO 3166 letters at the front of a valid OS ID."""
    return text[:2] if is_valid_os_id(text) else None
