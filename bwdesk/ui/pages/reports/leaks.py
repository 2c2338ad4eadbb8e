"""What must not leave and stands on a paper, in words: each place once, with the words there and the record they are from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from bwdesk.domain.redaction import Leak
from bwdesk.errors import DeskError
from bwdesk.reports.read_back import PAGE
from bwdesk.texts import Texts
from bwdesk.ui.sentence import sentence_of
from bwdesk.usecases.report_guard import Leaking

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
    """A command of the page: to the next page of the preview that the checks name: words that must not leave, characters without a font."""

    def __init__(self, page: ReportsPage) -> None:
        self._page, t = page, page.texts
        self._pages: Sequence[int] = ()
        self.action = page.command(
            t("reports_page.act.named"), self.go, "F9", icon="skip-forward", hint=t("reports_page.hint.named"), bar=True
        )
        self.show(())

    def show(self, pages: Sequence[int]) -> None:
        """Offers pages of the paper that is shown."""
        self._pages = pages
        self.action.setEnabled(bool(pages))

    def go(self) -> None:
        """Goes there."""
        self._page.preview.go_to(page_after(self._pages, self._page.preview.page))


def page_after(pages: Sequence[int], page: int) -> int:
    """The next of the pages; after the last, the first; 0 where there is none."""
    return min((one for one in pages if one > page), default=min(pages, default=0))


def _page(leak: Leak) -> int:
    """The page of a leak, also of one that was found by reading the file; 0 where it stands on none."""
    number = leak.path.removeprefix(PAGE)
    return leak.page or (int(number) if number != leak.path else 0)
