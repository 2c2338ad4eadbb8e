"""What a reader may see, and what a factory may say: released editions, its own words, whom it lets read. Every query is scoped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from bwdesk import ids
from bwdesk.calendars import day_in
from bwdesk.domain.assessment import Assessment
from bwdesk.domain.buyers import Authorisation, Buyer
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.edition import Variant
from bwdesk.domain.evidence import Document
from bwdesk.domain.factory import Factory
from bwdesk.domain.naming import scoped_id
from bwdesk.domain.operation import changed_values
from bwdesk.domain.page_reader import NamedReader, reader_author
from bwdesk.domain.report import OWN_WORDS, FactoryComment, Party, Remark, Report, ReportKind, ReportState, Section
from bwdesk.domain.scope import country_scope, factory_scope
from bwdesk.domain.thing import Thing, spec_of
from bwdesk.errors import NotAllowed
from bwdesk.server.pen import WRITER, Keys, write_things
from bwdesk.server.reader_editions import FOR_BUYERS, Shown, editions_for, sections_in, takes_part
from bwdesk.shipped import profile, profile_of_cycle, tool_names
from bwdesk.store.hub import Hub
from bwdesk.store.lists import things_where
from bwdesk.store.readers import PageReader
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.factories import entries_of
from bwdesk.usecases.history import Step, history_of
from bwdesk.usecases.replies import Reply, replies_of
from bwdesk.usecases.report_editions import draft_order
from bwdesk.usecases.report_life import remarks_of

LONGEST_WORDS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Draft:
    """A report that waits for the factory's comments until a day: what was said to it, and what is typed and not sent.

    `sections`: keys of those a comment can be about; `tool`: the question set whose clusters they are.
    """

    report: Report
    until: date
    files: tuple[Document, ...]
    said: tuple[FactoryComment, ...]
    sections: tuple[str, ...]
    tool: str
    text: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """All that a reader's first page shows. `replies`: to what was publicly reported last. `takes_part`: false of a buyer that is shown
    nothing for it; `apart`: ids of such buyers."""

    name: str
    editions: tuple[Shown, ...]
    drafts: tuple[tuple[Report, date], ...] = ()
    cycles: tuple[Cycle, ...] = ()
    buyers: tuple[Buyer, ...] = ()
    authorisations: tuple[tuple[Authorisation, str], ...] = ()
    replies: tuple[Reply, ...] = ()
    takes_part: bool = True
    apart: frozenset[str] = frozenset()


def home_of(reader: Reader, who: PageReader, today: date) -> Home:
    """The first page of a reader."""
    if who.side == "buyer":
        buyer = reader.get(Buyer, who.subject)
        name = buyer.name if buyer else who.name
        return Home(name, editions_for(reader, who, today), takes_part=takes_part(reader, who.subject))
    factory, scope = reader.get(Factory, who.subject), factory_scope(who.subject)
    known = sorted(reader.find(Buyer, lambda b: b.scope == country_scope(who.country)), key=lambda b: b.name)
    names = {one.id: one.name for one in known}
    given = things_where(reader, Authorisation, "scope", map(factory_scope, entries_of(reader, who.subject)))
    given.sort(key=lambda a: (a.withdrawn_on is not None, names.get(a.buyer_id, ""), a.from_on, a.id))
    cycles = sorted(reader.find(Cycle, lambda c: c.scope == scope), key=lambda c: -c.number)
    replies = next(filter(None, (replies_of(reader, one) for one in cycles)), ())
    return Home(
        factory.name if factory else who.name, editions_for(reader, who, today), open_drafts(reader, who, today), tuple(cycles),
        tuple(known), tuple((one, names.get(one.buyer_id, "")) for one in given), replies,
        apart=frozenset(b.id for b in known if not b.takes_part),
    )  # fmt: skip


def file_for(reader: Reader, who: PageReader, document_id: str, today: date) -> Document:
    """A file of an edition that the reader may open today. Raises NotAllowed (`reader.none`): not there, or not for them, is the same."""
    for shown in editions_for(reader, who, today):
        for one in shown.files:
            if one.id == document_id:
                return one
    for report, _ in open_drafts(reader, who, today):
        for one in draft_files(reader, report):
            if one.id == document_id:
                return one
    raise NotAllowed("reader.none")


def open_drafts(reader: Reader, who: PageReader, today: date) -> tuple[tuple[Report, date], ...]:
    """Reports that wait for the factory's comments, with the last day for them."""
    if who.side != "factory":
        return ()
    found = reader.find(Report, lambda r: r.factory_id == who.subject)
    waiting = [r for r in found if r.state is ReportState.COMMENTS and r.comments_due_on is not None and today <= r.comments_due_on]
    return tuple((r, r.comments_due_on) for r in sorted(waiting, key=lambda r: r.id) if r.comments_due_on is not None)


