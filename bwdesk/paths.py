"""Where things lie: the shipped resources, the migrations, and a person's data folder. No records, no secrets."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "resources"
MIGRATIONS = ROOT / "migrations"
NAME = "bwdesk"
"""Of a person's data folder, in the place where their computer keeps such folders."""
EXCHANGE_ENDING = ".bwexchange"
"""How the names of files end that go from laptop to laptop."""


class DataFolder(NamedTuple):
    """The files of one desk. The database, photos, journal and snapshots are encrypted; `ring.json` holds wrapped keys only."""

    root: Path

    @property
    def database(self) -> Path:
        return self.root / "desk.db"

    @property
    def ring(self) -> Path:
        return self.root / "ring.json"

    @property
    def lease(self) -> Path:
        """Until when the desk opens without the office; sealed."""
        return self.root / "lease"

    @property
    def certificate(self) -> Path:
        """The signing certificate of who releases reports here; sealed."""
        return self.root / "certificate"

    @property
    def wiping(self) -> Path:
        """There while the folder is being wiped by order of the office."""
        return self.root / "wiping"

    @property
    def photos(self) -> Path:
        return self.root / "photos"

    @property
    def snapshots(self) -> Path:
        return self.root / "snapshots"

    @property
    def journal(self) -> Path:
        """Second copy of unsent work, in another folder than the database."""
        return self.root / "journal" / "unsent.journal"

    @property
    def settings(self) -> Path:
        return self.root / "settings.json"


def default_data_folder() -> DataFolder:
    """The desk's folder for the person logged in to this computer."""
    from platformdirs import user_data_path  # only the desk needs it; keeps `import bwdesk.paths` free of dependencies

    return DataFolder(user_data_path(NAME, appauthor=False))
