"""A group of toggles, one of them chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QBoxLayout, QWidget

from bwdesk.ui.look import LookSource
from bwdesk.ui.parts.act_button import ActButton

Option = tuple[str, str, bool]
"""Key, words, whether it is chosen."""


class Toggles(QWidget):
    """Calls `chosen(key)` when a person chooses. `upright` stacks them."""

    def __init__(
        self, source: LookSource, options: Sequence[Option], chosen: Callable[[str], object], parent: QWidget, *, upright: bool = False
    ) -> None:
        super().__init__(parent)
        self.buttons: dict[str, ActButton] = {}
        row = QBoxLayout(QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for key, words, is_chosen in options:
            button = ActButton(source, words, kind="toggle", parent=self)
            button.setAutoExclusive(True)
            button.setChecked(is_chosen)
            button.clicked.connect(lambda _checked=False, key=key: chosen(key))
            self.buttons[key] = button
            row.addWidget(button)
        if not upright:
            row.addStretch(1)
