"""What the question map shows, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from bwdesk.ui.parts.mark import Kind


@dataclass(frozen=True, slots=True)
class MapCell:
    """One question. `word` says its state; `is_other` that the other person answered it."""

    key: str
    code: str
    kind: Kind
    word: str
    is_other: bool = False


@dataclass(frozen=True, slots=True)
class MapCluster:
    """The questions of one cluster; `code` heads them."""

    code: str
    title: str
    cells: tuple[MapCell, ...]
