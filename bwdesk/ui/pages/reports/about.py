"""What a remark or a comment is about: the whole report, a section or a finding; chosen from a list, and the way to its page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bwdesk.domain.report import FactoryComment, Remark
from bwdesk.reports.values import Place
from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource
from bwdesk.ui.parts.choice import Choice

if TYPE_CHECKING:
    from bwdesk.ui.pages.reports.page import ReportsPage


def place_of(one: Remark | FactoryComment, places: Sequence[Place]) -> Place | None:
    """Where it stands on the paper that is shown; None: about the whole, or of what this paper does not hold."""
    if not (one.question or one.section):
        return None
    return next((place for place in places if (place.section, place.question) == ("" if one.question else one.section, one.question)), None)


class About(Choice):
    """The whole, then the sections of the paper that is shown, findings under their cluster."""

    def __init__(self, look: LookSource, texts: Texts, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._texts = texts
        self.setAccessibleName(texts("reports.about"))
        self.setToolTip(texts("reports.about"))
        self.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.show_places(())

    def show_places(self, places: Sequence[Place]) -> None:
        """Offers them; what was chosen stays chosen."""
        chosen = self.place
        self.clear()
        self.addItem(self._texts("reports.about_whole"), None)
        for one in places:
            self.addItem(f"    {one.title}" if one.question else one.title, one)
        held = [(one.section, one.question) for one in places]
        wanted = (chosen.section, chosen.question) if chosen is not None else ("", "")
        self.setCurrentIndex(held.index(wanted) + 1 if wanted in held else 0)
        self.setVisible(bool(places))

    @property
    def place(self) -> Place | None:
        """What was chosen; None: the whole."""
        found = self.currentData()
        return found if isinstance(found, Place) else None

    @property
    def section(self) -> str:
        return self.place.section if self.place is not None else ""

    @property
    def question(self) -> str:
        return self.place.question if self.place is not None else ""


class ToItsPage:
    """A command of the page: to what the chosen remark or comment is about."""

    def __init__(self, page: ReportsPage) -> None:
        self._page, t = page, page.texts
        self._to = 0
        self.action = page.command(
            t("reports_page.act.about"), self.go, "Shift+F9", icon="skip-forward", hint=t("reports_page.hint.about"), bar=True
        )
        self.show(0)

    def show(self, page: int) -> None:
        """Offers a page of the preview; 0: none."""
        self._to = page
        self.action.setEnabled(page > 0)

    def go(self) -> None:
        """Goes there."""
        self._page.preview.go_to(self._to)
