"""Paragraphs of any script, filled into lines and drawn. The only way text gets on a page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from itertools import zip_longest

from bwdesk.reports.atoms import after_blank, ends_word, grouped, is_mixed, joined, pieces, without_comma
from bwdesk.reports.compose import Atom, Composer, Rich, Span, Typesetter
from bwdesk.reports.layout import TINY, Block
from bwdesk.reports.order import visual
from bwdesk.reports.pen import Pen, Placed
from bwdesk.reports.style import GUTTER, Align, TextStyle
from bwdesk.reports.twins import Part, parts_of

_COLUMNS_FROM, _ENDLESS = 300.0, 1e6


@dataclass(slots=True)
class Line:
    atoms: list[Atom]
    width: float
    is_right_to_left: bool
    voice: Voice
    is_only: bool = False
    beside: Line | None = None

    @property
    def leading(self) -> float:
        return max(self.voice.leading, self.beside.leading if self.beside else 0.0)

    @property
    def base(self) -> float:
        """From the top of the line to its baseline (pt), which languages side by side share."""
        return max(self.voice.base, self.beside.base if self.beside else 0.0)


@dataclass(eq=False)
class Voice:
    """A part of a paragraph in one language: its atoms, how they are set, and what it is to a program that reads aloud."""

    setter: Typesetter
    style: TextStyle
    rows: list[list[Atom]]
    directions: list[bool]
    leading: float
    rise: float
    tag: object
    language: str = ""

    @property
    def base(self) -> float:
        """From the top of a line to its baseline (pt)."""
        return self.style.base + self.rise


def one_line(setter: Typesetter, rich: Rich, style: TextStyle, width: float) -> Para:
    """A paragraph of one line, cut at a word with an ellipsis when it is too long."""
    return Para(setter, rich, style, max_lines=1, limit=width)


def width_of(setter: Typesetter, rich: Rich, style: TextStyle) -> float:
    """Width of the longest line when nothing is broken (pt)."""
    return max((line.width for line in Para(setter, rich, style).lines(1e9)), default=0.0)


class Para(Block):
    """A paragraph. Cut between lines, at least two on either side unless forced."""

    def __init__(
        self,
        setter: Typesetter,
        rich: Rich,
        style: TextStyle,
        *,
        before: float = 0.0,
        after: float = 0.0,
        keep: bool = False,
        max_lines: int = 0,
        limit: float = 0.0,
    ) -> None:
        self.before, self.after, self.keep = before, after, keep
        self._setter = setter
        self._style = style
        self.tag = object()
        if setter.second is None:
            self._parts = [[self._voice(setter, rich, style, self.tag)]]
        else:
            told = parts_of(rich, is_one_line=bool(max_lines) or style.is_low)
            self._parts = [self._voices(setter, setter.second, part, index) for index, part in enumerate(told)]
        self.leading = self._parts[0][0].leading if self._parts else style.leading
        self._laid: dict[float, list[Line]] = {}
        self._max_lines, self._limit = max_lines, limit

    @property
    def rise(self) -> float:
        return self._parts[0][0].rise if self._parts else 0.0

    @property
    def narrowest(self) -> float:
        rows = (row for voices in self._parts for voice in voices for row in voice.rows)
        return max((size for row in rows for _, size in grouped(row)), default=0.0)

    @property
    def unparted(self) -> float:
        return self.longest if self._style.align == "right" else 0.0

    @property
    def longest(self) -> float:
        """The width (pt) in which it stands on one line."""
        return max((sum(atom.width for atom in row) for voices in self._parts for voice in voices for row in voice.rows), default=0.0)

    def lines(self, width: float) -> list[Line]:
        width = round(self._limit or width, 2)
        if width not in self._laid:
            laid = [line for voices in self._parts for line in self._laid_out(voices, width)]
            if self._max_lines and len(laid) > self._max_lines:
                laid = self._shortened(laid[: self._max_lines], width)
            for line in laid:
                line.is_only = line.is_only or len(laid) == 1
            self._laid[width] = laid
        return self._laid[width]

    def height(self, width: float) -> float:
        return sum(line.leading for line in self.lines(width))

    def least(self, width: float) -> float:
        lines = self.lines(width)
        return sum(line.leading for line in (lines if len(lines) == 3 else lines[:2]))

    def cut(self, width: float, room: float, force: bool) -> tuple[Block, Block] | None:
        lines = self.lines(width)
        count, used = 0, 0.0
        for line in lines:
            used += line.leading
            if used > room + TINY:
                break
            count += 1
        if force:
            count = max(1, min(count, len(lines) - 1))
        else:
            count = min(count, len(lines) - 2)
            if count < 2:
                return None
        return (self._part(lines[:count], width), self._part(lines[count:], width)) if count < len(lines) else None

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Each language as a whole, one after the other, also where they stand side by side."""
        lines, width = self.lines(width), self._limit or width
        for voice in (voice for voices in self._parts for voice in voices):
            self._draw_voice(pen, voice, lines, x, top, width)

    def _draw_voice(self, pen: Pen, voice: Voice, lines: list[Line], x: float, top: float, width: float) -> None:
        half = (width - GUTTER) / 2
        with self._tagged(pen, voice):
            for line in lines:
                if line.voice is voice and line.atoms:
                    self._draw_line(pen, line, self._left(pen, line, x, half if line.beside else width), top + line.base)
                elif line.beside and line.beside.voice is voice and line.beside.atoms:
                    left = self._left(pen, line.beside, x + half + GUTTER, half)
                    self._draw_line(pen, line.beside, left, top + line.base)
                top += line.leading

    def draw_at(self, pen: Pen, x: float, baseline: float, width: float) -> None:
        """Draws its lines, the first one on a baseline."""
        for line in self.lines(width):
            with self._tagged(pen, line.voice):
                self._draw_line(pen, line, self._left(pen, line, x, width), baseline)
            baseline += line.leading

    def _voice(self, setter: Typesetter, rich: Rich, style: TextStyle, tag: object, language: str = "") -> Voice:
        made = setter.compose(rich, style)
        return Voice(setter, style, made.rows, made.directions, made.leading, made.rise, tag, language)

    def _voices(self, setter: Typesetter, second: Typesetter, part: Part, index: int) -> list[Voice]:
        """A part in its languages: side by side both are set alike, one under the other the second is smaller."""
        voices = [self._voice(setter, part.first, self._style, (self.tag, index) if index else self.tag)]
        if part.second:
            voices.append(self._voice(second, part.second, self._style.second, (self.tag, index, second.language), second.language))
        return voices

    def _laid_out(self, voices: list[Voice], width: float) -> list[Line]:
        """Lines of one part: long sentences in two columns where there is room for them, else one language under the other."""
        if self._is_beside(voices, width):
            columns = (self._voice_lines(voice, (width - GUTTER) / 2) for voice in voices)
            return [_pair(one, other, voices) for one, other in zip_longest(*columns)]
        laid = [self._voice_lines(voice, width) for voice in voices]
        if len(laid) > 1:
            for lines in laid:
                lines[0].is_only = len(lines) == 1
        return [line for lines in laid for line in lines]

    def _is_beside(self, voices: list[Voice], width: float) -> bool:
        is_text = self._style.role == "P" and self._style.align == "start"
        if len(voices) < 2 or not is_text or not _COLUMNS_FROM <= width < _ENDLESS:
            return False
        return any(len(self._voice_lines(voice, width)) > 1 for voice in voices)

    def _voice_lines(self, voice: Voice, width: float) -> list[Line]:
        rows = zip(voice.rows, voice.directions, strict=True)
        return [line for row, direction in rows for line in self._fill(voice, row, direction, width)]

    def _tagged(self, pen: Pen, voice: Voice) -> AbstractContextManager[object]:
        """An element of its own, unless it is part of one that holds words; the parts of a cut paragraph are one element."""
        if pen.tags.takes_words():
            return nullcontext()
        return pen.tags.element(self._style.role, voice.tag, language=voice.language)

    def _left(self, pen: Pen, line: Line, x: float, width: float) -> float:
        left, slack = pen.left(x, width), width - line.width
        align: Align = self._style.align
        if align == "center":
            return left + slack / 2
        if align == "right":
            return left + slack
        at_right = line.is_right_to_left if line.voice.language and not line.is_only else pen.is_right_to_left
        return left + (slack if at_right != (align == "end") else 0.0)

    def _draw_line(self, pen: Pen, line: Line, left: float, baseline: float) -> None:
        waiting: list[Placed] = []
        start = left
        for index in visual([atom.level for atom in line.atoms]) if is_mixed(line.atoms) else range(len(line.atoms)):
            atom = line.atoms[index]
            if atom.run is not None:
                waiting.append(atom.run)
            else:
                if waiting:
                    pen.line_of(start, baseline, waiting)
                if atom.inline is not None:
                    atom.inline.draw(pen, left, baseline)
                waiting, start = [], left + atom.width
            left += atom.width
        if waiting:
            pen.line_of(start, baseline, waiting)

    def _fill(self, voice: Voice, atoms: list[Atom], direction: bool, width: float) -> Iterator[Line]:
        """Fills lines from the left of the text, breaking where it may, inside a unit only when it is wider than a line."""
        line: list[Atom] = []
        used = 0.0
        for unit, size in grouped(atoms):
            blank = unit[0].is_blank
            if not blank and line and used + size > width + TINY:
                yield _closed(line, direction, voice)
                line, used = [], 0.0
            if size > width + TINY and not blank:
                *full, rest = self._chopped(unit, width)
                for part in full:
                    yield _closed(part, direction, voice)
                unit, size = rest, sum(atom.width for atom in rest)
            line += unit
            used += size
        yield _closed(line, direction, voice)

    def _chopped(self, unit: list[Atom], width: float) -> list[list[Atom]]:
        """Cuts a unit that is wider than a line: at a hard blank if it has one, else between clusters."""
        lines: list[list[Atom]] = [[]]
        used = 0.0
        for piece in (piece for atom in unit for piece in pieces(atom)):
            if lines[-1] and used + piece.width > width:
                moved = after_blank(lines[-1])
                lines.append(moved)
                used = sum(atom.width for atom in moved)
            lines[-1].append(piece)
            used += piece.width
        return [joined(line) for line in lines]

    def _shortened(self, lines: list[Line], width: float) -> list[Line]:
        """The last line loses words until an ellipsis fits."""
        last = lines[-1]
        dots = Composer(self._setter, self._style, False).atoms("…", [Span()])
        room = width - sum(atom.width for atom in dots)
        atoms = list(last.atoms)
        while len(atoms) > 1 and (sum(atom.width for atom in atoms) > room or atoms[-1].is_blank or not ends_word(atoms)):
            atoms.pop()
        if atoms and sum(atom.width for atom in atoms) > room:
            atoms = self._chopped(atoms, room)[0]
        atoms = without_comma(atoms)
        for dot in dots:
            dot.level = int(last.is_right_to_left)
        return [*lines[:-1], _closed(atoms + dots, last.is_right_to_left, last.voice)]

    def _part(self, lines: list[Line], width: float) -> Para:
        part = Para.__new__(Para)
        part.__dict__.update(self.__dict__)
        part._laid = {round(self._limit or width, 2): lines}
        part.before = part.after = 0.0
        part.keep = False
        return part


def _pair(one: Line | None, other: Line | None, voices: list[Voice]) -> Line:
    """Two lines side by side; a language that has no more words leaves its side empty."""
    line = replace(one) if one is not None else Line([], 0.0, False, voices[0])
    line.voice, line.beside = voices[0], other or Line([], 0.0, False, voices[1])
    line.beside.voice = voices[1]
    return line


def _closed(atoms: list[Atom], direction: bool, voice: Voice) -> Line:
    while atoms and atoms[-1].is_blank:
        atoms = atoms[:-1]
    return Line(atoms, sum(atom.width for atom in atoms), direction, voice)
