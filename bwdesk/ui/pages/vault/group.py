"""One group: what it said by topic, a confidential warning apart from findings, and the findings that rest on it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.interview import Interview
from bwdesk.errors import DeskError
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.pages.committee.typed import TypedField
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import SectionHead, Words
from bwdesk.ui.parts.choice import Choice
from bwdesk.ui.sentence import sentence_of
from bwdesk.usecases.vault import VaultPage, cite_group, note_draft, remove_group, write_note, write_red_flag


class GroupPanel(QFrame):
    """`acted` after something was written, for the undo bar's words."""

    acted = Signal(str)

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        super().__init__(parent)
        self._bench = bench
        self._page: VaultPage | None = None
        self.group: Interview | None = None
        look, t = bench.look, bench.texts
        self.topic = Choice(look, self)
        self.topic.setAccessibleName(t("vault.topic"))
        self.topic.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.topic.setMinimumContentsLength(20)
        self.topic.currentIndexChanged.connect(lambda _index: self._show_note())
        self.note = TypedField(bench, t("vault.note"), self)
        self.note.setMinimumHeight(96)
        self.others = Words(look, "", Role.SMALL, "text2", wrap=True, parent=self)
        self.written = Words(look, "", Role.SMALL, "text3", wrap=True, parent=self)
        self.red_flag = TypedField(bench, t("vault.red_flag"), self)
        self.red_flag.setMinimumHeight(48)
        self.red_flag.setMaximumHeight(96)
        self.question = Choice(look, self)
        self.question.setAccessibleName(t("vault.question"))
        self.question.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.question.setMinimumContentsLength(16)
        self.question.currentIndexChanged.connect(lambda _index: self._show_cite())
        self.cite_it = ActButton(look, t("vault.cite"), icon="quotes", key="Ctrl+Return")
        self.cite_it.clicked.connect(lambda _checked=False: self.cite())
        self.cited = Words(look, "", Role.BODY, "text2", wrap=True, parent=self)
        self.message = Words(look, "", Role.SMALL, "bad", wrap=True, parent=self)
        self.message.hide()
        self._lay()

    def _lay(self) -> None:
        look, t = self._bench.look, self._bench.texts
        inset = look.look.density.inset
        cite = QHBoxLayout()
        cite.setSpacing(8)
        cite.addWidget(self.question, 1)
        cite.addWidget(self.cite_it)
        column = QVBoxLayout(self)
        column.setContentsMargins(inset, 0, inset, 12)
        column.setSpacing(8)
        column.addWidget(SectionHead(look, t("vault.said")))
        column.addWidget(self.topic)
        column.addWidget(self.note, 3)
        column.addWidget(self.others)
        column.addWidget(self.written)
        column.addWidget(SectionHead(look, t("vault.red_flag"), t("vault.red_flag.how")))
        column.addWidget(self.red_flag, 1)
        column.addWidget(SectionHead(look, t("vault.findings")))
        column.addWidget(self.cited)
        column.addLayout(cite)
        column.addWidget(self.message)

    def show_group(self, page: VaultPage, group: Interview) -> None:
        """Shows a group; another one settles what is being typed first."""
        if self.group is not None and self.group.id != group.id:
            self.settle()
            self.message.hide()
        self._page, self.group = page, group
        self._fill_topics(page)
        self._fill_questions(page)
        self._show_note()
        draft = self._draft("red_flag")
        base = group
        self.red_flag.show_record(
            note_draft(page.assessment.id, group.id, "red_flag"), group.red_flag, draft,
            lambda text: self._bench.desk.do(write_red_flag, page.assessment, self._now(base), text),
        )  # fmt: skip
        self.cited.show_words(self._cited_words(page, group))

    def _now(self, base: Interview) -> Interview:
        """The group as it stands, when it is still the one a field belongs to."""
        return self.group if self.group is not None and self.group.id == base.id else base

    def _fill_topics(self, page: VaultPage) -> None:
        if self.topic.count():
            return
        self.topic.blockSignals(True)
        for cluster in page.tool.clusters:
            self.topic.addItem(f"{cluster.position}  {cluster.name}", cluster.code)
        self.topic.blockSignals(False)

    def _fill_questions(self, page: VaultPage) -> None:
        chosen = self.question.currentData()
        self.question.blockSignals(True)
        self.question.clear()
        for code in page.findings:
            question = page.tool.question(code)
            self.question.addItem(f"{code}  {question.title or question.text}", code)
        at = self.question.findData(chosen)
        self.question.setCurrentIndex(at if at >= 0 else 0 if page.findings else -1)
        self.question.blockSignals(False)
        self._show_cite()

    def _show_cite(self) -> None:
        t = self._bench.texts
        code = self.question.currentData()
        self.question.setEnabled(self.question.count() > 0)
        self.cite_it.setEnabled(bool(code))
        self.cite_it.setText(t("vault.uncite" if self.group is not None and code in self.group.questions else "vault.cite"))

    def _cited_words(self, page: VaultPage, group: Interview) -> str:
        t = self._bench.texts
        if group.questions:
            return t("vault.rest_here", codes=t.commas(sorted(group.questions, key=page.tool.order)))
        return t("vault.rest_none" if page.findings else "vault.no_findings", small=page.small_group)

    def _show_note(self) -> None:
        page, group, topic = self._page, self.group, str(self.topic.currentData() or "")
        if page is None or group is None or not topic:
            return
        t, me = self._bench.texts, self._bench.me.id
        notes = page.notes.get((group.id, topic), ())
        own = next((one.text for one in notes if one.author_id == me), "")
        self.note.show_record(
            note_draft(page.assessment.id, group.id, topic), own, self._draft(topic),
            lambda text: self._bench.desk.do(write_note, page.assessment, group, topic, text),
        )  # fmt: skip
        others = [f"{page.names.get(one.author_id, '')}: {one.text}" for one in notes if one.author_id != me and one.text.strip()]
        self.others.show_words("\n".join(others))
        self.others.setVisible(bool(others))
        clusters = {cluster.code: cluster.name for cluster in page.tool.clusters}
        noted = {topic for (owner, topic), some in page.notes.items() if owner == group.id and any(n.text.strip() for n in some)}
        here = [title for code, title in clusters.items() if code in noted]
        self.written.show_words(t("vault.noted", topics=t.commas(here)) if here else t("vault.nothing_noted"))

    def _draft(self, field: str) -> tuple[str, int] | None:
        page, group = self._page, self.group
        if page is None or group is None:
            return None
        key = note_draft(page.assessment.id, group.id, field)
        return next(((one.text, one.caret) for one in page.drafts if one.key == key), None)

    def focus_first(self) -> None:
        """Puts the caret into the note."""
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def settle(self) -> None:
        """Writes what is being typed."""
        self.note.settle()
        self.red_flag.settle()

    # acts

    def cite(self) -> None:
        """The chosen finding rests on this group, or does not after all."""
        code = str(self.question.currentData() or "")
        if self._page is None or self.group is None or not code:
            return
        key = "vault.uncited" if code in self.group.questions else "vault.done.cited"
        done = self._bench.desk.do(cite_group, self._page.assessment, self.group, code)
        done.then(lambda _one: self._did(self._bench.texts(key, code=code)), self).otherwise(self._refused, self)

    def remove(self) -> None:
        """Takes the group out of the vault."""
        if self._page is None or self.group is None:
            return
        self.settle()
        done = self._bench.desk.do(remove_group, self._page.assessment, self.group)
        done.then(lambda _one: self._did(self._bench.texts("vault.removed")), self).otherwise(self._refused, self)

    def _did(self, words: str) -> None:
        self.message.hide()
        self.acted.emit(words)

    def _refused(self, error: DeskError) -> None:
        self.message.show_words(" ".join(sentence_of(error, self._bench.texts)))
        self.message.show()
