"""Small drawings: tags, status marks, evidence boxes, ticking boxes and blanks. Drawn with paths, never with symbol fonts.

Round marks are the factory's word, square marks the programme's; a mark is always followed by its word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bwdesk.reports.compose import Typesetter
from bwdesk.reports.layout import Block
from bwdesk.reports.pen import Pen
from bwdesk.reports.shaped import Para
from bwdesk.reports.style import HAIRLINE, INK, MM, TAG, WHITE, TextStyle
from bwdesk.reports.values import FactoryWord, ProgrammeWord, Reply

_MARK = 2.75 * MM
_STROKE = 0.27 * MM
_TICK_BOX = 3.6 * MM
EVIDENCE_LETTERS = "DMWUO"
_ENDLESS, TINY_SLACK = 1e6, 0.02


class Shape(Enum):
    RING = "ring"
    HALF = "half"
    DISC = "disc"
    SQUARE = "square"
    TICK = "tick"
    CROSS = "cross"
    DASH = "dash"
    NOTHING = "nothing"


FACTORY_SHAPES = {FactoryWord.NOT_STARTED: Shape.RING, FactoryWord.IN_PROGRESS: Shape.HALF, FactoryWord.DONE: Shape.DISC}
PROGRAMME_SHAPES = {
    ProgrammeWord.NOT_VERIFIED: Shape.SQUARE,
    ProgrammeWord.VERIFIED: Shape.TICK,
    ProgrammeWord.REOPENED: Shape.CROSS,
    ProgrammeWord.NOT_APPLICABLE: Shape.DASH,
}
REPLY_SHAPES = {
    Reply.IN_ORDER: Shape.DISC,
    Reply.PARTLY: Shape.HALF,
    Reply.NOT_IN_ORDER: Shape.RING,
    Reply.NOT_APPLICABLE: Shape.NOTHING,
    Reply.UNSURE: Shape.NOTHING,
    Reply.NONE: Shape.NOTHING,
}


@dataclass(frozen=True)
class Mark:
    """A status mark in a line of text, standing on the baseline with its middle at the height of small letters."""

    shape: Shape
    size: float = _MARK

    @property
    def width(self) -> float:
        return self.size + 1.2 * MM

    def draw(self, pen: Pen, left: float, baseline: float) -> None:
        left += (0.8 if pen.is_right_to_left else 0.4) * MM
        draw_mark(pen, self.shape, left, baseline - self.size + 0.16 * self.size, self.size)


def draw_mark(pen: Pen, shape: Shape, left: float, top: float, size: float) -> None:
    """A mark in a box given physically; marks are not mirrored."""
    inner, low = size - _STROKE, _STROKE / 2
    if shape in (Shape.RING, Shape.HALF, Shape.DISC):
        pen.ellipse(left + low, top + low, inner, inner, fill=INK if shape is Shape.DISC else WHITE, stroke=INK, line=_STROKE)
        if shape is Shape.HALF:
            pen.half_disc(left, top, size, INK)
    elif shape is not Shape.NOTHING:
        _square_mark(pen, shape, left, top, size)


def _square_mark(pen: Pen, shape: Shape, left: float, top: float, size: float) -> None:
    low, inner = _STROKE / 2, size - _STROKE
    physical = pen.left(left, size)  # rect mirrors: give it the start-side distance of this physical place
    pen.rect(physical + low, top + low, inner, inner, fill=INK if shape is Shape.CROSS else WHITE, stroke=INK, line=_STROKE)
    line, edge = 0.12 * size, 0.27 * size
    if shape is Shape.TICK:
        pen.slant(
            [(left + 0.22 * size, top + 0.52 * size), (left + 0.43 * size, top + 0.74 * size), (left + 0.8 * size, top + 0.25 * size)],
            line,
            INK,
        )
    elif shape is Shape.CROSS:
        pen.slant([(left + edge, top + edge), (left + size - edge, top + size - edge)], line, WHITE)
        pen.slant([(left + size - edge, top + edge), (left + edge, top + size - edge)], line, WHITE)
    elif shape is Shape.DASH:
        pen.slant([(left + edge, top + size / 2), (left + size - edge, top + size / 2)], line, INK)


@dataclass(frozen=True)
class TickBox:
    """An empty square to tick by hand."""

    size: float = _TICK_BOX

    @property
    def width(self) -> float:
        return self.size

    def draw(self, pen: Pen, left: float, baseline: float) -> None:
        pen.rect(pen.left(left, self.size), baseline - 0.82 * self.size, self.size, self.size, stroke=INK, line=0.9)


@dataclass(frozen=True)
class Blank:
    """A rule to write on by hand."""

    width: float
    drop: float = 3.0

    def draw(self, pen: Pen, left: float, baseline: float) -> None:
        pen.rule(pen.left(left, self.width), baseline + self.drop, self.width, 0.6, INK)


class TagLook(Enum):
    PLAIN = 0.5
    BOLD = 0.75
    SOLID = 0.0


class Tag:
    """A framed word in capitals: PUBLIC, NEW, DRAFT. Stands in a line of text; `block` makes one of its own."""

    def __init__(self, setter: Typesetter, text: str, look: TagLook = TagLook.PLAIN, style: TextStyle = TAG) -> None:
        self._para = Para(setter, text, style.with_(colour=WHITE if look is TagLook.SOLID else INK), max_lines=1)
        self._text_width = self._para.lines(_ENDLESS)[0].width
        self._style, self._look = style, look
        self.pad = 0.5 * style.size
        self.height = max(style.leading + 0.6, self._para.leading)

    @property
    def width(self) -> float:
        return self._text_width + 2 * self.pad

    def draw(self, pen: Pen, left: float, baseline: float) -> None:
        """In a line: the tag's text shares the line's baseline."""
        below = (self.height - 0.72 * self._style.size) / 2
        top = baseline + below - self.height
        x = pen.left(left, self.width)
        line = self._look.value
        if self._look is TagLook.SOLID:
            pen.rect(x, top, self.width, self.height, fill=INK)
        else:
            pen.rect(x + line / 2, top + line / 2, self.width - line, self.height - line, stroke=INK, line=line)
        self._para.draw_at(pen, x + self.pad, baseline, self._text_width + TINY_SLACK)


class TagRow(Block):
    """Tags side by side, on as many rows as they need."""

    def __init__(self, tags: Sequence[Tag], *, before: float = 2.2, after: float = 1.5, at_end: bool = False) -> None:
        self.tags = list(tags)
        self.before, self.after = before, after
        self._at_end = at_end

    @property
    def narrowest(self) -> float | None:
        return max((tag.width for tag in self.tags), default=0.0)

    def height(self, width: float) -> float:
        rows = self._rows(width)
        return sum(max(tag.height for tag in row) for row in rows) + 2.5 * (len(rows) - 1)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        for row in self._rows(width):
            height = max(tag.height for tag in row)
            at = x + (width - sum(tag.width for tag in row) - 3.5 * (len(row) - 1) if self._at_end else 0)
            for tag in row:
                baseline = top + tag.height - (tag.height - 0.72 * tag._style.size) / 2
                tag.draw(pen, pen.left(at, tag.width), baseline)
                at += tag.width + 3.5
            top += height + 2.5

    def _rows(self, width: float) -> list[list[Tag]]:
        rows: list[list[Tag]] = [[]]
        used = 0.0
        for tag in self.tags:
            if rows[-1] and used + tag.width > width:
                rows.append([])
                used = 0.0
            rows[-1].append(tag)
            used += tag.width + 3.5
        return [row for row in rows if row]


class Evidence(Block):
    """Boxes D M W U O in fixed order: letter and ink frame where used, empty hairline box where not. `shown`: those a variant has."""

    _BOX = 3.4 * MM
    _STEP = 4.15 * MM

    def __init__(self, setter: Typesetter, used: str, shown: str = EVIDENCE_LETTERS) -> None:
        self._shown = shown
        style = TextStyle(6.8, 8.4, TAG.cut.strong, INK, "center")
        self._letters = {letter: Para(setter, letter, style) for letter in EVIDENCE_LETTERS if letter in used.upper()}
        self.after = 1.5

    def height(self, width: float) -> float:
        return self._BOX + 1.2

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        top += 0.6
        with pen.tags.element("P", self):
            self._draw(pen, x, top)

    def _draw(self, pen: Pen, x: float, top: float) -> None:
        for letter in self._shown:
            if letter in self._letters:
                pen.rect(x + 0.45, top + 0.45, self._BOX - 0.9, self._BOX - 0.9, stroke=INK, line=0.9)
                self._letters[letter].draw_at(pen, x, top + self._BOX / 2 + 0.36 * 6.8, self._BOX)
            else:
                pen.rect(x + 0.2, top + 0.2, self._BOX - 0.4, self._BOX - 0.4, stroke=HAIRLINE, line=0.35)
            x += self._STEP
