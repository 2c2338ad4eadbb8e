"""The form of a library pack and what may be read and quoted of it. Never files, never the desk's records.

A pack is one UTF-8 text: a JSON header, a line `---`, then articles. An article begins with `## id | title`, then lines `source:`, `url:`,
`as_of:`, `until:`, `check:` in any order, an empty line, and its paragraphs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bwdesk.domain.folding import folded_words
from bwdesk.errors import Refused

MOST_CHARACTERS: Final = 2_000_000
MOST_ARTICLES: Final = 1_000
LONGEST_ARTICLE: Final = 20_000
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{1,40}\Z")
_VERSION: Final = re.compile(r"[0-9]{4}(\.[0-9]{1,3}){1,2}\Z")
_ARTICLE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,30}\Z")
_FACTS: Final = ("source", "url", "as_of", "until", "check")


@dataclass(frozen=True, slots=True)
class Article:
    """A passage of a pack. `as_of`: the day its words were true; `until`: its last day in force; `check`: what a reader should verify."""

    ref: str
    id: str
    title: str
    text: str
    source: str
    as_of: date
    url: str = ""
    until: date | None = None
    check: str = ""


@dataclass(frozen=True, slots=True)
class PackFile:
    """A pack as it was read. `country` is ISO alpha-2, "" for what holds everywhere; `limits` says what the pack is not."""

    name: str
    version: str
    country: str
    title: str
    limits: str
    valid_from: date
    valid_until: date | None
    articles: tuple[Article, ...]

    @property
    def label(self) -> str:
        """Name and version, as they are cited: "ilo@2026.1"."""
        return f"{self.name}@{self.version}"

    def order(self) -> tuple[int, ...]:
        """For telling the newer of two versions."""
        return tuple(int(part) for part in self.version.split("."))


# Reading -------------------------------------------------------------------------------------------------------------------------


def read_pack(said: str) -> PackFile:
    """Reads a pack. Raises Refused that names the field of the header or the article and its line; nothing is taken by halves."""
    if len(said) > MOST_CHARACTERS:
        raise Refused("library.too_big")
    head, mark, body = said.replace("\r\n", "\n").removeprefix("\ufeff").partition("\n---\n")
    try:
        facts = json.loads(head) if mark else None
    except (ValueError, RecursionError):
        facts = None
    if not isinstance(facts, dict):
        raise Refused("library.no_header")
    name, version = _text(facts, "name", _NAME), _text(facts, "version", _VERSION)
    country = _text(facts, "country", re.compile(r"([A-Z]{2})?\Z"))
    return PackFile(
        name, version, country, _text(facts, "title"), _text(facts, "limits"), _day(facts, "valid_from"),
        _day(facts, "valid_until") if facts.get("valid_until") else None,
        _articles(body, f"{name}@{version}", head.count("\n") + 3),
    )  # fmt: skip


def _text(facts: Mapping[str, object], field: str, form: re.Pattern[str] | None = None) -> str:
    value = facts.get(field)
    if not isinstance(value, str) or len(value) > 2_000 or (form is not None and not form.match(value)) or (form is None and not value):
        raise Refused("library.header", where=field)
    return value


def _day(facts: Mapping[str, object], field: str) -> date:
    try:
        return date.fromisoformat(str(facts.get(field)))
    except ValueError:
        raise Refused("library.header", where=field) from None


def _articles(body: str, label: str, first: int) -> tuple[Article, ...]:
    found: dict[str, Article] = {}
    parts: list[tuple[int, str, list[str]]] = []
    for number, line in enumerate(body.split("\n"), first):
        if line.startswith("## "):
            parts.append((number, line[3:], []))
        elif parts:
            parts[-1][2].append(line)
        elif line.strip():
            raise Refused("library.article.stray", line=number)
    if not parts or len(parts) > MOST_ARTICLES:
        raise Refused("library.article.count", most=MOST_ARTICLES)
    for number, heading, lines in parts:
        article = _article(number, heading, lines, label)
        if article.id in found:
            raise Refused("library.article.twice", article=article.id, line=number)
        found[article.id] = article
    return tuple(found.values())


def _article(number: int, heading: str, lines: Sequence[str], label: str) -> Article:
    key, _, title = (part.strip() for part in heading.partition("|"))
    if not _ARTICLE.match(key) or not title:
        raise Refused("library.article.name", line=number)
    facts: dict[str, object] = {}
    at = 0
    while at < len(lines) and lines[at].strip():
        field, colon, value = lines[at].partition(":")
        if not colon or field not in _FACTS or field in facts:
            raise Refused("library.article.fact", article=key, line=number + 1 + at)
        facts[field] = value.strip()
        at += 1
    text = "\n".join(lines[at:]).strip()
    if not text or len(text) > LONGEST_ARTICLE:
        raise Refused("library.article.text", article=key, line=number)
    if not facts.get("source"):
        raise Refused("library.article.source", article=key, line=number)
    try:
        as_of, until = _day(facts, "as_of"), _day(facts, "until") if facts.get("until") else None
    except Refused:
        raise Refused("library.article.day", article=key, line=number) from None
    return Article(
        f"{label}/{key}", key, title, text, str(facts["source"]), as_of, str(facts.get("url", "")), until, str(facts.get("check", ""))
    )


# Rules ---------------------------------------------------------------------------------------------------------------------------


def newest(packs: Iterable[PackFile], on: date) -> dict[str, PackFile]:
    """By name, the version that holds on a day: the newest that is valid by then, else the earliest to come."""
    best: dict[str, PackFile] = {}
    for pack in packs:
        held = best.get(pack.name)
        if held is None or _rank(pack, on) > _rank(held, on):
            best[pack.name] = pack
    return best


def _rank(pack: PackFile, on: date) -> tuple[bool, tuple[int, ...]]:
    return pack.valid_from <= on, pack.order() if pack.valid_from <= on else tuple(-part for part in pack.order())


def is_outdated(article: Article, pack: PackFile, packs: Iterable[PackFile], on: date) -> bool:
    """Whether an article no longer holds on a day: its own or its pack's last day is over, or a newer version of the pack is in force."""
    ends = [day for day in (article.until, pack.valid_until) if day is not None]
    return any(day < on for day in ends) or newest([*packs, pack], on)[pack.name].order() > pack.order()


def matches(article: Article, typed: str) -> bool:
    """Whether every typed word begins a word of the article's number, title or text."""
    held = folded_words(f"{article.id} {article.title} {article.text} {article.source}")
    return all(any(word.startswith(wanted) for word in held) for wanted in folded_words(typed))


def quotation(article: Article, passage: str = "") -> str:
    """What is written into a note: the words, where they come from, and the day they were true."""
    words = " ".join((passage.strip() or article.text.split("\n\n")[0]).split())
    return f"{words} ({article.source}; {article.ref}, {article.as_of.isoformat()})"
