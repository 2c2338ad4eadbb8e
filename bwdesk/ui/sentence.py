"""A failure in the reader's words. Light, because the unlock screen needs it."""

from __future__ import annotations

from bwdesk.errors import DeskError
from bwdesk.texts import Texts


def sentence_of(error: DeskError, texts: Texts) -> tuple[str, str]:
    """(first sentence, the rest) of a failure in the reader's language; one without words says so."""
    key = f"error.{error.key}"
    whole = texts(key, **error.params) if texts.has(key) else texts("error.unnamed")
    for stop in (". ", "。", "۔ ", "។ ", "। ", "؛ "):
        head, found, rest = whole.partition(stop)
        if found:
            return head + stop.strip(), rest
    return whole, ""
