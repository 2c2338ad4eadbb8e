"""The quiz of a training: right answers before and after, of so many asked in all, and what became of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bwdesk.domain.learning import Training
from bwdesk.errors import DeskError, Refused
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.pages.learn.counts import number_of
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.basics import Words
from bwdesk.usecases.learning import edit_training

FIELDS = ("quiz_asked", "quiz_before", "quiz_after")


class QuizRow(QWidget):
    """Three figures and the outcome in words. Written once all that is typed holds together; `refused` says why it does not."""

    def __init__(self, bench: Bench, refused: Callable[[DeskError], object], left: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._bench, self._refused = bench, refused
        self._training: Training | None = None
        look, texts = bench.look, bench.texts
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Words(look, texts("learn.quiz"), Role.BODY, firm=True))
        self.fields: dict[str, LineField] = {}
        for key in FIELDS:
            row.addWidget(Words(look, texts(f"learn.{key}"), Role.SMALL, "text3", firm=True))
            field = self.fields[key] = LineField(self)
            field.setAlignment(Qt.AlignmentFlag.AlignCenter)
            field.setFixedWidth(round(64 * max(1.0, look.look.type.factor)))
            field.setAccessibleName(f"{texts('learn.quiz')}, {texts(f'learn.{key}')}")
            field.settled.connect(partial(self._settled, key))
            field.entered.connect(lambda: self.focusNextChild())
            field.escaped.connect(left)
            row.addWidget(field)
        self.outcome = Words(look, "", Role.BODY, "text2")
        row.addWidget(self.outcome, 1)
        row.addStretch(0)

    def show_training(self, training: Training) -> None:
        """Shows what is noted; a figure being typed stays."""
        self._training = training
        for key, field in self.fields.items():
            value = getattr(training, key)
            field.show_text("" if value is None else str(value))
        asked, before, after = training.quiz_asked, training.quiz_before, training.quiz_after
        words = ""
        if asked and before is not None and after is not None:
            words = self._bench.texts("learn.quiz.outcome", before=round(100 * before / asked), after=round(100 * after / asked))
        self.outcome.show_words(words)

    def _settled(self, _key: str, _text: str) -> None:
        """All three stand or fall together; while one is still missing, they wait."""
        if self._training is None:
            return
        typed: dict[str, Any] = {key: field.text().strip() for key, field in self.fields.items()}
        values = {key: number_of(text) if text else None for key, text in typed.items()}
        if any(text and values[key] is None for key, text in typed.items()):
            self._refused(Refused("learning.quiz", field="quiz_asked"))
            return
        if values["quiz_asked"] is None and any(value is not None for value in values.values()):
            return
        fields: dict[str, Any] = dict(values)
        self._bench.desk.do(edit_training, self._training, replace(self._training, **fields)).otherwise(self._refused, self)
