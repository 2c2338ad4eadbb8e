"""Signing a visit: a pad, who signs and for which side, and the signatures given so far with what was signed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.committee import Side
from bwdesk.domain.strokes import Strokes
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.choice import Choice
from bwdesk.ui.parts.form_panel import FormPanel
from bwdesk.ui.parts.sign_pad import SignPad, SignView
from bwdesk.ui.when import moment_day
from bwdesk.usecases.signing import LONGEST, Signed, remove_signature, sign_visit
from bwdesk.usecases.visit_page import VisitPage


class SigningPanel(FormPanel):
    """Stands under the notes. All of it goes by keys: who has signed on paper is typed, and needs no pad."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(bench.look, bench.texts, bench.texts("sign.title"), bench.texts("sign.done"), parent)
        self._bench = bench
        self._shown: VisitPage | None = None
        self.setObjectName("panel")
        self.side = Choice(bench.look, self)
        for side in Side:
            self.side.addItem(bench.texts(f"sign.side.{side}"), side)
        self.name, self.role = LineField(self), LineField(self)
        for field in (self.name, self.role):
            field.setMaxLength(LONGEST)
        self.pad = SignPad(bench.look, bench.texts("sign.pad"), self)
        fields = QVBoxLayout()
        t = bench.texts
        fields.addLayout(self.named_row([(t("sign.side"), self.side, 1)]))
        fields.addLayout(self.named_row([(t("sign.name"), self.name, 1), (t("sign.role"), self.role, 1)]))
        fields.addStretch(1)
        drawn = QHBoxLayout()
        drawn.setSpacing(24)
        drawn.addLayout(fields, 1)
        drawn.addWidget(self.pad, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(drawn)
        self.column.addWidget(Words(bench.look, t("sign.pad"), Role.SMALL, "text3", wrap=True, parent=self))
        self.column.addLayout(self._buttons())
        self.column.addWidget(self.message)
        self._given = QGridLayout()
        self._given.setHorizontalSpacing(16)
        self._given.setColumnStretch(1, 1)
        self.column.addLayout(self._given)

    def _buttons(self) -> QHBoxLayout:
        t, row = self._bench.texts, QHBoxLayout()
        back = ActButton(self.look, t("sign.back"), kind="quiet", small=True)
        back.clicked.connect(self.pad.back)
        clear = ActButton(self.look, t("sign.clear"), kind="quiet", small=True)
        clear.clicked.connect(self.pad.clear)
        paper = ActButton(self.look, t("sign.on_paper"), small=True, key="Ctrl+P")
        paper.clicked.connect(self.keep_paper)
        keep = ActButton(self.look, t("sign.keep"), kind="primary", small=True, key="Ctrl+Return")
        keep.clicked.connect(self.keep)
        row.addWidget(back)
        row.addWidget(clear)
        row.addStretch(1)
        for button in (self.away, paper, keep):
            row.addWidget(button)
        return row

    def open(self) -> None:
        """Shows the panel with an empty pad."""
        self.pad.clear()
        self.message.hide()
        self.show()
        self.side.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_visit(self, shown: VisitPage) -> None:
        """Shows who has signed; what is being typed and drawn stays, as long as it is the same visit."""
        if self._shown is not None and self._shown.visit.id != shown.visit.id:
            self._empty()
        if self._shown is None or self._shown.signatures != shown.signatures or self._shown.visit.id != shown.visit.id:
            self._list(shown.signatures)
        self._shown = shown

    def _list(self, signatures: tuple[Signed, ...]) -> None:
        while (item := self._given.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if not signatures:
            self._given.addWidget(Words(self.look, self.texts("sign.none"), Role.SMALL, "text3"), 0, 0, 1, 2)
        for row, one in enumerate(signatures):
            who, t = one.signature, self.texts
            day = moment_day(self.look.look, who.signed_at) if who.signed_at else ""
            said = [t(f"sign.side.{who.side}"), who.name, who.role, day, "" if one.strokes else t("sign.paper")]
            mark = t("sign.changed" if one.is_changed else "sign.what", hash=who.digest[:8])
            away = ActButton(self.look, t("sign.remove"), kind="quiet", small=True)
            away.setAccessibleName(t("sign.remove_of", name=who.name))
            away.clicked.connect(partial(self._bench.desk.do, remove_signature, who))
            self._given.addWidget(SignView(self.look, one.strokes, who.name), row, 0)
            self._given.addWidget(Words(self.look, " · ".join(part for part in said if part), Role.BODY, wrap=True), row, 1)
            self._given.addWidget(Words(self.look, mark, Role.SMALL, "unsure" if one.is_changed else "text3"), row, 2)
            self._given.addWidget(away, row, 3)

    def keep(self) -> None:
        """Keeps what was drawn."""
        if self.pad.strokes:
            self._keep(self.pad.strokes)
        else:
            self.say(self.texts("sign.empty"))

    def keep_paper(self) -> None:
        """Notes that the person signed the printed page."""
        self._keep(())

    def _keep(self, strokes: Strokes) -> None:
        if self._shown is not None:
            signed = self._bench.desk.do(
                sign_visit, self._shown.visit, Side(self.side.currentData()), self.name.text(), self.role.text(), strokes
            )
            signed.then(lambda _one: self._empty(), self).otherwise(self.say_error, self)

    def _empty(self) -> None:
        self.pad.clear()
        self.name.clear()
        self.role.clear()
        self.message.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        has_control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if has_control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
        elif has_control and event.key() == Qt.Key.Key_P:
            self.keep_paper()
        else:
            super().keyPressEvent(event)
