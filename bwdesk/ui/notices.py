"""The one mouth: what failed (what happened, what is safe, what to do, a code for the office) and what was done (with undo).

A failure is a banner over the page, never a dialog; libraries' exception texts never get here. What is copied for support holds keys
and codes, no names, no notes.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bwdesk import __version__
from bwdesk.errors import DeskError, NoAnswer, Refused
from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource
from bwdesk.ui.parts.bars import Banner, UndoBar
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.sentence import sentence_of as sentence_of


def code_of(error: DeskError) -> str:
    """A short code for the office: the same failure gives the same code on every laptop and in every language."""
    digest = hashlib.sha256(f"{type(error).__name__} {error.key}".encode()).hexdigest()
    return f"{type(error).__name__[:2].upper()}-{digest[:4].upper()}"


def support_text(error: DeskError) -> str:
    """What "copy for support" puts on the clipboard: program, system, kind, key, code."""
    return "\n".join(
        (f"BW Desk {__version__}", f"{platform.system()} {platform.release()}", f"{type(error).__name__} {error.key}", code_of(error))
    )


class Notices(QWidget):
    """Stands on top of the page area; has no height while there is nothing to say. One banner at a time, the newest."""

    undo_asked = Signal()

    def __init__(self, source: LookSource, texts: Texts, ground: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._texts = source, texts
        self._banner: Banner | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.undo_bar = UndoBar(source, texts("frame.undo"), ground)
        self.undo_bar.undo_asked.connect(self.undo_asked)
        self.hide()

    @property
    def shown(self) -> str:
        """What the banner says now; empty when there is none."""
        return self._banner.accessibleName() if self._banner is not None else ""

    def tell_error(self, error: DeskError) -> None:
        """Says a failure until it is closed or another comes."""
        what, rest = sentence_of(error, self._texts)
        code = self._texts("notice.code", code=code_of(error))
        calm = isinstance(error, Refused | NoAnswer)
        self._show(
            Banner(
                self._source,
                what,
                f"{rest} {code}".strip(),
                Kind.UNSURE if calm else Kind.BAD,
                "warning-circle",
                [(self._texts("notice.copy"), lambda: self.copy(error)), (self._texts("notice.close"), self.clear)],
                self,
            )
        )

    def tell(self, what: str, rest: str = "", kind: Kind = Kind.WAITING, icon: str = "info") -> None:
        """Says something that is no failure and offers nothing to undo."""
        self._show(Banner(self._source, what, rest, kind, icon, [(self._texts("notice.close"), self.clear)], self))

    def offer(self, what: str, rest: str, act: str, done: Callable[[], object], kind: Kind = Kind.WAITING, icon: str = "info") -> None:
        """Says something with one thing to do about it (sign in again, open the settings)."""

        def run() -> None:
            self.clear()
            done()

        self._show(Banner(self._source, what, rest, kind, icon, [(act, run), (self._texts("notice.close"), self.clear)], self))

    def done(self, what: str, *, can_undo: bool = True) -> None:
        """Says what was done, with undo, for some seconds."""
        self.undo_bar.offer(what, can_undo=can_undo)

    def copy(self, error: DeskError) -> None:
        clipboard = QGuiApplication.clipboard()
        clipboard.setText(support_text(error))
        self.undo_bar.offer(self._texts("notice.copied"), 3.0, can_undo=False)

    def clear(self) -> None:
        """Takes the banner away."""
        if self._banner is not None:
            self._banner.hide()
            self._banner.deleteLater()
            self._banner = None
        self.hide()

    def _show(self, banner: Banner) -> None:
        self.clear()
        inset = self._source.look.density.inset
        self._column.setContentsMargins(inset, 8, inset, 0)
        self._banner = banner
        self._column.addWidget(banner)
        banner.show()  # made while another stood here, it would stay hidden
        self.show()
