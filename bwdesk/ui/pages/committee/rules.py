"""What the programme and the law ask of a committee, and which of it is not kept, in words. Judged in bwdesk.domain.committee."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from bwdesk.domain.committee import Weight
from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.mark import Kind, MarkView
from bwdesk.usecases.committee_page import CommitteePage

Told = tuple[Kind, str]
"""A mark and the sentence beside it."""


def rules_told(shown: CommitteePage, texts: Texts) -> list[Told]:
    """Every rule that is not kept, the broken ones first; that all is well, when it is; the rhythm of meetings last."""
    remarks = sorted(shown.view.composition.remarks, key=lambda r: r.weight is not Weight.BREACH)
    told = [
        (Kind.BAD if r.weight is Weight.BREACH else Kind.UNSURE, texts(f"committee.remark.{r.key}", number=r.number, of=r.of))
        for r in remarks
    ]
    if not told:
        told.append((Kind.GOOD, texts("committee.rules.kept")))
    return [*told, rhythm_told(shown, texts)]


def rhythm_told(shown: CommitteePage, texts: Texts) -> Told:
    """How the committee meets; a late meeting is said with its days."""
    found = shown.rhythm
    if found is None:
        return Kind.NA, texts("committee.rhythm.no_cycle")
    if found.late_days:
        return Kind.BAD, texts.count("committee.rhythm.late", found.late_days, every=found.every_days, held=found.held)
    kind = Kind.GOOD if found.is_kept else Kind.UNSURE
    return kind, texts.count("committee.rhythm.held", found.held, every=found.every_days, expected=found.expected)


def asked_here(shown: CommitteePage, texts: Texts) -> str:
    """The numbers of the profile, and the law they rest on where it names one."""
    rules = shown.view.rules
    words = texts(
        "committee.rules.asked", name=texts(rules.name), low=rules.seats_from, high=rules.seats_to,
        balance=texts(f"committee.balance.{rules.balance}"), points=rules.women_tolerance, days=rules.meets_every_days,
    )  # fmt: skip
    if rules.term_months is not None:
        words += " " + texts.count("committee.rules.term", rules.term_months)
    if rules.needed_from_workers is not None:
        words += " " + texts("committee.rules.from", workers=rules.needed_from_workers)
    return words + " " + (texts("committee.rules.law", law=rules.law) if rules.law else texts("committee.rules.no_law"))


class Rules(QWidget):
    """Marks and sentences one under the other, and under them what is asked here."""

    def __init__(self, look: LookSource, texts: Texts, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._texts = look, texts
        self._grid = QGridLayout(self)
        inset = look.look.density.inset
        self._grid.setContentsMargins(inset, 6, inset, 8)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self.sentences: list[str] = []

    def show_rules(self, told: list[Told], asked: str) -> None:
        """Says them anew; `asked` may be empty."""
        sentences = [words for _, words in told] + [asked]
        if sentences == self.sentences:
            return
        self.sentences = sentences
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, (kind, words) in enumerate(told):
            self._grid.addWidget(MarkView(self._look, kind, self._texts(f"mark.{kind}"), self), row, 0)
            self._grid.addWidget(Words(self._look, words, Role.BODY, wrap=True, parent=self), row, 1)
        if asked:
            self._grid.addWidget(Words(self._look, asked, Role.SMALL, "text3", wrap=True, parent=self), len(told), 1)
