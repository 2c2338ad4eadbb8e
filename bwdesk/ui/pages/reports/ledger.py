"""Who was given which edition of a report, when; which were withdrawn, when, by whom and why; what each changed. Newest first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bwdesk.domain.edition import Edition
from bwdesk.domain.page_reader import is_reader
from bwdesk.domain.report_life import OWN
from bwdesk.ui.bench import Bench
from bwdesk.ui.countries import country_words
from bwdesk.ui.look import Role, language_name
from bwdesk.ui.parts.basics import SectionHead, Words
from bwdesk.ui.when import day_words, moment_day
from bwdesk.usecases.report_page import Given, ReportPage


class LedgerPart(QWidget):
    """In the pane, under the steps. Hidden until there is an edition."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self.lines: list[Words] = []
        self._editions: list[QWidget] = []
        self.head = SectionHead(bench.look, bench.texts("report_life.ledger"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 8)
        self._column.setSpacing(12)
        self._column.addWidget(self.head)

    def show_page(self, page: ReportPage) -> None:
        """Shows the editions of a report and their readers."""
        for one in self._editions:
            one.hide()
            one.deleteLater()
        self.lines, self._editions = [], []
        self.head.count.show_words(str(len(page.editions)) if page.editions else "")
        for edition in page.editions:
            held = QWidget(self)
            column = QVBoxLayout(held)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(3)
            for words, role, tone in self._told(page, edition):
                line = Words(self._bench.look, words, role, tone, wrap=True, parent=held)
                self.lines.append(line)
                column.addWidget(line)
            self._editions.append(held)
            self._column.addWidget(held)
            held.show()
        self.setVisible(bool(page.editions))

    def _told(self, page: ReportPage, edition: Edition) -> Iterator[tuple[str, Role, str]]:
        """The lines of one edition."""
        t, name = self._bench.texts, page.names.of
        yield t("report_life.edition", number=edition.number, short=edition.short), Role.NAME, "text1"
        released = t(f"report_life.released{_by_whom(edition)}", day=self._moment(edition.released_at), name=name(edition.released_by))
        yield t("report_life.with_digest", said=released, digest=edition.content_digest[:16]), Role.SMALL, "text2"
        signed = t("report_life.signed", name=edition.signed_by) if edition.signed_by else t("report_life.unsigned")
        yield signed, Role.SMALL, "text2"
        if edition.languages:
            named = t.commas(" + ".join(map(language_name, code.split("+"))) for code in edition.languages.split())
            yield t("report_life.printed_in", languages=named), Role.SMALL, "text2"
        if edition.withdrawn_at is not None:
            day, by = self._moment(edition.withdrawn_at), name(edition.withdrawn_by)
            yield t("report_life.withdrawn", day=day, name=by, why=edition.withdrawn_why), Role.SMALL, "bad"
        if edition.changes:
            yield t("report_life.changed", what=edition.changes), Role.SMALL, "text2"
        for given in page.ledger:
            if given.edition.id == edition.id:
                yield self._reader(page, given), Role.BODY, "text1"

    def _reader(self, page: ReportPage, given: Given) -> str:
        t, on = self._bench.texts, given.delivery.given_on
        name = given.buyer.name if given.buyer is not None else self._own_reader(page)
        day = day_words(self._bench.look.look, on, "d MMM yyyy") if on is not None else ""
        return t("report_life.given", name=name, day=day, variant=t(f"report_life.variant.{given.delivery.variant}"))

    def _own_reader(self, page: ReportPage) -> str:
        """The factory itself; of a report about many, those who work in its country."""
        factory = page.subject.factory
        return (
            factory.name
            if factory is not None
            else self._bench.texts("report_life.country_staff", country=country_words(page.subject.country, self._bench.texts))
        )

    def _moment(self, at: datetime | None) -> str:
        return moment_day(self._bench.look.look, at, "d MMM yyyy") if at is not None else ""


def _by_whom(edition: Edition) -> str:
    """Of a report of the factory's own: whether it released the edition itself, or somebody did at a desk on its behalf."""
    if edition.kind not in OWN:
        return ""
    return ".by_factory" if is_reader(edition.released_by) else ".for_factory"
