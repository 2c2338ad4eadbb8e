"""The parts of an XLSX workbook beside its sheets: which sheets there are, the shared strings, the styles that show days."""

from __future__ import annotations

import posixpath
import re
from typing import Final

from bwdesk.errors import IntakeRefused
from bwdesk.interchange.archive import Archive
from bwdesk.interchange.cell_values import is_date_format
from bwdesk.interchange.markup import Attributes, Elements, local_attribute, read_markup
from bwdesk.interchange.sheet import MAX_CHARACTERS, MAX_LINES

MAX_STRINGS: Final = 1_000_000
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Workbook(Elements):
    """The parts of a workbook: sheets as (name, hidden, part), by `targets`, which are (kind, part) under the ids of relations."""

    def __init__(self, targets: dict[str, tuple[str, str]]) -> None:
        super().__init__()
        self._targets = targets
        self.is_1904 = False
        self.sheets: list[tuple[str, bool, str]] = []
        self.begins = {"workbookPr": self._properties, "sheet": self._sheet}

    @property
    def strings(self) -> str | None:
        return self._part("sharedStrings")

    @property
    def styles(self) -> str | None:
        return self._part("styles")

    def _part(self, kind: str) -> str | None:
        return next((part for found, part in self._targets.values() if found == kind), None)

    def _properties(self, attributes: Attributes) -> None:
        self.is_1904 = attributes.get("date1904", "0") in ("1", "true", "on")

    def _sheet(self, attributes: Attributes) -> None:
        kind, part = self._targets.get(local_attribute(attributes, "id"), ("", ""))
        if kind == "worksheet":
            self.sheets.append((attributes.get("name", ""), attributes.get("state", "visible") != "visible", part))


class _Relations(Elements):
    def __init__(self, base: str) -> None:
        super().__init__()
        self._base = base
        self.targets: dict[str, tuple[str, str]] = {}
        self.begins = {"Relationship": self._relation}

    def _relation(self, attributes: Attributes) -> None:
        if attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(self._base, target))
            self.targets[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], part)


def open_workbook(archive: Archive) -> Workbook:
    """The workbook part of a package; raises IntakeRefused where the package holds no workbook."""
    package = _relations(archive, "_rels/.rels", "")
    part = next((target for kind, target in package.values() if kind == "officeDocument"), "xl/workbook.xml")
    if part.casefold().endswith(".bin"):
        raise IntakeRefused("intake.binary_workbook")
    if part not in archive:
        raise IntakeRefused("intake.no_list" if package else "intake.not_a_list")
    folder, _, name = part.rpartition("/")
    workbook = Workbook({key: (kind, target) for key, (kind, target) in _relations(archive, f"{folder}/_rels/{name}.rels", folder).items()})
    read_markup(archive.chunks(part), workbook)
    return workbook


def _relations(archive: Archive, part: str, base: str) -> dict[str, tuple[str, str]]:
    relations = _Relations(base)
    if part.lstrip("/") in archive:
        read_markup(archive.chunks(part.lstrip("/")), relations)
    return {key: (kind, target) for key, (kind, target) in relations.targets.items() if target in archive}


class _StringTable(Elements):
    """Shared strings; pronunciation guides (rPh) are no part of the text."""

    def __init__(self) -> None:
        super().__init__()
        self.strings: list[str] = []
        self._pieces: list[str] = []
        self._listening = self._is_guide = False
        self._characters = 0
        self.begins = {"si": self._begin_string, "t": self._listen, "rPh": self._begin_guide}
        self.ends = {"si": self._end_string, "t": self._ignore, "rPh": self._end_guide}

    def _begin_string(self, _: Attributes) -> None:
        self._pieces = []

    def _end_string(self) -> None:
        text = unescaped("".join(self._pieces))
        self._characters += len(text)
        if len(self.strings) >= MAX_STRINGS or self._characters > MAX_CHARACTERS:
            raise IntakeRefused("intake.list_too_large", lines=MAX_LINES)
        self.strings.append(text)

    def _listen(self, _: Attributes) -> None:
        self._listening = not self._is_guide

    def _ignore(self) -> None:
        self._listening = False

    def _begin_guide(self, _: Attributes) -> None:
        self._is_guide = True

    def _end_guide(self) -> None:
        self._is_guide = False

    def text(self, text: str) -> None:
        if self._listening:
            self._pieces.append(text)


def shared_strings(archive: Archive, part: str) -> list[str]:
    """The texts that cells refer to by number."""
    table = _StringTable()
    read_markup(archive.chunks(part), table)
    return table.strings


class _Styles(Elements):
    """For each cell style, whether its number format shows a day or time."""

    def __init__(self) -> None:
        super().__init__()
        self.dates: list[bool] = []
        self._formats: dict[str, bool] = {}
        self._in_cell_styles = False
        self.begins = {"numFmt": self._format, "cellXfs": self._begin_cell_styles, "xf": self._style}
        self.ends = {"cellXfs": self._end_cell_styles}

    def _format(self, attributes: Attributes) -> None:
        self._formats[attributes.get("numFmtId", "")] = is_date_format(attributes.get("formatCode", ""))

    def _begin_cell_styles(self, _: Attributes) -> None:
        self._in_cell_styles = True

    def _end_cell_styles(self) -> None:
        self._in_cell_styles = False

    def _style(self, attributes: Attributes) -> None:
        if self._in_cell_styles:
            number = attributes.get("numFmtId", "0")
            self.dates.append(self._formats[number] if number in self._formats else is_date_format(number, built_in=True))


def date_styles(archive: Archive, part: str) -> list[bool]:
    """For each cell style, whether it shows a day or time; broken styles cost a list nothing but its days."""
    styles = _Styles()
    try:
        read_markup(archive.chunks(part), styles)
    except IntakeRefused as refused:
        if refused.key != "intake.damaged":
            raise
    return styles.dates


def unescaped(text: str) -> str:
    """The text with characters written as _xHHHH_ put back."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
