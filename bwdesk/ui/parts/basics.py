"""Small parts of every page: words, chips, key hints, hairlines, heads, title rows, cards, empty states. They show, and never ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from bwdesk.ui.icons import paint_icon
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.key_caps import key_height, key_width, key_words, paint_key
from bwdesk.ui.parts.lines import IconView as IconView
from bwdesk.ui.parts.lines import hairline as hairline
from bwdesk.ui.parts.mark import SOFT, TONE, Kind, Mark
from bwdesk.ui.parts.shown import set_shown
from bwdesk.ui.parts.words import Words as Words


class Chip(QWidget):
    """A word with its mark on soft ground, or with an icon in a hairline for a neutral fact. Never clickable."""

    def __init__(self, source: LookSource, word: str, kind: Kind | None = None, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._word, self._kind, self._icon = source, word, kind, icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(word)
        source.changed.connect(self._relook)

    def show_word(self, word: str, kind: Kind | None = None, icon: str = "") -> None:
        self._word, self._kind, self._icon = word, kind, icon
        self.setAccessibleName(word)
        self._relook()

    def _relook(self) -> None:
        self.updateGeometry()
        self.update()

    def _lead(self) -> int:
        return 16 if self._kind else 20 if self._icon else 0

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def sizeHint(self) -> QSize:
        high = self._source.look.type.line(Role.WORD) + 4
        return QSize(int(self._source.ink.width(self._word, Role.WORD)) + 16 + self._lead() + 1, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._source.look
        tokens = look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self._kind is None:
            painter.setPen(QPen(tokens.hair, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.color(SOFT[self._kind]))
            painter.drawRoundedRect(rect, 4, 4)
        room = rect.adjusted(8, 0, -8, 0)
        lead = self._lead()
        side = 10.0 if self._kind else 14.0
        x = room.right() - side if look.rtl else room.left()
        spot = QRectF(x, room.center().y() - side / 2, side, side)
        if self._kind is not None:
            Mark(self._kind).paint(painter, spot, tokens, rtl=look.rtl)
        elif self._icon:
            paint_icon(painter, spot, self._icon, tokens.text2, rtl=look.rtl)
        words = room.adjusted(0 if look.rtl else lead, 0, -lead if look.rtl else 1, 0)
        tone = tokens.text2 if self._kind is None else tokens.color(TONE[self._kind])
        self._source.ink.draw(painter, words, self._word, Role.WORD, tone)


class Key(QWidget):
    """One key cap. Gone on touch."""

    def __init__(self, source: LookSource, key: QKeySequence | str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._text = source, key_words(key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        source.changed.connect(self._relook)
        self._relook()

    def _relook(self) -> None:
        set_shown(self, not self._source.look.touch)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(key_width(self._source, self._text), key_height(self._source))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_key(QPainter(self), QRectF(self.rect()), self._text, self._source)


class SectionHead(QFrame):
    """Head of a section: its name, a count, a fact at the end, a hairline under it."""

    def __init__(
        self, source: LookSource, title: str, count: str = "", fact: QWidget | str = "", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._source, self._icon = source, icon
        self.title = Words(source, title, Role.STRONG, firm=True, parent=self)
        self.count = Words(source, count, Role.BODY, "text3", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 1)
        row.setSpacing(8)
        if icon:
            row.addWidget(IconView(source, icon, self))
        row.addWidget(self.title)
        row.addWidget(self.count)
        row.addStretch(1)
        if fact:
            row.addWidget(Words(source, fact, Role.BODY, "text3", parent=self) if isinstance(fact, str) else fact)
        self.setAccessibleName(title)
        source.changed.connect(self._relook)
        self._relook()

    def _relook(self) -> None:
        self.setFixedHeight(self._source.look.density.column_head)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(self._source.look.tokens.hair, 0))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


@runtime_checkable
class CanFold(Protocol):
    """A button that can do without its words."""

    def set_compact(self, is_compact: bool) -> None: ...


class TitleRow(QFrame):
    """Top of a page: title, one grey line of facts, chips, then actions at the end (at most one of them filled)."""

    def __init__(self, source: LookSource, title: str = "", facts: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self.setObjectName("titleRow")
        self.title = Words(source, title, Role.TITLE, firm=True, parent=self)
        self.facts = Words(source, facts, Role.BODY, "text2", parent=self)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(12)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(12)
        self._ends = QHBoxLayout()
        self._ends.setSpacing(8)
        for widget in (self.title, self.facts):
            self._row.addWidget(widget)
        self._row.addLayout(self._chips)
        self._row.addStretch(1)
        self._row.addLayout(self._ends)
        source.changed.connect(self._relook)
        self._relook()

    def _relook(self) -> None:
        density = self._source.look.density
        self.setFixedHeight(density.title_row)
        self._row.setContentsMargins(density.inset, 0, density.inset, 0)

    def show_title(self, title: str, facts: str = "") -> None:
        self.title.show_words(title)
        self.facts.show_words(facts)

    def set_chips(self, chips: Sequence[QWidget]) -> None:
        """Replaces the chips after the facts."""
        _refill(self._chips, chips)
        self._fold()

    def set_actions(self, widgets: Sequence[QWidget]) -> None:
        """Replaces what stands at the end of the row."""
        _refill(self._ends, widgets)
        self._fold()

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self._source.look.density.title_row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Too little room: first the facts go, then the words of buttons with an icon, then the chips. Nothing overlaps."""
        chips = [item.widget() for n in range(self._chips.count()) if (item := self._chips.itemAt(n)) is not None]
        acts = [item.widget() for n in range(self._ends.count()) if (item := self._ends.itemAt(n)) is not None]
        room = self.width() - 2 * self._source.look.density.inset

        def needed(*groups: Sequence[QWidget | None]) -> int:
            shown = [w for group in groups for w in group if w is not None]
            return sum(w.sizeHint().width() + 12 for w in shown)

        for act in acts:
            if isinstance(act, CanFold):
                act.set_compact(False)
        if needed([self.title], chips, acts) > room:
            for act in acts:
                if isinstance(act, CanFold):
                    act.set_compact(True)
        spare = min(self.facts.sizeHint().width(), 200)
        self.facts.setVisible(needed([self.title], chips, acts) + 12 + spare <= room)
        for number in range(len(chips)):
            chip = chips[number]
            if chip is not None:
                chip.setVisible(needed([self.title], chips[: number + 1], acts) <= room)


