"""The sections of the settings page: which settings there are, with their controls. The page lays them out and searches them."""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from bwdesk import __version__
from bwdesk.errors import DeskError
from bwdesk.ui.bench import Bench
from bwdesk.ui.languages import language_choices
from bwdesk.ui.look import TEXT_SIZES, Role
from bwdesk.ui.moments import day_and_clock
from bwdesk.ui.notices import sentence_of
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.choice import Choice
from bwdesk.ui.parts.pin_field import PinField
from bwdesk.ui.parts.tabs import Tab, Tabs
from bwdesk.ui.recovery_code import RecoveryCode
from bwdesk.ui.settings_password import OwnPassword
from bwdesk.ui.settings_ports import Backups, Locks
from bwdesk.ui.strength import LEAST, LEAST_ALONE, is_simple_pin, strength

LOCK_MINUTES: Final = (5, 15, 30, 60)


@dataclass(frozen=True)
class Setting:
    """One row of the page."""

    title: str
    help: str
    controls: tuple[QWidget, ...]


class Shelf:
    """Collects sections; `refresh` asks every control to show what the settings say now."""

    def __init__(self, bench: Bench, owner: QWidget) -> None:
        self.bench, self.owner = bench, owner
        self.sections: list[tuple[str, list[Setting]]] = []
        self._refreshers: list[Callable[[], None]] = []

    def section(self, key: str) -> None:
        self.sections.append((self.bench.texts(f"settings.section.{key}"), []))

    def add(self, key: str, *controls: QWidget, help: str | None = None) -> None:
        texts = self.bench.texts
        name = f"settings.{key}"
        words = texts(f"{name}.help") if help is None and texts.has(f"{name}.help") else help or ""
        self.sections[-1][1].append(Setting(texts(name), words, controls))

    def on_refresh(self, refresher: Callable[[], None]) -> None:
        self._refreshers.append(refresher)
        refresher()

    def refresh(self) -> None:
        for refresher in self._refreshers:
            refresher()

    def change(self, **fields: Any) -> None:
        self.bench.settings.change(**fields)

    def segments(self, name: str, options: Sequence[tuple[Any, str]], field: str) -> Tabs:
        """Segments bound to one field of the settings."""
        tabs = Tabs(self.bench.look, [Tab(str(value), words) for value, words in options], self.owner, segments=True)
        tabs.setAccessibleName(name)
        by_key = {str(value): value for value, _ in options}
        tabs.chosen.connect(lambda key: self.change(**{field: by_key[key]}))
        self.on_refresh(lambda: tabs.choose(str(getattr(self.bench.settings.settings, field))))
        return tabs

    def button(self, key: str, done: Callable[[], object], icon: str = "") -> ActButton:
        made = ActButton(self.bench.look, self.bench.texts(key), icon=icon, parent=self.owner)
        made.clicked.connect(lambda _checked=False: done())
        return made

    def words(self, tone: str = "text2") -> Words:
        return Words(self.bench.look, "", Role.BODY, tone, parent=self.owner)

    def field(self, name: str, *, secret: bool = False, wide: int = 240) -> QLineEdit:
        made = QLineEdit(self.owner)
        made.setAccessibleName(name)
        made.setPlaceholderText(name)
        made.setMinimumWidth(wide)
        if secret:
            made.setEchoMode(QLineEdit.EchoMode.Password)
        return made

    def said(self, words: Words, error: DeskError | None, done_key: str) -> None:
        """Says beside a control how it went."""
        texts = self.bench.texts
        if error is None:
            words.show_words(texts(done_key), "good")
        else:
            words.show_words(" ".join(sentence_of(error, texts)), "bad")


