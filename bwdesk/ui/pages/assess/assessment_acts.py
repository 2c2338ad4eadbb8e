"""What can be done on an assessment's page besides answering, and the keys that answer while no field has the caret."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from bwdesk.domain.assessment import Source
from bwdesk.ui.pages.assess.commands import Act, make_commands
from bwdesk.ui.pages.assess.keys import letter_of
from bwdesk.ui.pages.assess.sheet import FIELDS, key_of_field

if TYPE_CHECKING:
    from bwdesk.ui.pages.assess.assessment import AssessmentPage


class AssessmentActs:
    """The commands of one assessment's page."""

    def __init__(self, page: AssessmentPage) -> None:
        self._page = page
        acts = [
            Act("before", page.go_before, "caret-left", key_text="⇧ Enter", touch=1),
            Act("next", page.go_next, "caret-right", key_text="Enter", bar=1, touch=5),
            Act("gap", page.go_gap, "skip-forward", "F8", bar=2, touch=2),
            Act("differ", page.go_differing, "arrows-left-right", "F7", bar=3),
            Act("plan", self.plan, "plus", key_text="P", bar=4, touch=4),
            Act("photo", page.photos.choose, "camera", "F3", bar=5, touch=3),
            Act("document", page.photos.choose_document, "file-pdf", "Shift+F3"),
            Act("ready", self.toggle_ready, "check", "Ctrl+Shift+Return", bar=6, at_end=True),
            Act("shut", lambda: self._at_ready(page.ready.close_it), "lock-simple"),
            Act("reopen", lambda: self._at_ready(page.ready.open_it_again), "lock-simple"),
            Act("evidence", self._to_evidence, "image", "F6"),
            Act("map", self._to_map, "rows", "Ctrl+G"),
            Act("place", page.question.ask_place, "map-pin", key_text="L"),
            Act("workers", page.question.write_workers, "users", key_text="K"),
            Act("remark", page.question.write_remark, "note-pencil", key_text="R"),
            Act("wording", self._keep_wording, "quotes", "Ctrl+Shift+K"),
            Act("thread", self._say, "chat-teardrop-text", "Ctrl+T"),
            Act("about", self._about, "clipboard-text", "Ctrl+Shift+P"),
            Act("next_remark", page.head.remarks.go_next, "chat-teardrop-text", "F9"),
            Act("answer_remark", page.head.remarks.write, "note-pencil", "Shift+F9"),
            Act("vault", lambda: self._away("vault"), "lock-simple", "Ctrl+Shift+I"),
            Act("preclosing", lambda: self._away("preclosing"), "presentation-chart", "Ctrl+Shift+L"),
            Act("paper", self.paper, "file-pdf", "Shift+F12"),
            Act("list", self._list, "list-bullets", "Ctrl+Up"),
        ]
        texts = page.texts
        self.commands = make_commands(
            page, acts, lambda name: texts(f"assess.act.{name}"), lambda name: texts(f"assess.hint.{name}"), touch=page.look.look.touch
        )

    # going elsewhere

    def toggle_ready(self) -> None:
        """Is it ready? The list of what is missing, or back to the question."""
        page = self._page
        page.settle()
        if page.stack.currentWidget() is page.ready:
            page.go_back()
        elif page.sheet is not None:
            page.ready.show_sheet(page.sheet)
            page.assess_pane.show_standing(page.sheet)
            page.stack.setCurrentWidget(page.ready)
            page.ready.focus_first()

    def _at_ready(self, act: Callable[[], None]) -> None:
        """Does something where it can be seen what it is about."""
        if self._page.stack.currentWidget() is not self._page.ready:
            self.toggle_ready()
        act()

    def plan(self) -> None:
        """The plan's item on this question, or the plan."""
        page = self._page
        page.settle()
        if page.sheet is not None:
            issue = {"issue": page.assess_pane.issue_id} if page.assess_pane.issue_id else {}
            page.go.emit("plan", {"factory": page.sheet.page.assessment.factory_id, **issue})

    def paper(self) -> None:
        """The report of this assessment, where its life goes on."""
        page = self._page
        page.settle()
        if page.sheet is not None:
            assessment = page.sheet.page.assessment
            page.go.emit("reports", {"kind": "assessment", "id": assessment.id, "factory": assessment.factory_id})

    def _away(self, place: str) -> None:
        page = self._page
        page.settle()
        if page.sheet is not None:
            page.go.emit(place, {"assessment": page.sheet.page.assessment.id})

    def _list(self) -> None:
        self._page.settle()
        self._page.go.emit("assess", {"list": "1"})

    # going within the page

    def _about(self) -> None:
        self._page.go_to(key_of_field(FIELDS[0]))

    def _say(self) -> None:
        self._page.settle()
        if not self._page.assess_pane.isVisible() and self._page.look.look.touch:
            self.toggle_pane()
        self._page.assess_pane.say_something()

    def toggle_pane(self) -> None:
        """On touch the pane is shown when it is asked for."""
        self._page.wants_pane = not self._page.wants_pane  # type: ignore[misc]  # of this page alone
        self._page.pane_changed.emit()

    def _keep_wording(self) -> None:
        page = self._page
        page.settle()
        if page.is_asking and page.question.cell is not None:
            page.recorder.wording(page.question.cell)

    def _to_evidence(self) -> None:
        self._page.question.evidence.strip.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _to_map(self) -> None:
        self._page.settle()
        self._page.head.map.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # keys

    def take_key(self, event: QKeyEvent) -> bool:
        """Keys that answer, while no field has the caret; True when the key was one."""
        page = self._page
        if not page.is_asking:
            return False
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_enter and plain == Qt.KeyboardModifier.NoModifier:
            page.go_next()
        elif is_enter and plain == Qt.KeyboardModifier.ShiftModifier:
            page.go_before()
        elif event.matches(QKeySequence.StandardKey.Paste):
            page.photos.paste()
        else:
            return page.question.answers.take_key(event) or self._take_letter(letter_of(event))
        return True

    def _take_letter(self, letter: str) -> bool:
        question = self._page.question
        acts = {"p": self.plan, "l": question.ask_place, "r": question.write_remark, "k": question.write_workers}
        if letter.upper() in list(Source):
            question.press_source(Source(letter.upper()))
        elif letter in acts:
            acts[letter]()
        else:
            return False
        return True
