"""Building blocks that all reports share: headings, section rules, lists, facts, empty sentences, stamp fields, lines to write on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from bwdesk.domain.strokes import TALL, WIDE
from bwdesk.reports.cells import Cell, Columns
from bwdesk.reports.compose import Rich, Span, Typesetter
from bwdesk.reports.fonts import Cut
from bwdesk.reports.layout import Beside, Block, Inset, Space, Stack
from bwdesk.reports.page import Kit
from bwdesk.reports.pen import Pen
from bwdesk.reports.shaped import Para, width_of
from bwdesk.reports.style import (
    BODY,
    CAPTION,
    COLUMN,
    GUTTER,
    H1,
    H2,
    HALF_LINE,
    INK,
    LEAD_SMALL,
    LINE,
    MID,
    MM,
    PETROL,
    SLATE,
    STEP,
    TABLE,
    TABLE_HEAD,
    TextStyle,
    columns,
)
from bwdesk.reports.tables import TOP, Row, Table
from bwdesk.reports.values import Fact
from bwdesk.texts import sides


class Heading(Block):
    """A main heading, its number hung in the first column."""

    def __init__(self, setter: Typesetter, title: Rich, number: str = "") -> None:
        self._number = Para(setter, number, H1.with_(colour=PETROL)) if number else None
        self._title = Para(setter, title, H1)
        self.after, self.keep = LINE, True

    def height(self, width: float) -> float:
        return self._title.height(self._width(width))

    def cut(self, width: float, room: float, force: bool) -> tuple[Block, Block] | None:
        return self._title.cut(self._width(width), room, force) if force else None

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        with pen.tags.element(H1.role, self._title.tag):
            if self._number is not None:
                self._number.draw(pen, x, top, STEP)
            self._title.draw(pen, x + (STEP if self._number else 0), top, self._width(width))

    def _width(self, width: float) -> float:
        return width - (STEP if self._number else 0)


class SectionRule(Block):
    """A thin rule with the petrol key at its start."""

    def __init__(self, before: float = 2 * LINE, after: float = 4.0, name: str = "") -> None:
        self.before, self.after, self.keep, self._name = before, after, True, name

    def names(self, width: float) -> Iterator[tuple[str, float]]:
        return iter(((self._name, 0.0),) if self._name else ())

    def height(self, width: float) -> float:
        return 2.2

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        pen.rule(x, top + 0.3, width, 0.5, SLATE)
        pen.rect(x, top, min(COLUMN, width), 2.2, fill=PETROL)


def section(kit: Kit, title: Rich, before: float = 2 * LINE, name: str = "") -> list[Block]:
    """A section's rule and its heading; pages can be referred to by its name."""
    return [SectionRule(before, name=name), Para(kit.setter, title, H2, after=HALF_LINE, keep=True)]


def lead(kit: Kit, rich: Rich, *, style: TextStyle = LEAD_SMALL, start: float = 0.0, after: float = LINE) -> Block:
    """The sentence a page begins with, at most 112 mm wide."""
    para = Para(kit.setter, rich, style, after=after)
    return Inset(para, start, columns(8) if kit.setter.second is None else columns(12) - start)


def paragraphs(kit: Kit, texts: Sequence[str], style: TextStyle = BODY, measure: float = columns(8)) -> list[Block]:
    return [Inset(Para(kit.setter, text, style, after=HALF_LINE), 0.0, measure) for text in texts]


def nothing(kit: Kit, sentence: str, style: TextStyle = BODY) -> Block:
    """An empty section says so, with a sentence."""
    return Para(kit.setter, sentence, style, after=HALF_LINE)


class Hanging(Block):
    """A label (dash, number, mark) at the start and a block beside it, `indent` in; the label stays with the first part.

    `unparted`: the width (pt) of a body that should stand on one line in a table.
    """

    def __init__(self, label: Block, body: Block, indent: float, after: float = 2.0, unparted: float = 0.0) -> None:
        self._label, self._body, self._indent, self.after = label, body, indent, after
        self._tag: object = object()
        self._unparted = unparted

    @property
    def unparted(self) -> float:
        return self._unparted and self._indent + self._unparted

    @property
    def narrowest(self) -> float | None:
        least = self._body.narrowest
        return None if least is None else self._indent + least

    @property
    def rise(self) -> float:
        return max(self._label.rise, self._body.rise)

    def height(self, width: float) -> float:
        return self.rise + max(
            self._label.height(self._indent) - self._label.rise, self._body.height(width - self._indent) - self._body.rise
        )

    def least(self, width: float) -> float:
        return self.rise - self._body.rise + self._body.least(width - self._indent)

    def cut(self, width: float, room: float, force: bool) -> tuple[Block, Block] | None:
        parts = self._body.cut(width - self._indent, room - self.rise + self._body.rise, force)
        if parts is None:
            return None
        rest = Hanging(Space(0), parts[1], self._indent, self.after)
        rest._tag = self._tag
        head = Hanging(self._label, parts[0], self._indent, 0.0)
        head._tag = self._tag
        return head, rest

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        if pen.tags.innermost.role != "L":
            self._draw(pen, x, top, width)
            return
        with pen.tags.element("LI", self._tag):
            self._draw(pen, x, top, width, ("Lbl", "LBody"))

    def _draw(self, pen: Pen, x: float, top: float, width: float, roles: tuple[str, str] | None = None) -> None:
        parts = ((self._label, x, self._indent), (self._body, x + self._indent, width - self._indent))
        for place, (block, start, size) in enumerate(parts):
            is_empty = isinstance(block, Space)
            with pen.tags.element(roles[place], (self._tag, place)) if roles and not is_empty else nullcontext():
                block.draw(pen, start, top + self.rise - block.rise, size)


