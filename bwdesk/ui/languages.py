"""The languages a person can choose, each by its own name, with how far its words have come."""

from __future__ import annotations

from bwdesk.texts import SOURCE_LANGUAGE, Texts, languages, standing
from bwdesk.ui.look import language_name


def language_choices(texts: Texts) -> list[tuple[str, str]]:
    """(code, name as it is shown): a draft says that nobody has reviewed it, and how much of it is there."""
    return [(code, _shown(texts, code)) for code in languages()]


def _shown(texts: Texts, code: str) -> str:
    name, found = language_name(code), standing(code)
    if code == SOURCE_LANGUAGE or (found.percent == 100 and not found.drafts):
        return name
    named = f"\u2068{name}\u2069"  # its direction may be another than the sentence's
    key = "settings.language.draft" if found.drafts else "settings.language.part"
    return texts(key, name=named, percent=found.percent)
