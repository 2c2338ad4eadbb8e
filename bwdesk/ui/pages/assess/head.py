"""The top of an assessment: title, progress, the map of all questions, the counts. On touch it shows the cluster one stands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from bwdesk.domain.assess_time import ClusterTime
from bwdesk.domain.assessment import Stage
from bwdesk.ui.bench import Bench
from bwdesk.ui.ink import isolate
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.pages.assess.remarks import RemarkBar
from bwdesk.ui.pages.assess.sheet import COUNTED, Sheet
from bwdesk.ui.pages.assess.standing import span
from bwdesk.ui.parts.basics import Chip, TitleRow, hairline
from bwdesk.ui.parts.drawn import Drawn
from bwdesk.ui.parts.mark import Kind, Mark
from bwdesk.ui.parts.measures import paint_bar
from bwdesk.ui.parts.question_map import QuestionMap
from bwdesk.ui.when import clock_words, day_words

BAR = 96
_STAGES = {Stage.PLANNED: Kind.GAP, Stage.READY: Kind.GOOD, Stage.RELEASED: Kind.GOOD}


class Progress(Drawn):
    """ "127 of 248" and a bar."""

    def __init__(self, source: LookSource, parent: QWidget | None = None) -> None:
        super().__init__(source, "", parent)
        self._number, self._rest, self._share = "", "", 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_progress(self, number: str, rest: str, share: float) -> None:
        """`number` is strong, `rest` follows it; `share` is 0 to 1."""
        self._number, self._rest, self._share = number, rest, share
        self.setAccessibleName(f"{number} {rest}")
        self.relook()

    def _widths(self) -> tuple[float, float]:
        return self.source.ink.width(self._number, Role.STRONG), self.source.ink.width(self._rest, Role.BODY)

    def sizeHint(self) -> QSize:
        first, second = self._widths()
        return QSize(int(first + second) + 5 + 12 + BAR + 2, self.source.look.type.line(Role.BODY))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.source.look
        painter = self.painter()
        first, second = self._widths()
        high = self.height()
        self.source.ink.draw(painter, self.mirrored(QRectF(0, 0, first + 1, high)), self._number, Role.STRONG, look.tokens.text1)
        box = QRectF(first + 5, 0, second + 1, high)
        self.source.ink.draw(painter, self.mirrored(box), self._rest, Role.BODY, look.tokens.text2)
        bar = QRectF(self.width() - BAR, high / 2 - 3, BAR, 6)
        paint_bar(painter, self.mirrored(bar), self._share, self.source)


class Counts(Drawn):
    """Marks with numbers and words in a line; at its end whose answers lie on the other ground, and since when."""

    def __init__(self, source: LookSource, parent: QWidget | None = None) -> None:
        super().__init__(source, "", parent)
        self._counts: tuple[tuple[Kind, str, str], ...] = ()
        self._arrived = ""

    def show_counts(self, counts: Sequence[tuple[Kind, str, str]], arrived: str = "") -> None:
        """Marks with their numbers and words; `arrived` names the other person."""
        self._counts, self._arrived = tuple(counts), arrived
        self.setAccessibleName(", ".join(f"{number} {word}" for _, number, word in counts))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, self.source.look.density.column_head + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, ink = self.source.look, self.source.ink
        tokens, high, side = look.tokens, self.height(), look.density.list_mark - 2
        painter = self.painter()
        inset, x = look.density.inset, float(look.density.inset)
        for kind, number, word in self._counts:
            first, second = ink.width(number, Role.STRONG), ink.width(word, Role.BODY)
            if x + side + first + second + 13 > self.width() - inset:
                return
            spot = QRectF(x, high / 2 - side / 2, side, side)
            Mark(kind).paint(painter, self.mirrored(spot), tokens, color=tokens.control if kind is Kind.GAP else None, rtl=look.rtl)
            x += side + 8
            ink.draw(painter, self.mirrored(QRectF(x, 0, first + 1, high)), number, Role.STRONG, tokens.text1)
            x += first + 5
            ink.draw(painter, self.mirrored(QRectF(x, 0, second + 1, high)), word, Role.BODY, tokens.text2)
            x += second + 20
        wide = ink.width(self._arrived, Role.BODY)
        left = self.width() - inset - wide - 1
        if not self._arrived or left - 21 < x:
            return
        painter.fillRect(self.mirrored(QRectF(left - 21, high / 2 - 6.5, 13, 13)), tokens.waiting_soft)
        ink.draw(painter, self.mirrored(QRectF(left, 0, wide + 1, high)), self._arrived, Role.BODY, tokens.text2)


class AssessmentHead(QFrame):
    """`jumped(key)` from the map."""

    jumped = Signal(str)

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench, self._texts = bench, bench.texts
        self._stage: Stage | None = None
        self._sheet: Sheet | None = None
        self._times: Mapping[str, ClusterTime] = {}
        source = bench.look
        self.title = TitleRow(source, parent=self)
        self.progress = Progress(source)
        self.title.set_actions([self.progress])
        self.map = QuestionMap(source, bench.texts("assess.map"), self)
        self.map.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.counts = Counts(source, self)
        self.counts_line = hairline(self)
        self.remarks = RemarkBar(bench, self)
        self.remarks.jumped.connect(self.jumped)
        self._map_row = QHBoxLayout()
        self._map_row.addWidget(self.map, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.title)
        column.addLayout(self._map_row)
        column.addSpacing(10)
        column.addWidget(self.counts_line)
        column.addWidget(self.counts)
        column.addWidget(hairline(self))
        column.addWidget(self.remarks)
        self.map.jumped.connect(self.jumped)
        source.changed.connect(self._relook)
        self._relook()

    def _relook(self) -> None:
        density = self._bench.look.look.density
        self._map_row.setContentsMargins(density.inset - 2, 0, density.inset - 2, 0)
        self.counts.setHidden(density.touch)
        self.counts_line.setHidden(density.touch)

    def show_sheet(self, sheet: Sheet, current: str) -> None:
        """Shows an assessment as it stands, with the question one stands on."""
        if sheet is self._sheet:
            self.show_current(sheet, current)
            return
        self._sheet = sheet
        self.map.show_clusters(sheet.clusters(self._texts), current)
        self._show_counts(sheet)
        self.show_current(sheet, current)
        stage = sheet.page.assessment.stage
        if stage is not self._stage:
            self._stage = stage
            chips = [Chip(self._bench.look, self._texts(f"assess.stage.{stage}"), _STAGES[stage])] if stage in _STAGES else []
            self.title.set_chips(chips)

    def show_current(self, sheet: Sheet, current: str) -> None:
        """Another question is in focus."""
        self.map.show_current(current)
        self.remarks.show_place(sheet, current)
        page, texts = sheet.page, self._texts
        share = page.done / page.total if page.total else 0.0
        if self._bench.look.look.touch:
            name, (done, total) = self._cluster(sheet, current)
            self.title.show_title(name, texts("assess.of", done=done, total=total) if total else "")
            self.progress.show_progress("", texts("assess.of_all", done=page.done, total=page.total), share)
        else:
            self.title.show_title(texts("assess.assessment"), self._facts(sheet))
            rest = [texts("assess.of_total", total=page.total), self._left(sheet, current)]
            self.progress.show_progress(str(page.done), texts.commas(isolate(one) for one in rest if one), share)

    def show_times(self, times: Mapping[str, ClusterTime]) -> None:
        """How long the clusters were planned and have taken; told of the one that one stands in."""
        self._times = times
        if self._sheet is not None:
            self.show_current(self._sheet, self.map.current)

    def _left(self, sheet: Sheet, current: str) -> str:
        """ "31 min left, OS", while the two are at it."""
        cell = sheet.cells.get(current)
        time = self._times.get(cell.question.cluster) if cell is not None else None
        if time is None or not time.planned or sheet.locked_because:
            return ""
        return self._texts(
            f"assess.time.{'left' if time.left >= 0 else 'over'}", span=span(abs(time.left), self._texts), cluster=time.cluster
        )

    def _cluster(self, sheet: Sheet, current: str) -> tuple[str, tuple[int, int]]:
        cell = sheet.cells.get(current)
        if cell is None:
            return self._texts("assess.about"), (0, 0)
        code = cell.question.cluster
        return sheet.page.tool.cluster(code).name, sheet.cluster_progress(code)

    def _facts(self, sheet: Sheet) -> str:
        """ "day 1, Amina and Jonas"."""
        assessment, texts, today = sheet.page.assessment, self._texts, self._bench.today()
        pair = texts("assess.pair_join").join(sheet.names.first(one) for one in sorted(assessment.assessors, key=sheet.names.of))
        first = assessment.first_day_on
        if first is None:
            return pair
        if assessment.stage is Stage.PLANNED:
            return texts("assess.facts.planned", day=day_words(self._bench.look.look, first, "ddd d MMM"), pair=pair)
        day = (today - first).days + 1
        last = assessment.last_day_on or first
        if day < 1 or today > last:
            return texts("assess.facts.held", day=day_words(self._bench.look.look, first, "d MMM yyyy"), pair=pair)
        return texts("assess.facts.day", day=day, pair=pair)

    def _show_counts(self, sheet: Sheet) -> None:
        counts = sheet.counts
        shown = [(kind, str(counts.get(kind, 0)), self._texts(f"assess.count.{kind}")) for kind in COUNTED]
        arrived = sheet.page.last_arrived
        words = ""
        if arrived is not None:
            name = sheet.names.first(arrived.author)
            is_today = arrived.at.astimezone().date() == self._bench.today()
            when = clock_words(arrived.at) if is_today else day_words(self._bench.look.look, arrived.at.astimezone().date())
            words = self._texts("assess.arrived", name=name, when=when)
        self.counts.show_counts(shown, words)