def draft_files(reader: Reader, report: Report) -> tuple[Document, ...]:
    """The draft that a factory comments on, in its own variant: of each language the one that was sent last."""
    found = reader.find(Document, lambda d: (d.owner_id == report.id) & (d.scope == report.scope))
    sent = draft_order(report.id, [d for d in found if d.owner_kind == "report" and d.variant == Variant.FACTORY])
    return tuple({d.language: d for d in sent}.values())


def said_to(reader: Reader, report: Report) -> tuple[FactoryComment, ...]:
    """What the factory has said to a draft so far, in order; what the advisor took down for it too."""
    found = reader.find(FactoryComment, lambda c: (c.report_id == report.id) & (c.scope == report.scope))
    return tuple(sorted(found, key=lambda c: (c.said_on or date.min, c.id)))


def draft_of(reader: Reader, report: Report, until: date, text: str = "", section: str = "") -> Draft:
    """A draft as the factory sees it, with what it typed."""
    files, said, tool = draft_files(reader, report), said_to(reader, report), _tool_of(reader, report)
    return Draft(report, until, files, said, _sections_of(reader, report, tool), tool, text, section)


def _sections_of(reader: Reader, report: Report, tool: str) -> tuple[str, ...]:
    """The parts of a draft that a comment can be about, as the profile of its cycle has them."""
    kept = profile_of_cycle(reader.get(Cycle, report.cycle_id)).sections.get(report.kind.value, ())
    return sections_in(report.kind, tool, kept)


def _tool_of(reader: Reader, report: Report) -> str:
    """The question set of the assessment that a draft is about; none of other kinds."""
    found = reader.get(Assessment, report.subject_id) if report.kind is ReportKind.ASSESSMENT else None
    return found.tool if found is not None and found.scope == report.scope and found.tool in tool_names() else ""


# --- what a factory says -------------------------------------------------------------------------------------------------------------


def _write(unit: Unit, keys: Keys, who: PageReader, things: Sequence[tuple[Thing | None, Thing]], act: str) -> None:
    """Writes as the reader; the portal itself writes their name into a scope first, where desks do not have it yet."""
    changed = [(base, edited) for base, edited in things if changed_values(spec_of(type(edited)), base, edited)]
    for scope in sorted({edited.scope for _, edited in changed}):
        name_reader(unit, keys, who, scope, act)
    write_things(unit, keys, changed, act, reader_author(who.id))


def name_reader(unit: Unit, keys: Keys, who: PageReader, scope: str, act: str) -> None:
    """Writes a reader's name into a scope where desks do not have it yet, as the portal itself."""
    made = NamedReader(id=scoped_id("named_reader", scope, who.id), scope=scope, reader_id=who.id, name=who.name)
    write_things(unit, keys, [(unit.get(NamedReader, made.id), made)], act)


def comment(hub: Hub, keys: Keys, who: PageReader, report_id: str, text: str, section: str, today: date) -> None:
    """Takes in the factory's comment on a draft, or on a section of it. Raises NotAllowed (`reader.none`) when it waits for none."""
    with hub.writing(WRITER, "reader.comment") as unit:
        reports = {report.id: report for report, _ in open_drafts(unit, who, today)}
        report = reports.get(report_id)
        if report is None or section not in ("", *_sections_of(unit, report, _tool_of(unit, report))):
            raise NotAllowed("reader.none")
        said = FactoryComment(
            id=ids.new_id(), scope=report.scope, report_id=report.id, section=section, text=words_of(text), said_by=who.name,
            said_on=today,
        )  # fmt: skip
        _write(unit, keys, who, [(None, said)], "reader.comment")


def authorise(hub: Hub, keys: Keys, who: PageReader, buyer_id: str, kinds: Sequence[str], from_on: date, to_on: date | None) -> None:
    """The factory lets a buyer read. Raises NotAllowed (`reader.none`, `reader.kinds`, `reader.days`)."""
    allowed = frozenset(kinds) & set(FOR_BUYERS)
    if who.side != "factory":
        raise NotAllowed("reader.none")
    if not allowed:
        raise NotAllowed("reader.kinds")
    if to_on is not None and to_on < from_on:
        raise NotAllowed("reader.days")
    with hub.writing(WRITER, "reader.authorise") as unit:
        buyer = unit.get(Buyer, buyer_id)
        if buyer is None or buyer.scope != country_scope(who.country):
            raise NotAllowed("reader.none")
        made = Authorisation(
            id=ids.new_id(), scope=factory_scope(who.subject), factory_id=who.subject, buyer_id=buyer.id, kinds=allowed, from_on=from_on,
            to_on=to_on, given_by=who.name,
        )  # fmt: skip
        _write(unit, keys, who, [(None, made)], "reader.authorise")


