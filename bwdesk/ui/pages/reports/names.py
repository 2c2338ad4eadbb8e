"""Names for certificates, typed when they are printed. They stand on the pages and are kept nowhere, not even as a draft."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QHBoxLayout, QWidget

from bwdesk.texts import Texts
from bwdesk.ui.parts.autosave import LineField

BETWEEN = re.compile(r"[;\n\u061b]+")
"""What stands between two names: a semicolon of either script, or a line break of a pasted list."""


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
        return tuple(name.strip() for name in BETWEEN.split(self.text()) if name.strip()) if is_certificate else ()
