"""What the parts of the page share: the line to the office, the sentence that says how it stands, a form that asks it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtWidgets import QHBoxLayout, QWidget

from bwdesk.errors import DeskError
from bwdesk.runtime.promise import Promise
from bwdesk.sync.office_wire import Ask
from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.form_panel import FormPanel
from bwdesk.ui.parts.mark import Kind, MarkView
from bwdesk.ui.sentence import sentence_of


class Port(Protocol):
    """What the page asks of `bwdesk.runtime.office`."""

    def ask(self, ask: Ask) -> Promise[Any]: ...


class Said(QWidget):
    """One line under the tabs: what goes on or how it ended, with at most one thing to do about it."""

    def __init__(self, look: LookSource, texts: Texts, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._texts = look, texts
        self._done: Callable[[], object] = lambda: None
        self.mark = MarkView(look, Kind.PROGRESS, "", self)
        self.words = Words(look, "", Role.BODY, "text2", wrap=True, parent=self)
        self.act = ActButton(look, "", small=True, parent=self)
        self.act.clicked.connect(lambda _checked=False: self._done())
        row = QHBoxLayout(self)
        inset = look.look.density.inset
        row.setContentsMargins(inset, 4, inset, 8)
        row.setSpacing(8)
        row.addWidget(self.mark)
        row.addWidget(self.words, 1)
        row.addWidget(self.act)
        self.hide()

    def say(self, words: str, kind: Kind, act: str = "", done: Callable[[], object] | None = None) -> None:
        """Says it, with a word for what can be done about it."""
        self.mark.show_mark(kind, "")
        self.words.show_words(words, "bad" if kind is Kind.BAD else "text2")
        self.act.setText(act)
        self.act.setVisible(bool(act))
        self._done = done or (lambda: None)
        self.show()

    def refuse(self, error: DeskError, act: str, done: Callable[[], object]) -> None:
        """Says a failure."""
        self.say(" ".join(sentence_of(error, self._texts)), Kind.UNSURE, act, done)


class AskingForm(FormPanel):
    """A form whose answer comes from the office: while it is asked the form says so, and what was typed stays until it said yes."""

    def __init__(self, port: Port, look: LookSource, texts: Texts, title: str, away: str, parent: QWidget, note: str = "") -> None:
        super().__init__(look, texts, title, away, parent, note)
        self.port = port
        self.buttons: list[ActButton] = []

    def button(self, key: str, done: Callable[[], object], *, kind: Any = "plain", icon: str = "") -> ActButton:
        """A button that is off while the office is asked."""
        made = ActButton(self.look, self.texts(key), kind=kind, icon=icon, parent=self)
        made.clicked.connect(lambda _checked=False: done())
        self.buttons.append(made)
        return made

    def ask(self, ask: Ask, done: Callable[[Any], object]) -> None:
        """Asks; `done` hears the answer, the form says a refusal."""
        self.message.show_words(self.texts("office.asking"), "text2")
        self.message.show()
        self._turn(on=False)

        def kept(answer: Any) -> None:
            self._turn(on=True)
            self.message.hide()
            done(answer)

        self.port.ask(ask).then(kept, self).otherwise(self._refused, self)

    def _refused(self, error: DeskError) -> None:
        self._turn(on=True)
        self.message.set_tone("bad")
        self.say_error(error)

    def _turn(self, *, on: bool) -> None:
        for button in self.buttons:
            button.setEnabled(on)
