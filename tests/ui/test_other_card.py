"""What the other of the pair said, as a card under the answer."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bwdesk.domain.assessment import Verdict
from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource, make_look
from bwdesk.ui.pages.assess.other import OtherCard
from bwdesk.usecases.question_page import Said

AT = datetime(2026, 11, 23, 1, 7, tzinfo=UTC)


def test_the_card_is_as_high_as_what_was_said(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    card = OtherCard(LookSource(make_look(language="en")), Texts(), window)
    column.addWidget(card)
    column.addStretch(1)
    window.resize(900, 400)
    window.show()
    seen = []
    for finding in ("One exit is locked from outside.", "", "Seen again after lunch."):
        card.show_said(Said("j", AT, Verdict.NON_COMPLIANT, finding=finding), "Jonas", "J", None, frozenset())
        qtbot.wait(20)
        assert card.height() == card.sizeHint().height()
        seen.append(card.height())
    assert seen[0] == seen[2] > seen[1]
