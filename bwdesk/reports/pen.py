"""What blocks draw with: lines, boxes, hatching, pictures and shaped runs on one page, measured from the top start corner in points.

The pen knows whether the paper reads from right to left and mirrors every box about the page's middle, so that blocks are laid out
once, from the start side. Only positions are mirrored: pictures, marks and digits never are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from bwdesk.reports.embed import Embedder
from bwdesk.reports.glyphs import Glyphs
from bwdesk.reports.jpeg import JpegSize
from bwdesk.reports.tags import Tags
from bwdesk.texts import flat

Colour = tuple[float, float, float]
WHITE: Colour = (1.0, 1.0, 1.0)


@dataclass(frozen=True)
class Placed:
    """A shaped run with its size (pt) and colour."""

    glyphs: Glyphs
    size: float
    colour: Colour


class Pen:
    """Draws on the current page of a canvas. `page_of` gives the page number of a key, known once the whole paper is laid out."""

    def __init__(self, canvas: Canvas, embedder: Embedder, page_of: Callable[[str], int | None], is_right_to_left: bool) -> None:
        self._canvas = canvas
        self._embedder = embedder
        self.page_of = page_of
        self.is_right_to_left = is_right_to_left
        self.page_width = 0.0
        self.page_height = 0.0
        self._fill: Colour | None = None
        self.tags = Tags()
        self.lines: list[str] = []
        """The texts that were drawn on this page."""

    def start_page(self, width: float, height: float) -> None:
        self.page_width, self.page_height = width, height
        self._canvas.setPageSize((width, height))
        self._fill = None
        self.lines = []
        self.tags.start_page()

    def end_page(self) -> None:
        """Ends the page: nothing drawn on it goes on by itself on the next."""
        self._canvas.addLiteral(self.tags.end())
        self._canvas.showPage()

    @contextmanager
    def figure(self, alt: str, x: float, top: float, width: float, height: float) -> Iterator[None]:
        """All that is drawn inside is one figure in this box; `alt` says in words what it shows."""
        left, bottom = self.left(x, width), self.page_height - top - height
        box = tuple(round(edge, 2) for edge in (left, bottom, left + width, bottom + height))
        with self.tags.element("Figure", alt=flat(alt), owner="Layout", attributes={"BBox": box}):
            yield

    def left(self, x: float, width: float) -> float:
        """The physical left edge of a box that begins `x` from the start side."""
        return self.page_width - x - width if self.is_right_to_left else x

    def rect(
        self,
        x: float,
        top: float,
        width: float,
        height: float,
        *,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        line: float = 0.5,
    ) -> None:
        box = f"{self.left(x, width):.3f} {self.page_height - top - height:.3f} {width:.3f} {height:.3f} re"
        if fill is not None:
            self._set_fill(fill)
        if stroke is not None:
            self._set_stroke(stroke, line)
        self._out(f"{box} {'B' if fill is not None and stroke is not None else 'f' if fill is not None else 'S'}")

    def rule(self, x: float, top: float, width: float, line: float, colour: Colour, dash: tuple[float, float] | None = None) -> None:
        """A horizontal rule whose middle lies at `top`."""
        self._line(x, top, x + width, top, line, colour, dash)

    def upright(self, x: float, top: float, height: float, line: float, colour: Colour) -> None:
        self._line(x, top, x, top + height, line, colour, None)

    def slant(self, points: Sequence[tuple[float, float]], line: float, colour: Colour) -> None:
        """An open stroke through points given physically (from the left), for marks that are never mirrored."""
        self._set_stroke(colour, line)
        path = " ".join(f"{x:.3f} {self.page_height - y:.3f} {'l' if i else 'm'}" for i, (x, y) in enumerate(points))
        self._out(f"1 J 1 j {path} S 0 J 0 j")

    def dashed_box(self, x: float, top: float, width: float, height: float, line: float, colour: Colour) -> None:
        self._out("[1.2 1.2] 0 d")
        self.rect(x, top, width, height, stroke=colour, line=line)
        self._out("[] 0 d")

    def ellipse(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        *,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        line: float = 0.5,
    ) -> None:
        """An ellipse in a box given physically (from the left)."""
        if fill is not None:
            self._set_fill(fill)
        if stroke is not None:
            self._set_stroke(stroke, line)
        self._out(_ellipse_path(left, self.page_height - top - height, width, height))
        self._out("B" if fill is not None and stroke is not None else "f" if fill is not None else "S")

    def half_disc(self, left: float, top: float, size: float, colour: Colour) -> None:
        """The right half of a disc in a box given physically."""
        self._set_fill(colour)
        with self.clipped_physical(left + size / 2, top, size / 2, size):
            self._out(_ellipse_path(left, self.page_height - top - size, size, size) + " f")

    def hatch(self, x: float, top: float, width: float, height: float, colour: Colour, line: float, step: float) -> None:
        """Fills a box with lines at 45 degrees, each `line` wide, `step` apart across the lines (pt)."""
        if width <= 0:
            return
        left = self.left(x, width)
        with self.clipped_physical(left, top, width, height):
            self._set_stroke(colour, line)
            bottom, reach = self.page_height - top - height, step * 2**0.5
            at = left - height
            while at < left + width:
                self._out(f"{at:.3f} {bottom:.3f} m {at + height:.3f} {bottom + height:.3f} l S")
                at += reach

    @contextmanager
    def clipped_physical(self, left: float, top: float, width: float, height: float) -> Iterator[None]:
        fill = self._fill
        self._out(f"q {left:.3f} {self.page_height - top - height:.3f} {width:.3f} {height:.3f} re W n")
        yield
        self._out("Q")
        self._fill = fill

    def picture(self, left: float, top: float, width: float, height: float, data: bytes, size: JpegSize) -> None:
        """A picture stretched over a box given physically; the caller keeps its proportions."""
        name = self._embedder.picture(data, size)
        self._out(f"q {width:.3f} 0 0 {height:.3f} {left:.3f} {self.page_height - top - height:.3f} cm /{name} Do Q")

    def line_of(self, left: float, baseline: float, runs: Sequence[Placed]) -> None:
        """Runs one after the other, the first at the physical `left`; the reader finds the text in the order given."""
        out = [f"BT 1 0 0 1 {left:.3f} {self.page_height - baseline:.3f} Tm"]
        state = _TextState(self._fill)
        for word in _words(runs):
            natural: list[str] = []
            shown: list[str] = []
            for run in word:
                use = self._embedder.use(run.glyphs.font)
                state.change(run, use.name, shown)
                shown.append(_steps(run))
                natural += [use.letters.setdefault(glyph, text) for glyph, text in run.glyphs.letters]
            seen = "".join(run.glyphs.seen for run in word)
            if all(run.glyphs.is_plain for run in word) and "".join(natural) == seen:
                out += shown
            else:
                out += [f"/Span <</ActualText <feff{seen.encode('utf-16-be').hex()}>>> BDC", *shown, "EMC"]
        state.reset(out)
        self._fill = state.fill
        out.append("ET")
        self.lines.append("".join(run.glyphs.text for run in runs))
        self.tags.say(self.lines[-1])
        self._out(" ".join(out), is_text=True)

    def bookmark(self, key: str, top: float) -> None:
        self._canvas.bookmarkHorizontalAbsolute(key, self.page_height - top)

    def outline(self, title: str, key: str) -> None:
        self._canvas.addOutlineEntry(title, key, 0)

    def link(self, key: str, x: float, top: float, width: float, height: float) -> None:
        left, bottom = self.left(x, width), self.page_height - top - height
        self._canvas.linkAbsolute("", key, (left, bottom, left + width, bottom + height))
        self.tags.link()

    def _line(self, x: float, y: float, x2: float, y2: float, line: float, colour: Colour, dash: tuple[float, float] | None) -> None:
        self._set_stroke(colour, line)
        if dash:
            self._out(f"[{dash[0]:g} {dash[1]:g}] 0 d")
        left, right = self.left(x, 0), self.left(x2, 0)
        self._out(f"{left:.3f} {self.page_height - y:.3f} m {right:.3f} {self.page_height - y2:.3f} l S")
        if dash:
            self._out("[] 0 d")

    def _set_fill(self, colour: Colour) -> None:
        if colour != self._fill:
            self._fill = colour
            self._out(f"{_rgb(colour)} rg")

    def _set_stroke(self, colour: Colour, line: float) -> None:
        self._out(f"{_rgb(colour)} RG {line:.3f} w")

    def _out(self, operators: str, *, is_text: bool = False) -> None:
        self._canvas.addLiteral(self.tags.before(is_text=is_text) + operators)


class _TextState:
    """What the page's text settings are, so that only changes are written."""

    def __init__(self, fill: Colour | None) -> None:
        self.fill = fill
        self.font = ""
        self.stretch = 1.0
        self.pen = 0.0

    def change(self, run: Placed, name: str, out: list[str]) -> None:
        font = f"/{name} {run.size:g} Tf"
        if font != self.font:
            self.font = font
            out.append(font)
        if run.colour != self.fill:
            self.fill = run.colour
            out.append(f"{_rgb(run.colour)} rg")
        if run.glyphs.font.stretch != self.stretch:
            self.stretch = run.glyphs.font.stretch
            out.append(f"{self.stretch * 100:g} Tz")
        if run.glyphs.font.pen != self.pen or self.pen:
            self.pen = run.glyphs.font.pen
            ink = WHITE if self.pen < 0 else run.colour
            out.append(f"{_rgb(ink)} RG {abs(self.pen) * run.size:.3f} w 1 j 2 Tr" if self.pen else "0 Tr")

    def reset(self, out: list[str]) -> None:
        if self.stretch != 1.0:
            out.append("100 Tz")
        if self.pen:
            out.append("0 Tr")


