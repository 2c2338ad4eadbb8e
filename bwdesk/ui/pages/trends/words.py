"""What a table of trends says in words: heads of columns, names of rows, figures."""

from __future__ import annotations

from bwdesk.domain.earlier import BEFORE
from bwdesk.texts import Texts
from bwdesk.ui.amounts import days_words
from bwdesk.ui.look import Look
from bwdesk.usecases.trends import Figure, Subject, Table, TrendRow

_NAMED = ("plan", "ages", "ledgers")


def column_words(texts: Texts, subject: Subject, column: int, table: Table) -> str:
    """A cycle, a class of age, or the one plain column."""
    if subject == "half_life":
        return texts("trends.days")
    if subject != "ages":
        said = texts("trends.before") if column == BEFORE else texts("trends.cycle", number=column)
        return texts("trends.moved", cycle=said) if column in table.moved else said
    columns = table.columns
    before = columns[columns.index(column) - 1] if columns.index(column) else 0
    return texts("trends.age", start=before + 1 if before else 0, end=column) if column else texts("trends.age.beyond", days=before)


def row_words(texts: Texts, subject: Subject, row: TrendRow) -> str:
    """The tool's words of a row, else the text of its key."""
    if subject in _NAMED:
        return texts(f"trends.{subject}.{row.key}")
    return row.words if row.words else texts("trends.no_cluster")


def figure_words(look: Look, texts: Texts, figure: Figure, subject: Subject) -> str:
    """ "3 of 12", a plain number, or why there is none. Ledgers are in days, kept as halves."""

    def number(value: int) -> str:
        return days_words(value, texts) if subject == "ledgers" else look.locale.toString(value)

    if figure.is_withheld:
        return texts("trends.withheld")
    if figure.part is None:
        return texts("trends.no_data")
    if figure.whole is None:
        return number(figure.part)
    return texts("trends.of", part=number(figure.part), whole=number(figure.whole))
