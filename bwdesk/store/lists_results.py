"""Released results as flat rows, for those who count hundreds of thousands of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Text, select, type_coerce

from bwdesk.domain.assessment import Result
from bwdesk.store import tables as t
from bwdesk.store.unit import Reader


class ResultRow(NamedTuple):
    """One result. `assessed_on`: ISO, "" where not known; `verdict`: the value of a Verdict."""

    scope: str
    assessment_id: str
    cycle_id: str
    tool: str
    assessed_on: str
    question: str
    verdict: str


def result_rows(reader: Reader, scope: str = "") -> Iterator[ResultRow]:
    """All results that are not deleted, of one scope or of all, in no order. One statement."""
    c = t.table_of(Result).c
    plain = [type_coerce(c[name], Text) for name in ResultRow._fields]
    query = select(*plain).where(c.deleted.is_not(True))
    for row in reader.connection.execute(query.where(c.scope == scope) if scope else query):
        yield ResultRow(*(value or "" for value in row))
