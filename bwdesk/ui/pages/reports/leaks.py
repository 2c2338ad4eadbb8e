"""What must not leave and stands on a paper, in words: each place once, with the words there and the record they are from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bwdesk.domain.redaction import Leak
from bwdesk.errors import DeskError
from bwdesk.texts import Texts
from bwdesk.ui.sentence import sentence_of
from bwdesk.usecases.report_guard import Leaking

MOST: Final = 8
"""So many places are named one by one."""

LONGEST: Final = 60
"""So many signs of the words that must not leave are shown."""


def refusal_words(error: DeskError, texts: Texts) -> str:
    """Why a step was refused; of a leak, every place of it."""
    if isinstance(error, Leaking):
        return "\n".join([texts("report_life.leaks"), *leak_lines(error.leaks, texts)])
    return " ".join(sentence_of(error, texts))


def leak_lines(leaks: Sequence[Leak], texts: Texts) -> list[str]:
    """One line for each place, up to MOST of them."""
    told = []
    for one in leaks:
        words = one.found.words if len(one.found.words) <= LONGEST else one.found.words[:LONGEST] + " …"
        told.append(texts("report_life.leak", place=one.path, words=words, source=texts(f"report_life.from.{one.found.kind}")))
    told = list(dict.fromkeys(told))
    rest = len(told) - MOST
    return told[:MOST] + ([texts.count("report_life.leaks_more", rest)] if rest > 0 else [])
