"""Days and sizes in the digits and with the decimal mark of the desk's language."""

from __future__ import annotations

from bwdesk.texts import Texts
from bwdesk.ui.look import locale_of


def days_words(halves: int, texts: Texts) -> str:
    """Days that are kept as halves: "3", "10.5"."""
    return locale_of(texts.language).toString(halves / 2, "f", 1 if halves % 2 else 0)


def megabytes(size: int, texts: Texts) -> str:
    """Bytes as megabytes with one digit after the mark."""
    return locale_of(texts.language).toString(size / 1_000_000, "f", 1)
