"""The code on the printed recovery sheet: seven groups of five letters and digits, each of which tells a slip of the pen by itself.

Four symbols of a group carry 20 bits, the fifth checks them and the group's place: any one wrong symbol, any two neighbours swapped
and any two groups swapped are noticed, and the group is named. 140 bits in all.
"""

from __future__ import annotations

import os
from typing import Final

from bwdesk.errors import Refused

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O, U
GROUPS: Final = 7
SIZE: Final = 18
"""Bytes of the secret: 140 bits, filled up to whole bytes."""
_READ: Final = {symbol: value for value, symbol in enumerate(ALPHABET)} | {"I": 1, "L": 1, "O": 0, "U": 27}


def new_code() -> str:
    """A fresh code as it is printed."""
    groups = []
    for place in range(GROUPS):
        symbols = [byte % 32 for byte in os.urandom(4)]
        groups.append("".join(ALPHABET[s] for s in (*symbols, _check(symbols, place))))
    return "-".join(groups)


def secret_of(code: str) -> bytes:
    """The bytes of a code as typed, in either case, with any spaces or dashes.

    Raises Refused: `keys.recovery_length`, or `keys.recovery_group` naming the group (1–7) that cannot be right.
    """
    symbols = [c for c in code.upper() if not c.isspace() and c not in "-–—.,"]
    if len(symbols) != GROUPS * 5:
        raise Refused("keys.recovery_length", field="code", groups=GROUPS, found=len(symbols), wanted=GROUPS * 5)
    number = 0
    for place in range(GROUPS):
        values = [_READ.get(symbol, -1) for symbol in symbols[place * 5 : place * 5 + 5]]
        if min(values) < 0 or _check(values[:4], place) != values[4]:
            raise Refused("keys.recovery_group", field="code", group=place + 1)
        for value in values[:4]:
            number = number << 5 | value
    return number.to_bytes(SIZE, "big")


def _check(symbols: list[int], place: int) -> int:
    """A weighted sum in the field of 32 elements; the weights differ, so that neighbours cannot be swapped unseen."""
    total = place
    for position, symbol in enumerate(symbols):
        total ^= _times(symbol, 1 << position)
    return total


def _times(a: int, b: int) -> int:
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 32:
            a ^= 0b100101
        b >>= 1
    return product
