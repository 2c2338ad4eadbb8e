"""Progress report 1: what the factory says of itself in one chapter, what the programme verified and recorded in another.

The head of every page names whose words stand on it; in the table of publicly reported issues each side has a column of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bwdesk.reports import committee_parts as parts
from bwdesk.reports import progress2
from bwdesk.reports.cells import Cell, Columns
from bwdesk.reports.compose import Span, strong
from bwdesk.reports.layout import Block, Chapter, Stack
from bwdesk.reports.page import Kit, Running
from bwdesk.reports.parts import Heading, head_row, lead, nothing, section
from bwdesk.reports.shaped import Para
from bwdesk.reports.style import BODY, CAPTION, HALF_LINE, LINE, MM, SLATE, TABLE
from bwdesk.reports.tables import Row, Table
from bwdesk.reports.values_progress import Claim, FirstProgressPaper

_CLAIMS = (16 * MM, 46 * MM, 56 * MM, 0.0)


def build(kit: Kit, paper: FirstProgressPaper, digest: str) -> tuple[Running, list[Chapter]]:
    words = kit.words
    title = words("progress1.title")
    running = Running(title, paper.head, digest, paper.head.readers or words("progress1.readers"))
    told = words("progress1.lead") if paper.is_handed_in else words("progress1.not_handed_in")
    own: list[Block] = [Heading(kit.setter, title), lead(kit, [strong(words("progress1.own_words")), " ", told]), *_own(kit, paper)]
    found: list[Block] = [Heading(kit.setter, words("progress1.found")), *([lead(kit, _lead(kit, paper))] if paper.claims else [])]
    for one in paper.sections:
        made = _BUILDERS.get(one.key)
        found += [*section(kit, one.title, name=one.key), *parts.said(kit, one), *(made(kit, paper) if made is not None else [])]
    if not paper.is_handed_in:  # a page for one sentence is none
        found[0].before = 3 * LINE
        return running, [Chapter(words("progress1.found"), [*own, *found], outline=title, key="own")]
    chapters = [
        Chapter(words("progress1.own"), own, outline=words("progress1.own"), key="own"),
        Chapter(words("progress1.found"), found, outline=words("progress1.found"), key="found"),
    ]
    return running, chapters


def _own(kit: Kit, paper: FirstProgressPaper) -> list[Block]:
    blocks: list[Block] = []
    for one in paper.own if paper.is_handed_in else ():
        blocks += [
            *section(kit, one.title, name=one.key),
            *(parts.said(kit, one) or [nothing(kit, kit.words("progress1.nothing_written"))]),
        ]
    return blocks


def _lead(kit: Kit, paper: FirstProgressPaper) -> list[str | Span]:
    words, claims = kit.words, paper.claims
    verified, claimed = sum(one.is_verified for one in claims), sum(one.is_claimed for one in claims)
    if len(claims) == 1:  # "0 of 1 issues" is no sentence
        state = "verified" if verified else "claimed" if claimed else "open"
        return [strong(words(f"progress1.lead.only.{state}"))]
    told: list[str | Span] = [strong(words.count("progress1.lead.verified", verified, all=words.number(len(claims))))]
    return [*told, " ", words.count("progress1.lead.claimed", claimed)] if claimed else told


def _no_claims(kit: Kit, paper: FirstProgressPaper) -> str:
    return kit.words("progress1.no_public" if paper.has_assessment else "progress1.no_assessment")


def _committee(kit: Kit, paper: FirstProgressPaper) -> list[Block]:
    rhythm = Para(kit.setter, parts.rhythm_words(kit, paper.facts), BODY, after=HALF_LINE)
    return [*parts.composition(kit, paper.facts), rhythm]


def _visits(kit: Kit, paper: FirstProgressPaper) -> list[Block]:
    if not paper.visits:
        return [nothing(kit, kit.words("progress1.no_visits"))]
    return [Para(kit.setter, progress2.visits(kit, paper), BODY, after=HALF_LINE)]


def _claims(kit: Kit, paper: FirstProgressPaper) -> list[Block]:
    words, setter = kit.words, kit.setter
    if not paper.claims:
        return [nothing(kit, _no_claims(kit, paper))]
    keys = ("number", "issue", "claims", "verified")
    head = head_row(kit, [(index, words(f"progress1.col.{key}"), False) for index, key in enumerate(keys)])
    rows = []
    for one in paper.claims:
        cells = [
            Cell(Para(setter, words.isolated(one.number), TABLE.strong), 0),
            Cell(Para(setter, one.title, TABLE), 1),
            Cell(Stack(_claimed(kit, one)), 2),
            Cell(Stack(_side(kit, one.programme, one.method, one.programme_on, one.programme_words)), 3),
        ]
        rows.append(Row(cells))
    caption = Para(setter, words("progress1.claims"), CAPTION, after=HALF_LINE, keep=True)
    return [caption, Table(Columns(_CLAIMS, 3 * MM), head, rows, after=LINE)]


def _claimed(kit: Kit, one: Claim) -> list[Block]:
    said = _side(kit, one.factory, "", one.factory_on, one.factory_words)
    if not one.reply:
        return said
    reply: list[str | Span] = [strong(kit.words("progress1.reply")), " ", kit.words.isolated(one.reply)]
    return [*said, Para(kit.setter, reply, TABLE)]


def _side(kit: Kit, word: str, how: str, on: date | None, said: str) -> list[Block]:
    """One side's word, how and when it was said, and what was said with it."""
    words, setter = kit.words, kit.setter
    blocks: list[Block] = [Para(setter, word, TABLE.strong)]
    when = words.commas(part for part in (how, words.short_day(on) if on is not None else "") if part)
    if when:
        blocks.append(Para(setter, when, TABLE.with_(colour=SLATE)))
    return [*blocks, Para(setter, said, TABLE)] if said else blocks


_BUILDERS: dict[str, Callable[[Kit, FirstProgressPaper], list[Block]]] = {
    "plan": progress2.progress,
    "training": progress2.learning,
    "committee": _committee,
    "visits": _visits,
    "public_issues": _claims,
}
