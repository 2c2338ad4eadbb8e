"""What an own password at the office must be at least. Length counts, not signs of every sort; the desk tells how good it is."""

from __future__ import annotations

from typing import Final

LEAST: Final = 10
"""Characters."""
LONGEST: Final = 1_000
LEAST_DIFFERENT: Final = 4


def is_too_weak(password: str) -> bool:
    """True for one that is not taken."""
    return not LEAST <= len(password) <= LONGEST or len(set(password)) < LEAST_DIFFERENT
