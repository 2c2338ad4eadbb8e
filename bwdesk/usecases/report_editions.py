"""Fixed editions: prepared from the records, released once their files are kept, withdrawn with a reason. Nothing of it needs the office.

Three steps, because printing is slow: `prepare` reads (and refuses early), report_seal.seal prints and looks for what must not stand
there, `release` or `send_for_comments` writes it all in one transaction, and only if the records are still the ones that were printed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from bwdesk.calendars import day_in
from bwdesk.domain.assessment import Assessment
from bwdesk.domain.buyers import Authorisation, Buyer
from bwdesk.domain.edition import Delivery, Edition, Variant, short_number
from bwdesk.domain.evidence import Document
from bwdesk.domain.naming import scoped_id
from bwdesk.domain.redaction import Protected
from bwdesk.domain.report import Report, ReportKind
from bwdesk.domain.report_life import Step
from bwdesk.domain.thing import natural_id
from bwdesk.errors import Refused
from bwdesk.reports.edition_parts import differing, names_of_clusters, parts_of, title_of
from bwdesk.reports.lacks import lacks_of
from bwdesk.reports.values import Paper, State, WordsLacked, content_digest
from bwdesk.store.unit import Reader, Unit
from bwdesk.texts import SOURCE_LANGUAGE, texts_of
from bwdesk.usecases.factories import entries_of
from bwdesk.usecases.paper_makers import gather
from bwdesk.usecases.papers import PaperContext
from bwdesk.usecases.photo_looks import photos_of_paper
from bwdesk.usecases.release import release_results
from bwdesk.usecases.report_guard import check_words, paper_of_variant, protected_words, variants_of
from bwdesk.usecases.report_life import checked_step, comments_due, reason_draft, stand
from bwdesk.usecases.report_subject import Subject, subject_of
from bwdesk.usecases.writing import act, write, write_new

TEMPLATE: Final = "2026.2"
"""Version of how papers are laid out; it stands in the edition."""

_PUBLIC: Final = {False: "reports.public.readers", True: "synthesis.readers.open"}
"""Who reads a public paper: of one factory, of many."""

PDF: Final = "application/pdf"


@dataclass(frozen=True, slots=True)
class ToPrint:
    """One file to be made: its values as the variant shows them, its language and what that lacks, and what must not stand in it.

    `withheld`: how many photos of the whole paper are not in it, for what was said of who can be recognised in them.
    """

    variant: Variant
    language: str
    paper: Paper
    protected: tuple[Protected, ...] = ()
    lacks: tuple[WordsLacked, ...] = ()
    withheld: int = 0


@dataclass(frozen=True, slots=True)
class Prepared:
    """A release (or the draft for comments) before it is printed. `context` is what its values were gathered with."""

    step: Step
    subject: Subject
    edition: Edition
    papers: tuple[ToPrint, ...]
    context: PaperContext


@dataclass(frozen=True, slots=True)
class Sealed:
    """A file that lies in the photo store: SHA-256 of its bytes (hex), bytes, pages, and what should be looked at."""

    variant: Variant
    language: str
    name: str
    sha256: str
    size: int
    pages: int


@dataclass(frozen=True, slots=True)
class Recipient:
    """A buyer that is to be given an edition, and by which right."""

    buyer_id: str
    authorisation_id: str


def prepare(
    reader: Reader, kind: str, thing_id: str, step: Step, person: str, contexts: Sequence[PaperContext], variants: Sequence[Variant],
    changes: str = "",
) -> Prepared:  # fmt: skip
    """What is to be printed for a release, or for comments. Contexts share one `now`; the first one's language is the records' own.

    `changes`: what a second edition changes, in words; it is printed on it.

    Raises Refused (`report.…`) when the rules do not let this person, or not yet, or a variant is never made of the kind, and
    (`pades.…`) when the signing certificate does not hold today.
    """
    subject = subject_of(reader, kind, thing_id)
    first = contexts[0]
    checked_step(reader, subject, step, person=person, now=first.now)
    if step is Step.RELEASE and first.signer is not None:
        first.signer.check_moment(first.now)  # before anything is printed
    return unchecked(reader, subject, step, contexts, variants, changes)


def unchecked(
    reader: Reader, subject: Subject, step: Step, contexts: Sequence[PaperContext], variants: Sequence[Variant], changes: str = ""
) -> Prepared:
    """The same without asking whether the step can be taken now: what is to be looked at, and never released. Raises Refused
    (`report.no_variant`)."""
    kind, thing_id = subject.kind.value, subject.thing_id
    contexts = [context.of(subject.country) for context in contexts]
    first = contexts[0]
    inside = gather(reader, kind, thing_id, first)
    edition = next_edition(reader, subject, content_digest(inside), first)
    wanted = [Variant.FACTORY] if step is Step.SEND else [v for v in variants if v is not Variant.INTERNAL]
    if not set(wanted) <= set(variants_of(kind)):
        raise Refused("report.no_variant")
    before = edition_before(reader, subject.report_id)
    shown = {
        (one.texts.code, variant): paper_of_variant(reader, kind, thing_id, variant, one) for one in contexts for variant in wanted
    }  # fmt: skip
    if step is Step.RELEASE:
        parts = _parts(reader, kind, thing_id, wanted, first, shown)
        edition = replace(edition, changes=changes.strip() if before is not None else "", parts=parts)
    head = _head_changes(reader, subject, edition, before, step, first)
    withheld = photos_of_paper(inside, kind).withheld
    papers = [
        replace(
            _to_print(reader, subject, edition, before, variant, shown[one.texts.code, variant], one, head),
            withheld=withheld.get(variant, 0),
        )
        for one in contexts
        for variant in wanted
    ]
    return Prepared(step, subject, edition, tuple(papers), first)


def _to_print(
    reader: Reader, subject: Subject, edition: Edition, before: Edition | None, variant: Variant, paper: Any, context: PaperContext,
    head: Mapping[str, Any],
) -> ToPrint:  # fmt: skip
    readers = context.say(_PUBLIC[subject.factory is None]) if variant is Variant.PUBLIC else paper.head.readers
    parts = _parts_changed(before, edition, variant, paper, context)
    paper = replace(paper, head=replace(paper.head, readers=readers, parts_changed=parts, **head))
    guarded = protected_words(reader, subject, variant, context.today, context.words.day)
    return ToPrint(variant, context.texts.code, paper, guarded, lacks_of(paper, context.texts.code))


def next_edition(reader: Reader, subject: Subject, digest: str, context: PaperContext) -> Edition:
    """The edition that a release would make now."""
    scope, report_id = subject.home, subject.report_id
    number = 1 + max((e.number for e in editions_of_report(reader, report_id)), default=0)
    edition_id = scoped_id("edition", scope, report_id, number)
    return Edition(
        id=edition_id, scope=scope, report_id=report_id, kind=subject.kind, subject_id=subject.subject_id, number=number,
        factory_id=subject.factory_id, cycle_id=subject.cycle_id, content_digest=digest, template=TEMPLATE, released_at=context.now,
        signed_by=context.signer.holder if context.signer is not None else "",
        short=short_number(subject.country, context.now.year, edition_id, digest),
    )  # fmt: skip


def _head_changes(
    reader: Reader, subject: Subject, edition: Edition, before: Edition | None, step: Step, context: PaperContext
) -> Mapping[str, Any]:
    """What an edition says of itself on every page."""
    if step is Step.SEND:
        until = comments_due(reader, subject, context.now)
        return {"state": State.DRAFT, "comments_until": until, "content_hash": edition.content_digest[:16], "edition": edition.number}
    return {
        "state": State.OFFICIAL, "edition": edition.number, "short": edition.short, "content_hash": edition.content_digest[:16],
        "is_signed": context.signer is not None, "replaces_edition": before.number if before else None,
        "replaces_on": context.local(before.released_at).date() if before and before.released_at else None,
        "withdrawn_on": context.local(before.withdrawn_at).date() if before and before.withdrawn_at else None,
        "withdrawn_why": before.withdrawn_why if before else "", "changes": edition.changes,
    }  # fmt: skip


def _parts(
    reader: Reader, kind: str, thing_id: str, variants: Sequence[Variant], context: PaperContext,
    known: Mapping[tuple[str, Variant], Paper],
) -> str:  # fmt: skip
    """The digests of an edition's parts in each variant, in the language of the source: two editions may be printed in different ones."""
    source = replace(context, texts=texts_of(SOURCE_LANGUAGE))
    found = {one: known.get((SOURCE_LANGUAGE, one)) or paper_of_variant(reader, kind, thing_id, one, source) for one in variants}
    return json.dumps({variant.value: dict(parts_of(paper)) for variant, paper in found.items()})


