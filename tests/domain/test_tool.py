"""Question sets: the shipped ones hold together and never change; gates skip; broken sets are refused by row."""

from __future__ import annotations

import pickle
import runpy
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from bwdesk import shipped
from bwdesk.domain.assessment import Answer, Source, Verdict
from bwdesk.domain.tool import AnswerType, NcIf, QuestionKind, Tool, whole_number
from bwdesk.domain.tool_rows import tool_of
from bwdesk.domain.tool_set import COLUMNS, Row, SetHeader, header_of
from bwdesk.errors import DamagedFile, Refused
from bwdesk.paths import ROOT

VERSIONS = shipped.tool_names()


def answer(question: str, *, value: str = "", verdict: Verdict = Verdict.OPEN, repeat: str = "") -> Answer:
    return Answer(
        id=f"{question}{repeat}", scope="assessment/1", assessment_id="1", question=question, repeat=repeat, value=value, verdict=verdict
    )


@pytest.fixture
def bgd() -> Tool:
    return shipped.tool("BGD 2026.1")


@pytest.mark.parametrize("name", VERSIONS)
def test_a_shipped_version_is_whole(name: str) -> None:
    tool = shipped.tool(name)
    positions = Counter(q.position for q in tool.questions)
    assert max(positions.values()) == 1
    assert len(tool.compliance_points()) == (37 if name.startswith("BGD") else 38)  # the law there sets no premium pay
    for question in tool.questions:
        assert question.title.strip() == question.title
        assert len(question.title) <= 60
        assert question.position.startswith(tool.point(question.point).position + ".")
        assert (question.nc_if is NcIf.NEVER) == (question.kind in (QuestionKind.GATE, QuestionKind.INFORMATION))
        if question.kind is QuestionKind.SUMMARY:
            assert tool.children(question.code)
    assert {c.code for c in tool.clusters} == {"CL", "DI", "FL", "FA", "CO", "CH", "OS", "WT", "LE", "KS"}


def test_the_versions_differ_as_their_countries_do(bgd: Tool) -> None:
    glo = shipped.tool("GLO 2026.1")
    assert bgd.has("CO-SOC-BGD1")
    assert not glo.has("CO-SOC-BGD1")
    assert glo.has("OS-MGT-01")
    assert not glo.has("OS-SYS-01")
    assert bgd.has("OS-SYS-01")
    assert not bgd.has("OS-MGT-01")
    for tool in (glo, bgd):
        assert tool.has("CL-HAZ-02")
        assert not tool.has("CL-HAZ-01")
    assert shipped.tool("JOR 2026.1").question("FA-FTA-02").is_structural
    assert not bgd.question("FA-FTA-02").is_structural
    assert shipped.tool("KHM 2026.1").question("OS-WEL-03").is_public
    assert not bgd.question("OS-WEL-03").is_public
    assert bgd.question("OS-EMR-06").is_public
    assert [shipped.tool(n).parameter("min_age").value for n in ("GLO 2026.1", "BGD 2026.1", "JOR 2026.1")] == ["15", "14", "16"]  # type: ignore[union-attr]


def test_the_version_of_a_country(bgd: Tool) -> None:
    assert shipped.tool_for("BD", date(2026, 3, 1)) is bgd
    assert shipped.tool_for("HT", date(2026, 3, 1)).name == "GLO 2026.1"
    assert shipped.tool_for("BD", date(2020, 1, 1)).name == "GLO 2026.1"


def test_a_question_says_what_it_is(bgd: Tool) -> None:
    exits = bgd.question("OS-EMR-06")
    assert (exits.position, bgd.position("OS-EMR-06")) == ("7.8.6", "7.8.6")
    assert exits.sources == (Source.OBSERVED, Source.WORKERS)
    assert exits.zero_tolerance
    assert exits.verdict_of(False) is Verdict.NON_COMPLIANT
    assert exits.verdict_of(True) is Verdict.COMPLIANT
    assert bgd.question("OS-WPR-01").verdict_of(True) is Verdict.NON_COMPLIANT
    assert bgd.question("CO-OTW-P1").position == "5.2.A"
    assert bgd.question("OS-SYS-01").position == "7.0.3"
    with pytest.raises(Refused) as refused:
        bgd.question("OS-MGT-01")
    assert refused.value.key == "tool.no_question"


