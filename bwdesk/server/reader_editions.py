"""Released editions as a reader sees them: their files, what each changed, why one was withdrawn. Every query is scoped."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bwdesk.calendars import day_in
from bwdesk.domain.assessment import Result
from bwdesk.domain.buyers import Authorisation, Buyer
from bwdesk.domain.edition import Delivery, Edition, Variant
from bwdesk.domain.evidence import Document
from bwdesk.domain.factory import Factory
from bwdesk.domain.report import ReportKind
from bwdesk.domain.scope import country_scope, factory_scope
from bwdesk.domain.sections import SECTIONS
from bwdesk.question_words import tool_in
from bwdesk.reports.edition_parts import FIELDS, title_of
from bwdesk.reports.values import AssessmentPaper
from bwdesk.shipped import tool_names, variant_rules
from bwdesk.store.lists import things_where
from bwdesk.store.readers import PageReader
from bwdesk.store.unit import Reader
from bwdesk.texts import SOURCE_LANGUAGE, Texts
from bwdesk.usecases.factories import entries_of
from bwdesk.usecases.report_editions import parts_differing

FOR_BUYERS: Final = (ReportKind.ASSESSMENT, ReportKind.PROGRESS1, ReportKind.PROGRESS2, ReportKind.PLAN)
"""Kinds of reports that a factory may let buyers read."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An edition as a reader sees it, its days those of the reader's country; `files` are empty once it is withdrawn.

    `replaced_by`: the number of the next edition of the report. `parts`: keys of the parts of the reader's copy that differ from the
    edition before, None where that is not known; `tool`: whose clusters they are of.
    """

    edition: Edition
    factory_name: str
    country: str
    files: tuple[Document, ...]
    replaced_by: int | None = None
    parts: tuple[str, ...] | None = None
    tool: str = ""

    @property
    def released_on(self) -> date | None:
        return day_in(self.country, self.edition.released_at) if self.edition.released_at else None

    @property
    def withdrawn_on(self) -> date | None:
        return day_in(self.country, self.edition.withdrawn_at) if self.edition.withdrawn_at else None


def editions_for(reader: Reader, who: PageReader, today: date) -> tuple[Shown, ...]:
    """Editions a reader may see today, newest first: a factory its own, a buyer those that a factory lets it read; both their country's."""
    if who.side == "factory":
        found = list(reader.find(Edition, lambda e: e.scope == factory_scope(who.subject)))
        variant = Variant.FACTORY
    else:
        found = _authorised(reader, who, today)
        variant = Variant.BUYER
    found += reader.find(Edition, lambda e: (e.scope == country_scope(who.country)) & (e.kind == ReportKind.SYNTHESIS))
    found.sort(key=lambda e: (e.released_at.timestamp() if e.released_at else 0.0, e.id), reverse=True)
    names: dict[str, str] = {}
    shown = []
    for edition in found:
        if edition.factory_id and edition.factory_id not in names:
            factory = reader.get(Factory, edition.factory_id)
            names[edition.factory_id] = factory.name if factory else ""
        own = variant if edition.factory_id else Variant.PUBLIC
        files = () if edition.withdrawn_at else _files(reader, edition, own)
        name = names.get(edition.factory_id, who.country)
        shown.append(_compared(reader, Shown(edition, name, who.country, files), own, found))
    return tuple(shown)


def _authorised(reader: Reader, who: PageReader, today: date) -> list[Edition]:
    if not takes_part(reader, who.subject):
        return []
    noted = reader.find(Authorisation, lambda a: a.buyer_id == who.subject)
    given = {a.id: a for a in noted if a.scope == factory_scope(a.factory_id)}
    kinds: dict[str, set[str]] = {}
    for one in given.values():
        kinds.setdefault(one.scope, set()).update(kind for kind in FOR_BUYERS if one.covers(kind, today))
    found: list[Edition] = []
    for scope, allowed in sorted(kinds.items()):
        if allowed:
            found += [e for e in reader.find(Edition, lambda e, where=scope: e.scope == where) if e.kind in allowed]  # type: ignore[misc]
    known = {one.id for one in found}
    return found + [e for e in _given_on(reader, who, given, kinds) if e.id not in known]


