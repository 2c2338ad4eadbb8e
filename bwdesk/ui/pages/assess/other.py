"""The other assessor's word on the question in focus: who, what they answered and wrote, and whether it still has to be settled."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.assessment import Verdict
from bwdesk.texts import Texts
from bwdesk.ui.ink import isolate
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.pages.assess.sheet import KINDS
from bwdesk.ui.parts.basics import Key, Words
from bwdesk.ui.parts.disc import Disc
from bwdesk.ui.parts.mark import TONE, Kind, MarkView
from bwdesk.ui.when import clock_words
from bwdesk.usecases.assessment_page import JUDGED
from bwdesk.usecases.question_page import Said


class OtherCard(QFrame):
    """`pressed` when it is tapped: the way to settle what differs."""

    pressed = Signal()

    def __init__(self, source: LookSource, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._texts = source, texts
        self.disc = Disc(source, self)
        self.who = Words(source, "", Role.STRONG, firm=True, parent=self)
        self.mark = MarkView(source, Kind.GAP, "", self)
        self.verdict = Words(source, "", Role.BODY, firm=True, parent=self)
        self.facts = Words(source, "", Role.SMALL, "text2", parent=self)
        self.words = Words(source, "", Role.BODY, wrap=True, parent=self)
        self.differ_mark = MarkView(source, Kind.DIFFER, texts("assess.differs"), self)
        self.differ = Words(source, "", Role.NAME, "differ", firm=True, parent=self)
        self.key = Key(source, "F7", self)
        first = QHBoxLayout()
        first.setSpacing(8)
        for widget in (self.who, self.mark, self.verdict, self.facts):
            first.addWidget(widget)
        first.addStretch(1)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addLayout(first)
        lines.addWidget(self.words)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 9, 12, 9)
        row.setSpacing(12)
        row.addWidget(self.disc)
        row.addLayout(lines, 1)
        row.addWidget(self.differ_mark)
        row.addWidget(self.differ)
        row.addWidget(self.key)
        self.setMinimumHeight(source.look.type.line(Role.BODY) + 18)
        source.changed.connect(self.update)
        self.hide()

    def show_said(self, said: Said | None, name: str, initial: str, mine: Said | None, unsettled: frozenset[str]) -> None:
        """Shows what another person said; hidden when they said nothing."""
        self.setVisible(said is not None)
        if said is None:
            return
        texts = self._texts
        self.disc.show_initial(initial)
        is_answer = said.verdict not in (None, Verdict.OPEN)
        same = mine is not None and mine.verdict is said.verdict and is_answer and mine.verdict is not None
        key = "assess.other.same" if same else "assess.other.differs" if unsettled & JUDGED else "assess.other.says"
        self.who.show_words(texts(key, name=name))
        kind = KINDS[said.verdict] if said.verdict is not None else Kind.GAP
        self.mark.show_mark(kind, "")
        self.mark.setVisible(is_answer)
        words = texts(f"verdict.{said.verdict}") if is_answer else said.value
        self.verdict.show_words(words, TONE[kind] if is_answer else "text1")
        sources = [texts(f"source.{one}") for one in sorted(said.sources)]
        self.facts.show_words(texts.commas([clock_words(said.at), *sources]))
        self.words.show_words(isolate(f"“{said.finding}”") if said.finding else "")
        self.words.setVisible(bool(said.finding))
        differ = "assess.differ.answer" if unsettled & JUDGED else "assess.differ.text" if unsettled else ""
        self.differ.show_words(texts(differ) if differ else "")
        self.differ_mark.setVisible(bool(differ))
        self.differ.setVisible(bool(differ))
        self.key.setVisible(bool(differ) and not self._source.look.touch)
        self.updateGeometry()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def minimumSizeHint(self) -> QSize:
        return QSize(200, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._source.look.tokens.waiting_soft)
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
