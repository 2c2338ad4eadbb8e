"""Contact sheets: the pages of a paper, or pages of several, small beside each other on one picture for a person to look at."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Final

from PIL import Image, ImageDraw, ImageFont

ACROSS: Final = 4
DOWN: Final = 2
CELL: Final = (620, 880)
"""Pixels of a page on a sheet; a landscape page is as wide and less high."""
_GAP: Final = 24
_LABEL: Final = 26
_GROUND: Final = (112, 116, 120)


def contact_sheets(pages: Sequence[tuple[str, bytes]]) -> Iterator[bytes]:
    """Sheets of at most eight pages (name, JPEG), each under its name, as PNGs."""
    most = ACROSS * DOWN
    for first in range(0, len(pages), most):
        yield _sheet(pages[first : first + most])


def _sheet(pages: Sequence[tuple[str, bytes]]) -> bytes:
    across, down = min(len(pages), ACROSS), -(-len(pages) // ACROSS)
    step_x, step_y = CELL[0] + _GAP, CELL[1] + _LABEL + _GAP
    sheet = Image.new("RGB", (across * step_x + _GAP, down * step_y + _GAP), _GROUND)
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(16)
    for number, (name, jpeg) in enumerate(pages):
        x, y = _GAP + number % ACROSS * step_x, _GAP + number // ACROSS * step_y
        pen.text((x, y), name, fill="white", font=font)
        with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as page:
            page.thumbnail(CELL, Image.Resampling.LANCZOS)
            sheet.paste(page, (x, y + _LABEL))
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()
