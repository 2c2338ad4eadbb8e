"""Makes a Tool of rows and a header, or refuses the set, naming every row that does not fit. Reads no files: it is given parsed cells.

A set holds the questions of all countries; a version picks its country's rows, one variant of each option, and the switches it needs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from bwdesk.domain.assessment import Source
from bwdesk.domain.tool import GATING_TYPES, AnswerType, Cluster, NcIf, Parameter, Point, Question, QuestionKind, Tool
from bwdesk.domain.tool_set import Row, SetHeader, Version
from bwdesk.errors import Refused

_COUNTRY = re.compile(r"[A-Z]{2}")
_JUDGED = (QuestionKind.SCORED, QuestionKind.SUMMARY, QuestionKind.STAGE)
_E = TypeVar("_E", bound=StrEnum)


class Fault(StrEnum):
    """What can be wrong with a set; the sentences are `tool.fault.<value>`."""

    NO_ROWS = "no_rows"
    NO_CODE = "no_code"
    DUPLICATE = "duplicate"
    PARENT = "parent"
    PARENT_CIRCLE = "parent_circle"
    TOO_DEEP = "too_deep"
    PARENT_NO_SUMMARY = "parent_no_summary"
    PARENT_ELSEWHERE = "parent_elsewhere"
    CHILD_NOT_SCORED = "child_not_scored"
    GATE = "gate"
    GATE_CIRCLE = "gate_circle"
    GATE_OF_NO_KIND = "gate_of_no_kind"
    GATE_ON_SUMMARY = "gate_on_summary"
    PARENT_LEFT_OUT = "parent_left_out"
    GATE_LEFT_OUT = "gate_left_out"
    SUMS_NOTHING = "sums_nothing"
    OPENS_NOTHING = "opens_nothing"
    BOTH_OPTIONS = "both_options"
    NO_OPTION = "no_option"
    OPTION = "option"
    SWITCH = "switch"
    KIND = "kind"
    POINT = "point"
    SCORED_IN_INFORMATION = "scored_in_information"
    NO_TEXT = "no_text"
    SOURCE = "source"
    COUNTRY = "country"
    PARAMETER = "parameter"
    POLARITY = "polarity"
    NO_POLARITY = "no_polarity"
    POLARITY_OF_FACT = "polarity_of_fact"
    ANSWER = "answer"
    ANSWER_OF_JUDGED = "answer_of_judged"
    ANSWER_OF_GATE = "answer_of_gate"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True)
class RowFault:
    """What is wrong with a row: text key `tool.fault.<fault>`, filled with code and detail. Row 0 is the header or the version."""

    row: int
    code: str
    fault: Fault
    detail: str = ""


def tool_of(header: SetHeader, rows: Sequence[Row], name: str) -> Tool:
    """The version `name` of a set. Raises Refused("tool.broken", faults=…) when the set or the version does not hold together."""
    version = next((v for v in header.versions if v.name == name), None)
    if version is None:
        raise Refused("tool.unknown", tool=name)
    faults = [*set_faults(header, rows)]
    if not faults:
        taken = [row for row in rows if _is_taken(row, version)]
        faults = [*_version_faults(header, version), *_left_faults(rows, taken)]
    if faults:
        raise Refused("tool.broken", tool=name, count=len(faults), faults=tuple(faults))
    return Tool(
        name=version.name,
        country=version.country,
        valid_from=version.valid_from,
        clusters=_clusters(header, {row["point"] for row in taken}),
        questions=tuple(_questions(header, version, taken)),
        parameters=_parameters(header, version),
    )


def set_faults(header: SetHeader, rows: Sequence[Row]) -> Iterator[RowFault]:
    """Everything wrong with a set in itself, row by row."""
    if not rows:
        yield RowFault(0, "", Fault.NO_ROWS)
    codes = Counter(row["code"] for row in rows)
    first = {row["code"]: row for row in reversed(rows)}
    for row in rows:
        if not row["code"]:
            yield RowFault(row.number, "", Fault.NO_CODE)
        elif codes[row["code"]] > 1 and first[row["code"]] is not row:
            yield RowFault(row.number, row["code"], Fault.DUPLICATE)
        yield from _cell_faults(header, row)
        yield from _parent_faults(first, row)
        yield from _gate_faults(first, row)


def _cell_faults(header: SetHeader, row: Row) -> Iterator[RowFault]:
    def fault(name: Fault, detail: str = "") -> RowFault:
        return RowFault(row.number, row["code"], name, detail)

    kind = _choice(QuestionKind, row["kind"])
    point = header.points.get(row["point"])
    if kind is None:
        yield fault(Fault.KIND, row["kind"])
    if point is None:
        yield fault(Fault.POINT, row["point"])
    elif point.is_information and kind is not QuestionKind.INFORMATION:
        yield fault(Fault.SCORED_IN_INFORMATION, row["point"])
    for column in ("title", "text"):
        if not row[column]:
            yield fault(Fault.NO_TEXT, column)
    yield from (fault(name, row["nc_if"]) for name in _polarity_faults(kind, row["nc_if"]))
    yield from (fault(name, row["answer"]) for name in _answer_faults(kind, row["answer"]))
    if row["option"] and row["option"] not in _variants(header):
        yield fault(Fault.OPTION, row["option"])
    if row["switch"] and row["switch"] not in header.switches:
        yield fault(Fault.SWITCH, row["switch"])
    yield from (fault(Fault.SOURCE, letter) for letter in row["sources"] if _choice(Source, letter) is None)
    yield from (fault(Fault.COUNTRY, found) for found in _countries(row) if not _COUNTRY.fullmatch(found))
    if row["parameter"] and all(p.key != row["parameter"] for _, p in header.parameters):
        yield fault(Fault.PARAMETER, row["parameter"])


def _polarity_faults(kind: QuestionKind | None, nc_if: str) -> Iterator[Fault]:
    if _choice(NcIf, nc_if) is None:
        yield Fault.POLARITY
    elif kind in _JUDGED and nc_if == NcIf.NEVER:
        yield Fault.NO_POLARITY
    elif kind is not None and kind not in _JUDGED and nc_if != NcIf.NEVER:
        yield Fault.POLARITY_OF_FACT


def _answer_faults(kind: QuestionKind | None, answer: str) -> Iterator[Fault]:
    known = _choice(AnswerType, answer or AnswerType.VERDICT)
    if known is None:
        yield Fault.ANSWER
    elif kind in _JUDGED and known is not AnswerType.VERDICT:
        yield Fault.ANSWER_OF_JUDGED
    elif kind is QuestionKind.GATE and known is not AnswerType.YES_NO:
        yield Fault.ANSWER_OF_GATE
    elif kind is QuestionKind.INFORMATION and known is AnswerType.VERDICT:
        yield Fault.NO_ANSWER


def _parent_faults(first: Mapping[str, Row], row: Row) -> Iterator[RowFault]:
    name = row["parent"]
    if not name:
        return
    parent = first.get(name)
    if parent is None:
        yield RowFault(row.number, row["code"], Fault.PARENT, name)
    elif _runs_in_circle(first, row, "parent"):
        yield RowFault(row.number, row["code"], Fault.PARENT_CIRCLE, name)
    elif parent["parent"]:
        yield RowFault(row.number, row["code"], Fault.TOO_DEEP, name)
    elif parent["kind"] != QuestionKind.SUMMARY:
        yield RowFault(row.number, row["code"], Fault.PARENT_NO_SUMMARY, name)
    elif parent["point"] != row["point"]:
        yield RowFault(row.number, row["code"], Fault.PARENT_ELSEWHERE, name)
    elif row["kind"] != QuestionKind.SCORED:
        yield RowFault(row.number, row["code"], Fault.CHILD_NOT_SCORED, name)


def _gate_faults(first: Mapping[str, Row], row: Row) -> Iterator[RowFault]:
    name = row["gate"]
    if not name:
        return
    gate = first.get(name)
    if gate is None:
        yield RowFault(row.number, row["code"], Fault.GATE, name)
    elif _runs_in_circle(first, row, "gate"):
        yield RowFault(row.number, row["code"], Fault.GATE_CIRCLE, name)
    elif gate["answer"] not in GATING_TYPES:
        yield RowFault(row.number, row["code"], Fault.GATE_OF_NO_KIND, name)
    elif row["kind"] == QuestionKind.SUMMARY:
        yield RowFault(row.number, row["code"], Fault.GATE_ON_SUMMARY, name)


def _runs_in_circle(first: Mapping[str, Row], row: Row, column: str) -> bool:
    seen = {row["code"]}
    code = row[column]
    while code:
        if code in seen:
            return True
        seen.add(code)
        code = first[code][column] if code in first else ""
    return False


def _version_faults(header: SetHeader, version: Version) -> Iterator[RowFault]:
    for option, variants in header.options.items():
        taken = [f"{option}:{variant}" for variant in variants if f"{option}:{variant}" in version.options]
        if len(taken) > 1:
            yield RowFault(0, version.name, Fault.BOTH_OPTIONS, ", ".join(taken))
        elif not taken:
            yield RowFault(0, version.name, Fault.NO_OPTION, option)
    yield from (RowFault(0, version.name, Fault.OPTION, o) for o in version.options if o not in _variants(header))
    yield from (RowFault(0, version.name, Fault.SWITCH, s) for s in version.switches if s not in header.switches)


def _left_faults(rows: Sequence[Row], taken: Sequence[Row]) -> Iterator[RowFault]:
    """What a version's choice leaves hanging: children without a parent, gated without a gate, summaries and gates of nothing."""
    codes = {row["code"] for row in taken}
    parents = {row["parent"] for row in taken}
    gates = {row["gate"] for row in taken}
    for row in taken:
        if row["parent"] and row["parent"] not in codes:
            yield RowFault(row.number, row["code"], Fault.PARENT_LEFT_OUT, row["parent"])
        if row["gate"] and row["gate"] not in codes:
            yield RowFault(row.number, row["code"], Fault.GATE_LEFT_OUT, row["gate"])
        if row["kind"] == QuestionKind.SUMMARY and row["code"] not in parents:
            yield RowFault(row.number, row["code"], Fault.SUMS_NOTHING)
        if row["kind"] == QuestionKind.GATE and row["code"] not in gates:
            yield RowFault(row.number, row["code"], Fault.OPENS_NOTHING)


