"""Which of the question set's sentences on a paper stand in the set's own words, because a language of the paper has none for them.

What a person wrote is in no language of the paper's and is not counted; nor is law, which is cited as it is called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass

from babel import Locale

from bwdesk.question_words import lacked, sentences_of, tool_in
from bwdesk.reports.values import Paper, WordsLacked
from bwdesk.shipped import tool_names
from bwdesk.texts import side


def lacks_of(paper: Paper, languages: str) -> tuple[WordsLacked, ...]:
    """What each language of a paper ("km", or "en+km") lacks; nothing for one that has all."""
    name = paper.head.tool
    if name not in tool_names():
        return ()
    said, found = set(_texts(paper)), []
    for which, language in enumerate(languages.split("+")):
        there = {side(text, which) for text in said} & sentences_of(tool_in(name, language, digits=paper.head.digits))
        if missing := there & lacked(name, language):
            found.append(WordsLacked(language, len(missing), len(there)))
    return tuple(found)


def told(lack: WordsLacked, say: Callable[..., str], number: Callable[[int], str] = str) -> str:
    """A sentence that says so, the language by its own name."""
    name = Locale.parse(lack.language).get_language_name(lack.language) or lack.language
    return say("reports.lacks", language=f"\u2068{name[:1].upper()}{name[1:]}\u2069", count=number(lack.count), of=number(lack.of))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _texts(getattr(value, one.name))
