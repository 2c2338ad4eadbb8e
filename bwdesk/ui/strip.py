"""The bottom strip: always there, always true: saved, waiting, to settle, timer; link, author, language. Each entry opens its page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource
from bwdesk.ui.moments import clock
from bwdesk.ui.parts.flat import StripEntry
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.places import StripState


class Strip(QFrame):
    """Shows a StripState. `asked(entry)` names what was pressed: saved, waiting, settle, aside, timer, link, author, language."""

    asked = Signal(str)

    def __init__(self, source: LookSource, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._source, self._texts = source, texts
        self.state = StripState()
        self._entries = {
            "saved": StripEntry(source, "check", parent=self),
            "waiting": StripEntry(source, mark=Kind.WAITING, parent=self),
            "settle": StripEntry(source, mark=Kind.DIFFER, parent=self),
            "aside": StripEntry(source, mark=Kind.BAD, parent=self),
            "timer": StripEntry(source, "timer", parent=self),
            "link": StripEntry(source, "cloud-slash", parent=self),
            "author": StripEntry(source, "user", parent=self),
            "language": StripEntry(source, "globe", parent=self),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(6)
        for key, entry in self._entries.items():
            if key == "link":
                row.addStretch(1)
            row.addWidget(entry)
            entry.clicked.connect(lambda _checked=False, key=key: self.asked.emit(key))
        source.changed.connect(self._relook)
        self._relook()

    def _relook(self) -> None:
        self.setFixedHeight(self._source.look.density.strip)

    def show_state(self, state: StripState, *, turned: bool = False) -> None:
        """Says where everything is. Turned around, only what the factory may see stays."""
        self.state = state
        show = {key: entry.show_words for key, entry in self._entries.items()}
        show["saved"](self._saved_words(state), icon_tone="good" if not state.is_saving else "text3")
        show["waiting"]("" if turned else self._waiting_words(state))
        show["settle"]("" if turned else self._counted("frame.strip.settle", state.to_settle), "differ")
        show["aside"]("" if turned else self._counted("frame.strip.aside", state.set_aside), "bad")
        show["timer"](state.timer)
        words, icon = self._link_words(state)
        show["link"]("" if turned else words, icon=icon)
        show["author"](state.author)
        show["language"](state.language)

    def _saved_words(self, state: StripState) -> str:
        if state.is_saving:
            return self._texts("frame.strip.saving")
        if state.saved_at is None:
            return self._texts("frame.strip.all_saved")
        return self._texts("frame.strip.saved", time=clock(self._source.look, state.saved_at, seconds=True))

    def _counted(self, key: str, number: int) -> str:
        return self._texts.count(key, number) if number else ""

    def _waiting_words(self, state: StripState) -> str:
        parts = [
            self._counted("frame.strip.records", state.records_waiting),
            self._counted("frame.strip.photos", state.photos_waiting),
        ]
        what = self._texts("frame.strip.and").join(part for part in parts if part)
        return self._texts("frame.strip.waiting", what=what) if what else self._texts("frame.strip.nothing_waiting")

    def _link_words(self, state: StripState) -> tuple[str, str]:
        match state.link:
            case "online":
                return "", "cloud-check"
            case "sending":
                return self._texts("frame.strip.sending", done=state.sent, all=state.to_send), "cloud-arrow-up"
            case "paused":
                return self._texts("frame.strip.paused"), "pause"
            case "needs_sign_in":
                return self._texts("frame.strip.sign_in"), "key"
            case _:
                return self._texts("frame.strip.offline"), "cloud-slash"
