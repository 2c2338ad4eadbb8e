"""Interviews and files: done against what the programme asks for in a factory of that size."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.interview import Done
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.mark import Kind, MarkView
from bwdesk.usecases.vault import VaultPage, count_files

COUNTS = ("all", "women", "men", "files")


class TallyBar(QFrame):
    """One line of counts, each with its mark, and a line by category. The number of files is typed here."""

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        super().__init__(parent)
        self._bench = bench
        self._page: VaultPage | None = None
        look, t = bench.look, bench.texts
        inset = look.look.density.inset
        self.marks = {name: MarkView(look, Kind.GAP, "", self) for name in COUNTS}
        self.counts = {name: Words(look, "", Role.BODY, parent=self) for name in COUNTS}
        self.files = LineField(self)
        self.files.setAccessibleName(t("vault.files.field"))
        self.files.setPlaceholderText(t("vault.files.field"))
        self.files.setFixedWidth(round(look.look.type.metrics(Role.BODY).horizontalAdvance(t("vault.files.field")) + 24))
        self.files.settled.connect(self._count_files)
        self.more = Words(look, "", Role.SMALL, "text2", wrap=True, parent=self)
        self.message = Words(look, "", Role.SMALL, "bad", wrap=True, parent=self)
        self.message.hide()
        row = QHBoxLayout()
        row.setSpacing(6)
        for name in COUNTS:
            row.addWidget(self.marks[name])
            row.addWidget(self.counts[name])
            row.addSpacing(14)
        row.addWidget(self.files)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(inset, 8, inset, 8)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.more)
        column.addWidget(self.message)

    def show_page(self, page: VaultPage) -> None:
        """Shows the counts."""
        self._page = page
        t, tally = self._bench.texts, page.tally
        for name, done in (("all", tally.all), ("women", tally.women), ("men", tally.men), ("files", page.files)):
            self.marks[name].show_mark(Kind.GOOD if done.is_enough else Kind.GAP, t("vault.enough" if done.is_enough else "vault.not_yet"))
            self.counts[name].show_words(self._count(name, done))
        lines = []
        if tally.categories:
            lines.append(t("vault.by_category", counts=" · ".join(f"{name} {done.done}" for name, done in tally.categories)))
            silent = [name for name, done in tally.categories if not done.is_enough]
            if silent:
                lines.append(t("vault.nobody_of", names=t.commas(silent)))
        if tally.unknown:
            lines.append(t.count("vault.sex_unknown", tally.unknown))
        if tally.all.wanted is None:
            lines.append(t("vault.no_workforce"))
        self.more.show_words(" ".join(lines))
        self.more.setVisible(bool(lines))
        self.files.show_text("" if page.assessment.files_seen is None else str(page.assessment.files_seen))

    def _count(self, name: str, done: Done) -> str:
        t = self._bench.texts
        if done.wanted is None:
            return t(f"vault.count.{name}", done=done.done)
        return t("vault.count.of", what=t(f"vault.count.{name}", done=done.done), wanted=done.wanted)

    def settle(self) -> None:
        """Writes the number that is being typed."""
        self.files.settle()

    def _count_files(self, typed: str) -> None:
        if self._page is None:
            return
        said = typed.strip()
        number = int(said) if said.isdecimal() and len(said) < 7 else None
        if said and number is None:
            self._say(self._bench.texts("vault.files.number"))
            return
        self.message.hide()
        self._bench.desk.do(count_files, self._page.assessment, number)

    def _say(self, words: str) -> None:
        self.message.show_words(words)
        self.message.show()
