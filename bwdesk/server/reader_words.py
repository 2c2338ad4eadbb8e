"""The language of the pages for factories and buyers: what was chosen on them, else the first that the browser asks for and the pages
have words in, else English."""

from __future__ import annotations

from contextvars import ContextVar
from functools import cache
from typing import Final

from babel import Locale

from bwdesk.paths import RESOURCES
from bwdesk.texts import SOURCE_LANGUAGE, Texts, languages

LONGEST: Final = 400
MOST: Final = 20
_here: ContextVar[str] = ContextVar("the page asked for", default="")
_spoken: ContextVar[str] = ContextVar("language of the pages", default=SOURCE_LANGUAGE)


def speak(wanted: str, kept: str = "", here: str = "") -> None:
    """From now on, in this request, the language `kept` from a choice on the page, else what an Accept-Language header asks for.

    `here`: the page that a choice of language comes back to.
    """
    _spoken.set(kept if is_there(kept) else chosen(wanted))
    _here.set(here)


def is_there(code: str) -> bool:
    """True for a language that the pages have words in."""
    return code in _there()


def here() -> str:
    """The page of this request. For templates."""
    return _here.get()


@cache
def choices() -> tuple[tuple[str, str], ...]:
    """The languages that can be chosen (code, name in itself), by code. For templates."""
    named = [(code, Locale.parse(code).get_language_name(code) or code) for code in sorted(_there())]
    return tuple((code, name[:1].upper() + name[1:]) for code, name in named)


def words() -> Texts:
    """The words of this request."""
    return _texts(_spoken.get())


def apart(text: str) -> str:
    """A day, a code, or what a person wrote, set apart from the direction of the words around it. For templates."""
    return f"\u2068{text}\u2069" if text and words().is_right_to_left else text


def say(key: str, **params: object) -> str:
    """A sentence in the language of this request. For templates."""
    return words()(key, **params)


def chosen(wanted: str) -> str:
    """The language for an Accept-Language header; a header that is none asks for English."""
    asked: list[tuple[float, int, str]] = []
    for place, part in enumerate(wanted[:LONGEST].split(",")[:MOST]):
        code, _, rest = part.strip().partition(";")
        asked.append((-_weight(rest), place, code.partition("-")[0].lower()))
    return next((code for weight, _, code in sorted(asked) if weight < 0 and code in _there()), SOURCE_LANGUAGE)


def _weight(rest: str) -> float:
    name, _, value = rest.strip().partition("=")
    if name != "q":
        return 1.0
    try:
        return max(0.0, min(1.0, float(value)))
    except ValueError:
        return 0.0


@cache
def _there() -> frozenset[str]:
    return frozenset(code for code in languages() if (RESOURCES / "texts" / code / "portal.po").is_file())


@cache
def _texts(code: str) -> Texts:
    return Texts(code)
