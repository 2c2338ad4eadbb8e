"""What the committee report and progress report 2 share: members, rules in words, elections, meetings, criteria on their scale."""

from __future__ import annotations

from collections.abc import Sequence

from bwdesk.reports.cells import Cell, Columns
from bwdesk.reports.charts_steps import Dot, DotScale, ScaleHead
from bwdesk.reports.compose import Span, strong
from bwdesk.reports.layout import Block, Stack
from bwdesk.reports.marks import Mark, Shape
from bwdesk.reports.page import Kit
from bwdesk.reports.parts import Hanging, head_row, nothing, paragraphs
from bwdesk.reports.shaped import Para
from bwdesk.reports.style import BODY, CAPTION, HALF_LINE, LINE, MM, PETROL, SLATE, TABLE
from bwdesk.reports.tables import Row, Table
from bwdesk.reports.values_progress import Ballot, CommitteeFacts, CriteriaTable, Criterion, HeldMeeting, Member, Written
from bwdesk.reports.words import capital

_MEMBERS = (44 * MM, 26 * MM, 19 * MM, 53 * MM, 0.0)
_ELECTIONS = (29 * MM, 33 * MM, 16 * MM, 34 * MM, 26 * MM, 0.0)
_MEETINGS = (25 * MM, 22 * MM, 22 * MM, 15 * MM, 19 * MM, 0.0)
_CRITERIA = (8 * MM, 44 * MM, 71 * MM, 0.0)
SCALE = ("no", "partly", "largely", "fully")


def said(kit: Kit, section: Written) -> list[Block]:
    """What a person wrote under a heading, paragraph by paragraph."""
    lines = [line for line in section.words.splitlines() if line.strip()]
    return paragraphs(kit, lines) if lines else []


def composition(kit: Kit, facts: CommitteeFacts) -> list[Block]:
    """Seats, the rules in words, and who sits, where the readers may know."""
    words = kit.words
    seats = facts.management + facts.workers
    if not seats:
        return [nothing(kit, words("committee.paper.no_members"))]
    sentence: list[str | Span] = [strong(facts.name), " ", words.count("committee.paper.seats", seats)]
    sentence.append(" " + words("committee.paper.sides", workers=words.number(facts.workers), management=words.number(facts.management)))
    sentence.append(
        " " + words.count("committee.paper.women", facts.workers_women, all=words.number(facts.workers)) + " " + _workforce(kit, facts)
    )
    who = [_members(kit, facts.members)] if facts.members else []
    return [Para(kit.setter, sentence, BODY, after=HALF_LINE), *_verdicts(kit, facts), *who]


def _workforce(kit: Kit, facts: CommitteeFacts) -> str:
    people, words = facts.workforce, kit.words
    if people.women is None or not people.known_total:
        return words("committee.paper.workforce_unknown")
    return words("committee.paper.workforce", women=words.number(people.women), all=words.number(people.known_total))


def _verdicts(kit: Kit, facts: CommitteeFacts) -> list[Block]:
    words = kit.words
    law = words("committee.paper.law", law=facts.law) if facts.law else words("committee.paper.no_law")
    if not facts.verdicts:
        return [Para(kit.setter, [Span(inline=Mark(Shape.TICK)), words("committee.paper.all_kept"), " ", law], TABLE, after=LINE)]
    told: list[Block] = []
    for one in facts.verdicts:
        shape = Shape.CROSS if one.is_breach else Shape.SQUARE
        word = words("committee.paper.broken") if one.is_breach else words("committee.paper.look")
        told.append(
            Hanging(Para(kit.setter, [Span(inline=Mark(shape))], TABLE), Para(kit.setter, [strong(word), " ", one.words], TABLE), 4.6 * MM)
        )
    return [Stack([*told, Para(kit.setter, law, CAPTION)], after=LINE)]


