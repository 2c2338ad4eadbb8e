"""Progress report 2: the committee's role and effect, the learning plan, the plan month by month, what is recommended.

Sections stand in the profile's order; learning plan and progress share the width where they follow each other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bwdesk.reports import committee_parts as parts
from bwdesk.reports.cells import Cell, Columns
from bwdesk.reports.charts_steps import Pile, Piles
from bwdesk.reports.compose import Span, strong
from bwdesk.reports.layout import Beside, Block, Chapter, Stack
from bwdesk.reports.page import Kit, Running
from bwdesk.reports.parts import Heading, head_row, lead, nothing, section
from bwdesk.reports.sections import paired
from bwdesk.reports.shaped import Para
from bwdesk.reports.style import BODY, CAPTION, GUTTER, HALF_LINE, LINE, MM, PETROL, SLATE, TABLE, columns
from bwdesk.reports.tables import Row, Table
from bwdesk.reports.values_base import People
from bwdesk.reports.values_progress import LearningLine, Month, ProgressPaper, Written

_LEARNING = (6 * MM, 24.5 * MM, 10 * MM, 10.5 * MM, 0.0)
_LEARNING_HALF = (6 * MM, 38 * MM, 10 * MM, 10.5 * MM, 0.0)
_LEARNING_WIDE = (8 * MM, 82 * MM, 22 * MM, 22 * MM, 0.0)
_FEW_MONTHS = 5
_PUBLIC = (18 * MM, 82 * MM, 33 * MM, 0.0)
_ADVICE = (8 * MM, 104.5 * MM, 0.0)
_PAIR = {"learning_plan", "progress"}


def build(kit: Kit, paper: ProgressPaper, digest: str) -> tuple[Running, list[Chapter]]:
    words = kit.words
    title = words("progress2.title")
    running = Running(title, paper.head, digest, paper.head.readers or words("progress2.readers"))
    blocks: list[Block] = [Heading(kit.setter, title), lead(kit, _lead(kit, paper))]
    for some in paired(paper.sections, _share_the_width):
        blocks += [_pair(kit, paper, *some)] if len(some) == 2 else _section(kit, paper, some[0])
    return running, [Chapter(words("progress2.chapter"), blocks, outline=title, key="progress2")]


def _share_the_width(one: Written, other: Written) -> bool:
    return {one.key, other.key} == _PAIR and not (one.words or other.words)


def _section(kit: Kit, paper: ProgressPaper, one: Written) -> list[Block]:
    made = _BUILDERS.get(one.key)
    said = [] if one.key == "recommendations" else parts.said(kit, one)
    return [*section(kit, one.title, name=one.key), *said, *(made(kit, paper) if made is not None else [])]


def _pair(kit: Kit, paper: ProgressPaper, first: Written, second: Written) -> Block:
    """Both sections side by side, the wider one for a chart of many months."""
    is_short = len(paper.months) <= _FEW_MONTHS
    shares = {"learning_plan": columns(6 if is_short else 5), "progress": columns(6 if is_short else 7)}
    made = {"learning_plan": learning(kit, paper, _LEARNING_HALF if is_short else _LEARNING), "progress": progress(kit, paper)}
    sides: list[tuple[float, Block]] = [
        (shares[one.key], Stack([*section(kit, one.title, 0.0, one.key), *made[one.key]])) for one in (first, second)
    ]
    return Beside(sides, GUTTER, before=2 * LINE)


def _lead(kit: Kit, paper: ProgressPaper) -> list[str | Span]:
    words = kit.words
    told: list[str | Span] = []
    if paper.months:
        now = paper.months[-1]
        told += [strong(words.count("progress2.lead.verified", now.verified, all=words.number(now.total))), " "]
        if now.says_done:
            told += [words.count("progress2.lead.says_done", now.says_done), " "]
    else:
        told += [words("progress2.lead.no_plan"), " "]
    told.append(parts.rhythm_words(kit, paper.facts))
    return [*told, " ", visits(kit, paper)] if paper.visit_quota else told


def visits(kit: Kit, paper: ProgressPaper) -> str:
    """How many visits took how many of the package's days."""
    words = kit.words
    days, quota = words.number(paper.visit_days), words.number(paper.visit_quota)
    return words.count("progress2.lead.visits", paper.visits, days=days, quota=quota)


def _role(kit: Kit, paper: ProgressPaper) -> list[Block]:
    return parts.composition(kit, paper.facts)


def _effect(kit: Kit, paper: ProgressPaper) -> list[Block]:
    blocks: list[Block] = [Para(kit.setter, parts.rhythm_words(kit, paper.facts), BODY, after=HALF_LINE)]
    return [*blocks, *parts.criteria(kit, paper.facts.criteria, kit.words("committee.paper.criteria"))]


def progress(kit: Kit, paper: ProgressPaper) -> list[Block]:
    """The plan at the end of each month, as a chart."""
    words = kit.words
    if not paper.months:
        return [nothing(kit, words("progress2.no_plan"))]
    first, last = paper.months[0], paper.months[-1]
    caption: list[str | Span] = [strong(words("progress2.figure")), " "]
    caption.append(words("progress2.figure.words", start=words.month_of_year(first.on), end=words.day(last.on)))
    caption.append(" " + words.count("progress2.figure.all", last.total))
    if paper.late_known:
        caption.append(" " + words.count("progress2.figure.late", paper.late_known))
    piles = [_pile(kit, month) for month in paper.months]
    names = [words(f"progress2.part.{key}") for key in ("verified", "says_done", "in_progress", "not_started")]
    return [Para(kit.setter, caption, CAPTION, after=HALF_LINE, keep=True), Piles(kit.setter, piles, names)]


