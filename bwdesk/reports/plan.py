"""The improvement plan, landscape: one plan for all buyers, the factory's word (round) and the programme's (square) apart.

Issues stand in the committee's rank. An issue is one row with its actions inside it; a page breaks between issues.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bwdesk.reports.assessment_cluster import goes_on
from bwdesk.reports.cells import Cell, Columns
from bwdesk.reports.compose import Rich, Span, strong
from bwdesk.reports.layout import Beside, Block, Chapter, Stack
from bwdesk.reports.marks import FACTORY_SHAPES, PROGRAMME_SHAPES, Blank, Mark, Tag, TagLook
from bwdesk.reports.page import Kit, Running
from bwdesk.reports.parts import Hanging, Heading, figure_width, head_row, nothing
from bwdesk.reports.sections import headed
from bwdesk.reports.shaped import Para, width_of
from bwdesk.reports.style import CAPTION, GUTTER, HALF_LINE, LINE, MM, PLAN, SLATE, TABLE_HEAD, columns
from bwdesk.reports.tables import Row, Table
from bwdesk.reports.values import ActionState, Origin, PlanAction, PlanIssue, PlanPaper, ProgrammeWord

_CAUSE = "issues.root_cause"
_GAP = 3.2 * MM
_ISSUE_COLUMNS = (9.1 * MM, 11.4 * MM, 56 * MM, 34.5 * MM, 90.4 * MM, 26.6 * MM, 29 * MM)
_MOST_STATE = 22 * MM
_HISTORY_COLUMNS = (14.5 * MM, 72.5 * MM, 29 * MM, 29 * MM, 112 * MM)


def build(kit: Kit, paper: PlanPaper, digest: str) -> tuple[Running, list[Chapter]]:
    words = kit.words
    title = words("reports.plan.title")
    running = Running(title, paper.head, digest, paper.head.readers or words("reports.plan.readers"))
    made = [_BUILDERS[key](kit, paper) for key in paper.sections]
    return running, headed(kit, [_title(kit, paper)], title, [one for one in made if one is not None])


def _plan(kit: Kit, paper: PlanPaper) -> Chapter:
    words = kit.words
    issues = _issues(kit, paper.issues) if paper.issues else nothing(kit, words("reports.plan.empty"))
    return Chapter(words("reports.plan.one_plan"), [issues], foot=_initials(kit), is_wide=True, key="plan")


def _title(kit: Kit, paper: PlanPaper) -> Block:
    words, setter = kit.words, kit.setter
    counts = [
        words.count(f"reports.plan.from.{origin}", number)
        for origin in Origin
        if (number := sum(1 for issue in paper.issues if issue.origin is origin))
    ]
    says = words("reports.plan.state", day=words.day(paper.as_of)) + " "
    issues = words.count("reports.plan.issues", len(paper.issues))
    says += words.ended(words.labelled(issues, words.commas(counts)) if counts else issues) + " "
    says += words("reports.plan.ranked", day=words.day(paper.ranked_on)) if paper.ranked_on else words("reports.plan.not_ranked")
    legend: list[str | Span] = [words("reports.plan.round"), " "]
    for state, shape in FACTORY_SHAPES.items():
        legend += [Span(inline=Mark(shape)), words(f"reports.factory.{state}").lower().replace(" ", "\u00a0"), "  "]
    legend += [" ", words("reports.plan.square"), " "]
    for found, shape in PROGRAMME_SHAPES.items():
        if found is not ProgrammeWord.NOT_APPLICABLE:
            legend += [Span(inline=Mark(shape)), words(f"reports.programme.{found}").lower().replace(" ", "\u00a0"), "  "]
    right = Stack([Para(setter, says, PLAN.with_(colour=SLATE)), Para(setter, legend, PLAN)])
    return Beside([(columns(6) - GUTTER, Heading(setter, words("reports.plan.title"))), (columns(12), right)], 2 * GUTTER, after=LINE)


def _issues(kit: Kit, issues: Sequence[PlanIssue]) -> Table:
    words = kit.words
    titles: list[tuple[int, Rich, bool]] = [
        (0, words("reports.plan.rank"), False),
        (1, words("reports.findings.number"), False),
        (2, words("reports.plan.issue"), False),
        (5, words("reports.plan.factory_says"), False),
        (6, words("reports.plan.programme_found"), False),
    ]
    if not kit.hides(_CAUSE):
        titles.insert(3, (3, words("reports.plan.root_cause"), False))
    head, inside = head_row(kit, titles), _action_columns(kit, issues)
    inner = [("reports.plan.action", 0), ("reports.plan.owner", 1), ("reports.plan.due", 2), ("reports.plan.done", 3)]
    names = [Cell(Para(kit.setter, words(key), TABLE_HEAD), column) for key, column in inner]
    head.cells.append(
        Cell(Table(Columns(inside, _GAP, is_fixed=True), None, [Row(names, "none", top=0.0, foot=0.0, at_foot=True)], last_line=0.0), 4)
    )
    rows = [_issue(kit, issue, inside) for issue in issues]
    return Table(Columns(_ISSUE_COLUMNS, _GAP), head, rows, remark=lambda left: _under(kit, left), last_line=0.75, after=2.0)


def _action_columns(kit: Kit, issues: Sequence[PlanIssue]) -> list[float]:
    """No day and no state is broken: where one is longer than its column, what is to be done gives way."""
    actions = [action for issue in issues for action in issue.actions]
    states = [kit.words(f"reports.action.{state}") for state in dict.fromkeys(action.state for action in actions)]
    due = max(18.2 * MM, _longest(kit, [kit.words.short_day(day) for day in sorted({one.due for one in actions if one.due})]) + _GAP)
    state = min(_MOST_STATE, max(7 * MM, figure_width(kit, kit.words("reports.plan.done"), _longest(kit, states) + 0.5, 0.0)))
    return [_ISSUE_COLUMNS[4] - _GAP - 23 * MM - due - state, 23 * MM, due, 0.0]


def _longest(kit: Kit, texts: Sequence[str]) -> float:
    return max((width_of(kit.setter, text, PLAN) for text in texts), default=0.0)


def _under(kit: Kit, left: Sequence[Row]) -> Block | None:
    following = goes_on(kit, left, "reports.plan.goes_on", "start")
    return _initials(kit, following)


def _initials(kit: Kit, following: Block | None = None) -> Block:
    """Three lines for initials under the table, on every page; beside them what follows on other pages."""
    words = kit.words
    spans: list[str | Span] = [words("reports.plan.initials") + " "]
    for key in ("reports.plan.by_management", "reports.plan.by_workers", "reports.plan.by_advisor"):
        spans += [words(key) + "\u00a0", Span(inline=Blank(22 * MM, 1.5)), "     "]
    line = Para(kit.setter, spans[:-1], CAPTION.with_(align="end"))
    if following is None:
        return Stack([line], before=HALF_LINE)
    return Beside([(columns(6), _start(following)), (columns(12), line)], GUTTER, before=HALF_LINE)


def _start(block: Block) -> Block:
    block.before = 0.0
    return block


def _issue(kit: Kit, issue: PlanIssue, inside: Sequence[float]) -> Row:
    words, setter = kit.words, kit.setter
    cells = [
        Cell(Para(setter, words.number(issue.rank) if issue.rank is not None else "–", PLAN.strong), 0),
        Cell(Para(setter, words.isolated(issue.number), PLAN.strong), 1),
        Cell(Stack(_what(kit, issue)), 2, 2 if kit.hides(_CAUSE) else 1),
        Cell(_actions(kit, issue.actions, inside), 4),
        Cell(_factory_word(kit, issue), 5),
        Cell(_programme_word(kit, issue), 6),
    ]
    if not kit.hides(_CAUSE):
        cause = issue.root_cause or words("reports.plan.no_cause")
        cells.append(Cell(Para(setter, cause, PLAN if issue.root_cause else PLAN.with_(colour=SLATE)), 3))
    return Row(cells, "slate", keys=(issue.number,), foot=4.0, repeats=(0, 1))


def _what(kit: Kit, issue: PlanIssue) -> list[Block]:
    words, setter = kit.words, kit.setter
    title: list[str | Span] = [strong(issue.title)]
    if issue.code:
        title += [" ", Span(words.isolated(issue.code), colour=SLATE)]
    details = [words.isolated(issue.details)] if issue.details else []
    if issue.repeated_in:
        details = [*map(words.ended, details), words.ended(words.about_cycles("reports.tag.repeated", issue.repeated_in))]
    origin = words(f"reports.origin.{issue.origin}")
    if issue.origin_on is not None:
        origin = words("reports.plan.origin_on", origin=origin, day=words.day(issue.origin_on))
    if issue.carried_from is not None:
        origin = words("reports.plan.carried", origin=origin, cycle=words.number(issue.carried_from))
    last: list[str | Span] = [Span(origin, colour=SLATE)]
    if issue.is_public:
        tag = Tag(setter, words("reports.tag.public").upper(), TagLook.BOLD)  # in both languages itself
        last += [Span("  ", is_once=True), Span(inline=tag, is_once=True)]
    blocks: list[Block] = [Para(setter, title, PLAN)]
    if details:
        blocks.append(Para(setter, " ".join(details), PLAN))
    return [*blocks, Para(setter, last, PLAN)]


def _actions(kit: Kit, actions: Sequence[PlanAction], inside: Sequence[float]) -> Block:
    words, setter = kit.words, kit.setter
    if not actions:
        return Para(setter, words("reports.plan.no_actions"), PLAN.with_(colour=SLATE))
    rows = []
    for index, action in enumerate(actions):
        state = words(f"reports.action.{action.state}")
        tone = SLATE if action.state is not ActionState.DONE else PLAN.colour
        cells = [
            Cell(Para(setter, action.what, PLAN), 0),
            Cell(Para(setter, action.owner or "–", PLAN), 1),
            Cell(Para(setter, words.day_or(action.due, action.due_words), PLAN), 2),
            Cell(Para(setter, state, PLAN.with_(colour=tone)), 3),
        ]
        rows.append(Row(cells, "dotted", top=0.0 if index == 0 else 3.0, foot=3.2 if index + 1 < len(actions) else 0.0))
    return Table(Columns(inside, _GAP, is_fixed=True), None, rows, last_line=0.0)


def _factory_word(kit: Kit, issue: PlanIssue) -> Block:
    notes = [kit.words.short_day(issue.factory_on)] if issue.factory_on else []
    notes += [issue.factory_words] if issue.factory_words else []
    return _word(kit, Mark(FACTORY_SHAPES[issue.factory]), kit.words(f"reports.factory.{issue.factory}"), notes)


def _programme_word(kit: Kit, issue: PlanIssue) -> Block:
    said = kit.words.isolated(issue.programme_words)
    if issue.programme_on is not None:
        day = kit.words.short_day(issue.programme_on)
        said = kit.words("reports.plan.found_on", day=day, words=said) if said else day
    return _word(kit, Mark(PROGRAMME_SHAPES[issue.programme]), kit.words(f"reports.programme.{issue.programme}"), [said] if said else [])


def _word(kit: Kit, mark: Mark, word: str, notes: Sequence[str]) -> Block:
    """A mark, its word, what was said below. Never a mark alone."""
    body = Stack([Para(kit.setter, word, PLAN.strong), *(Para(kit.setter, note, PLAN) for note in notes)])
    return Hanging(Para(kit.setter, [Span(inline=mark)], PLAN), body, 4 * MM, after=0.0)


def _history(kit: Kit, paper: PlanPaper) -> Chapter | None:
    words, setter, issues = kit.words, kit.setter, paper.issues
    if not any(issue.history for issue in issues):
        return None
    head = head_row(
        kit,
        [
            (0, words("reports.findings.number"), False),
            (1, words("reports.plan.issue_short"), False),
            (2, words("reports.plan.day"), False),
            (3, words("reports.plan.author"), False),
            (4, words("reports.plan.what_happened"), False),
        ],
    )
    rows: list[Row] = []
    for issue in issues:
        for index, step in enumerate(issue.history):
            author = "reports.plan.author_programme" if step.by_programme else "reports.plan.author_factory"
            cells = [
                Cell(Para(setter, words.short_day(step.on), PLAN), 2),
                Cell(Para(setter, words(author), PLAN), 3),
                Cell(Para(setter, step.words, PLAN), 4),
            ]
            if index == 0:
                cells += [Cell(Para(setter, words.isolated(issue.number), PLAN.strong), 0), Cell(Para(setter, issue.title, PLAN), 1)]
            left = len(issue.history) - index - 1
            rows.append(Row(cells, "dotted" if left else "hair", rule_from=2 if left else 0, binds=left == 1 or (left > 0 and index == 0)))
    name = words("reports.plan.history")
    blocks: list[Block] = [Heading(setter, name), Table(Columns(_HISTORY_COLUMNS, _GAP), head, rows)]
    return Chapter(name, blocks, is_wide=True, outline=name, key="history")


_BUILDERS: Mapping[str, Callable[[Kit, PlanPaper], Chapter | None]] = {"plan": _plan, "history": _history}