def _members(kit: Kit, members: Sequence[Member]) -> Table:
    words, setter = kit.words, kit.setter
    keys = ("title", "side", "sex", "chosen", "term")
    head = head_row(kit, [(index, words(f"committee.paper.col.{key}"), False) for index, key in enumerate(keys)])
    rows = []
    for one in members:
        title: list[str | Span] = [strong(one.title)]
        if one.is_chair:
            title.append(f"{words('frame.comma')}{words('committee.paper.chair')}")
        chosen = words.commas([part for part in (one.chosen, words.short_day(one.chosen_on) if one.chosen_on else "") if part])
        texts = (title, one.side, one.sex or "–", chosen or "–", words.day_or(one.term_ends_on, ""))
        rows.append(Row([Cell(Para(setter, text, TABLE), index) for index, text in enumerate(texts)]))
    return Table(Columns(_MEMBERS), head, rows, after=LINE)


def elections(kit: Kit, facts: CommitteeFacts) -> list[Block]:
    """Elections, newest first."""
    words = kit.words
    if not facts.elections:
        return [nothing(kit, words("committee.paper.no_elections"))]
    titles = [("day", False), ("method", False), ("seats", True), ("candidates", True), ("voted", True), ("run_by", False)]
    head = head_row(kit, [(index, words(f"committee.paper.col.{key}"), figures) for index, (key, figures) in enumerate(titles)])
    return [Table(Columns(_ELECTIONS), head, [_election(kit, one) for one in facts.elections], after=LINE)]


def _election(kit: Kit, one: Ballot) -> Row:
    words, setter = kit.words, kit.setter
    end = TABLE.with_(align="right")
    stood = words.number(one.candidates) if one.candidates is not None else "–"
    if one.candidates is not None and one.candidates_women is not None:
        stood = words("reports.people", total=stood, parts=words.count("reports.women", one.candidates_women))
    voted: str | list[str | Span] = "–"
    if one.voted is not None:
        voted = words.of(one.voted, one.entitled) if one.entitled is not None else words.number(one.voted)
    by = [Para(setter, text, TABLE) for text in (one.run_by, one.remark) if text]
    return Row(
        [
            Cell(Para(setter, words.day(one.on), TABLE), 0),
            Cell(Para(setter, one.method, TABLE), 1),
            Cell(Para(setter, words.number(one.seats) if one.seats is not None else "–", end), 2),
            Cell(Para(setter, stood, end), 3),
            Cell(Para(setter, voted, end), 4),
            Cell(Stack(by) if by else Para(setter, "–", TABLE), 5),
        ]
    )


def rhythm_words(kit: Kit, facts: CommitteeFacts) -> str:
    """How often the committee met, against how often it should; a late meeting is said."""
    words, found = kit.words, facts.rhythm
    if found is None:
        return words("committee.paper.no_cycle")
    told = words.count("committee.paper.held", found.held, expected=words.number(found.expected), days=words.number(found.every_days))
    if found.held:
        told += " " + words("committee.paper.minutes", kept=words.number(found.with_minutes), held=words.number(found.held))
    if found.late_days:
        told += " " + words.count("committee.paper.late", found.late_days)
    return told


def meetings(kit: Kit, facts: CommitteeFacts) -> list[Block]:
    """The meetings of the cycle, oldest first, with who was there of those who sat."""
    words = kit.words
    blocks: list[Block] = [Para(kit.setter, rhythm_words(kit, facts), BODY, after=HALF_LINE, keep=bool(facts.meetings))]
    if facts.meetings:
        titles = [("day", False), ("management", True), ("workers", True), ("women", True), ("minutes", False), ("decisions", False)]
        head = head_row(kit, [(index, words(f"committee.paper.col.{key}"), figures) for index, (key, figures) in enumerate(titles)])
        blocks.append(Table(Columns(_MEETINGS), head, [_meeting(kit, one) for one in facts.meetings], after=LINE))
    return blocks