class Listing(Stack):
    """Items one under the other, as one list."""

    def __init__(self, items: Sequence[Block], tag: object = None) -> None:
        super().__init__(items)
        self._tag = tag or object()

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        with pen.tags.element("L", self._tag):
            super().draw(pen, x, top, width)

    def _part(self, blocks: list[Block]) -> Stack:
        return Listing(blocks, self._tag)


def bullets(kit: Kit, items: Sequence[str], style: TextStyle = BODY) -> Listing:
    """A list with dashes; cut between and inside items."""
    return Listing([Hanging(Para(kit.setter, "–", style), Para(kit.setter, item, style), 3.6 * MM) for item in items])


def facts_table(kit: Kit, facts: Sequence[Fact], label_width: float, *, style: TextStyle = TABLE) -> Table:
    """Labels and values between hairlines."""
    rows = [
        Row([Cell(Para(kit.setter, fact.label, style.with_(colour=SLATE)), 0), Cell(Para(kit.setter, fact.value, style), 1)])
        for fact in facts
    ]
    return Table(Columns([label_width, 0.0]), None, rows)


def stacked_fact(kit: Kit, label: str, lines: Sequence[Rich], style: TextStyle = BODY) -> Stack:
    """A small label over lines of text."""
    return Stack([Para(kit.setter, label, CAPTION, after=1.0), *(Para(kit.setter, line, style) for line in lines)])


Title = tuple[int, Rich, bool]


def head_row(kit: Kit, titles: Sequence[Title], *, style: TextStyle = TABLE_HEAD) -> Row:
    """A table's head: column, words, and whether figures stand below (right-aligned). A span of its own colour is not bold."""
    cells = []
    for column, words, figures in titles:
        look = style.with_(cut=Cut.NARROW) if isinstance(words, Span) and words.colour else style
        cells.append(Cell(Para(kit.setter, words, look.with_(align="right") if figures else look), column, is_figures=figures))
    return Row(cells, "none", top=TOP, foot=3.4)


def figure_width(kit: Kit, words: str, least: float, gap: float, figures: str = "") -> float:
    """Width of a column of figures: as its head's longest word and its widest figures need, gap included."""
    longest = max((width_of(kit.setter, word, TABLE_HEAD) for part in sides(words) for word in part.split(" ")), default=0.0)
    return max(least, longest + gap + 0.5, width_of(kit.setter, figures, TABLE.strong) + gap + 0.5)


def two_lined(kit: Kit, words: str, least: float, gap: float) -> float:
    """Width of a column whose head takes two lines at most, gap included."""
    widest = 0.0
    for part in sides(words):
        said = part.split(" ")
        halves = [(" ".join(said[:at]), " ".join(said[at:])) for at in range(1, len(said) + 1)]
        widest = max(widest, min(max(width_of(kit.setter, half, TABLE_HEAD) for half in pair) for pair in halves))
    return max(least, widest + gap + 0.5)


def scale_words(kit: Kit, text: str) -> Span:
    """The unit in a table's head, in slate and not bold."""
    return Span(text, colour=SLATE)


@dataclass
class StampField(Block):
    """A dashed field for a stamp, with its words in the corner."""

    words: Para
    size: float

    def height(self, width: float) -> float:
        return self.size

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        pen.dashed_box(x, top, width, self.size, 0.5, MID)
        self.words.draw(pen, x + 2.2 * MM, top + 1.6 * MM, width - 4.4 * MM)


@dataclass
class WritingLines(Block):
    """Rules to write on, 8.5 mm apart."""

    count: int
    step: float = 8.5 * MM

    def height(self, width: float) -> float:
        return self.count * self.step

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        for index in range(1, self.count + 1):
            pen.rule(x, top + index * self.step, width, 0.6, INK)


@dataclass
class SignLine(Block):
    """A rule 17 mm down to sign on, with who signs below it; `strokes` (in thousandths of a width) stand on it, `alt` names them."""

    who: Para
    what: Para
    room: float = 17 * MM
    strokes: Sequence[Sequence[tuple[int, int]]] = ()
    alt: str = ""

    def height(self, width: float) -> float:
        return self.room + 4 + self.who.height(width) + self.what.height(width)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        if self.strokes:
            self._sign(pen, x, top, width)
        pen.rule(x, top + self.room, width, 0.9, INK)
        self.who.draw(pen, x, top + self.room + 4, width)
        self.what.draw(pen, x, top + self.room + 4 + self.who.height(width), width)

    def _sign(self, pen: Pen, x: float, top: float, width: float) -> None:
        size = min(width, self.room * WIDE / TALL)
        left, step = pen.left(x, size), size / WIDE
        with pen.figure(self.alt, x, top, size, self.room):
            for stroke in self.strokes:
                points = [(left + px * step, top + self.room - (TALL - py) * step) for px, py in stroke]
                pen.slant(points if len(points) > 1 else [points[0], (points[0][0] + 0.01, points[0][1])], 1.0, INK)


def side_by_side(left: Block, right: Block, left_columns: int, *, before: float = 0.0, after: float = 0.0) -> Beside:
    """Two blocks on the twelve columns of the page."""
    return Beside([(columns(left_columns), left), (columns(12 - left_columns), right)], GUTTER, before=before, after=after)
