"""How good a passphrase is, in words, and which PINs are too simple. Plain rules; the keys refuse what does not hold."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

LEAST: Final = 10  # characters where this system keeps keys
LEAST_ALONE: Final = 16  # where it does not, and the passphrase stands alone


def strength(text: str, least: int) -> tuple[str, str]:
    """(text key, tone) of what to say beside the field."""
    if not text:
        return "first.strength.empty", "text3"
    if len(text) < least or len(set(text)) < 4:
        return "first.strength.short", "unsure"
    words = len(text.split())
    if words >= 4 or len(text) >= least + 8:
        return "first.strength.good", "good"
    return "first.strength.fair", "text2"


def is_simple_pin(pin: str) -> bool:
    """All digits the same, or counted up or down."""
    steps = {int(b) - int(a) for a, b in pairwise(pin)}
    return len(steps) == 1 and steps <= {0, 1, -1}
