"""The visit record left at the factory on the day: one page where it fits, a sign block at its foot, lines to write on by hand.

Signing says received and talked about, not agreed. Nothing is ticked beforehand. Notes and photos follow on pages of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from bwdesk.reports.cells import Cell, Columns
from bwdesk.reports.compose import Rich, Span, strong
from bwdesk.reports.fonts import Cut
from bwdesk.reports.layout import Beside, Block, Chapter, Inset, Space, Stack
from bwdesk.reports.marks import Blank, Tag, TagLook, TagRow, TickBox
from bwdesk.reports.page import Kit, Running, portrait
from bwdesk.reports.parts import (
    Heading,
    SectionRule,
    SignLine,
    StampField,
    WritingLines,
    bullets,
    head_row,
    nothing,
    section,
    side_by_side,
    stacked_fact,
)
from bwdesk.reports.photos import photo_chapter
from bwdesk.reports.sections import headed, paired, runs
from bwdesk.reports.shaped import Para
from bwdesk.reports.style import (
    BODY,
    CAPTION,
    GUTTER,
    HALF_LINE,
    INK,
    LINE,
    MM,
    RECORD,
    RUNNING,
    SLATE,
    TABLE,
    TABLE_HEAD,
    TextStyle,
    columns,
)
from bwdesk.reports.tables import Row, Table
from bwdesk.reports.values import AgreedPoint, Signed, VisitPaper
from bwdesk.reports.words import NARROW

_POINT = TextStyle(8.5, 12, Cut.NARROW)
_LABEL = CAPTION.with_(colour=INK).strong
_POINT_COLUMNS = (8.2 * MM, 12 * MM, 84.8 * MM, 35.2 * MM, 21.8 * MM, 8 * MM)
_NOTE_COLUMNS = (14.5 * MM, 25 * MM, 130.5 * MM)


_SPACINGS = (
    *((3, 1.4 * LINE, False), (3, LINE, False), (2, LINE, False)),
    *((2, LINE, True), (1, 0.8 * LINE, True), (1, 0.3 * LINE, True)),
    (3, 1.4 * LINE, False),
)
"""Lines to write on by hand, air between sections, whether the sign block is low: the first that fits a page, else the last."""

_SIGNERS = (
    ("reports.visit.for_management", "reports.visit.name_title_date", ("management",)),
    ("reports.visit.for_workers", "reports.visit.name_date", ("workers", "union")),
    ("reports.visit.for_programme", "reports.visit.name_date", ("guest",)),
)


def build(kit: Kit, paper: VisitPaper, digest: str) -> tuple[Running, list[Chapter]]:
    words = kit.words
    running = Running(words("reports.visit.title"), paper.head, digest, paper.head.readers or words("reports.visit.readers"), has_time=True)
    chapters: list[Chapter] = []
    for name, keys in runs(paper.sections, lambda key: key if key in _CHAPTERS else ""):
        made = _CHAPTERS[name](kit, paper) if name else _record(kit, paper, keys, is_first=not chapters)
        chapters += [made] if made is not None else []
    if chapters[0].key in _CHAPTERS:
        chapters = headed(kit, [_title(kit)], words("reports.visit.title"), chapters)
    return running, chapters


def _record(kit: Kit, paper: VisitPaper, keys: Sequence[str], *, is_first: bool) -> Chapter | None:
    """Sections of the record, on one page if they can be, with fewer lines to write on and the stamp higher up if that is what it takes.

    Where it is signed last of all, that hangs at the foot of the page. What follows notes or photos has a name of its own.
    """
    title = kit.words("reports.visit.title")
    name = title if is_first else kit.words("reports.continued", text=title)
    front = _title(kit) if is_first else Heading(kit.setter, name)
    is_signed_last = keys[-1] == "signatures"
    frame, blocks, foot = portrait(paper.head.page), list[Block](), None
    for lines, air, is_low in _SPACINGS:
        foot = _sign_block(kit, paper.signatures, is_low=is_low) if is_signed_last else None
        blocks = _blocks(kit, paper, keys if foot is None else keys[:-1], lines, air)
        if Stack([front, *blocks, *([foot] if foot else [])]).height(frame.width) <= frame.height - kit.foot:
            break
    if not blocks and foot is None:
        return None
    key = "record" if {*keys, *_CHAPTERS}.issuperset(paper.sections) else f"record {keys[0]}"  # no page of all where there are several
    return Chapter(kit.words.day(paper.started_at.date()), [front, *blocks], foot=foot, outline=name, key=key)


def _blocks(kit: Kit, paper: VisitPaper, keys: Sequence[str], lines: int, air: float) -> list[Block]:
    blocks: list[Block] = []
    for some in paired(keys, lambda one, other: {one, other} == {"did", "good"}):
        if len(some) == 2:
            left, right = (Stack(_list(kit, paper, key, 0.0)) for key in some)
            blocks.append(side_by_side(left, right, 6, before=air, after=air))
        else:
            blocks += _section(kit, paper, some[0], lines, air)
    return blocks


def _section(kit: Kit, paper: VisitPaper, key: str, lines: int, air: float) -> list[Block]:
    near = min(LINE, air)
    if key == "facts":
        return [_facts(kit, paper, near)]
    if key == "agreed":
        return [_agreed(kit, paper.agreed, near)]
    if key == "by_hand":
        return [_by_hand(kit, paper.advisor_will, lines, near)]
    if key == "signatures":
        block = _sign_block(kit, paper.signatures)
        block.before = LINE
        return [block]
    return _list(kit, paper, key, 2 * LINE)


def _title(kit: Kit) -> Block:
    words = kit.words
    tag = TagRow([Tag(kit.setter, words("reports.visit.left").upper(), TagLook.BOLD)], at_end=True)
    note = Para(kit.setter, words("reports.visit.no_judgement"), TABLE.with_(cut=Cut.TEXT, colour=SLATE, align="end"), before=3.0)
    block = side_by_side(Heading(kit.setter, words("reports.visit.title")), Stack([tag, note]), 6)
    block.after = LINE
    return block


def _facts(kit: Kit, paper: VisitPaper, air: float) -> Block:
    words = kit.words
    what = words(f"reports.mode.{paper.mode}")
    if paper.number is not None and paper.head.cycle is not None:
        what = words("reports.visit.which", number=words.number(paper.number), cycle=words.number(paper.head.cycle), mode=what)
    else:
        what = words("reports.visit.which_unnumbered", mode=what)
    parts = [
        stacked_fact(kit, words("reports.visit.visit"), [what, words.span(paper.started_at, paper.ended_at)], BODY),
        stacked_fact(kit, words("reports.visit.days"), _days(kit, paper), BODY),
        stacked_fact(kit, words("reports.visit.present"), _present(kit, paper), BODY),
    ]
    return Beside([(columns(4), part) for part in parts], GUTTER, before=air)


def _days(kit: Kit, paper: VisitPaper) -> list[Rich]:
    words = kit.words
    used = ""
    if paper.days_used is not None and paper.days_quota is not None:
        used = words("reports.visit.days_used", used=words.number(paper.days_used), quota=words.number(paper.days_quota))
    today = words.count("reports.visit.days_today", _plural(paper.days_today)) if paper.days_today is not None else ""
    if paper.days_today is not None and paper.days_today != int(paper.days_today):
        today = words("reports.visit.days_today_part", days=words.number(paper.days_today))
    first = words.semicolons(part for part in (today, used) if part) or words("reports.visit.days_unknown")
    following = words("reports.visit.next", when=paper.next_visit) if paper.next_visit else words("reports.visit.next_open")
    return [first, following]


def _plural(days: float | None) -> int:
    return int(days or 0)


def _present(kit: Kit, paper: VisitPaper) -> list[Rich]:
    words = kit.words
    if not paper.present:
        return [words("reports.visit.present_nobody")]
    lines: list[Rich] = []
    for side in paper.present:
        lines.append(words("reports.visit.present_side", side=words(f"reports.side.{side.side}"), people=words.people(side.people)))
    return lines


def _list(kit: Kit, paper: VisitPaper, key: str, before: float) -> list[Block]:
    """What was done, was good, was talked about, was not seen; the last two are left away where there is nothing."""
    items: Sequence[str] = getattr(paper, key)
    if not items and key not in ("did", "good"):
        return []
    body: Block = bullets(kit, items, RECORD) if items else nothing(kit, kit.words(f"reports.visit.{key}_nothing"), RECORD)
    return [*section(kit, kit.words(f"reports.visit.{key}"), before, key), body]


def _agreed(kit: Kit, points: Sequence[AgreedPoint], air: float) -> Block:
    words, setter = kit.words, kit.setter
    if not points:
        title = Para(setter, [Span(words("reports.visit.agreed"), strong=True, colour=INK)], CAPTION, after=2.0, keep=True)
        return Stack([title, nothing(kit, words("reports.visit.agreed_nothing"), RECORD)], before=LINE, after=LINE)

    named = 1 if any(point.issue for point in points) else 0  # a column of issues that nobody spoke of is none
    number, issue, what, *rest = _POINT_COLUMNS

    def caption(continued: bool) -> Block:
        key = "reports.visit.agreed_continued" if continued else "reports.visit.agreed"
        told = words.count("reports.visit.points" if named else "reports.visit.points_bare", len(points))
        return Para(setter, [Span(words(key), strong=True, colour=INK), "  ", told], CAPTION)

    titles = [(named + at, words(f"reports.visit.{key}"), False) for at, key in enumerate(("what", "who", "by"), 1)]
    head = head_row(kit, [(1, words("reports.visit.issue"), False), *titles] if named else titles)
    done = Para(setter, words("reports.visit.done"), TABLE_HEAD.with_(align="end"))
    head.cells.append(Cell(done, named + 4))
    rows = [_point(kit, number, point, named) for number, point in enumerate(points, 1)]
    widths = _POINT_COLUMNS if named else (number, issue + what, *rest)
    return Table(Columns(widths, 3 * MM), head, rows, caption=caption, before=air, after=air)


def _point(kit: Kit, number: int, point: AgreedPoint, named: int) -> Row:
    words, setter = kit.words, kit.setter
    cells = [
        Cell(Para(setter, words.number(number), _POINT.strong), 0),
        *([Cell(Para(setter, words.isolated(point.issue), _POINT.with_(colour=SLATE)), 1)] if named else []),
        Cell(Para(setter, point.what, _POINT), named + 1),
        Cell(Para(setter, point.who or "–", _POINT), named + 2),
        Cell(Para(setter, words.day_or(point.by, point.by_words), _POINT), named + 3),
        Cell(Para(setter, [Span(inline=TickBox())], _POINT.with_(align="end")), named + 4),
    ]
    return Row(cells, top=3.8, foot=4.0, repeats=(0,), keys=("agreed",) if number == 1 else ())


def _by_hand(kit: Kit, advisor_will: Sequence[str], lines: int, air: float) -> Block:
    words, setter = kit.words, kit.setter
    left = Stack([Para(setter, words("reports.visit.by_hand"), _LABEL), WritingLines(lines)])
    each_on_a_line = (one if not number else "\n" + one for number, one in enumerate(advisor_will))
    promised = words.ended(words.semicolons(each_on_a_line)) or words("reports.visit.advisor_nothing")
    right = Stack([Para(setter, words("reports.visit.advisor_will"), _LABEL), Para(setter, promised, CAPTION)])
    return side_by_side(left, right, 8, before=air)


def _sign_block(kit: Kit, signatures: Sequence[Signed], *, is_low: bool = False) -> Block:
    """What signing says, the lines to sign on, the field for the stamp; a low one has the stamp beside what signing says."""
    words, setter = kit.words, kit.setter
    says: list[str | Span] = [strong(words("reports.visit.signing")), f" {words('reports.visit.signing_not')} ", *_differently(kit)]
    sign = _sign_lines(kit, signatures)
    copies = Para(setter, [Span(words("reports.visit.copies"), strong=True, colour=INK), "  ", words("reports.visit.copies_to")], CAPTION)
    stamp = StampField(Para(setter, words("reports.visit.stamp"), RUNNING), 33 * MM)
    told = Para(setter, says, BODY)
    lines = [Beside([(columns(4), line) for line in sign[at : at + 3]], GUTTER, after=HALF_LINE) for at in range(0, len(sign), 3)]
    if is_low:
        blocks: list[Block] = [Beside([(columns(8), Stack([told, Space(HALF_LINE), copies])), (columns(4), stamp)], GUTTER), *lines]
    else:
        under = Beside([(columns(8), Stack([Space(22 * MM), copies])), (columns(4), stamp)], GUTTER)
        blocks = [Inset(told, 0.0, columns(10)), *lines, under]
    return Stack([SectionRule(0.0), *blocks], whole=True, before=HALF_LINE)


def _differently(kit: Kit) -> Iterator[str | Span]:
    """That something is seen differently, with a box and a blank in the sentence, in two languages in each."""
    drawn = {"\x01": Span(inline=TickBox(2.75 * MM)), "\x02": Span(inline=Blank(18 * MM))}
    said = kit.words("reports.visit.differently", box=" \x01", blank="\x02")
    for part in re.split("([\x01\x02])", said.replace("\x01 ", f"\x01{NARROW * 2}")):  # no line parts the box from its sentence
        yield drawn.get(part, part)


def _sign_lines(kit: Kit, signatures: Sequence[Signed]) -> list[SignLine]:
    """A line for each signature, and an empty one for each side that has none yet."""
    lines = []
    for who, what, sides in _SIGNERS:
        given = [one for one in signatures if one.side in sides]
        label = Para(kit.setter, kit.words(who), _LABEL)
        lines += [_signed(kit, label, one) for one in given] or [SignLine(label, Para(kit.setter, kit.words(what), CAPTION))]
    return lines


def _signed(kit: Kit, label: Para, one: Signed) -> SignLine:
    words = kit.words
    day = words.day(one.signed_on) if one.signed_on else ""
    said = [part for part in (one.name, one.role, day, "" if one.strokes else words("reports.visit.signed_on_paper")) if part]
    mark = words("reports.visit.signed_changed" if one.is_changed else "reports.visit.signed_what", hash=words.isolated(one.digest[:8]))
    what = Para(kit.setter, [words.semicolons(said) + "\n", Span(mark, strong=one.is_changed, colour=INK)], CAPTION)
    return SignLine(label, what, strokes=one.strokes, alt=words("reports.visit.signature_of", name=one.name))


def _notes(kit: Kit, paper: VisitPaper) -> Chapter | None:
    words, setter = kit.words, kit.setter
    if not paper.notes:
        return None
    head = head_row(
        kit, [(0, words("reports.visit.at"), False), (1, words("reports.visit.kind"), False), (2, words("reports.visit.note"), False)]
    )
    rows = []
    for line in paper.notes:
        kind = words(f"reports.note.{line.kind}")
        text: list[Rich] = [line.text]
        body: list[Block] = [Para(setter, part, TABLE.with_(cut=Cut.TEXT)) for part in text]
        if line.mode:
            body.append(Para(setter, words(f"reports.mode.{line.mode}"), CAPTION))
        rows.append(
            Row(
                [
                    Cell(Para(setter, words.time(line.at) if line.at else "–", TABLE.with_(colour=SLATE)), 0),
                    Cell(Para(setter, kind, TABLE.strong if line.kind != "note" else TABLE), 1),
                    Cell(Stack(body), 2),
                ]
            )
        )
    name = words("reports.visit.notes")
    return Chapter(name, [Heading(setter, name), Table(Columns(_NOTE_COLUMNS), head, rows)], outline=name, key="notes", follows=True)


def _photos(kit: Kit, paper: VisitPaper) -> Chapter | None:
    return photo_chapter(kit, paper.photos, paper.head.page, numbered="reports.photos.numbered_visit") if paper.photos else None


_CHAPTERS: Mapping[str, Callable[[Kit, VisitPaper], Chapter | None]] = {"notes": _notes, "photos": _photos}
