"""The workspace's panels and keys for the year of its factory: milestones and payment, renewal, contacts between visits, buyers."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from bwdesk.domain.cycle import Cycle
from bwdesk.interchange.slcp import SlcpReferences
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.pages.factory.buyers import BuyersPanel
from bwdesk.ui.pages.factory.contact import ContactPanel
from bwdesk.ui.pages.factory.year import YearPanel
from bwdesk.ui.parts.form_panel import FormPanel
from bwdesk.usecases.cycle_page import CycleView
from bwdesk.usecases.engagement import renew_factory
from bwdesk.usecases.slcp import SlcpFile, slcp_codes, slcp_file


class YearActs:
    """Panels in `panels`; `show_view` follows the cycle that the page shows."""

    def __init__(self, page: DeskPage) -> None:
        self._page = page
        self.year, self.contact, self.buyers = YearPanel(page.bench, page), ContactPanel(page.bench, page), BuyersPanel(page.bench, page)
        self.panels = (self.year, self.contact, self.buyers)
        for panel in self.panels:
            panel.put_away.connect(page.focus_first)
        self._view: CycleView | None = None
        self.is_asked = False
        """Whether the year opens with the factory, to say why something was used over the package."""

    def make_commands(self) -> None:
        """Their keys, in the bar and the palette."""
        command, t = self._page.command, self._page.texts
        self.acts = (
            command(t("year.act.open"), self._open, "F8", icon="calendar-plus", hint=t("year.hint.open"), bar=True),
            command(t("year.act.contact"), self._contact, "F9", hint=t("year.hint.contact")),
            command(t("buyers.act"), self._buyers, "Ctrl+Shift+B", icon="buildings", hint=t("buyers.hint")),
            command(t("year.act.renew"), self._renew, hint=t("year.hint.renew")),
            command(t("year.act.slcp"), self._save_slcp, icon="export", hint=t("year.hint.slcp")),
            command(t("year.act.slcp_mapped"), self._save_slcp_mapped, icon="export", hint=t("year.hint.slcp_mapped")),
        )

    def show_view(self, view: CycleView | None) -> None:
        """What the acts are about now."""
        if view is None or (self._view is not None and view.factory.id != self._view.factory.id):
            for panel in self.panels:
                panel.hide()
        self._view = view
        for action in self.acts:
            action.setEnabled(view is not None)
        if view is not None and self.is_asked:
            self.is_asked = False
            self._open()
            self.year.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        elif view is not None and self.year.isVisible():
            self.year.show_year(view)

    def _open(self) -> None:
        if self._view is not None:
            self._alone(self.year)
            self.year.open(self._view)

    def _contact(self) -> None:
        if self._view is not None:
            self._alone(self.contact)
            self.contact.open(self._view.cycle)

    def _buyers(self) -> None:
        if self._view is not None:
            self._alone(self.buyers)
            self.buyers.open(self._view.factory)

    def _alone(self, panel: FormPanel) -> None:
        for one in self.panels:
            if one is not panel:
                one.hide()

    def _renew(self) -> None:
        if self._view is not None:
            made = self._page.do(renew_factory, self._view.factory, self._page.bench.today())
            made.then(self._renewed, self._page).otherwise(self._page.desk.tell, self._page)

    def _save_slcp(self, mapping: Path | None = None) -> None:
        if self._view is not None:
            t = self._page.texts
            name, _ = QFileDialog.getSaveFileName(self._page, t("year.act.slcp"), t("slcp.name"), "XLSX (*.xlsx);;CSV (*.csv)")
            if name:
                self.save_slcp_to(Path(name), mapping)

    def _save_slcp_mapped(self) -> None:
        if self._view is not None:
            t = self._page.texts
            name, _ = QFileDialog.getOpenFileName(self._page, t("year.act.slcp_mapped"), "", f"{t('slcp.mapping')} (*.xlsx *.csv *.xls)")
            if name:
                self._save_slcp(Path(name))

    def save_slcp_to(self, path: Path, mapping: Path | None = None) -> None:
        """Writes the released answers of the cycle to a file, off the GUI thread; the year's panel says how many. `mapping`: the office's
        own file of our codes and SLCP references, read in the intake process."""
        if self._view is None:
            return
        page, cycle = self._page, self._view.cycle
        if mapping is None:
            self._ask_slcp(path, cycle)
        else:
            read = page.bench.intake.run("slcp_references", mapping, slcp_codes())
            read.then(partial(self._ask_slcp, path, cycle), page).otherwise(page.desk.tell, page)

    def _ask_slcp(self, path: Path, cycle: Cycle, read: SlcpReferences | None = None) -> None:
        page, pairs = self._page, read.pairs if read is not None else ()
        page.desk.ask(slcp_file, cycle, page.texts, pairs).then(partial(self._write, path), page).otherwise(page.desk.tell, page)

    def _write(self, path: Path, told: SlcpFile) -> None:
        from bwdesk.interchange.export import write_table  # spreadsheets load for who asks

        desk = self._page.desk
        done = desk.errand(desk.lanes.paper, partial(write_table, path, told.headings, told.rows))
        done.then(partial(self._written, told), self._page)

    def _written(self, told: SlcpFile, _rows: int) -> None:
        self._open()
        key = "slcp.saved_mapped" if told.mapped else "slcp.saved"
        left = told.answers - told.mapped
        self.year.say_saved(self._page.texts(key, rows=told.answers, without=told.without, mapped=told.mapped, left=left))

    def _renewed(self, _cycle: Cycle) -> None:
        self._page.focus_first()
