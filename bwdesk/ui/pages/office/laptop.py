"""A laptop that is lost, or comes back: what the office can tell it. Each choice says what becomes of the records on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bwdesk.sync.office_wire import Accept, ApartRow, Ask, DeviceRow, EndDevice, OrderWipe, PersonRow, TakeBack
from bwdesk.sync.orders import Wipe
from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.pages.office.parts import AskingForm, Port
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import Words

ACTS = (("accept", "download-simple"), ("back", "sign-out"), ("end", "prohibit"), ("wipe", "eraser"), ("spare", "arrow-u-up-left"))


class LaptopPanel(AskingForm):
    """`done(act, laptop's name, laptop)` when the office said yes: accept, back, end, wipe, spare."""

    done = Signal(str, str, str)

    def __init__(self, port: Port, look: LookSource, texts: Texts, parent: QWidget) -> None:
        super().__init__(port, look, texts, "", texts("new_factory.away"), parent)
        self._row: DeviceRow | None = None
        self.why_not = Words(look, "", Role.SMALL, "text2", wrap=True, parent=self)
        self.column.addWidget(self.why_not)
        self.lines: dict[str, tuple[ActButton, QWidget]] = {}
        for act, icon in ACTS:
            self.column.addWidget(self._line(act, icon))
        wide = max(button.sizeHint().width() for button, _ in self.lines.values())
        for button, _ in self.lines.values():
            button.setMinimumWidth(wide)
        foot = QHBoxLayout()
        foot.addWidget(self.message, 1)
        foot.addStretch(1)
        foot.addWidget(self.away)
        self.column.addLayout(foot)

    def _line(self, act: str, icon: str) -> QWidget:
        held = QWidget(self)
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        button = self.button(f"office.act.{act}_laptop", lambda: self._ask(act), icon=icon)
        row.addWidget(button)
        row.addWidget(
            Words(self.look, self.texts(f"office.act.{act}_laptop.help"), Role.SMALL, "text2", wrap=True, parent=held),
            1,
            Qt.AlignmentFlag.AlignVCenter,
        )
        self.lines[act] = button, held
        return held

    def open(
        self, row: DeviceRow, owner: PersonRow | None, here: str, apart: Sequence[ApartRow] = (),
        name_of: Callable[[str, Texts], str] = lambda _laptop, _texts: "",
    ) -> None:  # fmt: skip
        """What can be done with a laptop. `here`: the id of the laptop the asker sits at; `apart`: what waits of it, or is kept;
        `name_of`: a laptop in words, by its id."""
        self._row = row
        why_not = "office.yourself" if row.id == here else owner.why_not if owner is not None else "office.not_yours"
        if why_not == "office.yourself" and row.id != here:
            why_not = ""  # one's own other laptop
        texts, waits = self.texts, bool(row.order) and not row.order_done_at
        self.head.title.show_words(texts("office.laptop.title", name=row.name, person=owner.name if owner is not None else ""))
        told = [self._apart(one, name_of(one.brought_by, texts)) for one in apart]
        self.why_not.show_words("\n".join([texts(f"error.{why_not}")] if why_not else told))
        self.why_not.setVisible(bool(why_not or told))
        can = {
            "accept": any(one.reason != "altered" for one in apart), "back": not row.revoked_at and not row.order,
            "end": not row.revoked_at, "wipe": not row.order, "spare": waits,
        }  # fmt: skip
        for act, (_, line) in self.lines.items():
            line.setVisible(can[act] and not why_not)
        self.message.hide()
        self.show()
        first = next((button for act, (button, _) in self.lines.items() if can[act] and not why_not), self.away)
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _apart(self, one: ApartRow, who: str) -> str:
        told = self.texts.count(f"office.apart.{one.reason}", one.changes, where=self._where(one.scope))
        return f"{told} {self.texts('office.apart.by', who=who)}" if who else told

    def _where(self, scope: str) -> str:
        """A place in words: the office does not tell the desk more than what kind of place it is."""
        return self.texts(f"office.place.{scope.partition('/')[0]}")

    def _ask(self, act: str) -> None:
        row = self._row
        if row is None:
            return
        asks: dict[str, Ask] = {
            "back": OrderWipe(row.id, Wipe.AFTER_SENDING.value), "end": EndDevice(row.id), "wipe": OrderWipe(row.id, Wipe.NOW.value),
            "spare": TakeBack(row.id), "accept": Accept(row.id),
        }  # fmt: skip
        self.ask(asks[act], lambda _noted: self._finish(act, row))

    def _finish(self, act: str, row: DeviceRow) -> None:
        self.hide()
        self.done.emit(act, row.name, row.id)