def withdraw(hub: Hub, keys: Keys, who: PageReader, authorisation_id: str, today: date) -> None:
    """The factory lets a buyer read no more, from now on. Raises NotAllowed (`reader.none`)."""
    with hub.writing(WRITER, "reader.withdraw") as unit:
        found = unit.get(Authorisation, authorisation_id)
        if who.side != "factory" or found is None or found.scope not in map(factory_scope, entries_of(unit, who.subject)):
            raise NotAllowed("reader.none")
        if found.withdrawn_on is None:
            _write(unit, keys, who, [(found, replace(found, withdrawn_on=today))], "reader.withdraw")


@dataclass(frozen=True, slots=True)
class Writing:
    """A report that the factory writes, part by part, its replies to publicly reported issues, and the day it was handed in last.

    `returned_on`: the day the programme returned it, where it did and it was not handed in since; `asks`: what it asks to be changed.
    """

    cycle: Cycle
    report: Report | None
    sections: tuple[tuple[str, str], ...]
    replies: tuple[Reply, ...] = ()
    handed_on: date | None = None
    returned_on: date | None = None
    asks: tuple[Remark, ...] = ()

    @property
    def state(self) -> ReportState:
        return self.report.state if self.report is not None else ReportState.DRAFT

    @property
    def is_handed_in(self) -> bool:
        return self.state not in (ReportState.DRAFT, ReportState.RETURNED)


def progress1(reader: Reader, who: PageReader, cycle_id: str) -> Writing:
    """Progress report 1 of a cycle as it stands. Raises NotAllowed (`reader.none`)."""
    scope = factory_scope(who.subject)
    cycle = reader.get(Cycle, cycle_id)
    if who.side != "factory" or cycle is None or cycle.scope != scope:
        raise NotAllowed("reader.none")
    report_id = scoped_id("report", scope, ReportKind.PROGRESS1.value, cycle.id)
    texts = {one.key: one.text for one in reader.find(Section, lambda s: s.report_id == report_id) if one.scope == scope}
    keys = [key for key in profile(cycle.profile).sections["progress1"] if key in OWN_WORDS]
    sections = tuple((key, texts.get(key, "")) for key in keys)
    report, history = reader.get(Report, report_id), history_of(reader, report_id)
    returned_on = _last(history, ReportState.RETURNED, who) if report is not None and report.state is ReportState.RETURNED else None
    asks = [one for one in remarks_of(reader, report_id) if one.for_factory and not one.is_closed and one.scope == scope]
    return Writing(
        cycle, report, sections, replies_of(reader, cycle), _last(history, ReportState.READY, who), returned_on,
        tuple(asks) if returned_on else (),
    )  # fmt: skip


def _last(history: Sequence[Step], state: ReportState, who: PageReader) -> date | None:
    """The day, where the factory is, on which a report came into a state last."""
    found = [step.at for step in history if any(c.field == "state" and c.new == state for c in step.changes)]
    return day_in(who.country, found[-1]) if found else None


def write_progress1(hub: Hub, keys: Keys, who: PageReader, cycle_id: str, texts: dict[str, str], *, hand_in: bool) -> None:
    """Keeps the factory's words, and hands the report in. Raises NotAllowed (`reader.none`, `reader.handed_in`, `reader.empty`)."""
    scope, now = factory_scope(who.subject), ids.now()
    with hub.writing(WRITER, "reader.progress1") as unit:
        standing = progress1(unit, who, cycle_id)
        if standing.is_handed_in:
            raise NotAllowed("reader.handed_in")
        report = standing.report or Report(
            id=scoped_id("report", scope, ReportKind.PROGRESS1.value, cycle_id), scope=scope, kind=ReportKind.PROGRESS1,
            subject_id=cycle_id, factory_id=who.subject, cycle_id=cycle_id,
        )  # fmt: skip
        written = {key: words_of(texts.get(key, text)) for key, text in standing.sections}
        if hand_in and not any((*written.values(), *(one.text for one in standing.replies))):
            raise NotAllowed("reader.empty")
        things: list[tuple[Thing | None, Thing]] = [(standing.report, _handed(report, who, now) if hand_in else report)]
        for key, text in written.items():
            section_id = scoped_id("section", scope, report.id, key)
            base = unit.get(Section, section_id)
            blank = Section(id=section_id, scope=scope, report_id=report.id, key=key, party=Party.FACTORY)
            things.append((base, replace(base or blank, text=text, is_done=hand_in)))
        if hand_in:  # a reply that was kept here before replies were things of their own
            things += [(one.section, replace(one.section, is_done=True)) for one in standing.replies if one.section and one.text]
        _write(unit, keys, who, things, "reader.progress1")


def _handed(report: Report, who: PageReader, now: datetime) -> Report:
    return replace(report, state=ReportState.READY, state_by=who.name, state_at=now)


def words_of(text: str, most: int = LONGEST_WORDS) -> str:
    """What was typed, with plain line ends and without what no database keeps."""
    clean = "".join(c for c in text.replace("\r\n", "\n").replace("\r", "\n") if c == "\n" or c == "\t" or c.isprintable())
    if len(clean) > most:
        raise NotAllowed("reader.long", number=most)
    return clean.strip()
