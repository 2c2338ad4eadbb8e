"""Photos of the answer in focus: chosen, pasted, dropped, looked at, taken off. An answer is recorded first, so that they have a place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from bwdesk.domain.assessment import Answer
from bwdesk.domain.evidence import Photo
from bwdesk.runtime.pictures import Taken
from bwdesk.ui.bench import Bench
from bwdesk.ui.pages.assess.photo_overlay import PhotoOverlay
from bwdesk.ui.pages.assess.question import QuestionView
from bwdesk.ui.pages.assess.recorder import Recorder
from bwdesk.ui.pages.picking import pick_pictures
from bwdesk.ui.parts.photos import pictures_in
from bwdesk.usecases.assessment_page import Cell
from bwdesk.usecases.photos import remove_photo, write_caption


class AnswerPhotos:
    """What the page does with pictures. The page tells it which question is in focus."""

    def __init__(self, bench: Bench, page: QWidget, recorder: Recorder) -> None:
        self._bench, self._page, self._recorder = bench, page, recorder
        self.cell: Cell | None = None
        self.overlay = PhotoOverlay(bench.look, bench.texts, page)
        self.overlay.captioned.connect(lambda photo, words: bench.desk.do(write_caption, photo, words))
        self.overlay.removed.connect(self.remove)

    def follow(self, question: QuestionView) -> None:
        """Does what is asked for on a question."""
        question.photos_asked.connect(self.choose)
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

    def paste(self) -> None:
        """The picture in the clipboard."""
        pictures = pictures_in(QGuiApplication.clipboard().mimeData())
        if pictures:
            self.take(pictures)

    def take(self, pictures: Sequence[Path | bytes]) -> None:
        """Takes pictures onto the question in focus."""
        if self._can_take and self.cell is not None:
            self._recorder.existing(self.cell, lambda answer: self._take_on(answer, pictures))

    def _take_on(self, answer: Answer, pictures: Sequence[Path | bytes]) -> None:
        self._bench.pictures.take_in(pictures, "answer", answer.id, answer.scope).then(self._taken, self._page)

    def _taken(self, taken: Taken) -> None:
        for _name, error in taken.refused[:1]:
            self._bench.desk.tell(error)

    def show(self, photo: Photo) -> None:
        """Shows a photo as large as the page, with its words."""

        def arrived(image: QImage) -> None:
            self.overlay.show_image(photo, image)

        longest = max(self._page.width(), self._page.height())
        self.overlay.open(photo, can_edit=self._can_take)
        self._bench.pictures.full(photo.sha256, longest).then(arrived, self.overlay)

    def remove(self, photo: Photo) -> None:
        """Takes a photo off; undo brings it back."""
        if self._can_take:
            self.overlay.close_overlay()
            self._bench.desk.do(remove_photo, photo)
