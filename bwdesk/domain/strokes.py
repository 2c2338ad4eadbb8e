"""A signature's strokes as they are kept: few numbers, bounded, the same shape on screen and paper."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

Strokes = tuple[tuple[tuple[int, int], ...], ...]
"""Lines of points (x, y) in thousandths of the pad's width."""

WIDE: Final = 1_000
TALL: Final = 300
MOST_STROKES: Final = 200
MOST_POINTS: Final = 4_000


def fits(strokes: Sequence[Sequence[Sequence[int]]]) -> bool:
    """True for strokes that lie on the pad and are not too many: every stroke has a point, every point two whole numbers."""
    if len(strokes) > MOST_STROKES or sum(len(stroke) for stroke in strokes) > MOST_POINTS:
        return False
    return all(stroke and all(_on_pad(point) for point in stroke) for stroke in strokes)


def _on_pad(point: Sequence[int]) -> bool:
    if len(point) != 2 or any(type(number) is not int for number in point):
        return False
    return 0 <= point[0] <= WIDE and 0 <= point[1] <= TALL


def strokes_text(strokes: Strokes) -> str:
    """The strokes as they are recorded; empty for none."""
    return json.dumps(strokes, separators=(",", ":")) if strokes else ""


def read_strokes(text: str) -> Strokes:
    """Recorded strokes; none where what was recorded elsewhere does not fit."""
    try:
        read = json.loads(text) if text else []
        return tuple(tuple((point[0], point[1]) for point in stroke) for stroke in read) if isinstance(read, list) and fits(read) else ()
    except (ValueError, TypeError, KeyError, RecursionError):
        return ()
