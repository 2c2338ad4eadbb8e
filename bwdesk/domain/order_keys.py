"""Keys that keep lines in order: there is always room between two of them, so that moving a line changes that line alone.

A key is a fraction in base 62 written as text; keys sort as texts do. Two people who insert at the same place make equal keys;
ties are broken by id.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_VALUE: Final = {digit: value for value, digit in enumerate(_DIGITS)}
_BASE: Final = len(_DIGITS)
_WIDTH: Final = 4
_STEP: Final = 1_000


def key_between(before: str, after: str) -> str:
    """A key after `before` and before `after`; an empty text stands for the end on that side.

    Where two keys are equal or out of order there is no room: the key then comes right after `before`.
    """
    if after and before >= after:
        after = ""
    if not after:
        return _next(before)
    return _middle(before, after)


def key_at(keys: Sequence[str], place: int) -> str:
    """A key for a new line that is to stand at `place` (0 is first) among lines with these keys, which are in order."""
    before = keys[place - 1] if place > 0 and keys else ""
    after = keys[place] if place < len(keys) else ""
    return key_between(before, after)


def _next(before: str) -> str:
    """A key a step further on, short even after thousands of lines."""
    head = (before + "0" * _WIDTH)[:_WIDTH]
    number = 0
    for digit in head:
        number = number * _BASE + _VALUE.get(digit, 0)
    number += _STEP
    number += not number % _BASE  # no key ends with the lowest digit: nothing would fit below it
    if number >= _BASE**_WIDTH:
        return before + "V"
    return _written(number)


def _written(number: int) -> str:
    digits = []
    for _ in range(_WIDTH):
        number, rest = divmod(number, _BASE)
        digits.append(_DIGITS[rest])
    return "".join(reversed(digits))


def _middle(before: str, after: str) -> str:
    """A text strictly between two texts that are in order."""
    key = ""
    place = 0
    is_open = False  # once the key is below `after`, only `before` still binds it
    while True:
        low = _VALUE.get(before[place], 0) if place < len(before) else 0
        high = _BASE if is_open or place >= len(after) else _VALUE.get(after[place], _BASE - 1)
        if high - low > 1:
            return key + _DIGITS[(low + high) // 2]
        key += _DIGITS[low]
        is_open = is_open or high > low
        place += 1
