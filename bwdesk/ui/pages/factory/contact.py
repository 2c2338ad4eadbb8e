"""A call, mail or message between visits, noted in one line. A panel, not a dialog; it stands ready for the next one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bwdesk.domain.contact import Channel, Contact
from bwdesk.domain.cycle import Cycle
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.choice import Choice
from bwdesk.ui.parts.form_panel import FormPanel
from bwdesk.usecases.engagement import MAX_HALF_DAYS, add_contact


class ContactPanel(FormPanel):
    """Half days stay empty unless the contact is to count as visit days."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        texts, look = bench.texts, bench.look
        super().__init__(look, texts, texts("year.contact"), texts("planner.away"), parent)
        self._bench, self._cycle = bench, Cycle(id="", scope="", factory_id="", number=0, started_on=bench.today())
        self.channel = Choice(look, self)
        for one in Channel:
            self.channel.addItem(texts(f"channel.{one}"), one)
        self.who, self.text, self.half_days = (LineField(self) for _ in range(3))
        for field in (self.who, self.text, self.half_days):
            field.entered.connect(self._keep)
        keep = ActButton(look, texts("year.keep"), kind="primary")
        keep.clicked.connect(self._keep)
        fields = (("channel", self.channel, 2), ("who", self.who, 3), ("text", self.text, 6), ("half_days", self.half_days, 1))
        self.column.addLayout(self.named_row([(texts(f"year.contact.{key}"), f, share) for key, f, share in fields], (self.away, keep)))
        self.column.addWidget(Words(look, texts("year.contact.note"), Role.SMALL, "text2", wrap=True))
        self.column.addWidget(self.message)

    def open(self, cycle: Cycle) -> None:
        """Asks for a contact in a cycle."""
        self._cycle = cycle
        for field in (self.who, self.text, self.half_days):
            field.show_text("")
        self.message.hide()
        self.show()
        self.who.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _keep(self) -> None:
        typed = self.half_days.text().strip()
        if typed and not typed.isdecimal():
            self.say(self.texts("year.contact.unread", typed=typed, most=MAX_HALF_DAYS))
            return
        channel, halves = Channel(self.channel.currentData()), int(typed) if typed else None
        kept = self._bench.desk.do(add_contact, self._cycle, channel, self.who.text(), self.text.text(), None, halves)
        kept.then(self._kept, self).otherwise(self.say_error, self)

    def _kept(self, _contact: Contact) -> None:
        self.open(self._cycle)
