"""Unlock and first run through a door that keeps its promises: digits open, wrong ones count, nothing is written too early."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bwdesk.errors import DamagedFile, FileProblem
from bwdesk.ui.first_run import STEPS, FirstRun
from bwdesk.ui.gallery.doors import CODE, PASSPHRASE, PIN, TRIES, OpenDoor
from bwdesk.ui.gate import Facts
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.focus_ring import FocusRing
from bwdesk.ui.strength import is_simple_pin, strength
from bwdesk.ui.unlock import Unlock

MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def door():
    return OpenDoor()


@pytest.fixture
def unlock(look, texts, door, shown):
    made = Unlock(look, texts, door, lambda: MORNING)
    made.heard = []
    made.opened.connect(made.heard.append)
    shown(made, 1000, 760)
    made.focus_field()
    return made


def said(widget):
    return " | ".join(words.text() for words in widget.findChildren(Words) if words.isVisible())


def settle():
    QApplication.processEvents()
    QTest.qWait(1)


def test_the_sixth_digit_opens_without_enter(unlock):
    QTest.keyClicks(QApplication.focusWidget(), PIN[:5])
    settle()
    assert unlock.heard == []
    QTest.keyClicks(QApplication.focusWidget(), PIN[5])
    settle()
    assert unlock.heard == ["a"]


def test_the_label_says_what_is_safe_and_what_is_next(unlock):
    words = said(unlock)
    for part in ("Amina Rahman", "3 records, 41 photos", "09:30 Visit, Golden Thread", "Mon 23 Nov", "Passphrase due"):
        assert part in words


def test_what_is_not_known_is_not_said(look, texts, shown):
    made = Unlock(look, texts, OpenDoor(facts=Facts()), lambda: MORNING)
    shown(made)
    assert "confirmed" not in said(made) and "Waiting" not in said(made)


def test_a_wrong_pin_counts_down_and_then_asks_for_the_passphrase(unlock):
    for left in range(TRIES - 1, 0, -1):
        QTest.keyClicks(QApplication.focusWidget(), "111111")
        settle()
        assert f"{left} tr" in unlock.message.text() and unlock.pin.text() == ""
    QTest.keyClicks(QApplication.focusWidget(), "111111")
    settle()
    assert unlock.mode == "passphrase"
    QTest.keyClicks(QApplication.focusWidget(), PASSPHRASE)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert unlock.heard == ["a"]


def test_the_next_try_waits(unlock, door, qtbot):
    door.wait_seconds = 2
    QTest.keyClicks(unlock.pin, "111111")
    settle()
    QTest.keyClicks(unlock.pin, PIN)
    settle()
    assert unlock.heard == [] and "2 seconds" in unlock.message.text()
    qtbot.waitUntil(lambda: not unlock.pin.isReadOnly(), timeout=4000)
    QTest.keyClicks(unlock.pin, PIN)
    settle()
    assert unlock.heard == ["a"]


def test_a_pin_cannot_be_read_or_pasted(unlock):
    QApplication.clipboard().setText(PIN)
    QTest.keyClick(unlock.pin, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(unlock.pin, "ab 4")
    settle()
    assert unlock.pin.text() == "4" and unlock.pin.displayText() != "4"


def test_the_recovery_sheet_opens(unlock):
    unlock.show_mode("recovery")
    QTest.keyClicks(QApplication.focusWidget(), "wrong")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert unlock.heard == [] and unlock.secret.isEnabled()
    unlock.secret.clear()
    QTest.keyClicks(unlock.secret, CODE)
    QTest.keyClick(unlock.secret, Qt.Key.Key_Return)
    assert unlock.heard == ["a"]


def test_a_damaged_file_offers_the_checked_backups(unlock, door):
    door.error = DamagedFile("store.damaged")
    unlock.show_mode("passphrase")
    QTest.keyClicks(unlock.secret, "anything")
    QTest.keyClick(unlock.secret, Qt.Key.Key_Return)
    settle()
    assert unlock.mode == "restore"
    button = next(b for b in unlock._panel.findChildren(type(unlock.size_button)) if "214 answers" in b.text())
    door.error = None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert door.restored == Path("a") and unlock.mode == "passphrase"


def test_a_damaged_desk_gives_its_unsent_work_before_a_backup_takes_its_place(unlock, door, tmp_path):
    door.error = DamagedFile("store.damaged")
    unlock.tell(door.error)
    unlock.rescue.passphrase.setText("four words in a row")
    unlock.rescue.save(tmp_path / "mine.bwexchange")
    assert door.saved == (tmp_path / "mine.bwexchange", "four words in a row")
    assert "mine.bwexchange is written" in unlock.rescue.message.text()
    assert unlock.rescue.passphrase.text() == ""


def test_another_person_can_come_in(unlock):
    QTest.mouseClick(unlock.way_buttons["people"], Qt.MouseButton.LeftButton)
    jonas = next(b for b in unlock._panel.findChildren(type(unlock.size_button)) if "Jonas" in b.text())
    QTest.mouseClick(jonas, Qt.MouseButton.LeftButton)
    QTest.keyClicks(unlock.pin, PIN)
    settle()
    assert unlock.heard == ["j"]


def test_escape_goes_back_to_the_pin(unlock):
    unlock.show_mode("restore")
    QTest.keyClick(unlock, Qt.Key.Key_Escape)
    assert unlock.mode == "pin"


def test_without_a_pin_the_passphrase_is_asked_for_at_once(look, texts, shown):
    made = Unlock(look, texts, OpenDoor(keyring=False), lambda: MORNING)
    shown(made)
    assert made.mode == "passphrase"


# first run


def start(look, texts, shown, door):
    made = FirstRun(look, texts, door)
    made.heard = []
    made.finished.connect(lambda: made.heard.append("finished"))
    made.restored.connect(lambda: made.heard.append("restored"))
    shown(made, 1000, 760)
    return made


def test_at_the_door_the_focus_has_its_ring_and_tab_follows_what_is_laid_out(look, texts, shown, qtbot):
    first = start(look, texts, shown, OpenDoor(first_run=True))
    qtbot.waitUntil(lambda: first.findChild(FocusRing) is not None and first.findChild(FocusRing).isVisible())
    assert QApplication.focusWidget() is first.next_button
    passed = []
    for _ in range(5):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        passed.append(QApplication.focusWidget())
    chosen = next(button for button in first.findChildren(ActButton) if button.isCheckable() and button.isChecked())
    assert passed == [first.restore_way, first.size_button, first.language_button, chosen, first.next_button]
    assert first.findChild(FocusRing).isVisible()


def go_to_secret(first, name="Amina Rahman"):
    first.go_on()
    first._take_demo()
    first.name.setText(name)
    first.go_on()


def test_the_whole_way_by_key_makes_a_desk(look, texts, shown):
    door = OpenDoor(first_run=True)
    first = start(look, texts, shown, door)
    for _ in range(3):
        assert first.step == STEPS[_ if _ < 2 else 1]
        if first.step == "setup":
            first._take_demo()
            break
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert first.step == "who"
    QTest.keyClicks(QApplication.focusWidget(), "Amina Rahman")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert first.step == "secret" and not first.message.text(), "one Enter is one step"
    QTest.keyClicks(QApplication.focusWidget(), PASSPHRASE)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert first.step == "secret" and first.message.text() == texts("first.secret.pin_missing")
    QTest.keyClicks(first.secret.pin, PIN)
    QTest.keyClick(first.secret.passphrase, Qt.Key.Key_Return)
    assert first.step == "hands"
    first.go_on()
    assert first.step == "ready" and door.made is None
    first.go_on()
    assert first.heard == [] and all(group in said(first) for group in CODE.split("-"))
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert first.heard == [], "Enter leads past the code"
    QTest.mouseClick(first.next_button, Qt.MouseButton.LeftButton)
    assert first.heard == ["finished"] and first.recovery.code == ""
    assert (door.made.name, door.made.passphrase, door.made.pin, door.made.with_demo) == ("Amina Rahman", PASSPHRASE, PIN, True)


@pytest.mark.parametrize(
    ("passphrase", "pin", "key"),
    [
        ("short", PIN, "first.secret.short"),
        ("aaaaaaaaaaaa", PIN, "first.secret.short"),
        (PASSPHRASE, "123", "first.secret.pin_missing"),
        (PASSPHRASE, "123456", "first.secret.pin_simple"),
    ],
)
def test_weak_secrets_are_told_before_anything_is_made(look, texts, shown, passphrase, pin, key):
    door = OpenDoor(first_run=True)
    first = start(look, texts, shown, door)
    go_to_secret(first)
    first.secret.passphrase.setText(passphrase)
    first.secret.pin.setText(pin)
    first.go_on()
    assert first.step == "secret" and first.message.text() == texts(key, least=10)


def test_without_a_keyring_the_passphrase_is_longer_and_there_is_no_pin(look, texts, shown):
    door = OpenDoor(first_run=True, keyring=False)
    first = start(look, texts, shown, door)
    go_to_secret(first)
    assert not hasattr(first, "pin")
    first.secret.passphrase.setText("twelve chars")
    first.go_on()
    assert first.step == "secret" and "16" in first.message.text()
    first.secret.passphrase.setText("racks out by november please")
    first.go_on()
    assert first.step == "hands"


def test_a_setup_file_says_what_it_is_or_why_it_is_none(look, texts, shown):
    door = OpenDoor(first_run=True)
    first = start(look, texts, shown, door)
    first.go_on()
    first.go_on()
    assert first.step == "setup" and first.message.text() == texts("first.setup.missing")
    door.error = FileProblem("setup.not_ours")
    first.take_file(Path("holiday.jpg"))
    assert first.message.text()
    first.go_on()
    assert first.step == "setup"
    door.error = None
    first.take_file(Path("south.bwsetup"))
    assert "Office South" in said(first)
    first.go_on()
    assert first.step == "who" and "Jonas Weber" in [b.text() for b in first._panel.findChildren(type(first.next_button))]


def test_what_was_chosen_is_kept_while_going_back(look, texts, shown):
    first = start(look, texts, shown, OpenDoor(first_run=True))
    go_to_secret(first, "Amina")
    QTest.keyClick(first, Qt.Key.Key_Escape)
    assert first.step == "who" and first.name.text() == "Amina"


def test_a_desk_that_cannot_be_made_says_why_and_lets_try_again(look, texts, shown):
    door = OpenDoor(first_run=True)
    first = start(look, texts, shown, door)
    go_to_secret(first)
    first.secret.passphrase.setText(PASSPHRASE)
    first.secret.pin.setText(PIN)
    for _ in range(2):
        first.go_on()
    door.error = FileProblem("disk.full")
    first.go_on()
    assert first.heard == [] and first.message.text() and first.next_button.isEnabled()
    door.error = None
    first.go_on()
    assert first.recovery.code == CODE


def test_the_recovery_sheet_is_printed_or_says_why_not(look, texts, shown, tmp_path):
    door = OpenDoor(first_run=True)
    first = start(look, texts, shown, door)
    go_to_secret(first)
    first.secret.passphrase.setText(PASSPHRASE)
    first.secret.pin.setText(PIN)
    for _ in range(3):
        first.go_on()
    door.error = FileProblem("disk.full")
    first.recovery.print_to(tmp_path / "sheet.pdf")
    assert first.recovery.message.text() and first.heard == []
    door.error = None
    first.recovery.print_to(tmp_path / "sheet.pdf")
    assert door.printed == ("Amina Rahman", CODE, tmp_path / "sheet.pdf") and "sheet.pdf" in first.recovery.message.text()


def test_who_wants_no_sheet_is_shown_no_code(look, texts, shown):
    first = start(look, texts, shown, OpenDoor(first_run=True))
    go_to_secret(first)
    first.secret.passphrase.setText(PASSPHRASE)
    first.secret.pin.setText(PIN)
    first._choices.wants_sheet = False
    for _ in range(3):
        first.go_on()
    assert first.heard == ["finished"] and first.recovery is None


def test_a_backup_is_brought_back_instead_of_a_first_run(look, texts, shown):
    door = OpenDoor(first_run=True)
    first = start(look, texts, shown, door)
    QTest.mouseClick(first.restore_way, Qt.MouseButton.LeftButton)
    door.error = FileProblem("backup.foreign")
    first.backups.restore(Path("holiday.zip"))
    assert first.heard == [] and first.backups.message.text() and first.backups.isEnabled()
    door.error = None
    first.backups.restore(Path("stick.bwbackup"))
    assert first.heard == ["restored"] and door.restored == Path("stick.bwbackup")


def test_simple_pins_and_strengths():
    assert all(is_simple_pin(pin) for pin in ("111111", "123456", "987654"))
    assert not any(is_simple_pin(pin) for pin in ("112233", PIN, "135791"))
    assert [strength(text, 10)[0].rsplit(".", 1)[1] for text in ("", "abc", "abcdefghij", PASSPHRASE)] == ["empty", "short", "fair", "good"]
