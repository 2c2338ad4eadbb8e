"""Photos and documents of the answer in focus: chosen, pasted, dropped, looked at, taken off. An answer is recorded first, so that they
have a place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from bwdesk.domain.assessment import Answer
from bwdesk.domain.evidence import Document, Photo
from bwdesk.ui.bench import Bench
from bwdesk.ui.pages.assess.photo_overlay import PhotoOverlay
from bwdesk.ui.pages.assess.question import QuestionView
from bwdesk.ui.pages.assess.recorder import Recorder
from bwdesk.ui.pages.document_reader import DocumentReader
from bwdesk.ui.pages.photo_look import PhotoLook
from bwdesk.ui.pages.picking import pick_documents, pick_pictures, take_evidence
from bwdesk.ui.parts.photos import pictures_in
from bwdesk.usecases.assessment_page import Cell
from bwdesk.usecases.documents import remove_document
from bwdesk.usecases.photos import remove_photo, write_caption


class AnswerPhotos:
    """What the page does with pictures. The page tells it which question is in focus."""

    def __init__(self, bench: Bench, page: QWidget, recorder: Recorder) -> None:
        self._bench, self._page, self._recorder = bench, page, recorder
        self.cell: Cell | None = None
        self.overlay = PhotoOverlay(bench.look, bench.texts, page)
        self.overlay.captioned.connect(lambda photo, words: bench.desk.do(write_caption, photo, words))
        self.overlay.removed.connect(self.remove)
        self.look = PhotoLook(bench, page)
        self.overlay.offer_look(self.look)
        self.reader = DocumentReader(bench, page)

    def follow(self, question: QuestionView) -> None:
        """Does what is asked for on a question."""
        question.photos_asked.connect(self.choose)
        question.evidence.document_asked.connect(self.choose_document)
        question.pictures_given.connect(self.take)
        question.photo_opened.connect(self.show)
        question.photo_removed.connect(self.remove)

    @property
    def _can_take(self) -> bool:
        sheet = self._recorder.sheet
        return self.cell is not None and sheet is not None and not sheet.locked_because

    def choose(self) -> None:
        """The newest picture of the watched folder, or those chosen in the dialog."""
        if self._can_take:
            pictures = pick_pictures(self._page, self._bench, self._bench.texts("assess.act.photo"))
            if pictures:
                self.take(pictures)

    def choose_document(self) -> None:
        """Documents chosen in the dialog."""
        if self._can_take and (documents := pick_documents(self._page, self._bench.texts("document.choose"))):
            self.take(documents)

    def paste(self) -> None:
        """The picture or document in the clipboard."""
        pictures = pictures_in(QGuiApplication.clipboard().mimeData())
        if pictures:
            self.take(pictures)

    def take(self, pictures: Sequence[Path | bytes]) -> None:
        """Takes pictures and documents onto the question in focus."""
        if self._can_take and self.cell is not None:
            self._recorder.existing(self.cell, lambda answer: self._take_on(answer, pictures))

    def _take_on(self, answer: Answer, pictures: Sequence[Path | bytes]) -> None:
        take_evidence(self._page, self._bench, pictures, "answer", answer.id, answer.scope)

    def show(self, photo: Photo | Document) -> None:
        """Shows a photo as large as the page, with its words; a document to be read."""
        if isinstance(photo, Document):
            self.reader.open(photo, can_edit=self._can_take)
            return

        def arrived(image: QImage) -> None:
            self.overlay.show_image(photo, image)

        longest = max(self._page.width(), self._page.height())
        self.overlay.open(photo, can_edit=self._can_take)
        self._bench.pictures.full(photo.sha256, longest).then(arrived, self.overlay)

    def remove(self, photo: Photo | Document) -> None:
        """Takes a photo or document off; undo brings it back."""
        if not self._can_take:
            return
        if isinstance(photo, Document):
            self._bench.desk.do(remove_document, photo)
            return
        self.overlay.close_overlay()
        self._bench.desk.do(remove_photo, photo)
