"""Lists that a person types or pastes into one field: what stands between two entries, in every script of the programme."""

from __future__ import annotations

import re
from typing import Final

COMMAS: Final = ",،፣、，"
SEMICOLONS: Final = ";؛፤；"
_LINE_ENDS: Final = "\n\r\v\f\x85\u2028\u2029"
_BETWEEN: Final = re.compile(f"[{COMMAS}{SEMICOLONS}{_LINE_ENDS}]")
_BETWEEN_NAMES: Final = re.compile(f"[{SEMICOLONS}{_LINE_ENDS}]")


def parted(text: str) -> tuple[str, ...]:
    """The entries of a list in their order, without blanks around them and without empty ones: commas, semicolons, line ends."""
    return _entries(_BETWEEN, text)


def parted_names(text: str) -> tuple[str, ...]:
    """The same where an entry may hold a comma, as a name with a title does: only semicolons and line ends stand between two."""
    return _entries(_BETWEEN_NAMES, text)


def _entries(between: re.Pattern[str], text: str) -> tuple[str, ...]:
    return tuple(entry for typed in between.split(text) if (entry := typed.strip()))
