"""The columns of the table of all factories. Nothing is asked here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bwdesk.domain.clock import WindowState
from bwdesk.texts import Texts
from bwdesk.ui.amounts import days_words
from bwdesk.ui.look import Look, LookSource, Role
from bwdesk.ui.pages.windows import window_reason
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_foot import Sums
from bwdesk.ui.parts.rows import Cell, Column, Spark
from bwdesk.ui.when import day_words
from bwdesk.usecases.portfolio import PortfolioRow

Rows = Sequence[PortfolioRow]
MARKS = {WindowState.LATE: Kind.BAD, WindowState.DUE: Kind.WAITING, WindowState.OPEN: Kind.NOW}
KEYS = ("name", "country", "advisor", "cycle", "window", "used", "left", "open", "late", "verified", "visit")


def window_words(texts: Texts, row: PortfolioRow) -> str:
    """The next window and how many days are left, or how late it is."""
    window = row.window
    if window is None:
        return texts("portfolio.no_window")
    what = texts(f"milestone.{window.milestone}")
    if window.days is None:
        return what
    days = texts.count("today.days_late" if window.state is WindowState.LATE else "today.days_left", abs(window.days))
    return texts("today.state.window", what=what, days=days)


def window_cell(look: Look, texts: Texts, row: PortfolioRow) -> Cell:
    """The same with its mark; on hover why."""
    window, words = row.window, window_words(texts, row)
    if window is None:
        return Cell(words, tone="text2")
    tone = "bad" if window.state is WindowState.LATE else "text1"
    return Cell(words, mark=MARKS.get(window.state, Kind.GAP), tone=tone, tip=window_reason(window, texts, look))


def columns_of(source: LookSource, texts: Texts) -> tuple[Column[PortfolioRow], ...]:
    """All columns, in their order."""

    def number(value: int, tone: str = "text1") -> Cell:
        return Cell(source.look.locale.toString(value), at_end=True, tone=tone)

    def days(halves: int) -> Cell:
        return Cell(days_words(halves, texts), at_end=True, tone="bad" if halves < 0 else "text1")

    def title(key: str) -> str:
        return texts(f"portfolio.col.{key}")

    def visit(row: PortfolioRow) -> Cell:
        return _visit(source.look, row.last_visit_on)

    return (
        Column("name", title("name"), lambda r: Cell(r.name, role=Role.NAME), stretch=True, sort=lambda r: r.name.casefold()),
        Column("country", title("country"), lambda r: Cell(r.country), width=72, sort=lambda r: r.country, least=1180),
        Column(
            "advisor", title("advisor"), lambda r: Cell(r.advisor, tone="text2"), width=116, sort=lambda r: r.advisor or None, least=1120
        ),
        Column("cycle", title("cycle"), lambda r: _cycle(texts, r), width=104, sort=lambda r: (r.cycle, r.month), least=820),
        Column("window", title("window"), lambda r: window_cell(source.look, texts, r), width=236, sort=_urgency),
        Column("used", title("used"), lambda r: days(r.used), width=64, at_end=True, sort=lambda r: r.used, least=1220),
        Column("left", title("left"), lambda r: days(r.left), width=64, at_end=True, sort=lambda r: r.left, least=820),
        Column("open", title("open"), lambda r: _open(source.look, texts, r), width=108, sort=lambda r: r.open),
        Column(
            "late",
            title("late"),
            lambda r: number(r.late, "bad" if r.late else "text2"),
            width=64,
            at_end=True,
            sort=lambda r: r.late,
            least=560,
        ),
        Column("verified", title("verified"), lambda r: _share(source.look, texts, r), width=92, at_end=True, sort=_verified, least=1000),
        Column("visit", title("visit"), visit, width=116, sort=lambda r: r.last_visit_on, least=900, fits=_months(source.look)),
    )


def sums_of(source: LookSource, texts: Texts) -> Sums:
    """What stands under the table: of the rows that are shown."""
    number = source.look.locale.toString

    def days(rows: Rows, field: str) -> Cell:
        return Cell(days_words(sum(getattr(row, field) for row in rows), texts), at_end=True, tone="text2")

    def late(rows: Rows) -> Cell:
        behind = sum(row.window is not None and row.window.state is WindowState.LATE for row in rows)
        return Cell(texts.count("factories.late", behind) if behind else "", tone="text2")

    def share(rows: Rows) -> Cell:
        words = texts("portfolio.share", number=number(sum(r.verified for r in rows)), of=number(sum(r.issues for r in rows)))
        return Cell(words, at_end=True, tone="text2")

    return {
        "name": lambda rows: Cell(texts.count("portfolio.factories", len(rows)), tone="text2"),
        "country": lambda rows: Cell(number(len({row.country for row in rows})), tone="text2"),
        "advisor": lambda rows: Cell(number(len({row.advisor for row in rows if row.advisor})), tone="text2"),
        "window": late,
        "used": lambda rows: days(rows, "used"),
        "left": lambda rows: days(rows, "left"),
        "open": lambda rows: Cell(number(sum(row.open for row in rows)), at_end=True, art=Spark(()), tone="text2"),
        "late": lambda rows: Cell(number(sum(row.late for row in rows)), at_end=True, tone="text2"),
        "verified": share,
    }


def _open(look: Look, texts: Texts, row: PortfolioRow) -> Cell:
    """How many issues are open, and how that went over the months."""
    then = row.over_time or (0,)
    spoken = texts("factory.trend.spoken", first=then[0], last=then[-1], peak=max(then))
    return Cell(look.locale.toString(row.open), at_end=True, art=Spark(then, is_worse=then[-1] > then[0]), spoken=f"{row.open}, {spoken}")


def _cycle(texts: Texts, row: PortfolioRow) -> Cell:
    return Cell(texts("factories.cycle", number=row.cycle, month=row.month))


def _share(look: Look, texts: Texts, row: PortfolioRow) -> Cell:
    """No data is no data: a plan without issues has no share."""
    number = look.locale.toString
    return Cell(texts("portfolio.share", number=number(row.verified), of=number(row.issues)) if row.issues else "", at_end=True)


def _verified(row: PortfolioRow) -> float | None:
    return row.verified / row.issues if row.issues else None


def _urgency(row: PortfolioRow) -> int | None:
    return row.window.days if row.window is not None else None


def _visit(look: Look, day: date | None) -> Cell:
    return Cell(day_words(look, day, "d MMM yyyy") if day else "", tone="text2")


def _months(look: Look) -> tuple[Cell, ...]:
    """A day of each month, for a column that cuts none."""
    return tuple(_visit(look, date(2026, month, 28)) for month in range(1, 13))
