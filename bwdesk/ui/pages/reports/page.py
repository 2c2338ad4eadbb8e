"""Reports: the papers that the records of a factory can give, the one that is chosen as pages in each of its variants, and saving it.

Beside the pages: where the report stands and what can be done with it (acts.py, life.py), and its ledger. A paper is made off the GUI
thread and held in memory. Nothing readable is written to disk until a person saves it.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.assessment import Answer, Assessment, Result
from bwdesk.domain.buyers import Authorisation, Supply
from bwdesk.domain.committee import Committee, Member
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.diagnosis import DiagnosisAnswer, Sitting, Target
from bwdesk.domain.edition import Delivery, Edition, Variant
from bwdesk.domain.evidence import Photo
from bwdesk.domain.factory import Assignment
from bwdesk.domain.learning import Need, Training
from bwdesk.domain.meeting import Election, Meeting, Rating
from bwdesk.domain.plan import Action, Issue
from bwdesk.domain.report import OF_MANY, FactoryComment, Remark, Report, ReportKind, Section
from bwdesk.domain.thing import Thing
from bwdesk.domain.visit import Line, Visit
from bwdesk.errors import DeskError
from bwdesk.runtime.papers import PaperFile, write_file
from bwdesk.runtime.pdf_pages import PdfPages
from bwdesk.store.unit import Changes
from bwdesk.ui.bench import Bench
from bwdesk.ui.page import Context
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.pages.reports.acts import ReportActs
from bwdesk.ui.pages.reports.leaks import NextPlace
from bwdesk.ui.pages.reports.left import LeftPart
from bwdesk.ui.pages.reports.names import NamesField
from bwdesk.ui.pages.reports.printed_in import PrintedIn
from bwdesk.ui.pages.reports.reason import ReasonPanel
from bwdesk.ui.pages.reports.release import ReleasePanel
from bwdesk.ui.pages.reports.released import ReleasedFile
from bwdesk.ui.pages.reports.side import ReportSide
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import EmptyState, TitleRow, hairline
from bwdesk.ui.parts.page_preview import PagePreview
from bwdesk.ui.parts.tabs import Tab, Tabs
from bwdesk.usecases.many_list import many_list
from bwdesk.usecases.paper_list import PaperList, paper_list
from bwdesk.usecases.report_page import ReportPage, report_page


class ReportsPage(DeskPage):
    """To the left what can be made and the parts of it, in the middle its pages, in the pane what to look at.

    M lists papers about many factories instead, of countries and portfolios.
    """

    key = "reports"
    is_of_many = False
    pane_width = "pane_reports"
    kinds: ClassVar[tuple[type[Thing], ...]] = (
        Visit, Line, Sitting, DiagnosisAnswer, Target, Assessment, Answer, Issue, Action, Training, Meeting, Election, Rating, Section,
        Committee, Member, Need, Report, Edition, Delivery, Authorisation, Supply, Remark, FactoryComment,
        Assignment, Cycle, Result, Photo,
    )  # fmt: skip

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._factory = ""
        self._wanted: tuple[str, str] | None = None
        self._variant = ""
        self._paper: PaperFile | None = None
        self._pages: PdfPages | None = None
        self.reason = ReasonPanel(bench, self)
        self.release = ReleasePanel(bench, self)
        self.acts = ReportActs(self)
        self.released = ReleasedFile(self)
        self.side = ReportSide(bench, self.acts)
        self.life, self.ledger = self.side.life, self.side.ledger
        self.life.jumped.connect(self._jump)
        self.reason.put_away.connect(lambda: self.life.give_way(False))
        self.release.put_away.connect(lambda: self.life.give_way(False))
        self._build()
        self._make_commands()

    # building

    def _build(self) -> None:
        look, texts = self.look, self.texts
        self.head = TitleRow(look, texts("frame.place.reports"), parent=self)
        self.left = LeftPart(self.bench, self)
        self._model, self.list, self.parts = self.left.rows, self.left.list, self.left.parts
        self.list.activated_row.connect(self._choose)
        self.list.current_row.connect(self._choose)
        self.names = NamesField(look.look.density.inset, texts, self)
        self.names.entered.connect(self._make)
        self.preview = PagePreview(look, texts("reports_page.pages"), self)
        self.preview.page_changed.connect(self._turned)
        self.parts.turned.connect(self.preview.go_to)
        self.parts.read_on.connect(lambda: self.preview.setFocus(Qt.FocusReason.OtherFocusReason))
        self.nothing = EmptyState(look, texts("reports_page.choose"), "", "", self)
        self.nothing.setContentsMargins(32, 20, 32, 0)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.left)
        body.addWidget(hairline(self, upright=True))
        body.addLayout(self._build_pages(), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.names.row)
        column.addWidget(self.reason)
        column.addWidget(self.release)
        column.addWidget(hairline(self))
        column.addLayout(body, 1)
        self.preview.hide()

    def _build_pages(self) -> QVBoxLayout:
        """The pages under the languages they are printed in and the tabs of their variants."""
        self.printed = PrintedIn(self.look, self.texts, self, self.look.look.density.inset)
        self.printed.recall(self.bench.settings)
        self.printed.chosen.connect(self._choose_languages)
        self.tabs = Tabs(self.look, (), self)
        self.tabs.setAccessibleName(self.texts("report_life.variants"))
        self.tabs.chosen.connect(self._choose_variant)
        self.tabs.hide()
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.printed)
        column.addWidget(self.tabs)
        column.addWidget(self.preview, 1)
        column.addWidget(self.nothing, 1)
        return column

    def _make_commands(self) -> None:
        t = self.texts
        save = self.command(t("reports_page.act.save"), self._save, "Ctrl+S", icon="file-pdf", hint=t("reports_page.hint.save"), main=True)
        self.command(
            t("reports_page.act.again"), self._make, "F5", icon="clock-counter-clockwise", hint=t("reports_page.hint.again"), bar=True
        )
        self.command(t("reports_page.act.many"), self.toggle_many, "M", hint=t("reports_page.hint.many"), bar=True)
        self.command(
            t("reports_page.act.languages"), self.printed.focus_first, "Ctrl+Shift+L", hint=t("reports_page.hint.languages"), bar=True
        )
        self.command(t("reports_page.act.parts"), self.left.parts.focus, "P", hint=t("reports_page.hint.parts"), bar=True)
        self.to_named = NextPlace(self)
        self.save_action = save
        save.setEnabled(False)
        self.head.set_actions([ActButton(self.look, action=save)])

    # being shown

    def opened(self, **where: str) -> None:
        kind, thing_id = where.get("kind", ""), where.get("id", "")
        self._factory = where.get("factory", "") or self._factory
        self.is_of_many = kind in OF_MANY
        wanted = (kind, thing_id) if kind and thing_id else None
        if wanted != self._wanted:
            self._close_paper()
            self._wanted = wanted
        self._is_waiting = True
        self.reload()

    def reload(self) -> None:
        thing_id = self._wanted[1] if self._wanted is not None else ""
        if self.is_of_many:
            self.ask(self._show, many_list, self.bench.me.id, self.bench.today())
            return
        self.ask(self._show, paper_list, self._factory, thing_id, self.bench.me.id, self.bench.today())

    def toggle_many(self) -> None:
        """The papers about many factories, or those of the factory."""
        self.opened(**({} if self.is_of_many else {"kind": ReportKind.SYNTHESIS.value}))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def concerns(self, changes: Changes) -> bool:
        return not self.to_named.photos.is_looking and changes.touches(*self.kinds)

    def _show(self, found: PaperList) -> None:
        factory, t = found.factory, self.texts
        if self.is_of_many and factory is not None:  # asked before the lists were changed
            return
        self._factory = factory.id if factory is not None else self._factory if self.is_of_many else ""
        empty = ("reports_page.none_of_many", "trends.none.do") if self.is_of_many else ("reports_page.none", "reports_page.none.do")
        self.list.set_empty(*map(t, empty))
        self._is_waiting = True  # the row that was chosen before other rows came is nobody's wish
        self._model.set_rows(found.papers)
        self._is_waiting = False
        name = factory.name if factory is not None else t("reports_page.of_many") if self.is_of_many else ""
        self.head.show_title(self.texts("frame.place.reports"), name)
        if factory is not None:
            self.context_changed.emit(Context(factory.id, factory.name, factory.local_name, found.cycle_id, found.cycle_words(self.texts)))
        self._follow(found)

    def _follow(self, found: PaperList) -> None:
        """What is open is made again, quietly, when what it shows has changed; put away when its record is gone."""
        if self._wanted is None:
            self._choose(self.list.current_key())
            return
        if self._paper is None:
            self.list.choose("/".join(self._wanted))
            self._make()
        elif self._wanted in {(one.kind, one.thing_id) for one in found.papers}:
            self._make(quietly=True)
        else:
            self._close_paper()
            return
        self._ask_report()

    def _ask_report(self) -> None:
        if self._wanted is not None and self._wanted[0] in set(ReportKind):
            kind, thing_id = self._wanted
            self.ask(self._show_report, report_page, kind, thing_id, self.bench.me.id, self.desk.writer.now())
        else:
            self._show_report(None)

    def _show_report(self, shown: ReportPage | None) -> None:
        if shown is not None and (shown.subject.kind.value, shown.subject.thing_id) != self._wanted:
            return
        self.acts.show(shown)
        self.released.show(shown, self._variant)
        self.release.follow(shown)
        if self.reason.isVisible() and not self.acts.stands(self.reason.step):
            self.reason.leave()
        self.side.show_report(shown)
        self.parts.show_state(shown.report.state if shown is not None else None)
        self.tabs.setVisible(shown is not None)
        if shown is not None:
            self.tabs.set_tabs([Tab(one.value, self.texts(f"report_life.variant.{one}")) for one in shown.variants])
            self.tabs.choose(self._variant or Variant.INTERNAL.value)
        self.commands_changed.emit()

    def _jump(self, key: str) -> None:
        """To the place of what is missing."""
        if self._wanted is not None:
            self.go.emit("assess", {"assessment": self._wanted[1], "question": key})

    _is_waiting = False
    """The rows are those of before: what stands in focus among them may be gone."""

    def _choose(self, key: str) -> None:
        kind, _, thing_id = key.partition("/")
        if thing_id and (kind, thing_id) != self._wanted and not (self._is_waiting or self._is_stale):
            for form in (self.reason, self.release):
                if form.isVisible():
                    form.leave()
            self._close_paper()
            self._wanted = (kind, thing_id)
            self._make()
            self._ask_report()

    def _choose_variant(self, key: str) -> None:
        self._variant = "" if key == Variant.INTERNAL else key
        self.released.show(self.acts.shown, self._variant)
        self._make()

    def _choose_languages(self) -> None:
        self.printed.remember(self.bench.settings)
        self._make()

    def _close_paper(self) -> None:
        """Shows no paper."""
        self._wanted, self._paper, self._pages, self._variant = None, None, None, ""
        self.save_action.setEnabled(False)
        self.to_named.show(None)
        self.preview.clear()
        self.preview.hide()
        self.nothing.show()
        self.side.show_paper(None)
        self.parts.show_paper(None)
        self._show_report(None)

    # making, showing, saving

    def _make(self, *, quietly: bool = False) -> None:
        """Makes the paper; quietly, the one that is shown stays until another is there, and stays if nothing changed."""
        if self._wanted is None:
            return
        kind, thing_id = self._wanted
        if not quietly:
            self.save_action.setEnabled(False)
            self.side.say_making()
        known = self._paper if quietly else None
        names, language = self.names.of(kind, thing_id), self.printed.code
        made = self.bench.papers.make(kind, thing_id, language=language, names=names, variant=self._variant, known=known)
        made.then(self._made, self).otherwise(self._not_made, self)

    def _not_made(self, error: DeskError) -> None:
        self.side.show_paper(None)
        self.desk.tell(error)

    def _made(self, paper: PaperFile) -> None:
        made = (paper.variant, paper.language)
        if (paper.kind, paper.thing_id) != self._wanted or made != (self._variant, self.printed.code) or paper is self._paper:
            return
        self._paper = paper
        self.parts.show_paper(paper)
        self._pages = PdfPages(self.desk, paper.data)
        self._pages.sizes().then(partial(self._show_pages, paper), self)
        self.save_action.setEnabled(True)
        self.to_named.show(paper)
        self.side.show_paper(paper)

    def _turned(self, page: int) -> None:
        self.parts.follow(page)
        self.commands_changed.emit()

    def _show_pages(self, paper: PaperFile, sizes: list[QSizeF]) -> None:
        if paper is self._paper and self._pages is not None:
            self.nothing.hide()
            self.preview.show()
            self.preview.show_pages(sizes, self._pages.render)
            self._turned(self.preview.page)

    def _save(self) -> None:
        paper = self._paper
        if paper is None:
            return
        start = str(Path(self.bench.settings.settings.places.get("papers", str(Path.home()))) / paper.name)
        name, _ = QFileDialog.getSaveFileName(self, self.texts("reports_page.act.save"), start, "PDF (*.pdf)")
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Writes the paper that is shown to a file, whole or not at all, off the GUI thread."""
        paper = self._paper
        if paper is not None:
            self.desk.errand(self.desk.lanes.paper, partial(write_file, path, paper.data))

    def title(self) -> str:
        return self.texts("frame.place.reports")

    def pane(self) -> QWidget | None:
        return self.side

    def focus_first(self) -> None:
        target = self.preview if self._paper is not None and self._wanted is not None else self.list
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def fact(self) -> str:
        paper = self._paper
        return self.texts("reports_page.page_of", page=self.preview.page, of=paper.pages) if paper is not None else ""
