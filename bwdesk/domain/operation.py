"""What an operation is, and how operations add up to the value of a field. No I/O, no clock: server, desk and exchange file use it alike.

An operation is written once and never changes. It names the fields it sets and, per field, the operations its author had seen on
that field. The heads of a field are the operations on it that no other known operation has seen: one head is the normal case, two
are two people's work. The answer depends on the set of operations alone, never on clocks or on the order of arrival.

On disk and on the wire an operation is two JSON texts, header and body, kept byte for byte (so fields of newer programs survive).
Its hash covers the header and a salted hash of the body, so an erased body breaks neither chain nor signature.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Final, NamedTuple, TypeVar

from bwdesk.domain.kinds import SCHEMA
from bwdesk.domain.thing import FieldSpec, KindSpec, Thing
from bwdesk.domain.upgrades import upgraded
from bwdesk.errors import Refused

T = TypeVar("T", bound=Thing)
Seen = Mapping[str, tuple[str, ...]]
MAX_TEXT: Final = 400_000
MAX_NAME: Final = 120
NUMBERS: Final = 2**53
"""Whole numbers in a header lie between this and its negative."""

_HEX: Final = frozenset("0123456789abcdef")
_IDS: Final = re.compile("[0-9a-f]{32}(?: [0-9a-f]{32})*").fullmatch


class Operation(NamedTuple):  # they are made by the ten thousand: a frozen dataclass takes five times as long
    """One change to one thing. `values` and `seen` have the same keys: field, group, or `set:element`, in this program's words
    (upgrades.py); `header` and `body` are as they were written.

    `at` is the author's wall clock in ms since 1970 (shown, never trusted); `txn` joins what one act did; `act` is the act's text key.
    """

    id: str
    scope: str
    kind: str
    thing: str
    values: Mapping[str, Any]
    seen: Seen
    author: str
    device: str
    at: int
    txn: str
    act: str
    schema: int
    header: str
    body: str

    def says_only(self, kind: str, key: str) -> bool:
        """Whether it changes one field of a thing of a kind, and nothing else."""
        return self.kind == kind and self.values.keys() == {key}

    @property
    def hash(self) -> bytes:
        """SHA-256 over the header and the hash of the salted body."""
        return hash_of_texts(self.header, self.body)


def operation_hash(header: str, body_hash: bytes) -> bytes:
    """The hash of an operation from its header and the SHA-256 of its body (all that is left of an erased one)."""
    return hashlib.sha256(header.encode() + b"\x00" + body_hash).digest()


def hash_of_texts(header: str, body: str) -> bytes:
    """The hash of an operation from its two texts."""
    return hashlib.sha256(header.encode() + b"\x00" + hashlib.sha256(body.encode()).digest()).digest()


def make_operation(
    *, id: str, scope: str, kind: str, thing: str, values: Mapping[str, Any], seen: Seen, author: str, device: str, at: int, txn: str,
    act: str, salt: str, schema: int = SCHEMA,
) -> Operation:  # fmt: skip
    """An operation with its two texts. `salt` is 32 random hex digits and stays with the body."""
    header = _json({"i": id, "c": scope, "k": kind, "t": thing, "x": txn, "u": author, "d": device, "w": at, "v": schema, "n": dict(seen)})
    body = _json({"s": salt, "a": act, "f": dict(values)})
    return Operation(id, scope, kind, thing, values, seen, author, device, at, txn, act, schema, header, body)


def read_operation(header: str, body: str, parse: Callable[[str], Any] = json.loads) -> Operation:
    """The operation of two texts from a file or the wire. Raises Refused (`operation.broken`) unless every part is in shape.

    `parse` reads JSON; a stricter, faster one may be given for what comes from outside. It raises ValueError.
    """
    if len(header) > MAX_TEXT or len(body) > MAX_TEXT:
        raise Refused("operation.broken")
    try:
        return _read(header, body, parse)
    except (ValueError, KeyError, TypeError, RecursionError, AttributeError):
        raise Refused("operation.broken") from None


def _read(header: str, body: str, parse: Callable[[str], Any]) -> Operation:
    h, b = parse(header), parse(body)
    values, seen = b["f"], {key: tuple(heads) for key, heads in h["n"].items()}
    if values.keys() != seen.keys() or not are_ids([h["i"], h["t"], h["x"], *chain.from_iterable(seen.values())]) or len(b["s"]) != 32:
        raise ValueError
    for text in (h["c"], h["k"], h["u"], h["d"], b["a"]):
        if type(text) is not str or not 0 < len(text) <= MAX_NAME:
            raise ValueError
    for number in (h["w"], h["v"]):
        if type(number) is not int or abs(number) >= NUMBERS:
            raise ValueError
    if not all(map(is_plain, values.values())):
        raise ValueError
    values, seen = in_words_of_now(h["k"], h["v"], values, seen)
    return Operation(
        h["i"], h["c"], h["k"], h["t"], values, seen, h["u"], h["d"], h["w"], h["x"], b["a"], h["v"], header, body,
    )  # fmt: skip


def in_words_of_now(
    kind: str, schema: int, values: dict[str, Any], seen: dict[str, tuple[str, ...]]
) -> tuple[dict[str, Any], dict[str, tuple[str, ...]]]:
    """What was written under a schema, in this program's words."""
    return upgraded(kind, schema, values, seen) if schema < SCHEMA else (values, seen)