def _is_taken(row: Row, version: Version) -> bool:
    return (
        row["country"] in ("", version.country)
        and (not row["option"] or row["option"] in version.options)
        and (not row["switch"] or row["switch"] in version.switches)
    )


def _clusters(header: SetHeader, points: set[str]) -> tuple[Cluster, ...]:
    """The clusters with the points this version asks, numbered: information points are 0, the others 1, 2, 3 …"""
    clusters = []
    for number, cluster in enumerate(header.clusters, 1):
        found: list[Point] = []
        place = 0
        for point in cluster.points:
            if point.code in points:
                place += not point.is_information
                position = f"{number}.{0 if point.is_information else place}"
                found.append(Point(point.code, cluster.code, point.name, position, point.is_information))
        if found:
            clusters.append(Cluster(cluster.code, cluster.name, cluster.basis, str(number), tuple(found)))
    return tuple(clusters)


def _questions(header: SetHeader, version: Version, taken: Iterable[Row]) -> Iterator[Question]:
    """Questions in tool order (cluster, point, row) with their numbers: summaries are lettered, the others counted within their point."""
    by_point: dict[str, list[Row]] = {}
    for row in taken:
        by_point.setdefault(row["point"], []).append(row)
    for cluster in _clusters(header, set(by_point)):
        counts: Counter[tuple[str, bool]] = Counter()
        for point in cluster.points:
            for row in by_point[point.code]:
                is_summary = row["kind"] == QuestionKind.SUMMARY
                counts[point.position, is_summary] += 1
                number = counts[point.position, is_summary]
                label = chr(ord("A") + number - 1) if is_summary else str(number)
                yield _question(row, version, cluster.code, f"{point.position}.{label}")


