"""The paper of what is looked at: its pages, for whom they are made, and saving them. Held in memory until a person saves it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSizeF, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.edition import Variant
from bwdesk.runtime.papers import PaperFile, write_file
from bwdesk.runtime.pdf_pages import PdfPages
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.parts.lines import hairline
from bwdesk.ui.parts.page_preview import PagePreview
from bwdesk.ui.parts.tabs import Tab, Tabs
from bwdesk.ui.parts.words import Words

_VARIANTS = (Variant.INTERNAL, Variant.PUBLIC)


class TrendsPaper(QWidget):
    """Pages of a synthesis under the tabs of its variants. `made` when another paper is there, or none (`paper` tells)."""

    made = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look, t = bench.look, bench.texts
        self._bench = bench
        self._wanted = ("", "")
        self._variant = Variant.INTERNAL
        self._pages: PdfPages | None = None
        self.paper: PaperFile | None = None
        self.tabs = Tabs(look, [Tab(one.value, t(f"trends.paper.{one}")) for one in _VARIANTS], self)
        self.tabs.setAccessibleName(t("trends.paper.variants"))
        self.tabs.chosen.connect(self._choose)
        self.said = Words(look, "", Role.SMALL, "text2", wrap=True, parent=self)
        inset = look.look.density.inset
        self.preview = PagePreview(look, t("trends.paper.pages"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.tabs, self.said):
            bar = QHBoxLayout()
            bar.setContentsMargins(inset, 4, inset, 4)
            bar.addWidget(part, 1)
            column.addLayout(bar)
        column.addWidget(hairline(self))
        column.addWidget(self.preview, 1)

    def open(self, kind: str, thing_id: str) -> None:
        """Makes the paper of a kind, and shows it in the variant that was looked at last."""
        self._wanted = (kind, thing_id)
        self.make()

    def make(self, *, quietly: bool = False) -> None:
        """Makes the paper of what is wanted; quietly, the one that is shown stays until another is there."""
        known = self.paper if quietly else None
        if known is None:
            self.paper = None
            self.preview.clear()
            self.said.show_words(self._bench.texts("trends.paper.making"))
            self.made.emit()
        promise = self._bench.papers.make(*self._wanted, variant=self._variant.value, known=known)
        promise.then(self._made, self).otherwise(self._bench.desk.tell, self)

    def _choose(self, key: str) -> None:
        self._variant = Variant(key)
        self.make()

    def _made(self, paper: PaperFile) -> None:
        if (paper.kind, paper.thing_id, paper.variant) != (*self._wanted, self._variant.value) or paper is self.paper:
            return
        self.paper = paper
        self._pages = PdfPages(self._bench.desk, paper.data)
        self._pages.sizes().then(partial(self._show, paper), self)
        t = self._bench.texts
        self.said.show_words(t.count("trends.paper.leaks", len(paper.leaks)) if paper.leaks else t(f"trends.paper.{paper.variant}.says"))
        self.made.emit()

    def _show(self, paper: PaperFile, sizes: list[QSizeF]) -> None:
        if paper is self.paper and self._pages is not None:
            self.preview.show_pages(sizes, self._pages.render)

    @property
    def may_save(self) -> bool:
        """Whether there is a paper, and no name of a factory stands where none may."""
        return self.paper is not None and not self.paper.leaks

    def save(self) -> None:
        """Asks where, and writes the paper there."""
        if self.paper is None or not self.may_save:
            return
        texts, folder = self._bench.texts, self._bench.settings.settings.places.get("papers", str(Path.home()))
        name, _ = QFileDialog.getSaveFileName(self, texts("trends.act.paper.save"), str(Path(folder) / self.paper.name), "PDF (*.pdf)")
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Writes the paper that is shown to a file, whole or not at all, off the GUI thread."""
        if self.paper is not None and self.may_save:
            desk = self._bench.desk
            desk.errand(desk.lanes.paper, partial(write_file, path, self.paper.data))
