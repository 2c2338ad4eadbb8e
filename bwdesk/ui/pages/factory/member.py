"""A member of the committee, added or edited: job title, side, sex, how chosen, term. A panel, not a dialog; Escape puts it away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from bwdesk.domain.committee import Member, Selection, Sex, Side
from bwdesk.errors import DeskError
from bwdesk.ui.bench import Bench
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.choice import Choice
from bwdesk.ui.parts.form_panel import FormPanel
from bwdesk.usecases.committee import add_member, edit_member, member_left


class MemberPanel(FormPanel):
    """`put_away` when it is done with; after one member was added it stands ready for the next."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        texts, look = bench.texts, bench.look
        super().__init__(look, texts, texts("factory.member"), texts("planner.away"), parent)
        self._bench = bench
        self._factory = ""
        self._member: Member | None = None
        self.title = LineField(self)
        self.title.entered.connect(self._keep)
        self.side, self.sex, self.selection = (Choice(look, self) for _ in range(3))
        for box, kind in ((self.side, Side), (self.sex, Sex), (self.selection, Selection)):
            for one in kind:
                box.addItem(texts(f"{kind.__name__.lower()}.{one}"), one)
        self.union = QCheckBox(texts("factory.member.union"), self)
        self.term = LineField(self)
        self.term.setPlaceholderText("2027-03-14")
        self.term.entered.connect(self._keep)
        self.left = ActButton(look, texts("factory.member.left"), kind="quiet")
        self.left.clicked.connect(self._leave)
        self.keep = ActButton(look, texts("factory.member.keep"), kind="primary")
        self.keep.clicked.connect(self._keep)
        self._lay()

    def _lay(self) -> None:
        fields = (
            ("title", self.title, 4),
            ("side", self.side, 2),
            ("sex", self.sex, 2),
            ("selection", self.selection, 2),
            ("term", self.term, 2),
        )
        self.column.addLayout(self.named_row([(self.texts(f"factory.member.{key}"), field, share) for key, field, share in fields]))
        acts = QHBoxLayout()
        acts.addWidget(self.union)
        acts.addStretch(1)
        for button in (self.left, self.away, self.keep):
            acts.addWidget(button)
        self.column.addLayout(acts)
        self.column.addWidget(self.message)

    def open(self, factory_id: str, member: Member | None = None) -> None:
        """Asks for a new member of a factory's committee, or shows one to be edited."""
        self._factory, self._member = factory_id, member
        self.head.count.show_words(member.title if member is not None else "")
        self.title.show_text(member.title if member is not None else "")
        if member is not None:
            for box, value in ((self.side, member.side), (self.sex, member.sex), (self.selection, member.selection)):
                box.setCurrentIndex(box.findData(value))
        self.union.setChecked(member is not None and member.is_union)
        self.term.show_text(member.term_ends_on.isoformat() if member is not None and member.term_ends_on else "")
        self.left.setVisible(member is not None)
        self.message.hide()
        self.show()
        self.title.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _keep(self) -> None:
        typed = self.term.text().strip()
        try:
            term = date.fromisoformat(typed) if typed else None
        except ValueError:
            self.say(self.texts("factory.member.term_unread", typed=typed))
            self.term.setFocus()
            return
        side, sex = Side(self.side.currentData()), Sex(self.sex.currentData())
        selection, union = Selection(self.selection.currentData()), self.union.isChecked()
        member, title = self._member, self.title.text()
        if member is None:
            added = self._bench.desk.do(add_member, self._factory, title, side, sex, union, selection, None, term)
            added.then(self._added, self).otherwise(self._refused, self)
            return
        edited = replace(
            member, title=title.strip(), side=side, sex=sex, selection=selection, is_union=union or side is Side.UNION, term_ends_on=term
        )
        self._bench.desk.do(edit_member, member, edited).then(lambda _member: self.leave(), self).otherwise(self._refused, self)

    def _added(self, _member: Member) -> None:
        self.open(self._factory)

    def _leave(self) -> None:
        if self._member is not None:
            left = self._bench.desk.do(member_left, self._member, self._bench.today())
            left.then(lambda _member: self.leave(), self).otherwise(self._refused, self)

    def _refused(self, error: DeskError) -> None:
        self.say_error(error)
        (self.term if error.field == "term_ends_on" else self.title).setFocus()
