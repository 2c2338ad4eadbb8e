"""Plain text on a page, drawn by baseline, so that no script is clipped."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from bwdesk.ui.look import LookSource, Role


class Words(QLabel):
    """Plain text by role and tone, drawn by baseline: no script is clipped. One line is cut off with …
    (a `firm` one last, up to 480 px), `wrap` takes all the lines it needs.
    """

    def __init__(
        self,
        source: LookSource,
        text: str = "",
        role: Role = Role.BODY,
        tone: str = "text1",
        *,
        wrap: bool = False,
        at_end: bool = False,
        firm: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._source, self._role, self._tone, self._at_end = source, role, tone, at_end
        self._is_cut = False
        self._least = 64 if wrap else 480 if firm else 28
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        across = QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Maximum
        policy = QSizePolicy(across, QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        source.changed.connect(self._relook)

    def _relook(self) -> None:
        self.updateGeometry()
        self.update()

    def set_tone(self, tone: str) -> None:
        """Another colour, by token name."""
        self._tone = tone
        self.update()

    def show_words(self, text: str, tone: str | None = None) -> None:
        self._is_cut = self._is_cut and text == self.text()
        self.setText(text)
        if tone is not None:
            self._tone = tone
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        line = self._source.look.type.line(self._role)
        width = self._source.ink.width(self.text(), self._role)
        if self.wordWrap():
            shown = min(int(width) + 2, 420)
            return QSize(shown, line * max(1, self._source.ink.line_count(self.text(), self._role, shown)))
        return QSize(int(width) + 2, line)

    def minimumSizeHint(self) -> QSize:
        width = self._source.ink.width(self.text(), self._role)
        return QSize(min(int(width) + 2, self._least), self._source.look.type.line(self._role))

    def hasHeightForWidth(self) -> bool:
        return self.wordWrap()

    def heightForWidth(self, width: int) -> int:
        lines = self._source.ink.line_count(self.text(), self._role, width)
        return self._source.look.type.line(self._role) * max(1, lines)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._source.look
        tone = look.tokens.color(self._tone) if self.isEnabled() else look.tokens.text3
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.wordWrap():
            self._source.ink.draw_lines(painter, rect, self.text(), self._role, tone, 0, top_aligned=True)
        else:
            self._source.ink.draw(painter, rect, self.text(), self._role, tone, at_end=self._at_end)
            self._tell_cut()

    def _tell_cut(self) -> None:
        """What is cut off can be read under the pointer."""
        is_cut = self._source.ink.width(self.text(), self._role) > self.width() + 1
        if is_cut != self._is_cut:
            self._is_cut = is_cut
            self.setToolTip(self.text() if is_cut else "")
