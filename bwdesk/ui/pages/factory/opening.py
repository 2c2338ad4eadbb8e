"""What a row of the workspace or a mark on its thread opens: a place, the panel of a member, a document over the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from bwdesk.domain.edition import Variant
from bwdesk.ui.pages.document_reader import DocumentReader
from bwdesk.ui.pages.factory.entry import Entry
from bwdesk.ui.pages.factory.photos import ShelfPhotos
from bwdesk.ui.pages.factory.shelf import DOCUMENT, EDITION, PHOTOS
from bwdesk.ui.pages.photo_look import LOOK_KEY, PhotoLook
from bwdesk.usecases.factory_page import FactoryPage
from bwdesk.usecases.photo_looks import photos_of_factory

if TYPE_CHECKING:
    from bwdesk.ui.pages.factory.page import FactoryWorkspace

_PLACES = {"visit": ("visit", "visit"), "assessment": ("assess", "assessment"), "diagnosis": ("assess", "sitting")}


class Opening:
    """Of one workspace."""

    def __init__(self, page: FactoryWorkspace) -> None:
        self._page = page
        self.reader = DocumentReader(page.bench, page)
        self.photos = ShelfPhotos(page.bench, page)
        self.look = PhotoLook(page.bench, page)
        self.photos.overlay.offer_look(self.look)
        t = page.texts
        page.command(t("photo_look.act"), self.look_at_photos, LOOK_KEY, icon="image", hint=t("photo_look.hint"))
        self._factory = ""
        self.is_turned = False

    def turn(self, on: bool) -> None:
        """What is read is shut; from now on the factory looks on, or no longer does."""
        self.is_turned = on
        self.reader.close_reader()
        self.photos.overlay.close_overlay()
        self.look.leave()

    def look_at_photos(self) -> None:
        """All photos of the factory, unless the factory looks on."""
        if self._factory and not self.is_turned:
            self._page.bench.desk.ask(photos_of_factory, self._factory).then(self.look.open, self._page)

    def show_photos(self, shown: FactoryPage, tab: str) -> None:
        """Photos stand above the documents, unless the factory looks on."""
        self._factory = shown.factory.id
        self.photos.show_photos(shown.shelf.newest if tab == "documents" and not self.is_turned else ())

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
        elif entry.go == EDITION:
            self._edition(shown, entry)
        elif entry.go == PHOTOS:
            self.photos.strip.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._page.go.emit(entry.go, dict(entry.where))

    def _edition(self, shown: FactoryPage, entry: Entry) -> None:
        """The file as it was released: the one for us, or the factory's own while it looks on."""
        wanted = Variant.FACTORY if self.is_turned else Variant.INTERNAL
        files = [file for given in shown.shelf.editions if given.edition.id == entry.key for file in given.files]
        file = next((one for one in files if one.variant == wanted), None)
        if file is not None:
            self.reader.open(file, can_edit=False)
        elif not self.is_turned:
            self._page.go.emit("reports", dict(entry.where))

    def event(self, shown: FactoryPage | None, number: int) -> None:
        """A mark on the thread opens what it stands for."""
        view = shown.view if shown is not None else None
        if view is None or not 0 <= number < len(view.events):
            return
        event = view.events[number]
        place = _PLACES.get(event.kind)
        if place is not None and event.thing:
            self._page.go.emit(place[0], {place[1]: event.thing})
