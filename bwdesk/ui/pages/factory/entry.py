"""One row under a tab of the workspace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bwdesk.ui.parts.rows import Cell


@dataclass(frozen=True)
class Entry:
    """One row under a tab. `go` is the place it opens, with what is shown there; "" opens nothing. `is_ours`: not for the factory."""

    key: str
    what: Cell
    number: str = ""
    on: str = ""
    state: Cell = field(default_factory=Cell)
    go: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    words: str = ""
    is_ours: bool = False
