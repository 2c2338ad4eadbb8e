"""The form of a library pack and what may be read and quoted of it. Never files, never the desk's records.

A pack is one UTF-8 text: a JSON header, a line `---`, then articles. An article begins with `## id | title`, then lines `source:`, `url:`,
`as_of:`, `until:`, `check:`, `wording:` in any order, an empty line, and its paragraphs. Nothing in it is markup. An article with a line
`wording:` holds words to write with, slots in square brackets, for the question named there or for all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Final

from bwdesk.domain.folding import folded_words
from bwdesk.errors import Refused

MOST_CHARACTERS: Final = 180_000
"""So much travels as one operation, whatever has to be escaped in it."""
MOST_ARTICLES: Final = 1_000
LONGEST_ARTICLE: Final = 20_000
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{1,40}\Z")
_VERSION: Final = re.compile(r"[0-9]{4}(\.[0-9]{1,3}){1,2}\Z")
_ARTICLE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,30}\Z")
_FACTS: Final = ("source", "url", "as_of", "until", "check", "wording")
_QUESTION: Final = re.compile(r"[0-9A-Za-z.-]{0,40}\Z")
_UNSEEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffd\ufffe\uffff\ud800-\udfff]")
"""Signs that steer or hide what is read, and those that stand where letters were lost."""
_MARKUP: Final = re.compile(r"</?[A-Za-z!][^<>\n]{0,300}>")


@dataclass(frozen=True, slots=True)
class Article:
    """A passage of a pack. `as_of`: the day its words were true; `until`: its last day in force; `check`: what a reader should verify.

    `wording`: the question whose finding may begin with these words, "" for any note; None for what is only read.
    """

    ref: str
    id: str
    title: str
    text: str
    source: str
    as_of: date
    url: str = ""
    until: date | None = None
    check: str = ""
    wording: str | None = None


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


@dataclass(frozen=True, slots=True)
class PackText:
    """A pack with the text it was read from, and the SHA-256 of that text: two people with the same checksum have the same words."""

    text: str
    checksum: str
    pack: PackFile


# Reading -------------------------------------------------------------------------------------------------------------------------


def read_pack(said: str) -> PackFile:
    """Reads a pack. Raises Refused that names the field of the header or the article and its line; nothing is taken by halves."""
    if len(said) > MOST_CHARACTERS:
        raise Refused("library.too_big")
    said = as_kept(said)
    for key, unwanted in (("library.unseen", _UNSEEN), ("library.markup", _MARKUP)):
        if place := unwanted.search(said):
            raise Refused(key, line=said.count("\n", 0, place.start()) + 1)
    head, mark, body = said.partition("\n---\n")
    try:
        facts = json.loads(head) if mark else None
    except (ValueError, RecursionError):
        facts = None
    if not isinstance(facts, dict):
        raise Refused("library.no_header")
    name, version = _text(facts, "name", _NAME), _text(facts, "version", _VERSION)
    country = _text(facts, "country", re.compile(r"([A-Z]{2})?\Z"))
    begins, ends = _day(facts, "valid_from"), _day(facts, "valid_until") if facts.get("valid_until") else None
    if ends is not None and ends < begins:
        raise Refused("library.header", where="valid_until")
    return PackFile(
        name, version, country, _text(facts, "title"), _text(facts, "limits"), begins, ends,
        _articles(body, f"{name}@{version}", head.count("\n") + 3),
    )  # fmt: skip


def pack_text(said: str) -> PackText:
    """Reads a pack and keeps its text; line ends and the mark at its beginning, which differ by system, do not count. As `read_pack`."""
    kept = as_kept(said)
    return PackText(kept, checksum_of(kept), read_pack(kept))


def as_kept(said: str) -> str:
    """A text as it is kept and counted."""
    return said.replace("\r\n", "\n").removeprefix("\ufeff")


def checksum_of(text: str) -> str:
    """SHA-256 of a kept text, in hex."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _text(facts: Mapping[str, object], field: str, form: re.Pattern[str] | None = None) -> str:
    value = facts.get(field)
    if not isinstance(value, str) or len(value) > 2_000 or "\n" in value or _UNSEEN.search(value):
        raise Refused("library.header", where=field)
    if not (form.match(value) if form is not None else value.strip()):
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
    if not str(facts.get("url", "https://")).startswith(("https://", "http://")):
        raise Refused("library.article.url", article=key, line=number)
    if not _QUESTION.match(str(facts.get("wording", ""))):
        raise Refused("library.article.wording", article=key, line=number)
    try:
        as_of, until = _day(facts, "as_of"), _day(facts, "until") if facts.get("until") else None
    except Refused:
        raise Refused("library.article.day", article=key, line=number) from None
    return Article(
        f"{label}/{key}", key, title, text, str(facts["source"]), as_of, str(facts.get("url", "")), until, str(facts.get("check", "")),
        str(facts["wording"]) if "wording" in facts else None,
    )  # fmt: skip


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


