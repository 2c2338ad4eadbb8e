"""The questions in other languages than the set's own, as catalogues by question code. A leaf.

Sources are `resources/tools/words/<language>/*.po`: `<code>` is the question, or the name of a cluster or compliance point,
`<code>.title` the question's short name. Drafts that nobody has reviewed are marked and used as everywhere (texts.py); what a language
lacks is shown in the set's own words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from bwdesk.domain.programme import in_digits
from bwdesk.domain.tool import Cluster, Question, Tool
from bwdesk.paths import RESOURCES
from bwdesk.shipped import tool
from bwdesk.texts import SOURCE_LANGUAGE, Texts, joined

FOLDER = RESOURCES / "tools" / "words"


def question_languages(folder: Path = FOLDER) -> list[str]:
    """Languages in which questions, not only their headings, can be shown besides the set's own."""
    return sorted(path.parent.name for path in folder.glob("*/questions.po"))


def question_in(language: str, code: str, folder: Path = FOLDER) -> str:
    """The question in a language; empty where it has none."""
    words = _words(language, folder)
    return words(code) if words.has(code) else ""


@cache
def tool_in(name: str, language: str, folder: Path = FOLDER, digits: str = "") -> Tool:
    """The tool version `name` with its questions in a language ("km"), as far as that has them, or in two ("en+km").

    `digits` (a key of `domain.programme.DIGITS`): what the figures of the language's own words are written in, western where it is empty.
    Raises as `shipped.tool` does.
    """
    first, _, second = language.partition("+")
    if second:
        return _in_both(tool_in(name, first, folder, digits), tool_in(name, second, folder, digits))
    found = tool(name)
    if not (folder / language).is_dir():
        return found

    def said(code: str) -> str:
        return in_digits(question_in(language, code, folder), digits)

    def one(question: Question) -> Question:
        text, title = said(question.code), said(question.code + ".title")
        return replace(question, text=text or question.text, title=title or text or question.title)

    def named(one: Cluster) -> Cluster:
        points = tuple(replace(point, name=said(point.code) or point.name) for point in one.points)
        return replace(one, name=said(one.code) or one.name, points=points)

    return replace(found, questions=tuple(one(question) for question in found.questions), clusters=tuple(map(named, found.clusters)))


def sentences_of(found: Tool) -> frozenset[str]:
    """The questions, their short names, and the names of clusters and points, as they stand in a tool."""
    return frozenset(_sentences(found)) - {""}


@cache
def lacked(name: str, language: str, folder: Path = FOLDER) -> frozenset[str]:
    """The sentences of a tool version that a language has no words of its own for. Raises as `shipped.tool` does."""
    if language == SOURCE_LANGUAGE:
        return frozenset()

    def has(*codes: str) -> bool:
        return any(question_in(language, code, folder) for code in codes)

    found = tool(name)
    questions = {one.text for one in found.questions if not has(one.code)}
    titles = {one.title for one in found.questions if not has(one.code + ".title", one.code)}
    clusters = {one.name for one in found.clusters if not has(one.code)}
    points = {point.name for one in found.clusters for point in one.points if not has(point.code)}
    return frozenset(questions | titles | clusters | points) - {""}


def _sentences(found: Tool) -> Iterator[str]:
    for question in found.questions:
        yield from (question.text, question.title)
    for cluster in found.clusters:
        yield cluster.name
        yield from (point.name for point in cluster.points)


def _in_both(one: Tool, other: Tool) -> Tool:
    """Two versions of the same questions as one, with every text joined of both."""
    questions = tuple(
        replace(a, text=joined(a.text, b.text), title=joined(a.title, b.title)) for a, b in zip(one.questions, other.questions, strict=True)
    )
    clusters = tuple(
        replace(
            a,
            name=joined(a.name, b.name),
            points=tuple(replace(p, name=joined(p.name, q.name)) for p, q in zip(a.points, b.points, strict=True)),
        )
        for a, b in zip(one.clusters, other.clusters, strict=True)
    )
    return replace(one, questions=questions, clusters=clusters)


@cache
def _words(language: str, folder: Path) -> Texts:
    return Texts(language, folder)
