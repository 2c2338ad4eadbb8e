"""Languages as they are while a new question set has no words yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from bwdesk import question_words


@contextmanager
def untranslated(codes: Mapping[str, tuple[str, ...]]) -> Iterator[None]:
    """Questions whose codes begin so have no words in a language (`codes` by language), nor short names; headings have."""
    whole = question_words.question_in

    def found(language: str, code: str, folder: Path = question_words.FOLDER) -> str:
        is_lacking = code.count("-") > 1 and code.startswith(codes.get(language, ("-",)))
        return "" if is_lacking else whole(language, code, folder)

    kept = (question_words.tool_in, question_words.lacked)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(question_words, "question_in", found)
        for one in kept:
            one.cache_clear()
        yield
    for one in kept:
        one.cache_clear()
