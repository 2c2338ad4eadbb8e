"""One document over the page, to be read: its pages, what it is in words, and the ways on. Escape goes back.

No plain byte reaches the disk, unless a person saves a copy.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.evidence import Document
from bwdesk.errors import DeskError
from bwdesk.runtime.documents import OpenDocument
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.page_preview import PagePreview
from bwdesk.ui.parts.photos import Photo as StripPhoto
from bwdesk.usecases.documents import describe_document, remove_document

ICON = "file-pdf"


def document_thumb(document: Document) -> StripPhoto:
    """A document in a strip of photos."""
    return StripPhoto(document.thumb_sha256, document.caption or document.name, ICON)


class DocumentReader(QFrame):
    """Covers the page it was made for while a document is read."""

    def __init__(self, bench: Bench, ground: QWidget) -> None:
        super().__init__(ground)
        self._bench, self._ground = bench, ground
        self._document: Document | None = None
        self._before: QWidget | None = None
        self.setAutoFillBackground(True)
        look, texts = bench.look, bench.texts
        self.name = Words(look, "", Role.STRONG, firm=True, parent=self)
        self.facts = Words(look, "", Role.BODY, "text3", parent=self)
        self.pages = PagePreview(look, texts("document.pages"), self)
        self.pages.page_changed.connect(lambda _page: self._say())
        self.caption = LineField(self)
        self.caption.setPlaceholderText(texts("document.caption"))
        self.caption.setAccessibleName(texts("document.caption"))
        self.caption.draft_changed.connect(lambda _text, _caret: self.caption.settle())  # few words: recorded while they are typed
        self.caption.settled.connect(self._describe)
        self.caption.entered.connect(self.close_reader)
        self.caption.escaped.connect(self.close_reader)
        self.save_button = ActButton(look, texts("document.save"), kind="quiet", icon="download-simple", parent=self)
        self.save_button.clicked.connect(self._save)
        self.remove_button = ActButton(look, texts("document.remove"), kind="quiet", icon="trash", parent=self)
        self.remove_button.clicked.connect(self._remove)
        self.close_button = ActButton(look, texts("document.back"), key="Esc", parent=self)
        self.close_button.clicked.connect(self.close_reader)
        self._lay()
        ground.installEventFilter(self)
        self.hide()

    def _lay(self) -> None:
        inset = self._bench.look.look.density.inset
        head = QHBoxLayout()
        head.setContentsMargins(inset, 12, inset, 12)
        head.setSpacing(12)
        head.addWidget(self.name)
        head.addWidget(self.facts)
        head.addStretch(1)
        row = QHBoxLayout()
        row.setContentsMargins(inset, 12, inset, 16)
        row.setSpacing(8)
        row.addWidget(self.caption, 1)
        for button in (self.remove_button, self.save_button, self.close_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.pages, 1)
        column.addLayout(row)

    def open(self, document: Document, *, can_edit: bool) -> None:
        """Shows a document; its pages follow. Where its bytes are not here yet, a sentence says so."""
        focus = self.window().focusWidget()
        self._before = focus if focus is not None and not self.isAncestorOf(focus) else self._before
        self._document = document
        self.pages.clear()
        self.pages.hide()
        self.caption.show_text(document.caption)
        self.caption.setReadOnly(not can_edit)
        self.remove_button.setVisible(can_edit)
        self._say()
        self.setGeometry(self._ground.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

        def opened(found: OpenDocument) -> None:
            if self._document is not None and self._document.id == document.id and self.isVisible():
                self.pages.show()
                self.pages.show_pages(found.sizes, found.render)
                self.pages.go_to(1)
                self.pages.setFocus(Qt.FocusReason.OtherFocusReason)
                self._say()

        self._bench.documents.open(document).then(opened, self).otherwise(self._failed, self)

    def _failed(self, error: DeskError) -> None:
        self.close_reader()
        self._bench.desk.tell(error)

    def _say(self) -> None:
        document, texts = self._document, self._bench.texts
        if document is not None:
            self.name.show_words(document.name)
            page = texts("reports_page.page_of", page=self.pages.page, of=document.pages or self.pages.page_count)
            self.facts.show_words(page if self.pages.page_count else texts.count("document.pages_of", document.pages or 0))

    def close_reader(self) -> None:
        """Back to where the focus was; what was read is forgotten."""
        if not self.isVisible():
            return
        self.caption.settle()
        self.pages.clear()
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _describe(self, words: str) -> None:
        if self._document is not None and not self.caption.isReadOnly():
            self._bench.desk.do(describe_document, self._document, words)

    def _remove(self) -> None:
        if self._document is not None and not self.caption.isReadOnly():
            self.close_reader()
            self._bench.desk.do(remove_document, self._document)

    def _save(self) -> None:
        document = self._document
        if document is None:
            return
        start = str(Path(self._bench.settings.settings.places.get("papers", str(Path.home()))) / (document.name or "1.pdf"))
        name, _ = QFileDialog.getSaveFileName(self, self._bench.texts("document.save"), start, "PDF (*.pdf)")
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Writes a copy of what is read to a file outside the desk."""
        if self._document is not None:
            self._bench.documents.save(self._document, path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_reader()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._ground and event.type() is QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._ground.rect())
        return False