def test_leaves_are_what_counts(bgd: Tool) -> None:
    leaves = bgd.leaves("OS")
    assert {q.kind for q in leaves} == {QuestionKind.SCORED}
    assert not {"OS-ENV-P1", "OS-CHE-G1", "OS-INF-01"} & {q.code for q in leaves}
    assert bgd.leaves(point="OS-WEL") == tuple(q for q in leaves if q.point == "OS-WEL")
    assert [bgd.order(q.code) for q in leaves] == sorted(bgd.order(q.code) for q in leaves)


def test_a_closed_gate_skips_and_an_unknown_one_does_not(bgd: Tool) -> None:
    behind = {q.code for q in bgd.opens("OS-CHE-G1")}
    assert behind == {f"OS-CHE-0{n}" for n in range(1, 8)} | {"OS-CHE-BGD1"}
    everything = bgd.asked()
    assert everything == bgd.answerable()
    assert bgd.asked([answer("OS-CHE-G1", value="yes")]) == everything
    closed = bgd.asked([answer("OS-CHE-G1", value="no")])
    assert {q.code for q in everything} - {q.code for q in closed} == behind
    assert bgd.skipped([answer("OS-CHE-G1", verdict=Verdict.NOT_APPLICABLE)]) == behind


def test_a_count_opens_above_zero(bgd: Tool) -> None:
    strikes = {q.code for q in bgd.opens("FA-INF-06")}
    assert strikes == {"FA-INF-07", "FA-STR-01", "FA-STR-02", "FA-STR-03", "FA-STR-04"}
    assert bgd.skipped([answer("FA-INF-06", value="০")]) == strikes
    assert bgd.skipped([answer("FA-INF-06", value="2")]) == frozenset()
    assert bgd.skipped([answer("FA-INF-06", value="several")]) == frozenset()


def test_a_gate_behind_a_closed_gate_is_closed() -> None:
    tool = tool_of(
        small_header(),
        small_rows(
            {"code": "OS-A-G1", "kind": "gate", "nc_if": "never", "answer": "yes_no"},
            {"code": "OS-A-G2", "kind": "gate", "nc_if": "never", "answer": "yes_no", "gate": "OS-A-G1"},
            {"code": "OS-A-01", "gate": "OS-A-G2"},
        ),
        "T 1",
    )
    assert tool.skipped([answer("OS-A-G1", value="no"), answer("OS-A-G2", value="yes")]) == {"OS-A-G2", "OS-A-01"}


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12),
        (" 1 204 ", 1204),
        ("1,204", 1204),
        ("1.204.000", 1204000),
        ("১২", 12),
        ("١٢", 12),
        ("1,2", None),
        ("-3", None),
        ("", None),
    ],
)
def test_counts_as_people_type_them(typed: str, number: int | None) -> None:
    assert whole_number(typed) == number


def test_values_are_judged_by_their_type(bgd: Tool) -> None:
    assert bgd.question("FA-INF-02").value_fault("101") == "tool.value.percent"
    assert bgd.question("FA-INF-02").value_fault("38") is None
    assert bgd.question("CH-INF-01").value_fault("about 900") == "tool.value.count"
    assert bgd.question("CH-INF-05").value_fault("maybe") == "tool.value.choice"
    assert bgd.question("CH-INF-05").value_fault("") is None


# What was used never changes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", VERSIONS)
def test_a_frozen_version_is_still_the_one_it_was(name: str) -> None:
    entry = shipped.index()[name]
    header, rows = shipped.read_set(shipped.TOOLS / entry["set"])
    assert tool_of(header, rows, name).checksum == entry["sha256"], f"{name} has changed; give the changed set a new edition"


def test_every_version_of_every_set_is_frozen() -> None:
    for path in shipped.TOOLS.glob("*.csv"):
        header, _ = shipped.read_set(path.parent / path.name.removesuffix(".csv"))
        assert {v.name for v in header.versions} <= set(shipped.index())


