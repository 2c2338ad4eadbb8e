"""Lists in and out: what is read, judged and taken, with a reason for every row that was refused."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bwdesk import ids
from bwdesk.commands.opened import Headless, opened
from bwdesk.disk import write_whole
from bwdesk.domain.factory import Factory
from bwdesk.errors import IntakeRefused
from bwdesk.interchange.factories import FactoryList
from bwdesk.interchange.headings import columns_of, heading_key
from bwdesk.interchange.identity import Sorted
from bwdesk.interchange.sheet import Sheet
from bwdesk.runtime.intake import Intake
from bwdesk.texts import Texts
from bwdesk.usecases.calendar_file import calendar_file
from bwdesk.usecases.factory_import import count_import, offer_duplicates, slices, sort_import, take_in_slice
from bwdesk.usecases.trends_export import trends_file

Facts = dict[str, Any]


@dataclass(frozen=True)
class Judged:
    """A list that was read: its rows, which of them are new, and which look like a factory of the register."""

    found: FactoryList
    told: Sorted
    alike: int


def read_list(intake: Intake, path: Path, sheet_name: str | None = None, country: str | None = None) -> FactoryList:
    """Reads a factory list with its columns recognised. Raises IntakeRefused."""
    book = intake.read_book(path)
    sheet = _sheet(book.sheets, sheet_name) if sheet_name else book.sheets[book.best]
    return intake.factory_rows(sheet, columns_of(sheet), country, path.stem)


def _sheet(sheets: Any, name: str) -> Sheet:
    for sheet in sheets:
        if sheet.name == name:
            return sheet  # type: ignore[no-any-return]
    raise IntakeRefused("intake.no_such_sheet", sheet=name)


def take_in_list(desk: Headless, found: FactoryList, *, dry_run: bool = False) -> tuple[Facts, Judged]:
    """Judges the rows of a list against the register and takes in what is new, all of it or nothing being sent before the last slice."""
    with desk.files.reading.reading() as reader:
        told = sort_import(reader, found)
        alike = len(offer_duplicates(reader, told))
    count = count_import(found, told)
    if not dry_run:
        import_id = ids.random_id()
        for rows, is_last in slices(told.new):
            with desk.writing("act.factory.import") as unit:
                take_in_slice(unit, rows, import_id, is_last)
    facts = {"read": count.read, "taken": count.taken, "already_there": count.already_there, "refused": count.refused, "alike": alike}
    return facts, Judged(found, told, alike)


def take_in(arguments: argparse.Namespace) -> Facts:
    """`bwdesk import factories FILE`."""
    texts = Texts(arguments.lang)
    with Intake() as intake, opened(arguments) as desk:
        found = read_list(intake, arguments.file, arguments.sheet, arguments.country)
        facts, judged = take_in_list(desk, found, dry_run=arguments.dry_run)
    reasons = [f"row {note.row}: {texts(note.key, **note.params)}" for note in judged.found.refusals]
    return facts | {"dry_run": arguments.dry_run, "refusal": reasons}


def give_out(arguments: argparse.Namespace) -> Facts:
    """`bwdesk export factories FILE`: CSV or XLSX by the file's ending. `bwdesk export calendar FILE`: an ICS file.

    `bwdesk export trends FILE`: counts by cycle and country, without names, as CSV or XLSX.
    """
    if arguments.kind == "calendar":
        return give_calendar(arguments)
    if arguments.kind == "trends":
        return give_trends(arguments)
    from bwdesk.interchange.export import FACTORY_COLUMNS, write_factories  # spreadsheets load for who asks

    with opened(arguments) as desk, desk.files.reading.reading() as reader:
        texts = Texts(arguments.lang)
        headings = {field: texts(heading_key(field)) for field in FACTORY_COLUMNS}
        rows = ({name: getattr(one, name, None) for name in FACTORY_COLUMNS} for one in reader.find(Factory) if one.alias_of is None)
        written = write_factories(arguments.file, rows, headings)
    return {"written": written, "file": str(arguments.file)}


def give_calendar(arguments: argparse.Namespace) -> Facts:
    """The calendar of who owns the desk: visits and windows of the factories they advise, never an assessment."""
    with opened(arguments) as desk, desk.files.reading.reading() as reader:
        writer, texts = desk.files.writer, Texts(arguments.lang)
        text = calendar_file(reader, writer.person, writer.now(), texts)
    write_whole(arguments.file, text.encode("utf-8"))
    return {"events": text.count("BEGIN:VEVENT"), "file": str(arguments.file)}


def give_trends(arguments: argparse.Namespace) -> Facts:
    """Trends of all factories held here, without ids, names or days, small groups left out."""
    from bwdesk.interchange.export import write_table  # spreadsheets load for who asks

    with opened(arguments) as desk, desk.files.reading.reading() as reader:
        told = trends_file(reader, desk.files.writer.now().astimezone().date(), Texts(arguments.lang))
    return {"written": write_table(arguments.file, told.headings, told.rows), "withheld": told.withheld, "file": str(arguments.file)}
