"""The demo from end to end, without pictures: what the two laptops hold at the end, what was settled, and which papers came of it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from bwdesk import cli

SHIPPED = Path(__file__).parents[2] / "resources" / "demo" / "factories.csv"
LISTED = 12
PAPERS = {"visit", "briefing", "diagnosis", "assessment", "plan", "certificate", "committee", "progress2"}


def test_the_demo_ends_with_equal_laptops_settled_differences_and_papers(tmp_path, capsys):
    out, short = tmp_path / "demo", tmp_path / "factories.csv"
    with SHIPPED.open(encoding="utf-8-sig", newline="") as read, short.open("w", encoding="utf-8", newline="") as write:
        csv.writer(write).writerows(list(csv.reader(read))[: LISTED + 1])
    assert cli.main(["demo", "--out", str(out), "--factories", str(short), "--looks", "none"]) == 0
    capsys.readouterr()
    facts = json.loads((out / "summary.json").read_text("utf-8"))
    assert set(facts["digests"]) == {"amina", "jonas"}
    assert facts["digests"]["amina"] == facts["digests"]["jonas"] and facts["shared_scopes"] > 0
    conflicts = facts["conflicts"]
    assert conflicts["found"] == conflicts["found_on_the_other"] == conflicts["settled"] > 0
    assert conflicts["left"] == 0
    years = facts["years"]
    assert len(years) == 8 and {one["country"] for one in years.values()} == {"KH", "BD"}
    assert sum(one["cycles"] == 2 for one in years.values()) == 7
    assert [len(years[name]["findings"]) for name in ("Blue Hem Fashion", "Lotus Garments")] == [2, 2], "assessed in both cycles"
    assert all(one["verified"] > 0 and one["visits"] > 5 for one in years.values() if one["cycles"] == 2)
    assert facts["not_home"] == {"amina": 0, "jonas": 0}
    assert facts["import"]["taken"] == LISTED and facts["import"]["taken_when_read_again"] == 0
    assert {paper["kind"] for paper in facts["reports"]} == PAPERS
    assert all(paper["pages"] > 0 for paper in facts["reports"])
    papers = list((out / "reports").iterdir())
    assert len(papers) == len(facts["reports"])
    assert all(paper.read_bytes().startswith(b"%PDF-") for paper in papers)
