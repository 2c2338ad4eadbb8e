"""The improvement plan as a workbook for the factory, and what comes back in it.

A hidden first line names the columns by key, so that the workbook is read whatever its language and the order of its columns. Hidden
columns hold each issue's id and the values it was made from: they tell what the factory changed from what changed here. Only what the
factory fills is open; an empty cell says nothing. Formulas are never written, and read as the value they were saved with.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from bwdesk.errors import IntakeRefused, StoreProblem
from bwdesk.interchange.book import read_book
from bwdesk.interchange.cell_values import read_day
from bwdesk.interchange.export import UNWRITABLE
from bwdesk.interchange.factories import RowNote
from bwdesk.interchange.sheet import Line, Sheet, Tell, column_letters
from bwdesk.interchange.xlsx_writer import Form, Value, write_form

SHOWN: Final = ("label", "title", "owner", "due_on", "progress", "progress_note", "progress_on", "verified")
FILLED: Final = ("owner", "due_on", "progress", "progress_note", "progress_on")
HIDDEN: Final = ("id", *(f"was_{field}" for field in FILLED), "factory", "made_on")
PROGRESS: Final = ("not_started", "in_progress", "done", "changed")
SPARE_ROWS: Final = 20
LONGEST: Final = {"owner": 200, "title": 2_000, "progress_note": 2_000}  # characters
_MARK: Final = "bw:"
_LOOKED_AT: Final = 5  # lines


@dataclass(frozen=True, slots=True)
class Said:
    """What the cells of an issue say; "" and None say nothing."""

    owner: str = ""
    due_on: date | None = None
    progress: str = ""
    progress_note: str = ""
    progress_on: date | None = None


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A row that came back: `id` is "" for one the factory added, `was` what the workbook was made with."""

    row: int
    id: str
    title: str
    said: Said
    was: Said


@dataclass(frozen=True, slots=True)
class PlanBack:
    """A workbook that came back; `refusals` name row and column of what cannot be read, which is left out."""

    factory: str
    made_on: date | None
    lines: tuple[PlanLine, ...]
    refusals: tuple[RowNote, ...]


def write_plan_book(
    path: Path, headings: Sequence[str], rows: Sequence[Sequence[Value]], words: Sequence[str], name: str, rtl: bool
) -> None:
    """Writes the workbook: headings of `SHOWN`, rows of `SHOWN` and `HIDDEN`, the words of `PROGRESS`. Raises StoreProblem."""
    choices = [word.replace(",", " ").replace('"', " ") for word in words]
    keys = [_MARK + key for key in (*SHOWN, *HIDDEN)]
    keys[SHOWN.index("progress")] += "|" + "|".join(choices)
    form = Form(
        keys, headings, [[UNWRITABLE.sub("", v) if isinstance(v, str) else v for v in row] for row in rows], name, rtl, SPARE_ROWS,
        widths=(10, 44, 22, 14, 16, 48, 14, 14), opened=tuple(SHOWN.index(field) for field in FILLED), added=(SHOWN.index("title"),),
        days=(SHOWN.index("due_on"), SHOWN.index("progress_on")), choices={SHOWN.index("progress"): choices},
    )  # fmt: skip
    draft = path.with_name(f".{path.name}.part")
    try:
        with draft.open("wb") as stream:
            write_form(stream, form)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    except OSError:
        raise StoreProblem("intake.cannot_write") from None
    finally:
        draft.unlink(missing_ok=True)


def plan_book(source: Path, tell: Tell | None = None) -> PlanBack:
    """Reads a workbook of the plan that came back. Raises IntakeRefused, also where it is none of ours."""
    for sheet in read_book(source, tell=tell).sheets:
        for at, line in enumerate(sheet.lines[:_LOOKED_AT]):
            if f"{_MARK}id" in line.cells and f"{_MARK}factory" in line.cells:
                return _Reading(line, sheet).read(sheet.lines[at + 2 :])
    raise IntakeRefused("intake.not_a_plan")


class _Reading:
    def __init__(self, keys: Line, sheet: Sheet) -> None:
        named = [cell.removeprefix(_MARK).split("|") if cell.startswith(_MARK) else [""] for cell in keys.cells]
        self._columns = {parts[0]: column for column, parts in enumerate(named) if parts[0]}
        words = next((parts[1:] for parts in named if parts[0] == "progress"), [])
        self._progress = {word.casefold(): code for word, code in zip(words, PROGRESS, strict=False)}
        self._refusals: list[RowNote] = []

    def read(self, lines: Sequence[Line]) -> PlanBack:
        factory, made_on, found, seen = "", None, [], set()
        for line in lines:
            thing = self._cell(line, "id")
            if thing:
                factory, made_on = self._cell(line, "factory") or factory, self._day(line, "made_on") or made_on
            if thing in seen:
                self._refuse(line, "id", "plan_back.twice")
                continue
            said, was = self._said(line, ""), self._said(line, "was_")
            title = self._text(line, "title")
            if thing:
                seen.add(thing)
            elif not title:
                if said != Said():
                    self._refuse(line, "title", "plan_back.no_title")
                continue
            found.append(PlanLine(line.number, thing, title, said, was))
        if not factory:
            raise IntakeRefused("intake.not_a_plan")
        return PlanBack(factory, made_on, tuple(found), tuple(self._refusals))

    def _said(self, line: Line, before: str) -> Said:
        progress = self._cell(line, f"{before}progress")
        code = progress if before else self._progress.get(progress.casefold(), "")
        if progress and code not in PROGRESS:
            self._refuse(line, "progress", "plan_back.no_choice", typed=progress[:80])
            code = ""
        return Said(
            self._text(line, f"{before}owner"), self._day(line, f"{before}due_on"), code, self._text(line, f"{before}progress_note"),
            self._day(line, f"{before}progress_on"),
        )  # fmt: skip

    def _cell(self, line: Line, key: str) -> str:
        return line.cell(self._columns.get(key, -1))

    def _text(self, line: Line, key: str) -> str:
        text, limit = self._cell(line, key), LONGEST[key.removeprefix("was_")]
        if text.startswith("#") and text.rstrip("?!/0A").isupper() and text.endswith(("!", "?", "/A", "/0!")):
            self._refuse(line, key, "plan_back.formula", typed=text[:80])
            return ""
        if len(text) > limit:
            self._refuse(line, key, "plan_back.too_long", limit=str(limit))
            return ""
        return text

    def _day(self, line: Line, key: str) -> date | None:
        text = self._cell(line, key)
        try:
            return datetime.fromisoformat(text).date() if len(text) > len("2026-11-23") else read_day(text)
        except ValueError:
            self._refuse(line, key, "plan_back.not_a_day", typed=text[:80])
            return None

    def _refuse(self, line: Line, key: str, reason: str, **params: str) -> None:
        column = self._columns.get(key, -1)
        self._refusals.append(RowNote(line.number, f"{column_letters(column)}{line.number}" if column >= 0 else "", reason, params))
