"""The factory's replies to publicly reported issues: its own words, which nobody has verified. No words of the programme.

A reply is a section of progress report 1 of the cycle that found the issue (`reply_key`), so that it stands wherever that section
stands; it waits for no handing in. Source: domain notes "programme" §2.5 (row "Public issues").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from bwdesk.domain.assessing import finding_numbers
from bwdesk.domain.assessment import Result, Verdict
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.plan import Issue, Origin
from bwdesk.domain.report import Party, ReportKind, Section, reply_key
from bwdesk.shipped import tool, tool_names
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.history import Step, history_of
from bwdesk.usecases.report_words import report_id, section_id, sections_of
from bwdesk.usecases.writing import act, write

LONGEST_REPLY: Final = 2_000
"""Characters of a reply."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A publicly reported issue, its number in the assessment's report, and the factory's reply; None where it never wrote one.

    What it kept on progress report 1 before replies were things of their own, and did not hand in, is not said yet.
    """

    issue: Issue
    number: str
    section: Section | None

    @property
    def title(self) -> str:
        return self.issue.title

    @property
    def text(self) -> str:
        return self.section.text if self.section is not None else ""

    @property
    def is_said(self) -> bool:
        return self.section is not None and self.section.is_done


def replies_of(reader: Reader, cycle: Cycle) -> tuple[Reply, ...]:
    """The publicly reported issues of a cycle's released assessments, as they are numbered there, with the replies to them."""
    found = reader.find(Result, lambda r: (r.scope == cycle.scope) & (r.cycle_id == cycle.id) & (r.verdict == Verdict.NON_COMPLIANT))
    issues = reader.find(Issue, lambda i: (i.scope == cycle.scope) & (i.cycle_id == cycle.id))
    by_finding = {(one.origin_id, one.question): one for one in issues if one.origin is Origin.ASSESSMENT}
    written = sections_of(reader, cycle.factory_id, ReportKind.PROGRESS1, cycle.id)
    known, replies = set(tool_names()), list[Reply]()
    for assessment, name in sorted({(r.assessment_id, r.tool) for r in found if r.tool in known}):
        questions = tool(name)
        for question, number in finding_numbers(questions, [r.question for r in found if r.assessment_id == assessment]).items():
            issue = by_finding.get((assessment, question))
            if issue is not None and questions.question(question).is_public:
                replies.append(Reply(issue, number, written.get(reply_key(issue.id))))
    return tuple(replies)


def said_on_issues(reader: Reader, issues: Iterable[Issue]) -> Mapping[str, Section]:
    """What the factory replies to each of some issues of a factory, by the issue's id; those without a reply are left out."""
    ids = {section_id(i.factory_id, report_id(i.factory_id, ReportKind.PROGRESS1, i.cycle_id), reply_key(i.id)): i.id for i in issues}
    found = things_where(reader, Section, "id", ids)
    return {ids[one.id]: one for one in found if one.is_done and one.party is Party.FACTORY and one.text.strip()}


def reply_to(issue: Issue) -> Section:
    """The reply to an issue before anything is written in it."""
    report, key = report_id(issue.factory_id, ReportKind.PROGRESS1, issue.cycle_id), reply_key(issue.id)
    return Section(id=section_id(issue.factory_id, report, key), scope=issue.scope, report_id=report, key=key, party=Party.FACTORY)


@act("act.reply.write")
def write_reply(unit: Unit, reply: Reply, text: str) -> Section:
    """The factory replies, or changes what it replied; empty takes the reply back. Earlier texts stay in the history."""
    blank = reply_to(reply.issue)
    return write(unit, reply.section, replace(reply.section or blank, text=text, is_done=True, deleted=False))


def texts_before(reader: Reader, reply: Reply) -> list[tuple[Step, str]]:
    """All that the factory has replied to an issue so far, each with who wrote it and when, the newest first."""
    if reply.section is None:
        return []
    steps = history_of(reader, reply.section.id)
    return [(step, str(change.new or "")) for step in reversed(steps) for change in step.changes if change.field == "text"]