def _given_on(
    reader: Reader, who: PageReader, given: Mapping[str, Authorisation], kinds: Mapping[str, Collection[str]]
) -> Iterable[Edition]:
    """Editions of the factory that an entry which lets the buyer read (`kinds` by its scope) was merged into.

    The merge alone opens nothing: only what was released to this buyer since then, by what that entry allows.
    """
    by_right = {d.edition_id: d for d in reader.find(Delivery, lambda d: d.buyer_id == who.subject) if d.authorisation_id in given}
    for edition in things_where(reader, Edition, "id", by_right):
        delivery = by_right[edition.id]
        right = given[delivery.authorisation_id]
        is_placed = delivery.scope == edition.scope == factory_scope(edition.factory_id) != right.scope
        if is_placed and edition.kind in kinds.get(right.scope, ()) and right.factory_id in entries_of(reader, edition.factory_id):
            yield edition


def takes_part(reader: Reader, buyer_id: str) -> bool:
    """Whether a buyer takes part in the programme today: who does not reads no factory's report, whatever factories let it."""
    buyer = reader.get(Buyer, buyer_id)
    return buyer is not None and not buyer.deleted and buyer.takes_part


def own_files(reader: Reader, who: PageReader, edition: Edition) -> tuple[Document, ...]:
    """The factory's files of an edition of its own; none of one that was withdrawn."""
    is_own = who.side == "factory" and edition.scope == factory_scope(who.subject) and edition.withdrawn_at is None
    return _files(reader, edition, Variant.FACTORY) if is_own else ()


def _files(reader: Reader, edition: Edition, variant: Variant) -> tuple[Document, ...]:
    found = reader.find(Document, lambda d: d.owner_id == edition.id)
    return tuple(d for d in found if d.owner_kind == "edition" and d.scope == edition.scope and d.variant == variant)


def _compared(reader: Reader, shown: Shown, variant: Variant, found: Sequence[Edition]) -> Shown:
    """With what it replaced, and what replaced it, among `found`: all editions this reader may know of."""
    edition = shown.edition
    same = {one.number: one for one in found if one.report_id == edition.report_id}
    before = same.get(edition.number - 1)
    parts = parts_differing(before, edition, variant) if before is not None else None
    later = min((number for number in same if number > edition.number), default=None)
    return replace(shown, replaced_by=later, parts=parts, tool=_tool_of(reader, edition) if parts else "")


def _tool_of(reader: Reader, edition: Edition) -> str:
    """The question set of an assessment's report; none where it is not known here."""
    if edition.kind is not ReportKind.ASSESSMENT:
        return ""
    about, scope = edition.subject_id, edition.scope
    first = next(iter(reader.find(Result, lambda r: (r.assessment_id == about) & (r.scope == scope), limit=1)), None)
    return first.tool if first is not None and first.tool in tool_names() else ""


def parts_named(shown: Shown, texts: Texts) -> tuple[str, ...]:
    """The headings of the parts that differ, in words."""
    return sections_named(shown.parts or (), shown.edition.kind, shown.tool, texts)


def sections_in(kind: ReportKind, tool: str, has: Collection[str]) -> tuple[str, ...]:
    """The keys of an assessment report's parts in the factory's copy, clusters first; none of other kinds. `has`: its sections."""
    if kind is not ReportKind.ASSESSMENT:
        return ()
    hidden = {*variant_rules()[Variant.FACTORY][kind.value].drop, *(key for key in SECTIONS[kind.value].known if key not in has)}
    own = FIELDS[AssessmentPaper]
    return (*_clusters(tool, SOURCE_LANGUAGE), *(key for key in own if key != "comments" and own[key][0] not in hidden))


def sections_named(keys: Iterable[str], kind: ReportKind, tool: str, texts: Texts) -> tuple[str, ...]:
    """Their headings, in words."""
    names = _clusters(tool, texts.language)
    return tuple(title_of(key, kind, texts, names) for key in keys)


def _clusters(tool: str, language: str) -> Mapping[str, str]:
    return {f"cluster.{int(one.position)}": f"{int(one.position)} {one.name}" for one in tool_in(tool, language).clusters} if tool else {}
