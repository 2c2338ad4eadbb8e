"""Before the closing meeting, for the committee's eyes: findings by cluster in large type, and the factory's words to each taken down.

F11 turns the screen as everywhere; the page shows the same either way, because nothing here is hidden by a button: the values hold no
sources, remarks or small groups (usecases/preclosing.py).
"""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.assessment import Answer, Assessment
from bwdesk.domain.factory import Factory
from bwdesk.domain.thing import Thing
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.page import Context
from bwdesk.ui.pages.assess.areas import scrolled
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.pages.committee.typed import TypedField
from bwdesk.ui.parts.basics import TitleRow, Words, hairline
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, Group, RowModel, list_column
from bwdesk.usecases.preclosing import Presentation, Presented, presentation_of, take_down, words_draft


class PreclosingPage(DeskPage):
    """`opened(assessment=…)`."""

    key = "preclosing"
    wants_pane = False
    kinds: ClassVar[tuple[type[Thing], ...]] = (Answer, Assessment, Factory)
    instead = ("assess", {"list": "1"})

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._assessment_id = ""
        self._shown: Presentation | None = None
        look, t = self.look, self.texts
        self.head = TitleRow(look, t("frame.place.preclosing"), "", self)
        self._model: RowModel[Presented] = RowModel(
            list_column(self._cell), lambda one: one.answer_id, group=lambda one: Group(one.cluster, one.cluster, one.number.zfill(8))
        )
        self.list = RowView(look, self._model, self, inset=look.look.density.inset)
        self.list.setAccessibleName(t("preclosing.findings"))
        self.list.set_empty(t("preclosing.none"), t("preclosing.none.do"))
        self.list.current_row.connect(self._chosen)
        self.list.activated_row.connect(lambda _key: self.write())
        self._build_one()
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.list, 2)
        body.addWidget(self.area, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(hairline(self))
        column.addLayout(body, 1)
        self.command(t("preclosing.act.words"), self.write, "F2", icon="note-pencil", hint=t("preclosing.hint.words"), bar=True)
        self.command(t("preclosing.act.next"), self.go_next, "Ctrl+Return", icon="caret-right", hint=t("preclosing.hint.next"), bar=True)
        self.command(t("preclosing.act.back"), self._back, "Ctrl+Shift+L")

    def _build_one(self) -> None:
        look, t = self.look, self.texts
        self.one = QFrame(self)
        self.name = Words(look, "", Role.NAME, "text2", wrap=True, parent=self.one)
        self.finding = Words(look, "", Role.QUESTION, wrap=True, parent=self.one)
        self.facts = Words(look, "", Role.BODY, "text2", wrap=True, parent=self.one)
        self.words = TypedField(self.bench, t("preclosing.words"), self.one)
        self.words.setMinimumHeight(120)
        look.changed.connect(self._relook)
        self._relook()
        inset = look.look.density.inset
        column = QVBoxLayout(self.one)
        column.setContentsMargins(inset, 16, inset, 16)
        column.setSpacing(12)
        for widget in (self.name, self.finding, self.facts, Words(look, t("preclosing.words"), Role.NAME, parent=self.one)):
            column.addWidget(widget)
        column.addWidget(self.words, 1)
        self.area: QWidget = scrolled(self.one)
        self.area.hide()

    def _relook(self) -> None:
        self.words.setFont(self.look.look.type.font(Role.BODY))

    # being shown

    def opened(self, **where: str) -> None:
        self._assessment_id = where.get("assessment", "") or self._assessment_id
        self.context_changed.emit(Context())
        self.reload()

    def reload(self) -> None:
        if self._assessment_id:
            self.ask(self._show, presentation_of, self._assessment_id)

    def title(self) -> str:
        return self.texts("frame.place.preclosing")

    def focus_first(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.list.choose_first()

    def leaving(self) -> None:
        self.words.settle()

    def _show(self, shown: Presentation) -> None:
        self._shown = shown
        counted = self.texts.count("preclosing.count", len(shown.findings))
        name = shown.factory.name if shown.factory is not None else ""
        self.head.show_title(self.title(), f"{name} · {counted}" if name else counted)
        self._model.set_rows(shown.findings)
        if not self.list.current_key():
            self.list.choose_first()
        self._chosen(self.list.current_key())

    def _cell(self, one: Presented) -> Cell:
        return Cell(f"{one.number}  {one.title}", mark=Kind.GOOD if one.factory_words.strip() else Kind.GAP)

    def _chosen(self, key: str) -> None:
        shown = self._shown
        one = next((row for row in self._model.shown_values() if row.answer_id == key), None)
        self.area.setVisible(one is not None)
        if one is None or shown is None:
            return
        self.name.show_words(f"{one.number}  {one.title}")
        self.finding.show_words(one.finding)
        facts = self._facts(one)
        self.facts.show_words(facts)
        self.facts.setVisible(bool(facts))
        draft_key = words_draft(shown.assessment_id, one.answer_id)
        draft = shown.drafts.get(draft_key)
        self.words.setReadOnly(shown.is_fixed)
        self.words.show_record(
            draft_key, one.factory_words, (draft.text, draft.caret) if draft is not None else None,
            lambda text: self.desk.do(take_down, one.answer_id, text),
        )  # fmt: skip

    def _facts(self, one: Presented) -> str:
        t = self.texts
        facts = [t("preclosing.places", places=t.commas(one.places))] if one.places else []
        if one.concerned is not None:
            of = t("preclosing.of", of=one.of) if one.of is not None else ""
            facts.append(t.count("preclosing.concerned", one.concerned) + of)
        if one.women is not None:
            facts.append(t.count("preclosing.women", one.women))
        return " · ".join(facts)

    # acts

    def write(self) -> None:
        """The caret goes where the factory's words are taken down."""
        if self.area.isVisible():
            self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_next(self) -> None:
        """Keeps the words and goes to the next finding."""
        self.words.settle()
        keys = [one.answer_id for one in self._shown.findings] if self._shown is not None else []
        now = self.list.current_key()
        if keys:
            self.list.choose(keys[(keys.index(now) + 1) % len(keys)] if now in keys else keys[0])

    def _back(self) -> None:
        self.words.settle()
        if self._assessment_id:
            self.go.emit("assess", {"assessment": self._assessment_id})
