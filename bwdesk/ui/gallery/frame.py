"""The whole frame with an invented page in it, and the screens before it."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bwdesk.errors import DeskError, Refused
from bwdesk.texts import Texts
from bwdesk.ui.first_run import FirstRun
from bwdesk.ui.gallery.doors import NOW, OneBackup, OneCertificate, OpenDoor, OpenLocks, held_bench
from bwdesk.ui.gallery.sample import factory_rows
from bwdesk.ui.look import LookSource
from bwdesk.ui.page import Context, Page
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import Card, Chip, SectionHead, TitleRow, Words, pane_column
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.places import RAIL, Forgetful, Place, StripState, place_word
from bwdesk.ui.settings_page import SettingsPage
from bwdesk.ui.unlock import Unlock
from bwdesk.ui.window import DeskWindow


class SamplePage(Page):
    """Factories, as a page would show them."""

    key: ClassVar[str] = "factories"

    def __init__(self, source: LookSource) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = TitleRow(source, "Factories", "Team South and West, 12 factories, 5 advisors")
        new = self.command("New factory", self.update, "Ctrl+N", icon="plus", bar=True, main=True)
        self.command("Filter the list", self.update, "/", icon="funnel-simple", hint="filter", bar=True)
        self.command("Open the factory", self.update, key_text="Enter", icon="folder-open", hint="open", bar=True)
        row.set_chips([Chip(source, "1 overdue", Kind.BAD), Chip(source, "4 to verify", Kind.UNSURE)])
        columns = ActButton(source, "Columns", kind="quiet", icon="sliders-horizontal")
        row.set_actions([columns, ActButton(source, action=new)])
        self.view = RowView(source, factory_rows(source))
        self.view.sort_rows(0)
        column.addWidget(row)
        column.addWidget(self.view)
        self._pane, held = pane_column(source)
        held.addWidget(SectionHead(source, "Before you go in", fact="Golden Thread"))
        card = Card("Lối thoát hiểm bị kệ hàng chặn", source=source)
        promised = "Promised on visit 6, 26 Oct: “Dời hết kệ trước 15/11.” Quản lý sản xuất"
        card.body.addWidget(Words(source, promised, tone="text2", wrap=True))
        held.addWidget(card)
        held.addWidget(SectionHead(source, "Thread", "1 new", icon="chat-teardrop-text"))

    def title(self) -> str:
        return "Factories"

    def pane(self) -> QWidget:
        return self._pane

    def fact(self) -> str:
        return "9 open, 10 closed this cycle"

    def focus_first(self) -> None:
        self.view.setFocus()
        self.view.choose("Blue Hem Fashion")


def sample_window(source: LookSource, texts: Texts, error: DeskError | None = None) -> DeskWindow:
    """The desk's window over invented factories; with an error, its banner and an undo bar."""

    def make() -> Page:
        return SamplePage(source)

    places = [Place(key, icon, place_word(key), make, shortcut=f"Ctrl+{n}") for n, (key, icon) in enumerate(RAIL, 1)]
    window = DeskWindow(source, texts, places, Forgetful())
    window.resize(1024, 768) if source.look.touch else window.resize(1440, 900)
    window.show()
    window.activateWindow()
    window.go("factories")
    window.set_context(Context("g", "Golden Thread Ltd", "ក្រុមហ៊ុន ខ្សែមាស", "c", "Cycle 2, month 7"))
    window.show_counts({"factories": 12, "plan": 9, "reports": 1})
    window.show_strip(
        StripState(records_waiting=3, photos_waiting=41, to_settle=2, timer="1:42 visit", author="Amina R.", language="English")
    )
    if error is not None:
        window.notices.tell_error(error)
        window.notices.done("Finding 31 removed")
    return window


def screens(source: LookSource, texts: Texts) -> dict[str, QWidget]:
    """Every screen of this room by name. The caller shows, paints and closes them."""
    shown: dict[str, QWidget] = {
        "unlock": Unlock(source, texts, OpenDoor(), lambda: NOW),
        "settings": SettingsPage(held_bench(source, texts), OpenLocks(), OneBackup(), certificates=OneCertificate()),
    }
    restore = Unlock(source, texts, OpenDoor(), lambda: NOW)
    restore.show_mode("restore")
    shown["unlock-restore"] = restore
    for step in ("language", "setup", "who", "secret", "hands", "ready"):
        first = FirstRun(source, texts, OpenDoor(first_run=True))
        first.start_from(step)
        shown[f"first-{step}"] = first
    for widget in shown.values():
        widget.resize(1024, 768) if source.look.touch else widget.resize(1440, 900)
    return shown


def sample_error() -> DeskError:
    """A refusal to be seen in a banner."""
    return Refused("tool.broken", tool="Core 2026", count=3)
