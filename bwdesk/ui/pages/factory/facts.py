"""The facts of a factory, edited in place, and its committee with parity: the column to the left of the workspace."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.committee import Sex, Side
from bwdesk.domain.factory import Factory
from bwdesk.errors import DeskError, Refused
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import Chip, SectionHead, Words
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.property_rows import Property, PropertyRows
from bwdesk.ui.when import day_words
from bwdesk.usecases.committee import CommitteeView
from bwdesk.usecases.factories import edit_factory
from bwdesk.usecases.factory_page import FactoryPage

NUMBERS = ("workers_total", "workers_women", "workers_men")
REGISTERED_NUMBERS = ("workers_temporary", "workers_migrant", "supervisors", "supervisors_women")
REGISTERED_WORDS = ("isic", "owner", "owner_address", "second_contact", "gateway_id")
"""What registration asks for beside the facts of every day; the year the factory began stands between them."""
OS_MARKS = {"valid": Kind.GOOD, "invalid": Kind.BAD, "country": Kind.UNSURE}


class FactsColumn(QFrame):
    """`committee_asked` opens the list of members."""

    committee_asked = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench, texts, look = bench, bench.texts, bench.look
        self._shown: FactoryPage | None = None
        self.name = Words(look, "", Role.TITLE, wrap=True)
        self.local = Words(look, "", Role.LOCAL, "text2", wrap=True)
        self.os_id = Chip(look, "")
        self.rows = PropertyRows(look, self)
        self.rows.edited.connect(self._edited)
        self.registered = PropertyRows(look, self)
        self.registered.edited.connect(self._edited)
        self.parity = Chip(look, "")
        edit = ActButton(look, texts("factory.committee.edit"), kind="quiet", icon="users", small=True)
        edit.clicked.connect(self.committee_asked)
        self.sides = PropertyRows(look, self)
        self.remarks = Words(look, "", Role.SMALL, "text2", wrap=True)
        inset = look.look.density.inset
        column = QVBoxLayout(self)
        column.setContentsMargins(inset, 16, inset, 16)
        column.setSpacing(8)
        column.addWidget(self.name)
        column.addWidget(self.local)
        chips = QHBoxLayout()
        chips.addWidget(self.os_id)
        chips.addStretch(1)
        column.addLayout(chips)
        column.addSpacing(8)
        column.addWidget(SectionHead(look, texts("factory.facts")))
        column.addWidget(self.rows)
        column.addSpacing(12)
        column.addWidget(SectionHead(look, texts("factory.committee"), fact=self.parity))
        column.addWidget(self.sides)
        column.addWidget(self.remarks)
        column.addWidget(edit, 0, Qt.AlignmentFlag.AlignLeading)
        column.addSpacing(12)
        column.addWidget(SectionHead(look, texts("year.registration")))
        column.addWidget(self.registered)
        column.addStretch(1)

    def show_factory(self, shown: FactoryPage) -> None:
        """Shows facts and committee."""
        factory, texts = shown.factory, self._bench.texts
        self._shown = shown
        self.name.show_words(factory.name)
        self.local.show_words(factory.local_name)
        self.local.setVisible(bool(factory.local_name))
        self.os_id.setVisible(bool(factory.os_id))
        self.os_id.show_word(texts("factory.os_id.checked", state=texts(f"factory.os_id.{shown.os_id}")), OS_MARKS.get(shown.os_id))
        facts = [self._text(factory, "address"), self._text(factory, "city"), *(self._number(factory, name) for name in NUMBERS)]
        facts += [self._text(factory, name) for name in ("products", "buyers", "contact", "local_name", "os_id")]
        self.rows.show_facts(facts)
        began = "" if factory.began_year is None else str(factory.began_year)
        year = Property("began_year", texts("factory.began_year"), began, began, texts("factory.unknown"))
        numbers = [self._number(factory, name) for name in REGISTERED_NUMBERS]
        self.registered.show_facts([year, *numbers, *(self._text(factory, name) for name in REGISTERED_WORDS)])
        self._show_committee(shown.committee)

    def _text(self, factory: Factory, name: str) -> Property:
        value = str(getattr(factory, name))
        label, hint = self._bench.texts(f"factory.{name}"), self._bench.texts("factory.add")
        return Property(name, label, value, value, hint)

    def _number(self, factory: Factory, name: str) -> Property:
        number = getattr(factory, name)
        shown = self._bench.look.look.locale.toString(number) if number is not None else ""
        label, hint = self._bench.texts(f"factory.{name}"), self._bench.texts("factory.unknown")
        return Property(name, label, shown, "" if number is None else str(number), hint)

    def _show_committee(self, view: CommitteeView) -> None:
        texts, look = self._bench.texts, self._bench.look.look
        seats = view.composition.seats
        good = view.composition.has_parity
        words = texts("factory.parity.yes" if good else "factory.parity.no") if view.members else texts("factory.parity.none")
        self.parity.show_word(words, Kind.GOOD if good else Kind.UNSURE if view.members else Kind.GAP)
        women = sum(1 for m in view.members if m.side is Side.MANAGEMENT and m.sex is Sex.WOMAN)
        rows = [
            Property("management", texts("side.management"), self._side(seats.management, women)),
            Property("workers", texts("side.workers"), self._side(seats.workers, seats.workers_women)),
        ]
        if view.term_ends_on is not None:
            rows.append(Property("term", texts("factory.term"), day_words(look, view.term_ends_on, "d MMM yyyy")))
        self.sides.show_facts(rows)
        said = [texts(f"committee.remark.{r.key}", number=r.number, of=r.of) for r in view.composition.remarks] if view.members else []
        self.remarks.show_words("\n".join(said))
        self.remarks.setVisible(bool(said))

    def _side(self, people: int, women: int) -> str:
        words = str(people)
        return self._bench.texts.count("factory.women", women, people=words) if women else words

    def _edited(self, key: str, text: str) -> None:
        """A value stands: written at once. What cannot be read is said, and what was recorded comes back."""
        shown = self._shown
        if shown is None:
            return
        value: Any = text.strip()
        if key in (*NUMBERS, *REGISTERED_NUMBERS, "began_year"):
            plain = "".join(value.split()).replace(",", "").replace(".", "")
            if plain and not plain.isdecimal():
                self._refused(Refused("factory.not_a_number", field=key))
                return
            value = int(plain) if plain else None
        edited = replace(shown.factory, **{key: value})
        if edited != shown.factory:
            self._bench.desk.do(edit_factory, shown.factory, edited).otherwise(self._refused, self)

    def _refused(self, error: DeskError) -> None:
        self._bench.desk.tell(error)
        if self._shown is not None:
            self.show_factory(self._shown)