def _meeting(kit: Kit, one: HeldMeeting) -> Row:
    words, setter = kit.words, kit.setter
    end = TABLE.with_(align="right")
    minutes = words("committee.paper.yes") if one.has_minutes else words("committee.paper.none")
    if one.sent_on is not None:
        minutes = words("committee.paper.sent", day=words.short_day(one.sent_on))
    lines = [line for line in one.decisions.splitlines() if line.strip()]
    if one.issues:
        lines.append(words("committee.paper.issues", labels=words.commas(words.isolated(label) for label in one.issues)))
    if one.guests:
        lines.append(words.count("committee.paper.guests", one.guests))
    body = Stack([Para(setter, line, TABLE) for line in lines]) if lines else Para(setter, "–", TABLE)
    return Row(
        [
            Cell(Para(setter, words.short_day(one.on), TABLE.strong), 0),
            Cell(Para(setter, words.of(one.management, one.management_all), end), 1),
            Cell(Para(setter, words.of(one.workers, one.workers_all), end), 2),
            Cell(Para(setter, words.number(one.women), end), 3),
            Cell(Para(setter, minutes, TABLE), 4),
            Cell(body, 5),
        ],
        repeats=(0,),
    )


def criteria(kit: Kit, table: CriteriaTable, title: str) -> list[Block]:
    """The criteria of a family with what was seen, and the scale: a full dot now, an open one last cycle."""
    words, setter = kit.words, kit.setter
    if not table.items:
        return [nothing(kit, words("committee.paper.no_criteria"))]
    legend: list[str | Span] = [strong(title), " "]
    legend.append(
        words("committee.paper.judged", day=words.day(table.judged_on)) if table.judged_on else words("committee.paper.not_judged")
    )
    legend += ["   ", Span(inline=Dot(is_full=True)), words("committee.paper.now")]
    if table.last_cycle is not None:
        legend += ["  ", Span(inline=Dot(is_full=False)), words("committee.paper.then", cycle=words.number(table.last_cycle))]
    head = head_row(kit, [(1, words("committee.paper.col.criterion"), False), (2, words("committee.paper.col.seen"), False)])
    head.cells.append(Cell(ScaleHead(setter, [words(f"committee.step.{name}") for name in SCALE]), 3))
    rows = [_criterion(kit, number, one, table.last_cycle) for number, one in enumerate(table.items, 1)]
    return [Table(Columns(_CRITERIA), head, rows, caption=lambda _goes_on: Para(setter, legend, CAPTION), after=LINE)]


def _scale_in_words(kit: Kit, one: Criterion, last_cycle: int | None) -> str:
    words = kit.words
    said = [(words("committee.paper.now"), one.step)]
    if last_cycle is not None:
        said.append((words("committee.paper.then", cycle=words.number(last_cycle)), one.last_step))
    return words.semicolons(f"{when}: {words(f'committee.step.{SCALE[step - 1]}')}" for when, step in said if step)


def _criterion(kit: Kit, number: int, one: Criterion, last_cycle: int | None) -> Row:
    words, setter = kit.words, kit.setter
    lines = [line for line in one.seen.splitlines() if line.strip()] or [words("committee.paper.nothing_seen")]
    tone = TABLE if one.seen.strip() else TABLE.with_(colour=SLATE)
    said = _scale_in_words(kit, one, last_cycle)
    if one.step is None:
        scale: Block = Stack(
            [DotScale(None, one.last_step, said), Para(setter, words("committee.step.none"), CAPTION.with_(align="center"))]
        )
    else:
        scale = DotScale(one.step, one.last_step, said)
    return Row(
        [
            Cell(Para(setter, words.number(number), TABLE.with_(colour=PETROL)), 0),
            Cell(Para(setter, capital(one.name), TABLE.strong), 1),
            Cell(Stack([Para(setter, line, tone) for line in lines]), 2),
            Cell(scale, 3),
        ],
        repeats=(0, 1),
    )
