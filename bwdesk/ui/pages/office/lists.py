"""The page's lists under its tabs: one model and one view each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from bwdesk.domain.folding import fold_text
from bwdesk.sync.office_wire import ActRow, ApartRow, DeviceRow, Overview, PersonRow, ReaderRow
from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource
from bwdesk.ui.pages.office.columns import Known, act_columns, assignment_columns, laptop_columns, people_columns, reader_columns
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import RowModel
from bwdesk.usecases.office_page import AssignedRow

TABS = ("assignments", "people", "laptops", "readers", "acts")


class OfficeLists(QStackedWidget):
    """`views` by tab; an empty page behind them for whom nothing is shown."""

    def __init__(self, look: LookSource, t: Texts, parent: QWidget) -> None:
        super().__init__(parent)
        self.known = Known()
        self.assignments: RowModel[AssignedRow] = RowModel(assignment_columns(look, t), lambda r: r.assignment.id, find=lambda r: r.folded)
        self.people: RowModel[PersonRow] = RowModel(
            people_columns(look, t, self.known), lambda r: r.id, find=lambda r: fold_text(f"{r.name} {r.login} {' '.join(r.countries)}")
        )
        self.laptops: RowModel[DeviceRow] = RowModel(
            laptop_columns(look, t, self.known), lambda r: r.id, find=lambda r: fold_text(f"{r.name} {self.known.name(r.person)}")
        )
        self.readers: RowModel[ReaderRow] = RowModel(
            reader_columns(look, t), lambda r: r.id, find=lambda r: fold_text(f"{r.name} {r.login} {r.of} {r.country}")
        )
        self.acts: RowModel[ActRow] = RowModel(
            act_columns(look, t, self.known), lambda r: f"{r.at} {r.act} {r.subject}",
            find=lambda r: fold_text(f"{self.known.name(r.by)} {self.known.name(r.subject)}"),
        )  # fmt: skip
        self._models: Mapping[str, RowModel[Any]] = {
            "assignments": self.assignments, "people": self.people, "laptops": self.laptops, "readers": self.readers,
            "acts": self.acts,
        }  # fmt: skip
        self.views: dict[str, RowView] = {}
        for key in TABS:
            view = self.views[key] = RowView(look, self._models[key], self)
            view.setAccessibleName(t(f"office.tab.{key}"))
            view.set_empty(t(f"office.none.{key}"), t(f"office.none.{key}.do"))
            self.addWidget(view)
        self.addWidget(QWidget(self))

    def filter(self, text: str) -> None:
        """Shows what has this in it."""
        for model in self._models.values():
            model.set_filter(fold_text(text))

    def show_overview(self, found: Overview) -> dict[str, int]:
        """Shows what the office told; returns how many stand under each tab."""
        self.known.learn(found)
        self.people.set_rows(sorted(found.people, key=lambda r: (not r.is_active, r.name.casefold())))
        self.laptops.set_rows(sorted(found.devices, key=lambda r: -r.seen_at))
        self.readers.set_rows(sorted(found.readers, key=lambda r: (r.state == "ended", r.of.casefold(), r.name.casefold())))
        self.acts.set_rows(found.acts)
        return {"people": len(found.people), "laptops": len(found.devices), "readers": len(found.readers), "acts": len(found.acts)}

    def chosen(self, tab: str) -> Any:
        """The row under the focus of a tab, or None."""
        return self._models[tab].value(self._models[tab].row_of(self.views[tab].current_key()))

    def laptop(self, laptop: str) -> DeviceRow | None:
        """A laptop by its id."""
        return self.laptops.value(self.laptops.row_of(laptop))

    def apart(self, laptop: str) -> list[ApartRow]:
        """What waits of a laptop, or is kept as evidence."""
        return self.known.apart.get(laptop, [])
