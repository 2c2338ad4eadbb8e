"""Back and forward, as in a browser. Plain values, no widgets."""

from __future__ import annotations

from bwdesk.ui.page import Where

KEPT = 100


class History:
    """Where the person has been. Going somewhere drops what lay ahead; going where one is already changes nothing."""

    def __init__(self) -> None:
        self._trail: list[Where] = []
        self._at = -1

    @property
    def now(self) -> Where | None:
        return self._trail[self._at] if self._trail else None

    @property
    def can_back(self) -> bool:
        return self._at > 0

    @property
    def can_forward(self) -> bool:
        return self._at < len(self._trail) - 1

    def go(self, where: Where) -> None:
        if where == self.now:
            return
        self._trail = [*self._trail[: self._at + 1], where][-KEPT:]
        self._at = len(self._trail) - 1

    def back(self) -> Where | None:
        if not self.can_back:
            return None
        self._at -= 1
        return self._trail[self._at]

    def forward(self) -> Where | None:
        if not self.can_forward:
            return None
        self._at += 1
        return self._trail[self._at]
