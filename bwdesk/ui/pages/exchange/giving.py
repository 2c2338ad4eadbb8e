"""The giving side: what goes into a file, who opens it, the file itself; and below it, unsent work put in safety."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from bwdesk.runtime.exchange_files import SHORTEST_PASSPHRASE, Written, file_name
from bwdesk.sync.exchange import EXCHANGE, UNSENT
from bwdesk.sync.exchange_file import ENDING, Lock
from bwdesk.ui.look import Role
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.pages.exchange.parts import PartRows, Port, Side
from bwdesk.ui.pages.exchange.words import written_sentence
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import SectionHead
from bwdesk.ui.parts.choice import Choice
from bwdesk.usecases.exchange import Offer


class GiveSide(Side):
    """Writes files."""

    def __init__(self, page: DeskPage, port: Port) -> None:
        super().__init__(page)
        self._port = port
        self._offer = Offer((), (), 0)
        t = self.texts
        self.parts = PartRows(self.look, t, self, chooses=True)
        self.none = self.words("exchange.give.none")
        self.unproven = self.words(tone="text3")
        self.to = Choice(self.look, self)
        self.to.setAccessibleName(t("exchange.give.to"))
        self.to.currentIndexChanged.connect(lambda _at: self._fit())
        self.passphrase = self.secret("exchange.passphrase")
        self.help = self.words("exchange.passphrase.help", Role.SMALL, "text3")
        self.photos = ActButton(self.look, t("exchange.photos"), kind="toggle", icon="image", parent=self)
        self.photos.setChecked(True)
        self.write = self.button("exchange.act.write", self.ask_write, "export", "Ctrl+Return", is_main=True)
        self.write.setEnabled(False)  # until it is known what could be given
        self.none.hide()
        self.giving = self.going(port.cancel)
        gap = QWidget(self)
        gap.setFixedHeight(12)
        self.stack(
            SectionHead(self.look, t("exchange.give")), self.none, self.parts, self.unproven, self.words("exchange.give.to"), self.to,
            self.passphrase, self.help, self.line(self.write, self.photos), self.giving, gap, *self._unsent(),
        )  # fmt: skip

    def _unsent(self) -> list[QWidget]:
        self.save_passphrase = self.secret("exchange.passphrase")
        self.save = self.button("exchange.act.save", self.ask_save, "floppy-disk")
        self.saving = self.going(self._port.cancel)
        head = SectionHead(self.look, self.texts("exchange.save"))
        return [head, self.words("exchange.save.help"), self.save_passphrase, self.line(self.save), self.saving]

    def show_offer(self, offer: Offer) -> None:
        """Shows what could be given now."""
        texts, before = self.texts, self.to.currentData()
        self._offer = offer
        self.parts.show_parts(offer.parts)
        self.none.setVisible(not offer.parts)
        self.unproven.show_words(texts.count("exchange.unproven", offer.unproven) if offer.unproven else "")
        self.unproven.setVisible(bool(offer.unproven))
        self.to.blockSignals(True)
        self.to.clear()
        for one in offer.colleagues:
            self.to.addItem(one.name, one.box)
        self.to.addItem(texts("exchange.give.anyone"), "")
        self.to.setCurrentIndex(max(self.to.findData(before), 0))
        self.to.blockSignals(False)
        self._fit()

    def _fit(self) -> None:
        by_passphrase = not self.to.currentData()
        self.passphrase.setVisible(by_passphrase)
        key = "exchange.passphrase.help" if by_passphrase else "exchange.key.help"
        self.help.show_words(self.texts(key, number=SHORTEST_PASSPHRASE))
        self.write.setEnabled(bool(self._offer.parts))

    def forget_secrets(self) -> None:
        """Nobody who comes to the desk later finds a passphrase in a field."""
        self.passphrase.clear()
        self.save_passphrase.clear()

    # files

    def ask_write(self) -> None:
        """Asks where the file goes, and writes it."""
        path = self._ask_path(EXCHANGE) if self._offer.parts else None
        if path is not None:
            self.write_file(path)

    def write_file(self, path: Path) -> None:
        """Writes the file for who is chosen."""
        box = str(self.to.currentData() or "")
        lock = Lock(box) if box else Lock(passphrase=self.passphrase.text())
        self.giving.begin(self.texts("exchange.writing"))
        job = self._port.write(path, lock, self.parts.chosen(), with_photos=self.photos.isChecked())
        job.then(self._written, self).otherwise(self.giving.refuse, self)

    def _written(self, done: Written) -> None:
        self.passphrase.clear()
        self.giving.say(written_sentence(done, self.texts))

    def ask_save(self) -> None:
        """Asks where unsent work goes, and saves it under the passphrase of its field."""
        if len(self.save_passphrase.text()) < SHORTEST_PASSPHRASE:
            self.save_passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
            self.saving.say(self.texts("exchange.save.passphrase_first", number=SHORTEST_PASSPHRASE), "text2")
            return
        path = self._ask_path(UNSENT)
        if path is not None:
            self.save_file(path)

    def save_file(self, path: Path) -> None:
        """Saves everything that no office has."""
        self.saving.begin(self.texts("exchange.writing"))
        self._port.save_unsent(path, self.save_passphrase.text()).then(self._saved, self).otherwise(self.saving.refuse, self)

    def _saved(self, done: Written) -> None:
        self.save_passphrase.clear()
        self.saving.say(written_sentence(done, self.texts))

    def _ask_path(self, purpose: str) -> Path | None:
        desk, me = self.page.desk, self.page.bench.me
        start = file_name(me.name, desk.writer.now().astimezone(), purpose)
        name, _ = QFileDialog.getSaveFileName(self, self.texts("exchange.act.write"), start, f"{self.texts('exchange.files')} (*{ENDING})")
        return Path(name if Path(name).suffix else name + ENDING) if name else None
