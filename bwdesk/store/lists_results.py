"""Released results, one row an assessment, for those who count hundreds of thousands of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from bwdesk.domain.assessment import Result
from bwdesk.domain.thing import kind_name
from bwdesk.store.driver import raw_rows
from bwdesk.store.unit import Reader

_BETWEEN, _WITHIN = "\x1e", "\x1f"
_COLUMNS: Final = f"""
    max(scope), assessment_id, max(coalesce(cycle_id, '')), max(coalesce(tool, '')), max(coalesce(assessed_on, '')),
    group_concat(question || '{_WITHIN}' || verdict, '{_BETWEEN}')
"""


class AssessmentRow(NamedTuple):
    """The results of one assessment. `assessed_on`: ISO, "" where not known; `verdicts`: values of Verdict by question."""

    scope: str
    assessment_id: str
    cycle_id: str
    tool: str
    assessed_on: str
    verdicts: Mapping[str, str]


def assessment_rows(reader: Reader, scope: str = "") -> Iterator[AssessmentRow]:
    """The results that are not deleted, of one scope or of all, by assessment in no order. One statement.

    The database puts the verdicts of an assessment together: half a million rows handed over one by one take twice as long.
    """
    where = "WHERE deleted IS NOT TRUE" + (" AND scope = ?" if scope else "")
    statement = f"SELECT {_COLUMNS} FROM {kind_name(Result)} {where} GROUP BY assessment_id"
    for home, key, cycle, tool, day, said in raw_rows(reader.connection, statement, (scope,) if scope else ()):
        yield AssessmentRow(home, key, cycle, tool, day, dict(one.split(_WITHIN) for one in said.split(_BETWEEN)))
