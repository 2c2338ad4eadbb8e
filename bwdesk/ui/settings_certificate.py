"""The section of the settings about the signing certificate: which one is set up, a new one from its file, taking it away."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog

from bwdesk.errors import DeskError
from bwdesk.ui.notices import sentence_of
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.settings_ports import Certificate, Certificates
from bwdesk.ui.settings_sections import Shelf
from bwdesk.ui.when import moment_day

SOON: Final = 30
"""Days before its end from which a certificate is spoken of as ending soon."""


def certificate(shelf: Shelf, port: Certificates) -> None:
    """Whose certificate signs what is released here, and the file of a new one."""
    texts = shelf.bench.texts
    shelf.section("certificate")
    state, said = shelf.words(), shelf.words()
    state.setWordWrap(True)
    said.setWordWrap(True)
    passphrase = shelf.field(texts("settings.certificate.passphrase"), secret=True, wide=180)

    def show(found: Certificate | DeskError | None) -> None:
        _tell(shelf, state, found)
        away.setVisible(found is not None)

    def done(error: DeskError | None, key: str) -> None:
        shelf.said(said, error, key)
        port.ask(show)

    def choose() -> None:
        kinds = texts("settings.certificate.kinds")
        chosen, _ = QFileDialog.getOpenFileName(shelf.owner, texts("settings.certificate.new"), "", f"{kinds} (*.p12 *.pfx)")
        secret = passphrase.text()
        passphrase.clear()
        if chosen:
            said.show_words(texts("settings.certificate.reading"), "text2")
            port.take_in(Path(chosen), secret, lambda error: done(error, "settings.certificate.done"))

    def take_away() -> None:
        port.take_away(lambda error: done(error, "settings.certificate.gone"))

    away = shelf.button("settings.certificate.take_away", take_away)
    passphrase.returnPressed.connect(choose)
    shelf.add("certificate", state, away)
    shelf.add("certificate.new", said, passphrase, shelf.button("settings.certificate.choose", choose, "key"))
    shelf.on_refresh(lambda: port.ask(show))


def _tell(shelf: Shelf, state: Words, found: Certificate | DeskError | None) -> None:
    texts = shelf.bench.texts
    if found is None:
        state.show_words(texts("settings.certificate.none"), "text2")
        return
    trouble = found if isinstance(found, DeskError) else found.trouble
    if trouble is not None:
        state.show_words(" ".join(sentence_of(trouble, texts)), "bad")
        return
    assert isinstance(found, Certificate)
    day = moment_day(shelf.bench.look.look, found.until, "d MMM yyyy")
    known = texts("settings.certificate.set", holder=found.holder, issuer=found.issuer, day=day)
    soon = texts.count("settings.certificate.soon", found.days_left) if found.days_left <= SOON else ""
    state.show_words(" ".join(filter(None, (known, soon))), "unsure" if soon else "text2")
