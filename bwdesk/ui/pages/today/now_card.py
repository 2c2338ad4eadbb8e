"""The card of the visit that is on, or next today: when, where, how much is left, what to look at first."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.visit import Mode
from bwdesk.texts import Texts
from bwdesk.ui.amounts import days_words
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import Card, Chip, IconView, Words
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.when import clock_words
from bwdesk.usecases.today import NowItem

MODE_ICONS = {Mode.IN_PERSON: "handshake", Mode.VIRTUAL: "monitor", Mode.HYBRID: "users"}


class NowCard(Card):
    """`open_visit` and `briefing` are its buttons."""

    def __init__(self, look: LookSource, texts: Texts, parent: QWidget) -> None:
        super().__init__(parent=parent, is_now=True, source=look)
        self.look, self.texts = look, texts
        self.clock = Words(look, "", Role.DISPLAY, firm=True)
        self.countdown = Words(look, "", Role.NAME, "accent", firm=True)
        self.now_title = Words(look, "", Role.TITLE, firm=True)
        self.now_local = Words(look, "", Role.LOCAL, "text2")
        self.now_mode = IconView(look, "handshake")
        self.now_facts = Words(look, "", Role.BODY, "text2")
        self.open_visit = ActButton(look, texts("today.open_visit"), kind="primary", key="Return")
        self.briefing = ActButton(look, texts("today.briefing"), icon="printer")
        self.chips = QHBoxLayout()
        self.chips.setSpacing(8)
        clock = QVBoxLayout()
        clock.setSpacing(0)
        clock.addWidget(self.clock)
        clock.addWidget(self.countdown)
        clock.addStretch(1)
        title = QHBoxLayout()
        title.setSpacing(12)
        title.addWidget(self.now_title)
        title.addWidget(self.now_local)
        title.addStretch(1)
        facts = QHBoxLayout()
        facts.setSpacing(8)
        facts.addWidget(self.now_mode)
        facts.addWidget(self.now_facts)
        facts.addStretch(1)
        acts = QHBoxLayout()
        acts.setSpacing(12)
        acts.addWidget(self.open_visit)
        acts.addWidget(self.briefing)
        acts.addStretch(1)
        acts.addLayout(self.chips)
        side = QVBoxLayout()
        side.setSpacing(8)
        for row in (title, facts, acts):
            side.addLayout(row)
        whole = QHBoxLayout()
        whole.setContentsMargins(8, 4, 8, 4)
        whole.setSpacing(16 if look.look.touch else 32)
        whole.addLayout(clock)
        whole.addLayout(side, 1)
        self.body.addLayout(whole)

    def show_visit(self, now: NowItem, at_present: datetime) -> None:
        """Shows a visit as it stands at a moment."""
        view, visit = now.view, now.visit
        at = visit.started_at or visit.planned_at
        self.clock.show_words(clock_words(at) if at is not None else "")
        self.countdown.show_words(self._countdown(now, at_present))
        self.now_title.show_words(self.texts("today.visit", number=now.number, factory=view.factory.name))
        self.now_local.show_words(view.factory.local_name)
        self.now_mode.show_icon(MODE_ICONS[visit.mode], "text2")
        facts = (
            self.texts(f"mode.{visit.mode}"), view.factory.city, self.texts("today.cycle", number=view.cycle.number, month=view.month),
            self.texts("today.days_of", left=days_words(view.days.left, self.texts), quota=days_words(view.days.quota, self.texts)),
        )  # fmt: skip
        self.now_facts.show_words("   ".join(fact for fact in facts if fact))
        self._show_chips(now)

    def _countdown(self, now: NowItem, at_present: datetime) -> str:
        if now.is_running or now.visit.planned_at is None:
            return self.texts("today.running")
        minutes = round((now.visit.planned_at - at_present).total_seconds() / 60)
        if minutes < 0:
            return self.texts.count("today.minutes_ago", -minutes)
        return self.texts.count("today.in_minutes", minutes) if minutes < 120 else self.texts.count("today.in_hours", round(minutes / 60))

    def _show_chips(self, now: NowItem) -> None:
        while (item := self.chips.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if now.to_verify:
            self.chips.addWidget(Chip(self.look, self.texts.count("today.to_verify", now.to_verify), Kind.UNSURE))
        if now.late:
            self.chips.addWidget(Chip(self.look, self.texts.count("today.overdue", now.late), Kind.BAD))