def look_and_language(shelf: Shelf) -> None:
    """Language, theme, density, text size."""
    texts = shelf.bench.texts
    shelf.section("look")
    box = Choice(shelf.bench.look, shelf.owner)
    box.setAccessibleName(texts("settings.language"))
    box.setMinimumWidth(200)
    codes = []
    for code, name in language_choices(texts):
        codes.append(code)
        box.addItem(name, code)

    def show_language() -> None:
        code = shelf.bench.settings.settings.language
        box.setCurrentIndex(codes.index(code) if code in codes else 0)

    box.activated.connect(lambda number: shelf.change(language=codes[number]))
    shelf.on_refresh(show_language)
    shelf.add("language", box)
    themes = [(key, texts(f"settings.theme.{key}")) for key in ("system", "light", "dark")]
    shelf.add("theme", shelf.segments(texts("settings.theme"), themes, "theme"))
    densities = [(key, texts(f"settings.density.{key}")) for key in ("desk", "touch")]
    shelf.add("density", shelf.segments(texts("settings.density"), densities, "density"))
    sizes = [(size, f"{round(size * 100)} %") for size in TEXT_SIZES]
    shelf.add("text_size", shelf.segments(texts("settings.text_size"), sizes, "text_size"))


def locks(shelf: Shelf, port: Locks) -> None:
    """Lock, PIN, passphrase, recovery sheet."""
    texts = shelf.bench.texts
    shelf.section("lock")
    minutes = [(n, texts.count("settings.minutes", n)) for n in LOCK_MINUTES]
    shelf.add("lock_minutes", shelf.segments(texts("settings.lock_minutes"), minutes, "lock_minutes"))
    if port.has_keyring():
        _pin(shelf, port)
    _passphrase(shelf, port)
    _recovery(shelf, port)


def _pin(shelf: Shelf, port: Locks) -> None:
    texts = shelf.bench.texts
    said = shelf.words()
    pin = PinField(shelf.bench.look, texts("settings.pin"), shelf.owner)
    pin.setFixedWidth(300)

    def set_it(typed: str) -> None:
        pin.clear()
        if is_simple_pin(typed):
            said.show_words(texts("first.secret.pin_simple"), "bad")
        else:
            port.set_pin(typed, lambda error: shelf.said(said, error, "settings.pin.done"))

    pin.complete.connect(set_it)
    shelf.add("pin", said, pin)


def _passphrase(shelf: Shelf, port: Locks) -> None:
    texts = shelf.bench.texts
    least = LEAST if port.has_keyring() else LEAST_ALONE
    said = shelf.words()
    field = shelf.field(texts("settings.passphrase"), secret=True)

    def typed(text: str) -> None:
        key, tone = strength(text, least)
        said.show_words(texts(key, least=least) if text else "", tone)

    def set_it() -> None:
        new = field.text()
        if strength(new, least)[0] in ("first.strength.empty", "first.strength.short"):
            said.show_words(texts("first.secret.short", least=least), "bad")
            return
        field.clear()
        port.set_passphrase(new, lambda error: shelf.said(said, error, "settings.passphrase.done"))

    field.textEdited.connect(typed)
    field.returnPressed.connect(set_it)
    shelf.add("passphrase", said, field, shelf.button("settings.change", set_it))


def _recovery(shelf: Shelf, port: Locks) -> None:
    said = shelf.words()
    code = RecoveryCode(shelf.bench.look, shelf.bench.texts, port.print_recovery, shelf.owner)
    code.hide()

    def show(found: str | DeskError) -> None:
        if isinstance(found, DeskError):
            shelf.said(said, found, "")
            return
        code.show_code(found)
        code.show()

    shelf.add("recovery", said, code, shelf.button("settings.recovery.make", lambda: port.new_recovery_code(show), "file-text"))


