"""Countries in words."""

from __future__ import annotations

from bwdesk.interchange.countries import names_in
from bwdesk.texts import Texts


def country_words(code: str, texts: Texts) -> str:
    """A country (ISO alpha-2) by its name in the language of the desk; another code as it stands.

    The first call of a language reads its names, which takes 65 ms: ask when one is shown, not while a window is built.
    """
    return names_in(texts.language).get(code, code)
