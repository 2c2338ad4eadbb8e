"""What must not leave and stands on a paper, in words: each place once, with the words there and the record they are from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from bwdesk.domain.redaction import Leak, Spot
from bwdesk.errors import DeskError
from bwdesk.reports.read_back import PAGE
from bwdesk.runtime.papers import PaperFile
from bwdesk.texts import Texts
from bwdesk.ui.pages.reports.paper_photos import PaperPhotos
from bwdesk.ui.sentence import sentence_of
from bwdesk.ui.where import where_of
from bwdesk.usecases.report_guard import Leaking
from bwdesk.usecases.report_records import Speaking, records_of_spots

if TYPE_CHECKING:
    from bwdesk.ui.pages.reports.page import ReportsPage

MOST: Final = 8
"""So many places are named one by one."""

LONGEST: Final = 60
"""So many signs of the words that must not leave are shown."""


def refusal_words(error: DeskError, texts: Texts) -> str:
    """Why a step was refused; of a leak, every place of it."""
    if isinstance(error, Leaking):
        return "\n".join([texts("report_life.leaks"), *leak_lines(error.leaks, texts)])
    return " ".join(sentence_of(error, texts))


def leak_lines(leaks: Sequence[Leak], texts: Texts) -> list[str]:
    """One line for each place, up to MOST of them."""
    told = []
    for one in leaks:
        words = one.found.words if len(one.found.words) <= LONGEST else one.found.words[:LONGEST] + " …"
        source, page = texts(f"report_life.from.{one.found.kind}"), _page(one)
        if page:
            told.append(texts("report_life.leak_on_page", page=page, words=words, source=source))
        else:
            told.append(texts("report_life.leak", place=one.path, words=words, source=source))
    told = list(dict.fromkeys(told))
    rest = len(told) - MOST
    return told[:MOST] + ([texts.count("report_life.leaks_more", rest)] if rest > 0 else [])


class NextPlace:
    """A command of the page: to the next place that the checks name (words that must not leave, characters without a font).

    The preview goes to its page, and the desk to the record that holds the words, where it is known: there they are put right. After
    the last of them come photos that nobody has looked at.
    """

    def __init__(self, page: ReportsPage) -> None:
        self._page, t = page, page.texts
        self.photos = PaperPhotos(page)
        self._spots: Sequence[Spot] = ()
        self._last: Spot | None = None
        self._records: Mapping[Spot, Speaking] = {}
        self.action = page.command(
            t("reports_page.act.named"), self.go, "F9", icon="skip-forward", hint=t("reports_page.hint.named"), bar=True
        )
        self.show(None)

    def show(self, paper: PaperFile | None) -> None:
        """Offers what the checks of the paper name; what it stands in is asked for where there is anything."""
        self._spots, self._records = paper.spots if paper is not None else (), {}
        self.photos.show(paper.photos if paper is not None else None)
        self.action.setEnabled(bool(self._spots) or self.photos.has_unseen)
        if paper is not None and self._spots:
            self._page.ask(self._told, records_of_spots, paper.kind, paper.thing_id, self._spots)

    def _told(self, records: Mapping[Spot, Speaking]) -> None:
        self._records = {spot: one for spot, one in records.items() if spot in self._spots}

    def go(self) -> None:
        """Goes there."""
        before, self._last = self._last, spot_after(self._spots, self._page.preview.page, self._last)
        if self.photos.has_unseen and (self._last is None or (before == self._spots[-1] and self._last == self._spots[0])):
            self._last = None
            self.photos.look_at_them()
        if self._last is None:
            return
        self._page.preview.go_to(self._last.page)
        record = self._records.get(self._last)
        if record is not None:
            where = where_of(record.thing, record.factory_id)
            self._page.go.emit(where.place, where.args)


def spot_after(spots: Sequence[Spot], page: int, last: Spot | None) -> Spot | None:
    """The one after the last while its page is shown, else the next of the pages; after the last of all, the first."""
    if not spots:
        return None
    if last is not None and last in spots and last.page == page:
        return spots[(spots.index(last) + 1) % len(spots)]
    return next((one for one in spots if one.page > page), spots[0])


def _page(leak: Leak) -> int:
    """The page of a leak, also of one that was found by reading the file; 0 where it stands on none."""
    number = leak.path.removeprefix(PAGE)
    return leak.page or (int(number) if number != leak.path else 0)
