"""Settings: found by their words, changed at once, without personal data in what support gets."""

from __future__ import annotations

import getpass
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from bwdesk.errors import Refused
from bwdesk.ui.gallery.doors import CODE, NOW, PASSPHRASE, OneBackup, OneCertificate, OpenLocks, QuietSync, held_bench
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.tabs import Tabs
from bwdesk.ui.recovery_code import RecoveryCode
from bwdesk.ui.settings_page import SettingRow, SettingsPage


@pytest.fixture
def locks():
    return OpenLocks()


@pytest.fixture
def page(look, texts, locks, shown):
    made = SettingsPage(held_bench(look, texts), locks, OneBackup(), certificates=OneCertificate())
    shown(made, 1000, 900)
    made.opened()
    made.focus_first()
    return made


def rows(page):
    return [row for row in page.findChildren(SettingRow) if row.isVisible()]


def button(page, words):
    return next(b for b in page.findChildren(ActButton) if b.text() == words)


def test_a_setting_is_found_by_any_of_its_words(page):
    everything = len(rows(page))
    QTest.keyClicks(QApplication.focusWidget(), "thumb")
    assert len(rows(page)) == 1 < everything
    page.search.setText("backup")
    assert len(rows(page)) == 2
    page.search.setText("certificate")
    assert len(rows(page)) == 2
    page.search.setText("zzz")
    assert rows(page) == [] and page._nothing.isVisible()


def test_a_change_counts_at_once_and_comes_back(page):
    settings = page._bench.settings
    density = next(t for t in page.findChildren(Tabs) if t.accessibleName() == "Keyboard or fingers")
    density.chosen.emit("touch")
    assert settings.settings.density == "touch"
    settings.change(density="desk", text_size=1.15)
    size = next(t for t in page.findChildren(Tabs) if t.accessibleName() == "Text size")
    assert density.current == "desk" and size.current == "1.15"


def test_pin_and_passphrase_are_checked_before_they_are_set(page, locks):
    pin = next(f for f in page.findChildren(QLineEdit) if f.accessibleName() == "New PIN")
    QTest.keyClicks(pin, "111111")
    QTest.qWait(1)
    assert locks.pin == "" and pin.text() == ""
    QTest.keyClicks(pin, "482913")
    QTest.qWait(1)
    assert locks.pin == "482913"
    passphrase = next(f for f in page.findChildren(QLineEdit) if f.accessibleName() == "New passphrase")
    QTest.keyClicks(passphrase, "short")
    QTest.keyClick(passphrase, Qt.Key.Key_Return)
    assert locks.passphrase == ""
    passphrase.setText("racks out by november")
    QTest.mouseClick(button(page, "Change"), Qt.MouseButton.LeftButton)
    assert locks.passphrase == "racks out by november" and passphrase.text() == ""


def test_sign_in_says_how_it_went_and_forgets_the_password(page, qtbot):
    fields = {f.accessibleName(): f for f in page.findChildren(QLineEdit)}
    fields["Address of the server"].setText("https://desk.invalid")
    fields["Account"].setText("amina")
    fields["Password"].setText("wrong")
    QTest.mouseClick(button(page, "Sign in"), Qt.MouseButton.LeftButton)
    assert page._bench.sync.status.account == "" and fields["Password"].text() == ""
    fields["Password"].setText(QuietSync.password)
    QTest.mouseClick(button(page, "Sign in"), Qt.MouseButton.LeftButton)
    assert page._bench.sync.status.account == "amina"
    assert page._bench.settings.settings.server == "https://desk.invalid"
    QTest.mouseClick(button(page, "Sign out"), Qt.MouseButton.LeftButton)
    assert page._bench.sync.status.account == ""


def test_after_a_first_sign_in_an_own_password_is_asked_for_and_chosen(page):
    def told() -> str:
        return " / ".join(words.text() for words in page.findChildren(Words) if words.isVisible())

    sync = page._bench.sync
    sync.status = replace(sync.status, is_first=True)
    fields = {f.accessibleName(): f for f in page.findChildren(QLineEdit)}
    fields["Account"].setText("amina")
    fields["Password"].setText(sync.password)
    QTest.mouseClick(button(page, "Sign in"), Qt.MouseButton.LeftButton)
    own = QApplication.focusWidget()
    assert own.accessibleName() == "Own password" and fields["Current password"].text() == "open", "typed once is enough"
    assert "Choose your own password now" in told()
    QTest.keyClicks(own, "rice")
    assert "Too short" in told()
    QTest.keyClick(own, Qt.Key.Key_Return)
    assert sync.password == "open", "nothing was asked of the office"
    QTest.keyClicks(own, " fields in the rain")
    QTest.keyClick(own, Qt.Key.Key_Return)
    assert sync.password == "rice fields in the rain"
    assert "counts from now on" in told() and own.text() == fields["Current password"].text() == ""
    fields["Current password"].setText("guessed")
    own.setText("another one of mine")
    QTest.keyClick(own, Qt.Key.Key_Return)
    assert "not the current password. Nothing was changed" in told() and QApplication.focusWidget() is fields["Current password"]


def test_without_keys_of_its_own_a_desk_has_no_lock_section(look, texts, shown):
    page = SettingsPage(held_bench(look, texts))
    shown(page, 900, 700)
    assert not any(f.accessibleName() == "New PIN" for f in page.findChildren(QLineEdit))


def test_support_gets_no_personal_data(page):
    page.search.setText("support")
    QTest.mouseClick(button(page, "Copy for support"), Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert "Qt" in copied
    assert "Amina" not in copied and f"/{getpass.getuser()}" not in copied and "/home" not in copied


def test_a_signing_certificate_is_set_up_from_its_file_and_taken_away(page, monkeypatch):
    def told() -> str:
        return " / ".join(words.text() for words in page.findChildren(Words) if words.isVisible())

    field = next(f for f in page.findChildren(QLineEdit) if f.accessibleName() == "Passphrase of the file")
    away = button(page, "Take away")
    assert "none: editions bear number and hash" in told() and not away.isVisible()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: ("mine.p12", ""))
    field.setText("guessed")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "does not open this certificate" in told() and field.text() == "" and not away.isVisible()
    field.setText(PASSPHRASE)
    QTest.mouseClick(button(page, "Choose the file"), Qt.MouseButton.LeftButton)
    assert "Dara Sok" in told() and "28 Dec 2027" in told() and "is signed with it" in told() and field.text() == ""
    port = page._certificates
    port.found = port.found._replace(until=NOW, days_left=1)
    page.opened()
    assert "One day is left" in told()
    port.found = port.found._replace(trouble=Refused("pades.expired", holder="Dara Sok", day="2026-11-22"))
    page.opened()
    assert "ended on 2026-11-22" in told() and away.isVisible(), "what cannot sign can still be taken away"
    QTest.mouseClick(away, Qt.MouseButton.LeftButton)
    assert "none: editions bear number and hash" in told() and not away.isVisible()


def test_a_new_recovery_code_is_shown_with_its_sheet(page, locks, tmp_path):
    QTest.mouseClick(button(page, "Make a new code"), Qt.MouseButton.LeftButton)
    code = page.findChild(RecoveryCode)
    assert code.isVisible() and code.code == CODE
    code.print_to(tmp_path / "sheet.pdf")
    assert locks.printed == CODE and "sheet.pdf" in code.message.text()