def _parts_changed(
    before: Edition | None, edition: Edition, variant: Variant, paper: Paper, context: PaperContext
) -> tuple[str, ...] | None:  # fmt: skip
    found = parts_differing(before, edition, variant) if before is not None and edition.parts else None
    return None if found is None else tuple(title_of(key, edition.kind, context.texts, names_of_clusters(paper)) for key in found)


def parts_differing(before: Edition, edition: Edition, variant: Variant) -> tuple[str, ...] | None:
    """The keys of a variant's parts that differ between two editions of a report; None where the earlier one's are not known."""
    then, now = _parts_in(before, variant), _parts_in(edition, variant)
    return differing(then, now) if then and now else None


def _parts_in(edition: Edition, variant: Variant) -> Mapping[str, str]:
    """The digests as the record has them; none where it has none, or is of another make."""
    try:
        found = json.loads(edition.parts or "{}").get(variant.value)
    except (ValueError, AttributeError):
        return {}
    return found if isinstance(found, dict) else {}


def edition_before(reader: Reader, report_id: str) -> Edition | None:
    """The newest edition of a report so far."""
    return next(iter(editions_of_report(reader, report_id)), None)


def editions_of_report(reader: Reader, report_id: str) -> list[Edition]:
    """All editions of a report, withdrawn ones too, newest first."""
    return sorted(reader.find(Edition, lambda e: e.report_id == report_id), key=lambda e: -e.number)