def test_a_changed_version_is_refused(tmp_path: Path) -> None:
    for path in shipped.TOOLS.glob("*.*"):
        text = path.read_text("utf-8")
        (tmp_path / path.name).write_text(text.replace("Are exits", "Are all exits").replace("Exits open and reachable", "Exits"), "utf-8")
    with pytest.raises(DamagedFile) as refused:
        shipped.tool("BGD 2026.1", tmp_path)
    assert refused.value.key == "tool.changed"


def test_freezing_again_changes_nothing_and_names_what_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in shipped.TOOLS.glob("*.*"):
        shutil.copy(path, tmp_path)
    freeze = runpy.run_path(str(ROOT / "packaging" / "freeze_tools.py"))["main"]
    monkeypatch.setattr(shipped, "TOOLS", tmp_path)
    index = (tmp_path / "index.json").read_bytes()
    assert freeze([]) == 0
    assert (tmp_path / "index.json").read_bytes() == index
    rows = tmp_path / "bw-2026.1.csv"
    rows.write_text(rows.read_text("utf-8").replace("Certificate of fitness", "Certificate"), "utf-8")
    shipped.read_set.cache_clear()
    assert freeze([]) == 1
    assert (tmp_path / "index.json").read_bytes() == index


def test_a_set_in_another_form_is_refused(tmp_path: Path) -> None:
    header = (shipped.TOOLS / "bw-2026.1.json").read_text("utf-8")
    (tmp_path / "a.json").write_text(header.replace('"basis": "core"', '"basis": "heart"', 1), "utf-8")
    (tmp_path / "b.json").write_text(header[:-40], "utf-8")
    (tmp_path / "c.json").write_text(header, "utf-8")
    (tmp_path / "d.json").write_text(header, "utf-8")
    for stem in "abc":
        (tmp_path / f"{stem}.csv").write_text("code,text\nOS-X-1,Hm\n", "utf-8")
    (tmp_path / "d.csv").write_text(",".join(COLUMNS) + "\nOS-X-1,Hm\n", "utf-8")
    for stem in "abcd":
        with pytest.raises(Refused) as refused:
            shipped.read_set(tmp_path / stem)
        assert refused.value.key == "tool.header"


# Broken sets ---------------------------------------------------------------------------------------------------------------------


def small_header(**changes: object) -> SetHeader:
    parsed: dict[str, object] = {
        "clusters": [
            {
                "code": "OS",
                "name": "Safety",
                "basis": "national",
                "points": [
                    {"code": "OS-A", "name": "A"},
                    {"code": "OS-B", "name": "B"},
                    {"code": "OS-I", "name": "I", "information": True},
                ],
            }
        ],
        "options": {"policy": ["scored", "told"]},
        "switches": ["room"],
        "parameters": [{"key": "age", "country": "", "value": "15", "unit": "years"}],
        "versions": [{"name": "T 1", "country": "BD", "valid_from": "2026-01-01", "options": ["policy:scored"], "switches": []}],
    }
    return header_of(parsed | changes)


def small_rows(*cells: dict[str, str]) -> tuple[Row, ...]:
    plain = {"point": "OS-A", "kind": "scored", "nc_if": "no", "title": "Title", "text": "Text?", "sources": "D"}
    return tuple(Row(number, plain | given) for number, given in enumerate(cells, 2))


def faults_of(*cells: dict[str, str], header: SetHeader | None = None) -> set[tuple[int, str]]:
    with pytest.raises(Refused) as refused:
        tool_of(header or small_header(), small_rows(*cells), "T 1")
    assert refused.value.key == "tool.broken"
    faults = refused.value.params["faults"]
    assert isinstance(faults, tuple)
    assert pickle.loads(pickle.dumps(refused.value)).params["faults"] == faults
    return {(fault.row, fault.fault) for fault in faults}


