"""Moving in: last year's findings and what was still open of them, from rows of a workbook into *last time* and onto the plan.

A question is found by the tool's code, or by its own words; words that are only alike are a suggestion, and nothing is written of it
before a person confirms. What stands already is never written twice. Nothing here becomes a released result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Final

from bwdesk.domain.assessment import Verdict
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.earlier import EarlierFinding, moved_action_id, moved_issue_id
from bwdesk.domain.folding import folded_words
from bwdesk.domain.naming import scoped_id
from bwdesk.domain.order_keys import key_at
from bwdesk.domain.plan import Action, Issue, Origin, Progress
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.thing import SHORT
from bwdesk.domain.tool import Question, Tool
from bwdesk.errors import Refused
from bwdesk.interchange.earlier import CLOSED, EarlierRow
from bwdesk.question_words import question_languages, tool_in
from bwdesk.shipped import tool_for
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.earlier import earlier_findings
from bwdesk.usecases.factories import last_cycle, survivor_id
from bwdesk.usecases.writing import act, write

LEAST_ALIKE: Final = 62.0
"""How alike words must be (0 to 100) to suggest a question."""
FINDING_SOURCE: Final = 200


@dataclass(frozen=True, slots=True)
class MovingRow:
    """A row and what it would write. `is_sure`: the question was named, not guessed; a person's own choice is sure.

    `is_held`: all of it stands already.
    """

    row: EarlierRow
    question: Question | None
    is_sure: bool
    assessed_on: date | None
    becomes_finding: bool
    becomes_issue: bool
    is_held: bool

    @property
    def key(self) -> str:
        return str(self.row.row)

    @property
    def is_new(self) -> bool:
        """Whether it would write anything."""
        return not self.is_held and (self.becomes_finding or self.becomes_issue)


@dataclass(frozen=True, slots=True)
class MovingJudged:
    """The preview of rows to move in, into the factory's newest cycle."""

    cycle: Cycle
    rows: tuple[MovingRow, ...]


def judge_earlier(
    reader: Reader, factory_id: str, country: str, rows: Sequence[EarlierRow], assessed_on: date | None, chosen: Mapping[int, str]
) -> MovingJudged:
    """What rows would write. `assessed_on` stands where a row names no day; `chosen`: question codes by row, "" for none of the tool's.

    Nothing is written. Refused without a cycle, or where a day is not before the cycle began.
    """
    own = survivor_id(reader, factory_id)
    cycle = last_cycle(reader, own)
    if cycle is None:
        raise Refused("plan.no_cycle")
    tool = tool_for(country, cycle.started_on)
    ids, titles = _held(reader, own)
    judged = []
    for row in rows:
        question, is_sure = _meant(tool, row, chosen)
        day = row.assessed_on or assessed_on
        judged.append(_judge(row, question, is_sure, day, cycle, ids, titles))
    return MovingJudged(cycle, tuple(judged))


@act("act.earlier.take")
def take_earlier(unit: Unit, cycle: Cycle, rows: Sequence[MovingRow], source: str) -> int:
    """Writes findings and issues of rows, in one act; answers of how many rows. What stands already stays.

    Refused where a row has no day, or one that is not past.
    """
    today = unit.now.astimezone().date()
    ids, titles = _held(unit, cycle.factory_id)
    findings: dict[str, EarlierFinding] = {}
    taken = 0
    for row in rows:
        day = row.assessed_on
        if day is None or day > today:
            raise Refused("earlier.day", field="assessed_on", row=row.row.row)
        now = _judge(row.row, row.question, row.is_sure, day, cycle, ids, titles)
        finding = _finding(unit, cycle, now, day, source) if now.becomes_finding else None
        if finding is not None and finding.id not in ids:
            findings[finding.id] = _joined(findings.get(finding.id), finding)
        if now.becomes_issue and not _has_issue(cycle, now, ids, titles):
            _add_issue(unit, cycle, now, day, finding.id if finding is not None else "")
            titles.add(_plain(_title(now)))
        taken += now.is_new
    for finding in findings.values():
        write(unit, unit.get(EarlierFinding, finding.id), finding)
    return taken


# --- which question ------------------------------------------------------------------------------------------------------------------


def _meant(tool: Tool, row: EarlierRow, chosen: Mapping[int, str]) -> tuple[Question | None, bool]:
    if row.row in chosen:
        code = chosen[row.row]
        return (tool.question(code), True) if tool.has(code) else (None, True)
    if code := code_of(tool, row.code) or code_of(tool, row.question):
        return tool.question(code), True
    by_words, said = _by_words(tool.name), row.question or row.finding
    if row.question and _plain(row.question) in by_words:
        return tool.question(by_words[_plain(row.question)]), True
    alike = _most_alike(tool.name, _plain(said[:SHORT]))
    return (tool.question(alike), False) if alike else (None, False)


@lru_cache(maxsize=4_000)
def _most_alike(name: str, words: str) -> str:
    from rapidfuzz import fuzz, process  # only who moves in

    codes = _by_words(name)
    best = process.extractOne(words, codes.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=LEAST_ALIKE) if words else None
    return codes[best[0]] if best is not None else ""


def code_of(tool: Tool, typed: str) -> str:
    """The code of a question as somebody typed it, "cl chl 01" or "CL-CHL-01: …"; "" where the tool knows none."""
    parts = folded_words(typed[:80])
    code = "-".join(parts[:3]).upper()
    return code if tool.has(code) and tool.question(code).takes_verdict and not tool.children(code) else ""


