"""The briefing before a visit: one page for the advisor, never for the factory. Open items, promises, people, what is left of the package.

Items come in the order given; when there are more than the page holds, the last ones are counted instead of printed. Where the narrow
column is longer than the page, its last sections stand under the items.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bwdesk.reports.cells import Cell, Columns
from bwdesk.reports.charts import DayBoxes
from bwdesk.reports.compose import Rich, Span, strong
from bwdesk.reports.fonts import Cut
from bwdesk.reports.layout import Beside, Block, Chapter, Stack
from bwdesk.reports.marks import FACTORY_SHAPES, PROGRAMME_SHAPES, Mark, Tag, TagLook, TagRow, TickBox
from bwdesk.reports.page import Kit, Running, portrait
from bwdesk.reports.parts import Hanging, Heading, bullets, head_row, nothing, section, side_by_side, stacked_fact
from bwdesk.reports.shaped import Para
from bwdesk.reports.style import BODY, CAPTION, GUTTER, LINE, MM, RECORD, SLATE, TextStyle, columns
from bwdesk.reports.tables import Row, Table
from bwdesk.reports.values import BriefingPaper, Fact, Ledger, OpenItem, Present, Promise

_ITEM = TextStyle(8, 10.6, Cut.NARROW)
_MOST, _LEAST = 30, 3
_GAP = 2 * LINE


def build(kit: Kit, paper: BriefingPaper, digest: str) -> tuple[Running, list[Chapter]]:
    words = kit.words
    title = words("reports.briefing.title")
    running = Running(title, paper.head, digest, paper.head.readers or words("reports.briefing.readers"), has_time=True)
    return running, [Chapter(words.day(paper.planned_at.date()), _fitting(kit, paper), outline=title, key="briefing")]


def _fitting(kit: Kit, paper: BriefingPaper) -> list[Block]:
    """The blocks with as many items and promises as the page holds."""
    frame = portrait(paper.head.page)
    above, beside = [_title(kit), _facts(kit, paper)], _narrow_sections(kit, paper)
    room = frame.height - kit.foot - Stack(above).height(frame.width) - _GAP
    blocks: list[Block] = []
    for moved in range(max(1, len(beside))):
        stay, under = beside[: len(beside) - moved], beside[len(beside) - moved :]
        right = Stack([block for part in stay for block in part])
        items, promises = min(_MOST, len(paper.open_items)), min(_MOST, len(paper.promises))
        left = _wide_column(kit, paper, items, promises, under)
        while left.height(columns(8)) > room and (items > _LEAST or promises > _LEAST):
            if items > _LEAST and (items >= promises or promises <= _LEAST):
                items -= 1
            else:
                promises -= 1
            left = _wide_column(kit, paper, items, promises, under)
        found = side_by_side(left, right, 8, before=_GAP)
        blocks = blocks or [*above, found]
        if found.height(frame.width) <= room:
            return [*above, found]
    return blocks


def _wide_column(kit: Kit, paper: BriefingPaper, items: int, promises: int, under: Sequence[Sequence[Block]]) -> Stack:
    made = {
        "open_items": ("open", _items(kit, paper.open_items, items)),
        "promises": ("promises", _promises(kit, paper.promises, promises)),
    }
    return Stack([block for part in (*_sections(kit, paper, made), *under) for block in part])


def _narrow_sections(kit: Kit, paper: BriefingPaper) -> list[list[Block]]:
    ask = bullets(kit, paper.questions, RECORD) if paper.questions else nothing(kit, kit.words("reports.briefing.ask_nothing"), RECORD)
    made = {
        "ledgers": ("package", _ledgers(kit, paper.ledgers)),
        "windows": ("windows", _windows(kit, paper.windows)),
        "people": ("people", _people(kit, paper.people)),
        "questions": ("ask", ask),
    }
    return _sections(kit, paper, made)


def _sections(kit: Kit, paper: BriefingPaper, made: Mapping[str, tuple[str, Block]]) -> list[list[Block]]:
    """The sections of one column in their order, by key: their title and what stands under it."""
    found = [made[key] for key in paper.sections if key in made]
    titles = [section(kit, kit.words(f"reports.briefing.{name}"), 2 * LINE if at else 0.0) for at, (name, _) in enumerate(found)]
    return [[*title, block] for title, (_, block) in zip(titles, found, strict=True)]


def _title(kit: Kit) -> Block:
    words = kit.words
    tag = TagRow([Tag(kit.setter, words("reports.briefing.for_advisor").upper(), TagLook.BOLD)], at_end=True)
    block = side_by_side(Heading(kit.setter, words("reports.briefing.title")), tag, 6)
    block.after = LINE
    return block


def _facts(kit: Kit, paper: BriefingPaper) -> Block:
    words = kit.words
    mode = words(f"reports.mode.{paper.mode}")
    what = words("reports.visit.which_unnumbered", mode=mode)
    if paper.visit_number is not None and paper.head.cycle is not None:
        what = words("reports.visit.which", number=words.number(paper.visit_number), cycle=words.number(paper.head.cycle), mode=mode)
    visit: list[Rich] = [what, words.moment(paper.planned_at)]
    if paper.purpose:
        visit.append(paper.purpose)
    last: list[Rich] = [words("reports.briefing.never")]
    if paper.last_visit_on is not None:
        last = [words.day(paper.last_visit_on), *([paper.last_visit] if paper.last_visit else [])]
    factory: list[Rich] = [_labelled(kit, fact) for fact in paper.facts] or [words("reports.briefing.no_facts")]
    parts = [
        stacked_fact(kit, words("reports.visit.visit"), visit, BODY),
        stacked_fact(kit, words("reports.briefing.last"), last, BODY),
        stacked_fact(kit, words("reports.briefing.factory"), factory, RECORD),
    ]
    return Beside([(columns(4), part) for part in parts], GUTTER)


def _labelled(kit: Kit, fact: Fact) -> list[str | Span]:
    return [Span(f"{fact.label}  ", colour=SLATE), kit.words.apart(fact.value)]


def _items(kit: Kit, items: Sequence[OpenItem], limit: int) -> Block:
    words, setter = kit.words, kit.setter
    if not items:
        return nothing(kit, words("reports.briefing.open_nothing"), RECORD)
    head = head_row(
        kit,
        [
            (0, words("reports.findings.number"), False),
            (1, words("reports.briefing.item"), False),
            (2, words("reports.briefing.due"), False),
            (3, words("reports.briefing.stands"), False),
        ],
    )
    rows = [_item(kit, item) for item in items[:limit]]
    if limit < len(items):
        more = Para(setter, words.count("reports.briefing.more", len(items) - limit), _ITEM.with_(colour=SLATE))
        rows.append(Row([Cell(more, 1, 3)]))
    return Table(Columns([12 * MM, 49 * MM, 25 * MM, 0.0], 2.5 * MM), head, rows)


def _item(kit: Kit, item: OpenItem) -> Row:
    words, setter = kit.words, kit.setter
    title: list[str | Span] = [strong(item.title)]
    if item.is_public:
        title += [" ", Span(inline=Tag(setter, words("reports.tag.public").upper(), TagLook.BOLD))]
    body: list[Block] = [Para(setter, title, _ITEM)]
    if item.last_words:
        body.append(Para(setter, item.last_words, _ITEM.with_(colour=SLATE)))
    due: list[Block] = [Para(setter, words.day_or(item.due, ""), _ITEM)]
    if item.late_days > 0:
        due.append(Para(setter, words.count("reports.briefing.late", item.late_days), _ITEM.strong))
    if item.owner:
        due.append(Para(setter, item.owner, _ITEM.with_(colour=SLATE)))
    stands = [
        _stand(kit, Mark(FACTORY_SHAPES[item.factory]), words(f"reports.factory.{item.factory}")),
        _stand(kit, Mark(PROGRAMME_SHAPES[item.programme]), words(f"reports.programme.{item.programme}")),
    ]
    return Row(
        [
            Cell(Para(setter, words.isolated(item.number), _ITEM.strong), 0),
            Cell(Stack(body), 1),
            Cell(Stack(due), 2),
            Cell(Stack(stands), 3),
        ]
    )


def _stand(kit: Kit, mark: Mark, word: str) -> Block:
    return Hanging(Para(kit.setter, [Span(inline=mark)], _ITEM), Para(kit.setter, word, _ITEM), 4 * MM, after=0.0)


def _promises(kit: Kit, promises: Sequence[Promise], limit: int) -> Block:
    words, setter = kit.words, kit.setter
    if not promises:
        return nothing(kit, words("reports.briefing.promises_nothing"), RECORD)
    rows = []
    for promise in promises[:limit]:
        who = promise.who or words("reports.briefing.advisor" if promise.by_programme else "reports.briefing.somebody")
        kept: list[str | Span] = [Span(inline=TickBox(3 * MM))]
        if promise.is_kept is not None:
            kept = [words("reports.briefing.kept" if promise.is_kept else "reports.briefing.not_kept")]
        by = words.day_or(promise.by, "")
        cells = [
            Cell(Para(setter, promise.what, _ITEM), 0),
            Cell(Para(setter, [words.apart(who), Span(words("frame.comma") + by if promise.by else "", colour=SLATE)], _ITEM), 1),
            Cell(Para(setter, kept, _ITEM.with_(align="end")), 2),
        ]
        rows.append(Row(cells))
    if limit < len(promises):
        rows.append(
            Row([Cell(Para(setter, words.count("reports.briefing.more_promises", len(promises) - limit), _ITEM.with_(colour=SLATE)), 0, 3)])
        )
    return Table(Columns([56 * MM, 36 * MM, 0.0], 2.5 * MM), None, rows)


def _ledgers(kit: Kit, ledgers: Sequence[Ledger]) -> Block:
    words, setter = kit.words, kit.setter
    if not ledgers:
        return nothing(kit, words("reports.briefing.package_unknown"), RECORD)
    blocks: list[Block] = []
    for ledger in ledgers:
        says: list[str | Span] = [ledger.name + "  ", strong(words.number(ledger.used))]
        if ledger.quota is not None:
            says = [ledger.name + "  ", *words.of(ledger.used, ledger.quota)]
        blocks.append(Para(setter, says, _ITEM, before=4.0))
        if ledger.quota is not None:
            boxes = DayBoxes(ledger.used, ledger.quota)
            boxes.before = 2.0
            blocks.append(boxes)
            if ledger.used > ledger.quota:
                over = words("reports.briefing.over", over=words.number(ledger.used - ledger.quota))
                blocks.append(Para(setter, over, _ITEM.strong, before=2.0))
    return Stack(blocks)


def _windows(kit: Kit, windows: Sequence[Fact]) -> Block:
    if not windows:
        return nothing(kit, kit.words("reports.briefing.windows_nothing"), RECORD)
    blocks: list[Block] = []
    for fact in windows:
        block = stacked_fact(kit, fact.label, [fact.value], _ITEM)
        block.before = 4.0
        blocks.append(block)
    return Stack(blocks)


def _people(kit: Kit, people: Sequence[Present]) -> Block:
    words, setter = kit.words, kit.setter
    if not people:
        return nothing(kit, words("reports.briefing.people_nobody"), RECORD)
    blocks: list[Block] = []
    for side in people:
        line = words("reports.visit.present_side", side=words(f"reports.side.{side.side}"), people=words.people(side.people))
        blocks.append(Para(setter, line, _ITEM.strong, before=3.0))
        if side.roles:
            blocks.append(Para(setter, words.commas(side.roles), CAPTION))
    return Stack(blocks)