GOOD = {"code": "OS-A-01"}


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        ({"code": ""}, "no_code"),
        ({"code": "OS-A-01"}, "duplicate"),
        ({"code": "X", "kind": "poem"}, "kind"),
        ({"code": "X", "point": "OS-Z"}, "point"),
        ({"code": "X", "point": "OS-I"}, "scored_in_information"),
        ({"code": "X", "text": ""}, "no_text"),
        ({"code": "X", "nc_if": "never"}, "no_polarity"),
        ({"code": "X", "nc_if": ""}, "polarity"),
        ({"code": "X", "kind": "information", "answer": "text"}, "polarity_of_fact"),
        ({"code": "X", "kind": "information", "nc_if": "never"}, "no_answer"),
        ({"code": "X", "answer": "text"}, "answer_of_judged"),
        ({"code": "X", "answer": "song"}, "answer"),
        ({"code": "X", "parent": "OS-A-99"}, "parent"),
        ({"code": "X", "parent": "OS-A-01"}, "parent_no_summary"),
        ({"code": "X", "parent": "X"}, "parent_circle"),
        ({"code": "X", "gate": "OS-A-99"}, "gate"),
        ({"code": "X", "gate": "X"}, "gate_circle"),
        ({"code": "X", "gate": "OS-A-01"}, "gate_of_no_kind"),
        ({"code": "X", "option": "policy:sung"}, "option"),
        ({"code": "X", "switch": "garden"}, "switch"),
        ({"code": "X", "sources": "DQ"}, "source"),
        ({"code": "X", "country": "BGD"}, "country"),
        ({"code": "X", "parameter": "height"}, "parameter"),
        ({"code": "X", "kind": "summary"}, "sums_nothing"),
        ({"code": "X", "kind": "gate", "nc_if": "never", "answer": "yes_no"}, "opens_nothing"),
        ({"code": "X", "kind": "gate", "nc_if": "never", "answer": "integer"}, "answer_of_gate"),
    ],
)
def test_a_broken_row_is_named(broken: dict[str, str], fault: str) -> None:
    assert (3, fault) in faults_of(GOOD, broken)


def test_too_deep_and_circles() -> None:
    deep = faults_of(
        {"code": "P", "kind": "summary"},
        {"code": "Q", "kind": "summary", "parent": "P"},
        {"code": "R", "parent": "Q"},
        {"code": "S", "parent": "P"},
    )
    assert {(4, "too_deep"), (3, "child_not_scored")} <= deep
    circle = faults_of({"code": "P", "kind": "summary", "parent": "Q"}, {"code": "Q", "kind": "summary", "parent": "P"})
    assert {(2, "parent_circle"), (3, "parent_circle")} <= circle
    elsewhere = faults_of({"code": "P", "kind": "summary"}, {"code": "Q", "point": "OS-B", "parent": "P"})
    assert (3, "parent_elsewhere") in elsewhere


def test_options_are_switched_exactly_one_on() -> None:
    rows = ({"code": "A", "option": "policy:scored"}, {"code": "B", "option": "policy:told"})

    def version(*options: str, switches: tuple[str, ...] = ()) -> SetHeader:
        entry = {"name": "T 1", "country": "BD", "valid_from": "2026-01-01", "options": list(options), "switches": list(switches)}
        return small_header(versions=[entry])

    assert [q.code for q in tool_of(version("policy:told"), small_rows(*rows), "T 1").questions] == ["B"]
    assert faults_of(*rows, header=version("policy:scored", "policy:told")) == {(0, "both_options")}
    assert faults_of(*rows, header=version()) == {(0, "no_option")}
    assert faults_of(*rows, header=version("policy:scored", switches=("garden",))) == {(0, "switch")}


def test_what_a_version_leaves_hanging_is_named() -> None:
    assert faults_of({"code": "P", "kind": "summary", "country": "ID"}, {"code": "Q", "parent": "P"}) == {(3, "parent_left_out")}
    gate = {"code": "G", "kind": "gate", "nc_if": "never", "answer": "yes_no", "switch": "room"}
    assert faults_of(gate, {"code": "Q", "gate": "G"}) == {(3, "gate_left_out")}
    assert faults_of() == {(0, "no_rows")}


def test_information_answers_have_their_own_types(bgd: Tool) -> None:
    assert bgd.question("CH-INF-06").answer is AnswerType.CATEGORY
    assert bgd.question("FA-INF-03").parts
    assert not bgd.question("FA-INF-03").takes_verdict
