"""A keyring in a file, for benchmarks that start the program as its own process: PYTHON_KEYRING_BACKEND names it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import keyring.backend
import keyring.errors


class FileKeyring(keyring.backend.KeyringBackend):
    """Secrets by name in the JSON file that BWDESK_BENCH_KEYRING names. Only for secrets made for a benchmark."""

    priority = 1

    def _file(self) -> Path:
        return Path(os.environ["BWDESK_BENCH_KEYRING"])

    def _read(self) -> dict[str, str]:
        held: dict[str, str] = json.loads(self._file().read_text("utf-8"))
        return held

    def get_password(self, service: str, username: str) -> str | None:
        return self._read().get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self._file().write_text(json.dumps(self._read() | {username: password}), "utf-8")

    def delete_password(self, service: str, username: str) -> None:
        held = self._read()
        if held.pop(username, None) is None:
            raise keyring.errors.PasswordDeleteError("no such entry")
        self._file().write_text(json.dumps(held), "utf-8")
