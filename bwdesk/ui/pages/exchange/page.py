"""Work together: a file for a colleague to the left, theirs to the right. What is inside is shown before anything is taken in."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bwdesk.store.unit import Changes
from bwdesk.ui.bench import Bench
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.pages.exchange.giving import GiveSide
from bwdesk.ui.pages.exchange.parts import Port
from bwdesk.ui.pages.exchange.taking import TakeSide
from bwdesk.ui.parts.basics import TitleRow, hairline


class ExchangePage(DeskPage):
    """Gives and takes."""

    key = "exchange"
    wants_pane = False
    kinds: ClassVar = ()

    def __init__(self, bench: Bench, port: Port) -> None:
        super().__init__(bench)
        self._port = port
        self.give, self.take = GiveSide(self, port), TakeSide(self, port)
        sides = QHBoxLayout()
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(0)
        sides.addWidget(self._column(self.give), 1)
        sides.addWidget(hairline(self, upright=True))
        sides.addWidget(self._column(self.take), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(TitleRow(self.look, self.texts("exchange.title"), self.texts("exchange.facts")))
        whole.addLayout(sides, 1)
        t = self.texts
        self.command(t("exchange.act.write"), self.give.ask_write, "Ctrl+Return", icon="export", bar=True)
        self.command(t("exchange.act.open"), self.take.ask_open, "Ctrl+O", icon="folder-open", bar=True)
        self.command(t("exchange.act.save"), self.give.ask_save, icon="floppy-disk")
        port.progressed.connect(self._progressed)

    def _column(self, side: QWidget) -> QWidget:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = QWidget()
        row = QHBoxLayout(ground)
        inset = self.look.look.density.inset
        row.setContentsMargins(inset, 12, inset, 24)
        row.addWidget(side, 20)
        row.addStretch(1)
        area.setWidget(ground)
        return area

    def title(self) -> str:
        return self.texts("exchange.title")

    def opened(self, **where: str) -> None:
        """`path` opens a colleague's file at once."""
        self.reload()
        if "path" in where:
            self.take.open_file(Path(where["path"]))

    def concerns(self, changes: Changes) -> bool:
        return True

    def reload(self) -> None:
        self._port.offer().then(self.give.show_offer, self)

    def focus_first(self) -> None:
        (self.give.write if self.give.write.isEnabled() else self.take.open).setFocus(Qt.FocusReason.OtherFocusReason)

    def leaving(self) -> None:
        self.give.forget_secrets()
        self.take.passphrase.clear()

    def _progressed(self, done: int, of: int) -> None:
        for line in (self.give.giving, self.give.saving, self.take.taking):
            line.progress(done, of)