def changes_draft(report_id: str) -> str:
    """The key under which is kept, while it is typed, what an edition changes."""
    return f"report/{report_id}/changes"


# --- writing -------------------------------------------------------------------------------------------------------------------------


@act("act.report.send")
def send_for_comments(unit: Unit, prepared: Prepared, files: Sequence[Sealed], base: Report | None = None) -> Report:
    """Sends the draft of an assessment to the factory, which has five working days to say something to it."""
    report = _unchanged(unit, prepared)
    due = comments_due(unit, prepared.subject, unit.now)
    sent = stand(unit, base or unit.get(Report, report.id), report, Step.SEND, due)
    draft_no = len(unit.find(Document, lambda d: d.owner_id == report.id, deleted=True))
    write_new(unit, [_document(one, "report", report.id, report.scope, f"{draft_no}") for one in files])
    return sent


@act("act.report.release")
def release(
    unit: Unit, prepared: Prepared, files: Sequence[Sealed], recipients: Sequence[Recipient], base: Report | None = None
) -> Edition:
    """Fixes an edition: its record, its files, who is given it; for an assessment its results and issues too. All of it, or nothing.

    Raises Refused when the rules say no by now, the records are not the printed ones (`report.changed`), a buyer may not read
    (`report.not_authorised`, `report.no_part`), or a second edition does not say what changed (`report.changes_needed`).
    """
    report = _unchanged(unit, prepared)
    edition = prepared.edition
    if edition.number > 1 and not edition.changes:
        raise Refused("report.changes_needed")
    unit.drop_draft(changes_draft(report.id))
    languages = " ".join(dict.fromkeys(one.language for one in files))
    edition = replace(edition, languages=languages, released_by=unit.person)
    first = Variant.FACTORY if prepared.subject.factory is not None else Variant.PUBLIC
    today = day_in(prepared.subject.country, unit.now)
    given = [_delivery(edition, Recipient("", ""), first, files, today)]
    given += [_delivery(edition, one, Variant.BUYER, files, today) for one in _checked(unit, edition, recipients, today)]
    _release_results(unit, prepared.subject)
    stand(unit, base or unit.get(Report, report.id), report, Step.RELEASE)
    write_new(unit, [edition, *(_document(one, "edition", edition.id, edition.scope) for one in files), *given])
    return edition


