"""A question set as parsed: rows of cells, and a header of clusters, options, switches, parameters and versions. Reads no files."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bwdesk.domain.tool import Basis, Cluster, Parameter, Point
from bwdesk.errors import Refused

COLUMNS = (
    "point", "code", "kind", "nc_if", "parent", "gate", "answer", "option", "switch", "country", "sources", "references",
    "zero_tolerance", "public", "structural", "measure", "parameter", "parts", "title", "text", "note",
)  # fmt: skip
"""The columns of a set; lists inside a cell are separated by `|`, sources are letters (DMWUO)."""


@dataclass(frozen=True)
class Row:
    """A row as read: its number in the file (the head is row 1) and its cells by column."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def list(self, column: str) -> tuple[str, ...]:
        """A cell that holds a list."""
        return tuple(part.strip() for part in self[column].split("|") if part.strip())


@dataclass(frozen=True)
class Version:
    """One country's choice out of a set."""

    name: str
    country: str
    valid_from: date
    options: tuple[str, ...] = ()
    switches: tuple[str, ...] = ()


@dataclass(frozen=True)
class SetHeader:
    """What a set says beside its rows. `options` are variants of which a version takes exactly one each."""

    clusters: tuple[Cluster, ...]
    options: Mapping[str, tuple[str, ...]]
    switches: tuple[str, ...]
    parameters: tuple[tuple[str, Parameter], ...]
    versions: tuple[Version, ...]

    @property
    def points(self) -> Mapping[str, Point]:
        return {point.code: point for cluster in self.clusters for point in cluster.points}


def header_of(parsed: Mapping[str, object]) -> SetHeader:
    """The header of a set from its parsed JSON. Raises Refused("tool.header", where=…) naming the entry that does not fit."""
    where = "clusters"
    try:
        clusters = tuple(_cluster(i, entry) for i, entry in enumerate(_entries(parsed[where]), 1))
        where = "options"
        options = {str(name): tuple(map(str, variants)) for name, variants in _mapping(parsed[where]).items()}
        if any(len(variants) < 2 for variants in options.values()):
            raise ValueError
        where = "switches"
        switches = _texts(parsed[where])
        where = "parameters"
        parameters = tuple(
            (_text(e, "country"), Parameter(_text(e, "key"), _text(e, "value"), _text(e, "unit"))) for e in _entries(parsed[where])
        )
        where = "versions"
        versions = tuple(
            Version(
                _text(e, "name"),
                _text(e, "country"),
                date.fromisoformat(_text(e, "valid_from")),
                _texts(e["options"]),
                _texts(e["switches"]),
            )
            for e in _entries(parsed[where])
        )
        if len({v.name for v in versions}) != len(versions):
            raise ValueError
    except (KeyError, TypeError, ValueError):
        raise Refused("tool.header", where=where) from None
    return SetHeader(clusters, options, switches, parameters, versions)


def _cluster(number: int, entry: Mapping[str, object]) -> Cluster:
    code = _text(entry, "code")
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise ValueError
    points = tuple(
        Point(_text(point, "code"), code, _text(point, "name"), "", bool(point.get("information", False)))
        for point in _entries(entry["points"])
    )
    return Cluster(code, _text(entry, "name"), Basis(_text(entry, "basis")), str(number), points)


def _entries(value: object) -> list[Mapping[str, object]]:
    if not isinstance(value, list) or not all(isinstance(entry, Mapping) for entry in value):
        raise TypeError
    return value


def _mapping(value: object) -> Mapping[str, Sequence[str]]:
    if not isinstance(value, Mapping) or not all(isinstance(variants, list) for variants in value.values()):
        raise TypeError
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise TypeError
    return tuple(value)


def _text(entry: Mapping[str, object], key: str) -> str:
    value = entry[key]
    if not isinstance(value, str):
        raise TypeError
    return value
