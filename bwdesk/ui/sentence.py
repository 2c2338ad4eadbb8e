"""A failure in the reader's words. Light, because the unlock screen needs it."""

from __future__ import annotations

import re
from typing import Final

from bwdesk.errors import DeskError
from bwdesk.texts import Texts

_STOP: Final = re.compile("。|[.۔។।።؛] ")


def sentence_of(error: DeskError, texts: Texts) -> tuple[str, str]:
    """(first sentence, the rest) of a failure in the reader's language; one without words says so."""
    key = f"error.{error.key}"
    whole = texts(key, **error.params) if texts.has(key) else texts("error.unnamed")
    stop = _STOP.search(whole)
    return (whole[: stop.end()].rstrip(), whole[stop.end() :]) if stop else (whole, "")
