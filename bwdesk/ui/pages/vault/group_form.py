"""The form of a group that was heard: how many, who, where they met. It has no field for a name."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from bwdesk.domain.assessing import categories_of
from bwdesk.domain.assessment import Assessment
from bwdesk.domain.interview import Heard, Interview
from bwdesk.ui.bench import Bench
from bwdesk.ui.pages.assess.areas import day_field
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.choice import Choice
from bwdesk.ui.parts.form_panel import FormPanel
from bwdesk.ui.when import plain_day, q_day
from bwdesk.usecases.vault import VaultPage, new_group, put_group


class GroupForm(FormPanel):
    """`kept(group id)` when it stands."""

    kept = Signal(str)

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        look, t = bench.look, bench.texts
        super().__init__(look, t, t("vault.new"), t("vault.away"), parent, t("vault.no_names"))
        self._bench = bench
        self._assessment: Assessment | None = None
        self._base: Interview | None = None
        self.heard, self.category = Choice(look, self), Choice(look, self)
        self.category.setEditable(True)
        self.category.setMinimumContentsLength(10)
        for one in Heard:
            self.heard.addItem(t(f"vault.who.{one}"), one)
        self.people, self.women, self.department, self.place, self.language = (LineField(self) for _ in range(5))
        self.held_on = day_field(bench, t("vault.held_on"), self)
        self.off_site = QCheckBox(t("vault.off_site"), self)
        keep = ActButton(look, t("vault.keep"), kind="primary", key="Return")
        keep.clicked.connect(lambda _checked=False: self.write())
        for field in (self.people, self.women, self.department, self.place, self.language):
            field.entered.connect(self.write)
        self.column.addLayout(
            self.named_row(
                (
                    (t("vault.people"), self.people, 1), (t("vault.women.field"), self.women, 1), (t("vault.who"), self.heard, 2),
                    (t("vault.category"), self.category, 3), (t("vault.department"), self.department, 3),
                )
            )
        )  # fmt: skip
        self.column.addLayout(
            self.named_row(
                ((t("vault.place"), self.place, 3), (t("vault.language"), self.language, 2), (t("vault.held_on"), self.held_on, 2)),
                (self.off_site, self.away, keep),
            )
        )
        self.column.addWidget(self.message)

    def show_choices(self, page: VaultPage) -> None:
        """The worker categories of the assessment; own words may be typed instead."""
        typed = self.category.currentText()
        self.category.clear()
        self.category.addItems(list(categories_of(page.assessment)))
        self.category.setEditText(typed)

    def open(self, assessment: Assessment, base: Interview | None) -> None:
        """Asks for a new group, or shows one that stands."""
        self._assessment, self._base = assessment, base
        self.head.title.show_words(self.texts("vault.change" if base is not None else "vault.new"))
        self.heard.setCurrentIndex(list(Heard).index(base.heard) if base is not None else 0)
        self.category.setEditText(base.category if base is not None else "")
        for field, text in (
            (self.people, str(base.people) if base is not None else ""),
            (self.women, str(base.women) if base is not None and base.women is not None else ""),
            (self.department, base.department if base is not None else ""),
            (self.place, base.place if base is not None else ""),
            (self.language, base.language if base is not None else ""),
        ):
            field.autosave.start_from(field.text())
            field.show_text(text)
        self.off_site.setChecked(base.off_site if base is not None else False)
        self.held_on.setDate(q_day(base.held_on if base is not None else self._bench.today()))
        self.message.hide()
        self.show()
        self.people.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def write(self) -> None:
        """Writes what stands in the fields; a number that is none is told under them."""
        if self._assessment is None or self.isHidden():
            return
        for field in (self.people, self.women):
            said = field.text().strip()
            if (said or field is self.people) and not (said.isdecimal() and len(said) < 7):
                self.say(self.texts("vault.number", field=field.accessibleName()))
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        women = self.women.text().strip()
        base = self._base or new_group(self._assessment, held_on=self._bench.today())
        edited = replace(
            base, people=int(self.people.text()), women=int(women) if women else None, heard=Heard(self.heard.currentData()),
            category=self.category.currentText().strip(), department=self.department.text().strip(), place=self.place.text().strip(),
            language=self.language.text().strip(), off_site=self.off_site.isChecked(), held_on=plain_day(self.held_on.date()),
        )  # fmt: skip
        done = self._bench.desk.do(put_group, self._assessment, self._base, edited)
        done.then(lambda group: self._done(group.id), self).otherwise(self.say_error, self)

    def _done(self, group_id: str) -> None:
        self.hide()
        self.kept.emit(group_id)
