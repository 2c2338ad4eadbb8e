"""What the program ships as data: question sets, programme profiles and library packs, read from `resources/` once and handed on as values.

Nothing a person recorded comes through here. A tool version that assessments were made with never changes: its checksum stands in
`resources/tools/index.json`, and a changed one is refused.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from bwdesk.domain.cycle import Cycle
from bwdesk.domain.edition import Variant
from bwdesk.domain.packs import PackFile, PackText, pack_text
from bwdesk.domain.programme import Profile
from bwdesk.domain.programme_reader import profile_of
from bwdesk.domain.redaction import Rule, rules_of
from bwdesk.domain.tool import Tool
from bwdesk.domain.tool_rows import tool_of
from bwdesk.domain.tool_set import COLUMNS, Row, SetHeader, header_of
from bwdesk.errors import DamagedFile, Refused
from bwdesk.paths import RESOURCES

TOOLS = RESOURCES / "tools"
PROFILES = RESOURCES / "programme"
LIBRARY = RESOURCES / "library"
SLCP = RESOURCES / "slcp" / "sections.json"


def tool(name: str, folder: Path = TOOLS) -> Tool:
    """The tool version `name` ("BGD 2026.1"). Raises Refused when unknown or broken, DamagedFile when it is not the one once shipped."""
    return _tool(name, folder)


@cache
def _tool(name: str, folder: Path) -> Tool:
    source = index(folder).get(name)
    if source is None:
        raise Refused("tool.unknown", tool=name)
    header, rows = read_set(folder / source["set"])
    found = tool_of(header, rows, name)
    if source["sha256"] != found.checksum:
        raise DamagedFile("tool.changed", tool=name)
    return found


def tool_names(folder: Path = TOOLS) -> tuple[str, ...]:
    """All versions ever shipped, as the index lists them."""
    return tuple(index(folder))


def tool_for(country: str, on: date, folder: Path = TOOLS) -> Tool:
    """The version an assessment begun on a day in a country (ISO alpha-2) is frozen to: the country's newest, else the global one."""
    known = [v for stem in sorted({e["set"] for e in index(folder).values()}) for v in read_set(folder / stem)[0].versions]
    frozen = [v for v in known if v.name in index(folder)]
    for wanted in (country, ""):
        fitting = [v for v in frozen if v.country == wanted and v.valid_from <= on]
        if fitting:
            return tool(max(fitting, key=lambda v: (v.valid_from, v.name)).name, folder)
    return tool(min((v for v in frozen if not v.country), key=lambda v: v.valid_from).name, folder)


@cache
def index(folder: Path = TOOLS) -> dict[str, dict[str, str]]:
    """By version name: the set it comes from and the checksum it had when first used."""
    parsed = json.loads((folder / "index.json").read_text("utf-8"))
    return {str(name): dict(entry) for name, entry in parsed.items()}


@cache
def read_set(stem: Path) -> tuple[SetHeader, tuple[Row, ...]]:
    """Header and rows of one question set (`<stem>.json`, `<stem>.csv`). Raises Refused when a file is not in the form of a set."""
    try:
        header = header_of(json.loads(stem.with_name(stem.name + ".json").read_text("utf-8")))
        with stem.with_name(stem.name + ".csv").open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            rows: list[Row] = []
            for cells in reader:
                if None in cells or None in cells.values():
                    raise Refused("tool.header", where=f"{stem.name}.csv: {reader.line_num}")
                rows.append(Row(len(rows) + 2, cells))
            missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    except (json.JSONDecodeError, UnicodeDecodeError, csv.Error):
        raise Refused("tool.header", where=stem.name) from None
    if missing:
        raise Refused("tool.header", where=", ".join(missing))
    return header, tuple(rows)


def profile(name: str = "bw-2026", folder: Path | None = None) -> Profile:
    """A programme profile by name. Raises Refused when it is not shipped or does not hold together."""
    return _profile(name, folder or PROFILES)


def profile_of_cycle(cycle: Cycle | None) -> Profile:
    """The profile that a cycle goes by; what belongs to no cycle goes by the one that `profile` gives without a name."""
    return profile(cycle.profile) if cycle is not None else profile()


def profile_on(day: date, folder: Path | None = None) -> Profile:
    """The profile that a cycle beginning on a day goes by: the newest that is valid then; before all of them, the oldest."""
    known = sorted(_profiles(folder or PROFILES), key=lambda one: (one.valid_from, one.name))
    return ([one for one in known if one.valid_from <= day] or known[:1])[-1]


@cache
def _profiles(folder: Path) -> tuple[Profile, ...]:
    stems = (path.stem for path in folder.glob("*.json"))
    return tuple(_profile(stem, folder) for stem in stems if stem not in _NO_PROFILES)


_NO_PROFILES = ("protected", "variants")
"""What lies beside the profiles: which fields are protected, and what a variant of a paper shows."""


@cache
def _profile(name: str, folder: Path) -> Profile:
    path = folder / f"{name}.json"
    if not name.replace("-", "").isalnum() or not path.is_file():
        raise Refused("profile.unknown", profile=name)
    try:
        parsed = json.loads(path.read_text("utf-8"))
    except ValueError:
        raise Refused("profile.unknown", profile=name) from None
    found = profile_of(parsed, path.name)
    if found.name != name:
        raise Refused("profile.unknown", profile=name)
    return found


@cache
def variant_rules(path: Path = PROFILES / "variants.json") -> Mapping[Variant, Mapping[str, Rule]]:
    """The rules of all variants of papers by kind of report. A kind that is not named is not made in that variant."""
    return rules_of(json.loads(path.read_text("utf-8")))


@cache
def library_texts(folder: Path = LIBRARY) -> tuple[PackText, ...]:
    """The packs of the library that come with the program, with their texts: what holds everywhere first, then by country and name.

    Raises Refused when one is not in the form of a pack.
    """
    found = [pack_text(path.read_text("utf-8")) for path in folder.glob("*.txt")]
    return tuple(sorted(found, key=lambda one: (one.pack.country, one.pack.name, one.pack.order())))


def library_packs(folder: Path = LIBRARY) -> tuple[PackFile, ...]:
    """The same, as they are read."""
    return tuple(one.pack for one in library_texts(folder))


@cache
def slcp_sections(path: Path = SLCP) -> dict[str, str]:
    """By code of a cluster or point, the section of the SLCP tool it comes nearest to; "" where none does."""
    return {str(code): str(section) for code, section in json.loads(path.read_text("utf-8"))["sections"].items()}
