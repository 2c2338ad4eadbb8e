"""Signatures for invented people: a running line for each word of a name, always the same for the same name."""

from __future__ import annotations

from math import cos, pi, sin

from bwdesk.domain.strokes import WIDE, Strokes

_STEPS = 14  # points a letter


def strokes_of(name: str) -> Strokes:
    """A line of loops, one a letter, whose height and lean come from the letter; under it a stroke that ends it."""
    words = name.split()
    wide = WIDE * 0.8 / max(1, sum(len(word) + 1 for word in words))
    left, lines = WIDE * 0.08, []
    for word in words:
        lines.append(tuple(_loop(left, wide, word, step) for step in range(len(word) * _STEPS + 1)))
        left += wide * (len(word) + 1)
    flourish = tuple((round(WIDE * (0.1 + 0.04 * n)), round(258 - 14 * sin(n / 20 * pi))) for n in range(21))
    return (*lines, flourish)


def _loop(left: float, wide: float, word: str, step: int) -> tuple[int, int]:
    letter = word[min(step // _STEPS, len(word) - 1)]
    turn = 2 * pi * step / _STEPS
    tall = 30 + ord(letter) % 7 * 8 + (60 if letter.isupper() else 0)
    x = left + wide * (step / _STEPS + 0.55 * sin(turn))
    return min(WIDE, max(0, round(x))), round(225 - tall * (1 - cos(turn)) / 2 * 1.2)
