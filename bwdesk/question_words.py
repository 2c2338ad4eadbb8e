"""The questions in other languages than the set's own, as catalogues by question code. A leaf.

Sources are `resources/tools/words/<language>/questions.po`: `<code>` is the question, `<code>.title` its short name; drafts that nobody
has reviewed are marked and used as everywhere (texts.py). What a language lacks is shown in the set's own words.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from bwdesk.domain.tool import Question, Tool
from bwdesk.paths import RESOURCES
from bwdesk.shipped import tool
from bwdesk.texts import Texts, languages

FOLDER = RESOURCES / "tools" / "words"


def question_languages(folder: Path = FOLDER) -> list[str]:
    """Languages in which questions can be shown besides the set's own."""
    return languages(folder) if folder.is_dir() else []


def question_in(language: str, code: str, folder: Path = FOLDER) -> str:
    """The question in a language; empty where it has none."""
    words = _words(language, folder)
    return words(code) if words.has(code) else ""


@cache
def tool_in(name: str, language: str, folder: Path = FOLDER) -> Tool:
    """The tool version `name` with its questions in a language, as far as that has them. Raises as `shipped.tool` does."""
    found = tool(name)
    if language not in question_languages(folder):
        return found

    def one(question: Question) -> Question:
        text, title = (question_in(language, question.code + part, folder) for part in ("", ".title"))
        return replace(question, text=text or question.text, title=title or text or question.title)

    return replace(found, questions=tuple(one(question) for question in found.questions))


@cache
def _words(language: str, folder: Path) -> Texts:
    return Texts(language, folder)
