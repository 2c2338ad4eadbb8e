"""Wiping a desk by order of its office: what opens it goes first, then its files. Ended at any point it goes on at the next start.

A mark in the folder says that it has begun, and holds the names of what the keyring keeps. From the mark on the folder is no desk any more:
nobody is asked for a PIN, it is wiped. Backups that a person made elsewhere are out of reach; settings of the program stay.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from bwdesk.disk import disk_errors_translated, sync_folder, write_whole
from bwdesk.errors import FileProblem, MissingKey
from bwdesk.keys.change import forget
from bwdesk.keys.keyrings import Keyring
from bwdesk.keys.lease import lease_name
from bwdesk.keys.pin import pin_name
from bwdesk.keys.ring import read_ring
from bwdesk.paths import DataFolder

DEVICE: Final = ("device", "device-keys")
"""What other parts keep in the keyring of a data folder: the device's credentials and keys."""

Told = Callable[[str], None]


def _silent(_step: str) -> None:
    pass


def is_being_wiped(folder: DataFolder) -> bool:
    """Whether a wipe has begun here."""
    return folder.wiping.exists()


def begin_wipe(folder: DataFolder, keyring: Keyring | None, order: str, *, told: Told = _silent) -> None:
    """Marks the folder and destroys every wrap of its key: from now on nothing in it can be read. Files may still be open.

    `told` hears of each step once it is on the disk. Raises StoreProblem.
    """
    write_whole(folder.wiping, json.dumps({"order": order, "names": _names(folder)}).encode())
    told("marked")
    _destroy_keys(folder, keyring, told)


def finish_wipe(folder: DataFolder, keyring: Keyring | None, *, told: Told = _silent) -> str:
    """Goes on with a wipe that has begun, to its end. Returns the order's id; "" where none has begun. Raises StoreProblem."""
    if not is_being_wiped(folder):
        return ""
    order = str(_mark(folder).get("order", ""))
    _destroy_keys(folder, keyring, told)
    with disk_errors_translated():
        for step, paths in _files(folder):
            for path in paths:
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
            sync_folder(folder.root)
            told(step)
        folder.wiping.unlink()
        sync_folder(folder.root)
    told("done")
    return order


def finish_wipes(root: Path, keyring: Callable[[], Keyring | None]) -> int:
    """Goes on with every wipe in a folder and the folders in it. Returns how many there were. Raises StoreProblem."""
    some = [root, *sorted(path for path in root.iterdir() if path.is_dir())] if root.is_dir() else []
    begun = [one for one in map(DataFolder, some) if is_being_wiped(one)]
    for one in begun:
        finish_wipe(one, keyring())
    return len(begun)


def _destroy_keys(folder: DataFolder, keyring: Keyring | None, told: Told) -> None:
    if keyring is not None:
        with suppress(MissingKey):  # a silent keyring: its part is worth nothing without the ring
            for name in _mark(folder).get("names", []):
                keyring.delete(name)
    told("keyring")
    forget(folder, None)
    told("ring")
    with disk_errors_translated():
        for path in _copies(folder):
            path.unlink(missing_ok=True)
            sync_folder(path.parent)
    told("copies")


def _copies(folder: DataFolder) -> list[Path]:
    """Files that hold the wraps of the recovery sheet and the office again."""
    aside = [*folder.root.glob("aside/*/ring.json*"), *folder.root.glob("restoring/ring.json*")]
    return [*(folder.snapshots.iterdir() if folder.snapshots.is_dir() else ()), *aside]


def _files(folder: DataFolder) -> Iterable[tuple[str, list[Path]]]:
    beside = [*folder.root.glob(f"{folder.database.name}*"), *folder.root.glob("*.part")]
    yield "database", beside
    for step, path in (("photos", folder.photos), ("journal", folder.journal.parent), ("snapshots", folder.snapshots)):
        yield step, [path] if path.exists() else []
    others = [folder.root / "aside", folder.root / "restoring", folder.root / "status.json", folder.lease, folder.certificate]
    yield "rest", [path for path in others if path.exists()]


def _names(folder: DataFolder) -> list[str]:
    try:
        ring = read_ring(folder.ring)
    except FileProblem:  # begun before and ended in the middle, or damaged
        return list(_mark(folder).get("names", []))
    return [pin_name(ring), f"{ring.file}:{ring.passphrase['device']}", lease_name(ring), *(f"{ring.file}:{one}" for one in DEVICE)]


def _mark(folder: DataFolder) -> dict[str, Any]:
    try:
        found = json.loads(folder.wiping.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
