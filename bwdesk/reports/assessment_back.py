"""What stands behind the clusters: strengths and integrity, information, open questions, comments, method and limits, distribution."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bwdesk.reports.assessment_cluster import EVIDENCE
from bwdesk.reports.cells import Cell, Columns
from bwdesk.reports.compose import strong
from bwdesk.reports.layout import Block, Chapter, Stack
from bwdesk.reports.page import Kit
from bwdesk.reports.parts import Heading, bullets, facts_table, head_row, nothing, paragraphs, section
from bwdesk.reports.shaped import Para
from bwdesk.reports.style import BODY, LINE, MM, PETROL, SLATE, STEP, TABLE, columns
from bwdesk.reports.tables import Row, Table
from bwdesk.reports.values import AssessmentPaper, Fact

_SECTIONS = ("strengths", "integrity", "concerns", "information", "gaps", "resolved", "comments", "recipients")
"""What an edition can leave out whole."""


@dataclass(frozen=True)
class _Family:
    """Sections that share a chapter where they follow each other; its title names some, and is not its title where they are missing."""

    key: str
    title: str
    sections: tuple[str, ...]
    named: frozenset[str] = frozenset()


_FAMILIES = (
    _Family(
        "strengths",
        "reports.back.strengths_integrity",
        ("strengths", "integrity", "concerns"),
        frozenset({"strengths", "integrity"}),
    ),
    _Family("behind", "reports.back.behind", ("gaps", "resolved", "documents")),
    _Family(
        "method", "reports.back.method_comments", ("method", "comments", "recipients"), frozenset({"method", "comments", "recipients"})
    ),
)
_FAMILY_OF = {key: family for family in _FAMILIES for key in family.sections}
_TITLES = {"gaps": "reports.back.open", "documents": "reports.documents.title", "recipients": "reports.back.distribution"}
_ANCHORS = {"gaps": "gaps", "resolved": "resolved", "documents": "documents", "comments": "comments", "recipients": "distribution"}
"""Sections that pages are referred to by, and their names."""


def family(key: str) -> str:
    """The chapter that a section shares with its kin."""
    return _FAMILY_OF[key].key if key in _FAMILY_OF else key


def chapters(kit: Kit, paper: AssessmentPaper, keys: Sequence[str]) -> list[Chapter]:
    """Sections of one family that follow each other, in one chapter; a chapter each where the title would name what is not there."""
    kin = _FAMILY_OF.get(keys[0])
    shown = [key for key in keys if not kit.hides(key)]
    made = [(key, body) for key in shown if (body := _BUILDERS[key](kit, paper))]
    if kin is None or len(shown) < 2 or not kin.named.issubset(shown):
        return [_chapter(kit, _title(kit, paper, key), body, _ANCHORS.get(key, key)) for key, body in made]
    blocks: list[Block] = []
    for key, body in made:
        blocks += _headed(kit, paper, key, body, 2 * LINE if blocks else 0.0)
    return [_chapter(kit, kit.words(kin.title), blocks, kin.key)] if blocks else []


def _title(kit: Kit, paper: AssessmentPaper, key: str) -> str:
    if key == "resolved" and paper.last_cycle is not None:
        return kit.words.about("reports.summary.resolved_since", paper.last_cycle.cycle)
    return kit.words(_TITLES.get(key, f"reports.back.{key}"))


def _headed(kit: Kit, paper: AssessmentPaper, key: str, body: list[Block], before: float) -> list[Block]:
    """A section under its rule and heading; the note that documents begin with stays with them."""
    top = section(kit, _title(kit, paper, key), before, "" if key in _ANCHORS else key)
    if key == "documents":
        top, body = [*top, body[0]], body[1:]
    return [*([Anchor(_ANCHORS[key], top)] if key in _ANCHORS else top), *body]


class Anchor(Stack):
    """Blocks that pages can be referred to by a name."""

    def __init__(self, name: str, blocks: Sequence[Block]) -> None:
        super().__init__(blocks, keep=True, before=blocks[0].before, after=blocks[-1].after)
        self._name = name

    def names(self, width: float) -> Iterator[tuple[str, float]]:
        yield self._name, 0.0
        yield from super().names(width)


def _chapter(kit: Kit, title: str, blocks: list[Block], key: str) -> Chapter:
    return Chapter(title, [Heading(kit.setter, title), *blocks], outline=title, key=key)


def _strengths(kit: Kit, paper: AssessmentPaper) -> list[Block]:
    return [bullets(kit, paper.strengths) if paper.strengths else nothing(kit, kit.words("reports.back.strengths_none"))]


def _integrity(kit: Kit, paper: AssessmentPaper) -> list[Block]:
    return [_facts(kit, paper.integrity) if paper.integrity else nothing(kit, kit.words("reports.back.integrity_none"))]


def _concerns(kit: Kit, paper: AssessmentPaper) -> list[Block]:
    return [bullets(kit, paper.concerns) if paper.concerns else nothing(kit, kit.words("reports.back.concerns_none"))]


def _facts(kit: Kit, facts: Sequence[Fact]) -> Table:
    return facts_table(kit, facts, columns(5))


def _information(kit: Kit, paper: AssessmentPaper) -> list[Block]:
    words = kit.words
    if not paper.information:
        return [nothing(kit, words("reports.back.information_none"))]
    rows: list[Row] = []
    for part in paper.information:
        title = Para(kit.setter, part.heading, TABLE.strong.with_(colour=PETROL))
        rows.append(Row([Cell(title, 0, 2)], binds=True, is_section=True, top=8.0 if rows else 3.6))
        facts = part.rows or (Fact(words("reports.back.information_empty"), ""),)
        rows += [
            Row([Cell(Para(kit.setter, fact.label, TABLE.with_(colour=SLATE)), 0), Cell(Para(kit.setter, fact.value, TABLE), 1)])
            for fact in facts
        ]
    note = Para(kit.setter, words("reports.back.information_note"), BODY, after=LINE)
    return [note, Table(Columns([columns(5), 0.0]), None, rows)]


def _open(kit: Kit, paper: AssessmentPaper) -> list[Block]:
    words, setter, gaps = kit.words, kit.setter, paper.gaps
    if not gaps:
        return [nothing(kit, words("reports.back.open_none" if paper.asked else "reports.assessment.nothing_asked"))]
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
        Para(setter, words.count("reports.back.open_lead", len(gaps)), BODY, after=LINE),
        Table(Columns([25 * MM, 91 * MM, 54 * MM]), head, rows),
    ]


def _resolved(kit: Kit, paper: AssessmentPaper) -> list[Block]:
    setter, words = kit.setter, kit.words
    if paper.last_cycle is None:
        return []
    if not paper.resolved:
        return [nothing(kit, words("reports.summary.resolved_none"))]
    head = head_row(kit, [(0, words("reports.back.was"), False)])
    rows = [Row([Cell(Para(setter, item.title, TABLE), 0)]) for item in paper.resolved]
    return [Table(Columns([columns(7) + 4 * MM, columns(5)]), head, rows)]


def _documents(kit: Kit, paper: AssessmentPaper) -> list[Block]:
    """The documents that findings rest on, under the numbers by which findings name them."""
    words, setter = kit.words, kit.setter
    points = (point for cluster in paper.clusters for point in cluster.points)
    documents = [document for point in points for finding in point.findings for document in finding.documents]
    if not documents:
        return []
    wordless = [words.isolated(one.number) for one in documents if not one.text.strip()]
    if wordless:
        kit.note("reports.check.document_no_words", words.commas(wordless))
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
    return [note, Table(Columns([16 * MM, 100 * MM, 16 * MM, 38 * MM]), head, rows)]


def _method(kit: Kit, paper: AssessmentPaper) -> list[Block]:
    words = kit.words
    how = "reports.back.method_text_bare" if kit.hides(EVIDENCE) else "reports.back.method_text"
    counts = "reports.back.counts_text" if "gaps" in paper.sections and not kit.hides("gaps") else "reports.back.counts_text_bare"
    texts = paper.method or (words(how), words("reports.back.limits_text"), words(counts))
    if any(name in _SECTIONS for name in paper.head.withheld):
        texts = (*texts, words("reports.back.withheld"))
    return [*paragraphs(kit, texts)]


def _comments(kit: Kit, paper: AssessmentPaper) -> list[Block]:
    words, setter, comments = kit.words, kit.setter, paper.comments
    if not comments:
        return [nothing(kit, words("reports.back.comments_none"))]
    first = 1 if any(comment.number.strip("–") for comment in comments) else 0  # a column of what nobody spoke of is none
    titles = [(first, words("reports.back.factory_said"), False), (first + 1, words("reports.back.answer"), False)]
    head = head_row(kit, [(0, words("reports.findings.number"), False), *titles] if first else titles)
    rows = []
    for comment in comments:
        said: list[Block] = [Para(setter, comment.words, TABLE)]
        if comment.on is not None:
            said.append(Para(setter, words.short_day(comment.on), TABLE.with_(colour=SLATE)))
        cells = [Cell(Para(setter, [strong(words.isolated(comment.number))], TABLE), 0)] if first else []
        answer = Para(setter, comment.answer or words("reports.back.answer_none"), TABLE)
        rows.append(Row([*cells, Cell(Stack(said), first), Cell(answer, first + 1)]))
    return [Table(Columns([STEP, 80 * MM, 0.0] if first else [STEP + 80 * MM, 0.0]), head, rows)]


def _recipients(kit: Kit, paper: AssessmentPaper) -> list[Block]:
    words, setter, recipients = kit.words, kit.setter, paper.recipients
    if not recipients:
        return [nothing(kit, words("reports.back.distribution_ledger" if paper.head.short else "reports.back.distribution_none"))]
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
    return [Table(Columns([columns(6) + 4 * MM, columns(3) + 4 * MM, 0.0]), head, rows)]


_BUILDERS: Mapping[str, Callable[[Kit, AssessmentPaper], list[Block]]] = {
    "strengths": _strengths,
    "integrity": _integrity,
    "concerns": _concerns,
    "information": _information,
    "gaps": _open,
    "resolved": _resolved,
    "documents": _documents,
    "method": _method,
    "comments": _comments,
    "recipients": _recipients,
}
