"""Good practice cleared for sharing: a visit's line in words that name no factory, read and quoted by everybody in the country."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bwdesk.domain.factory import Factory
from bwdesk.domain.folding import fold_text
from bwdesk.domain.library import Practice
from bwdesk.domain.packs import Article, PackFile
from bwdesk.domain.scope import country_scope
from bwdesk.domain.visit import Line, Mark, Visit
from bwdesk.errors import Refused
from bwdesk.store.unit import Reader, Unit
from bwdesk.texts import Texts
from bwdesk.usecases.factories import survivor_id
from bwdesk.usecases.writing import act, live, write

SHELF: Final = "practice"
"""The name of the shelf, before its country."""
LONGEST_TITLE: Final = 120
LONGEST_TEXT: Final = 4_000
MOST_OFFERED: Final = 50


@dataclass(frozen=True, slots=True)
class Offered:
    """A line marked as good practice that is not shared yet."""

    line: Line
    factory: Factory
    seen_on: date


def practice_offered(reader: Reader) -> tuple[Offered, ...]:
    """Lines marked as good practice in the visits held here that nobody has cleared, newest first."""
    lines = reader.find(Line, lambda n: n.mark == Mark.GOOD_PRACTICE)
    shared = {p.origin_id for p in reader.find(Practice)}
    found = []
    for line in sorted((n for n in lines if n.id not in shared and n.text.strip()), key=lambda n: n.at, reverse=True):
        visit = live(reader, Visit, line.visit_id)
        factory = live(reader, Factory, survivor_id(reader, visit.factory_id)) if visit is not None else None
        if factory is not None:
            found.append(Offered(line, factory, line.at.astimezone().date()))
        if len(found) == MOST_OFFERED:
            break
    return tuple(found)


@act("act.practice.share")
def share_practice(unit: Unit, offered: Offered, title: str, text: str) -> Practice:
    """Clears good practice for the country under a title. Refused without words, twice, or where the words name the factory."""
    title, text = " ".join(title.split()), text.strip()
    for field, words, most in (("title", title, LONGEST_TITLE), ("text", text, LONGEST_TEXT)):
        if not words or len(words) > most:
            raise Refused("practice.words", field=field, most=most)
        if name := _named_in(words, offered.factory):
            raise Refused("practice.names_factory", field=field, name=name)
    if unit.find(Practice, lambda p: p.origin_id == offered.line.id, limit=1):
        raise Refused("practice.shared_already")
    practice = Practice(
        id=unit.new_id(), scope=country_scope(offered.factory.country), title=title, text=text, cluster=offered.line.cluster,
        seen_on=offered.seen_on, cleared_on=unit.now.astimezone().date(), cleared_by=unit.person, origin_id=offered.line.id,
    )  # fmt: skip
    return write(unit, None, practice)


@act("act.practice.take_back")
def take_back_practice(unit: Unit, article_id: str) -> Practice:
    """Takes shared good practice off the shelf, by the id of its article. What was quoted from it stays."""
    base = live(unit, Practice, article_id)
    if base is None:
        raise Refused("thing.gone")
    return write(unit, base, replace(base, deleted=True))


def practice_shelves(reader: Reader, texts: Texts) -> tuple[PackFile, ...]:
    """Shared good practice as packs of the library, one for each country."""
    by_country: dict[str, list[Practice]] = {}
    for one in reader.find(Practice):
        by_country.setdefault(one.scope.partition("/")[2], []).append(one)
    return tuple(_shelf(country, found, texts) for country, found in sorted(by_country.items()))


def _shelf(country: str, found: Iterable[Practice], texts: Texts) -> PackFile:
    label = f"{SHELF}-{country.lower()}@1"
    source = texts("practice.source", country=country)
    newest_first = sorted(found, key=lambda p: (p.cleared_on or date.min, p.id), reverse=True)
    articles = tuple(
        Article(f"{label}/{p.id}", p.id, p.title, p.text, source, p.seen_on or p.cleared_on or date.min) for p in newest_first
    )  # fmt: skip
    return PackFile(
        f"{SHELF}-{country.lower()}",
        "1",
        country,
        texts("practice.shelf", country=country),
        texts("practice.limits"),
        date.min,
        None,
        articles,
    )


def _named_in(words: str, factory: Factory) -> str:
    """The name of the factory that stands in the words, or ""."""
    folded = fold_text(words)
    names = (factory.name, factory.local_name, factory.os_id)
    return next((name for name in names if name.strip() and fold_text(name.strip()) in folded), "")
