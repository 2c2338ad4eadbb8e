"""Trends for others: no name, id or day goes out, and what is left out cannot be worked out from what is there."""

from __future__ import annotations

import csv
from datetime import date, timedelta

import pytest

from bwdesk.domain.assessment import Verdict
from bwdesk.interchange.export import write_table
from bwdesk.texts import Texts
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.trends_export import COLUMNS, trends_file
from tests.usecases.conftest import TODAY
from tests.usecases.test_trends import FIRST, OTHER, TOOL, eight, release

assert eight  # the fixture, by its name
ALL = "All countries"


def rows(desk):
    found = desk.ask(trends_file, TODAY, Texts("en"))
    return [dict(zip(COLUMNS, row, strict=True)) for row in found.rows]


def cells(desk, code, cycle=1, subject="Questions"):
    return {r["country"]: (r["part"], r["whole"]) for r in rows(desk) if (r["code"], r["cycle"], r["subject"]) == (code, cycle, subject)}


def test_a_small_country_takes_the_total_and_its_neighbour_with_it(desk, eight):
    """Three in Bangladesh: the total would give them away beside Cambodia's five, so Cambodia goes and the total of eight stands."""
    assert cells(desk, FIRST.code) == {"BD": (None, None), "KH": (None, None), ALL: (2, 8)}
    assert cells(desk, FIRST.code, 2) == {"KH": (None, None), ALL: (None, None)}


def test_enough_factories_in_every_country_are_shown_with_their_total(desk, eight):
    for number in range(2):
        factory = desk.do(add_factory, f"Late {number}", "BD")
        cycle = desk.do(register_factory, factory, date(2025, 6, 1), desk.writer.person)
        desk.do(release, factory, cycle, {FIRST.code: Verdict.NON_COMPLIANT})
    assert cells(desk, FIRST.code) == {"BD": (2, 5), "KH": (2, 5), ALL: (4, 10)}
    assert cells(desk, OTHER.code) == {"BD": (None, None), "KH": (None, None), ALL: (0, 8)}


def test_a_cluster_does_not_give_away_its_point_of_few(desk, eight):
    """A second point of the cluster is judged in two factories: without it left out, cluster less first point would tell it."""
    second = next(p for p in TOOL.compliance_points(FIRST.cluster) if p.code != FIRST.point)
    verdicts = {leaf.code: Verdict.NON_COMPLIANT for leaf in TOOL.leaves(point=second.code)}
    assert cells(desk, FIRST.cluster, subject="Clusters")[ALL] == (2, 8)
    for factory, cycle in eight[:2]:
        desk.do(release, factory, cycle, verdicts)
    assert cells(desk, second.code, subject="Points")[ALL] == (None, None)
    assert cells(desk, FIRST.cluster, subject="Clusters")[ALL] == (None, None)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_no_name_id_or_day_is_in_the_file(desk, eight, tmp_path, ending):
    found = desk.ask(trends_file, TODAY, Texts("en"))
    path = tmp_path / f"trends.{ending}"
    assert write_table(path, found.headings, found.rows) == len(found.rows) > 0
    said = "\n".join(str(value) for row in found.rows for value in row) + (path.read_text("utf-8-sig") if ending == "csv" else "")
    for factory, cycle in eight:
        assert all(planted not in said for planted in (factory.name, "Secret", factory.id, cycle.id, "Exit blocked", desk.writer.person))
    days = [date(2025, 1, 1) + timedelta(days=n) for n in range(730)]
    assert not any(day.isoformat() in said for day in days)
    assert {row[0] for row in found.rows} == {"2026-Q4"}
    if ending == "csv":
        with path.open(encoding="utf-8-sig", newline="") as stream:
            assert next(csv.reader(stream)) == list(found.headings)
