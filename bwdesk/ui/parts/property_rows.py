"""Facts about one thing, a name and a value a row; values that may be changed are changed in place. Tells what was typed, keeps nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from bwdesk.ui.icons import paint_icon
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.mark import Kind, Mark


@dataclass(frozen=True)
class Property:
    """One fact. `edit` is the text to change ("" for an empty value, None where nothing can be changed); `hint` stands in an empty one."""

    key: str
    label: str
    value: str
    edit: str | None = None
    hint: str = ""
    tone: str = "text1"
    mark: Kind | None = None


class _Row(QWidget):
    """Label and value on one baseline; Enter, F2 or a press turns the value into a field."""

    def __init__(self, owner: PropertyRows, source: LookSource, fact: Property) -> None:
        super().__init__(owner)
        self._owner, self._source, self.fact = owner, source, fact
        self.field: LineField | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_fact(fact)

    def show_fact(self, fact: Property) -> None:
        self.fact = fact
        can_edit = fact.edit is not None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if can_edit else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor if can_edit else Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(f"{fact.label}: {fact.value or fact.hint}")
        if self.field is not None:
            self.field.show_text(fact.edit or "")
        self.updateGeometry()
        self.update()

    # measuring

    def _lead(self) -> int:
        return self._owner.label_width + 8

    def _value_left(self) -> int:
        return self._lead() + (self._source.look.density.list_mark + 6 if self.fact.mark else 0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        look = self._source.look
        if self.field is not None:
            return look.density.button + 2
        lines = self._source.ink.line_count(self.fact.value or self.fact.hint, Role.BODY, width - self._value_left())
        least = look.density.target if look.touch and self.fact.edit is not None else 0
        return max(look.type.line(Role.BODY) * max(1, lines) + 4, least)

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._lead() + 60, self._source.look.type.line(Role.BODY) + 4)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._source.look
        tokens = look.tokens
        line = look.type.line(Role.BODY)
        painter = QPainter(self)
        if self.fact.edit is not None and self.field is None and self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.sunk)
            painter.drawRoundedRect(self._mirrored(QRectF(self._lead() - 6, 0, self.width() - self._lead() + 6, self.height())), 4, 4)
        top = 2.0 if self.field is None else (self.height() - line) / 2
        label = QRectF(0, top, self._owner.label_width, line)
        self._source.ink.draw(painter, self._mirrored(label), self.fact.label, Role.BODY, tokens.text3)
        if self.field is not None:
            return
        if self.fact.mark is not None:
            side = look.density.list_mark
            spot = QRectF(self._lead(), top + (line - side) / 2, side, side)
            Mark(self.fact.mark).paint(painter, self._mirrored(spot), tokens, rtl=look.rtl)
        room = self._mirrored(QRectF(self._value_left(), top, self.width() - self._value_left(), self.height() - top))
        text, tone = (self.fact.value, tokens.color(self.fact.tone)) if self.fact.value else (self.fact.hint, tokens.text3)
        self._source.ink.draw_lines(painter, room, text, Role.BODY, tone, 0, top_aligned=True)
        if self.fact.edit is not None and self.underMouse():
            icon = self._mirrored(QRectF(self.width() - 18, top + (line - 14) / 2, 14, 14))
            paint_icon(painter, icon, "pencil-simple", tokens.text3, rtl=look.rtl)

    def _mirrored(self, rect: QRectF) -> QRectF:
        if not self._source.look.rtl:
            return rect
        return QRectF(self.width() - rect.right(), rect.top(), rect.width(), rect.height())

    # editing

    def start_edit(self) -> None:
        """Turns the value into a field with the caret in it."""
        if self.fact.edit is None or self.field is not None:
            return
        field = LineField(self)
        field.setAccessibleName(self.fact.label)
        field.setPlaceholderText(self.fact.hint)
        field.show_text(self.fact.edit)
        field.settled.connect(lambda text: self._owner.edited.emit(self.fact.key, text))
        field.draft_changed.connect(lambda text, caret: self._owner.draft_changed.emit(self.fact.key, text, caret))
        field.entered.connect(lambda: self.end_edit(refocus=True))
        field.escaped.connect(lambda: self.end_edit(refocus=True))
        self.field = field
        self.updateGeometry()
        self._place_field()
        field.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.selectAll()
        field.editingFinished.connect(self._maybe_end)
        self.update()

    def _maybe_end(self) -> None:
        if self.field is not None and not self.field.hasFocus():
            self.end_edit()

    def end_edit(self, *, refocus: bool = False) -> None:
        """Back to the value; what was typed has been told already."""
        field, self.field = self.field, None
        if field is None:
            return
        typed = field.text()
        if typed != (self.fact.edit or ""):
            self.fact = Property(
                self.fact.key, self.fact.label, typed, typed, self.fact.hint, self.fact.tone, self.fact.mark
            )  # until the record comes back
        if refocus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        field.hide()
        field.deleteLater()
        self.updateGeometry()
        self.update()

    def _place_field(self) -> None:
        if self.field is not None:
            box = self._mirrored(QRectF(self._lead() - 9, 0, self.width() - self._lead() + 9, self.height()))
            self.field.setGeometry(box.toRect())

    def resizeEvent(self, event: QEvent) -> None:
        self._place_field()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.start_edit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and self.fact.edit is not None:
            self.start_edit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)


class PropertyRows(QWidget):
    """Rows of Property. `edited(key, text)` when a value stands, `draft_changed(key, text, caret)` while it is typed."""

    edited = Signal(str, str)
    draft_changed = Signal(str, str, int)

    def __init__(self, source: LookSource, parent: QWidget | None = None, *, label_width: int = 88) -> None:
        super().__init__(parent)
        self._source, self._label = source, label_width
        self._rows: dict[str, _Row] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        source.changed.connect(self._relook)

    @property
    def label_width(self) -> int:
        return round(self._label * max(1.0, self._source.look.type.factor))

    def show_facts(self, facts: Sequence[Property]) -> None:
        """Shows these facts; a value that is being edited keeps what was typed."""
        wanted = [fact.key for fact in facts]
        for key in [key for key in self._rows if key not in wanted]:
            row = self._rows.pop(key)
            row.hide()
            row.deleteLater()
        for place, fact in enumerate(facts):
            row = self._rows.get(fact.key) or self._rows.setdefault(fact.key, _Row(self, self._source, fact))
            row.show_fact(fact)
            self._column.removeWidget(row)
            self._column.insertWidget(place, row)
            row.show()

    def edit(self, key: str) -> None:
        """Opens the field of one value."""
        if key in self._rows:
            self._rows[key].start_edit()

    def _relook(self) -> None:
        for row in self._rows.values():
            row.updateGeometry()
            row.update()
