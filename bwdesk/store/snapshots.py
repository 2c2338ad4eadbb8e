"""Snapshot files as they lie on the disk: what each says of itself, which are good, which may go. Needs no key; makes none."""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from bwdesk.domain.kinds import SCHEMA
from bwdesk.errors import DamagedFile, ForeignFile, NewerFile, StoreProblem
from bwdesk.paths import DataFolder
from bwdesk.store.contents import Counts

FORMAT: Final = 1
ENDING: Final = ".bwbackup"
DAYS_KEPT: Final = 7
WEEKS_KEPT: Final = 4
_MOST_FACTS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A container that was opened and checked when it was made. `taken_at` is aware UTC; `file` says whose key opens it."""

    path: Path
    taken_at: datetime
    counts: Counts
    person: str
    name: str
    file: str
    facts: dict[str, Any]


def good_snapshots(folder: DataFolder) -> list[Snapshot]:
    """The snapshots of a data folder, newest first, without those that are cut off or damaged. Needs no key."""
    found = []
    for path in folder.snapshots.glob(f"*{ENDING}"):
        try:
            found.append(read_snapshot(path))
        except (DamagedFile, ForeignFile, NewerFile):
            continue
    return sorted(found, key=lambda one: one.taken_at, reverse=True)


def read_snapshot(path: Path) -> Snapshot:
    """What a container says of itself. Raises ForeignFile, DamagedFile or NewerFile (`backup.foreign`, `.damaged`, `.newer`)."""
    try:
        with zipfile.ZipFile(path) as container:
            sizes = {info.filename: info.file_size for info in container.infolist()}
            if "facts.json" not in sizes:
                raise ForeignFile("backup.foreign")
            if sizes["facts.json"] > _MOST_FACTS or not {"ring.json", "photo-list.json", "desk.db"} <= sizes.keys():
                raise DamagedFile("backup.damaged")
            facts = json.loads(container.read("facts.json"))
    except FileNotFoundError:
        raise StoreProblem("backup.missing") from None
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise (DamagedFile if _begins_as_zip(path) else ForeignFile)(
            "backup.damaged" if _begins_as_zip(path) else "backup.foreign"
        ) from None
    return _snapshot(path, facts, sizes["desk.db"])


def _begins_as_zip(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(4) == b"PK\x03\x04"
    except OSError:
        return False


def _snapshot(path: Path, facts: Any, size: int) -> Snapshot:
    try:
        if facts["format"] > FORMAT or facts["schema"] > SCHEMA:
            raise NewerFile("backup.newer")
        if facts["size"] != size:
            raise DamagedFile("backup.damaged")
        counts = Counts(**{name: int(facts["counts"].get(name, 0)) for name in Counts._fields})
        taken_at = datetime.fromisoformat(facts["taken_at"])
        return Snapshot(path, taken_at, counts, facts["person"], facts["name"], facts["file"], facts)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise DamagedFile("backup.damaged") from None


def superfluous(snapshots: list[Snapshot]) -> list[Snapshot]:
    """Those that may go: not the newest of its day for seven days that have any, nor of its week for four weeks.

    A snapshot that holds more than every newer one kept stays too: something went missing since.
    """
    kept: list[Snapshot] = []
    days: set[date] = set()
    weeks: set[tuple[int, int]] = set()
    gone = []
    for one in sorted(snapshots, key=lambda s: s.taken_at, reverse=True):
        day, week = day_of(one), day_of(one).isocalendar()[:2]
        is_of_day = day not in days and len(days) < DAYS_KEPT
        is_of_week = week not in weeks and len(weeks) < WEEKS_KEPT
        if is_of_day or is_of_week or all(one.counts.operations > newer.counts.operations for newer in kept):
            kept.append(one)
            days.add(day)
            weeks.add(week)
        else:
            gone.append(one)
    return gone


def day_of(snapshot: Snapshot) -> date:
    """The day of a snapshot where the laptop is."""
    return snapshot.taken_at.astimezone().date()
