"""Words to write with: one's own, kept for the same question in another factory or for any note, and those that library packs lend.

Slots in square brackets stand where a factory's own facts belong.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bwdesk.domain.assessment import Answer, Assessment
from bwdesk.domain.factory import Factory
from bwdesk.domain.packs import in_force, is_over
from bwdesk.domain.scope import user_scope
from bwdesk.domain.snippet import Snippet, slotted
from bwdesk.domain.thing import natural_id
from bwdesk.errors import Refused
from bwdesk.shipped import library_packs
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.library_packs import added_packs
from bwdesk.usecases.writing import act, write

LONGEST_TITLE: Final = 120
LONGEST_TEXT: Final = 4_000


@dataclass(frozen=True, slots=True)
class SlotNames:
    """What the slots are called in the language of the desk."""

    factory: str
    where: str
    number: str


@act("act.snippet.keep")
def keep_wording(unit: Unit, assessment: Assessment, answer: Answer, names: SlotNames) -> Snippet:
    """Keeps the words of a finding for its question, without factory, places and numbers; keeping again replaces them.

    Refused (`snippet.nothing`) where the finding has no words. It lies in the person's own scope: nobody else gets it.
    """
    if not answer.finding.strip():
        raise Refused("snippet.nothing", field="finding")
    factory = unit.get(Factory, assessment.factory_id)
    named = [(factory.name, names.factory), (factory.local_name, names.factory)] if factory is not None else []
    placed = [(place, names.where) for one in unit.find(Answer, lambda a: a.assessment_id == assessment.id) for place in one.places]
    text = slotted(answer.finding, [*placed, *named], names.number)
    snippet_id = natural_id(Snippet, unit.writer.person, answer.question)
    fresh = Snippet(id=snippet_id, scope=user_scope(unit.writer.person), question=answer.question, text=text)
    stored = unit.get(Snippet, snippet_id)
    return write(unit, stored, replace(stored or fresh, text=text, deleted=False))


@dataclass(frozen=True, slots=True)
class Wording:
    """Words to write with. `id`: of one's own; "" for those of a library pack, which `source` names. `question`: "" for any note."""

    id: str
    question: str
    title: str
    text: str
    source: str = ""


def wordings(reader: Reader, on: date, country: str = "") -> tuple[Wording, ...]:
    """One's own words, then those of the packs in force on a day for a country ("" for all), each by question and title."""
    own = [Wording(s.id, s.question, s.title, s.text) for s in reader.find(Snippet)]
    lent = [
        Wording("", article.wording, article.title, article.text, f"{pack.title} ({pack.label})")
        for pack in in_force((*library_packs(), *added_packs(reader)), on)
        if pack.country in ("", country) or not country
        for article in pack.articles
        if article.wording is not None and not is_over(article, pack, on)
    ]
    return tuple(sorted(own, key=_by_question) + sorted(lent, key=_by_question))


def _by_question(one: Wording) -> tuple[list[tuple[int, str]], str]:
    return [(int(part) if part.isdigit() else 0, part) for part in one.question.split(".")], one.title.casefold()


def kept_wording(reader: Reader, question: str, on: date, country: str) -> str:
    """The words to begin a finding on a question with: one's own, else those of a pack in force in the country; "" for none."""
    kept = reader.find(Snippet, lambda s: s.question == question, limit=1)
    if kept:
        return kept[0].text
    return next((one.text for one in wordings(reader, on, country) if one.question == question), "")


def wording_draft(snippet_id: str) -> str:
    """Under which key words that are being changed, or begun (""), are kept until they stand."""
    return f"wording/{snippet_id}"


@act("act.snippet.add")
def add_wording(unit: Unit, title: str, text: str) -> Snippet:
    """Own words for any note, under a title, with slots in square brackets. Refused without words."""
    unit.drop_draft(wording_draft(""))
    _check(title, text)
    return write(unit, None, Snippet(id=unit.new_id(), scope=user_scope(unit.person), title=title.strip(), text=text.strip()))


@act("act.snippet.edit")
def edit_wording(unit: Unit, snippet_id: str, title: str, text: str) -> Snippet:
    """Changes what was kept; its question stays. Refused without words."""
    unit.drop_draft(wording_draft(snippet_id))
    _check(title, text)
    base = unit.need(Snippet, snippet_id)
    return write(unit, base, replace(base, title=title.strip(), text=text.strip()))


@act("act.snippet.forget")
def forget_wording(unit: Unit, snippet_id: str) -> Snippet:
    """Forgets what was kept; undo brings it back. What was written with it stays."""
    unit.drop_draft(wording_draft(snippet_id))
    base = unit.need(Snippet, snippet_id)
    return write(unit, base, replace(base, deleted=True))


def _check(title: str, text: str) -> None:
    if not text.strip():
        raise Refused("snippet.no_words", field="text")
    if len(title) > LONGEST_TITLE or len(text) > LONGEST_TEXT:
        raise Refused("snippet.too_long", field="text", title=LONGEST_TITLE, most=LONGEST_TEXT)