def sync(shelf: Shelf, open_office: Callable[[], None]) -> None:
    """The office server and the sign-in; `open_office` goes where people, assignments and laptops are looked after."""
    texts, desk = shelf.bench.texts, shelf.bench.sync
    shelf.section("sync")
    state = shelf.words()
    server = shelf.field(texts("settings.server"))
    account = shelf.field(texts("settings.account"), wide=180)
    password = shelf.field(texts("settings.password"), secret=True, wide=180)

    def show() -> None:
        account_now = desk.status.account
        state.show_words(texts("settings.signed_in", account=account_now) if account_now else texts("settings.signed_out"), "text2")
        sign_out.setVisible(bool(account_now))
        if not server.hasFocus():
            server.setText(shelf.bench.settings.settings.server)

    def sign_in() -> None:
        shelf.change(server=server.text().strip())
        state.show_words(texts("settings.signing_in"), "text2")
        secret = password.text()
        password.clear()
        certificate = shelf.bench.settings.settings.server_certificate
        promise = desk.sign_in(server.text().strip(), account.text().strip(), secret, certificate)
        promise.then(lambda _none: signed_in(secret), shelf.owner).otherwise(lambda error: shelf.said(state, error, ""), shelf.owner)

    def signed_in(secret: str) -> None:
        show()
        if desk.status.is_first:
            own.ask(secret)

    sign_out = shelf.button("settings.sign_out", desk.sign_out)
    server.editingFinished.connect(lambda: shelf.change(server=server.text().strip()))
    password.returnPressed.connect(sign_in)
    shelf.add("server", server)
    shelf.add("account", account, password, shelf.button("settings.sign_in", sign_in, "key"))
    shelf.add("session", state, sign_out, shelf.button("settings.sync_now", desk.sync_now))
    own = OwnPassword(shelf)
    shelf.add("office", shelf.button("settings.office.open", open_office, "identification-badge"))
    shelf.on_refresh(show)
    desk.status_changed.connect(lambda _status: show())


def photos(shelf: Shelf) -> None:
    """Where new photos come from."""
    shelf.section("photos")
    _folder(shelf, "photo_folder", "camera")


def backups(shelf: Shelf, port: Backups) -> None:
    """Where backups go and when one was tested."""
    texts = shelf.bench.texts
    shelf.section("backup")
    _folder(shelf, "backup_folder", "hard-drive")
    said = shelf.words()

    def show() -> None:
        at = port.last_tested_at()
        if at is None:
            said.show_words(texts("settings.backup.never"), "unsure")
            return
        said.show_words(texts("settings.backup.tested", time=day_and_clock(shelf.bench.look.look, at)), "text2")

    def done(error: DeskError | None) -> None:
        if error is None:
            show()
        else:
            shelf.said(said, error, "")

    shelf.on_refresh(show)
    shelf.add("backup", said, shelf.button("settings.backup.now", lambda: port.back_up(done)))


def _folder(shelf: Shelf, field: str, icon: str) -> None:
    said = shelf.words()
    texts = shelf.bench.texts

    def show() -> None:
        said.show_words(getattr(shelf.bench.settings.settings, field) or texts("settings.no_folder"), "text2")

    def choose() -> None:
        chosen = QFileDialog.getExistingDirectory(shelf.owner, texts(f"settings.{field}"), getattr(shelf.bench.settings.settings, field))
        if chosen:
            shelf.change(**{field: chosen})

    shelf.on_refresh(show)
    shelf.add(field, said, shelf.button("settings.choose", choose, icon))


def about(shelf: Shelf, diagnostics: Callable[[], str] | None) -> None:
    """Version and what support needs, without personal data."""
    texts = shelf.bench.texts
    shelf.section("about")
    said = shelf.words()

    def copy() -> None:
        QGuiApplication.clipboard().setText((diagnostics or facts_for_support)())
        said.show_words(texts("settings.copied"), "good")

    shelf.add("version", Words(shelf.bench.look, __version__, Role.BODY, "text2", parent=shelf.owner))
    shelf.add("diagnostics", said, shelf.button("notice.copy", copy, "copy"))


def facts_for_support() -> str:
    """Program, system and screens; no names, no paths, no records."""
    screens = [f"{s.size().width()}x{s.size().height()} at {s.devicePixelRatio():g}" for s in QGuiApplication.screens()]
    lines = [
        f"BW Desk {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        f"screens: {', '.join(screens)}",
    ]
    return "\n".join(lines)