def _words(runs: Sequence[Placed]) -> Iterator[list[Placed]]:
    """Runs between blanks together: readers that sort by place must not tear a word apart."""
    word: list[Placed] = []
    for run in runs:
        if run.glyphs.text.isspace():
            if word:
                yield word
            yield [run]
            word = []
        else:
            word.append(run)
    if word:
        yield word


def _steps(run: Placed) -> str:
    return " ".join(f"{rise * run.size:.3f} Ts [{array}] TJ 0 Ts" if rise else f"[{array}] TJ" for rise, array in run.glyphs.steps)


def _rgb(colour: Colour) -> str:
    return " ".join(f"{part:.3g}" for part in colour)


def _ellipse_path(left: float, bottom: float, width: float, height: float) -> str:
    k = 0.5523
    cx, cy, rx, ry = left + width / 2, bottom + height / 2, width / 2, height / 2
    return (
        f"{cx + rx:.3f} {cy:.3f} m "
        f"{cx + rx:.3f} {cy + k * ry:.3f} {cx + k * rx:.3f} {cy + ry:.3f} {cx:.3f} {cy + ry:.3f} c "
        f"{cx - k * rx:.3f} {cy + ry:.3f} {cx - rx:.3f} {cy + k * ry:.3f} {cx - rx:.3f} {cy:.3f} c "
        f"{cx - rx:.3f} {cy - k * ry:.3f} {cx - k * rx:.3f} {cy - ry:.3f} {cx:.3f} {cy - ry:.3f} c "
        f"{cx + k * rx:.3f} {cy - ry:.3f} {cx + rx:.3f} {cy - k * ry:.3f} {cx + rx:.3f} {cy:.3f} c h"
    )
