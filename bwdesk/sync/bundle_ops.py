"""Operations as they travel: their two JSON texts byte for byte, with ids taken out of the texts and sent as 16 bytes each.

Ids are half of an operation and do not compress as hex text. Taken out, 10,000 operations cost about a fifth less. What the packing
cannot give back exactly is sent as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from typing import Any, Final

import msgspec

from bwdesk.domain.operation import MAX_TEXT, Operation, operation_of_parts
from bwdesk.errors import NoAnswer, Refused

Texts = tuple[str, str]

NEW: Final = "\x02"
_ID: Final = re.compile('"([0-9a-f]{32})"')  # beginning with a plain letter, it is found twice as fast
_KNOWN: Final = re.compile("\x01([0-9a-f]{1,6});")


class Bundle(msgspec.Struct, omit_defaults=True):
    """Operations, packed: `text` holds headers, then bodies, a line each; `ids` what was taken out. Or plain pairs."""

    ids: bytes = b""
    text: str = ""
    plain: list[Texts] = []


def packed(texts: Sequence[Texts]) -> Bundle:
    """The bundle of some operations' (header, body) texts."""
    if not texts:
        return Bundle()
    whole = "\n".join([header for header, _ in texts]) + "\n" + "\n".join([body for _, body in texts])
    if "\x01" in whole or NEW in whole or whole.count("\n") != 2 * len(texts) - 1:
        return Bundle(plain=list(texts))
    pieces = _ID.split(whole)
    order: dict[str, int] = {}
    for place in range(1, len(pieces), 2):
        known = order.get(pieces[place])
        if known is None:
            order[pieces[place]] = len(order)
            pieces[place] = NEW
        else:
            pieces[place] = f"\x01{known:x};"
    return Bundle(ids=bytes.fromhex("".join(order)), text="".join(pieces))


def unpacked(bundle: Bundle) -> list[Texts]:
    """The operations' texts again. Raises NoAnswer (`answer.damaged`) when the bundle does not hold together."""
    if bundle.plain or not bundle.text:
        return bundle.plain
    flat = bundle.ids.hex()
    ids = [f'"{flat[i : i + 32]}"' for i in range(0, len(flat), 32)]
    pieces = bundle.text.split(NEW)
    if len(pieces) != len(ids) + 1 or len(bundle.ids) % 16:
        raise NoAnswer("answer.damaged")
    whole = "".join(chain.from_iterable(zip(pieces, [*ids, ""], strict=True)))
    try:
        pieces = _KNOWN.split(whole)
        pieces[1::2] = [ids[int(known, 16)] for known in pieces[1::2]]
    except IndexError:
        raise NoAnswer("answer.damaged") from None
    lines = "".join(pieces).split("\n")
    half, odd = divmod(len(lines), 2)
    if odd:
        raise NoAnswer("answer.damaged")
    return list(zip(lines[:half], lines[half:], strict=True))


class _Header(msgspec.Struct, gc=False):
    i: str
    c: str
    k: str
    t: str
    x: str
    u: str
    d: str
    w: int
    v: int
    n: dict[str, tuple[str, ...]]


class _Body(msgspec.Struct, gc=False):
    s: str
    a: str
    f: dict[str, Any]


_read_header: Final = msgspec.json.Decoder(_Header).decode
_read_body: Final = msgspec.json.Decoder(_Body).decode


def operation_of(header: str, body: str) -> Operation:
    """As `read_operation`, in a third of its time: for what arrives by the thousand. Raises Refused (`operation.broken`)."""
    if len(header) > MAX_TEXT or len(body) > MAX_TEXT:
        raise Refused("operation.broken")
    try:
        h, b = _read_header(header), _read_body(body)
        return operation_of_parts(header, body, h.i, h.c, h.k, h.t, h.x, h.u, h.d, h.w, h.v, h.n, b.s, b.a, b.f)
    except (ValueError, TypeError, RecursionError, AttributeError):  # a MsgspecError is a ValueError
        raise Refused("operation.broken") from None
