"""A keyring in a file, so that what a killed process did to it is seen by the one that comes after."""

from __future__ import annotations

import json
from pathlib import Path

from bwdesk.disk import write_whole


class FileKeyring:
    """Keeps its promises: what was set or deleted is on the disk when the call returns."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def secrets(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(self._path.read_text("utf-8")) if self._path.exists() else {}
        return found

    def get(self, name: str) -> str | None:
        return self.secrets.get(name)

    def set(self, name: str, secret: str) -> None:
        write_whole(self._path, json.dumps(self.secrets | {name: secret}).encode())

    def delete(self, name: str) -> None:
        write_whole(self._path, json.dumps({one: kept for one, kept in self.secrets.items() if one != name}).encode())
