"""The pane of the Reports page: where the report stands, what was said to it, who has it, what to look at, and the paper itself."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from bwdesk.runtime.papers import PaperFile
from bwdesk.ui.amounts import megabytes
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.pages.reports.acts import ReportActs
from bwdesk.ui.pages.reports.leaks import leak_lines
from bwdesk.ui.pages.reports.ledger import LedgerPart
from bwdesk.ui.pages.reports.life import LifePart
from bwdesk.ui.pages.reports.paper_photos import photo_lines
from bwdesk.ui.pages.reports.talk import TalkPart
from bwdesk.ui.parts.basics import SectionHead, Words
from bwdesk.usecases.report_page import ReportPage


class ReportSide(QFrame):
    """Parts from the top down; those of a report are hidden while a paper is shown that is none."""

    def __init__(self, bench: Bench, acts: ReportActs) -> None:
        super().__init__()
        look, self._texts = bench.look, bench.texts
        self.life = LifePart(bench, acts.actions)
        self.talk = TalkPart(bench)
        self.talk.stands_on.connect(acts.about.show)
        self.ledger = LedgerPart(bench)
        self.checks_head = SectionHead(look, self._texts("reports_page.checks"))
        self.checks = Words(look, "", Role.BODY, wrap=True)
        self.about_head = SectionHead(look, self._texts("reports_page.about"))
        self.about = Words(look, "", Role.BODY, "text2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 16)
        column.setSpacing(8)
        for widget in (self.life, self.talk, self.ledger, self.checks_head, self.checks, self.about_head, self.about):
            column.addWidget(widget)
        column.addStretch(1)
        self.show_report(None)

    def show_report(self, shown: ReportPage | None) -> None:
        """The life of the report that is shown; None for a paper that is no report."""
        self.life.setVisible(shown is not None)
        if shown is None:
            self.talk.hide()
            self.talk.stands_on.emit(0)
            self.ledger.hide()
        else:
            self.life.show_page(shown)
            self.talk.show_page(shown)
            self.ledger.show_page(shown)

    def say_making(self) -> None:
        """The paper is being made."""
        self.checks.show_words(self._texts("reports_page.making"))

    def show_paper(self, paper: PaperFile | None) -> None:
        """What to look at in a paper, and its size."""
        texts = self._texts
        self.talk.show_places(paper.places if paper is not None else ())
        if paper is None:
            for words in (self.checks, self.about, self.checks_head.count):
                words.show_words("")
            return
        checks = [texts("report_life.must_not", what=line) for line in leak_lines(paper.leaks, texts)]
        checks += [*photo_lines(paper.photos, texts), *paper.checks]
        self.checks_head.count.show_words(str(len(checks)) if checks else "")
        self.checks.show_words("\n".join(checks) if checks else texts("reports_page.checks.none"))
        self.about.show_words(
            texts.count("reports_page.size", paper.pages, size=megabytes(len(paper.data), texts)) + "\n" + texts("reports_page.in_memory")
        )
