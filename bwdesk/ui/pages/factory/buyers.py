"""The buyers of a factory, and which reports it lets each of them read, from when to when. What was withdrawn stays on record."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bwdesk.domain.buyers import Authorisation, Buyer, Subscription, Supply
from bwdesk.domain.factory import Factory
from bwdesk.domain.folding import fold_text
from bwdesk.store.unit import Changes
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.pages.assess.areas import day_field
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.choice import Choice
from bwdesk.ui.parts.form_panel import FormPanel
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, Column, RowModel
from bwdesk.ui.when import day_words, plain_day, q_day
from bwdesk.usecases.supply import READABLE, BuyerRow, add_buyer, buyers_of_factory, let_read, note_part, remove_buyer, withdraw_reading

ROWS = 6
"""So many buyers are shown before the list scrolls."""


class BuyersPanel(FormPanel):
    """A list, a line to add to it, and what the chosen buyer may read."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        texts, look = bench.texts, bench.look
        super().__init__(look, texts, texts("buyers.title"), texts("planner.away"), parent, texts("buyers.note"))
        self._bench = bench
        self._factory: Factory | None = None
        self.rows: RowModel[BuyerRow] = RowModel(self._columns(), lambda r: r.buyer.id, find=lambda r: fold_text(r.buyer.name))
        self.list = RowView(look, self.rows, self)
        self.list.setAccessibleName(texts("buyers.title"))
        self.list.set_empty(texts("buyers.none"), texts("buyers.none.do"))
        self.list.current_row.connect(lambda _key: self._show_chosen())
        self.list.activated_row.connect(lambda _key: self.kinds[READABLE[0].value].setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.column.addWidget(self.list)
        self._build_adding()
        self._build_reading()
        self.column.addWidget(self.message)
        bench.desk.changed.connect(self._heard)

    def _columns(self) -> tuple[Column[BuyerRow], ...]:
        t = self.texts
        return (
            Column("name", t("buyers.col.name"), lambda r: Cell(r.buyer.name, role=Role.NAME), width=240, sort=lambda r: r.buyer.name),
            Column("reads", t("buyers.col.reads"), self._reads, stretch=True),
            Column("until", t("buyers.col.until"), self._until, width=170, least=560),
        )

    def _reads(self, row: BuyerRow) -> Cell:
        if not row.reads:
            return Cell(self.texts("buyers.reads_nothing"), mark=Kind.NA, tone="text2")
        return Cell(self.texts.commas(self.texts(f"buyers.kind.{kind.value}") for kind in READABLE if kind in row.reads), mark=Kind.GOOD)

    def _until(self, row: BuyerRow) -> Cell:
        days = [one.to_on for one in self._standing(row) if one.to_on is not None]
        return Cell(day_words(self.look.look, min(days), "d MMM yyyy") if days else "", tone="text2")

    def _standing(self, row: BuyerRow) -> list[Authorisation]:
        """What was allowed to a buyer and neither ended nor was withdrawn, things to come included."""
        today = self._bench.today()
        return [one for one in row.given if one.withdrawn_on is None and (one.to_on is None or one.to_on >= today)]

    def _build_adding(self) -> None:
        self.name = LineField(self)
        self.name.entered.connect(self._add)
        add = ActButton(self.look, self.texts("buyers.add"), icon="plus")
        add.clicked.connect(self._add)
        self.column.addLayout(self.named_row([(self.texts("buyers.name"), self.name, 1)], (add, self.away)))

    def _build_reading(self) -> None:
        look, t = self.look, self.texts
        self.reading = QWidget(self)
        self.about = Words(look, "", Role.BODY, wrap=True, parent=self.reading)
        self.kinds = {kind.value: ActButton(look, t(f"buyers.short.{kind.value}"), kind="toggle", parent=self.reading) for kind in READABLE}
        self.part = Choice(look, self.reading)
        for one in (Subscription.NONE, Subscription.PARTICIPANT, Subscription.PARTNER):
            self.part.addItem(t(f"buyers.part.{one}"), one)
        self.part.activated.connect(lambda _at: self._note_part())
        self.from_on = day_field(self._bench, t("buyers.from"), self.reading)
        self.to_on = day_field(self._bench, t("buyers.to"), self.reading, or_none=True)
        self.given_by = LineField(self.reading)
        self.given_by.entered.connect(self._allow)
        self.allow = ActButton(look, t("buyers.allow"), kind="primary", parent=self.reading)
        self.allow.clicked.connect(self._allow)
        self.withdraw = ActButton(look, t("buyers.withdraw"), parent=self.reading)
        self.withdraw.clicked.connect(self._withdraw)
        self.remove = ActButton(look, t("buyers.remove"), kind="quiet", parent=self.reading)
        self.remove.clicked.connect(self._remove)
        toggles = QHBoxLayout()
        toggles.setSpacing(8)
        for button in self.kinds.values():
            toggles.addWidget(button)
        toggles.addStretch(1)
        toggles.addWidget(self.withdraw)
        toggles.addWidget(self.remove)
        fields = (
            ("buyers.part", self.part, 0),
            ("buyers.from", self.from_on, 0),
            ("buyers.to", self.to_on, 0),
            ("buyers.given_by", self.given_by, 1),
        )
        row = self.named_row([(t(key), field, share) for key, field, share in fields], (self.allow,))
        self.column.addSpacing(8)
        self.column.addWidget(self.about)
        self.column.addLayout(toggles)
        self.column.addLayout(row)

    # showing

    def open(self, factory: Factory) -> None:
        """Shows the buyers of a factory."""
        self._factory = factory
        self.name.show_text("")
        self.message.hide()
        self.show()
        self._reload()
        (self.list if self.rows.rowCount() else self.name).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _heard(self, changes: Changes) -> None:
        if self.isVisible() and changes.touches(Supply, Authorisation, Buyer):
            self._reload()

    def _reload(self) -> None:
        if self._factory is not None:
            self._bench.desk.ask(buyers_of_factory, self._factory.id, self._bench.today()).then(self._show, self)

    def _show(self, rows: tuple[BuyerRow, ...]) -> None:
        self.rows.set_rows(rows)
        density = self.look.look.density
        self.list.setFixedHeight(density.column_head + min(ROWS, max(2, len(rows))) * density.row + 4)
        if rows and self._chosen() is None:
            self.list.choose_first()
        self._show_chosen()

    def _chosen(self) -> BuyerRow | None:
        return self.rows.value(self.rows.row_of(self.list.current_key()))

    def _show_chosen(self) -> None:
        row, today = self._chosen(), self._bench.today()
        standing = self._standing(row) if row is not None else []
        for widget in (
            self.about,
            self.part,
            *self.kinds.values(),
            self.from_on,
            self.to_on,
            self.given_by,
            self.allow,
            self.withdraw,
            self.remove,
        ):
            widget.setEnabled(row is not None)
        self.withdraw.setEnabled(bool(standing))
        self.part.setCurrentIndex(max(0, self.part.findData(row.buyer.subscription if row is not None else Subscription.NONE)))
        self.about.show_words(self._history(row) if row is not None else "")
        self.from_on.setDate(q_day(today))
        self.to_on.setDate(self.to_on.minimumDate())
        for key, button in self.kinds.items():
            button.setChecked(row is not None and any(key in one.kinds for one in standing))

    def _history(self, row: BuyerRow) -> str:
        """What was allowed and withdrawn, newest first."""
        t, day = self.texts, partial(day_words, self.look.look, form="d MMM yyyy")
        told = [t("buyers.about", name=row.buyer.name)]
        for one in row.given[:4]:
            kinds = self.texts.commas(t(f"buyers.kind.{kind.value}") for kind in READABLE if kind.value in one.kinds)
            said = t("buyers.given", kinds=kinds, day=day(one.from_on), by=one.given_by or t("buyers.by_nobody"))
            told.append(said if one.withdrawn_on is None else t("buyers.withdrawn", said=said, day=day(one.withdrawn_on)))
        return "\n".join(told)

    # acting

    def _add(self) -> None:
        if self._factory is not None:
            self.message.hide()
            done = self._bench.desk.do(add_buyer, self._factory, self.name.text())
            done.then(self._added, self).otherwise(self.say_error, self)

    def _added(self, supply: Supply) -> None:
        self.name.show_text("")
        self._reload()
        self.list.choose(supply.buyer_id)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _allow(self) -> None:
        """What is ticked is allowed from the day on; what was allowed before ends with it."""
        row = self._chosen()
        if row is None or self._factory is None:
            return
        self.message.hide()
        kinds = [key for key, button in self.kinds.items() if button.isChecked()]
        to_on = None if self.to_on.date() == self.to_on.minimumDate() else plain_day(self.to_on.date())
        by = self.given_by.text()
        done = self._bench.desk.do(let_read, self._factory, row.buyer.id, kinds, plain_day(self.from_on.date()), to_on, by)
        done.then(lambda _made: self.given_by.show_text(""), self).otherwise(self.say_error, self)

    def _note_part(self) -> None:
        row = self._chosen()
        if row is not None:
            self._bench.desk.do(note_part, row.buyer, Subscription(self.part.currentData())).otherwise(self.say_error, self)

    def _withdraw(self) -> None:
        row = self._chosen()
        for one in self._standing(row) if row is not None else ():
            self._bench.desk.do(withdraw_reading, one, self._bench.today()).otherwise(self.say_error, self)

    def _remove(self) -> None:
        row = self._chosen()
        if row is not None:
            self._bench.desk.do(remove_buyer, row.supply, self._bench.today()).otherwise(self.say_error, self)
