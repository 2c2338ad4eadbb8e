"""People counted by audience and sex: a small table of figures. Enter goes to the next figure; every figure is kept when it is left."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from bwdesk.domain.committee import Sex
from bwdesk.domain.learning import GROUPS, Audience
from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.basics import Words

Group = tuple[Audience, Sex]


def number_of(text: str) -> int | None:
    """A typed count in any script's digits, nothing is nought; None for what is no count."""
    plain = text.strip()
    if not plain:
        return 0
    return int(plain) if plain.isdecimal() and len(plain) < 7 else None


class CountGrid(QWidget):
    """`counted({group: count})` when a figure was left changed; `refused(typed)` for what is no figure; `left` on Escape."""

    counted = Signal(object)
    refused = Signal(str)
    left = Signal()

    def __init__(self, source: LookSource, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._texts = source, texts
        self.fields: dict[Group, LineField] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for column, sex in enumerate(Sex, 1):
            grid.addWidget(Words(source, texts(f"learn.heads.{sex}"), Role.SMALL, "text3", firm=True), 0, column)
        for row, audience in enumerate(Audience, 1):
            grid.addWidget(Words(source, texts(f"learn.audience.{audience}"), Role.BODY, firm=True), row, 0)
            for column, sex in enumerate(Sex, 1):
                grid.addWidget(self._field(audience, sex), row, column)
        grid.setColumnStretch(len(Sex) + 1, 1)
        grid.setRowStretch(len(Audience) + 1, 1)
        source.changed.connect(self._relook)
        self._relook()

    def _field(self, audience: Audience, sex: Sex) -> LineField:
        made = LineField(self)
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
        made.setAccessibleName(f"{self._texts(f'learn.audience.{audience}')}, {self._texts(f'learn.heads.{sex}')}")
        made.settled.connect(partial(self._settled, (audience, sex)))
        made.entered.connect(lambda: self.focusNextChild())
        made.escaped.connect(self.left)
        self.fields[audience, sex] = made
        return made

    def _relook(self) -> None:
        wide = round(64 * max(1.0, self._source.look.type.factor))
        for field in self.fields.values():
            field.setFixedWidth(wide)

    def show_counts(self, counts: Mapping[Group, int]) -> None:
        """Shows what is noted; a figure being typed stays."""
        for group in GROUPS:
            number = counts.get(group, 0)
            self.fields[group].show_text(str(number) if number else "")

    def type_first(self, digit: str) -> None:
        """A digit typed elsewhere begins the first figure."""
        first = self.fields[GROUPS[0]]
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        first.selectAll()
        first.insert(digit)
        first.autosave.touched()

    def focus_first(self) -> None:
        self.fields[GROUPS[0]].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def settle(self) -> None:
        for field in self.fields.values():
            field.settle()

    def _settled(self, group: Group, text: str) -> None:
        number = number_of(text)
        if number is None:
            self.refused.emit(text.strip())
        else:
            self.counted.emit({group: number})
