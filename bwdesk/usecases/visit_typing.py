"""What the notebook's editor tells, recorded in one act: lines typed, changed, deleted. Their drafts go in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bwdesk.domain.visit import Line, Mark, Visit
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.visit_lines import FIRST, Written, new_line, unlink_item, with_item
from bwdesk.usecases.writing import act, write

Typed = tuple[str, str, Mark, str, Line | None]
"""Line id, text, mark, the line above (empty for the first), and the line as the page had read it (None for a new one)."""

DRAFT_PREFIX: Final = "visit/{visit}/"


def draft_key(visit_id: str, line_id: str) -> str:
    """The key under which the words of a line are kept while they are typed."""
    return DRAFT_PREFIX.format(visit=visit_id) + line_id


def drafts_of_visit(reader: Reader, visit_id: str) -> dict[str, tuple[str, int]]:
    """What was being typed in a visit when the program ended: text and caret by line id."""
    found = reader.drafts(DRAFT_PREFIX.format(visit=visit_id))
    return {key.rpartition("/")[2]: (str(body.get("text", "")), int(body.get("caret", 0))) for key, body in found.items()}


@act("act.line.type")
def record_lines(unit: Unit, visit: Visit, typed: Sequence[Typed], agenda_item_id: str | None = None) -> list[Written]:
    """Lines as they stand after typing. A visit that was only planned begins with its first line."""
    if visit.started_at is None:
        stored = unit.need(Visit, visit.id)
        if stored.started_at is None:
            write(unit, stored, replace(stored, started_at=unit.now))
    written = []
    for line_id, text, mark, after_id, base in typed:
        stored_line = base or unit.get(Line, line_id)
        if stored_line is None:
            line = new_line(unit, visit, line_id, text, mark, unit.get(Line, after_id) if after_id else FIRST, agenda_item_id)
            written.append(with_item(unit, visit, line, ""))
        else:
            line = write(unit, stored_line, replace(stored_line, text=text, mark=mark, deleted=False))
            if stored_line.mark is not mark:
                unlink_item(unit, stored_line, mark)
            written.append(with_item(unit, visit, line, stored_line.text))
        unit.drop_draft(draft_key(visit.id, line_id))
    return written


@act("act.line.remove")
def remove_lines(unit: Unit, visit: Visit, lines: Sequence[Line]) -> list[Line]:
    """Takes lines out of the notebook, and untouched findings and actions that came from them off the plan."""
    removed = []
    for line in lines:
        unlink_item(unit, line, Mark.NOTE)
        removed.append(write(unit, line, replace(line, deleted=True)))
        unit.drop_draft(draft_key(visit.id, line.id))
    return removed
