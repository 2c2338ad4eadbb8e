"""A factory's released answers for its SLCP profile: our codes, verdicts and findings, with the nearest section of the SLCP tool.

Nobody publishes which of our questions is which of theirs: references are in the office's licensed file. Their column stays empty unless
the office gives its own mapping (interchange/slcp.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from bwdesk import shipped
from bwdesk.domain.assessment import Result
from bwdesk.domain.compliance import assessed
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Factory
from bwdesk.errors import Refused
from bwdesk.store.unit import Reader
from bwdesk.texts import Texts
from bwdesk.usecases.factories import survivor_id

COLUMNS: Final = (
    "gateway_id", "os_id", "factory", "cycle", "step", "assessed_on", "tool", "code", "cluster", "question", "verdict", "finding",
    "section", "reference",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SlcpFile:
    """A table for a file: headings, and rows in the order of `COLUMNS`. `without`: answers for which no section is known; `answers`: how
    many there are, `mapped`: how many of them have a reference."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str | int | date | None, ...], ...]
    without: int
    answers: int
    mapped: int


def slcp_file(reader: Reader, cycle: Cycle, texts: Texts, pairs: Iterable[tuple[str, str]] = ()) -> SlcpFile:
    """The newest released assessment of a cycle, in the tool's order; `pairs` of our code and an SLCP reference give an answer a row for
    each. Refused where the factory does not share, or nothing is released."""
    factory = reader.need(Factory, survivor_id(reader, cycle.factory_id))
    if not cycle.slcp_opt_in:
        raise Refused("slcp.not_shared", factory=factory.name)
    results = reader.find(Result, lambda r: r.cycle_id == cycle.id)
    if not results:
        raise Refused("slcp.nothing_released", factory=factory.name, number=cycle.number)
    newest = assessed(results)[-1]
    tool = shipped.tool(newest.tool)
    found = {r.question: r for r in results if r.assessment_id == newest.assessment_id and tool.has(r.question)}
    references: dict[str, list[str]] = {}
    for code, reference in pairs:
        references.setdefault(code, []).append(reference)
    rows: list[tuple[str | int | date | None, ...]] = []
    for code in sorted(found, key=tool.order):
        one, question = found[code], tool.question(code)
        told = (
            factory.gateway_id, factory.os_id, factory.name, cycle.number, cycle.slcp_step, one.assessed_on, tool.name, code,
            tool.cluster(question.cluster).name, question.title or question.text, texts(f"verdict.{one.verdict}"), one.finding,
            section_of(code),
        )  # fmt: skip
        rows += [(*told, reference) for reference in references.get(code, [""])]
    headings = tuple(texts(f"slcp.col.{name}") for name in COLUMNS)
    without, mapped = sum(not section_of(code) for code in found), sum(code in references for code in found)
    return SlcpFile(headings, tuple(rows), without, len(found), mapped)


def slcp_codes() -> tuple[str, ...]:
    """The codes of our questions, over all versions of the tool."""
    return tuple(sorted({question.code for name in shipped.tool_names() for question in shipped.tool(name).questions}))


def section_of(code: str) -> str:
    """The section that the longest code which begins `code` names; "" where none does."""
    sections = shipped.slcp_sections()
    known = [one for one in sections if code == one or code.startswith(f"{one}-")]
    return sections[max(known, key=len)] if known else ""
