"""Text made into atoms: font by cluster, script, direction, shaping. Knows nothing of lines or pages; `shaped.py` fills lines with atoms.

Text of people is never mark-up. Bold and colour come as spans, small drawings (tags, marks, blanks) as inline things between words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bwdesk.reports.breaks import clusters, units
from bwdesk.reports.fonts import Cut, Font, FontSet
from bwdesk.reports.glyphs import shape
from bwdesk.reports.order import base_level, has_right_to_left, levels
from bwdesk.reports.pen import Pen, Placed
from bwdesk.reports.scripts import URDU, URDU_LETTERS, Script, script_of
from bwdesk.reports.style import Colour, TextStyle

_OBJECT = "\ufffc"
_WIDE_BLANK = 0.4  # em: the Sinhala font's is twice that of all others, and words beside figures would stand nearer than words
_THIN_BLANK = 0.2  # em: that of Nastaliq parts its own words only; a figure, a name and a second blank need a full one
_AIR = 0.04  # white over and under the ink of a steep script (em)
_NEW_LINE = re.compile("\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u202a-\u202e\u206a-\u206f\ufeff\ufff9-\ufffc\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)
_LONE = re.compile("[\ud800-\udfff]")
_PLAIN = re.compile("[ -~\u00a0-\u024f\u1ea0-\u1ef9\u2010-\u2015\u2018-\u201f\u2020-\u2026\u202f\u20ac]*")
_IGNORABLE = re.compile("[\u200b-\u200f\u2060-\u2069\ufe00-\ufe0f\U000e0100-\U000e01ef]")


class Inline(Protocol):
    """A small drawing that stands in a line of text; `width` in points."""

    @property
    def width(self) -> float: ...

    def draw(self, pen: Pen, left: float, baseline: float) -> None: ...


@dataclass(frozen=True)
class Span:
    """A stretch of text of one look, or an inline drawing. `is_once`: stands with the first of two languages only."""

    text: str = ""
    strong: bool = False
    colour: Colour | None = None
    inline: Inline | None = None
    is_once: bool = False


Rich = str | Span | Sequence[str | Span]


def strong(text: str) -> Span:
    return Span(text, strong=True)


def clean(text: str) -> str:
    """Text as it can be printed: one kind of line end, no control characters, no overrides of direction."""
    text = _NEW_LINE.sub("\n", text).replace("\t", " ")
    text = _LONE.sub("\ufffd", _DROPPED.sub("", text))
    return re.sub("\n{3,}", "\n\n", text)


def bare(text: str) -> str:
    """Text as fonts are asked for it: clean, without what no font needs to have."""
    return _IGNORABLE.sub("", clean(text))


@dataclass(slots=True)
class Atom:
    """The smallest thing on a line: a shaped run, a blank or an inline drawing. A line may end after it if `ends`."""

    width: float
    level: int
    run: Placed | None
    inline: Inline | None
    is_blank: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class Composed:
    """Hard lines as atoms with the direction of each; `leading` from line to line, `rise` how much lower the first baseline lies (pt)."""

    rows: list[list[Atom]]
    directions: list[bool]
    leading: float
    rise: float


class Typesetter:
    """Turns text into paragraphs in one language; collects what no font could show in `unprintable`, by the code it gets.

    `second` sets the other language of a paper in two.
    """

    def __init__(self, fonts: FontSet, language: str, is_right_to_left: bool) -> None:
        self.fonts = fonts
        self.language = language
        self.is_right_to_left = is_right_to_left
        self.unprintable: dict[str, str] = {}
        self.second: Typesetter | None = None

    def compose(self, rich: Rich, style: TextStyle) -> Composed:
        """Atoms of each hard line, the direction of each, and the leading and rise the scripts in it ask for."""
        spans = [rich] if isinstance(rich, (str, Span)) else list(rich)
        looks: list[Span] = [Span(s) if isinstance(s, str) else s for s in spans]
        text = "".join(_OBJECT if s.inline else clean(s.text) for s in looks)
        owners = _owners(looks, len(text))
        leading, rise = style.leading, 0.0
        rows: list[list[Atom]] = []
        directions: list[bool] = []
        nastaliq = not style.is_low and (self.language == "ur" or not URDU_LETTERS.isdisjoint(text))
        start = 0
        for hard in text.split("\n"):
            composer = Composer(self, style, nastaliq)
            rows.append(composer.atoms(hard, owners[start : start + len(hard)] if owners else looks[:1]))
            directions.append(composer.is_right_to_left)
            rise = max(rise, composer.rise, composer.top - style.base)
            leading = max(leading, composer.leading, style.base + rise + composer.foot if composer.top else 0.0)
            start += len(hard) + 1
        return Composed(rows, directions, leading, rise)


def _owners(looks: list[Span], length: int) -> list[Span]:
    """The span of each character; empty when one span has them all."""
    if len(looks) == 1 and looks[0].inline is None:
        return []
    owners: list[Span] = []
    for look in looks:
        owners += [look] * (1 if look.inline else len(clean(look.text)))
    return owners + [Span()] * (length - len(owners))


@dataclass
class Composer:
    """Makes the atoms of one hard line."""

    setter: Typesetter
    style: TextStyle
    nastaliq: bool
    is_right_to_left: bool = False
    leading: float = 0.0
    rise: float = 0.0
    top: float = 0.0
    foot: float = 0.0
    found: list[Atom] = field(default_factory=list)

    def atoms(self, text: str, owners: list[Span]) -> list[Atom]:
        self.is_right_to_left = self._direction(text)
        mixed = self.is_right_to_left or has_right_to_left(text)
        marks = levels(text, int(self.is_right_to_left)) if mixed else None
        one = owners[0] if len(owners) == 1 and (len(text) != 1 or not owners[0].inline) else None
        for start, end in _words(text):
            word = text[start:end]
            looks = one or owners[start:end]
            if word[0] == " ":
                self._blank(word, text[end : end + 1], looks if isinstance(looks, Span) else looks[0], marks[start] if marks else 0)
            elif word[0] == _OBJECT and not isinstance(looks, Span):
                inline = looks[0].inline
                assert inline is not None, "an object character stands for an inline thing"
                self.found.append(Atom(inline.width, marks[start] if marks else 0, None, inline, False, False))
            else:
                self._word(word, looks, marks[start:end] if marks else None)
        return self.found

    def _direction(self, text: str) -> bool:
        if not self.setter.is_right_to_left:
            return has_right_to_left(text) and base_level(text, 0) == 1
        return has_right_to_left(text) or base_level(text, 1) == 1

    def _word(self, word: str, looks: Span | list[Span], marks: list[int] | None) -> None:
        at = 0
        for unit in filter(None, units(word)):
            at = word.find(unit, at)
            end = at + len(unit)
            self._unit(unit, looks if isinstance(looks, Span) else looks[at:end], marks[at:end] if marks else None)
            self.found[-1].ends = True
            at = end
        if self.found:
            self.found[-1].ends = False

    def _unit(self, unit: str, looks: Span | list[Span], marks: list[int] | None) -> None:
        if isinstance(looks, Span) and marks is None and _PLAIN.fullmatch(unit):
            font = self.setter.fonts.latin(self._cut(looks))
            if font.has(unit):
                self._run(font, unit, looks, 0, None)
                return
        runs: list[tuple[Font, str, Span, int, Script | None]] = []
        at = 0
        for cluster in clusters(unit):
            look = looks if isinstance(looks, Span) else looks[at]
            base = marks[at] if marks else 0
            for font, text, script in self._fonts(cluster, look, runs[-1] if runs else None):
                level = base if text in cluster else base + base % 2  # a code runs from left to right wherever it stands
                if runs and (runs[-1][0], runs[-1][2:]) == (font, (look, level, script)):
                    runs[-1] = (font, runs[-1][1] + text, look, level, script)
                else:
                    runs.append((font, text, look, level, script))
            at += len(cluster)
        for font, text, look, level, script in runs:
            self._run(font, text, look, level, script)

    def _fonts(
        self, cluster: str, look: Span, last: tuple[Font, str, Span, int, Script | None] | None
    ) -> Iterator[tuple[Font, str, Script | None]]:
        """Font and script of a cluster; what no font has becomes its code point in brackets."""
        cut, seen = self._cut(look), _IGNORABLE.sub("", cluster)
        if last is not None and (not seen or (seen in "।॥" and last[0].has(seen))):
            yield last[0], cluster, last[4]
            return
        font = self.setter.fonts.font_for(seen, cut, self.nastaliq) if seen else self.setter.fonts.latin(cut)
        if font is not None:
            yield font, cluster, script_of(ord(seen[0])) if seen else None
        elif len(seen) > 1 and all(self.setter.fonts.font_for(char, cut, self.nastaliq) for char in seen[:1]):
            for char in seen:
                yield from self._fonts(char, look, None)
        else:
            code = " ".join(f"U+{ord(char):04X}" for char in seen)
            self.setter.unprintable[code] = seen
            yield self.setter.fonts.latin(cut), f"[{code}]", None

    def _run(self, font: Font, text: str, look: Span, level: int, script: Script | None) -> None:
        script = URDU if self.nastaliq and script is not None and script.tag == "Arab" else script
        size = self.style.size * self._scale(script)
        language = "ur" if script is URDU else ""
        tag = script.tag if script is not None and script.name != "han" else ""
        glyphs = shape(font, text, level % 2 == 1, tag, language)
        if script is not None and script.is_steep:
            self.top = max(self.top, (glyphs.top + _AIR) * size)
            self.foot = max(self.foot, (glyphs.foot + _AIR) * size)
        self.found.append(Atom(glyphs.width * size, level, Placed(glyphs, size, look.colour or self.style.colour), None, False, False))

    def _scale(self, script: Script | None) -> float:
        if script is None:
            return 1.0
        self.leading = max(self.leading, self.style.size * script.size * script.leading)
        self.rise = max(self.rise, self.style.size * script.size * script.rise)
        return script.size

    def _blank(self, text: str, after: str, look: Span, level: int) -> None:
        last = self.found[-1].run if self.found else None
        font, size = self.setter.fonts.latin(self._cut(look)), self.style.size
        if last is not None and last.glyphs.font.has(" "):
            width = shape(last.glyphs.font, " ", False, "", "").width
            is_between_words = text == " " and bool(after) and script_of(ord(after)) is not None
            if width < _WIDE_BLANK and (width > _THIN_BLANK or is_between_words):
                font, size = last.glyphs.font, last.size
        glyphs = shape(font, text, False, "", "")
        self.found.append(Atom(glyphs.width * size, level, Placed(glyphs, size, look.colour or self.style.colour), None, True, True))

    def _cut(self, look: Span) -> Cut:
        return self.style.cut.strong if look.strong else self.style.cut


def _words(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(f" +|{_OBJECT}|[^ {_OBJECT}]+", text):
        yield match.span()
