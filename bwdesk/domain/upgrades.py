"""What earlier programs wrote, in this program's words. No I/O; the same on desk and server.

An operation names the schema it was written under (`SCHEMA` of its program). Its two texts are signed and chained and stay as they were
written; only what is read from them changes here, so a rename, a split field or another unit needs no rewriting of anybody's history.
Whoever changes a kind adds an upgrade to `UPGRADES` and raises `SCHEMA`; tables are then made anew from the operations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

Values = dict[str, Any]
Seen = dict[str, tuple[str, ...]]
Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What was said of `key` before schema `since` is said by `into` now: new key, and how its value follows from the old one."""

    since: int
    key: str
    into: Mapping[str, Convert]


def as_it_was(value: Any) -> Any:
    return value


def renamed(since: int, key: str, new: str) -> Upgrade:
    """A field, group or set has another name."""
    return Upgrade(since, key, {new: as_it_was})


def split(since: int, key: str, into: Mapping[str, Convert]) -> Upgrade:
    """One field became several."""
    return Upgrade(since, key, into)


def converted(since: int, key: str, convert: Convert) -> Upgrade:
    """The same field in another unit or shape."""
    return Upgrade(since, key, {key: convert})


UPGRADES: Final[dict[str, tuple[Upgrade, ...]]] = {}
"""By kind, in order of `since`. Empty: schema 1 is the first."""


def upgraded(kind: str, schema: int, values: Values, seen: Seen) -> tuple[Values, Seen]:
    """Values and seen ids of an operation written under an earlier schema. A value that cannot be converted stays as it is."""
    for one in UPGRADES.get(kind, ()):
        if schema < one.since:
            values, seen = _through(one, values, seen)
    return values, seen


def _through(one: Upgrade, values: Values, seen: Seen) -> tuple[Values, Seen]:
    found: Values = {}
    heads: Seen = {}
    for key, value in values.items():
        name, colon, element = key.partition(":")
        for new, convert in one.into.items() if name == one.key else ((name, as_it_was),):
            found[new + colon + element] = _tried(convert, value)
            heads[new + colon + element] = seen[key]
    return found, heads


def _tried(convert: Convert, value: Any) -> Any:
    try:
        return convert(value)
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError):
        return value
