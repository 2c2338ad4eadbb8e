"""The committee report: composition, elections, meetings, criteria of the committee and of grievance handling, in the profile's order."""

from __future__ import annotations

from collections.abc import Callable

from bwdesk.reports import committee_parts as parts
from bwdesk.reports.compose import Span, strong
from bwdesk.reports.layout import Block, Chapter
from bwdesk.reports.page import Kit, Running
from bwdesk.reports.parts import Heading, lead, section
from bwdesk.reports.values_progress import CommitteeFacts, CommitteePaper


def build(kit: Kit, paper: CommitteePaper, digest: str) -> tuple[Running, list[Chapter]]:
    words = kit.words
    title = words("committee.paper.title")
    running = Running(title, paper.head, digest, paper.head.readers or words("committee.paper.readers"))
    blocks: list[Block] = [Heading(kit.setter, title), lead(kit, _lead(kit, paper))]
    for one in paper.sections:
        blocks += section(kit, one.title, name=one.key)
        blocks += parts.said(kit, one)
        made = _BUILDERS.get(one.key)
        blocks += made(kit, paper.facts) if made is not None else []
    return running, [Chapter(paper.facts.name or title, blocks, outline=title, key="committee")]


def _lead(kit: Kit, paper: CommitteePaper) -> list[str | Span]:
    words, facts = kit.words, paper.facts
    broken = sum(1 for one in facts.verdicts if one.is_breach)
    told: list[str | Span] = [words("committee.paper.as_of", day=words.day(paper.as_of)), " "]
    told.append(strong(words.count("committee.paper.lead_broken", broken) if broken else words("committee.paper.lead_kept")))
    return [*told, " ", parts.rhythm_words(kit, facts)]


def _criteria(kit: Kit, facts: CommitteeFacts) -> list[Block]:
    return parts.criteria(kit, facts.criteria, kit.words("committee.paper.criteria"))


def _grievance(kit: Kit, facts: CommitteeFacts) -> list[Block]:
    return parts.criteria(kit, facts.grievance, kit.words("committee.paper.grievance"))


_BUILDERS: dict[str, Callable[[Kit, CommitteeFacts], list[Block]]] = {
    "composition": parts.composition,
    "elections": parts.elections,
    "meetings": parts.meetings,
    "criteria": _criteria,
    "grievance": _grievance,
}