def _pile(kit: Kit, month: Month) -> Pile:
    counts = (month.verified, month.says_done, month.in_progress, month.not_started)
    return Pile(kit.words.month(month.on), counts, tuple(kit.words.number(count) for count in counts))


def learning(kit: Kit, paper: ProgressPaper, widths: Sequence[float] = _LEARNING_WIDE) -> list[Block]:
    """Topics with person-days planned and done, and the people who came."""
    words = kit.words
    blocks: list[Block] = []
    if paper.learning:
        titles = [(1, words("progress2.col.topic"), False)]
        titles += [(index, words(f"progress2.col.{key}"), True) for index, key in ((2, "plan"), (3, "done"), (4, "people"))]
        head = head_row(kit, [*titles])
        rows = [_learning_row(kit, number, one) for number, one in enumerate(paper.learning, 1)]
        rows.append(_learning_total(kit, paper.learning))
        caption = Para(kit.setter, _learning_caption(kit, paper), CAPTION, after=HALF_LINE, keep=True)
        blocks += [caption, Table(Columns(widths, 2 * MM), head, rows, after=HALF_LINE)]
    else:
        blocks.append(nothing(kit, words("progress2.no_learning")))
    told = []
    if paper.seminars is not None:
        told.append(words("progress2.seminars", done=words.number(paper.seminars_done), all=words.number(paper.seminars)))
        if paper.person_days_extra:
            told.append(words("progress2.extra", days=words.number(paper.person_days_extra)))
    if any(one.people.known_total is not None for one in paper.learning):
        told.append(words("progress2.letters"))
    if told:
        blocks.append(Para(kit.setter, " ".join(told), CAPTION, after=HALF_LINE))
    return blocks


def _learning_caption(kit: Kit, paper: ProgressPaper) -> str:
    if paper.person_days is None:
        return kit.words("progress2.learning")
    return kit.words("progress2.learning.of", days=kit.words.number(paper.person_days))


def _learning_row(kit: Kit, number: int, one: LearningLine) -> Row:
    words, setter = kit.words, kit.setter
    end = TABLE.with_(align="right")
    people = _heads(kit, one.people)
    done = words.number(one.done) if one.is_done else words("progress2.not_held")
    return Row(
        [
            Cell(Para(setter, words.number(number), TABLE.with_(colour=PETROL)), 0),
            Cell(Para(setter, one.topic, TABLE), 1),
            Cell(Para(setter, words.number(one.planned) if one.planned is not None else "–", end), 2),
            Cell(Para(setter, done, end), 3),
            Cell(Para(setter, people, end), 4),
        ]
    )


def _heads(kit: Kit, people: People) -> str:
    """8 (5 w, 3 m), short enough for a narrow column."""
    words = kit.words
    if people.known_total is None:
        return "–"
    known = [(key, getattr(people, key)) for key in ("women", "men", "other")]
    parts = [words(f"progress2.people.{key}", number=words.number(count)) for key, count in known if count]
    return words("reports.people", total=words.number(people.known_total), parts=words.commas(parts))


def _learning_total(kit: Kit, lines: Sequence[LearningLine]) -> Row:
    words, setter = kit.words, kit.setter
    end = TABLE.strong.with_(align="right")
    planned, done = sum(one.planned or 0 for one in lines), sum(one.done for one in lines)
    heads = sum(one.people.known_total or 0 for one in lines)
    cells = [Cell(Para(setter, words("progress2.all"), TABLE.strong), 1)]
    cells += [Cell(Para(setter, words.number(value), end), index) for index, value in ((2, planned), (3, done), (4, heads))]
    return Row(cells, is_total=True)


def _public(kit: Kit, paper: ProgressPaper) -> list[Block]:
    words, setter = kit.words, kit.setter
    if not paper.public:
        return [nothing(kit, words("progress2.no_public"))]
    keys = ("number", "issue", "factory", "programme")
    head = head_row(kit, [(index, words(f"progress2.col.{key}"), False) for index, key in enumerate(keys)])
    rows = []
    for one in paper.public:
        texts = (words.isolated(one.number), one.title, one.factory, one.programme)
        rows.append(Row([Cell(Para(setter, text, TABLE.strong if index == 0 else TABLE), index) for index, text in enumerate(texts)]))
    return [Table(Columns(_PUBLIC), head, rows, after=LINE)]


def _advice(kit: Kit, paper: ProgressPaper) -> list[Block]:
    words, setter = kit.words, kit.setter
    if not paper.advice:
        return [nothing(kit, words("progress2.no_advice"))]
    rows = []
    for number, one in enumerate(paper.advice, 1):
        whom = words.semicolons(part for part in (one.whom, one.source) if part)
        cells = [
            Cell(Para(setter, words.number(number), TABLE), 0),
            Cell(Para(setter, one.words, TABLE), 1),
            Cell(Para(setter, whom, TABLE.with_(colour=SLATE)), 2),
        ]
        rows.append(Row(cells, repeats=(0,)))
    return [Table(Columns(_ADVICE), None, rows, after=LINE)]


_BUILDERS: dict[str, Callable[[Kit, ProgressPaper], list[Block]]] = {
    "committee_role": _role,
    "committee_effect": _effect,
    "learning_plan": learning,
    "progress": progress,
    "public_issues": _public,
    "recommendations": _advice,
}
