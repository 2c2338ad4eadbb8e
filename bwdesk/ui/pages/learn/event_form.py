"""A new seminar or training, or one to be changed: title, topic, day, half days, mode, trainer. A panel; Escape puts it away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QWidget

from bwdesk.domain.cycle import Cycle
from bwdesk.domain.learning import Seminar, Training
from bwdesk.domain.visit import Mode
from bwdesk.ui.bench import Bench
from bwdesk.ui.pages.learn.counts import number_of
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.choice import Choice
from bwdesk.ui.parts.form_panel import Field, FormPanel
from bwdesk.ui.when import plain_day, q_day
from bwdesk.usecases.learning import edit_training, plan_training
from bwdesk.usecases.seminars import edit_seminar, plan_seminar

USUAL_DAYS_AHEAD = 14
USUAL_HALF_DAYS = 2


class EventForm(FormPanel):
    """`made(id)` when it stands in the records. Opened for a training of a cycle, a seminar of a country, or either as it stands."""

    made = Signal(str)

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        texts = bench.texts
        super().__init__(bench.look, texts, texts("learn.new.training"), texts("learn.away"), parent)
        self._bench = bench
        self._cycle: Cycle | None = None
        self._country = ""
        self._invited: tuple[str, ...] = ()
        self._base: Seminar | Training | None = None
        self._is_seminar = False
        self._make_fields()
        self._lay()

    def _make_fields(self) -> None:
        look, texts = self._bench.look, self._bench.texts
        self.name, self.place, self.trainer = LineField(self), LineField(self), LineField(self)
        self.topic, self.mode = Choice(look, self), Choice(look, self)
        self.topic.setMinimumContentsLength(14)
        for mode in Mode:
            self.mode.addItem(texts(f"mode.{mode}"), mode)
        self.on = QDateEdit(self)
        self.on.setCalendarPopup(True)
        self.on.setLocale(look.look.locale)
        self.on.setDisplayFormat("ddd d MMM yyyy")
        self.half_days, self.expected = LineField(self), LineField(self)
        self.extra = QCheckBox(texts("learn.field.extra"), self)
        self.introduction = QCheckBox(texts("learn.field.introduction"), self)
        self.keep = ActButton(look, texts("learn.keep"), kind="primary", key="Return")
        self.keep.clicked.connect(lambda _checked=False: self.write())
        for field in (self.name, self.place, self.trainer, self.half_days, self.expected):
            field.entered.connect(self.write)

    def _lay(self) -> None:
        first: Sequence[Field] = (
            self._named("title", self.name, 5), self._named("topic", self.topic, 4), self._named("day", self.on, 2),
            self._named("half_days", self.half_days, 1),
        )  # fmt: skip
        second: Sequence[Field] = (
            self._named("mode", self.mode, 2), self._named("place", self.place, 4), self._named("trainer", self.trainer, 4),
            self._named("expected", self.expected, 2),
        )  # fmt: skip
        self.column.addLayout(self.named_row(first))
        self.column.addLayout(self.named_row(second))
        last = QHBoxLayout()
        last.setSpacing(12)
        for widget in (self.extra, self.introduction):
            last.addWidget(widget)
        last.addStretch(1)
        last.addWidget(self.away)
        last.addWidget(self.keep)
        self.column.addLayout(last)
        self.column.addWidget(self.message)
        QWidget.setTabOrder(self.half_days, self.mode)

    def _named(self, key: str, field: QWidget, share: int) -> Field:
        return self.texts(f"learn.field.{key}"), field, share

    def show_topics(self, topics: Mapping[str, str]) -> None:
        """The clusters and points to choose from; what is chosen stays."""
        chosen = str(self.topic.currentData() or "")
        self.topic.clear()
        self.topic.addItem(self.texts("learn.topic.none"), "")
        for code, name in topics.items():
            self.topic.addItem(name if len(code) == 2 else f"    {name}", code)
        self.topic.setCurrentIndex(max(0, self.topic.findData(chosen)))

    # opening

    def new_training(self, cycle: Cycle, topic: str = "", title: str = "") -> None:
        """Asks for a training of a cycle, in two weeks unless changed."""
        self._cycle, self._base = cycle, None
        self._open(False, topic, title)

    def new_seminar(self, country: str, topic: str = "", title: str = "", invited: Sequence[str] = ()) -> None:
        """Asks for a seminar in a country; `invited` factories are asked to it."""
        self._country, self._invited, self._base = country, tuple(invited), None
        self._open(True, topic, title)

    def change(self, base: Seminar | Training) -> None:
        """Shows one that stands, to be changed."""
        self._base = base
        self._open(isinstance(base, Seminar), base.topic, base.title)
        self.on.setDate(q_day(base.planned_on or base.held_on or self._bench.today()))
        self.half_days.setText(str(base.half_days))
        self.mode.setCurrentIndex(self.mode.findData(base.mode))
        self.trainer.show_text(base.trainer)
        if isinstance(base, Seminar):
            self.place.show_text(base.place)
            self.introduction.setChecked(base.is_introduction)
        else:
            self.expected.setText(str(base.expected or ""))
            self.extra.setChecked(base.is_extra)

    def _open(self, is_seminar: bool, topic: str, title: str) -> None:
        self._is_seminar = is_seminar
        kind = "seminar" if is_seminar else "training"
        self.head.title.show_words(self.texts(f"learn.change.{kind}" if self._base is not None else f"learn.new.{kind}"))
        self.head.count.show_words(self.texts.count("learn.asked", len(self._invited)) if is_seminar and self._invited else "")
        for field in (self.name, self.place, self.trainer):
            field.clear()
        self.name.setText(title)
        self.topic.setCurrentIndex(max(0, self.topic.findData(topic)))
        self.on.setDate(q_day(self._bench.today() + timedelta(days=USUAL_DAYS_AHEAD)))
        self.half_days.setText(str(USUAL_HALF_DAYS))
        self.mode.setCurrentIndex(0)
        self.expected.clear()
        self.extra.setChecked(False)
        self.introduction.setChecked(False)
        self.place.setEnabled(is_seminar)
        self.expected.setEnabled(not is_seminar)
        self.extra.setVisible(not is_seminar)
        self.introduction.setVisible(is_seminar)
        self.message.hide()
        self.show()
        self.name.selectAll()
        self.name.setFocus()

    # writing

    def write(self) -> None:
        """Writes what stands in the fields; refused ones stay, with the reason under them."""
        desk, day, half = self._bench.desk, plain_day(self.on.date()), self._half_days()
        topic, mode = str(self.topic.currentData() or ""), Mode(self.mode.currentData())
        title, trainer = self.name.text(), self.trainer.text()
        base = self._base
        if isinstance(base, Seminar):
            done = desk.do(edit_seminar, base, self._seminar(base, day, topic, mode))
            done.then(self._done, self).otherwise(self.say_error, self)
        elif isinstance(base, Training):
            changed = desk.do(edit_training, base, self._training(base, day, topic, mode))
            changed.then(self._done, self).otherwise(self.say_error, self)
        elif self._is_seminar:
            done = desk.do(
                plan_seminar, self._country, title, topic, day, half, mode, self.place.text(), trainer, self.introduction.isChecked(),
                self._invited,
            )  # fmt: skip
            done.then(self._done, self).otherwise(self.say_error, self)
        elif self._cycle is not None:
            planned = desk.do(plan_training, self._cycle, title, topic, day, half, mode, trainer, self._expected(), self.extra.isChecked())
            planned.then(self._done, self).otherwise(self.say_error, self)

    def _half_days(self) -> int:
        """What is no figure is refused with the same words as a figure that cannot be."""
        return number_of(self.half_days.text()) or 0

    def _expected(self) -> int | None:
        typed = number_of(self.expected.text())
        return -1 if typed is None else typed or None

    def _seminar(self, base: Seminar, day: date, topic: str, mode: Mode) -> Seminar:
        return replace(
            base, title=self.name.text().strip(), topic=topic, planned_on=day, half_days=self._half_days(), mode=mode,
            place=self.place.text().strip(), trainer=self.trainer.text().strip(), is_introduction=self.introduction.isChecked(),
            held_on=day if base.held_on is not None else None,
        )  # fmt: skip

    def _training(self, base: Training, day: date, topic: str, mode: Mode) -> Training:
        return replace(
            base, title=self.name.text().strip(), topic=topic, planned_on=day, half_days=self._half_days(), mode=mode,
            trainer=self.trainer.text().strip(), expected=self._expected(), is_extra=self.extra.isChecked(),
            held_on=day if base.held_on is not None else None,
        )  # fmt: skip

    def _done(self, thing: Seminar | Training) -> None:
        self.hide()
        self.made.emit(thing.id)
