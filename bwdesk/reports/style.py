"""One grid, one type scale, one palette for all papers (points). No layout, no drawing.

Black ink and one colour, and the colour never means anything. What must survive a photocopier is ink, at least 0.6 pt or 7 pt.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from bwdesk.reports.fonts import Cut

Colour = tuple[float, float, float]
Align = Literal["start", "end", "right", "center"]

MM = 72 / 25.4


def _hex(code: str) -> Colour:
    red, green, blue = (round(int(code[at : at + 2], 16) / 255, 4) for at in (0, 2, 4))
    return red, green, blue


INK = _hex("17191B")
PETROL = _hex("0B4F5E")
SLATE = _hex("3D4247")
MID = _hex("6B7075")
HAIRLINE = _hex("B9BDC1")
FOG = _hex("D5D8DA")
WHITE: Colour = (1.0, 1.0, 1.0)

_LATIN_TOP, _LATIN_FOOT = 1.069, 0.293

COLUMN = 10.5 * MM
STEP = 14.5 * MM
GUTTER = 4 * MM


def columns(count: int) -> float:
    """Width of `count` columns of the grid with the gutters between them."""
    return count * STEP - GUTTER


@dataclass(frozen=True)
class TextStyle:
    """`align` "start" follows the reading direction, "right" never mirrors (figures); `is_low`: no room for Nastaliq, Naskh instead.

    `role` is what a paragraph of the style is to a program that reads aloud: "P", or a heading.
    """

    size: float
    leading: float
    cut: Cut = Cut.TEXT
    colour: Colour = INK
    align: Align = "start"
    is_low: bool = False
    role: str = "P"

    def with_(self, *, colour: Colour | None = None, align: Align | None = None, cut: Cut | None = None) -> TextStyle:
        return replace(self, colour=colour or self.colour, align=align or self.align, cut=cut or self.cut)

    @property
    def base(self) -> float:
        """From the top of a line to its baseline (pt), where Latin stands in its middle."""
        return (self.leading - (_LATIN_TOP + _LATIN_FOOT) * self.size) / 2 + _LATIN_TOP * self.size

    @property
    def second(self) -> TextStyle:
        """How the other language of a paper in two stands under the first: smaller, in plain type, muted."""
        share = 0.7 if self.size > 14 else 0.9
        size = max(min(self.size, 7.0), self.size * share)
        cut = {Cut.STRONG: Cut.TEXT, Cut.LIGHT: Cut.TEXT, Cut.NARROW_STRONG: Cut.NARROW}.get(self.cut, self.cut)
        return replace(
            self, size=size, leading=self.leading * size / self.size, cut=cut, colour=SLATE if self.colour == INK else self.colour
        )

    @property
    def strong(self) -> TextStyle:
        return replace(self, cut=self.cut.strong)


COVER_TITLE = TextStyle(38, 42, Cut.LIGHT, role="H1")
COVER_TITLE_OF_TWO = TextStyle(28, 32, Cut.LIGHT, role="H1")
SUM_FIGURE = TextStyle(30, 32, Cut.LIGHT)
H1 = TextStyle(21, 26, Cut.LIGHT, role="H1")
COVER_NAME = TextStyle(15, 20, Cut.STRONG)
LEAD = TextStyle(11, 16)
LEAD_SMALL = TextStyle(10, 14)
H2 = TextStyle(10.5, 13, Cut.STRONG, role="H2")
BODY = TextStyle(9, 13)
RECORD = TextStyle(8.5, 12)
TABLE = TextStyle(8, 10.6, Cut.NARROW)
TABLE_HEAD = TextStyle(7.5, 10, Cut.NARROW_STRONG)
PLAN = TextStyle(7.5, 9.6, Cut.NARROW)
CAPTION = TextStyle(7.5, 10, Cut.TEXT, SLATE)
RUNNING = TextStyle(7, 9, is_low=True)
PAGE_NUMBER = TextStyle(8, 9, Cut.STRONG, is_low=True)
TAG = TextStyle(6.5, 8.4, Cut.NARROW_STRONG, is_low=True)

LINE = 13.0
HALF_LINE = 6.5
