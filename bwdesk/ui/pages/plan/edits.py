"""Cells of the plan that were typed or pasted over, as acts on its records."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from bwdesk.domain.plan import Action, ActionKind, Issue, Method, Progress, Verified
from bwdesk.errors import Refused
from bwdesk.interchange.cell_values import read_day
from bwdesk.ui.pages.base import DeskPage
from bwdesk.usecases.plan import add_action, edit_action, edit_issue, factory_says, paste_cells, verify_issue
from bwdesk.usecases.plan_page import PlanRow

KINDS: Final = {"now": ActionKind.NOW, "system": ActionKind.SYSTEM}
"""The columns that are actions."""
SAID: Final = {"not_started": Progress.NOT_STARTED, "in_progress": Progress.IN_PROGRESS, "to_verify": Progress.DONE}
"""What the factory says of a card in a column of the board."""
MOST: Final = 200_000
"""Characters that are pasted at once."""


def edit_cell(page: DeskPage, row: PlanRow, column: str, text: str) -> bool:
    """Keeps what was typed; False keeps the editor open with it."""
    issue = row.issue
    if column in KINDS:
        _edit_action(page, row, KINDS[column], text)
    elif column == "due_on":
        try:
            page.do(edit_issue, issue, replace(issue, due_on=read_day(text)))
        except ValueError:
            page.desk.tell(Refused("plan.not_a_day", field="due_on", typed=text))
            return False
    else:
        fields: dict[str, Any] = {column: text.strip()}
        page.do(edit_issue, issue, replace(issue, **fields))
    return True


def _edit_action(page: DeskPage, row: PlanRow, kind: ActionKind, text: str) -> None:
    own = row.actions_of(kind)
    if own:
        page.do(edit_action, own[0], replace(own[0], text=text.strip()))
    elif text.strip():
        page.do(add_action, row.issue, text, kind)


def move_card(page: DeskPage, row: PlanRow, state: str) -> None:
    """A card put into another column of the board says what the digit or V says, without a line; one out of *verified* is reopened."""
    if state == "verified" or row.issue.verified is Verified.VERIFIED:
        seen = Verified.VERIFIED if state == "verified" else Verified.REOPENED
        page.do(verify_issue, row.issue, seen, Method.VISIT, "", page.bench.today())
    else:
        page.do(factory_says, row.issue, SAID[state], "", page.bench.today())


def pasted_cells(text: str) -> list[list[str]]:
    """The cells of what a spreadsheet puts on the clipboard: rows of lines, cells parted by tabs, quoted where they hold such signs.

    Raises Refused for what is too long.
    """
    if len(text) > MOST:
        raise Refused("plan.paste.too_long", limit=MOST)
    return list(csv.reader(io.StringIO(text.rstrip("\r\n")), "excel-tab"))


def paste(page: DeskPage, rows: Sequence[PlanRow], columns: Sequence[str], text: str) -> None:
    """Lays cells over the plan: `rows` and `columns` from the one in focus on. Raises Refused, naming the row, before anything is kept."""
    cells = pasted_cells(text)
    wide = max((len(line) for line in cells), default=0)
    if len(cells) > len(rows):
        raise Refused("plan.paste.too_far", count=len(cells), room=len(rows))
    if wide > len(columns):
        raise Refused("plan.paste.too_wide", count=wide, room=len(columns))
    pairs: list[tuple[Issue, Issue]] = []
    firsts: list[tuple[Issue, ActionKind, Action | None, str]] = []
    for row, line in zip(rows, cells, strict=False):
        wanted: dict[str, Any] = {}
        for column, cell in zip(columns, line, strict=False):
            if column in KINDS:
                firsts.append((row.issue, KINDS[column], next(iter(row.actions_of(KINDS[column])), None), cell))
            elif column == "due_on":
                wanted[column] = _day(row, cell)
            else:
                wanted[column] = cell.strip()
        if wanted:
            pairs.append((row.issue, replace(row.issue, **wanted)))
    if pairs or firsts:
        page.do(paste_cells, pairs, firsts)


def _day(row: PlanRow, typed: str) -> Any:
    try:
        return read_day(typed)
    except ValueError:
        raise Refused("plan.paste.not_a_day", row=row.label, typed=typed) from None
