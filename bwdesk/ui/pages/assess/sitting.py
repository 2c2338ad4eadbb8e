"""The page of one self-diagnosis, made for the committee's table: map at the side, one large question, the end of each cluster."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from bwdesk.domain.assessment import Verdict
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.diagnosis import DiagnosisAnswer, Sitting, Target
from bwdesk.domain.factory import Factory
from bwdesk.domain.plan import Issue
from bwdesk.domain.thing import Thing
from bwdesk.errors import DeskError
from bwdesk.ui.bench import Bench
from bwdesk.ui.pages.assess.areas import context_of, scrolled
from bwdesk.ui.pages.assess.commands import Act, make_commands
from bwdesk.ui.pages.assess.head import Progress
from bwdesk.ui.pages.assess.second import second_menu
from bwdesk.ui.pages.assess.sitting_pane import SittingPane
from bwdesk.ui.pages.assess.sitting_question import SittingQuestion
from bwdesk.ui.pages.assess.sitting_recorder import SittingRecorder
from bwdesk.ui.pages.assess.sitting_sheet import SittingSheet
from bwdesk.ui.pages.assess.sitting_summary import SittingSummary
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.parts.bars import Banner
from bwdesk.ui.parts.basics import TitleRow, hairline
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.question_map import QuestionMap
from bwdesk.ui.when import day_words
from bwdesk.usecases.sitting_view import SittingView, sitting_view

MAP = 216
FOLDS = 860


class SittingPage(DeskPage):
    """One sitting. `opened(sitting=…, question=…)`."""

    key = "assess"
    kinds: ClassVar[tuple[type[Thing], ...]] = (Sitting, DiagnosisAnswer, Target, Issue, Factory, Cycle)
    instead = ("assess", {"list": "1"})

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.wants_pane = not bench.look.look.touch  # type: ignore[misc]  # there the room is needed for the three columns
        self._sitting_id = self._wanted = self._current = self._after = ""
        self._sheet: SittingSheet | None = None
        self._silent: tuple[str, ...] | None = None
        self.recorder = SittingRecorder(self, self._assume, self._refused)
        self._build()
        texts = self.texts
        acts = [
            Act("before", self.go_before, "caret-left", key_text="⇧ Enter", touch=1),
            Act("next", self.go_next, "caret-right", key_text="Enter", bar=1, touch=4),
            Act("voice", lambda: self.question.step_voice(1), "users", key_text="Tab", bar=2, touch=2),
            Act("gap", self.go_gap, "skip-forward", "F8", bar=3),
            Act("agree", self.question.agree, "handshake", key_text="A", bar=4, touch=3),
            Act("note", lambda: self._to_note(), "note-pencil", key_text="N", bar=5),
            Act("target", lambda: self._to_target(), "calendar-blank", key_text="T", bar=6),
            Act("choose", lambda: self.recorder.choose(self._current), "check-square", key_text="C", bar=7),
            Act("summary", self.show_summary, "list-bullets", "Ctrl+Shift+Return", bar=8, at_end=True),
            Act("second", self._ask_second, "translate", "Ctrl+Shift+L"),
            Act("map", self._to_map, "rows", "Ctrl+G"),
            Act("paper", self.report, "file-pdf", "Shift+F12"),
            Act("list", self._list, "list-bullets", "Ctrl+Up"),
        ]
        make_commands(
            self, acts, lambda name: texts(f"sitting.act.{name}"), lambda name: texts(f"sitting.hint.{name}"), touch=self.look.look.touch
        )

    def _build(self) -> None:
        source, texts = self.look, self.texts
        self.head = TitleRow(source, texts("sitting.title"), parent=self)
        self.progress = Progress(source)
        self.head.set_actions([self.progress])
        self.banner = QVBoxLayout()
        self.map = QuestionMap(source, texts("assess.map"), self)
        self.map.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.map_frame = QFrame(self)
        beside = QVBoxLayout(self.map_frame)
        inset = source.look.density.inset
        beside.setContentsMargins(inset - 2, 14, inset - 2, 8)
        beside.addWidget(self.map)
        beside.addStretch(1)
        self.question = SittingQuestion(self.bench, self.recorder)
        self.summary = SittingSummary(self.bench, self.recorder)
        self.pane_widget = SittingPane(self.bench)
        self.stack = QStackedWidget(self)
        self._area = scrolled(self.question)
        self.stack.addWidget(self._area)
        self.stack.addWidget(self.summary)
        self.body = QHBoxLayout()
        self.body.setSpacing(0)
        self.body.addWidget(self.map_frame)
        self.body.addWidget(self.stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(hairline(self))
        column.addLayout(self.banner)
        column.addLayout(self.body, 1)
        self.map.jumped.connect(self.go_to)
        self.question.went_on.connect(self.go_next)
        self.summary.opened.connect(self.go_to)
        self.summary.went_on.connect(self._go_on)
        self.summary.report_asked.connect(self.report)
        self.question.show_second(self.bench.settings.settings.table_language)

    def _ask_second(self) -> None:
        """Which language stands beside the desk's own at the table."""
        menu = second_menu(self, self.texts, self.bench.settings.settings.table_language, self._show_second)
        menu.popup(self.head.mapToGlobal(self.head.rect().bottomLeft()))
        self.second_menu = menu

    def _show_second(self, language: str) -> None:
        self.bench.settings.change(table_language=language)
        self.question.show_second(language)

    # being shown

    def opened(self, **where: str) -> None:
        self._wanted = where.get("question", "")
        wanted = where.get("sitting", "") or self._sitting_id
        if wanted != self._sitting_id:
            self._sheet, self._current = None, ""
            self.recorder.sheet, self.recorder.drafts = None, {}
        self._sitting_id = wanted
        self.reload()

    def reload(self) -> None:
        if self._sitting_id:
            self.ask(self._show, sitting_view, self._sitting_id)

    def _show(self, view: SittingView) -> None:
        is_first = self._sheet is None
        if is_first:
            self.recorder.drafts = {draft.key: draft for draft in view.drafts}
        self._set(SittingSheet(view))
        self.context_changed.emit(context_of(view.factory, view.cycle, self.texts, self.bench.today()))
        self.title_changed.emit()
        self._show_banner(view)
        if is_first or self._wanted:
            sheet = SittingSheet(view)
            wanted, self._wanted = self._wanted, ""
            self.go_to(wanted if wanted in sheet.rows else self._drafted(sheet) or sheet.first())
        else:
            self._refresh()
        if self._has_failed:
            self._has_failed = False
            self.question.restore_words()

    def _drafted(self, sheet: SittingSheet) -> str:
        """The question at which words were being typed."""
        codes = (key.split("/")[2] for key in self.recorder.drafts if key.count("/") == 3)
        return next((code for code in codes if code in sheet.rows), "")

    def _show_banner(self, view: SittingView) -> None:
        """One side has said nothing on the second question either: allowed, and it stands in the record."""
        begun = sum(any(verdict is not Verdict.OPEN for verdict in row.sides.verdicts.values()) for row in view.page.rows)
        silent = tuple(view.silent) if begun > 1 else ()
        if silent == self._silent:
            return
        self._silent = silent
        while (item := self.banner.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        inset = self.look.look.density.inset
        self.banner.setContentsMargins(inset, 10 if silent else 0, inset, 0)
        if silent:
            what = self.texts(f"sitting.silent.{silent[0]}")
            self.banner.addWidget(Banner(self.look, what, self.texts("sitting.silent.rest"), Kind.UNSURE, "users", parent=self))

    def title(self) -> str:
        name = self._sheet.view.factory.name if self._sheet is not None and self._sheet.view.factory is not None else ""
        return f"{self.texts('sitting.title')} {name}".strip()

    def pane(self) -> QWidget | None:
        return self.pane_widget

    def focus_first(self) -> None:
        if self.stack.currentWidget() is self.summary:
            self.summary.focus_first()
        else:
            self.question.rest()

    def leaving(self) -> None:
        self.settle()

    def settle(self) -> None:
        """Everything that was typed becomes a record."""
        if self._sheet is not None and self._current:
            self.question.settle()

    # the sheet

    def _set(self, sheet: SittingSheet) -> None:
        self._sheet = self.recorder.sheet = sheet

    def _assume(self, sheet: SittingSheet) -> None:
        self._set(sheet)
        self._refresh()

    def _refused(self, error: DeskError) -> None:
        """Nothing was written: the page shows what stands, and the words that were typed come back into their field."""
        self._has_failed = True
        self.desk.tell(error)
        self.reload()

    _has_failed = False

    def _refresh(self) -> None:
        sheet = self._sheet
        if sheet is None or not sheet.rows:
            return
        if self._current not in sheet.rows:
            self._current = sheet.first()
        row, page, texts = sheet.rows[self._current], sheet.page, self.texts
        facts = texts("sitting.facts", day=day_words(self.look.look, page.sitting.held_on), clusters=sheet.cluster_names(texts))
        self.head.show_title(texts("sitting.title"), facts)
        total = len(page.rows)
        self.progress.show_progress(str(page.answered), texts("sitting.of_agreed", total=total), page.answered / total)
        self.map.show_clusters(sheet.clusters(texts), self._current)
        self.map.show_current(self._current)
        self.question.show_row(sheet, row)
        self.pane_widget.show_row(sheet, row)
        if self.stack.currentWidget() is self.summary:
            self.summary.show_sheet(sheet)

    @property
    def sheet(self) -> SittingSheet | None:
        """The sitting as it stands on the screen; None before it was read."""
        return self._sheet

    # going

    def go_to(self, code: str) -> None:
        """Goes to a question."""
        if self._sheet is None or code not in self._sheet.rows:
            return
        if code != self._current:
            self.settle()
        self._current = code
        self.stack.setCurrentWidget(self._area)
        self._area.verticalScrollBar().setValue(0)
        self._refresh()
        self.question.rest()

    def go_next(self) -> None:
        """The next question; after a cluster, what it has come to."""
        if self.stack.currentWidget() is self.summary:
            self._go_on()
            return
        self.settle()
        sheet = self._sheet
        if sheet is None or self._current not in sheet.rows:
            return
        if sheet.is_last_of_cluster(self._current):
            self._summarise(sheet.rows[self._current].question.cluster)
        else:
            self.go_to(sheet.step(self._current, 1))

    def go_before(self) -> None:
        """The question before."""
        if self._sheet is not None:
            self.go_to(self._sheet.step(self._current, -1))

    def go_gap(self) -> None:
        """The next question that nothing is agreed on."""
        self.settle()
        if self._sheet is not None:
            self.go_to(self._sheet.next_gap(self._current))

    def show_summary(self) -> None:
        """What the whole sitting has come to, or back to the question."""
        self.settle()
        if self.stack.currentWidget() is self.summary and not self._after:
            self.go_to(self._current)
        else:
            self._summarise("")

    def _summarise(self, cluster: str) -> None:
        if self._sheet is not None:
            self._after = cluster
            self.summary.show_sheet(self._sheet, cluster)
            self.stack.setCurrentWidget(self.summary)
            self.summary.focus_first()

    def _go_on(self) -> None:
        """From the end of a cluster to the next one; from the last to the whole; from the whole back to the question."""
        sheet = self._sheet
        if sheet is None:
            return
        after = sheet.step(self._current, 1)
        if self._after and after == self._current:
            self._summarise("")
        else:
            self.go_to(after if self._after else self._current)

    # acting

    def _to_note(self) -> None:
        self.question.columns[self.question.voice].note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _to_target(self) -> None:
        self.question.wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _to_map(self) -> None:
        self.settle()
        self.map.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def report(self) -> None:
        """The summary as a PDF."""
        self.settle()
        if self._sheet is not None:
            sitting = self._sheet.page.sitting
            self.go.emit("reports", {"kind": "diagnosis", "id": sitting.id, "factory": sitting.factory_id})

    def _list(self) -> None:
        self.settle()
        self.go.emit("assess", {"list": "1"})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._sheet is None or self.stack.currentWidget() is not self._area:
            if event.key() == Qt.Key.Key_Escape and self._sheet is not None:
                self.go_to(self._current)
            else:
                super().keyPressEvent(event)
        elif is_enter and plain == Qt.KeyboardModifier.NoModifier:
            self.go_next()
        elif is_enter and plain == Qt.KeyboardModifier.ShiftModifier:
            self.go_before()
        elif not self.question.take_key(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        grown = max(1.0, self.look.look.type.factor)
        is_narrow = self.look.look.touch or self.width() < FOLDS * grown
        self.body.setDirection(QHBoxLayout.Direction.TopToBottom if is_narrow else QHBoxLayout.Direction.LeftToRight)
        self.map_frame.setMaximumWidth(16_777_215 if is_narrow else round(MAP * grown))
        self.question.fold(self.width() - (0 if is_narrow else round(MAP * grown)))
