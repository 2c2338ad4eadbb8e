"""One difference in full: what it is about, what both started from, the versions with their photos, the words that will stand."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.interview import IN_VAULT
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.pages.assess.photo_overlay import PhotoOverlay
from bwdesk.ui.pages.seen_photos import SeenPhotos
from bwdesk.ui.pages.settle.versions import VersionCard
from bwdesk.ui.pages.settle.words import FAMILIES, FAMILIES_OF, about_words, field_words, pieces, value_words
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import NoteField
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.when import clock_words, moment_day
from bwdesk.usecases.settle import Difference

MINE, THEIRS, BOTH = 1, 2, 3


class DifferencePanel(QWidget):
    """`decided(difference, value)`: the value, in JSON form, that is to stand from now on. `page` is what an opened photo lies over."""

    decided = Signal(object, object)

    def __init__(self, bench: Bench, page: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent or page)
        self.difference: Difference | None = None
        self._bench = bench
        self._typed: dict[str, tuple[tuple[str, ...], str]] = {}
        look, texts = bench.look, bench.texts
        self.overlay = PhotoOverlay(look, texts, page)
        self.about = Words(look, "", Role.BODY, "text2")
        self.what = Words(look, "", Role.TITLE, firm=True)
        self.question = Words(look, "", Role.BODY, "text2", wrap=True)
        self.cards = {number: VersionCard(bench, number, self.overlay, self) for number in (MINE, THEIRS, BOTH)}
        self.editor = NoteField(self)
        self.editor.setAccessibleName(texts("settle.edit"))
        self.editor.hide()
        self.editor.draft_changed.connect(self._keep_draft)
        self.kept = Words(look, "", Role.BODY, "text2", wrap=True)
        self.keep_button = ActButton(look, "", kind="primary", key="Ctrl+Return")
        self.keep_button.clicked.connect(self.keep_suggested)
        self._lay(self._build_ground())

    def _build_ground(self) -> QWidget:
        look, texts = self._bench.look, self._bench.texts
        ground = QFrame(self)
        ground.setProperty("role", "card")
        self.base = Words(look, "", Role.NOTE, wrap=True)
        self.others_head = Words(look, texts("settle.photos.others"), Role.SMALL, "text3")
        self.others = SeenPhotos(self._bench, texts("settle.photos.others"), self.overlay, ground)
        told = QVBoxLayout()
        told.setSpacing(8)
        for widget in (self.base, self.others_head, self.others):
            told.addWidget(widget)
        row = QHBoxLayout(ground)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(24)
        row.addWidget(Words(look, texts("settle.base"), Role.BODY, "text3"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(told, 1)
        return ground

    def _lay(self, ground: QWidget) -> None:
        versions = QHBoxLayout()
        versions.setSpacing(16)
        for card in self.cards.values():
            card.chosen.connect(self.keep)
            versions.addWidget(card, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.kept, 1)
        foot.addWidget(self.keep_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 20, 32, 20)
        column.setSpacing(12)
        for widget in (self.about, self.what, self.question, ground):
            column.addWidget(widget)
        column.addLayout(versions)
        column.addWidget(self.editor)
        column.addLayout(foot)
        column.addStretch(1)

    # being shown

    def show_difference(self, difference: Difference | None, about: str = "") -> None:
        """Shows a difference; another one settles the words being edited and shuts a photo that lies open.

        `about` says what it is about where its page knows better.
        """
        is_another = difference is None or self.difference is None or self.difference.place != difference.place
        if is_another:
            self.settle()
            self.overlay.close_overlay()
        self.difference = difference
        self.setVisible(difference is not None)
        if difference is None:
            return
        if is_another:
            heads, typed = self._typed.get(difference.place, ((), ""))
            draft = typed if heads == difference.heads else difference.draft
            self.editor.show_text(draft)
            self.editor.setHidden(not draft)
        texts = self._bench.texts
        named, sentence = (about, "") if about else about_words(difference, texts)
        self.about.show_words(named)
        self.what.show_words(texts("settle.what", field=field_words(difference, texts)))
        self.question.show_words(sentence)
        self.question.setHidden(not sentence)
        self.base.show_words(value_words(difference.base, texts, FAMILIES_OF.get(difference.key, FAMILIES)))
        self._show_versions(difference)
        self._show_photos(difference)
        edited = not self.editor.isHidden()
        self.keep_button.setText(texts("settle.keep_edited" if edited else "settle.keep_both" if self.has_both else "settle.keep_mine"))

    def _show_versions(self, difference: Difference) -> None:
        texts = self._bench.texts
        mine, theirs, both = pieces(difference, texts)
        for number, found in ((MINE, mine), (THEIRS, theirs)):
            side = difference.sides[number - 1]
            name = texts("settle.mine", name=side.name) if side.is_mine else side.name
            when = f"{moment_day(self._bench.look.look, side.at, 'd MMM')} {clock_words(side.at)}"
            self.cards[number].show_version(name, when, found, side.mark)
        self.cards[BOTH].setVisible(self.has_both)
        self.cards[BOTH].show_version(texts("settle.both"), texts("settle.suggested"), both)

    def _show_photos(self, difference: Difference) -> None:
        texts, sides = self._bench.texts, difference.sides
        everything = {photo.id: photo for some in (*(side.photos for side in sides), difference.photos) for photo in some}
        for number in (MINE, THEIRS):
            self.cards[number].show_photos(sides[number - 1].photos, any(side.photos for side in sides))
        self.others.show_these(difference.photos)
        for widget in (self.others_head, self.others):
            widget.setHidden(self.others.is_empty)
        words = texts.count("settle.photos.kept", len(everything)) if everything else texts("settle.evidence")
        has_evidence = difference.kind not in {"photo", *IN_VAULT}
        self.kept.show_words(words if has_evidence else "")

    @property
    def has_both(self) -> bool:
        """Whether there are words of both to keep."""
        return self.difference is not None and self.difference.merged is not None

    # deciding

    def keep(self, number: int) -> None:
        """Lets the version of a number stand. Nothing is decided while it cannot be seen, or a photo lies over it."""
        difference = self.difference
        if difference is None or not self._is_seen:
            return
        if number != BOTH:
            self._decide(difference, difference.sides[number - 1].value)
        elif difference.merged is not None:
            self._decide(difference, difference.merged.text)

    def keep_suggested(self) -> None:
        """Lets the edited words stand, else both, else mine."""
        if self.difference is not None and self._is_seen and not self.editor.isHidden():
            self._decide(self.difference, self.editor.plain())
        else:
            self.keep(BOTH if self.has_both else MINE)

    @property
    def _is_seen(self) -> bool:
        return self.isVisible() and not self.overlay.isVisible()

    def _decide(self, difference: Difference, value: Any) -> None:
        self.settle()  # the draft goes with the decision; where that is refused it stays
        self.decided.emit(difference, value)

    def edit(self) -> None:
        """Opens the words that will stand, for a text; a choice is made by its digit."""
        if self.difference is not None and self.difference.merged is not None and self._is_seen:
            if self.editor.isHidden():
                self.editor.show_text(self.difference.merged.text)
            self.editor.show()
            self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.keep_button.setText(self._bench.texts("settle.keep_edited"))

    def settle(self) -> None:
        """Keeps the words being edited as they are; they are given back when their difference is shown again."""
        self.editor.settle()

    def _keep_draft(self, text: str, caret: int) -> None:
        if self.difference is not None:
            self._typed[self.difference.place] = (self.difference.heads, text)
            self._bench.desk.keep_draft(self.difference.draft_key, text, caret)
