"""The library: what may be read on a day, searched, and quoted into a visit's notes with its source. Packs are shipped, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice

from bwdesk.domain.factory import Factory
from bwdesk.domain.packs import Article, PackFile, is_outdated, matches, quotation
from bwdesk.domain.visit import Line, Mark, Visit
from bwdesk.errors import Refused
from bwdesk.shipped import library_packs
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.visit_lines import new_line, visit_for_note
from bwdesk.usecases.writing import act, live, write


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article on its shelf."""

    article: Article
    pack: PackFile
    is_outdated: bool


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """Everything the page shows. `goes_to`: the factory whose running or planned visit takes a quotation; "" when there is none."""

    rows: tuple[ArticleRow, ...]
    packs: tuple[PackFile, ...]
    goes_to: str


def library_page(reader: Reader, on: date, now: datetime, typed: str = "", packs: Sequence[PackFile] | None = None) -> LibraryPage:
    """The articles that hold every typed word, pack by pack. `packs`: those held, the shipped ones unless given."""
    held = tuple(library_packs() if packs is None else packs)
    rows = [ArticleRow(a, p, is_outdated(a, p, held, on)) for p in held for a in p.articles if matches(a, typed)]
    visit = visit_for_note(reader, now)
    factory = live(reader, Factory, visit.factory_id) if visit is not None else None
    return LibraryPage(tuple(rows), held, factory.name if factory is not None else "")


def find_articles(on: date, typed: str, limit: int = 8) -> list[ArticleRow]:
    """The shipped articles that hold every typed word, for the search over everything; none for blank words."""
    held = library_packs()
    found = (ArticleRow(a, p, is_outdated(a, p, held, on)) for p in held for a in p.articles if typed.strip() and matches(a, typed))
    return list(islice(found, limit))


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