@act("act.report.withdraw")
def withdraw(
    unit: Unit, kind: str, thing_id: str, edition: Edition, reason: str, guard: PaperContext, base: Report | None = None
) -> Edition:
    """Takes an edition back. Its files and who was given it stay in the ledger; its readers are told the reason.

    Raises Refused with why the rules say no (`report.…`), Leaking where the reason holds what must not leave.
    """
    subject = subject_of(unit, kind, thing_id)
    report = checked_step(unit, subject, Step.WITHDRAW, reason)
    check_words(unit, subject, {"withdrawn_why": reason}, guard)
    unit.drop_draft(reason_draft(report.id))
    stand(unit, base or unit.get(Report, report.id), report, Step.WITHDRAW)
    return write(unit, edition, replace(edition, withdrawn_at=unit.now, withdrawn_by=unit.person, withdrawn_why=reason.strip()))


def _unchanged(unit: Unit, prepared: Prepared) -> Report:
    """The report, if the rules still let it and the records are the ones that were printed."""
    subject = prepared.subject
    report = checked_step(unit, subject, prepared.step)
    now = content_digest(gather(unit, subject.kind.value, subject.thing_id, prepared.context))
    if now != prepared.edition.content_digest:
        raise Refused("report.changed")
    return report


def _release_results(unit: Unit, subject: Subject) -> None:
    assessment = unit.get(Assessment, subject.subject_id) if subject.kind is ReportKind.ASSESSMENT else None
    if assessment is not None:
        release_results(unit, assessment)


def _checked(unit: Unit, edition: Edition, recipients: Sequence[Recipient], today: date) -> Sequence[Recipient]:
    entries = entries_of(unit, edition.factory_id) if recipients else frozenset[str]()
    for one in recipients:
        given = unit.get(Authorisation, one.authorisation_id)
        fits = given is not None and given.buyer_id == one.buyer_id and given.factory_id in entries
        if given is None or not fits or not given.covers(edition.kind.value, today):
            raise Refused("report.not_authorised")
        if not unit.need(Buyer, one.buyer_id).takes_part:
            raise Refused("report.no_part")
    return recipients


def _delivery(edition: Edition, to: Recipient, variant: Variant, files: Sequence[Sealed], on: date) -> Delivery:
    held = next((one for one in files if one.variant is variant), None)
    if held is None:
        raise Refused("report.no_variant")
    return Delivery(
        id=natural_id(Delivery, edition.id, to.buyer_id, variant.value), scope=edition.scope, edition_id=edition.id, buyer_id=to.buyer_id,
        authorisation_id=to.authorisation_id, variant=variant, language=held.language, given_on=on, how="release",
    )  # fmt: skip


def draft_order(report_id: str, files: Sequence[Document]) -> list[Document]:
    """The drafts of a report that were sent for comments, the first one first: their ids are numbered."""
    place = {natural_id(Document, report_id, d.variant, d.language, f"{n}"): n for d in files for n in range(len(files))}
    return sorted(files, key=lambda d: (place.get(d.id, -1), d.id))


def _document(file: Sealed, owner_kind: str, owner_id: str, scope: str, draft: str = "") -> Document:
    return Document(
        id=natural_id(Document, owner_id, file.variant.value, file.language, draft), scope=scope, owner_kind=owner_kind, owner_id=owner_id,
        name=file.name, media=PDF, sha256=file.sha256, size=file.size, pages=file.pages, variant=file.variant.value,
        language=file.language,
    )  # fmt: skip
