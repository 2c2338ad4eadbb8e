"""The item in focus, in full: before and today, what was promised and said, and the update of a meeting: one digit, one line, Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.evidence import Document, Photo
from bwdesk.domain.plan import Method, Progress, Verified
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.pages.document_reader import document_thumb
from bwdesk.ui.pages.plan.cells import SAYS
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.photos import Compare, PhotoStrip
from bwdesk.ui.parts.photos import Photo as StripPhoto
from bwdesk.ui.when import day_words
from bwdesk.usecases.plan_page import PlanRow

PROGRESS = (Progress.DONE, Progress.IN_PROGRESS, Progress.NOT_STARTED, Progress.CHANGED)

TOLD, LEAST_TOLD = 500, 360
"""px that promise, factory's words and advisor's check want beside the pictures, and what they can do with."""
PAIR, LOW_PAIR = QSize(264, 144), QSize(192, 116)
"""The pictures of before and now, and where there is less room (beside the history, on a tablet)."""


class ItemPanel(QFrame):
    """`said(progress, line)` for what the factory says, `seen(verified, method, line)` for what the advisor has seen."""

    said = Signal(object, str)
    seen = Signal(object, object, str)
    pictures_given = Signal(list)
    document_opened = Signal(object)

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench, texts, look = bench, bench.texts, bench.look
        self.setObjectName("panel")
        self._photos: Sequence[Photo] = ()
        self._documents: Sequence[Document] = ()
        self._progress: Progress | None = None
        self.compare = Compare(look, texts("plan.compare"), self)
        self.compare.setFixedSize(PAIR)
        self.compare.hide()
        self.strip = PhotoStrip(look, texts("plan.photos_of"), self, size=QSize(92, 68))
        self.strip.hide()
        self.strip.dropped.connect(self.pictures_given)
        self.strip.opened.connect(self._open)
        self.strip.wanted.connect(lambda sha: bench.pictures.thumb(sha).then(lambda i: self.strip.set_thumb(sha, i), self.strip))
        self.name = Words(look, "", Role.STRONG, firm=True)
        self.facts = Words(look, "", Role.BODY, "text3")
        self.columns = [(Words(look, "", Role.SMALL, "text3"), Words(look, "", Role.BODY, wrap=True)) for _ in range(3)]
        self.reply = Words(look, "", Role.BODY, "text2", parent=self)
        self.reply.hide()
        self.line = LineField(self)
        self.line.setPlaceholderText(texts("plan.line"))
        self.line.setAccessibleName(texts("plan.line"))
        self.line.entered.connect(self._entered)
        self._buttons: dict[Progress, ActButton] = {}
        self._lay()

    def _lay(self) -> None:
        look, texts = self._bench.look, self._bench.texts
        inset = look.look.density.inset
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.name)
        head.addWidget(self.facts)
        head.addStretch(1)
        told = QHBoxLayout()
        told.setSpacing(24)
        for label, words in self.columns:
            cell = QVBoxLayout()
            cell.setSpacing(0)
            cell.addWidget(label)
            cell.addWidget(words)
            told.addLayout(cell, 1)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for number, progress in enumerate(PROGRESS, 1):
            says = texts(f"progress.{progress}")
            button = ActButton(look, says, kind="toggle", key=str(number), mark=SAYS[progress], key_first=True, parent=self)
            button.clicked.connect(lambda _checked=False, to=progress: self.choose(to))
            self._buttons[progress] = button
            acts.addWidget(button)
        acts.addStretch(1)
        self.verify = ActButton(look, texts("plan.verify"), icon="check-square", key="V")
        self.verify.clicked.connect(lambda: self.seen.emit(Verified.VERIFIED, Method.VISIT, self.line.text()))
        self.reopen = ActButton(look, texts("plan.reopen"), kind="quiet", icon="arrow-u-up-left")
        self.reopen.clicked.connect(lambda: self.seen.emit(Verified.REOPENED, Method.VISIT, self.line.text()))
        for button in self._buttons.values():
            button.setHidden(look.look.touch)  # there they stand at the thumb
        acts.addWidget(self.reopen)
        acts.addWidget(self.verify)
        side = QVBoxLayout()
        side.setSpacing(10)
        side.addLayout(head)
        side.addLayout(told)
        side.addWidget(self.reply)
        side.addStretch(1)
        self.pictures = QWidget(self)
        pictures = QVBoxLayout(self.pictures)
        pictures.setContentsMargins(0, 0, 0, 0)
        pictures.addWidget(self.compare)
        pictures.addWidget(self.strip)
        pictures.addStretch(1)
        seen = QHBoxLayout()
        seen.setSpacing(24)
        seen.addWidget(self.pictures)
        seen.addLayout(side, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(inset, 14, inset, 14)
        whole.setSpacing(10)
        whole.addLayout(seen)
        whole.addLayout(acts)
        whole.addWidget(self.line)

    def minimumSizeHint(self) -> QSize:
        """As wide as what is told and done; the pictures give way."""
        return QSize(480, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - 3 * self._bench.look.look.density.inset
        self.compare.setFixedSize(PAIR if room >= PAIR.width() + TOLD else LOW_PAIR)
        self.pictures.setVisible(room >= LOW_PAIR.width() + LEAST_TOLD)

    def show_row(self, row: PlanRow | None, photos: Sequence[Photo], documents: Sequence[Document]) -> None:
        """Shows an item of the plan with its photos, oldest first, and its documents."""
        self.setVisible(row is not None)
        if row is None:
            return
        texts, look = self._bench.texts, self._bench.look.look
        issue = row.issue
        self.name.show_words(f"{row.label}  {issue.title}")
        self.facts.show_words(texts.count("plan.photos", row.photos) if row.photos else "")
        said = f"“{issue.progress_note}”" if issue.progress_note else texts(f"progress.{issue.progress}")
        promised = texts.semicolons(f"{a.text} ({a.owner})" if a.owner else a.text for a in row.actions[:2]) or texts("plan.no_actions")
        verified = issue.verified_note or texts(f"plan.seen.{issue.verified}")
        days = (row.due, issue.progress_on, issue.verified_on)
        for (label, words), key, text, day in zip(
            self.columns, ("promised", "says", "seen"), (promised, said, verified), days, strict=True
        ):
            label.show_words(texts.commas((texts(f"plan.told.{key}"), day_words(look, day) if day is not None else "")))
            words.show_words(text)
        self.reply.setVisible(bool(row.reply))
        self.reply.show_words(texts("plan.reply", text=" ".join(row.reply.split())))
        self._progress = None
        for progress, button in self._buttons.items():
            button.setChecked(progress is issue.progress)
        self.verify.setEnabled(issue.verified is not Verified.VERIFIED)
        self.reopen.setVisible(issue.verified is Verified.VERIFIED)
        self._show_photos(photos, documents)

    def _show_photos(self, photos: Sequence[Photo], documents: Sequence[Document]) -> None:
        if (tuple(p.id for p in photos), tuple(documents)) == (tuple(p.id for p in self._photos), tuple(self._documents)):
            return
        self._photos, self._documents = photos, documents
        self.compare.setVisible(len(photos) >= 2)
        shown = [StripPhoto(p.thumb_sha256, p.caption or self._bench.texts("visit.photo")) for p in photos if len(photos) != 2]
        shown += [document_thumb(document) for document in documents]
        self.strip.setVisible(bool(shown))
        self.strip.show_photos(shown)
        if len(photos) >= 2:
            first, last = photos[0], photos[-1]
            self._bench.pictures.full(first.sha256, 960).then(lambda before: self._pair(before, first, last), self)

    def _open(self, thumb: str) -> None:
        for document in self._documents:
            if document.thumb_sha256 == thumb:
                self.document_opened.emit(document)

    def _pair(self, before: QImage, first: Photo, last: Photo) -> None:
        def both(after: QImage) -> None:
            look = self._bench.look.look
            words = [day_words(look, p.taken_at.astimezone().date()) if p.taken_at else p.caption for p in (first, last)]
            self.compare.show_pair(before, after, *words)

        self._bench.pictures.full(last.sha256, 960).then(both, self)

    def choose(self, progress: Progress) -> None:
        """A digit was pressed: the line follows, Enter records both."""
        self._progress = progress
        for each, button in self._buttons.items():
            button.setChecked(each is progress)
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _entered(self) -> None:
        chosen = self._progress or next((p for p, b in self._buttons.items() if b.isChecked()), Progress.NOT_STARTED)
        self.said.emit(chosen, self.line.text())
        self.line.clear()
