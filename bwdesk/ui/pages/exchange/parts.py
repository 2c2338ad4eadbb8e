"""Parts of the exchange page: what it asks of the desk, what a file holds factory by factory, a line that says how it goes, a column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bwdesk.errors import DeskError
from bwdesk.runtime.exchange_files import Written
from bwdesk.runtime.promise import Promise
from bwdesk.sync.exchange_file import Lock
from bwdesk.texts import Texts
from bwdesk.ui.amounts import megabytes
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.notices import sentence_of
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.pages.exchange.words import part_title, part_words
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.words import Words
from bwdesk.usecases.exchange import Offer, Part, Preview, TakenIn

WIDEST: Final = 560


class Port(Protocol):
    """What the page asks of `bwdesk.runtime.exchange`."""

    progressed: SignalInstance

    def offer(self) -> Promise[Offer]: ...

    def write(self, path: Path, lock: Lock, factories: frozenset[str] | None = None, *, with_photos: bool = True) -> Promise[Written]: ...

    def save_unsent(self, path: Path, passphrase: str) -> Promise[Written]: ...

    def needs_passphrase(self, path: Path) -> Promise[bool]: ...

    def look(self, path: Path, passphrase: str = "") -> Promise[Preview]: ...

    def take(self, preview: Preview) -> Promise[TakenIn]: ...

    def cancel(self) -> None: ...


class PartRows(QWidget):
    """A row for each factory. With `chooses`, each factory can be left out; the register always goes along."""

    def __init__(self, source: LookSource, texts: Texts, parent: QWidget, *, chooses: bool = False) -> None:
        super().__init__(parent)
        self._source, self._texts, self._chooses = source, texts, chooses
        self.boxes: dict[str, QCheckBox] = {}
        self.said: list[tuple[str, str]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Shows these instead of what was shown; what was unticked stays so."""
        off = {key for key, box in self.boxes.items() if not box.isChecked()}
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.boxes, self.said = {}, []
        for part in parts:
            self._column.addWidget(self._row(part, is_on=part.key not in off))

    def _row(self, part: Part, *, is_on: bool) -> QWidget:
        title, words = part_title(part, self._texts), part_words(part, self._texts)
        self.said.append((title, words))
        held = QWidget(self)
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        if self._chooses and part.key:
            box = self.boxes[part.key] = QCheckBox(held)
            box.setChecked(is_on)
            box.setAccessibleName(title)
            row.addWidget(box)
        both = QVBoxLayout()
        both.setSpacing(2)
        both.addWidget(Words(self._source, title, Role.NAME, parent=held))
        both.addWidget(Words(self._source, words, Role.SMALL, "text2", wrap=True, parent=held))
        row.addLayout(both, 1)
        return held

    def chosen(self) -> frozenset[str] | None:
        """The factories that are ticked; None if none was left out."""
        on = frozenset(key for key, box in self.boxes.items() if box.isChecked())
        return None if len(on) == len(self.boxes) else on


class Going(QWidget):
    """One line: what goes on, with numbers and a way to stop it; then how it ended."""

    def __init__(self, source: LookSource, texts: Texts, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts = texts
        self.words = Words(source, "", Role.BODY, "text2", wrap=True, parent=self)
        self.stop = ActButton(source, texts("exchange.stop"), kind="quiet", small=True, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.stop)
        self.say("")

    def begin(self, words: str) -> None:
        self._show(words, "text2", is_running=True)

    def progress(self, done: int, of: int) -> None:
        """Bytes."""
        if self.stop.isVisibleTo(self) and of:
            self.words.show_words(
                self._texts("exchange.progress", done=megabytes(done, self._texts), of=megabytes(of, self._texts)), "text2"
            )

    def say(self, words: str, tone: str = "good") -> None:
        self._show(words, tone, is_running=False)

    def refuse(self, error: DeskError) -> None:
        self._show(" ".join(sentence_of(error, self._texts)), "text2" if error.key == "exchange.cancelled" else "bad", is_running=False)

    def _show(self, words: str, tone: str, *, is_running: bool) -> None:
        self.words.show_words(words, tone)
        self.words.setVisible(bool(words))
        self.stop.setVisible(is_running)
        self.setVisible(bool(words))


class Side(QWidget):
    """One column of the page, filled from the top down."""

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        self.page, self.look, self.texts = page, page.look, page.texts
        self.setMaximumWidth(round(WIDEST * max(1.0, self.look.look.type.factor)))

    def words(self, key: str = "", role: Role = Role.BODY, tone: str = "text2") -> Words:
        return Words(self.look, self.texts(key) if key else "", role, tone, wrap=True, parent=self)

    def secret(self, key: str) -> QLineEdit:
        made = QLineEdit(self)
        made.setEchoMode(QLineEdit.EchoMode.Password)
        made.setPlaceholderText(self.texts(key))
        made.setAccessibleName(self.texts(key))
        return made

    def line(self, *parts: QWidget) -> QWidget:
        held = QWidget(self)
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in parts:
            row.addWidget(part)
        row.addStretch(1)
        return held

    def stack(self, *parts: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)

    def going(self, cancel: Callable[[], object]) -> Going:
        made = Going(self.look, self.texts, self)
        made.stop.clicked.connect(lambda _checked=False: cancel())
        return made

    def button(self, key: str, done: Callable[[], object], icon: str, shortcut: str = "", *, is_main: bool = False) -> ActButton:
        made = ActButton(self.look, self.texts(key), kind="primary" if is_main else "plain", icon=icon, key=shortcut, parent=self)
        made.clicked.connect(lambda _checked=False: done())
        return made
