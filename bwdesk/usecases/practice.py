"""Good practice cleared for sharing: a visit's line in words that name no factory, read and quoted by everybody in the country."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bwdesk.domain.edition import Variant
from bwdesk.domain.factory import Factory
from bwdesk.domain.folding import fold_text
from bwdesk.domain.library import Practice
from bwdesk.domain.redaction import leaks
from bwdesk.domain.report import ReportKind
from bwdesk.domain.scope import country_scope, factory_scope
from bwdesk.domain.visit import Line, Mark, Visit
from bwdesk.errors import Refused
from bwdesk.interchange.likeness import bare_name
from bwdesk.store.lists import all_things
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.factories import survivor_id
from bwdesk.usecases.report_guard import protected_words
from bwdesk.usecases.report_subject import Subject
from bwdesk.usecases.writing import act, live, write

LONGEST_TITLE: Final = 120
LONGEST_TEXT: Final = 4_000
MOST_OFFERED: Final = 50
SHORT_NAME: Final = 7
"""Characters of a name that could as well be a word."""


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
def share_practice(unit: Unit, offered: Offered, title: str, text: str, cluster: str = "") -> Practice:
    """Clears good practice for the country under a title and a cluster (its code; "" for that of the line).

    Refused without words, twice, or where the words name a factory or a person.
    """
    title, text = " ".join(title.split()), "\n".join(line.rstrip() for line in text.strip().splitlines())
    for field, words, most in (("title", title, LONGEST_TITLE), ("text", text, LONGEST_TEXT)):
        if not words or len(words) > most:
            raise Refused("practice.words", field=field, most=most)
        _check_words(unit, offered.factory, field, words)
    if unit.find(Practice, lambda p: p.origin_id == offered.line.id, limit=1):
        raise Refused("practice.shared_already")
    practice = Practice(
        id=unit.new_id(), scope=country_scope(offered.factory.country), title=title, text=text, cluster=cluster or offered.line.cluster,
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


def _check_words(unit: Unit, factory: Factory, field: str, words: str) -> None:
    """Refused for words that name a factory of the register or a person, or are words that stay closed, as on public papers."""
    if name := _named_in(unit, factory, words):
        raise Refused("practice.names_factory", field=field, name=name)
    subject = Subject(ReportKind.PLAN, factory.id, factory.id, factory_scope(factory.id), factory)
    closed = protected_words(unit, subject, Variant.PUBLIC, unit.now.astimezone().date(), date.isoformat)
    for leak in leaks({field: words}, closed):
        key = "practice.names_person" if leak.found.is_name else "practice.closed_words"
        raise Refused(key, field=field, name=leak.found.words[:80])


def _named_in(unit: Unit, factory: Factory, words: str) -> str:
    """The name of a factory that stands in the words, or "". Legal forms do not count; a short word names only the factory itself."""
    folded, said = fold_text(words), f" {bare_name(words)} "
    if factory.os_id and fold_text(factory.os_id) in folded:
        return factory.os_id
    for one in all_things(unit, Factory, ("name", "local_name", "country")):
        for name in filter(None, (one.name.strip(), one.local_name.strip())):
            bare = bare_name(name)
            telling = one.id == factory.id or " " in bare or len(bare) > SHORT_NAME
            if telling and (f" {bare} " in said or (not bare.isascii() and bare in said)):
                return name
    return ""
