"""Beside the lists: what is left of the package, what was bought apart, and what open issues ask for first."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bwdesk.ui.amounts import days_words
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.parts.basics import SectionHead, Words
from bwdesk.ui.parts.measures import Ledger
from bwdesk.usecases.learning_page import LearnPage

MOST = 6


class LearnSide(QWidget):
    """Follows the factory shown."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench, look, texts = bench, bench.look, bench.texts
        self.head = SectionHead(look, texts("learn.package"))
        self.days, self.seminars = Ledger(look, texts("learn.person_days_of")), Ledger(look, texts("learn.seminars_of"))
        self.words = Words(look, "", Role.SMALL, "text2", wrap=True)
        self.asked_head = SectionHead(look, texts("learn.asked_for"))
        self.asked = Words(look, "", Role.BODY, "text2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        for widget in (self.head, self.days, self.seminars, self.words):
            column.addWidget(widget)
        column.addSpacing(12)
        column.addWidget(self.asked_head)
        column.addWidget(self.asked)
        column.addStretch(1)

    def show_page(self, page: LearnPage) -> None:
        """Shows the ledgers of the factory's cycle; says so where there is none."""
        texts, look = self._bench.texts, self._bench.look.look
        ledger = page.package
        for widget in (self.days, self.seminars):
            widget.setVisible(ledger is not None)
        said = texts("learn.package.none")
        if ledger is not None:
            number = look.locale.toString
            over = texts("learn.over", by=days_words(ledger.over, texts)) if ledger.over else ""
            whole = texts("factory.of", whole=days_words(ledger.quota, texts))
            self.days.show_figures(days_words(ledger.done, texts), whole, ledger.done / ledger.quota if ledger.quota else 0.0, over)
            share = ledger.seminars / ledger.seminar_quota if ledger.seminar_quota else 0.0
            self.seminars.show_figures(number(ledger.seminars), texts("factory.of", whole=number(ledger.seminar_quota)), share)
            parts = [texts("learn.planned_days", days=days_words(ledger.planned, texts))] if ledger.planned else []
            parts += [texts("learn.extra_days", days=days_words(ledger.extra, texts))] if ledger.extra else []
            said = " ".join(parts)
        self.words.show_words(said)
        self.head.count.show_words(texts("factory.of_cycle", number=page.cycle.number) if page.cycle is not None else "")
        lines = [
            texts("learn.asked_line", topic=page.topic(one.suggestion.topic), factories=texts.count("learn.factories", len(one.names)))
            for one in page.wanted[:MOST]
        ]
        self.asked.show_words("\n".join(lines) or texts("learn.asked_for.none"))
