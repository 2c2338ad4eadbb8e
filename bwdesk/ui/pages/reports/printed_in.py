"""The language that a paper is printed in, and a second one beside it where one is wanted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from bwdesk.texts import Texts
from bwdesk.ui.bench import SettingsDesk
from bwdesk.ui.languages import language_choices
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.choice import Choice

PLACE = "printed_in"
"""Where the settings remember it."""


class PrintedIn(QWidget):
    """`chosen` when a person took another language."""

    chosen = Signal()

    def __init__(self, look: LookSource, texts: Texts, parent: QWidget, inset: int = 0) -> None:
        super().__init__(parent)
        self._own = texts.language
        self.language, self.second = Choice(look, self), Choice(look, self)
        self.second.addItem(texts("report_life.no_second"), "")
        row = QHBoxLayout(self)
        row.setContentsMargins(inset, inset // 2, inset, inset // 2)
        row.setSpacing(8)
        choices = language_choices(texts)
        for choice, key in ((self.language, "report_life.language"), (self.second, "report_life.second")):
            choice.setAccessibleName(texts(key))
            choice.setMinimumWidth(96)
            choice.setMaximumWidth(280)
            for code, name in choices:
                choice.addItem(name, code)
            choice.activated.connect(lambda _at: self.chosen.emit())
            label = Words(look, texts(key), Role.SMALL, "text3", parent=self)
            label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)  # the choices give way first
            row.addWidget(label)
            row.addWidget(choice)
        row.addStretch(1)
        self.show_code("")

    @property
    def code(self) -> str:
        """ "km", or "en+km" for two."""
        return "+".join(dict.fromkeys(str(choice.currentData()) for choice in (self.language, self.second) if choice.currentData()))

    def show_code(self, code: str) -> None:
        """Shows what was chosen before; the screen's language where nothing was."""
        first, _, second = code.partition("+")
        at = self.language.findData(first) if first else -1
        self.language.setCurrentIndex(at if at >= 0 else max(self.language.findData(self._own), 0))
        self.second.setCurrentIndex(max(self.second.findData(second), 0))

    def remember(self, settings: SettingsDesk) -> None:
        """Keeps the choice for the papers to come."""
        settings.change(places=settings.settings.places | {PLACE: self.code})

    def recall(self, settings: SettingsDesk) -> None:
        """Shows the choice that was kept."""
        self.show_code(str(settings.settings.places.get(PLACE, "")))

    def focus_first(self) -> None:
        self.language.setFocus(Qt.FocusReason.ShortcutFocusReason)
