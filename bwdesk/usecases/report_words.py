"""Words that people write into reports: one Section for each key of the profile, kept beside what the records say by themselves; and
what the factory said to one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bwdesk.domain.naming import scoped_id
from bwdesk.domain.page_reader import is_reader
from bwdesk.domain.report import OWN_WORDS, FactoryComment, Party, Report, ReportKind, Section
from bwdesk.domain.scope import factory_scope
from bwdesk.store.lists import stamps
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.writing import act, live, own_earlier, write


def report_id(factory_id: str, kind: ReportKind, subject_id: str) -> str:
    """The id of a factory's report of a kind about a subject (progress and committee reports: the cycle)."""
    return scoped_id("report", factory_scope(factory_id), kind.value, subject_id)


def section_id(factory_id: str, report: str, key: str) -> str:
    """The id of a section of a factory's report."""
    return scoped_id("section", factory_scope(factory_id), report, key)


def section_draft(report: str, key: str) -> str:
    """The key under which the words of a section are kept while they are typed."""
    return f"report/{report}/{key}"


@act("act.section.write")
def write_section(
    unit: Unit,
    factory_id: str,
    kind: ReportKind,
    cycle_id: str,
    key: str,
    text: str,
    base: Section | None = None,
    party: Party = Party.PROGRAMME,
) -> Section:
    """What a person writes under a heading of a report about a cycle. The report comes into being with its first words.

    The words of the factory (`party`) are taken down as it gave them, and so are handed in. `base` is the section as the form read it,
    None where it was empty. The draft goes in the same transaction.
    """
    scope, report = factory_scope(factory_id), report_id(factory_id, kind, cycle_id)
    if live(unit, Report, report) is None:
        blank = Report(id=report, scope=scope, kind=kind, subject_id=cycle_id, factory_id=factory_id, cycle_id=cycle_id)
        write(unit, unit.get(Report, report), blank)
    first = Section(id=section_id(factory_id, report, key), scope=scope, report_id=report, key=key, party=party)
    before = base or own_earlier(unit, first)
    written = write(unit, before, replace(before or first, text=text, is_done=party is Party.FACTORY, deleted=False))
    unit.drop_draft(section_draft(report, key))
    return written


def sections_of(reader: Reader, factory_id: str, kind: ReportKind, cycle_id: str) -> Mapping[str, Section]:
    """The written sections of a report, by key."""
    report = report_id(factory_id, kind, cycle_id)
    return {section.key: section for section in reader.find(Section, lambda s: s.report_id == report)}


def handed_in(reader: Reader, factory_id: str, cycle_id: str) -> Mapping[str, Section]:
    """What the factory itself wrote and handed in of progress report 1, by key; and its replies to issues, which wait for no handing in."""
    written = sections_of(reader, factory_id, ReportKind.PROGRESS1, cycle_id)
    return {key: one for key, one in written.items() if one.party is Party.FACTORY and one.is_done}


def taken_down(reader: Reader, factory_id: str, cycle_id: str) -> Mapping[str, Section] | None:
    """The factory's words of progress report 1 as somebody took them down at a desk; None where it writes on the server's pages itself."""
    words = sections_of(reader, factory_id, ReportKind.PROGRESS1, cycle_id)
    written = {key: one for key, one in words.items() if key in OWN_WORDS}
    heads = {op for one in written.values() if one.party is Party.FACTORY for op in one.heads.get("text", ())}
    known = stamps(reader, heads)
    return None if any(op not in known or is_reader(known[op].author) for op in heads) else written


def comments_of(reader: Reader, report_id: str) -> list[FactoryComment]:
    """What the factory said to a report, in order."""
    return sorted(reader.find(FactoryComment, lambda c: c.report_id == report_id), key=lambda c: (c.said_on or date.min, c.id))
