"""All that the Reports page shows of one report: where it stands, what this person can do now, its editions, and who can be given one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bwdesk import shipped
from bwdesk.domain.assessing import Gap
from bwdesk.domain.assessment import Assessment
from bwdesk.domain.buyers import Authorisation, Buyer, Supply
from bwdesk.domain.edition import Delivery, Edition, Variant
from bwdesk.domain.evidence import Document
from bwdesk.domain.report import FactoryComment, Remark, Report, ReportState
from bwdesk.domain.report_life import Facts, Step, steps_for
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.tool import Tool
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader
from bwdesk.usecases.drafts import Draft, drafts
from bwdesk.usecases.factories import entries_of
from bwdesk.usecases.history import history_of
from bwdesk.usecases.people import Names, names_of
from bwdesk.usecases.report_editions import editions_of_report
from bwdesk.usecases.report_guard import variants_of
from bwdesk.usecases.report_life import facts_of, gaps_of, remarks_of
from bwdesk.usecases.report_subject import Subject, actor_of, report_at, subject_of
from bwdesk.usecases.report_words import comments_of
from bwdesk.usecases.synthesis_checks import Lack, lacks_of


@dataclass(frozen=True, slots=True)
class Offer:
    """A buyer of the factory. `why_not` is a text key (`report.offer.<…>`) of why it cannot be given this report; empty: ticked."""

    buyer: Buyer
    authorisation: Authorisation | None
    why_not: str


@dataclass(frozen=True, slots=True)
class Given:
    """A line of the ledger: who got which edition when; no buyer is the factory itself."""

    edition: Edition
    delivery: Delivery
    buyer: Buyer | None


@dataclass(frozen=True, slots=True)
class Stood:
    """A state the report came to: who brought it there (a name), when (aware UTC)."""

    state: ReportState
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One report as the page shows it. `steps`: those that lead on, each with why this person cannot take it (empty: they can).

    `thread`: where it stood, in order. `lacks`: what a report about many factories lacks, or gives away.
    `gaps` is what is missing before it can be handed in, `tool` the questions they are about.
    `drafts`: what was being typed about it, by key. `files`: those of the newest edition, if it stands.
    """

    subject: Subject
    report: Report
    facts: Facts
    steps: Mapping[Step, str]
    variants: tuple[Variant, ...]
    remarks: Sequence[Remark]
    comments: Sequence[FactoryComment]
    editions: Sequence[Edition]
    ledger: Sequence[Given]
    offers: Sequence[Offer]
    thread: Sequence[Stood]
    gaps: tuple[Gap, ...]
    tool: Tool | None
    names: Names
    drafts: Mapping[str, Draft]
    lacks: tuple[Lack, ...] = ()
    files: Sequence[Document] = ()

    @property
    def base(self) -> Report | None:
        """The report as it was read; None before anything was done with it."""
        return self.report if self.report.heads else None


def report_page(reader: Reader, kind: str, thing_id: str, person: str, now: datetime) -> ReportPage:
    """The report that a paper belongs to. Raises Refused (`thing.gone`, `paper.unknown`)."""
    subject = subject_of(reader, kind, thing_id)
    report, gaps, lacks = report_at(reader, subject), gaps_of(reader, subject), lacks_of(reader, subject, now)
    facts = facts_of(reader, subject, now, gaps=gaps, lacks=lacks)
    editions = editions_of_report(reader, report.id)
    buyers = _buyers(reader, subject)
    steps = steps_for(report, actor_of(reader, subject, person, facts.today), facts)
    return ReportPage(
        subject, report, facts, steps, variants_of(kind), remarks_of(reader, report.id), comments_of(reader, report.id), editions,
        _ledger(reader, editions), tuple(_offers(reader, subject, buyers, facts.today)),
        _thread(reader, report), gaps, _tool(reader, subject) if gaps else None, names_of(reader),
        {one.key: one for one in drafts(reader, f"report/{report.id}/")}, lacks,
        _files(reader, editions),
    )  # fmt: skip


