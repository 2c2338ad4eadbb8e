"""The short lists at the foot of the summary page: found again, publicly reported, without a result, resolved. Each names its pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bwdesk.reports.cells import Cell, Columns
from bwdesk.reports.compose import Span
from bwdesk.reports.layout import Block, Inset
from bwdesk.reports.marks import Tag, TagLook
from bwdesk.reports.page import Kit, Later
from bwdesk.reports.parts import nothing
from bwdesk.reports.shaped import Para
from bwdesk.reports.style import MM, SLATE, TABLE
from bwdesk.reports.tables import Row, Table
from bwdesk.reports.values import Finding, Gap, Resolved

SHOWN = 6


def found_again(kit: Kit, findings: Sequence[Finding], shown: int = SHOWN) -> Block:
    found = sorted((f for f in findings if f.repeated_in), key=lambda f: -len(f.repeated_in))
    return _finding_list(kit, found, kit.words("reports.summary.again_none"), shown)


def found_public(kit: Kit, findings: Sequence[Finding], shown: int = SHOWN) -> Block:
    return _finding_list(kit, [finding for finding in findings if finding.is_public], kit.words("reports.summary.public_none"), shown)


def _finding_list(kit: Kit, findings: Sequence[Finding], empty: str, shown: int) -> Block:
    words, setter = kit.words, kit.setter
    if not findings:
        return nothing(kit, empty, TABLE)
    rows, shown = [], _shown(len(findings), shown)
    for finding in findings[:shown]:
        title: list[str | Span] = [finding.title.rstrip(".")]
        if finding.is_public:
            title += [" ", Span(inline=Tag(setter, words("reports.tag.public").upper(), TagLook.BOLD))]
        rows.append(
            Row(
                [
                    Cell(Para(setter, words.isolated(finding.number), TABLE), 0),
                    Cell(Para(setter, title, TABLE), 1),
                    Cell(page_reference(kit, finding.number), 2),
                ]
            )
        )
    if len(findings) > shown:
        more = Para(setter, words.count("reports.summary.more_findings", len(findings) - shown), TABLE.with_(colour=SLATE))
        rows.append(Row([Cell(more, 1, 2)]))
    return Table(Columns([12 * MM, 60 * MM, 0.0]), None, rows)


def _shown(whole: int, most: int) -> int:
    """How many of a list are shown: the line that would tell of one more has room for that one."""
    return whole if whole == most + 1 else most


def without_result(kit: Kit, gaps: Sequence[Gap], asked: int, shown: int = SHOWN) -> Block:
    words, setter = kit.words, kit.setter
    if not gaps:
        return nothing(kit, words("reports.back.open_none" if asked else "reports.assessment.nothing_asked"), TABLE)
    shown = _shown(len(gaps), shown)
    rows = [
        Row([Cell(Para(setter, words.isolated(gap.code), TABLE.with_(colour=SLATE)), 0), Cell(Para(setter, gap.question, TABLE), 1)])
        for gap in gaps[:shown]
    ]
    if len(gaps) > shown:
        rows.append(Row([Cell(Para(setter, words.count("reports.summary.more_without", len(gaps) - shown), TABLE), 1)]))
    return Table(Columns([22 * MM, 0.0]), None, rows)


def page_reference(kit: Kit, key: str) -> Block:
    """p. 13, known when it is drawn."""
    style = TABLE.with_(align="end", colour=SLATE)

    def made(page_of: Callable[[str], int | None]) -> Block:
        page = page_of(key)
        return Para(kit.setter, kit.words("reports.p", page=kit.words.number(page)) if page else "", style)

    return Inset(Later(made, Para(kit.setter, kit.words("reports.p", page="000"), style), key), 0.0)


def resolved_list(kit: Kit, resolved: Sequence[Resolved], most: int = SHOWN) -> Block:
    words, setter = kit.words, kit.setter
    if not resolved:
        return nothing(kit, words("reports.summary.resolved_none"), TABLE)
    shown = resolved if len(resolved) <= most else resolved[: most - 1]
    rows = [Row([Cell(Para(setter, item.title, TABLE), 0, 2)]) for item in shown]
    if len(shown) < len(resolved):
        more = Para(setter, words.count("reports.summary.more_resolved", len(resolved) - len(shown)), TABLE)
        rows.append(Row([Cell(more, 0), Cell(page_list(kit, "resolved"), 1)]))
    return Table(Columns([49 * MM, 0.0]), None, rows)


def page_list(kit: Kit, key: str) -> Block:
    style = TABLE.with_(align="end", colour=SLATE)

    def made(page_of: Callable[[str], int | None]) -> Block:
        return Para(kit.setter, kit.words("reports.list_on", page=kit.words.number(page_of(key) or 0)), style)

    return Later(made, Para(kit.setter, kit.words("reports.list_on", page="000"), style), key)
