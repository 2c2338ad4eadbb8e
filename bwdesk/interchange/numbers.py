"""Numbers of people as lists write them. A number that cannot be read is said so and stays unknown; it never becomes 0."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MOST_WORKERS: Final = 2_000_000  # no factory has more; a larger number is a telephone number or a sum
_NOT_GIVEN: Final = re.compile(
    r"[-–—?./]*|#n/a|n\.a\.?|n/[ad]|tb[cd]|null|unknown|not (?:known|available|given|disclosed)|no data",
    re.IGNORECASE,
)
_ABOUT: Final = re.compile(
    r"^(?:about|around|approx(?:imately)?\.?|app\.|circa|ca\.?|c\.|nearly|almost|over|more than|up to|at least|~|≈|>|≥|\+/-|±"
    r"|environ|env\.|aproximadamente|aprox\.|unos|cerca de|khoảng|hơn|sekitar|kurang lebih|প্রায়|ប្រហែល|حوالي|نحو|تقريبا|约|約"
    r"|yaklaşık|etwa|rund|ungefähr|በግምት|ወደ|ආසන්න වශයෙන්|දළ වශයෙන්|சுமார்|தோராயமாக|تقریبا|تقریباً|لگ بھگ)\s*"
    r"|\s*(?:\+|approx\.?|or so|civarı|civarında|ገደማ|පමණ)$",
    re.IGNORECASE,
)
_PEOPLE: Final = re.compile(
    r"\s*(?:workers?|employees?|persons?|people|pax|staff|heads?|travailleurs|ouvri(?:er|ère)s|salariés|personnes|trabajador[ae]s|personas|người"
    r"|lao động|công nhân|orang|pekerja|karyawan|জন|শ্রমিক|នាក់|عامل[اةً]*|عمال|人|名"
    r"|kişi|çalışan|işçi|personen|mitarbeiter|beschäftigte|arbeiter|ሠራተኞች|ሰራተኞች|ሰዎች|ሰው|සේවකයින්|සේවකයන්|දෙනා|දෙනෙක්|பேர்|நபர்கள்|தொழிலாளர்கள்"
    r"|کارکن|افراد|ملازمین)\.?$",
    re.IGNORECASE,
)
_GROUPED: Final = re.compile(r"[1-9]\d{0,2}(?:(?P<by>[ ,.'’_])\d{3})(?:(?P=by)\d{3})*")
_INDIAN: Final = re.compile(r"[1-9]\d?(?:,\d{2})+,\d{3}")
_WITH_ZEROS: Final = re.compile(r"(?P<whole>\d[\d ,.'’_]*?)[.,]0{1,2}")
_POWER: Final = re.compile(r"(?P<digits>\d(?:[.,]\d+)?)[eE]\+?(?P<power>\d{1,2})")


def people(text: str) -> tuple[int | None, str | None]:
    """The number in a cell, and the key of a note where a person should look: `about` (taken as it stands) or `unclear` (left out)."""
    plain = _with_western_digits(text)
    if is_not_given(plain) or plain.casefold() in ("na", "nd"):
        return None, None
    number = _whole_number(_PEOPLE.sub("", plain))
    if number is not None:
        return number, None
    number = _whole_number(_PEOPLE.sub("", _ABOUT.sub("", _PEOPLE.sub("", plain)).strip()))
    return (number, "intake.note.number_about") if number is not None else (None, "intake.note.number_unclear")


def is_not_given(text: str) -> bool:
    """Whether a cell is blank, or says in a usual way that there is nothing to say: -, n/a, unknown."""
    return _NOT_GIVEN.fullmatch(text) is not None


def _whole_number(text: str) -> int | None:
    if zeros := _WITH_ZEROS.fullmatch(text):
        whole = zeros["whole"]
        text = whole if _digits(whole) is not None else text
    number = _digits(text)
    if number is None and (power := _POWER.fullmatch(text)):
        digits, _, decimals = power["digits"].replace(",", ".").partition(".")
        missing = int(power["power"]) - len(decimals)
        number = int(digits + decimals) * 10**missing if 0 <= missing <= 9 else None
    return number if number is None or number <= MOST_WORKERS else None


def _digits(text: str) -> int | None:
    if _GROUPED.fullmatch(text) or _INDIAN.fullmatch(text):
        text = re.sub(r"\D", "", text)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 12 else None


def _with_western_digits(text: str) -> str:
    """The text with digits of every script as 0–9, every kind of blank as one blank, and Arabic separators as their likes."""
    letters = []
    for character in unicodedata.normalize("NFKC", text).replace("٬", ",").replace("٫", "."):
        digit = unicodedata.digit(character, -1)
        letters.append(str(digit) if digit >= 0 else " " if character.isspace() else character)
    return " ".join("".join(letters).split())
