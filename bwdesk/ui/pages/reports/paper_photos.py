"""The photos of a paper: what its checks tell of them, and the panel in which a person says who can be recognised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bwdesk.domain.edition import Variant
from bwdesk.texts import Texts
from bwdesk.ui.pages.photo_look import LOOK_KEY, PhotoLook
from bwdesk.usecases.photo_looks import PhotosOfPaper

if TYPE_CHECKING:
    from bwdesk.ui.pages.reports.page import ReportsPage


class PaperPhotos:
    """A command of the page. While photos are looked at, the paper is not made again at each word, but once when that is over."""

    def __init__(self, page: ReportsPage) -> None:
        t = page.texts
        self._photos: PhotosOfPaper | None = None
        self.look = PhotoLook(page.bench, page)
        self.look.put_away.connect(page.reload)
        self.action = page.command(t("photo_look.act"), self.look_at_them, LOOK_KEY, icon="image", hint=t("photo_look.hint"), bar=True)
        self.show(None)

    @property
    def is_looking(self) -> bool:
        """Whether photos are being looked at."""
        return self.look.isVisible()

    @property
    def has_unseen(self) -> bool:
        """Whether there are some that nobody has looked at."""
        return self._photos is not None and self._photos.unseen > 0

    def show(self, photos: PhotosOfPaper | None) -> None:
        """The photos of the paper that is shown."""
        self._photos = photos
        self.action.setEnabled(photos is not None and bool(photos.to_look))

    def look_at_them(self) -> None:
        """Opens them, at the first that nobody has looked at."""
        if self._photos is not None:
            self.look.open(self._photos.to_look)


def photo_lines(photos: PhotosOfPaper | None, texts: Texts) -> list[str]:
    """What is to be told of a paper's photos: which an edition that is out may show though they stay inside by now, how many nobody has
    looked at, and how many each variant leaves out for that or by word."""
    if photos is None:
        return []
    told = []
    if photos.out_since:
        named = {"photos": texts.commas(photos.out_since), "edition": photos.edition}
        told.append(texts.count("photo_look.out_since", len(photos.out_since), **named))
    if photos.unseen:
        told.append(texts.count("photo_look.unseen", photos.unseen))
    return told + [withheld_words(variant, number, texts) for variant, number in photos.withheld.items()]


def withheld_words(variant: Variant, number: int, texts: Texts) -> str:
    """How many photos a variant leaves out."""
    return texts.count("photo_look.withheld", number, variant=texts(f"report_life.variant.{variant}"))