def in_force(packs: Iterable[PackFile], on: date) -> list[PackFile]:
    """Of each name the version to be read on a day."""
    held = tuple(packs)
    best = newest(held, on)
    return [pack for pack in held if best[pack.name] is pack]


def replaced_by(pack: PackFile, packs: Iterable[PackFile], on: date) -> str:
    """The newer version of a pack that is in force on a day, "" while it is itself the one to read."""
    best = newest([*packs, pack], on)[pack.name]
    return best.version if best.order() > pack.order() else ""


def last_day(article: Article, pack: PackFile) -> date | None:
    """The last day on which an article holds by its own and its pack's word; None where neither says one."""
    return min((day for day in (article.until, pack.valid_until) if day is not None), default=None)


def is_over(article: Article, pack: PackFile, on: date) -> bool:
    """Whether the last day of an article has gone by."""
    ends = last_day(article, pack)
    return ends is not None and ends < on


def is_outdated(article: Article, pack: PackFile, packs: Iterable[PackFile], on: date) -> bool:
    """Whether an article no longer holds on a day: its own or its pack's last day is over, or a newer version of the pack is in force."""
    return is_over(article, pack, on) or replaced_by(pack, packs, on) != ""


@dataclass(frozen=True, slots=True)
class Difference:
    """What a pack brings against an earlier version of it: ids of articles."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]


def difference(before: PackFile | None, after: PackFile) -> Difference:
    """Which articles are new, say something else, or are no longer there. Everything is new where there was nothing before."""
    held = {a.id: replace(a, ref="") for a in before.articles} if before is not None else {}
    comes = {a.id: replace(a, ref="") for a in after.articles}
    return Difference(
        tuple(key for key in comes if key not in held),
        tuple(key for key, article in comes.items() if key in held and held[key] != article),
        tuple(key for key in held if key not in comes),
    )


def why_not_taken(pack: PackFile, checksum: str, held: Iterable[tuple[PackFile, str]]) -> str:
    """The text key of why a pack is not taken beside those held (each with the checksum of its text), "" if it may be."""
    same_name = [(one, known) for one, known in held if one.name == pack.name]
    if any(known == checksum for _, known in same_name):
        return "library.held"
    if any(one.order() == pack.order() for one, _ in same_name):
        return "library.version_taken"
    return "library.older" if any(one.order() > pack.order() for one, _ in same_name) else ""


def matches(article: Article, typed: str) -> bool:
    """Whether every typed word begins a word of the article's number, title or text."""
    return all(any(word.startswith(wanted) for word in _words_of(article)) for wanted in folded_words(typed))


@lru_cache(maxsize=4 * MOST_ARTICLES)
def _words_of(article: Article) -> frozenset[str]:
    return frozenset(folded_words(f"{article.id} {article.title} {article.text} {article.source}"))


def quotation(article: Article, passage: str = "") -> str:
    """What is written into a note: the words, where they come from, and the day they were true."""
    words = " ".join((passage.strip() or article.text.split("\n\n")[0]).split())
    return f"{words} ({article.source}; {article.ref}, {article.as_of.isoformat()})"
