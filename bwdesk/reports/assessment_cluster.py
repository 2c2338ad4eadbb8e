"""A cluster's pages: its compliance points as bars to scale, then its findings with evidence, law and photos.

A finding's number is its name everywhere. A finding's row never splits unless it is higher than a page; a compliance point keeps its
first finding; a page that ends inside the table says which findings follow and where.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bwdesk.reports.assessment_summary import table_caption
from bwdesk.reports.cells import Cell, Columns
from bwdesk.reports.charts import Fill, Ruler, scale_for
from bwdesk.reports.compose import Rich, Span, strong
from bwdesk.reports.layout import Block, Chapter, Stack
from bwdesk.reports.marks import EVIDENCE_LETTERS, Evidence, Tag, TagLook, TagRow
from bwdesk.reports.page import Kit, Later
from bwdesk.reports.parts import Heading, head_row, lead, nothing, scale_words
from bwdesk.reports.shaped import Para
from bwdesk.reports.style import CAPTION, LINE, MM, PETROL, SLATE, STEP, TABLE, Align
from bwdesk.reports.tables import Row, Table
from bwdesk.reports.values import AssessmentPaper, Cluster, Finding, Point, WorkersConcerned

_BAR = 66 * MM
_PLACES, EVIDENCE, _TEXT = (f"clusters.points.findings.{name}" for name in ("places", "evidence", "text"))
_POINT_COLUMNS = (64.5 * MM, 70 * MM, 23 * MM, 12.5 * MM)
_FINDING_COLUMNS = (STEP, 86 * MM, 37.5 * MM, 32 * MM)


def chapter(kit: Kit, paper: AssessmentPaper, cluster: Cluster) -> Chapter:
    words = kit.words
    number = str(cluster.number)
    heading = Heading(kit.setter, cluster.name, number)
    heading.after = 5.0
    blocks: list[Block] = [heading, lead(kit, _lead(kit, paper, cluster), start=STEP)]
    if cluster.points:
        blocks.append(_points(kit, cluster, paper.last_cycle.cycle if paper.last_cycle else None))
    if cluster.findings:
        blocks.append(_findings(kit, cluster))
        if len(cluster.findings) < cluster.not_in_compliance:
            blocks.append(Stack([nothing(kit, words("reports.cluster.others_not_shown"))], before=LINE))
    elif cluster.asked:
        is_left_out = cluster.not_in_compliance > 0
        says = words("reports.cluster.not_shown") if is_left_out else words.count("reports.cluster.none", cluster.asked)
        blocks.append(Stack([nothing(kit, says)], before=2 * LINE))
    title = f"{number}  {cluster.name}"
    return Chapter(title, blocks, outline=title, key=f"cluster {cluster.number}")


def _lead(kit: Kit, paper: AssessmentPaper, cluster: Cluster) -> list[str | Span]:
    words, last = kit.words, paper.last_cycle
    if not cluster.asked:
        return [words("reports.assessment.none_asked_sentence")]
    first = words.count("reports.cluster.lead", cluster.not_in_compliance, asked=words.number(cluster.asked))
    says: list[str | Span] = [strong(first), " "]
    if last is not None:
        repeated = sum(point.repeated for point in cluster.points)
        new = sum(point.new for point in cluster.points)
        before = sum(point.previous or 0 for point in cluster.points)
        says.append(words.count_about("reports.cluster.since", before, last.cycle) + " ")
        if cluster.not_in_compliance:
            says.append(words("reports.cluster.split", repeated=words.number(repeated), new=words.number(new)) + " ")
    elif cluster.not_in_compliance:
        points = [point for point in cluster.points if point.asked]
        out = sum(1 for point in points if point.not_in_compliance)
        says.append(words("reports.summary.points", out=words.number(out), points=words.number(len(points))) + " ")
    public = [finding.number for finding in cluster.findings if finding.is_public]
    if public:
        says.append(words.count("reports.cluster.public", len(public), numbers=words.listed([words.isolated(n) for n in public])) + " ")
    if cluster.lead:
        says.append(cluster.lead)
    return says


def _points(kit: Kit, cluster: Cluster, last_cycle: int | None) -> Table:
    words = kit.words
    scale = scale_for(max(point.asked for point in cluster.points), _BAR, 4.0)
    key = "reports.scale_parts" if last_cycle is not None else "reports.scale_found"
    titles: list[tuple[int, Rich, bool]] = [
        (0, words("reports.cluster.point"), False),
        (1, scale_words(kit, words(key, scale=words.number(scale))), False),
        (2, words("reports.summary.not_in_compliance"), True),
    ]
    if last_cycle is not None:
        titles.append((3, words.about("reports.cycle", last_cycle), True))
    rows = [_point_row(kit, point, scale, last_cycle is not None) for point in cluster.points]
    widths = list(_POINT_COLUMNS) if last_cycle is not None else [64.5 * MM, 75.5 * MM, 30 * MM]
    return Table(Columns(widths), head_row(kit, titles), rows)


def _point_row(kit: Kit, point: Point, scale: float, has_last: bool) -> Row:
    words, setter = kit.words, kit.setter
    figures = TABLE.with_(align="right")
    if point.asked:
        parts = [(point.repeated, Fill.SOLID), (point.new, Fill.HATCH)] if has_last else [(point.not_in_compliance, Fill.SOLID)]
        bar, lower, count = Ruler(point.asked, parts, scale, 8.0), 1.8, words.of(point.not_in_compliance, point.asked)
        cells = [Cell(bar, 1, lower=lower)]
    else:
        why = words("reports.cluster.not_asked_why", why=point.not_asked_why) if point.not_asked_why else words("reports.cluster.not_asked")
        cells = [Cell(Para(setter, why, TABLE.with_(colour=SLATE)), 1)]
        count = [words("reports.zero_asked")]
    name: list[Block] = [Para(setter, point.name, TABLE)]
    if point.open_questions:
        name.append(Para(setter, words.count("reports.cluster.open", point.open_questions), CAPTION.with_(cut=TABLE.cut)))
    cells += [Cell(Stack(name), 0), Cell(Para(setter, count, figures), 2)]
    if has_last:
        then = "–" if point.previous is None else words.number(point.previous)
        cells.append(Cell(Para(setter, then, figures), 3))
    return Row(cells)


def _findings(kit: Kit, cluster: Cluster) -> Table:
    words, number = kit.words, next(kit.tables)
    rows: list[Row] = []
    for point in cluster.points:
        if point.findings:
            rows.append(_section_row(kit, point))
            rows += [_finding_row(kit, finding) for finding in point.findings]

    def caption(continued: bool) -> Block:
        named = words("reports.findings.caption")
        says = words("reports.continued", text=named) if continued else named
        if not kit.hides(EVIDENCE):
            letters = words.commas(words(f"reports.evidence.{letter}") for letter in _letters(kit))
            says = words.ended(says) + " " + words("reports.evidence.legend", letters=letters)
        return table_caption(kit, number, says, False)

    titles: list[tuple[int, Rich, bool]] = [
        (0, words("reports.findings.number"), False),
        (1, words("reports.back.question" if kit.hides(_TEXT) else "reports.findings.question"), False),
        (3, words("assess.pane.law" if kit.hides(EVIDENCE) else "reports.findings.evidence"), False),
    ]
    if not kit.hides(_PLACES):
        titles.insert(2, (2, words("reports.findings.where"), False))
    head = head_row(kit, titles)
    return Table(
        Columns(_FINDING_COLUMNS),
        head,
        rows,
        caption=caption,
        remark=lambda left: goes_on(kit, left, "reports.findings.goes_on"),
        before=2 * LINE,
    )


def _letters(kit: Kit) -> str:
    """The kinds of evidence that this reader is told."""
    return "".join(letter for letter in EVIDENCE_LETTERS if not kit.hides(f"{EVIDENCE}:{letter}"))


def goes_on(kit: Kit, rows: Sequence[Row], key: str, align: Align = "end") -> Block | None:
    """The line under a part of a table: which numbers follow, on which pages."""
    numbers = [name for row in rows for name in row.keys]
    style = CAPTION.with_(align=align)
    if not numbers:
        return None
    words = kit.words

    def made(page_of: Callable[[str], int | None]) -> Block:
        first, last = page_of(numbers[0]) or 0, page_of(numbers[-1]) or 0
        pages = words("reports.on_page", page=words.number(first))
        if last != first:
            pages = words("reports.on_pages", first=words.number(first), last=words.number(last))
        span = words.isolated(numbers[0])
        if len(numbers) > 1:
            span = words("reports.from_to", first=words.isolated(numbers[0]), last=words.isolated(numbers[-1]))
        return Para(kit.setter, words.count(key, len(numbers), numbers=span, pages=pages), style)

    return Later(made, Para(kit.setter, "0", style), before=4.0)


def _section_row(kit: Kit, point: Point) -> Row:
    title = Para(kit.setter, point.name, TABLE.strong.with_(colour=PETROL))
    count = kit.words("reports.of", part=kit.words.number(point.not_in_compliance), whole=kit.words.number(point.asked))
    return Row([Cell(title, 0, 3), Cell(Para(kit.setter, count, TABLE), 3)], binds=True, is_section=True, top=3.6)


def _finding_row(kit: Kit, finding: Finding) -> Row:
    words, setter = kit.words, kit.setter
    title: list[str | Span] = [strong(finding.title)]
    if finding.code:
        title += [" ", Span(words.isolated(finding.code), colour=SLATE)]
    body: list[Block] = [Para(setter, title, TABLE)]
    if finding.text:
        body.append(Para(setter, finding.text, TABLE))
    body += _tags(kit, finding)
    if finding.reply:
        body.append(Para(setter, [strong(words("progress1.reply")), " ", finding.reply], TABLE))
    where: list[Block] = [Para(setter, finding.places, TABLE)] if finding.places else []
    where += [Para(setter, line, TABLE) for line in workers_lines(kit, finding.workers)]
    proof: list[Block] = [] if kit.hides(EVIDENCE) else [Evidence(setter, finding.evidence, _letters(kit))]
    if finding.law:
        proof.append(Para(setter, words.semicolons(finding.law), TABLE))
    if finding.photos:
        numbers = words.commas(words.isolated(photo.number) for photo in finding.photos)
        proof.append(Para(setter, words.count("reports.findings.photo", len(finding.photos), numbers=numbers), TABLE))
    if finding.documents:
        numbers = words.commas(words.isolated(document.number) for document in finding.documents)
        proof.append(Para(setter, words.count("reports.findings.document", len(finding.documents), numbers=numbers), TABLE))
    cells = [
        Cell(Para(setter, words.isolated(finding.number), TABLE.strong), 0),
        Cell(Stack(body), 1, 2 if kit.hides(_PLACES) else 1),
        Cell(Stack(proof), 3),
    ]
    if not kit.hides(_PLACES):
        cells.append(Cell(Stack(where or [Para(setter, words("reports.findings.where_open"), TABLE.with_(colour=SLATE))]), 2))
    return Row(cells, keys=(finding.number,), foot=3.6, repeats=(0,))


def _tags(kit: Kit, finding: Finding) -> list[Block]:
    words, setter = kit.words, kit.setter
    tags: list[Tag] = []
    if finding.is_public:
        tags.append(Tag(setter, words("reports.tag.public").upper(), TagLook.BOLD))
    if finding.repeated_in:
        tags.append(Tag(setter, words.about_cycles("reports.tag.repeated", finding.repeated_in).upper()))
    if finding.is_new:
        tags.append(Tag(setter, words("reports.tag.new").upper()))
    return [TagRow(tags)] if tags else []


def workers_lines(kit: Kit, workers: WorkersConcerned) -> list[str]:
    """231 of 1,184 workers / (88 women, 143 men) / the words given."""
    words = kit.words
    lines: list[str] = []
    if workers.count is not None and workers.of is not None:
        lines.append(words("reports.findings.workers_of", count=words.number(workers.count), of=words.number(workers.of)))
    elif workers.count is not None:
        lines.append(words.count("reports.findings.workers", workers.count))
    sexes = [
        words.count(key, number) for key, number in (("reports.women", workers.women), ("reports.men", workers.men)) if number is not None
    ]
    if sexes:
        lines.append(f"({', '.join(sexes)})")
    return [*lines, workers.words] if workers.words else lines
