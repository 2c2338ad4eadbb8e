"""A factory looks at progress report 1 and releases it: the same use cases as at a desk (report_editions.py), over the server's records.

What must not leave is looked for in two ways. Names that the factory knows anyway (signatures, its committee, who came to trainings)
must stand nowhere, and the place to mend is told. All else that is protected (who was spoken with, working papers, cases, days to come)
is looked for in what the programme wrote only: a refusal over the factory's own words would tell it who spoke (docs/decisions/020).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from bwdesk import ids
from bwdesk.calendars import day_in
from bwdesk.domain.edition import Edition, Variant
from bwdesk.domain.evidence import Document
from bwdesk.domain.page_reader import reader_author
from bwdesk.domain.redaction import Protected, leaks
from bwdesk.domain.report import ReportKind, ReportState
from bwdesk.domain.report_life import Step
from bwdesk.domain.scope import factory_scope
from bwdesk.errors import NotAllowed, Refused
from bwdesk.reports.values import content_digest
from bwdesk.reports.values_base import PrintedPaper
from bwdesk.reports.values_progress import FirstProgressPaper
from bwdesk.server.blobs import BlobFolder
from bwdesk.server.pen import Keys, writing_as
from bwdesk.server.press import Press
from bwdesk.server.reader_editions import own_files
from bwdesk.server.reader_view import Writing, name_reader, progress1
from bwdesk.store.blob_rows import name_blobs, set_whole
from bwdesk.store.hub import Hub
from bwdesk.store.log import lock_logs
from bwdesk.store.readers import PageReader, reader_by_id
from bwdesk.store.unit import Reader
from bwdesk.texts import SOURCE_LANGUAGE, texts_of
from bwdesk.usecases.paper_makers import gather
from bwdesk.usecases.papers import PaperContext
from bwdesk.usecases.report_editions import Prepared, Recipient, Sealed, ToPrint, editions_of_report, prepare
from bwdesk.usecases.report_editions import release as release_edition
from bwdesk.usecases.report_guard import Leaking, paper_of_variant, protected_words, variants_of
from bwdesk.usecases.report_life import take_step
from bwdesk.usecases.report_page import Offer, offers_of
from bwdesk.usecases.report_seal import seal
from bwdesk.usecases.report_subject import Subject, subject_of
from bwdesk.usecases.writing import act_of

KIND: Final = ReportKind.PROGRESS1.value
KNOWN_THERE: Final = frozenset({"signature", "member", "attendance", "participants"})
"""Kinds of records whose names the factory knows: it was there, or chose them."""

LONGEST_CHANGES: Final = 2_000


@dataclass(frozen=True, slots=True)
class Gap:
    """What a report lacks; it can be released all the same. `key` is that of the sentence (`portal.gap.<key>`)."""

    key: str
    section: str = ""
    number: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """What the page of a report that was handed in shows: what it lacks, what holds it up, who gets it, the editions so far.

    `digest` is over what it says now, whatever it is printed in. `files`: the factory's own, of the newest edition where it stands.
    """

    can_release: bool
    gaps: tuple[Gap, ...]
    held_by: NotAllowed | None
    offers: tuple[Offer, ...]
    editions: tuple[Edition, ...]
    digest: str
    files: tuple[Document, ...] = ()

    @property
    def number(self) -> int:
        """The number of the edition that would be released."""
        return 1 + max((one.number for one in self.editions), default=0)

    @property
    def standing(self) -> Edition | None:
        """The newest edition."""
        return self.editions[0] if self.editions else None


def release_of(reader: Reader, who: PageReader, writing: Writing) -> Release:
    """All that is asked before a release. Raises Refused (`thing.gone`)."""
    subject = subject_of(reader, KIND, who.subject)
    waits = writing.report is not None and writing.report.state in (ReportState.READY, ReportState.APPROVED)
    editions = tuple(editions_of_report(reader, writing.report.id)) if writing.report is not None else ()
    if not waits:
        return Release(False, (), None, (), editions, "", own_files(reader, who, editions[0]) if editions else ())
    context = _context(SOURCE_LANGUAGE)
    held: NotAllowed | None = None
    try:
        _check_place(subject, who, writing.cycle.id)
    except NotAllowed as error:
        return Release(False, (), error, (), editions, "")
    paper = _paper(reader, who.subject, context)
    try:
        for variant in _variants():
            shown = paper_of_variant(reader, KIND, who.subject, variant, context)
            _look_over(ToPrint(variant, SOURCE_LANGUAGE, shown, _protected(reader, subject, variant, context)))
    except NotAllowed as error:
        held = error
    offers = tuple(offers_of(reader, subject, day_in(subject.country, context.now)))
    return Release(held is None, _gaps(writing, paper), held, offers, editions, content_digest(paper))


def _gaps(writing: Writing, paper: FirstProgressPaper) -> tuple[Gap, ...]:
    empty = [Gap("section", section=key) for key, text in writing.sections if not text.strip()]
    silent = [Gap("reply", number=one.number, title=one.title) for one in writing.replies if not one.text.strip()]
    return (*([] if paper.has_assessment else [Gap("no_assessment")]), *empty, *silent)


def draft(hub: Hub, press: Press, who: PageReader, cycle_id: str, language: str) -> PrintedPaper:
    """The report as the factory would get it, marked as a draft and kept nowhere. Raises NotAllowed (`reader.…`)."""
    with press.turn_of(who.subject):
        with hub.reading() as reader:
            _check_place(subject_of(reader, KIND, who.subject), who, cycle_id)
            if not progress1(reader, who, cycle_id).is_handed_in:
                raise NotAllowed("reader.none")
            context = _context(language)
            paper = paper_of_variant(reader, KIND, who.subject, Variant.FACTORY, context)
            subject = subject_of(reader, KIND, who.subject)
            _look_over_programme(paper, _protected(reader, subject, Variant.FACTORY, context))
        return press.printed(ToPrint(Variant.FACTORY, language, paper))


def release(
    hub: Hub, keys: Keys, folder: BlobFolder, press: Press, who: PageReader, cycle_id: str, language: str, digest: str, changes: str
) -> None:  # fmt: skip
    """Prints every variant, keeps the bytes and fixes the edition; a second click on the same page finds it done.

    All of it or nothing: the bytes lie in their folder before the one transaction that names them. Raises NotAllowed (`reader.…`),
    Refused with why the rules say no (`report.…`).
    """
    with press.turn_of(who.subject):
        with hub.reading() as reader:
            subject = subject_of(reader, KIND, who.subject)
            _check_place(subject, who, cycle_id)
            standing = progress1(reader, who, cycle_id)
            if _is_done(reader, who.subject, standing, digest):
                return
            if content_digest(_paper(reader, who.subject, _context(SOURCE_LANGUAGE))) != digest:
                raise NotAllowed("reader.changed")
            prepared = prepare(
                reader, KIND, who.subject, Step.RELEASE, reader_author(who.id), [_context(language)], variants_of(KIND), changes
            )
            if prepared.edition.number > 1 and not changes.strip():
                raise Refused("report.changes_needed")
            papers = tuple(_look_over(one) for one in prepared.papers)
        prepared = replace(prepared, papers=papers)
        try:
            files = seal(prepared, folder.keep, press=press.printed)
        except Leaking:
            raise NotAllowed("reader.guarded") from None
        _write(hub, keys, who, prepared, files)


def _write(hub: Hub, keys: Keys, who: PageReader, prepared: Prepared, files: Sequence[Sealed]) -> None:
    scope = prepared.subject.home
    with writing_as(hub, keys, reader_author(who.id), act_of(release_edition)) as unit:
        lock_logs(unit, [scope])  # who comes second at once sees what the first has done
        now = reader_by_id(unit, who.id)
        if now is None or not now.is_active:
            raise NotAllowed("reader.again")
        name_reader(unit, keys, who, scope, unit.changes.act)
        offers = offers_of(unit, prepared.subject, day_in(prepared.subject.country, unit.now))
        given = [Recipient(one.buyer.id, one.authorisation.id) for one in offers if one.authorisation is not None and not one.why_not]
        release_edition(unit, prepared, files, given)
        name_blobs(unit, [(one.sha256, scope) for one in files])
        for one in files:
            set_whole(unit, one.sha256, [scope], one.size)


def write_on(hub: Hub, keys: Keys, who: PageReader, cycle_id: str) -> None:
    """Takes the report back to change its words: what was handed in, or an edition of before as the beginning of the next one.

    Raises NotAllowed (`reader.…`), Refused (`report.…`).
    """
    with writing_as(hub, keys, reader_author(who.id), act_of(take_step)) as unit:
        lock_logs(unit, [factory_scope(who.subject)])
        subject = subject_of(unit, KIND, who.subject)
        _check_place(subject, who, cycle_id)
        standing = progress1(unit, who, cycle_id)
        if not standing.is_handed_in or standing.report is None:
            return
        name_reader(unit, keys, who, subject.scope, unit.changes.act)
        step = Step.TAKE_BACK if standing.report.state is ReportState.READY else Step.REVISE
        take_step(unit, KIND, who.subject, step)


def _check_place(subject: Subject, who: PageReader, cycle_id: str) -> None:
    """A report of the newest cycle, of this very factory. Raises NotAllowed (`reader.none`, `reader.old_cycle`)."""
    if who.side != "factory" or subject.scope != factory_scope(who.subject):
        raise NotAllowed("reader.none")
    if subject.cycle_id != cycle_id:
        raise NotAllowed("reader.old_cycle")


def _is_done(reader: Reader, factory_id: str, standing: Writing, digest: str) -> bool:
    """Whether what was looked at is the edition that stands."""
    if standing.report is None or standing.report.state is not ReportState.RELEASED:
        return False
    return content_digest(_paper(reader, factory_id, _context(SOURCE_LANGUAGE))) == digest


def _context(language: str) -> PaperContext:
    """The server prints in the days of UTC. No author: who signed a visit must stand on no paper that goes out."""
    return PaperContext(texts_of(language), ids.now(), _no_photo)


def _no_photo(sha256: str) -> bytes:
    raise Refused("thing.gone", kind="photo")


def _paper(reader: Reader, factory_id: str, context: PaperContext) -> FirstProgressPaper:
    made = gather(reader, KIND, factory_id, context)
    assert isinstance(made, FirstProgressPaper)
    return made


def _variants() -> list[Variant]:
    return [one for one in variants_of(KIND) if one is not Variant.INTERNAL]


def _protected(reader: Reader, subject: Subject, variant: Variant, context: PaperContext) -> tuple[Protected, ...]:
    return protected_words(reader, subject, variant, context.today, context.of(subject.country).words.day)


def names_known_there(reader: Reader, who: PageReader) -> tuple[Protected, ...]:
    """Names that the factory knows anyway and that must stand in no words of its own that go out. Raises Refused (`thing.gone`)."""
    subject, context = subject_of(reader, KIND, who.subject), _context(SOURCE_LANGUAGE)
    return _known_of(p for variant in _variants() for p in _protected(reader, subject, variant, context))


def _known_of(protected: Iterable[Protected]) -> tuple[Protected, ...]:
    return tuple(dict.fromkeys(p for p in protected if p.is_name and p.kind in KNOWN_THERE))


# --- what must not stand there -------------------------------------------------------------------------------------------------------


def _look_over(one: ToPrint) -> ToPrint:
    """The paper with what its file is still to be looked through for. Raises NotAllowed (`reader.guarded…`)."""
    known = _known_of(one.protected)
    paper: Any = one.paper
    for section in paper.own:
        for leak in leaks(section, known):
            raise NotAllowed("reader.guarded_section", words=leak.found.words, section=section.key)
    for claim in paper.claims:
        for leak in leaks(claim.reply, known):
            raise NotAllowed("reader.guarded_reply", words=leak.found.words, number=claim.number)
    for leak in leaks(paper.head.changes, known):
        raise NotAllowed("reader.guarded_section", words=leak.found.words, section="changes")
    _look_over_programme(paper, one.protected)
    return replace(one, protected=known)


def _look_over_programme(paper: Any, protected: Sequence[Protected]) -> None:
    """What stands there besides the words that the factory wrote on these pages. Raises NotAllowed (`reader.guarded`): no more is told."""
    claims = tuple(replace(one, reply="") for one in paper.claims)
    if leaks(replace(paper, own=(), claims=claims, head=replace(paper.head, changes="")), protected):
        raise NotAllowed("reader.guarded")