@cache
def _by_words(name: str) -> dict[str, str]:
    """Codes by the folded words and titles of questions, in every language the tool has."""
    found: dict[str, str] = {}
    for language in ("en", *question_languages()):
        for question in tool_in(name, language).leaves():
            for words in (question.text, question.title):
                found.setdefault(_plain(words), question.code)
    found.pop("", None)
    return found


# --- what a row becomes --------------------------------------------------------------------------------------------------------------


def _judge(
    row: EarlierRow, question: Question | None, is_sure: bool, day: date | None, cycle: Cycle, ids: set[str], titles: set[str]
) -> MovingRow:
    found = MovingRow(row, question, is_sure, day, question is not None and is_sure, False, False)
    is_open = row.verdict in ("", Verdict.NON_COMPLIANT) and row.progress != CLOSED
    is_planned = bool(row.action or row.owner or row.due_on or row.progress)
    found = replace(found, becomes_issue=is_open and bool(row.finding or row.question) and (is_planned or not found.becomes_finding))
    has_finding = not found.becomes_finding or (day is not None and _id(cycle, day, question) in ids)
    has_issue = not found.becomes_issue or _has_issue(cycle, found, ids, titles)
    return replace(found, is_held=has_finding and has_issue and (found.becomes_finding or found.becomes_issue))


def _held(reader: Reader, factory_id: str) -> tuple[set[str], set[str]]:
    """Ids of what was moved in and stands, and the titles of its issues."""
    issues = reader.find(Issue, lambda i: (i.factory_id == factory_id) & (i.origin == Origin.EARLIER))
    return {e.id for e in (*earlier_findings(reader, factory_id), *issues)}, {_plain(i.title) for i in issues}


def _has_issue(cycle: Cycle, row: MovingRow, ids: set[str], titles: set[str]) -> bool:
    """Whether the issue of a row stands: by the title it came with, or by the one it has now."""
    return moved_issue_id(cycle.factory_id, _title(row)) in ids or _plain(_title(row)) in titles


def _id(cycle: Cycle, day: date, question: Question | None) -> str:
    code = question.code if question is not None else ""
    return scoped_id("earlier_finding", factory_scope(cycle.factory_id), day.isoformat(), code)


def _finding(unit: Unit, cycle: Cycle, row: MovingRow, day: date, source: str) -> EarlierFinding | None:
    if row.question is None:
        return None
    cycles = unit.find(Cycle, lambda c: c.factory_id == cycle.factory_id)
    return EarlierFinding(
        id=_id(cycle, day, row.question), scope=factory_scope(cycle.factory_id), factory_id=cycle.factory_id, assessed_on=day,
        question=row.question.code, cycle_number=_number(cycles, day), verdict=Verdict(row.row.verdict or Verdict.NON_COMPLIANT),
        finding=row.row.finding, source=source[:FINDING_SOURCE],
    )  # fmt: skip


def _number(cycles: Iterable[Cycle], day: date) -> int:
    """The cycle a day falls into; before the first one of this desk, the number before it."""
    begun = [c.number for c in cycles if c.started_on <= day]
    return max(begun) if begun else min(c.number for c in cycles) - 1


def _joined(before: EarlierFinding | None, now: EarlierFinding) -> EarlierFinding:
    """Two rows of one question: their words together; non-compliant is the stronger verdict."""
    if before is None:
        return now
    verdict = Verdict.NON_COMPLIANT if Verdict.NON_COMPLIANT in (before.verdict, now.verdict) else before.verdict
    parts = dict.fromkeys(text for text in (before.finding, now.finding) if text)
    return replace(before, verdict=verdict, finding="\n".join(parts))


def _add_issue(unit: Unit, cycle: Cycle, row: MovingRow, day: date, finding_id: str) -> None:
    said, question = row.row, row.question if row.is_sure else None
    code, cluster = (question.code, question.cluster) if question is not None else ("", "")
    title = _title(row)
    issue = Issue(
        id=moved_issue_id(cycle.factory_id, title), scope=factory_scope(cycle.factory_id), factory_id=cycle.factory_id, cycle_id=cycle.id,
        origin=Origin.EARLIER, origin_id=finding_id, question=code, cluster=cluster, title=title, since_on=day,
        noted_at=datetime.combine(day, time(), UTC) + timedelta(milliseconds=said.row), owner=said.owner, due_on=said.due_on,
        progress=Progress(said.progress or Progress.NOT_STARTED), progress_note=said.note,
        progress_on=day if said.progress or said.note else None,
    )  # fmt: skip
    issue = write(unit, unit.get(Issue, issue.id), issue)
    if said.action.strip():
        _add_action(unit, issue, said)


def _add_action(unit: Unit, issue: Issue, said: EarlierRow) -> None:
    action_id = moved_action_id(issue.factory_id, issue.id)
    keys = sorted(a.pos for a in unit.find(Action, lambda a: (a.issue_id == issue.id) & (a.id != action_id)))
    action = Action(
        id=action_id, scope=issue.scope, factory_id=issue.factory_id, issue_id=issue.id, text=said.action.strip(),
        owner=said.owner.strip(), due_on=said.due_on, pos=key_at(keys, len(keys)),
    )  # fmt: skip
    write(unit, unit.get(Action, action_id), action)


def _title(row: MovingRow) -> str:
    return (row.row.finding or row.row.question).strip()


def _plain(words: str) -> str:
    return " ".join(folded_words(words))
