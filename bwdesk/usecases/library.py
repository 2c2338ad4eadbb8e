"""The library: what may be read on a day, searched, and quoted into a visit's notes with its source.

Packs come with the program or were added (library_packs.py); good practice shared by colleagues stands beside them as shelves of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice

from bwdesk.domain.factory import Factory
from bwdesk.domain.packs import Article, PackFile, is_outdated, is_over, last_day, matches, newest, quotation, replaced_by
from bwdesk.domain.visit import Line, Mark, Visit
from bwdesk.errors import Refused
from bwdesk.shipped import library_packs
from bwdesk.store.unit import Reader, Unit
from bwdesk.texts import Texts
from bwdesk.usecases.library_packs import added_packs
from bwdesk.usecases.practice_shelf import practice_shelves
from bwdesk.usecases.visit_lines import new_line, visit_for_note
from bwdesk.usecases.writing import act, live, write


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article on its shelf. `replaced_by`: the version to be read instead; `until`: its last day, once that is over."""

    article: Article
    pack: PackFile
    is_outdated: bool
    replaced_by: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """Everything the page shows. `goes_to`: the factory whose running or planned visit takes a quotation; "" when there is none."""

    rows: tuple[ArticleRow, ...]
    packs: tuple[PackFile, ...]
    goes_to: str


def library_shelves(reader: Reader, texts: Texts) -> tuple[PackFile, ...]:
    """All that may be read on this laptop: packs of the program, packs that were added, good practice shared in each country."""
    return (*library_packs(), *added_packs(reader), *practice_shelves(reader, texts))


def library_page(
    reader: Reader, on: date, now: datetime, typed: str = "", packs: Sequence[PackFile] | None = None, *, older: bool = True, ref: str = ""
) -> LibraryPage:
    """The articles that hold every typed word, pack by pack. `packs`: those held, the shipped ones unless given.

    Without `older` only the version in force of each pack is told, and the one that `ref` cites.
    """
    held = tuple(library_packs() if packs is None else packs)
    rows = [row for pack in _read_on(held, on, older, ref) for row in _rows(pack, held, on, typed)]
    visit = visit_for_note(reader, now)
    factory = live(reader, Factory, visit.factory_id) if visit is not None else None
    return LibraryPage(tuple(rows), held, factory.name if factory is not None else "")


def _read_on(held: Sequence[PackFile], on: date, older: bool, ref: str = "") -> list[PackFile]:
    best = newest(held, on)
    cited = ref.rpartition("/")[0]
    return [pack for pack in held if older or best[pack.name] is pack or pack.label == cited]


def _rows(pack: PackFile, held: Sequence[PackFile], on: date, typed: str) -> Iterator[ArticleRow]:
    newer = replaced_by(pack, held, on)
    for article in pack.articles:
        if matches(article, typed):
            over = last_day(article, pack) if is_over(article, pack, on) else None
            yield ArticleRow(article, pack, bool(newer) or over is not None, newer, over)


def find_articles(reader: Reader, on: date, typed: str, texts: Texts, limit: int = 8) -> list[ArticleRow]:
    """The articles in force that hold every typed word, for the search over everything; none for blank words."""
    if not typed.strip():
        return []
    held = library_shelves(reader, texts)
    return list(islice((row for pack in _read_on(held, on, older=False) for row in _rows(pack, held, on, typed)), limit))


@act("act.library.quote")
def quote_into_note(
    unit: Unit, ref: str, passage: str, on: date, is_confirmed: bool = False, packs: Sequence[PackFile] | None = None
) -> Line:
    """Writes a passage ("" for the first paragraph) with its source and day as a line of the running visit, or today's, which begins.

    Refused when no visit can take it, when the words are not the article's, and when it is outdated and nobody confirmed that.
    """
    held = tuple(library_packs() if packs is None else packs)
    found = next(((a, p) for p in held for a in p.articles if a.ref == ref), None)
    if found is None:
        raise Refused("library.unknown", article=ref)
    article, pack = found
    if " ".join(passage.split()) not in " ".join(article.text.split()):
        raise Refused("library.not_in_article", article=article.title)
    if is_outdated(article, pack, held, on) and not is_confirmed:
        raise Refused("library.outdated", article=article.title)
    visit = visit_for_note(unit, unit.now)
    if visit is None:
        raise Refused("visit.none_today")
    return _cited(unit, visit, article, passage)


def _cited(unit: Unit, visit: Visit, article: Article, passage: str) -> Line:
    if visit.started_at is None:
        visit = write(unit, visit, replace(visit, started_at=unit.now))
    line = new_line(unit, visit, unit.new_id(), quotation(article, passage), Mark.NOTE, None, None)
    return write(unit, line, replace(line, cites=article.ref))