def _question(row: Row, version: Version, cluster: str, position: str) -> Question:
    return Question(
        code=row["code"],
        cluster=cluster,
        point=row["point"],
        position=position,
        kind=QuestionKind(row["kind"]),
        title=row["title"],
        text=row["text"],
        nc_if=NcIf(row["nc_if"]),
        parent=row["parent"],
        gate=row["gate"],
        answer=AnswerType(row["answer"] or AnswerType.VERDICT),
        sources=tuple(Source(letter) for letter in row["sources"]),
        references=row.list("references"),
        zero_tolerance=row["zero_tolerance"],
        is_public="all" in row.list("public") or version.country in row.list("public"),
        is_structural=version.country in row.list("structural"),
        measure=row["measure"],
        parameter=row["parameter"],
        parts=row.list("parts"),
        note=row["note"],
    )


def _parameters(header: SetHeader, version: Version) -> tuple[Parameter, ...]:
    """The national figure where there is one, else the one that holds everywhere."""
    chosen: dict[str, Parameter] = {}
    for country, parameter in sorted(header.parameters, key=lambda pair: bool(pair[0])):
        if country in ("", version.country):
            chosen[parameter.key] = parameter
    return tuple(chosen.values())


def _variants(header: SetHeader) -> set[str]:
    return {f"{option}:{variant}" for option, variants in header.options.items() for variant in variants}


def _countries(row: Row) -> Iterator[str]:
    if row["country"]:
        yield row["country"]
    yield from row.list("structural")
    yield from (found for found in row.list("public") if found != "all")


def _choice(kind: Callable[[str], _E], text: str) -> _E | None:
    try:
        return kind(text)
    except ValueError:
        return None
