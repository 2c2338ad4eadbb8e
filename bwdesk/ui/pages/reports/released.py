"""Saving a released file outside the desk, byte for byte as it was released: of the newest edition that stands, in the chosen variant."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from bwdesk.domain.evidence import Document
from bwdesk.usecases.report_page import ReportPage

if TYPE_CHECKING:
    from bwdesk.ui.pages.reports.page import ReportsPage


class ReleasedFile:
    """A command of the page. `show` tells it which report stands there, and in which variant (empty: the working paper)."""

    def __init__(self, page: ReportsPage) -> None:
        self._page, t = page, page.texts
        self.file: Document | None = None
        self.action = page.command(
            t("reports_page.act.released"), self.ask, "Ctrl+Shift+S", icon="file-pdf", hint=t("reports_page.hint.released"), bar=True
        )
        self.show(None, "")

    def show(self, shown: ReportPage | None, variant: str) -> None:
        """Offers the file of a variant; of the working paper, the first there is."""
        files = shown.files if shown is not None else ()
        self.file = next((one for one in files if variant in ("", one.variant)), None)
        self.action.setEnabled(self.file is not None)

    def ask(self) -> None:
        """Asks where, and writes the file there."""
        if self.file is None:
            return
        t, folder = self._page.texts, self._page.bench.settings.settings.places.get("papers", str(Path.home()))
        name, _ = QFileDialog.getSaveFileName(self._page, t("reports_page.act.released"), str(Path(folder) / self.file.name), "PDF (*.pdf)")
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Writes the file whole or not at all, off the GUI thread. Bytes that have not come by sync yet are said to be away."""
        if self.file is not None:
            self._page.bench.documents.save(self.file, path).otherwise(self._page.desk.tell, self._page)
