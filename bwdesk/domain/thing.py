"""What a thing is: the base of all recorded values, and what may be said of a field.

A thing is a frozen dataclass with keyword fields. Its table, its JSON and its export columns derive from the dataclass (`spec_of`).
A thing read from a store carries the heads of its fields: the operations its reader has seen. They take no part in equality.

Field types: str, int, bool, date, datetime (aware UTC), a StrEnum, any of these or None, and frozenset[str].
How two people's changes to one field come together is said on the field: `scalar` (the default), `words` (long text, merged by
words), `group` (fields that stand together), and frozenset (merged element by element). See docs/map.md and operation.py.
"""

from __future__ import annotations

import enum
import re
import types
import typing
import uuid
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import UTC, date, datetime
from typing import Any, Final

Json = str | int | bool | None | list[str]
Heads = Mapping[str, tuple[str, ...]]

NOTHING_SEEN: Final[Heads] = types.MappingProxyType({})
SHORT: Final = 2_000
LONG: Final = 200_000
_INDEXED: Final = 120  # longest text that a database's index is asked to hold
_UNCLEAN: Final = re.compile("[\0\ud800-\udfff]")
_NAMESPACE: Final = uuid.UUID("6b1f7a52-58ab-4b4e-9a53-2f3c0f5f1d11")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Anything people record. `id` is 32 hex digits; `scope` says who may see it and never changes; deleting is a field."""

    id: str
    scope: str
    deleted: bool = False
    heads: Heads = field(default_factory=lambda: NOTHING_SEEN, compare=False, repr=False)


def words(default: str = "", *, limit: int = LONG) -> Any:
    """A long text: two people's edits are merged by words; what overlaps is settled by a person."""
    return field(default=default, metadata={"merge": "words", "limit": limit})


def group(name: str, default: Any) -> Any:
    """A field that stands together with the others of its group: they are changed, and settled, as one."""
    return field(default=default, metadata={"group": name})


def limited(limit: int, default: str = "") -> Any:
    """A short text with its own limit in characters."""
    return field(default=default, metadata={"limit": limit})


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a kind: its value type, whether None is allowed, how it merges, and its default as JSON."""

    name: str
    type: type
    optional: bool
    merge: typing.Literal["scalar", "words", "set"]
    group: str | None
    limit: int
    default: Json = field(hash=False)
    required: bool

    def to_json(self, value: Any) -> Json:
        """The JSON form of a value; raises ValueError naming the field when type or size do not fit."""
        if value is None:
            if not self.optional:
                raise ValueError(f"{self.name}: a value is needed")
            return None
        if self.merge == "set":
            return sorted(self._short(element) for element in value)
        if self.type is datetime:
            return time_text(value)
        if self.type is date:
            if type(value) is not date:
                raise ValueError(f"{self.name}: not a day")
            return value.isoformat()
        if isinstance(value, enum.Enum):
            return str(value.value)
        if type(value) is not self.type:
            raise ValueError(f"{self.name}: {self.type.__name__} is needed")
        return self._short(value) if self.type is str else typing.cast(Json, value)

    def from_json(self, value: Any) -> Any:
        """The value of a JSON form. What does not fit (an unknown choice of a newer program, say) becomes the default."""
        try:
            return self._from_json(value)
        except (ValueError, TypeError):
            return self._from_json(self.default)

    def _from_json(self, value: Any) -> Any:
        if value is None:
            if not self.optional and self.default is not None:
                raise ValueError
            return None
        if self.merge == "set":
            return frozenset(str(element) for element in value)
        if self.type is datetime:
            return datetime.fromisoformat(value)
        if self.type is date:
            return date.fromisoformat(value)
        if self.type is bool:
            return bool(value)
        return self.type(value)

    def takes(self, value: Any) -> bool:
        """True if a JSON value from outside can stand in this field. An unknown choice can: it is a newer program's."""
        if value is None:
            return self.optional or self.default is None
        if self.type is bool or self.type is int:
            return type(value) is self.type and abs(value) < 2**53
        limit = LONG * 2 if self.merge == "words" else min(self.limit, _INDEXED) if self.name.endswith("_id") else self.limit
        if not isinstance(value, str) or len(value) > limit or not is_clean(value):
            return False
        try:
            return self.type not in (date, datetime) or self._from_json(value) is not None
        except ValueError:
            return False

    def _short(self, value: object) -> str:
        if not isinstance(value, str):
            raise ValueError(f"{self.name}: text is needed")
        if not is_clean(value):
            value = _UNCLEAN.sub("", value)
        if len(value) > self.limit:
            raise ValueError(f"{self.name}: longer than {self.limit} characters")
        return value


