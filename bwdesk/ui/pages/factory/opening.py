"""What a row of the workspace or a mark on its thread opens: a place, the panel of a member, a document over the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bwdesk.ui.pages.document_reader import DocumentReader
from bwdesk.ui.pages.factory.entry import Entry
from bwdesk.ui.pages.factory.shelf import DOCUMENT
from bwdesk.usecases.factory_page import FactoryPage

if TYPE_CHECKING:
    from bwdesk.ui.pages.factory.page import FactoryWorkspace

_PLACES = {"visit": ("visit", "visit"), "assessment": ("assess", "assessment"), "diagnosis": ("assess", "sitting")}


class Opening:
    """Of one workspace."""

    def __init__(self, page: FactoryWorkspace) -> None:
        self._page = page
        self.reader = DocumentReader(page.bench, page)

    def entry(self, shown: FactoryPage | None, entry: Entry | None) -> None:
        """Opens a row; one that opens nothing stays."""
        if shown is None or entry is None or not entry.go:
            return
        if entry.go == "member":
            members = (*shown.committee.members, *shown.committee.guests)
            self._page.member.open(shown.factory.id, next((m for m in members if m.id == entry.key), None))
        elif entry.go == DOCUMENT:
            for held in shown.shelf.documents:
                if held.document.id == entry.key:
                    self.reader.open(held.document, can_edit=False)
        else:
            self._page.go.emit(entry.go, dict(entry.where))

    def event(self, shown: FactoryPage | None, number: int) -> None:
        """A mark on the thread opens what it stands for."""
        view = shown.view if shown is not None else None
        if view is None or not 0 <= number < len(view.events):
            return
        event = view.events[number]
        place = _PLACES.get(event.kind)
        if place is not None and event.thing:
            self._page.go.emit(place[0], {place[1]: event.thing})
