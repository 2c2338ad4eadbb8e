"""The taking side: a colleague's file opened, what is inside and what it would change, and only then *Take in*."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from bwdesk.errors import DeskError
from bwdesk.sync.exchange_file import ENDING
from bwdesk.ui.look import Role
from bwdesk.ui.moments import day_and_clock
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.pages.exchange.parts import PartRows, Port, Side
from bwdesk.ui.pages.exchange.words import preview_sentences, taken_sentence
from bwdesk.ui.parts.basics import SectionHead, Words
from bwdesk.usecases.exchange import Preview, TakenIn

MOST_EFFECTS = 8


class TakeSide(Side):
    """Reads files."""

    def __init__(self, page: DeskPage, port: Port) -> None:
        super().__init__(page)
        self._port = port
        self._path: Path | None = None
        self._preview: Preview | None = None
        t = self.texts
        self.open = self.button("exchange.act.open", self.ask_open, "folder-open", "Ctrl+O")
        self.passphrase = self.secret("exchange.take.passphrase")
        self.passphrase.returnPressed.connect(lambda: self._look(self.passphrase.text()))
        self.who = Words(self.look, "", Role.STRONG, firm=True, parent=self)
        self.trust = self.words()
        self.parts = PartRows(self.look, t, self)
        self.effects = [self.words() for _ in range(MOST_EFFECTS)]
        self.take = self.button("exchange.act.take", self.take_in, "download-simple")
        self.settle = self.button("exchange.act.settle", lambda: page.go.emit("settle", {}), "arrows-left-right")
        self.taking = self.going(port.cancel)
        self.stack(
            SectionHead(self.look, t("exchange.take")), self.words("exchange.take.help"), self.line(self.open), self.passphrase, self.who,
            self.trust, self.parts, *self.effects, self.line(self.take), self.taking, self.line(self.settle),
        )  # fmt: skip
        self._show(None)
        self.passphrase.hide()
        self.settle.hide()

    def ask_open(self) -> None:
        """Asks for a colleague's file, and looks into it."""
        name, _ = QFileDialog.getOpenFileName(self, self.texts("exchange.act.open"), "", f"{self.texts('exchange.files')} (*{ENDING})")
        if name:
            self.open_file(Path(name))

    def open_file(self, path: Path) -> None:
        """Looks into a file; asks for its passphrase if it has one."""
        self._path = path
        self._show(None)
        self.settle.hide()
        self.passphrase.hide()
        self.passphrase.clear()
        self.taking.begin(self.texts("exchange.reading"))
        self._port.needs_passphrase(path).then(self._opened, self).otherwise(self.taking.refuse, self)

    def _opened(self, by_passphrase: bool) -> None:
        self.passphrase.setVisible(by_passphrase)
        if by_passphrase:
            self.taking.say(self.texts("exchange.passphrase.ask"), "text2")
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._look("")

    def _look(self, passphrase: str) -> None:
        if self._path is not None:
            self.taking.begin(self.texts("exchange.reading"))
            self._port.look(self._path, passphrase).then(self._looked, self).otherwise(self._not_opened, self)

    def _looked(self, preview: Preview) -> None:
        self.passphrase.hide()
        self.passphrase.clear()
        self.taking.say("")
        self._show(preview)
        self.take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_opened(self, error: DeskError) -> None:
        self.taking.refuse(error)
        if not self.passphrase.isHidden():
            self.passphrase.selectAll()
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, preview: Preview | None) -> None:
        self._preview, texts = preview, self.texts
        for part in (self.who, self.trust, self.parts, self.take, *self.effects):
            part.setVisible(preview is not None)
        if preview is None:
            return
        key = "exchange.from_me" if preview.is_mine else "exchange.from"
        self.who.show_words(texts(key, name=preview.name, when=day_and_clock(self.look.look, preview.at)))
        self.trust.show_words(texts("exchange.known" if preview.is_known else "exchange.unknown"), "good" if preview.is_known else "unsure")
        self.parts.show_parts(preview.parts)
        said = preview_sentences(preview, texts)
        for number, line in enumerate(self.effects):
            words, tone = said[number] if number < len(said) else ("", "text2")
            line.show_words(words, tone)
            line.setVisible(bool(words))
        self.take.setVisible(bool(preview.fresh))

    def take_in(self) -> None:
        """Takes in what is shown."""
        preview = self._preview
        if preview is not None:
            self.take.hide()
            self.taking.begin(self.texts("exchange.taking"))
            self.taking.stop.hide()
            self._port.take(preview).then(lambda done: self._taken(preview, done), self).otherwise(self.taking.refuse, self)

    def _taken(self, preview: Preview, done: TakenIn) -> None:
        self._show(None)
        self.taking.say(taken_sentence(preview, done, self.texts))
        self.settle.setVisible(bool(preview.to_settle))
