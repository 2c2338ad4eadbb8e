"""Words turned into glyphs by HarfBuzz, with the PDF text operators that place them. Cached; knows nothing of lines or pages.

Widths are in em of the printed size. What a reader copies is kept beside each glyph: where glyphs alone do not give the text back
(ligatures, reordered vowels, stacked marks), the page says it with /ActualText. Right-to-left runs say it in the order it is seen,
because readers turn it round themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from unicodedata import bidirectional

import uharfbuzz as hb

from bwdesk.reports.fonts import Font

_UNSEEN = "\u2060\u200b\u200e\u200f\u2066\u2067\u2068\u2069"
_COPIED = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2011": "-", **dict.fromkeys(_UNSEEN)})
_DRAWN = str.maketrans({"\u202f": "\u00a0", "\u2011": "-", "\u2060": None})
_RIGHT_TO_LEFT_MARK = "\u200f"
_REMOVE = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A shaped run of one font and direction. `steps` are (rise in em, array for TJ); `letters` give each glyph the text it stands for.

    `is_plain`: one glyph for each character, none of them moved, so that readers find the text from the glyphs alone.
    `top` and `foot`: how far its ink reaches above and below the baseline (em).
    """

    font: Font
    text: str
    is_right_to_left: bool
    width: float
    steps: tuple[tuple[float, str], ...]
    letters: tuple[tuple[int, str], ...]
    is_plain: bool
    top: float
    foot: float

    @property
    def seen(self) -> str:
        """The text in the order in which it stands on the page; what has no direction at its left end is held by a sign."""
        if not self.is_right_to_left:
            return self.text
        return (_RIGHT_TO_LEFT_MARK if bidirectional(self.text[-1:] or "ا") not in ("R", "AL") else "") + self.text[::-1]


@lru_cache(maxsize=1 << 16)
def shape(font: Font, text: str, right_to_left: bool, script: str, language: str) -> Glyphs:
    """Shapes one run. `script` is an OpenType-like tag of four letters or empty for a guess; `language` a BCP 47 tag or empty."""
    drawn = text.translate(_DRAWN)
    buffer = hb.Buffer()
    buffer.flags = _REMOVE
    buffer.add_codepoints([ord(char) for char in drawn])
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if right_to_left else "ltr"
    if script:
        buffer.script = script
    if language:
        buffer.language = language
    hb.shape(font.shaper, buffer, None if script else {"liga": False, "clig": False})
    return _placed(font, text, drawn, right_to_left, buffer)


def _placed(font: Font, text: str, drawn: str, right_to_left: bool, buffer: hb.Buffer) -> Glyphs:
    unit = 1000 / font.upem
    steps: list[tuple[float, list[str]]] = [(0.0, [])]
    at = target = 0.0
    infos, places = buffer.glyph_infos, buffer.glyph_positions
    for info, place in zip(infos, places, strict=True):
        rise = round(place.y_offset / font.upem, 4)
        if rise != steps[-1][0]:
            steps.append((rise, []))
        _move(steps[-1][1], at - (target + place.x_offset * unit))
        _add_glyph(steps[-1][1], info.codepoint)
        at = target + place.x_offset * unit + font.shaper.get_glyph_h_advance(info.codepoint) * unit
        target += place.x_advance * unit
    if abs(at - target) > 0.05:
        if steps[-1][0]:
            steps.append((0.0, []))
        _move(steps[-1][1], at - target)
    letters = _letters([(info.codepoint, info.cluster) for info in infos], drawn)
    is_moved = any(place.x_offset or place.y_offset for place in places)
    return Glyphs(
        font,
        text.translate(_COPIED),
        right_to_left,
        target / 1000 * font.stretch,
        tuple((rise, "".join(parts)) for rise, parts in steps if parts),
        letters,
        not is_moved and all(len(text) == 1 for _, text in letters),
        *_ink(font, [(info.codepoint, place.y_offset) for info, place in zip(infos, places, strict=True)]),
    )


def _ink(font: Font, glyphs: list[tuple[int, int]]) -> tuple[float, float]:
    top = foot = 0
    for glyph, rise in glyphs:
        drawn = font.shaper.get_glyph_extents(glyph)
        if drawn is not None and drawn.height:
            top = max(top, rise + drawn.y_bearing)
            foot = max(foot, -(rise + drawn.y_bearing + drawn.height))
    return top / font.upem, foot / font.upem


def _move(parts: list[str], by: float) -> None:
    if abs(by) > 0.05:
        parts.append(f"{by:.1f}".rstrip("0").rstrip("."))


def _add_glyph(parts: list[str], glyph: int) -> None:
    code = f"{glyph:04x}"
    if parts and parts[-1].endswith(">"):
        parts[-1] = parts[-1][:-1] + code + ">"
    else:
        parts.append(f"<{code}>")


def _letters(glyphs: list[tuple[int, int]], text: str) -> tuple[tuple[int, str], ...]:
    """The text of each glyph: a cluster's text goes with its first glyph in reading order, the others have none."""
    starts = sorted({cluster for _, cluster in glyphs})
    if not starts:
        return ()
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    first: dict[int, int] = {}
    for index, (_, cluster) in enumerate(glyphs):
        first.setdefault(cluster, index)
    named = []
    for index, (glyph, cluster) in enumerate(glyphs):
        named.append((glyph, text[cluster : ends[cluster]].translate(_COPIED) if first[cluster] == index else ""))
    return tuple(named)
