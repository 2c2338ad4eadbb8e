"""The language of the pages for factories and buyers: the first that the browser asks for and the pages have words in, else English."""

from __future__ import annotations

from contextvars import ContextVar
from functools import cache
from typing import Final

from bwdesk.paths import RESOURCES
from bwdesk.texts import SOURCE_LANGUAGE, Texts, languages

LONGEST: Final = 400
MOST: Final = 20
_spoken: ContextVar[str] = ContextVar("language of the pages", default=SOURCE_LANGUAGE)


def speak(wanted: str) -> None:
    """From now on, in this request, what an Accept-Language header asks for."""
    _spoken.set(chosen(wanted))


def words() -> Texts:
    """The words of this request."""
    return _texts(_spoken.get())


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
