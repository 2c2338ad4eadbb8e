"""Names for certificates, typed when they are printed. They stand on the pages and are kept nowhere, not even as a draft."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from bwdesk.domain.typed_lists import parted_names
from bwdesk.texts import Texts
from bwdesk.ui.parts.autosave import LineField


class NamesField(LineField):
    """`row` stands over a certificate only; Enter prints it again with the names. Another training begins without any."""

    def __init__(self, inset: int, texts: Texts, parent: QWidget) -> None:
        super().__init__(parent)
        self._thing = ""
        self.row = QWidget(parent)
        row = QHBoxLayout(self.row)
        row.setContentsMargins(inset, 0, inset, 8)
        row.addWidget(self)
        self.row.hide()
        self.setPlaceholderText(texts("learn.names"))
        self.setAccessibleName(texts("learn.names"))
        self.setToolTip(texts("learn.names.how"))

    def of(self, kind: str, thing_id: str) -> tuple[str, ...]:
        """The names for a paper: those typed for this certificate, none for anything else."""
        is_certificate = kind == "certificate"
        self.row.setVisible(is_certificate)
        if not is_certificate or thing_id != self._thing:
            self.clear()
        self._thing = thing_id if is_certificate else ""
        return parted_names(self.text()) if is_certificate else ()