def _refill(row: QHBoxLayout, widgets: Sequence[QWidget]) -> None:
    while (item := row.takeAt(0)) is not None:
        old = item.widget()
        if old is not None and old not in widgets:
            old.hide()
            old.deleteLater()
    for widget in widgets:
        row.addWidget(widget)
        widget.show()


class Card(QFrame):
    """The thing in focus, on raised ground. `body` is its layout."""

    def __init__(self, title: str = "", parent: QWidget | None = None, *, is_now: bool = False, source: LookSource | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "now" if is_now else "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(12, 12, 12, 12)
        self.body.setSpacing(6)
        if title and source is not None:
            self.body.addWidget(Words(source, title, Role.NAME, parent=self))
        if title:
            self.setAccessibleName(title)


class EmptyState(QWidget):
    """Where the first row would be: one sentence of fact, one of what to do with its key. No picture."""

    def __init__(self, source: LookSource, sentence: str, what_to_do: str = "", key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        inset = source.look.density.inset
        column.setContentsMargins(inset, 10, inset, 10)
        column.setSpacing(4)
        self.sentence = Words(source, sentence, Role.BODY, "text2", wrap=True, parent=self)
        column.addWidget(self.sentence)
        if what_to_do:
            row = QHBoxLayout()
            row.setSpacing(8)
            if key:
                row.addWidget(Key(source, key, self), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Words(source, what_to_do, Role.BODY, "text3", wrap=True, parent=self), 1)
            column.addLayout(row)
        column.addStretch(1)


def pane_column(source: LookSource) -> tuple[QWidget, QVBoxLayout]:
    """An empty widget for the context pane, with its column laid out as all panes are: heads, cards and rows from the top down."""
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(16, 12, 16, 16)
    column.setSpacing(8)
    column.setAlignment(Qt.AlignmentFlag.AlignTop)
    return ground, column
