"""Releasing an edition, or sending the draft for comments: what it will be, who is given it, asked back once, printed, written.

Printing runs on the paper lane and can be stopped. What must not leave is named place by place, and nothing goes out.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.edition import Variant
from bwdesk.domain.report_life import OWN, Step
from bwdesk.errors import DeskError
from bwdesk.reports.lacks import told as told_lack
from bwdesk.ui.bench import Bench
from bwdesk.ui.countries import country_words
from bwdesk.ui.look import Role
from bwdesk.ui.pages.exchange.parts import Going
from bwdesk.ui.pages.reports.leaks import refusal_words
from bwdesk.ui.pages.reports.life import KEY
from bwdesk.ui.pages.reports.paper_photos import withheld_words
from bwdesk.ui.pages.reports.printed_in import PrintedIn
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import NoteField
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.form_panel import FormPanel
from bwdesk.ui.sentence import sentence_of
from bwdesk.ui.when import day_words
from bwdesk.usecases.drafts import Draft, draft
from bwdesk.usecases.report_editions import Prepared, Recipient, Sealed, changes_draft, release, send_for_comments
from bwdesk.usecases.report_page import Offer, ReportPage


class ReleasePanel(FormPanel):
    """Opens over the pages. While it prints, nothing in it can be changed."""

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        t, look = bench.texts, bench.look
        super().__init__(look, t, "", t("planner.away"), parent)
        self._bench = bench
        self._page: ReportPage | None = None
        self._step = Step.RELEASE
        self._shown: Prepared | None = None
        self._is_asking = self._is_printing = False
        self.boxes: dict[str, ActButton] = {}
        self.what = Words(look, "", Role.BODY, "text2", wrap=True, parent=self)
        self._rows = QWidget(self)
        self._readers = QVBoxLayout(self._rows)
        self._readers.setContentsMargins(0, 0, 0, 0)
        self._readers.setSpacing(6)
        self.changes_name = Words(look, t("report_life.changes"), Role.SMALL, "text3", parent=self)
        self.changes = NoteField(self)
        self.changes.setAccessibleName(t("report_life.changes"))
        self.changes.setFixedHeight(56)
        self.changes.draft_changed.connect(self._keep_draft)
        self.going = Going(look, t, self)
        self.going.stop.clicked.connect(lambda _checked=False: bench.papers.stop())
        self.act = ActButton(look, "", kind="primary", key=KEY)
        self.act.clicked.connect(lambda _checked=False: self.go_on())
        row = QHBoxLayout()
        row.addWidget(self.going, 1)
        row.addStretch(0)
        row.addWidget(self.away)
        row.addWidget(self.act)
        self.printed = PrintedIn(look, t, self)
        self.printed.chosen.connect(self._prepare)
        for widget in (self.what, self.printed, self._rows, self.changes_name, self.changes, self.message):
            self.column.addWidget(widget)
        self.column.addLayout(row)

    # showing

    def open(self, page: ReportPage, step: Step, language: str) -> None:
        """Shows what would be made now, and who could be given it: in the language of the edition before, else in this."""
        self._page, self._step, self._shown = page, step, None
        self.head.title.show_words(self.texts(f"report_life.do.{step}"))
        self.message.hide()
        self.going.say("")
        self.what.show_words("")
        self.changes.show_text("")
        self.printed.show_code(next((one.languages.split()[0] for one in page.editions if one.languages), language))
        self._show_offers(page.offers if step is Step.RELEASE else ())
        self._fit()
        self.show()
        self.act.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._prepare()

    def follow(self, page: ReportPage | None) -> None:
        """The records moved on: buyers as they are now; put away where the step cannot be taken any more."""
        if not self.isVisible() or self._is_printing:
            return
        if page is None or self._page is None or page.report.id != self._page.report.id or page.steps.get(self._step, "no"):
            self.leave()
            return
        self._page = page
        if self._step is Step.RELEASE:
            self._show_offers(page.offers)
        self._prepare()

    def _prepare(self) -> None:
        page = self._page
        if page is not None:
            made = self._bench.papers.prepare(
                page.subject.kind.value, page.subject.thing_id, self._step, self._bench.me.id, self.printed.code
            )
            made.then(self._show_prepared, self).otherwise(self.say_error, self)

    def _show_prepared(self, made: Prepared) -> None:
        self._shown = made
        t, edition = self.texts, made.edition
        files = t.commas(t(f"report_life.variant.{one.variant}") for one in made.papers)
        if self._step is Step.SEND:
            until = next((one.paper.head.comments_until for one in made.papers), None)
            day = day_words(self.look.look, until, "d MMM yyyy") if until is not None else ""
            told = t("report_life.what.send", day=day, digest=edition.content_digest[:16])
        else:
            what = t(
                "report_life.what.release", number=edition.number, short=edition.short, digest=edition.content_digest[:16], files=files
            )
            by = edition.signed_by
            told = f"{what} {t('report_life.what.signed', name=by) if by else t('report_life.what.unsigned')}"
            if edition.kind in OWN:
                told = f"{told} {t('report_life.what.for_factory')}"
            self._bench.desk.ask(draft, changes_draft(edition.report_id)).then(self._restore, self)
        lacks = dict.fromkeys(told_lack(lack, t) for one in made.papers for lack in one.lacks)
        withheld = {one.variant: one.withheld for one in made.papers if one.withheld}
        self.what.show_words(" ".join([told, *lacks, *(f"{withheld_words(*each, t)}." for each in withheld.items())]))
        self._ask(False)

    def _restore(self, kept: Draft | None) -> None:
        if kept is not None and not self.changes.plain():
            self.changes.restore_draft(kept.text, kept.caret)

    def _keep_draft(self, text: str, caret: int) -> None:
        if self._page is not None:
            self._bench.desk.keep_draft(changes_draft(self._page.report.id), text, caret)

    def _show_offers(self, offers: Sequence[Offer]) -> None:
        """Buyers that may read are ticked, what was unticked stays so; the others are grey, with the reason."""
        off = {key for key, box in self.boxes.items() if box.isEnabled() and not box.isChecked()}
        while (item := self._readers.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.boxes = {}
        is_for_buyers = self._page is not None and Variant.BUYER in self._page.variants
        key = "report_life.to_factory" if is_for_buyers and offers else "report_life.to_factory_only"
        subject = self._page.subject if self._page is not None else None
        told = self.texts(key)
        if subject is not None and subject.factory is None:
            told = self.texts("report_life.to_country", country=country_words(subject.country, self.texts))
        self._readers.addWidget(Words(self.look, told, Role.BODY, wrap=True, parent=self._rows))
        for offer in offers if is_for_buyers else ():
            self._readers.addWidget(self._offer_row(offer, is_on=offer.buyer.id not in off))
        self._rows.setVisible(self._step is Step.RELEASE)

    def _offer_row(self, offer: Offer, *, is_on: bool) -> QWidget:
        t, held = self.texts, QWidget(self._rows)
        reason = t(offer.why_not) if offer.why_not else self._right(offer)
        box = self.boxes[offer.buyer.id] = ActButton(self.look, offer.buyer.name.replace("&", "&&"), kind="toggle", parent=held)
        box.setChecked(is_on and not offer.why_not)
        box.setEnabled(not offer.why_not)
        box.setAccessibleName(f"{offer.buyer.name}, {reason}")
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(box)
        row.addWidget(Words(self.look, reason, Role.SMALL, "text2", parent=held))
        row.addStretch(1)
        return held

    def _right(self, offer: Offer) -> str:
        until = offer.authorisation.to_on if offer.authorisation is not None else None
        if until is None:
            return self.texts("report_life.may_read")
        return self.texts("report_life.may_read_until", day=day_words(self.look.look, until, "d MMM yyyy"))

    def _fit(self) -> None:
        """What can be touched now."""
        number = self._shown.edition.number if self._shown is not None else 0
        is_second = self._step is Step.RELEASE and number > 1
        self.changes_name.setVisible(is_second)
        self.changes.setVisible(is_second)
        self.changes.setEnabled(not self._is_printing)
        self._rows.setEnabled(not self._is_printing)
        self.printed.setEnabled(not self._is_printing)
        self.act.setEnabled(self._shown is not None and not self._is_printing)
        self.act.setText(self.texts(f"report_life.{'sure' if self._is_asking else 'do'}.{self._step}"))
        self.away.setVisible(not self._is_printing)

    # acting

    def _ask(self, is_asking: bool) -> None:
        self._is_asking = is_asking
        self._fit()

    def go_on(self) -> None:
        """Asks back once; then prints and writes."""
        page, shown = self._page, self._shown
        if page is None or shown is None or self._is_printing:
            return
        if not self._is_asking:
            self._first_press(shown)
            return
        self._is_printing = True
        self._ask(False)
        self.going.begin(self.texts("report_life.printing"))
        kind, thing_id = page.subject.kind.value, page.subject.thing_id
        self.changes.settle()
        changes, code = self.changes.plain(), self.printed.code
        made = self._bench.papers.seal(kind, thing_id, self._step, self._bench.me.id, self._progress, code, changes)
        made.then(self._sealed, self).otherwise(self._stopped, self)

    def _first_press(self, shown: Prepared) -> None:
        self.message.hide()
        if shown.edition.number > 1 and self._step is Step.RELEASE and not self.changes.plain().strip():
            self.say(self.texts("error.report.changes_needed"))
            self.changes.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.going.say(self.texts(f"report_life.ask.{self._step}"), "text1")
        self._ask(True)

    def _progress(self, done: int, of: int) -> None:
        if self._is_printing:
            self.going.words.show_words(self.texts("report_life.printing_file", done=done, of=of))

    def _sealed(self, made: tuple[Prepared, list[Sealed]]) -> None:
        """What was printed is written, unless it is no longer what was shown and agreed to."""
        prepared, files = made
        page, desk, shown = self._page, self._bench.desk, self._shown
        if page is None or shown is None or prepared.edition.content_digest != shown.edition.content_digest:
            self._stopped(DeskError("report.changed"))
            self._show_prepared(prepared)
            return
        if self._step is Step.SEND:
            sent = desk.do(send_for_comments, prepared, files, page.base)
            sent.then(lambda _report: self._written(), self).otherwise(self._stopped, self)
        else:
            done = desk.do(release, prepared, files, self._recipients(page), page.base)
            done.then(lambda _edition: self._written(), self).otherwise(self._stopped, self)

    def _recipients(self, page: ReportPage) -> list[Recipient]:
        ticked = {key for key, box in self.boxes.items() if box.isChecked()}
        return [
            Recipient(one.buyer.id, one.authorisation.id)
            for one in page.offers
            if one.buyer.id in ticked and one.authorisation is not None
        ]  # fmt: skip

    def _written(self) -> None:
        self._is_printing = False
        self.changes.show_text("")
        self.boxes = {}
        self.leave()

    def _stopped(self, error: DeskError) -> None:
        self._is_printing = False
        self.going.say("")
        self._ask(False)
        if error.key == "papers.stopped":
            self.going.say(sentence_of(error, self.texts)[0], "text2")
        else:
            self.say(refusal_words(error, self.texts))

    def leave(self) -> None:
        """Printing is stopped first; only then can the panel be put away."""
        if self._is_printing:
            self._bench.papers.stop()
        else:
            super().leave()
