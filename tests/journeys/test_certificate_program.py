"""The signing certificate in the whole program: set up from its file in the settings, used by what is released, taken away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from bwdesk.domain.report_life import Step
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import Words
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.report_life import hand_in, take_step
from bwdesk.usecases.visits import start_visit
from tests.fakes.certificates import HOLDER, PASSPHRASE, issued
from tests.journeys.test_app import PATIENCE_MS, enter, first_run, made
from tests.journeys.test_app import start as start


def test_a_certificate_set_up_in_the_settings_signs_what_is_released(start, qtbot, tmp_path, monkeypatch):
    file = issued(start=datetime.now(UTC) - timedelta(days=30)).write(tmp_path / "mine.p12")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(file), ""))
    program = start()
    first, _ = first_run(program, qtbot)
    desk = enter(program, first, qtbot)
    desk.window.go("settings", {"find": "certificate"})
    page = desk.window.page

    def waits_for(words: str) -> None:
        qtbot.waitUntil(lambda: any(words in one.text() for one in page.findChildren(Words)), timeout=PATIENCE_MS)

    waits_for("none: editions bear number and hash")
    field = next(f for f in page.findChildren(QLineEdit) if f.accessibleName() == "Passphrase of the file")
    QTest.keyClicks(field, "guessed")
    QTest.keyClick(field, Qt.Key.Key_Return)
    waits_for("does not open this certificate")
    assert not desk.services.opened.folder.certificate.exists()
    QTest.keyClicks(field, PASSPHRASE)
    QTest.keyClick(field, Qt.Key.Key_Return)
    waits_for(f"{HOLDER}, issued by")

    factory = made(desk, qtbot, add_factory, "Golden Thread Ltd", "KH")
    made(desk, qtbot, register_factory, factory, datetime.now(UTC).date() - timedelta(days=90))
    visit = made(desk, qtbot, start_visit, factory.id)
    made(desk, qtbot, hand_in, "visit", visit.id, desk.services.papers.context())
    made(desk, qtbot, take_step, "visit", visit.id, Step.APPROVE)
    assert prepared(desk, visit.id, qtbot).edition.signed_by == HOLDER
    QTest.mouseClick(next(b for b in page.findChildren(ActButton) if b.text() == "Take away"), Qt.MouseButton.LeftButton)
    waits_for("none: editions bear number and hash")
    assert prepared(desk, visit.id, qtbot).edition.signed_by == "" and not desk.services.opened.folder.certificate.exists()


def prepared(desk, visit_id, qtbot):
    """What a release would be made of now."""
    told = []
    desk.services.papers.prepare("visit", visit_id, Step.RELEASE, desk.person).then(told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    return told[0]
