"""What stands under *Learning* and *Documents* of the workspace, as rows."""

from __future__ import annotations

from datetime import date

from bwdesk.domain.learning import Training
from bwdesk.domain.report import ReportKind
from bwdesk.texts import Texts
from bwdesk.ui.amounts import days_words
from bwdesk.ui.look import Look, Role
from bwdesk.ui.pages.factory.entry import Entry
from bwdesk.ui.pages.learn.columns import MARKS, state_of
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.rows import Cell
from bwdesk.ui.when import day_words, moment_day
from bwdesk.usecases.factory_page import FactoryPage
from bwdesk.usecases.factory_shelf import NEWEST, Given, Held
from bwdesk.usecases.learning_page import EventRow, NeedRow

DOCUMENT = "document"
EDITION = "edition"
"""Where entries go that are read over the page: a document as evidence, the file of an edition."""
PHOTOS = "photos"
"""Where the entry goes that leads to the photos above the list."""

_NAMED = (ReportKind.VISIT, ReportKind.DIAGNOSIS, ReportKind.ASSESSMENT, ReportKind.CERTIFICATE)
"""Reports that the page of reports opens by what they are about."""


def learning_entries(texts: Texts, look: Look, today: date, shown: FactoryPage) -> list[Entry]:
    """Trainings and seminars with people and person-days, certificates, then the learning plan."""
    events = [_event(texts, look, today, shown, row) for row in shown.shelf.events]
    certificates = [_edition(texts, look, shown, g) for g in shown.shelf.editions if g.edition.kind is ReportKind.CERTIFICATE]
    return [*events, *certificates, *(_need(texts, look, shown, row) for row in shown.shelf.needs)]


def _event(texts: Texts, look: Look, today: date, shown: FactoryPage, row: EventRow) -> Entry:
    thing = row.thing
    second = [texts("learn.kind.seminar" if row.is_seminar else "learn.kind.training"), shown.shelf.topics.get(thing.topic, thing.topic)]
    if isinstance(thing, Training) and thing.is_extra:
        second[0] = texts("learn.kind.extra")
    if row.people:
        second.append(texts.count("learn.people", row.people))
    if row.halves:
        second.append(texts("factory.person_days", days=days_words(row.halves, texts)))
    words = texts.commas(second)
    return Entry(
        thing.id, Cell(thing.title, words, role=Role.NAME), "", day_words(look, row.on) if row.on else "", state_of(row, today, texts),
        "learn", {"factory": shown.factory.id, "event": thing.id}, f"{thing.title} {words}",
    )  # fmt: skip


def _need(texts: Texts, look: Look, shown: FactoryPage, row: NeedRow) -> Entry:
    need = row.need
    name = shown.shelf.topics.get(need.topic, need.topic)
    second = [texts("factory.need"), need.audience, texts.count("learn.issues", row.open_issues) if row.open_issues else "", *row.held]
    words = texts.commas(second)
    return Entry(
        need.id, Cell(name, words, role=Role.NAME), "", day_words(look, need.wanted_by_on) if need.wanted_by_on else "",
        Cell(texts(f"learn.met.{row.met}"), mark=MARKS[row.met]), "learn", {"factory": shown.factory.id, "tab": "plan"}, f"{name} {words}",
    )  # fmt: skip


def document_entries(texts: Texts, look: Look, shown: FactoryPage) -> list[Entry]:
    """Editions of reports with where they are, documents as evidence, and how many photos there are."""
    titles = {row.issue.id: f"{row.label} {row.issue.title}" for row in shown.open_rows}
    found = [_edition(texts, look, shown, given) for given in shown.shelf.editions]
    found += [_document(texts, titles, held) for held in shown.shelf.documents]
    return [*found, *_photos(texts, shown)]


def _edition(texts: Texts, look: Look, shown: FactoryPage, given: Given) -> Entry:
    edition = given.edition
    title = texts("factory.edition", kind=texts(f"portal.kind.{edition.kind}"), number=edition.number)
    who = [*([texts("factory.itself")] if given.to_factory else []), *given.buyers]
    words = texts("factory.given", names=texts.commas(who)) if who else texts("factory.given.nobody")
    state = Cell(texts("factory.released"), mark=Kind.GOOD)
    if edition.withdrawn_at is not None:
        state = Cell(texts("factory.withdrawn"), mark=Kind.BAD, tone="bad")
    is_named = edition.kind in _NAMED
    where = {"kind": edition.kind.value, "id": edition.subject_id} if is_named else {}
    go = "reports" if is_named or not given.files else EDITION
    released = moment_day(look, edition.released_at, "d MMM") if edition.released_at else ""
    return Entry(
        edition.id, Cell(title, words, icon="file-text", role=Role.NAME), "", released, state, go, {"factory": shown.factory.id, **where},
        f"{title} {words} {edition.short}",
    )  # fmt: skip


def _document(texts: Texts, titles: dict[str, str], held: Held) -> Entry:
    one = held.document
    at = titles.get(one.owner_id, texts("factory.document.issue"))
    if held.question:
        at = texts("factory.document.question", number=held.assessment, question=held.question)
    pages = Cell(texts.count("document.pages_of", one.pages or 0), tone="text2")
    name = one.caption or one.name
    return Entry(
        one.id, Cell(name, at, icon="file-pdf", role=Role.NAME), "", "", pages, DOCUMENT, words=f"{name} {one.name} {at}",
        is_ours=one.owner_kind == "answer",
    )  # fmt: skip


def _photos(texts: Texts, shown: FactoryPage) -> list[Entry]:
    counted = [(key, shown.shelf.photos.get(key, 0)) for key in ("line", "answer", "issue")]
    words = texts.commas(texts(f"factory.photos.{key}", number=number) for key, number in counted if number)
    if not words:
        return []
    if len(shown.shelf.newest) == NEWEST < sum(number for _, number in counted):
        words = texts.commas((words, texts("factory.photos.newest", number=NEWEST)))
    return [
        Entry(
            "photos",
            Cell(texts("factory.photos"), words, icon="image", role=Role.NAME),
            go=PHOTOS,
            words=texts("factory.photos"),
            is_ours=True,
        )
    ]