def are_ids(texts: Sequence[str]) -> bool:
    """True if there are some and each is an id; in one go, as they come by the thousand."""
    joined = " ".join(texts)
    return len(joined) == 33 * len(texts) - 1 and _IDS(joined) is not None


def is_id(text: object) -> bool:
    """True for 32 lower-case hex digits."""
    return isinstance(text, str) and len(text) == 32 and _HEX.issuperset(text)


def is_plain(value: Any) -> bool:
    """True for what an operation may say under a key."""
    if isinstance(value, dict):
        return all(isinstance(k, str) and not isinstance(v, dict | list) for k, v in value.items())
    if isinstance(value, list):
        return all(isinstance(v, str) for v in value)
    return value is None or isinstance(value, str | int | bool)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# --- from a thing to the fields that an edit changes ---------------------------------------------------------------------------------


def changed_values(spec: KindSpec, base: Thing | None, edited: Thing) -> dict[str, Any]:
    """Keys and JSON values in which `edited` differs from `base` (from the kind's defaults, for a new thing).

    Raises Refused naming the field when a value has the wrong type or size.
    """
    changes: dict[str, Any] = {}
    groups: dict[str, dict[str, Any]] = {}
    for field in spec.fields:
        if base is not None and field.group is None and getattr(edited, field.name) == getattr(base, field.name):
            continue  # nor is it looked at: a thing whose beginning is parked shows fields that nobody may write
        new = _checked(field, getattr(edited, field.name))
        old = field.default if base is None else field.to_json(getattr(base, field.name))
        if field.group:
            groups.setdefault(field.group, {})[field.name] = new
        if field.merge == "set":
            changes.update(_set_changes(field.name, old, new))
        elif new != old or (base is None and field.required):
            if field.group:
                changes[field.group] = groups[field.group]
            else:
                changes[field.name] = new
    return changes


def _checked(field: FieldSpec, value: Any) -> Any:
    try:
        return field.to_json(value)
    except ValueError as error:
        raise Refused("field.unfit", field=field.name, limit=field.limit, detail=str(error)) from None


def _set_changes(name: str, old: Any, new: Any) -> dict[str, bool]:
    before, after = set(old or ()), set(new or ())
    return {f"{name}:{one}": one in after for one in sorted(before ^ after)}


# --- how operations add up -----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Register:
    """The heads of one field, and the ids it has heard of as seen before they arrived."""

    heads: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()

    def fold(self, op_id: str, seen: tuple[str, ...], *, known: Mapping[str, bool] | None = None) -> Register:
        """The register after one more operation. `known` tells of seen ids that are no heads whether they ever arrived."""
        heads = [h for h in self.heads if h not in seen]
        ahead = list(self.ahead)
        for one in seen:
            if one not in self.heads and one not in ahead and not (known or {}).get(one, False):
                ahead.append(one)
        if op_id in ahead:
            ahead.remove(op_id)
        else:
            heads.append(op_id)
        return Register(tuple(sorted(heads)), tuple(sorted(ahead)))


def shown(candidates: list[Operation]) -> Operation:
    """Which of several heads is shown while they stand: the one with the greatest (recorded time, id), the same on every replica."""
    return max(candidates, key=lambda op: (op.at, op.id))


def fields_under(spec: KindSpec) -> Mapping[str, tuple[FieldSpec, ...]]:
    """The fields that an operation sets under a key: one by its own name, or a group. Sets are changed by element and stand apart."""
    if spec.cls not in _UNDER:
        found: dict[str, tuple[FieldSpec, ...]] = {}
        for field in spec.fields:
            if field.merge != "set":
                key = spec.key_of(field)
                found[key] = (*found.get(key, ()), field)
        _UNDER[spec.cls] = found
    return _UNDER[spec.cls]


_UNDER: Final[dict[type[Thing], Mapping[str, tuple[FieldSpec, ...]]]] = {}


def read_value(spec: KindSpec, key: str, value: Any) -> dict[str, Any]:
    """What the JSON value under an operation's key says of a kind's fields: {field name: JSON value}. Unknown keys say nothing.

    A value that a field cannot take (forged, or of a program that knows better) says the field's default, on every replica.
    """
    found = fields_under(spec).get(key, ())
    if found and found[0].group is None:
        return {key: value if found[0].takes(value) else found[0].default}
    if not isinstance(value, dict):
        return {}
    return {f.name: value[f.name] if f.takes(value[f.name]) else f.default for f in found if f.name in value}


def with_heads(thing: T, heads: Mapping[str, tuple[str, ...]]) -> T:
    """The same thing, carrying the heads its reader has seen."""
    return replace(thing, heads=heads)
