"""The ledgers and plots beside the workspace: the four ledgers of a cycle, open issues over time, what was not met by cluster."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bwdesk.domain.ledgers import Book, over_use
from bwdesk.domain.ledgers import Ledger as Figures
from bwdesk.ui.amounts import days_words
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.pages.factory.standing import standing_words
from bwdesk.ui.parts.basics import SectionHead, Words
from bwdesk.ui.parts.measures import Bar, BarRows, Ledger, TrendPlot
from bwdesk.ui.when import day_words
from bwdesk.usecases.cycle_page import CycleView
from bwdesk.usecases.factory_page import FactoryPage


class Measures(QWidget):
    """Follows the factory shown."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench, look, texts = bench, bench.look, bench.texts
        self.ledgers_head = SectionHead(look, texts("factory.ledgers"))
        self.ledgers = {book: Ledger(look, texts(f"year.book.{book}")) for book in Book}
        self.days = self.ledgers[Book.VISIT_DAYS]
        self.standing = Words(look, "", Role.SMALL, "text2", wrap=True)
        self.over = Words(look, "", Role.SMALL, "bad", wrap=True)
        self.assumed = Words(look, "", Role.SMALL, "text2", wrap=True)
        self.trend_head = SectionHead(look, texts("factory.trend"))
        self.trend = TrendPlot(look, texts("factory.trend"))
        self.trend_words = Words(look, "", Role.SMALL, "text2", wrap=True)
        self.bars_head = SectionHead(look, texts("factory.not_met"))
        self.bars = BarRows(look, texts("factory.not_met"))
        self.bars_words = Words(look, "", Role.SMALL, "text2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        groups = (
            (self.ledgers_head, self.standing, *self.ledgers.values(), self.over, self.assumed),
            (self.trend_head, self.trend, self.trend_words), (self.bars_head, self.bars, self.bars_words),
        )  # fmt: skip
        for group in groups:
            for widget in group:
                column.addWidget(widget)
            column.addSpacing(12)
        column.addStretch(1)

    def show_factory(self, shown: FactoryPage) -> None:
        """Shows what can be counted; says so where nothing can be."""
        self._show_days(shown)
        self._show_trend(shown)
        self._show_bars(shown)

    def _show_days(self, shown: FactoryPage) -> None:
        texts, view = self._bench.texts, shown.view
        self.ledgers_head.count.show_words(texts("factory.of_cycle", number=view.cycle.number) if view is not None else "")
        said = [texts("factory.days.none")]
        if view is not None:
            said = [texts.count("factory.days.assumed", view.days.assumed)] if view.days.assumed else []
            for one in view.ledgers:
                said += self._show_ledger(one)
        else:
            for row in self.ledgers.values():
                row.hide()
        self._say(self.assumed, "\n".join(said))
        self._say(self.over, self._over(view) if view is not None else "")
        self._say(self.standing, standing_words(view, texts, self._bench.look.look) if view is not None else "")

    def _show_ledger(self, one: Figures) -> list[str]:
        """The figures of a ledger; gives back what is to be said beside them."""
        texts, row = self._bench.texts, self.ledgers[one.book]
        row.show()
        over = texts(f"year.over.{one.book}", number=days_words(one.over, texts)) if one.over else ""
        row.show_figures(
            days_words(one.used, texts),
            texts("factory.of", whole=days_words(one.quota, texts)),
            one.used / one.quota if one.quota else 0.0,
            over,
        )
        said = []
        if one.planned:
            said.append(texts(f"year.planned.{one.book}", number=days_words(one.planned, texts), left=days_words(one.left, texts)))
        if one.extra:
            said.append(texts("year.extra", number=days_words(one.extra, texts)))
        if one.book is Book.ASSESSMENT and one.assumed:
            said.append(texts("year.assumed"))
        return said

    def _over(self, view: CycleView) -> str:
        texts, over, earlier = self._bench.texts, over_use(view.ledgers), view.cycle.over_reason.strip()
        said = [texts("year.over.because", reason=earlier)] if over and earlier else []
        said += [f"{texts(f'year.book.{book}')}: {view.why_over(book)}" for book in over if book not in view.unexplained]
        return "\n".join([*said, texts("year.over.no_reason")] if view.unexplained else said)

    def _say(self, field: Words, words: str) -> None:
        field.show_words(words)
        field.setVisible(bool(words))

    def _show_trend(self, shown: FactoryPage) -> None:
        texts, points = self._bench.texts, shown.open_over_time
        self.trend.setVisible(len(points) > 1)
        self.trend_head.count.show_words(str(len(shown.open_rows)))
        if len(points) > 1:
            first, last = (day_words(self._bench.look.look, points[at][0], "MMM") for at in (0, -1))
            spoken = texts("factory.trend.spoken", first=points[0][1], last=points[-1][1], peak=max(n for _, n in points))
            self.trend.show_values([float(n) for _, n in points], first, last, spoken)
        self.trend_words.show_words(texts("factory.trend.peak", peak=max(n for _, n in points)) if points else texts("factory.trend.none"))

    def _show_bars(self, shown: FactoryPage) -> None:
        texts = self._bench.texts
        most = max((c.now.non_compliant for c in shown.clusters), default=0) or 1
        rows = [
            Bar(
                cluster.name, str(cluster.now.non_compliant), cluster.now.non_compliant / most,
                texts("factory.was", before=cluster.before) if cluster.before is not None else "",
                cluster.now.non_compliant == most and cluster.now.non_compliant > 0,
            )
            for cluster in shown.clusters
        ]  # fmt: skip
        self.bars.show_bars(rows)
        self.bars.setVisible(bool(rows))
        self.bars_words.setVisible(not rows)
        self.bars_words.show_words("" if rows else texts("factory.not_met.none"))
