"""The self-diagnosis summary: what management, workers and the committee together say, side by side; where they differ; what they chose.

It is the factory's own word throughout: round marks only, and a sentence says that the programme has not judged it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bwdesk.reports.cells import Cell, Columns
from bwdesk.reports.charts import Fill, Ruler, Swatch, scale_for
from bwdesk.reports.compose import Rich, Span, strong
from bwdesk.reports.fonts import Cut
from bwdesk.reports.layout import Block, Chapter, Stack
from bwdesk.reports.marks import REPLY_SHAPES, Mark, Shape, Tag, TagLook, TagRow
from bwdesk.reports.page import Kit, Running
from bwdesk.reports.parts import Hanging, Heading, head_row, lead, nothing, scale_words, section, side_by_side
from bwdesk.reports.sections import headed, runs
from bwdesk.reports.shaped import Para
from bwdesk.reports.style import CAPTION, LINE, MM, PETROL, SLATE, TABLE
from bwdesk.reports.tables import Row, Table
from bwdesk.reports.values import DiagnosisAnswer, DiagnosisCluster, DiagnosisPaper, Reply, Sitting
from bwdesk.reports.words import capital

_BAR = 66 * MM
_ANSWER_COLUMNS = (56 * MM, 23 * MM, 23 * MM, 24 * MM, 44 * MM)
_ANSWER_COLUMNS_THEN = (56 * MM, 23 * MM, 23 * MM, 31 * MM, 37 * MM)


def build(kit: Kit, paper: DiagnosisPaper, digest: str) -> tuple[Running, list[Chapter]]:
    words = kit.words
    title = words("reports.diagnosis.title")
    running = Running(title, paper.head, digest, paper.head.readers or words("reports.diagnosis.readers"))
    chapters: list[Chapter] = []
    for name, keys in runs(paper.sections, lambda key: key if key in _CHAPTERS else ""):
        chapters += _CHAPTERS[name](kit, paper) if name else [_summary(kit, paper, keys)]
    return running, headed(kit, [_title(kit), lead(kit, _lead(kit, paper))], title, chapters)


def _summary(kit: Kit, paper: DiagnosisPaper, keys: Sequence[str]) -> Chapter:
    """Short sections that share a page."""
    blocks = [block for key in keys for block in _PARTS[key](kit, paper)]
    key = "summary" if {*keys, *_CHAPTERS}.issuperset(paper.sections) else keys[0]  # no page of all where there are several
    return Chapter(kit.words("reports.diagnosis.summary"), blocks, key=key)


def _title(kit: Kit) -> Block:
    words = kit.words
    tag = TagRow([Tag(kit.setter, words("reports.diagnosis.own_word").upper(), TagLook.BOLD)], at_end=True)
    note = Para(kit.setter, words("reports.diagnosis.not_verified"), TABLE.with_(cut=Cut.TEXT, colour=SLATE, align="end"), before=3.0)
    block = side_by_side(Heading(kit.setter, words("reports.diagnosis.title")), Stack([tag, note]), 6)
    block.after = LINE
    return block


def _lead(kit: Kit, paper: DiagnosisPaper) -> list[str | Span]:
    words = kit.words
    answers = [answer for cluster in paper.clusters for answer in cluster.answers]
    judged = [answer for answer in answers if answer.agreed in (Reply.IN_ORDER, Reply.PARTLY, Reply.NOT_IN_ORDER)]
    weak = sum(1 for answer in judged if answer.agreed is not Reply.IN_ORDER)
    differ = sum(1 for answer in answers if answer.sides_differ)
    open_ = sum(1 for answer in answers if answer.agreed is Reply.NONE)
    says: list[str | Span] = [strong(words.count("reports.diagnosis.lead", weak, judged=words.number(len(judged)))), " "]
    says.append(words.count("reports.diagnosis.lead_differ", differ, all=words.number(len(answers))))
    if open_:
        says.append(" " + words.count("reports.diagnosis.lead_open", open_, all=words.number(len(answers))))
    return says


def _sittings(kit: Kit, paper: DiagnosisPaper) -> list[Block]:
    words, setter = kit.words, kit.setter
    if not paper.sittings:
        return [nothing(kit, words("reports.diagnosis.no_sittings"))]
    head = head_row(
        kit,
        [
            (0, words("reports.diagnosis.sitting"), False),
            (1, capital(words("reports.side.management")), False),
            (2, capital(words("reports.side.workers")), False),
            (3, words("reports.diagnosis.minutes"), True),
        ],
    )
    rows = [_sitting(kit, sitting) for sitting in paper.sittings]
    title = Para(setter, [strong(paper.committee or words("reports.diagnosis.committee"))], TABLE, after=2.0, keep=True)
    return [Stack([title, Table(Columns([54 * MM, 46 * MM, 46 * MM, 0.0]), head, rows)], before=LINE)]


def _sitting(kit: Kit, sitting: Sitting) -> Row:
    words, setter = kit.words, kit.setter
    minutes = words.number(sitting.minutes) if sitting.minutes is not None else "–"
    return Row(
        [
            Cell(Para(setter, words.day(sitting.on), TABLE), 0),
            Cell(Para(setter, words.people(sitting.management), TABLE), 1),
            Cell(Para(setter, words.people(sitting.workers), TABLE), 2),
            Cell(Para(setter, minutes, TABLE.with_(align="right")), 3),
        ]
    )


def _counts(kit: Kit, paper: DiagnosisPaper) -> list[Block]:
    words, clusters = kit.words, paper.clusters
    if not any(cluster.answers for cluster in clusters):
        return [nothing(kit, words("reports.diagnosis.no_answers"))]
    scale = scale_for(max(len(cluster.answers) for cluster in clusters), _BAR, 4.0)
    head = head_row(
        kit,
        [
            (1, words("reports.summary.cluster"), False),
            (2, scale_words(kit, words("reports.scale", scale=words.number(scale))), False),
            (3, capital(words("reports.reply.not_in_order")), True),
            (4, capital(words("reports.reply.partly")), True),
            (5, words("reports.diagnosis.differ_head"), True),
        ],
    )
    head.cells[0] = Cell(head.cells[0].block, 0, 2)
    rows = [_count_row(kit, number, cluster, scale) for number, cluster in enumerate(clusters, 1)]
    table = Table(Columns([6 * MM, 44 * MM, 68.5 * MM, 18 * MM, 16 * MM, 0.0], 2.4 * MM), head, rows, before=2 * LINE)
    return [table, _legend(kit)]


def _count_row(kit: Kit, number: int, cluster: DiagnosisCluster, scale: float) -> Row:
    words, setter = kit.words, kit.setter
    figures = TABLE.with_(align="right")
    asked = len(cluster.answers)
    counts = {reply: sum(1 for answer in cluster.answers if answer.agreed is reply) for reply in Reply}
    unknown = counts[Reply.NONE] + counts[Reply.UNSURE] + counts[Reply.NOT_APPLICABLE]
    parts = [(counts[Reply.NOT_IN_ORDER], Fill.SOLID), (counts[Reply.PARTLY], Fill.HATCH), (unknown, Fill.FOG)]
    bar: Block = (
        Ruler(asked, parts, scale, 8.0) if asked else Para(setter, words("reports.assessment.none_asked"), TABLE.with_(colour=SLATE))
    )
    differ = sum(1 for answer in cluster.answers if answer.sides_differ)
    return Row(
        [
            Cell(Para(setter, words.number(number), TABLE.with_(colour=PETROL)), 0),
            Cell(Para(setter, cluster.name, TABLE), 1),
            Cell(bar, 2, lower=1.6 if asked else 0.0),
            *(
                Cell(Para(setter, words.of(count, asked) if asked else words("reports.zero_asked"), figures), column)
                for column, count in ((3, counts[Reply.NOT_IN_ORDER]), (4, counts[Reply.PARTLY]), (5, differ))
            ),
        ]
    )


def _legend(kit: Kit) -> Block:
    words = kit.words
    spans: list[str | Span] = []
    for fill, key in (
        (Fill.SOLID, "reports.reply.not_in_order"),
        (Fill.HATCH, "reports.reply.partly"),
        (Fill.FOG, "reports.diagnosis.open_or_na"),
        (Fill.EMPTY, "reports.reply.in_order"),
    ):
        spans += [Span(inline=Swatch(fill)), words(key).replace(" ", "\u00a0"), "      "]
    return Para(kit.setter, spans[:-1], CAPTION, before=5.0)


def _chosen(kit: Kit, paper: DiagnosisPaper) -> list[Block]:
    words, setter, chosen = kit.words, kit.setter, paper.chosen
    blocks = section(kit, words("reports.diagnosis.chosen"), name="chosen")
    if not chosen:
        return [*blocks, nothing(kit, words("reports.diagnosis.chosen_none"))]
    head = head_row(
        kit,
        [
            (0, words("reports.findings.number"), False),
            (1, words("reports.diagnosis.issue"), False),
            (2, words("reports.diagnosis.target"), False),
            (3, words("reports.diagnosis.votes"), False),
        ],
    )
    rows = []
    for issue in chosen:
        title: list[str | Span] = [strong(issue.title)]
        if issue.code:
            title += [" ", Span(words.isolated(issue.code), colour=SLATE)]
        body: list[Block] = [Para(setter, title, TABLE)]
        if issue.why:
            body.append(Para(setter, issue.why, TABLE))
        votes = words("reports.diagnosis.votes_none")
        if issue.management_votes is not None or issue.worker_votes is not None:
            votes = words(
                "reports.diagnosis.votes_of",
                management=words.number(issue.management_votes or 0),
                workers=words.number(issue.worker_votes or 0),
            )
        cells = [
            Cell(Para(setter, words.isolated(issue.number), TABLE.strong), 0),
            Cell(Stack(body), 1),
            Cell(Stack(_target(kit, issue.target, issue.target_on is not None, words.day_or(issue.target_on, ""))), 2),
            Cell(Para(setter, votes, TABLE), 3),
        ]
        rows.append(Row(cells, keys=(issue.number,)))
    return [*blocks, Table(Columns([14.5 * MM, 79.5 * MM, 44 * MM, 0.0]), head, rows)]


def _target(kit: Kit, target: str, has_day: bool, day: str) -> list[Block]:
    setter, words = kit.setter, kit.words
    if not target and not has_day:
        return [Para(setter, words("reports.diagnosis.no_target"), TABLE.with_(colour=SLATE))]
    blocks: list[Block] = [Para(setter, target, TABLE)] if target else []
    if has_day:
        blocks.append(Para(setter, words("reports.diagnosis.by", day=day), TABLE.with_(colour=SLATE)))
    return blocks


def _differ(kit: Kit, paper: DiagnosisPaper) -> list[Chapter]:
    words = kit.words
    title = words("reports.diagnosis.differ")
    blocks: list[Block] = [Heading(kit.setter, title)]
    found = [answer for cluster in paper.clusters for answer in cluster.answers if answer.sides_differ]
    if found:
        blocks += [lead(kit, words("reports.diagnosis.differ_lead")), _answers(kit, found, paper.has_last_time, with_tags=False)]
    else:
        blocks.append(nothing(kit, words("reports.diagnosis.differ_none")))
    return [Chapter(title, blocks, outline=title, key="differ", follows=True)]


def _clusters(kit: Kit, paper: DiagnosisPaper) -> list[Chapter]:
    chapters = []
    for number, cluster in enumerate(paper.clusters, 1):
        name = f"{kit.words.number(number)}  {cluster.name}"
        blocks = _cluster(kit, cluster, number, paper.has_last_time)
        chapters.append(Chapter(name, blocks, outline=name, key=f"cluster {number}", follows=True))
    return chapters


def _cluster(kit: Kit, cluster: DiagnosisCluster, number: int, has_last_time: bool) -> list[Block]:
    words = kit.words
    blocks: list[Block] = [Heading(kit.setter, cluster.name, words.number(number))]
    if not cluster.answers:
        return [*blocks, nothing(kit, words("reports.diagnosis.cluster_none"))]
    return [*blocks, _answers(kit, cluster.answers, has_last_time, with_tags=True)]


def _answers(kit: Kit, answers: Sequence[DiagnosisAnswer], has_last_time: bool, *, with_tags: bool) -> Table:
    words = kit.words
    head = head_row(
        kit,
        [
            (0, words("reports.diagnosis.question"), False),
            (1, capital(words("reports.side.management")), False),
            (2, capital(words("reports.side.workers")), False),
            (3, words("reports.diagnosis.agreed"), False),
            (4, words("reports.diagnosis.remark_target"), False),
        ],
    )
    rows = [_answer(kit, answer, has_last_time, with_tags) for answer in answers]
    return Table(Columns(_ANSWER_COLUMNS_THEN if has_last_time else _ANSWER_COLUMNS, 2.5 * MM), head, rows)


def _answer(kit: Kit, answer: DiagnosisAnswer, has_last_time: bool, with_tags: bool) -> Row:
    words, setter = kit.words, kit.setter
    question: Rich = [answer.question, " ", Span(words.isolated(answer.code), colour=SLATE)]
    body: list[Block] = [Para(setter, question, TABLE)]
    if with_tags and answer.sides_differ:
        body.append(TagRow([Tag(setter, words("reports.diagnosis.differ_tag").upper())]))
    agreed: list[Block] = [_reply(kit, answer.agreed, is_strong=True)]
    if has_last_time and answer.last_time is not Reply.NONE:
        last = words("reports.diagnosis.last_time", reply=words(f"reports.reply.{answer.last_time}").lower())
        agreed.append(Para(setter, last, CAPTION.with_(cut=TABLE.cut)))
    remark: list[Block] = [Para(setter, answer.comment, TABLE)] if answer.comment else []
    if answer.target or answer.target_on is not None:
        remark += _target(kit, answer.target, answer.target_on is not None, words.day_or(answer.target_on, ""))
    cells = [
        Cell(Stack(body), 0),
        Cell(_reply(kit, answer.management), 1),
        Cell(_reply(kit, answer.workers), 2),
        Cell(Stack(agreed), 3),
    ]
    return Row([*cells, Cell(Stack(remark), 4)] if remark else cells, keys=(answer.code,))


def _reply(kit: Kit, reply: Reply, *, is_strong: bool = False) -> Block:
    style = TABLE.strong if is_strong else TABLE
    if reply in (Reply.NONE, Reply.NOT_APPLICABLE, Reply.UNSURE):
        style = TABLE.with_(colour=SLATE)
    word = Para(kit.setter, kit.words(f"reports.reply.{reply}"), style)
    shape = REPLY_SHAPES[reply]
    if shape is Shape.NOTHING:
        return Hanging(Para(kit.setter, "–", style), word, 4 * MM, after=0.0, unparted=word.longest)
    return Hanging(Para(kit.setter, [Span(inline=Mark(shape))], TABLE), word, 4 * MM, after=0.0, unparted=word.longest)


_PARTS: Mapping[str, Callable[[Kit, DiagnosisPaper], list[Block]]] = {"sittings": _sittings, "counts": _counts, "chosen": _chosen}
_CHAPTERS: Mapping[str, Callable[[Kit, DiagnosisPaper], list[Chapter]]] = {"differ": _differ, "answers": _clusters}