def _files(reader: Reader, editions: Sequence[Edition]) -> list[Document]:
    """The files of the newest edition, in the order of variants, unless it was withdrawn."""
    if not editions or editions[0].withdrawn_at is not None:
        return []
    found = [d for d in things_where(reader, Document, "owner_id", [editions[0].id]) if d.owner_kind == "edition"]
    return sorted(found, key=lambda d: (list(Variant).index(Variant(d.variant)), d.language))


def _thread(reader: Reader, report: Report) -> tuple[Stood, ...]:
    """Told from the operations; where its first step was undone it begins anew."""
    found: list[Stood] = []
    for step in history_of(reader, report.id) if report.heads else ():
        for change in step.changes:
            if change.field == "deleted" and change.new:
                found.clear()
            elif change.field == "state" and change.new:
                found.append(Stood(ReportState(change.new), step.name, step.at))
    return tuple(found)


def _tool(reader: Reader, subject: Subject) -> Tool | None:
    assessment = reader.get(Assessment, subject.subject_id)
    return shipped.tool(assessment.tool) if assessment is not None else None


def _buyers(reader: Reader, subject: Subject) -> list[Buyer]:
    """Buyers that the factory works for, or lets or let read, by name; none of a report about many factories."""
    homes = _homes(reader, subject)
    wanted = {s.buyer_id for s in things_where(reader, Supply, "scope", homes)}
    wanted |= {a.buyer_id for a in things_where(reader, Authorisation, "scope", homes)}
    return sorted(things_where(reader, Buyer, "id", wanted), key=lambda b: (b.name.casefold(), b.id))


def _homes(reader: Reader, subject: Subject) -> list[str]:
    """The scopes of the factory's entries in the register: what was allowed under any of them, it allowed."""
    return [factory_scope(one) for one in entries_of(reader, subject.factory.id)] if subject.factory is not None else []


def offers_of(reader: Reader, subject: Subject, today: date) -> list[Offer]:
    """Who can be given a report today, and who cannot and why, by name."""
    return _offers(reader, subject, _buyers(reader, subject), today)


def _offers(reader: Reader, subject: Subject, buyers: Sequence[Buyer], today: date) -> list[Offer]:
    given: dict[str, list[Authorisation]] = {}
    for one in things_where(reader, Authorisation, "scope", _homes(reader, subject)):
        given.setdefault(one.buyer_id, []).append(one)
    return [offer_to(buyer, given.get(buyer.id, ()), subject.kind.value, today) for buyer in buyers]


def offer_to(buyer: Buyer, given: Sequence[Authorisation], kind: str, today: date) -> Offer:
    """Whether a buyer can be given a report of a kind today: the factory lets it read, and it takes part in the programme."""
    if Variant.BUYER not in variants_of(kind):
        return Offer(buyer, None, "report.offer.not_for_buyers")
    latest = sorted(given, key=lambda a: (a.covers(kind, today), a.from_on, a.id))
    if not latest:
        return Offer(buyer, None, "report.offer.not_asked")
    last = latest[-1]
    if not last.covers(kind, today):
        return Offer(buyer, last, f"report.offer.{_why_not(last, kind, today)}")
    return Offer(buyer, last, "" if buyer.takes_part else "report.offer.no_part")


def _why_not(last: Authorisation, kind: str, today: date) -> str:
    if last.withdrawn_on is not None and last.withdrawn_on <= today:
        return "withdrawn"
    if kind not in last.kinds:
        return "other_kinds"
    return "not_yet" if today < last.from_on else "over"


def _ledger(reader: Reader, editions: Sequence[Edition]) -> list[Given]:
    known = {one.id: one for one in editions}
    found = things_where(reader, Delivery, "edition_id", known)
    buyers = {b.id: b for b in things_where(reader, Buyer, "id", {d.buyer_id for d in found if d.buyer_id})}
    lines = [Given(known[one.edition_id], one, buyers.get(one.buyer_id)) for one in found]
    return sorted(lines, key=lambda g: (-g.edition.number, g.buyer is not None, g.buyer.name.casefold() if g.buyer else "", g.delivery.id))
