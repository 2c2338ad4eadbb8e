"""The recovery sheet: the code that opens a desk when its passphrase is forgotten, in numbered groups, and what to do with the sheet."""

from __future__ import annotations

from bwdesk.reports.layout import Beside, Block, Chapter
from bwdesk.reports.page import Kit, Running
from bwdesk.reports.parts import Heading, bullets, lead, section, stacked_fact
from bwdesk.reports.style import BODY, COVER_NAME, GUTTER, LINE, columns
from bwdesk.reports.values import RecoveryPaper

_A_ROW = 4


def build(kit: Kit, paper: RecoveryPaper, digest: str) -> tuple[Running, list[Chapter]]:
    words = kit.words
    title = words("reports.recovery.title")
    running = Running(title, paper.head, digest, paper.head.readers or words("reports.recovery.readers"), has_time=True)
    groups = paper.code.split("-")
    blocks: list[Block] = [Heading(kit.setter, title), lead(kit, words("reports.recovery.lead", name=words.isolated(paper.head.factory)))]
    for first in range(0, len(groups), _A_ROW):
        numbered = enumerate(groups[first : first + _A_ROW], first + 1)
        row = Beside([(columns(3), stacked_fact(kit, words.number(number), [group], COVER_NAME)) for number, group in numbered], GUTTER)
        row.before = LINE
        blocks.append(row)
    blocks += [*section(kit, words("reports.recovery.keep")), bullets(kit, [words(f"reports.recovery.keep.{n}") for n in (1, 2, 3)], BODY)]
    blocks += [*section(kit, words("reports.recovery.use")), bullets(kit, [words(f"reports.recovery.use.{n}") for n in (1, 2, 3)], BODY)]
    return running, [Chapter(words.day(paper.head.printed_at.date()), blocks, outline=title, key="recovery")]