@dataclass(frozen=True, slots=True)
class KindSpec:
    """What derives from a kind's dataclass: its fields in order, and the key under which each merges."""

    name: str
    cls: type[Thing]
    fields: tuple[FieldSpec, ...]

    def key_of(self, spec: FieldSpec) -> str:
        """The key of the field in operations: its group's name, or its own."""
        return spec.group or spec.name


def kind_name(cls: type[Thing]) -> str:
    """snake_case of the class name: the name of the kind in tables and operations."""
    return "".join(("_" if i and c.isupper() else "") + c.lower() for i, c in enumerate(cls.__name__))


def spec_of(cls: type[Thing]) -> KindSpec:
    """The specification derived from a kind's dataclass. Raises TypeError for a field of another type."""
    if cls not in _SPECS:
        hints = typing.get_type_hints(cls)
        specs = tuple(_field_spec(f, hints[f.name]) for f in fields(cls) if f.name not in ("id", "scope", "heads"))
        names = {spec.name for spec in specs}
        for spec in specs:
            if spec.group in names:
                raise TypeError(f"{cls.__name__}: group {spec.group} has the name of a field")
        _SPECS[cls] = KindSpec(kind_name(cls), cls, specs)
    return _SPECS[cls]


_SPECS: Final[dict[type[Thing], KindSpec]] = {}


def _field_spec(f: Any, hint: Any) -> FieldSpec:
    arguments = [a for a in typing.get_args(hint) if a is not types.NoneType]
    optional = types.NoneType in typing.get_args(hint)
    base = arguments[0] if optional else hint
    is_set = typing.get_origin(base) is frozenset
    kind = frozenset if is_set else base
    if not is_set and kind not in (str, int, bool, date, datetime) and not (isinstance(kind, type) and issubclass(kind, enum.StrEnum)):
        raise TypeError(f"{f.name}: {hint} cannot be recorded")
    required = f.default is MISSING
    plain: Any = None if required else f.default
    if is_set:
        plain = sorted(plain or ())
    elif isinstance(plain, enum.Enum):
        plain = str(plain.value)
    elif required and not optional:
        plain = {str: "", int: 0, bool: False}.get(kind)
    limit = f.metadata.get("limit", SHORT)
    merge: typing.Literal["scalar", "words", "set"] = "set" if is_set else f.metadata.get("merge", "scalar")
    return FieldSpec(f.name, kind, optional, merge, f.metadata.get("group"), limit, plain, required)


def is_clean(text: str) -> bool:
    """False for text that no database keeps: with NUL or half of a surrogate pair in it (a broken paste, a forged message)."""
    return (text.isascii() and "\0" not in text) or _UNCLEAN.search(text) is None


def time_text(moment: datetime) -> str:
    """An aware time as UTC text to the millisecond; texts sort as the times do."""
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}+00:00"


def natural_id(kind: type[Thing] | str, *parts: object) -> str:
    """The id of a thing that has a natural key (UUIDv5): two laptops that make it separately make the same one."""
    name = kind if isinstance(kind, str) else kind_name(kind)
    return uuid.uuid5(_NAMESPACE, "\x1f".join([name, *map(str, parts)])).hex
