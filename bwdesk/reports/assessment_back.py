"""What stands behind the clusters: strengths and integrity, information, open questions, comments, method and limits, distribution."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bwdesk.reports.cells import Cell, Columns
from bwdesk.reports.compose import Rich, Span, strong
from bwdesk.reports.layout import Block, Chapter, Stack
from bwdesk.reports.page import Kit
from bwdesk.reports.parts import Heading, bullets, facts_table, head_row, nothing, paragraphs, section
from bwdesk.reports.shaped import Para
from bwdesk.reports.style import BODY, LINE, MM, SLATE, STEP, TABLE, columns
from bwdesk.reports.tables import Row, Table
from bwdesk.reports.values import AssessmentPaper, Comment, Fact, Recipient

_SECTIONS = ("strengths", "integrity", "concerns", "information", "gaps", "resolved", "comments", "recipients")
"""What an edition can leave out whole."""


def chapters(kit: Kit, paper: AssessmentPaper) -> list[Chapter]:
    words = kit.words
    method = "reports.back.method" if kit.hides("comments", "recipients") else "reports.back.method_comments"
    made = [
        _chapter(kit, words("reports.back.strengths_integrity"), _strengths(kit, paper), "strengths"),
        _chapter(kit, words("reports.back.information"), _information(kit, paper), "information"),
        _chapter(kit, words("reports.back.behind"), [*_open(kit, paper), *_resolved(kit, paper), *_documents(kit, paper)], "behind"),
        _chapter(kit, words(method), _method(kit, paper), "method"),
    ]
    return [one for one in made if len(one.blocks) > 1]


class Anchor(Stack):
    """Blocks that pages can be referred to by a name."""

    def __init__(self, name: str, blocks: Sequence[Block]) -> None:
        super().__init__(blocks, keep=True, before=blocks[0].before, after=blocks[-1].after)
        self._name = name

    def names(self) -> Iterator[str]:
        yield self._name
        yield from super().names()


def _chapter(kit: Kit, title: str, blocks: list[Block], key: str) -> Chapter:
    return Chapter(title, [Heading(kit.setter, title), *blocks], outline=title, key=key)


def _strengths(kit: Kit, paper: AssessmentPaper) -> list[Block]:
    words = kit.words
    parts: dict[str, Block | None] = {
        "strengths": bullets(kit, paper.strengths) if paper.strengths else None,
        "integrity": _facts(kit, paper.integrity) if paper.integrity else None,
        "concerns": bullets(kit, paper.concerns) if paper.concerns else None,
    }
    blocks: list[Block] = []
    for name, block in parts.items():
        if not kit.hides(name):
            blocks += section(kit, words(f"reports.back.{name}"), 2 * LINE if blocks else 0.0)
            blocks.append(block or nothing(kit, words(f"reports.back.{name}_none")))
    return blocks


def _facts(kit: Kit, facts: Sequence[Fact]) -> Table:
    return facts_table(kit, facts, columns(5))


def _information(kit: Kit, paper: AssessmentPaper) -> list[Block]:
    words = kit.words
    if kit.hides("information"):
        return []
    if not paper.information:
        return [nothing(kit, words("reports.back.information_none"))]
    blocks: list[Block] = [Para(kit.setter, words("reports.back.information_note"), BODY, after=LINE)]
    for index, part in enumerate(paper.information):
        blocks += section(kit, part.heading, 0.0 if index == 0 else 2 * LINE)
        blocks.append(_facts(kit, part.rows) if part.rows else nothing(kit, words("reports.back.information_empty")))
    return blocks


def _open(kit: Kit, paper: AssessmentPaper) -> list[Block]:
    words, setter, gaps = kit.words, kit.setter, paper.gaps
    if kit.hides("gaps"):
        return []
    title = Anchor("gaps", section(kit, words("reports.back.open"), 0.0))
    if not gaps:
        return [title, nothing(kit, words("reports.back.open_none" if paper.asked else "reports.assessment.nothing_asked"))]
    head = head_row(
        kit,
        [(0, words("reports.back.code"), False), (1, words("reports.back.question"), False), (2, words("reports.back.why"), False)],
    )
    rows = [
        Row(
            [
                Cell(Para(setter, words.isolated(gap.code), TABLE.strong), 0),
                Cell(Para(setter, gap.question, TABLE), 1),
                Cell(Para(setter, gap.why or words("reports.back.not_answered"), TABLE.with_(colour=SLATE)), 2),
            ]
        )
        for gap in gaps
    ]
    return [
        title,
        Para(setter, words.count("reports.back.open_lead", len(gaps)), BODY, after=LINE),
        Table(Columns([25 * MM, 91 * MM, 54 * MM]), head, rows),
    ]


def _resolved(kit: Kit, paper: AssessmentPaper) -> list[Block]:
    setter, words = kit.setter, kit.words
    if paper.last_cycle is None or kit.hides("resolved"):
        return []
    title = Anchor("resolved", section(kit, words.about("reports.summary.resolved_since", paper.last_cycle.cycle)))
    if not paper.resolved:
        return [title, nothing(kit, words("reports.summary.resolved_none"))]
    head = head_row(kit, [(0, words("reports.back.was"), False), (1, words("reports.back.seen"), False)])
    rows = [
        Row([Cell(Para(setter, item.title, TABLE), 0), Cell(Para(setter, item.seen or "–", TABLE.with_(colour=SLATE)), 1)])
        for item in paper.resolved
    ]
    return [title, Table(Columns([columns(7) + 4 * MM, columns(5)]), head, rows)]


def _documents(kit: Kit, paper: AssessmentPaper) -> list[Block]:
    """The documents that findings rest on, under the numbers by which findings name them."""
    words, setter = kit.words, kit.setter
    points = (point for cluster in paper.clusters for point in cluster.points)
    documents = [document for point in points for finding in point.findings for document in finding.documents]
    if not documents:
        return []
    names = ("number", "what", "pages", "mark")
    head = head_row(kit, [(at, words(f"reports.documents.{name}"), name == "pages") for at, name in enumerate(names)])
    rows = [
        Row(
            [
                Cell(Para(setter, words.isolated(one.number), TABLE.strong), 0),
                Cell(Para(setter, one.text or words("reports.documents.unnamed"), TABLE), 1),
                Cell(Para(setter, words.number(one.pages) if one.pages else "–", TABLE.with_(align="right")), 2),
                Cell(Para(setter, words.isolated(one.digest[:12]), TABLE.with_(colour=SLATE)), 3),
            ]
        )
        for one in documents
    ]
    note = Para(setter, words("reports.documents.note"), BODY, after=LINE)
    return [
        Anchor("documents", [*section(kit, words("reports.documents.title")), note]),
        Table(Columns([16 * MM, 100 * MM, 16 * MM, 38 * MM]), head, rows),
    ]


def _method(kit: Kit, paper: AssessmentPaper) -> list[Block]:
    words = kit.words
    blocks = [] if kit.hides("comments", "recipients") else section(kit, words("reports.back.method"), 0.0)
    texts = paper.method or (words("reports.back.method_text"), words("reports.back.limits_text"), words("reports.back.counts_text"))
    blocks += paragraphs(kit, texts)
    if any(kit.hides(name) for name in _SECTIONS):
        blocks += paragraphs(kit, [words("reports.back.withheld")])
    if not kit.hides("comments"):
        blocks += [Anchor("comments", section(kit, words("reports.back.comments")))]
        blocks.append(_comments(kit, paper.comments) if paper.comments else nothing(kit, words("reports.back.comments_none")))
    if not kit.hides("recipients"):
        blocks += [Anchor("distribution", section(kit, words("reports.back.distribution")))]
        nobody = words("reports.back.distribution_ledger" if paper.head.short else "reports.back.distribution_none")
        blocks.append(_recipients(kit, paper.recipients) if paper.recipients else nothing(kit, nobody))
    return blocks


def _comments(kit: Kit, comments: Sequence[Comment]) -> Table:
    words, setter = kit.words, kit.setter
    head = head_row(
        kit,
        [
            (0, words("reports.findings.number"), False),
            (1, words("reports.back.factory_said"), False),
            (2, words("reports.back.answer"), False),
        ],
    )
    rows = []
    for comment in comments:
        said: list[Block] = [Para(setter, comment.words, TABLE)]
        if comment.on is not None:
            said.append(Para(setter, words.short_day(comment.on), TABLE.with_(colour=SLATE)))
        answer: Rich = comment.answer or words("reports.back.answer_none")
        rows.append(
            Row(
                [
                    Cell(Para(setter, [strong(words.isolated(comment.number))], TABLE), 0),
                    Cell(Stack(said), 1),
                    Cell(Para(setter, [Span(answer)] if isinstance(answer, str) else answer, TABLE), 2),
                ]
            )
        )
    return Table(Columns([STEP, 80 * MM, 0.0]), head, rows)


def _recipients(kit: Kit, recipients: Sequence[Recipient]) -> Table:
    words, setter = kit.words, kit.setter
    head = head_row(
        kit, [(0, words("reports.back.recipient"), False), (1, words("reports.back.as"), False), (2, words("reports.back.on"), False)]
    )
    rows = [
        Row(
            [
                Cell(Para(setter, one.name, TABLE), 0),
                Cell(Para(setter, one.kind or "–", TABLE), 1),
                Cell(Para(setter, words.day_or(one.on, ""), TABLE), 2),
            ]
        )
        for one in recipients
    ]
    return Table(Columns([columns(6) + 4 * MM, columns(3) + 4 * MM, 0.0]), head, rows)
